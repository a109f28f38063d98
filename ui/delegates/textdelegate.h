// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/delegates/rowdelegate.h"

namespace headscope::ui {

/// A cell of plain text: what is too long loses its end, or its beginning where that matters less;
/// a link is underlined.
class TextDelegate : public RowDelegate
{
    Q_OBJECT
public:
    explicit TextDelegate(QObject* parent = nullptr) : RowDelegate(parent) {}
    /// The column whose texts keep their end; -1: none.
    void setColumnOfEnds(int column) { m_columnOfEnds = column; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    mutable Words m_words{0, false};
    mutable Words m_strong{0, true};
    int m_columnOfEnds = -1;
};

} // namespace headscope::ui
