// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/plaindelegate.h"

#include "ui/models/roles.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace headscope::ui {

void PlainDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const
{
    const Colours& colours = Theme::instance().colours();
    painter->save();
    paintBackground(painter, option, index);
    TextCache& texts = m_texts.cache();
    const QRect rect = option.rect.adjusted(padding, 0, -padding, 0);
    const QString text = texts.elided(index.data().toString(), rect.width());
    const QVariant value = index.data(ValueRole);
    const bool against = value.isValid() && value.toDouble() < 0;
    painter->setPen(against ? colours.streamAgainst : colours.text);
    const bool right = (index.data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight) != 0;
    const int x = right ? rect.right() + 1 - texts.width(text) : rect.left();
    texts.draw(painter, x, rect.top() + (rect.height() - texts.height()) / 2, text);
    paintSelection(painter, option);
    painter->restore();
}

} // namespace headscope::ui
