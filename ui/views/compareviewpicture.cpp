// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"
#include "ui/views/colourlegend.h"
#include "ui/views/comparedpanes.h"
#include "ui/views/compareview.h"

#include <QComboBox>
#include <QLocale>
#include <QPainter>

#include <algorithm>

// The picture of a comparison: its maps, and its table below them.

namespace headscope::ui {

Figure CompareView::legend(FigurePart, int) const
{
    return m_rows && !m_legend->isHidden() ? m_legend->figure(legendWidth) : Figure();
}

QString CompareView::pictureNote() const
{
    return m_rows ? tr("%1: %2").arg(comparedTableName(m_ofTable), m_values->currentText())
                  : QString();
}

Figure CompareView::figure(FigurePart part, int maxWidth) const
{
    if (!m_rows)
        return {};
    constexpr int gap = 16;
    constexpr int most = 200; ///< rows of a whole table in a picture
    const Figure maps = m_maps->figure(part, maxWidth);
    const auto& names = *m_panes->names();
    const QRect seen = m_panes->cellsInSight();
    const bool whole = part == FigurePart::Whole;
    const int first = whole ? 0 : seen.top();
    const int end = whole ? std::min(names.rowCount(), most) : seen.bottom() + 1;
    std::vector<int> order;
    for (int row = first; row < end; ++row)
        order.push_back(names.rowAt(row));
    const auto table = std::make_shared<ComparedPanes>();
    table->setAttribute(Qt::WA_DontShowOnScreen);
    table->setRows(m_rows, std::move(order), m_labels, m_sort, m_showSpaces);
    // In a picture of all, the value of the heatmap: the others would make it wider than a page.
    const auto [left, right] = whole ? table->columnsOf(value().toStdString())
                                     : std::pair(seen.left(), seen.right());
    table->keepColumns(left, right);
    table->resize(table->wholeSize(std::max(maps.size.width(), maxWidth)));
    table->ensurePolished();
    table->show(); // places its parts; WA_DontShowOnScreen keeps it off the screen
    const QFont font = Theme::font(-1);
    const int line = QFontMetrics(font).height() + 8;
    const int top = maps.size.height() + gap;
    const int foot = whole && end < names.rowCount() ? line : 0;
    const QString rest = tr("The first %1 of %2 rows")
                             .arg(QLocale().toString(end), QLocale().toString(names.rowCount()));
    const QSize size(std::max(maps.size.width(), table->width()), top + table->height() + foot);
    return {size, [=](QPainter& painter) {
                const Colours& colours = Theme::instance().colours();
                painter.fillRect(QRect(QPoint(), size), colours.surface);
                maps.paint(painter);
                painter.save();
                painter.translate(0, top);
                table->render(&painter);
                painter.restore();
                if (foot == 0)
                    return;
                painter.setFont(font);
                painter.setPen(colours.muted);
                painter.drawText(QRect(4, top + table->height(), size.width() - 8, foot),
                                 Qt::AlignLeft | Qt::AlignVCenter, rest);
            }};
}

} // namespace headscope::ui
