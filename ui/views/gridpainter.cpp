// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/gridpainter.h"

#include "ui/delegates/wordsgeometry.h"
#include "ui/models/gridmodel.h"
#include "ui/models/roles.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace headscope::ui {

namespace {

/// Of a picture of everything: 240 MB.
constexpr double mostPixels = 60e6;

constexpr int padding = 7;
constexpr int gap = 8;
constexpr int mostRowLabel = 190;
constexpr int mostColumnLabel = 96;
constexpr int folded = 7;      // side of a folded corner
constexpr int foldedFrom = 16; // height of a cell that has room for it
constexpr std::size_t noShade = ColourMap::stepCount;
constexpr std::size_t faded = ColourMap::stepCount + 1;

/// Of a column whose cells are too narrow for words.
QString uprightTitle(const GridModel& model, int column)
{
    const QString title = model.headerData(column, Qt::Horizontal).toString();
    const QString more = model.headerData(column, Qt::Horizontal, SubtitleRole).toString();
    return more.isEmpty() ? title : title + QStringLiteral("  ") + more;
}

int middle(const QRect& rect, int height)
{
    return rect.top() + (rect.height() - height) / 2;
}

/// Every how many rows (columns) of `size` pixels there is room for a label of `height`.
int labelStep(int size, int height)
{
    return size >= height ? 1 : (height + size - 1) / size;
}

QFont italic(QFont font)
{
    font.setItalic(true);
    return font;
}

} // namespace

GridPainter::GridPainter() = default;

GridPainter::Fonts::Fonts(const QFont& application)
    : base(application),
      words(Theme::font()),
      hidden(italic(Theme::font())),
      bold(Theme::font(0, true)),
      small(Theme::font(-1))
{}

void GridPainter::setModel(const GridModel* model)
{
    m_model = model;
    forget();
}

void GridPainter::setMap(Map map)
{
    m_map = map;
    forget();
}

void GridPainter::setAxes(const QString& rows, const QString& columns)
{
    m_rowAxis = rows;
    m_columnAxis = columns;
    forget();
}

void GridPainter::forget()
{
    m_inks.clear();
    m_corner = {};
    m_labels.reset();
    forgetCells();
}

void GridPainter::forgetCells()
{
    m_image = {};
}

GridPainter::Fonts& GridPainter::fonts()
{
    const QFont base = QApplication::font();
    if (!m_fonts || !base.isCopyOf(m_fonts->base)) {
        m_fonts = std::make_unique<Fonts>(base);
        m_labels.reset();
    }
    return *m_fonts;
}

int GridPainter::rowHeight() const
{
    return QFontMetrics(Theme::font()).height() + 10;
}

void GridPainter::measureHeaders() const
{
    const QFontMetrics bold(Theme::font(0, true));
    const QFontMetrics small(Theme::font(-1));
    QSize widest(0, 0);
    // Long prompts repeat their words; the first ones are enough to judge.
    for (int row = 0; row < qMin(m_model->rowCount(), 512); ++row) {
        int width = bold.horizontalAdvance(m_model->headerData(row, Qt::Vertical).toString());
        const QString more = m_model->headerData(row, Qt::Vertical, SubtitleRole).toString();
        if (!more.isEmpty())
            width += gap + small.horizontalAdvance(more);
        widest.setWidth(qMax(widest.width(), width));
    }
    for (int column = 0; column < qMin(m_model->columnCount(), 128); ++column)
        widest.setHeight(
            qMax(widest.height(), bold.horizontalAdvance(uprightTitle(*m_model, column))));
    m_labels = widest;
}

QSize GridPainter::headerSize(QSize cell) const
{
    if (m_model == nullptr || m_model->rowCount() == 0 || m_model->columnCount() == 0)
        return {0, 0};
    if (!m_labels)
        measureHeaders();
    const QFontMetrics small(Theme::font(-1));
    const int lines = QFontMetrics(Theme::font(0, true)).height() + 10;
    const int axis = m_columnAxis.isEmpty() ? 0 : small.height() + 4;
    const int text = GridGeometry::showsWords(cell, rowHeight())
                         ? lines
                         : qMin(m_labels->height(), mostColumnLabel) + 14;
    const int corner = m_rowAxis.isEmpty() ? 0 : small.horizontalAdvance(m_rowAxis);
    return {qMax(qMin(m_labels->width(), mostRowLabel), corner) + 2 * padding + 4, axis + text};
}

