// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/gridview.h"

#include "ui/models/gridmodel.h"
#include "ui/models/roles.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

namespace headscope::ui {

namespace {
constexpr double wheelStep = 120.0; // eighths of a degree in one click of a wheel
} // namespace

GridView::GridView(QWidget* parent) : QAbstractScrollArea(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::StyledPanel);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        m_painter.forget();
        place();
    });
}

GridView::~GridView() = default;

void GridView::setModel(GridModel* model)
{
    if (m_model != nullptr)
        m_model->disconnect(this);
    m_model = model;
    m_painter.setModel(model);
    if (model != nullptr) {
        const auto changed = [this] {
            m_painter.forget();
            place();
            describe();
        };
        connect(model, &QAbstractItemModel::modelReset, this, &GridView::modelReset);
        connect(model, &QAbstractItemModel::dataChanged, this, [this] {
            m_painter.forgetCells();
            viewport()->update();
            describe();
        });
        connect(model, &QAbstractItemModel::headerDataChanged, this, changed);
        connect(model, &QObject::destroyed, this, [this] {
            m_model = nullptr;
            m_painter.setModel(nullptr);
            modelReset();
        });
    }
    modelReset();
}

void GridView::setMap(GridPainter::Map map)
{
    m_painter.setMap(map);
    viewport()->update();
}

void GridView::setSquare(bool square)
{
    m_square = square;
    place();
}

void GridView::setAxes(const QString& rows, const QString& columns)
{
    m_rowAxis = rows;
    m_columnAxis = columns;
    m_painter.setAxes(rows, columns);
    setAccessibleName(tr("Grid: %1 by %2").arg(rows, columns));
    place();
}

void GridView::modelReset()
{
    m_painter.forget();
    m_geometry.rows = m_model != nullptr ? m_model->rowCount() : 0;
    m_geometry.columns = m_model != nullptr ? m_model->columnCount() : 0;
    const auto there = [this](Cell cell) {
        return cell.row < m_geometry.rows && cell.column < m_geometry.columns;
    };
    if (!there(m_current))
        m_current = {};
    if (!there(m_anchor))
        m_anchor = m_current;
    m_hover = {};
    place();
    describe();
}

void GridView::place()
{
    if (m_placing)
        return;
    m_placing = true;
    QScrollBar* down = verticalScrollBar();
    QScrollBar* across = horizontalScrollBar();
    // Bars come and go later, and then the viewport is resized.
    m_geometry.viewport = viewport()->size();
    if (m_fit)
        m_geometry.cellSize = fittingCell();
    else
        m_geometry.cellSize = stretched(m_geometry.cellSize);
    m_geometry.header = m_painter.headerSize(m_geometry.cellSize);
    m_geometry.clampScroll();
    const QPoint most = m_geometry.mostScroll();
    down->setRange(0, most.y());
    across->setRange(0, most.x());
    down->setPageStep(qMax(1, m_geometry.room().height()));
    across->setPageStep(qMax(1, m_geometry.room().width()));
    down->setSingleStep(rowHeight());
    across->setSingleStep(rowHeight());
    m_placing = false;
    showScroll();
    viewport()->update();
}

void GridView::showScroll()
{
    const QPoint scroll = m_geometry.scroll;
    m_placing = true;
    horizontalScrollBar()->setValue(scroll.x());
    verticalScrollBar()->setValue(scroll.y());
    m_placing = false;
    viewport()->update();
}

void GridView::scrollTo(QPoint scroll)
{
    m_geometry.scroll = scroll;
    m_geometry.clampScroll();
    m_following = false;
    setHover({});
    showScroll();
}

void GridView::scrollContentsBy(int, int)
{
    if (!m_placing)
        scrollTo({horizontalScrollBar()->value(), verticalScrollBar()->value()});
}

void GridView::resizeEvent(QResizeEvent*)
{
    place();
    if (m_following)
        reveal();
}

void GridView::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    const GridPainter::Marks marks{m_current, m_hover, selected(), hasFocus()};
    for (const QRect& area : event->region())
        m_painter.paint(painter, m_geometry, marks, area);
}

void GridView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::FontChange) {
        m_painter.forget();
        place();
    }
    QAbstractScrollArea::changeEvent(event);
}

// ---- The current cell ---------------------------------------------------------------------------

