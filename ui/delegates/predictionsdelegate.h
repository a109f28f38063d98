// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/delegates/rowdelegate.h"

namespace headscope::ui {

/// Words, best first (WordsRole), each with its number (NumbersRole) behind it, as many as fit; the
/// first one strong, with an arrow in front where it is marked (MarkedRole).
class PredictionsDelegate : public RowDelegate
{
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    mutable Words m_words{0, false};
    mutable Words m_strong{0, true};
    mutable Words m_numbers{-2, false};
};

/// A number (ValueTextRole) at the end of a bar (FractionRole, 0..1) that fills the cell from the
/// left.
class LengthDelegate : public RowDelegate
{
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    mutable Words m_numbers{-1, false};
};

} // namespace headscope::ui
