// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/delegates/rowdelegate.h"

#include <QStaticText>

#include <array>

namespace headscope::ui {

/// One cell of a heatmap: coloured by its share (ValueRole, 0..1) with the percentage in it; blank
/// where there is no value.
class ScoreDelegate : public RowDelegate
{
    Q_OBJECT
public:
    explicit ScoreDelegate(QObject* parent = nullptr);
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    void prepareNumbers();

    std::array<QStaticText, 101> m_numbers;
    QFont m_font;
};

} // namespace headscope::ui