GridView::Cell GridView::cellAt(QPoint point) const
{
    const Cell cell{m_geometry.rowAt(point.y()), m_geometry.columnAt(point.x())};
    return cell.row >= 0 && cell.column >= 0 ? cell : Cell();
}

QRect GridView::selected() const
{
    if (m_current.row < 0 || m_current.column < 0)
        return {};
    const Cell other = m_anchor.row >= 0 && m_anchor.column >= 0 ? m_anchor : m_current;
    return QRect(QPoint(qMin(other.column, m_current.column), qMin(other.row, m_current.row)),
                 QPoint(qMax(other.column, m_current.column), qMax(other.row, m_current.row)));
}

void GridView::setCurrent(Cell cell)
{
    if (cell.row >= m_geometry.rows || cell.column >= m_geometry.columns || cell.row < 0
        || cell.column < 0)
        cell = {};
    if (cell == m_current)
        return;
    m_current = cell;
    m_anchor = cell;
    m_following = true;
    if (isVisible())
        reveal(); // else with the size that will be seen
    viewport()->update();
    describe();
}

void GridView::reveal()
{
    if (m_current.row < 0 || m_current.column < 0)
        return;
    m_geometry.reveal(m_current.row, m_current.column);
    m_following = true;
    showScroll();
}

void GridView::showEvent(QShowEvent* event)
{
    QAbstractScrollArea::showEvent(event);
    place();
    if (m_following)
        reveal();
}

void GridView::moveTo(Cell cell, bool extend)
{
    const bool moved = cell != m_current;
    m_current = cell;
    if (!extend)
        m_anchor = cell;
    reveal();
    viewport()->update();
    if (!moved)
        return;
    describe();
    Q_EMIT currentChanged(cell.row, cell.column);
}

void GridView::selectAll()
{
    if (m_geometry.empty())
        return;
    m_anchor = {0, 0};
    m_current = {m_geometry.rows - 1, m_geometry.columns - 1};
    viewport()->update();
    describe();
}

void GridView::describe()
{
    QString text;
    if (m_model != nullptr && m_current.row >= 0 && m_current.column >= 0)
        text = tr("%1, %2: %3")
                   .arg(
                       m_model->headerData(m_current.row, Qt::Vertical).toString(),
                       m_model->headerData(m_current.column, Qt::Horizontal).toString(),
                       m_model->index(m_current.row, m_current.column).data(ExportRole).toString());
    if (text != accessibleDescription())
        setAccessibleDescription(text);
}

GridView::Cell GridView::keyTarget(int key, bool control) const
{
    const int page = qMax(1, m_geometry.room().height() / m_geometry.cellSize.height() - 1);
    Cell to = m_current.row >= 0 && m_current.column >= 0 ? m_current : Cell{0, 0};
    switch (key) {
    case Qt::Key_Left:
        to.column -= 1;
        break;
    case Qt::Key_Right:
        to.column += 1;
        break;
    case Qt::Key_Up:
        to.row -= 1;
        break;
    case Qt::Key_Down:
        to.row += 1;
        break;
    case Qt::Key_PageUp:
        to.row -= page;
        break;
    case Qt::Key_PageDown:
        to.row += page;
        break;
    case Qt::Key_Home:
        to = {control ? 0 : to.row, 0};
        break;
    case Qt::Key_End:
        to = {control ? m_geometry.rows - 1 : to.row, m_geometry.columns - 1};
        break;
    default:
        return {};
    }
    return {qBound(0, to.row, m_geometry.rows - 1), qBound(0, to.column, m_geometry.columns - 1)};
}

