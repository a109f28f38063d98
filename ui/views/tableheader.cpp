// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/tableheader.h"

#include "ui/models/roles.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>

namespace headscope::ui {

TableHeader::TableHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent)
{
    setSectionResizeMode(QHeaderView::Fixed);
    setMinimumSectionSize(8);
    setHighlightSections(false);
    setSectionsClickable(true);
    setFocusPolicy(Qt::NoFocus);
    const auto arranged = [this] { m_arranged = m_arranged || m_pressed; };
    connect(this, &QHeaderView::sectionMoved, this, arranged);
    connect(this, &QHeaderView::sectionResized, this, arranged);
}

void TableHeader::mousePressEvent(QMouseEvent* event)
{
    m_pressed = true;
    QHeaderView::mousePressEvent(event);
}

void TableHeader::mouseReleaseEvent(QMouseEvent* event)
{
    m_pressed = false;
    QHeaderView::mouseReleaseEvent(event);
}

void TableHeader::arrange(const QByteArray& state)
{
    const int sections = count();
    const QByteArray before = saveState();
    if (restoreState(state) && count() == sections)
        m_arranged = true;
    else
        restoreState(before);
}

void TableHeader::setMarked(int section)
{
    if (section == m_marked)
        return;
    m_marked = section;
    viewport()->update();
}

void TableHeader::setAxis(const QString& axis)
{
    m_axis = axis;
}

int TableHeader::axisHeight() const
{
    return m_axis.isEmpty() ? 0 : QFontMetrics(Theme::font(-1)).height() + 8;
}

int TableHeader::neededHeight() const
{
    const QFontMetrics metrics(Theme::font(0, true));
    int text = 2 * metrics.height();
    // Long prompts repeat their words; the first columns are enough to judge.
    for (int i = 0; model() && i < qMin(model()->columnCount(), 128); ++i)
        if (model()->headerData(i, Qt::Horizontal, RotatedRole).toBool())
            text = qMax(
                text, metrics.horizontalAdvance(model()->headerData(i, Qt::Horizontal).toString()));
    return axisHeight() + qMin(text, maxText) + 16;
}

void TableHeader::paintSection(QPainter* painter, const QRect& rect, int section) const
{
    const Colours& colours = Theme::instance().colours();
    painter->save();
    painter->fillRect(rect, colours.surface);
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colours.border);
    const bool marked = section == m_marked;
    const QString text = model()->headerData(section, Qt::Horizontal).toString();
    if (model()->headerData(section, Qt::Horizontal, RotatedRole).toBool()) {
        const QRect inner = rect.adjusted(0, axisHeight(), 0, -1);
        if (marked) {
            painter->fillRect(inner, colours.accentSoft);
            painter->fillRect(QRect(inner.left(), inner.top(), inner.width(), 3), colours.accent);
        }
        const QFont font = Theme::font(0, marked);
        const int length = inner.height() - 13;
        painter->setFont(font);
        painter->setPen(colours.text);
        painter->translate(inner.left(), inner.bottom() - 6);
        painter->rotate(-90);
        painter->drawText(QRect(0, 0, length, inner.width()), Qt::AlignLeft | Qt::AlignVCenter,
                          QFontMetrics(font).elidedText(text, Qt::ElideRight, length));
    } else {
        const QFont bold = Theme::font(0, true);
        const QFont small = Theme::font(-1);
        const QFontMetrics boldMetrics(bold);
        const QFontMetrics smallMetrics(small);
        const QString subtitle =
            model()->headerData(section, Qt::Horizontal, SubtitleRole).toString();
        const QRect inner = rect.adjusted(section == 0 ? 11 : 9, 0, -6, -6);
        int bottom = inner.bottom();
        painter->setFont(small);
        painter->setPen(colours.muted);
        painter->drawText(QRect(inner.left(), bottom - smallMetrics.height(), inner.width(),
                                smallMetrics.height()),
                          Qt::AlignLeft | Qt::AlignVCenter,
                          smallMetrics.elidedText(subtitle, Qt::ElideRight, inner.width()));
        bottom -= smallMetrics.height() + 1;
        painter->setFont(bold);
        painter->setPen(colours.text);
        painter->drawText(
            QRect(inner.left(), bottom - boldMetrics.height(), inner.width(), boldMetrics.height()),
            Qt::AlignLeft | Qt::AlignVCenter,
            boldMetrics.elidedText(text, Qt::ElideRight, inner.width()));
    }
    painter->restore();
}

/// A title over the columns that share it, as far as they are in sight.
void TableHeader::paintGroups(QPainter& painter) const
{
    const auto groupOf = [this](int section) {
        return model()->headerData(section, Qt::Horizontal, GroupRole).toString();
    };
    const int first = std::max(0, visualIndexAt(0));
    const int shown = visualIndexAt(viewport()->width() - 1);
    const int last = shown < 0 ? count() - 1 : shown;
    const QFont bold = Theme::font(0, true);
    const QFontMetrics metrics(bold);
    const Colours& colours = Theme::instance().colours();
    painter.setFont(bold);
    for (int from = first; from <= last;) {
        const QString group = groupOf(from);
        int to = from;
        while (to < last && groupOf(to + 1) == group)
            ++to;
        const int left = std::max(0, sectionViewportPosition(from));
        const int right = sectionViewportPosition(to) + sectionSize(to);
        const int bottom = height() - 8 - QFontMetrics(Theme::font(-1)).height();
        if (!group.isEmpty()) {
            const QRect place(left + 9, bottom - metrics.height(), right - left - 15,
                              metrics.height());
            painter.setPen(colours.text);
            painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter,
                             metrics.elidedText(group, Qt::ElideRight, place.width()));
            painter.fillRect(QRect(right - 1, place.top() - 4, 1, height() - place.top() + 4),
                             colours.border);
        }
        from = to + 1;
    }
}

void TableHeader::paintEvent(QPaintEvent* event)
{
    QHeaderView::paintEvent(event);
    QPainter painter(viewport());
    const Colours& colours = Theme::instance().colours();
    if (model() != nullptr && count() > 0)
        paintGroups(painter);
    if (length() < viewport()->width())
        painter.fillRect(QRect(length(), 0, viewport()->width() - length(), height()),
                         colours.surface);
    if (m_axis.isEmpty())
        return;
    const QFont small = Theme::font(-1);
    painter.setFont(small);
    painter.setPen(colours.muted);
    painter.drawText(
        QRect(4, 4, viewport()->width() - 8, axisHeight() - 4), Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetrics(small).elidedText(m_axis, Qt::ElideRight, viewport()->width() - 8));
}

} // namespace headscope::ui