const ColourMap& GridPainter::colours() const
{
    const Theme& theme = Theme::instance();
    switch (m_map) {
    case Map::Score:
        return theme.scoreMap();
    case Map::Measure:
        return theme.measureMap();
    case Map::Diverging:
        return theme.divergingMap();
    case Map::Tint:
        break;
    }
    return theme.tintMap();
}

double GridPainter::place(double shade) const
{
    return m_map == Map::Diverging ? (shade + 1.0) / 2.0 : shade;
}

void GridPainter::makeInks()
{
    const Colours& c = Theme::instance().colours();
    const ColourMap& map = colours();
    m_inks.resize(ColourMap::stepCount + 2);
    const auto fill = [](Inks& inks, const QColor& best, const QColor& last) {
        for (int rank = 0; rank < ranks; ++rank)
            inks[static_cast<std::size_t>(rank)] =
                Theme::mix(best, last, static_cast<double>(rank) / (ranks - 1)).rgb();
    };
    for (std::size_t step = 0; step < ColourMap::stepCount; ++step) {
        const QColor back = QColor::fromRgb(map.atStep(step));
        const QColor text = Theme::contrast(c.text, back) >= 7.0 ? c.text : Theme::textOn(back);
        fill(m_inks[step], text, Theme::mix(text, back, 0.42));
    }
    fill(m_inks[noShade], c.text, c.faint);
    fill(m_inks[faded], Theme::mix(c.faint, c.surface, 0.25), Theme::mix(c.faint, c.surface, 0.5));
}

void GridPainter::paintFold(QPainter& painter, QPoint at)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Theme::instance().colours().barAgainst);
    painter.drawPolygon(QPolygon({at, at + QPoint(folded, 0), at + QPoint(folded, folded)}));
    painter.restore();
}

void GridPainter::makeCorner(double pixelRatio)
{
    m_corner = QPixmap((QSizeF(folded, folded) * pixelRatio).toSize());
    m_corner.setDevicePixelRatio(pixelRatio);
    m_corner.fill(Qt::transparent);
    QPainter painter(&m_corner);
    paintFold(painter, {0, 0});
}

void GridPainter::makeImage()
{
    const int rows = m_model->rowCount();
    const int columns = m_model->columnCount();
    m_image = QImage(columns, rows, QImage::Format_RGB32);
    // Quiet colours are for words to be read on; a map is read by its colours.
    const ColourMap& map = m_map == Map::Tint ? Theme::instance().scoreMap() : colours();
    const QRgb nothing = Theme::instance().colours().window.rgb();
    for (int row = 0; row < rows; ++row) {
        auto* line = reinterpret_cast<QRgb*>(m_image.scanLine(row));
        for (int column = 0; column < columns; ++column) {
            const double shade = m_model->shade(row, column);
            line[column] = std::isnan(shade) ? nothing : map.at(place(shade));
        }
    }
}

void GridPainter::paint(QPainter& painter, const GridGeometry& geometry, const Marks& marks,
                        const QRect& area)
{
    const Colours& c = Theme::instance().colours();
    painter.fillRect(area, c.surface);
    if (m_model == nullptr || geometry.empty())
        return;
    if (m_inks.empty())
        makeInks();
    const double pixelRatio = painter.device()->devicePixelRatioF();
    if (m_corner.isNull() || m_corner.devicePixelRatio() != pixelRatio)
        makeCorner(pixelRatio);
    const QRect cells = geometry.body() & area;
    if (!cells.isEmpty()) {
        painter.save();
        painter.setClipRect(cells, Qt::IntersectClip);
        if (GridGeometry::showsWords(geometry.cellSize, rowHeight()))
            paintWords(painter, geometry, cells);
        else
            paintMap(painter, geometry, cells);
        paintMarks(painter, geometry, marks);
        painter.restore();
    }
    paintColumnHeaders(painter, geometry, marks, area);
    paintRowHeaders(painter, geometry, marks, area);
    paintCorner(painter, geometry);
}

void GridPainter::paintMap(QPainter& painter, const GridGeometry& geometry, const QRect& area)
{
    if (m_image.isNull())
        makeImage();
    const QRect part(QPoint(geometry.columnAt(area.left()), geometry.rowAt(area.top())),
                     QPoint(geometry.columnAt(area.right()), geometry.rowAt(area.bottom())));
    if (isVector(painter))
        paintCells(painter, m_image, part, [&](const QRect& at) {
            return QRectF(geometry.cells(at.top(), at.left(), at.bottom(), at.right()));
        });
    else
        painter.drawImage(geometry.cells(part.top(), part.left(), part.bottom(), part.right()),
                          m_image, part);
    if (geometry.cellSize.width() < 8)
        return;
    paintLines(painter, geometry, area);
    for (int row = part.top(); row <= part.bottom(); ++row)
        for (int column = part.left(); column <= part.right(); ++column)
            if (const unsigned marks = m_model->marks(row, column))
                paintCorners(painter, geometry.cell(row, column), marks);
}