void GridView::keyPressEvent(QKeyEvent* event)
{
    const bool control = event->modifiers().testFlag(Qt::ControlModifier);
    const bool cells = !m_geometry.empty();
    if (event->matches(QKeySequence::ZoomIn) || (control && event->key() == Qt::Key_Equal)) {
        zoom(1);
    } else if (event->matches(QKeySequence::ZoomOut)) {
        zoom(-1);
    } else if (control && event->key() == Qt::Key_0) {
        zoomToFit();
    } else if (cells && event->matches(QKeySequence::SelectAll)) {
        selectAll();
    } else if (cells && event->matches(QKeySequence::Copy)) {
        QGuiApplication::clipboard()->setText(selectedText());
    } else if (cells && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        if (m_current.row >= 0)
            Q_EMIT activated(m_current.row, m_current.column);
    } else if (const Cell to = cells ? keyTarget(event->key(), control) : Cell(); to.row >= 0) {
        moveTo(to, event->modifiers().testFlag(Qt::ShiftModifier));
    } else {
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void GridView::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    // A keyboard that comes to a view without a current cell must see where it is.
    if (m_current.row < 0 && !m_geometry.empty() && event->reason() != Qt::MouseFocusReason)
        setCurrent({m_geometry.firstRow(), m_geometry.firstColumn()});
    viewport()->update();
}

void GridView::focusOutEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

// ---- The pointer --------------------------------------------------------------------------------

void GridView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::MiddleButton) {
        m_grabbed = event->pos();
        viewport()->setCursor(Qt::ClosedHandCursor);
        return;
    }
    const Cell cell = cellAt(event->pos());
    if (event->button() == Qt::RightButton) {
        // The menu is about the cell under it, or about all that are selected.
        if (cell.row >= 0 && !selected().contains(cell.column, cell.row))
            moveTo(cell, false);
        return;
    }
    if (event->button() != Qt::LeftButton)
        return;
    if (cell.row < 0) {
        pressHeader(event->pos());
        return;
    }
    m_dragging = true;
    moveTo(cell, event->modifiers().testFlag(Qt::ShiftModifier) && m_current.row >= 0);
}

void GridView::pressHeader(QPoint at)
{
    if (at.x() >= m_geometry.header.width() && at.y() >= m_geometry.header.height())
        return;
    const int row = m_geometry.rowAt(at.y());
    const int column = m_geometry.columnAt(at.x());
    const Cell from = m_current.row >= 0 && m_current.column >= 0
                          ? m_current
                          : Cell{m_geometry.firstRow(), m_geometry.firstColumn()};
    if (row >= 0 || column >= 0)
        moveTo({row >= 0 ? row : from.row, column >= 0 ? column : from.column}, false);
}

void GridView::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons().testFlag(Qt::MiddleButton)) {
        scrollTo(m_geometry.scroll + m_grabbed - event->pos());
        m_grabbed = event->pos();
        return;
    }
    const Cell cell = cellAt(event->pos());
    if (event->buttons().testFlag(Qt::LeftButton) && m_dragging && cell.row >= 0)
        moveTo(cell, true);
    setHover(cell);
}

void GridView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::MiddleButton)
        viewport()->unsetCursor();
    m_dragging = false;
}

void GridView::mouseDoubleClickEvent(QMouseEvent* event)
{
    const Cell cell = cellAt(event->pos());
    if (event->button() == Qt::LeftButton && cell.row >= 0)
        Q_EMIT activated(cell.row, cell.column);
}

void GridView::wheelEvent(QWheelEvent* event)
{
    const QPoint degrees = event->angleDelta();
    // Some platforms turn the wheel sideways themselves with a modifier held.
    const int turned = degrees.y() != 0 ? degrees.y() : degrees.x();
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        if (turned != 0)
            zoomAround(GridGeometry::nextLevel(m_geometry.cellSize, turned, rowHeight()),
                       event->position().toPoint());
        event->accept();
        return;
    }
    const double step = 3.0 * rowHeight() / wheelStep;
    QPoint by = event->pixelDelta();
    if (by.isNull())
        by = {static_cast<int>(degrees.x() * step), static_cast<int>(degrees.y() * step)};
    if (event->modifiers().testFlag(Qt::ShiftModifier) && by.x() == 0)
        by = {by.y(), 0};
    scrollTo(m_geometry.scroll - by);
    event->accept();
}

void GridView::updateCross(Cell cell)
{
    if (cell.row >= 0)
        viewport()->update(0, m_geometry.top(cell.row), viewport()->width(),
                           m_geometry.cellSize.height());
    if (cell.column >= 0)
        viewport()->update(m_geometry.left(cell.column), 0, m_geometry.cellSize.width(),
                           viewport()->height());
}

void GridView::setHover(Cell cell)
{
    if (cell == m_hover)
        return;
    updateCross(m_hover);
    m_hover = cell;
    updateCross(m_hover);
}

QString GridView::tipAt(QPoint point) const
{
    if (m_model == nullptr)
        return {};
    const int row = m_geometry.rowAt(point.y());
    const int column = m_geometry.columnAt(point.x());
    if (row >= 0 && column >= 0)
        return m_model->index(row, column).data(Qt::ToolTipRole).toString();
    if (row >= 0)
        return m_model->headerData(row, Qt::Vertical, Qt::ToolTipRole).toString();
    if (column >= 0)
        return m_model->headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString();
    return {};
}

