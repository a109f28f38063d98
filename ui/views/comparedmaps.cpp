// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/comparedmaps.h"

#include "ui/theme/theme.h"
#include "ui/views/elidedlabel.h"
#include "ui/views/gridview.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <vector>

namespace headscope::ui {

ComparedMaps::ComparedMaps(QWidget* parent) : QWidget(parent)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    for (const ComparedSide side : sides) {
        Map& made = m_maps[static_cast<std::size_t>(side)];
        made.box = new QWidget(this);
        made.name = new ElidedLabel(made.box);
        made.name->setProperty("quiet", true);
        made.view = new GridView(made.box);
        made.model = new ComparedGridModel(side, this);
        made.view->setModel(made.model);
        auto* column = new QVBoxLayout(made.box);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(4);
        column->addWidget(made.name);
        column->addWidget(made.view, 1);
        row->addWidget(made.box, 1);
    }
    join();
    setShown(Shown::Difference);
}

ComparedMaps::~ComparedMaps()
{
    for (const Map& each : m_maps)
        each.view->setModel(nullptr);
}

void ComparedMaps::join()
{
    for (const Map& each : m_maps) {
        connect(each.view, &GridView::currentChanged, this, [this, &each](int row, int column) {
            const Cell cell = each.model->plane().at(row, column);
            if (cell.row >= 0)
                Q_EMIT chosen(cell.row, cell.column);
        });
        connect(each.view, &GridView::activated, this, [this, &each](int row, int column) {
            const Cell cell = each.model->plane().at(row, column);
            if (cell.row >= 0)
                Q_EMIT opened(cell.row);
        });
        connect(each.view, &GridView::zoomed, this, [this, &each] {
            const QSize size = each.view->geometryOfCells().cellSize;
            for (const Map& other : m_maps)
                if (other.view != each.view && !each.view->fits()
                    && other.view->geometryOfCells().cellSize != size)
                    other.view->setCellSize(size);
        });
        for (const Map& other : m_maps) {
            if (other.view == each.view)
                continue;
            connect(each.view->verticalScrollBar(), &QScrollBar::valueChanged,
                    other.view->verticalScrollBar(), &QScrollBar::setValue);
            connect(each.view->horizontalScrollBar(), &QScrollBar::valueChanged,
                    other.view->horizontalScrollBar(), &QScrollBar::setValue);
        }
    }
}

bool ComparedMaps::isSigned(const ComparedGridModel& model)
{
    return model.isNumber()
           && (model.side() == ComparedSide::Difference
               || (model.heat() != core::Heat::Share && model.heat() != core::Heat::Size));
}

void ComparedMaps::setRows(const ComparedRowsPtr& rows, int column, const ComparedLabels& labels,
                           bool showSpaces)
{
    for (const Map& each : m_maps) {
        each.model->setRows(rows, column, labels, showSpaces);
        each.view->setMap(isSigned(*each.model)    ? GridPainter::Map::Diverging
                          : each.model->isNumber() ? GridPainter::Map::Score
                                                   : GridPainter::Map::Tint);
        each.view->setAllInSight(each.model->isNumber());
    }
    showNames();
}

void ComparedMaps::setNames(const QString& a, const QString& b)
{
    m_nameA = a;
    m_nameB = b;
    showNames();
}

void ComparedMaps::setShown(Shown shown)
{
    m_shown = shown;
    for (const ComparedSide side : sides)
        map(side).box->setVisible(shown == Shown::All || side == frontSide());
    showNames();
}

void ComparedMaps::setSquare(bool square)
{
    for (const Map& each : m_maps)
        each.view->setSquare(square);
}

void ComparedMaps::setCurrent(const Cell& cell)
{
    for (const Map& each : m_maps) {
        const Cell at = cell.row < 0 ? Cell{} : each.model->plane().cellOf(cell.row, cell.column);
        const bool there = at.row >= 0 && at.column >= 0;
        each.view->setCurrent(there ? GridView::Cell{at.row, at.column} : GridView::Cell{});
    }
}

int ComparedMaps::wholeHeight() const
{
    const GridGeometry& cells = front()->geometryOfCells();
    const QScrollBar* across = front()->horizontalScrollBar();
    const int around = height() - front()->viewport()->height();
    const bool scrolls = across->maximum() > 0 && !across->isVisible();
    return around + cells.header.height() + cells.content().height()
           + (scrolls ? across->sizeHint().height() : 0);
}