void GridPainter::paintLines(QPainter& painter, const GridGeometry& geometry,
                             const QRect& area) const
{
    const QColor line = Theme::instance().colours().grid;
    for (int row = geometry.rowAt(area.top()); row <= geometry.rowAt(area.bottom()); ++row)
        painter.fillRect(QRect(area.left(), geometry.top(row + 1) - 1, area.width(), 1), line);
    for (int column = geometry.columnAt(area.left()); column <= geometry.columnAt(area.right());
         ++column)
        painter.fillRect(QRect(geometry.left(column + 1) - 1, area.top(), 1, area.height()), line);
}

void GridPainter::paintWords(QPainter& painter, const GridGeometry& geometry, const QRect& area)
{
    const ColourMap& map = colours();
    Fonts& font = fonts();
    const Colours& c = Theme::instance().colours();
    const int lastRow = geometry.rowAt(area.bottom());
    const int lastColumn = geometry.columnAt(area.right());
    for (int row = geometry.rowAt(area.top()); row <= lastRow; ++row) {
        for (int column = geometry.columnAt(area.left()); column <= lastColumn; ++column) {
            const QRect cell = geometry.cell(row, column);
            const double shade = m_model->shade(row, column);
            const unsigned marks = m_model->marks(row, column);
            std::size_t ink = noShade;
            if (!std::isnan(shade)) {
                ink = ColourMap::step(place(shade));
                painter.fillRect(cell, QColor::fromRgb(map.atStep(ink)));
            }
            if ((marks & GridModel::Faded) != 0)
                ink = faded;
            const QModelIndex index = m_model->index(row, column);
            if (index.data(HiddenRole).toBool()) {
                const QString text = index.data().toString();
                painter.setPen(c.faint);
                font.hidden.draw(&painter, cell.left() + padding,
                                 middle(cell, font.hidden.height()) - 1,
                                 font.hidden.elided(text, cell.width() - 2 * padding));
            } else {
                QStringList words = index.data(WordsRole).toStringList();
                if (words.isEmpty())
                    words = QStringList(index.data().toString());
                paintCellWords(painter, cell, words, m_inks[ink]);
            }
            paintCorners(painter, cell, marks);
        }
    }
    paintLines(painter, geometry, area);
}

void GridPainter::paintCellWords(QPainter& painter, const QRect& cell, const QStringList& words,
                                 const Inks& inks)
{
    TextCache& cache = m_fonts->words;
    const int room = cell.width() - 2 * padding;
    const int y = middle(cell, cache.height()) - 1;
    int x = cell.left() + padding;
    const int end = x + room;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const int width = cache.width(words[i]);
        if (i > 0 && x + width > end)
            break;
        const auto rank = static_cast<std::size_t>(qMin<qsizetype>(i, ranks - 1));
        painter.setPen(QColor::fromRgb(inks[rank]));
        cache.draw(&painter, x, y, width > room ? cache.elided(words[i], room) : words[i]);
        x += width + gap;
    }
}

void GridPainter::paintCorners(QPainter& painter, const QRect& cell, unsigned marks) const
{
    const Colours& c = Theme::instance().colours();
    if ((marks & GridModel::Repeats) != 0) {
        if (cell.height() < foldedFrom)
            painter.fillRect(QRect(cell.right() - 3, cell.top(), 3, 3), c.barAgainst);
        else if (isVector(painter))
            paintFold(painter, {cell.right() - folded, cell.top()});
        else
            painter.drawPixmap(cell.right() - folded, cell.top(), m_corner);
    }
    if ((marks & GridModel::Matches) != 0)
        painter.fillRect(QRect(cell.left(), cell.top(), 3, cell.height() - 1), c.accent);
}