bool GridView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), tipAt(help->pos()), viewport());
        return true;
    }
    if (event->type() == QEvent::Leave)
        setHover({});
    return QAbstractScrollArea::viewportEvent(event);
}

// ---- Zoom ---------------------------------------------------------------------------------------

QPoint GridView::middleOfSight() const
{
    const QRect body = m_geometry.body();
    if (m_current.row >= 0 && m_current.column >= 0) {
        const QPoint at = m_geometry.cell(m_current.row, m_current.column).center();
        if (body.contains(at))
            return at;
    }
    return body.topLeft();
}

QSize GridView::stretched(QSize cell) const
{
    if (m_square && cell.width() < GridGeometry::wordsWidth(64, rowHeight()))
        return {cell.width(), cell.width()};
    return GridGeometry::stretched(cell, m_geometry.rows,
                                   viewport()->height() - m_painter.headerSize(cell).height(),
                                   rowHeight());
}

QSize GridView::fittingCell() const
{
    const int room = viewport()->width() - m_painter.headerSize(m_geometry.cellSize).width();
    return m_allInSight ? stretched(GridGeometry::fittingAll(m_geometry.columns, room, rowHeight()))
                        : GridGeometry::fitting(m_geometry.columns, room, rowHeight());
}

void GridView::setAllInSight(bool all)
{
    if (all == m_allInSight)
        return;
    m_allInSight = all;
    place();
}

void GridView::zoomAround(QSize level, QPoint anchor)
{
    const QSize cell = stretched(level);
    m_fit = false;
    m_following = false;
    const QPoint inside(qMax(anchor.x(), m_geometry.header.width()),
                        qMax(anchor.y(), m_geometry.header.height()));
    m_geometry.zoom(cell, m_painter.headerSize(cell), inside);
    place();
    Q_EMIT zoomed();
}

void GridView::zoom(int steps)
{
    for (int i = 0; i < std::abs(steps); ++i)
        zoomAround(GridGeometry::nextLevel(m_geometry.cellSize, steps, rowHeight()),
                   middleOfSight());
}

void GridView::setCellSize(QSize size)
{
    zoomAround(size, middleOfSight());
}

void GridView::zoomToFit()
{
    const QPoint anchor = middleOfSight();
    zoomAround(fittingCell(), anchor);
    m_fit = true;
    place();
}

// ---- What is taken away -------------------------------------------------------------------------

QString GridView::selectedText() const
{
    const QRect cells = selected();
    if (m_model == nullptr || cells.isNull())
        return {};
    QString text;
    for (int row = cells.top(); row <= cells.bottom(); ++row) {
        for (int column = cells.left(); column <= cells.right(); ++column) {
            if (column > cells.left())
                text += QLatin1Char('\t');
            text += m_model->index(row, column).data(ExportRole).toString();
        }
        if (row < cells.bottom())
            text += QLatin1Char('\n');
    }
    return text;
}

bool GridView::find(const QString& text, bool backwards)
{
    if (m_model == nullptr || m_geometry.empty() || text.isEmpty())
        return false;
    const qsizetype columns = m_geometry.columns;
    const qsizetype all = m_geometry.rows * columns;
    const qsizetype from = m_current.row >= 0 ? m_current.row * columns + m_current.column
                           : backwards        ? 0
                                              : all - 1;
    for (qsizetype i = 1; i <= all; ++i) {
        const qsizetype at = ((backwards ? from - i : from + i) % all + all) % all;
        const Cell cell{static_cast<int>(at / columns), static_cast<int>(at % columns)};
        if (!m_model->has(cell.row, cell.column, text))
            continue;
        moveTo(cell, false);
        return true;
    }
    return false;
}

Figure GridView::figure(FigurePart part, int maxWidth) const
{
    if (m_model == nullptr || m_geometry.empty())
        return {};
    return m_painter.figure(m_geometry, part, maxWidth);
}

bool GridView::showsWords(FigurePart part, int maxWidth) const
{
    return m_model != nullptr && !m_geometry.empty()
           && GridGeometry::showsWords(m_painter.page(m_geometry, part, maxWidth).cellSize,
                                       m_painter.rowHeight());
}

} // namespace headscope::ui