ComparedSide ComparedMaps::frontSide() const
{
    return m_shown == Shown::A   ? ComparedSide::A
           : m_shown == Shown::B ? ComparedSide::B
                                 : ComparedSide::Difference;
}

/// What the colours reach to beside the front map, whose scale is the legend's; else nothing.
QString ComparedMaps::rangeOf(ComparedSide side) const
{
    const ComparedGridModel& shown = *model(side);
    if (m_shown != Shown::All || !shown.isNumber())
        return {};
    return tr("   (%1 … %2)")
        .arg(comparedNumber(isSigned(shown) ? -shown.largest() : 0.0, shown.heat(), false),
             comparedNumber(shown.largest(), shown.heat(), false));
}

QString ComparedMaps::nameOf(ComparedSide side) const
{
    switch (side) {
    case ComparedSide::A:
        return tr("A · %1").arg(m_nameA) + rangeOf(side);
    case ComparedSide::B:
        return tr("B · %1").arg(m_nameB) + rangeOf(side);
    case ComparedSide::Difference:
        break;
    }
    const QString names = tr("A: %1   B: %2").arg(m_nameA, m_nameB);
    const QString what = model(side)->isWords()    ? tr("words in both")
                         : model(side)->isNumber() ? tr("B − A")
                                                   : tr("A | B where they differ");
    return m_shown == Shown::All ? what : tr("%1   (%2)").arg(what, names);
}

void ComparedMaps::showNames()
{
    for (const ComparedSide side : sides) {
        const Map& each = map(side);
        const QString name = nameOf(side);
        each.name->setWhole(name, {});
        each.view->setAccessibleName(name);
    }
}

ComparedMaps::Scale ComparedMaps::scale() const
{
    const ComparedGridModel& shown = *model(frontSide());
    const double most = shown.largest();
    const bool difference = shown.side() == ComparedSide::Difference;
    if (shown.isWords())
        return {true, ColourLegend::Map::Tint, tr("all %1 in both").arg(QLocale().toString(most)),
                tr("none")};
    if (!shown.isNumber())
        return {};
    const bool both = isSigned(shown);
    return {true, both ? ColourLegend::Map::Diverging : ColourLegend::Map::Score,
            comparedNumber(both ? -most : 0.0, shown.heat(), difference),
            comparedNumber(most, shown.heat(), difference)};
}

QString ComparedMaps::selectedText(bool focused) const
{
    if (!focused)
        return front()->selectedText();
    for (const Map& each : m_maps)
        if (each.view->hasFocus())
            return each.view->selectedText();
    return {};
}

Figure ComparedMaps::figure(FigurePart part, int maxWidth) const
{
    constexpr int gap = 16;
    struct Piece {
        Figure figure;
        QString name;
        QPoint at;
    };
    std::vector<Piece> pieces;
    const QFont font = Theme::font(-1);
    const int line = QFontMetrics(font).height() + 6;
    // Numbers beside each other; words, which need the width, below each other.
    const bool beside = model(frontSide())->isNumber();
    QPoint at;
    QSize size;
    for (const ComparedSide side : sides) {
        if (m_shown != Shown::All && side != frontSide())
            continue;
        const int room = m_shown == Shown::All && beside ? (maxWidth - 2 * gap) / 3 : maxWidth;
        pieces.push_back({view(side)->figure(part, room), nameOf(side), at});
        const QSize piece = pieces.back().figure.size + QSize(0, line);
        size = size.expandedTo({at.x() + piece.width(), at.y() + piece.height()});
        at += beside ? QPoint(piece.width() + gap, 0) : QPoint(0, piece.height() + gap);
    }
    return {size, [=](QPainter& painter) {
                for (const Piece& piece : pieces) {
                    const QRect top(piece.at, QSize(std::max(piece.figure.size.width(), 1), line));
                    painter.setFont(font);
                    painter.setPen(Theme::instance().colours().muted);
                    painter.drawText(
                        top, Qt::AlignLeft | Qt::AlignVCenter,
                        QFontMetrics(font).elidedText(piece.name, Qt::ElideRight, top.width()));
                    painter.save();
                    painter.translate(piece.at + QPoint(0, line));
                    if (!piece.figure.isNull())
                        piece.figure.paint(painter);
                    painter.restore();
                }
            }};
}

} // namespace headscope::ui