void GridPainter::paintMarks(QPainter& painter, const GridGeometry& geometry, const Marks& marks)
{
    const Colours& c = Theme::instance().colours();
    const QRect body = geometry.body();
    const auto cross = [&](Cell at, float strength) {
        QColor light = c.accent;
        light.setAlphaF(strength);
        if (at.row >= 0)
            painter.fillRect(
                QRect(body.left(), geometry.top(at.row), body.width(), geometry.cellSize.height()),
                light);
        if (at.column >= 0)
            painter.fillRect(QRect(geometry.left(at.column), body.top(), geometry.cellSize.width(),
                                   body.height()),
                             light);
    };
    cross(marks.hover, 0.05F);
    cross(marks.current, 0.08F);
    if (!marks.selected.isNull() && marks.selected.size() != QSize(1, 1)) {
        const QRect rect = geometry.cells(marks.selected.top(), marks.selected.left(),
                                          marks.selected.bottom(), marks.selected.right());
        QColor tint = c.accent;
        tint.setAlphaF(0.14F);
        painter.fillRect(rect, tint);
        painter.setPen(c.accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect.adjusted(0, 0, -1, -1));
    }
    if (marks.current.row < 0 || marks.current.column < 0)
        return;
    // Cells of a few pixels get a frame around them.
    QRect frame = geometry.cell(marks.current.row, marks.current.column);
    frame = frame.width() < 12 ? frame.adjusted(-3, -3, 3, 3) : frame;
    painter.setBrush(Qt::NoBrush);
    if (marks.focus) {
        painter.setPen(QPen(c.surface, 1));
        painter.drawRect(frame.adjusted(2, 2, -4, -4));
    }
    painter.setPen(QPen(c.accent, marks.focus ? 2 : 1));
    painter.drawRect(marks.focus ? frame.adjusted(1, 1, -1, -1) : frame.adjusted(0, 0, -1, -1));
}

void GridPainter::paintColumnHeaders(QPainter& painter, const GridGeometry& geometry,
                                     const Marks& marks, const QRect& area)
{
    const QRect band(geometry.header.width(), 0, geometry.body().width(), geometry.header.height());
    const QRect part = band & area;
    if (part.isEmpty())
        return;
    const Colours& c = Theme::instance().colours();
    Fonts& font = fonts();
    painter.save();
    painter.setClipRect(part, Qt::IntersectClip);
    painter.fillRect(band, c.surface);
    const int axis = m_columnAxis.isEmpty() ? 0 : font.small.height() + 4;
    if (axis > 0) {
        painter.setPen(c.muted);
        font.small.draw(&painter, band.left() + padding, 3,
                        font.small.elided(m_columnAxis, band.width() - padding));
    }
    const bool upright = !GridGeometry::showsWords(geometry.cellSize, rowHeight());
    const int step = upright ? labelStep(geometry.cellSize.width(), font.words.height()) : 1;
    const auto paintOne = [&](int column, bool lit) {
        const QRect rect(geometry.left(column), axis, geometry.cellSize.width(),
                         band.height() - axis);
        if (lit) {
            const int wide = qMax(rect.width(), upright ? font.words.height() : 0);
            const QRect strip(rect.center().x() - wide / 2, rect.top(), wide, rect.height());
            painter.fillRect(strip, Theme::mix(c.surface, c.accent, 0.16));
            painter.fillRect(QRect(rect.left(), rect.bottom() - 2, rect.width(), 3), c.accent);
        }
        TextCache& cache = lit ? font.bold : font.words;
        const QString text = upright ? uprightTitle(*m_model, column)
                                     : m_model->headerData(column, Qt::Horizontal).toString();
        painter.setPen(c.text);
        if (!upright) {
            cache.draw(&painter, rect.left() + padding, middle(rect, cache.height()) - 1,
                       cache.elided(text, rect.width() - 2 * padding));
            return;
        }
        painter.save();
        // Wider than its column where columns are narrow: the first one stays in the band.
        const int left = rect.left() + (rect.width() - cache.height()) / 2;
        painter.translate(column == 0 ? qMax(left, rect.left()) : left, rect.bottom() - 5);
        painter.rotate(-90);
        cache.draw(&painter, 0, 0, cache.elided(text, rect.height() - 8));
        painter.restore();
    };
    const int last = geometry.lastColumn();
    for (int column = geometry.firstColumn() / step * step; column <= last; column += step)
        if (step == 1 || marks.current.column < 0
            || std::abs(column - marks.current.column) >= step)
            paintOne(column, false);
    if (marks.current.column >= 0)
        paintOne(marks.current.column, true);
    painter.fillRect(QRect(band.left(), band.bottom(), band.width(), 1), c.border);
    painter.restore();
}

