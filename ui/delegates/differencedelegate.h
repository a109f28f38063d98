// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/delegates/rowdelegate.h"

namespace headscope::ui {

/// A number with its sign (ValueTextRole), on the colour of which way and how far it is from 0
/// (ValueRole, -1..1; nothing: no colour).
class DifferenceDelegate : public RowDelegate
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
