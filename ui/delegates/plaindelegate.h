// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/delegates/rowdelegate.h"

namespace headscope::ui {

/// One short text: a name at the left, or a number at the right (TextAlignmentRole), which has the
/// colour of what goes against where it is below zero (ValueRole).
class PlainDelegate : public RowDelegate
{
    Q_OBJECT
public:
    explicit PlainDelegate(bool bold = false, QObject* parent = nullptr)
        : RowDelegate(parent), m_texts(0, bold)
    {}
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    mutable Words m_texts;
};

} // namespace headscope::ui