void GridPainter::paintRowHeaders(QPainter& painter, const GridGeometry& geometry,
                                  const Marks& marks, const QRect& area)
{
    const QRect band(0, geometry.header.height(), geometry.header.width(),
                     geometry.body().height());
    const QRect part = band & area;
    if (part.isEmpty())
        return;
    const Colours& c = Theme::instance().colours();
    Fonts& font = fonts();
    painter.save();
    painter.setClipRect(part, Qt::IntersectClip);
    painter.fillRect(band, c.surface);
    const int step = labelStep(geometry.cellSize.height(), font.words.height());
    const auto paintOne = [&](int row, bool lit) {
        const QRect rect(0, geometry.top(row), band.width(), geometry.cellSize.height());
        if (lit) {
            const int high = qMax(rect.height(), font.words.height());
            painter.fillRect(QRect(0, rect.center().y() - high / 2, rect.width(), high),
                             Theme::mix(c.surface, c.accent, 0.16));
            painter.fillRect(QRect(0, rect.top(), 3, rect.height()), c.accent);
        }
        TextCache& cache = lit ? font.bold : font.words;
        const int room = band.width() - 2 * padding - 2;
        const QString text = m_model->headerData(row, Qt::Vertical).toString();
        painter.setPen(c.text);
        // Higher than its row where rows are low: the first one stays in the band.
        const int top = middle(rect, cache.height()) - 1;
        cache.draw(&painter, padding + 2, row == 0 ? qMax(top, rect.top()) : top,
                   cache.elided(text, room));
        const QString more = m_model->headerData(row, Qt::Vertical, SubtitleRole).toString();
        const int left = cache.width(text) + gap;
        if (!more.isEmpty() && left + 20 < room) {
            painter.setPen(c.muted);
            font.small.draw(&painter, padding + 2 + left, middle(rect, font.small.height()),
                            font.small.elided(more, room - left));
        }
        if (geometry.cellSize.height() >= 8)
            painter.fillRect(QRect(0, rect.bottom(), rect.width(), 1), c.grid);
    };
    const int last = geometry.lastRow();
    for (int row = geometry.firstRow() / step * step; row <= last; row += step)
        if (step == 1 || marks.current.row < 0 || std::abs(row - marks.current.row) >= step)
            paintOne(row, false);
    if (marks.current.row >= 0)
        paintOne(marks.current.row, true);
    painter.fillRect(QRect(band.right(), band.top(), 1, band.height()), c.border);
    painter.restore();
}

void GridPainter::paintCorner(QPainter& painter, const GridGeometry& geometry)
{
    const Colours& c = Theme::instance().colours();
    const QRect corner(QPoint(0, 0), geometry.header);
    Fonts& font = fonts();
    painter.fillRect(corner, c.surface);
    if (!m_rowAxis.isEmpty()) {
        painter.setPen(c.muted);
        font.small.draw(&painter, padding + 2, corner.bottom() - font.small.height() - 4,
                        font.small.elided(m_rowAxis, corner.width() - padding - 2));
    }
    painter.fillRect(QRect(corner.left(), corner.bottom(), corner.width(), 1), c.border);
    painter.fillRect(QRect(corner.right(), corner.top(), 1, corner.height()), c.border);
}

GridGeometry GridPainter::wholePage(GridGeometry whole, int maxWidth) const
{
    whole.scroll = {};
    const auto arrange = [&](QSize cell) {
        whole.cellSize = cell;
        whole.header = headerSize(cell);
        whole.viewport = whole.content() + whole.header;
    };
    arrange(whole.cellSize);
    if (whole.viewport.width() > maxWidth
        && GridGeometry::showsWords(whole.cellSize, rowHeight())) {
        const int width = (maxWidth - whole.header.width()) / whole.columns;
        if (GridGeometry::showsWords({width, rowHeight()}, rowHeight()))
            arrange({width, rowHeight()});
    }
    const auto tooLarge = [&] {
        return whole.viewport.width() > maxWidth
               || static_cast<double>(whole.viewport.width()) * whole.viewport.height()
                      > mostPixels;
    };
    const QSize smallest = GridGeometry::levels(rowHeight()).front();
    while (tooLarge() && whole.cellSize != smallest)
        arrange(GridGeometry::nextLevel(whole.cellSize, -1, rowHeight()));
    return whole;
}

GridGeometry GridPainter::page(const GridGeometry& geometry, FigurePart part, int maxWidth) const
{
    return part == FigurePart::Whole ? wholePage(geometry, maxWidth) : geometry.wholeCells();
}

Figure GridPainter::figure(const GridGeometry& geometry, FigurePart part, int maxWidth)
{
    const GridGeometry whole = page(geometry, part, maxWidth);
    return {whole.viewport, [this, whole](QPainter& painter) {
                paint(painter, whole, {}, QRect(QPoint(), whole.viewport));
            }};
}

} // namespace headscope::ui
