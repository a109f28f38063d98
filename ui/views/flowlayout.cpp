// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/flowlayout.h"

#include <QWidget>

namespace headscope::ui {

FlowLayout::FlowLayout(int gap, QWidget* parent) : QLayout(parent), m_gap(gap) {}

FlowLayout::~FlowLayout()
{
    qDeleteAll(m_items);
}

int FlowLayout::lines(const QList<int>& widths, int gap, int available)
{
    int count = 0;
    int x = 0;
    for (const int width : widths) {
        if (count == 0 || x + width > available) {
            ++count;
            x = 0;
        }
        x += width + gap;
    }
    return count;
}

QLayoutItem* FlowLayout::takeAt(int index)
{
    return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr;
}

void FlowLayout::setGeometry(const QRect& rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const QLayoutItem* item : m_items)
        size = size.expandedTo(item->minimumSize());
    const QMargins margins = contentsMargins();
    return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

QSize FlowLayout::sizeHint() const
{
    int width = 0;
    for (const QLayoutItem* item : m_items)
        if (!item->isEmpty())
            width += item->sizeHint().width() + m_gap;
    return minimumSize().expandedTo(QSize(width, 0));
}

int FlowLayout::arrange(const QRect& rect, bool move) const
{
    const QRect inner = rect.marginsRemoved(contentsMargins());
    int y = inner.top();
    int first = 0;
    while (first < count()) {
        // One line: as many items as fit, at least one.
        int end = first;
        int width = 0;
        int height = 0;
        while (end < count()) {
            const QSize size = m_items[end]->isEmpty() ? QSize() : m_items[end]->sizeHint();
            if (size.isValid()) {
                if (width > 0 && width + size.width() > inner.width())
                    break;
                width += size.width() + m_gap;
                height = qMax(height, size.height());
            }
            ++end;
        }
        int x = inner.left();
        for (int i = first; move && i < end; ++i) {
            if (m_items[i]->isEmpty())
                continue;
            const QSize size = m_items[i]->sizeHint();
            m_items[i]->setGeometry(QRect(QPoint(x, y + (height - size.height()) / 2), size));
            x += size.width() + m_gap;
        }
        y += height + m_gap;
        first = end;
    }
    return y - m_gap - rect.top() + contentsMargins().bottom();
}

} // namespace headscope::ui
