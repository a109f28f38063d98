// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/streampicture.h"

#include "ui/models/streamtext.h"
#include "ui/models/wordtext.h"
#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

namespace headscope::ui {

namespace {

constexpr int mostRow = 32; ///< pixels, of a band's row where there is room

QColor colourOf(const StreamSegment& segment)
{
    const Colours& c = Theme::instance().colours();
    using Kind = StreamSegment::Kind;
    const auto kind = [&] {
        switch (segment.kind) {
        case Kind::Head:
        case Kind::Message:
            return c.streamHeads;
        case Kind::Neuron:
            return c.streamNeurons;
        case Kind::Rest:
            return Theme::mix(c.surface,
                              segment.place.isNeurons() ? c.streamNeurons : c.streamHeads, 0.45);
        default:
            return c.streamFixed;
        }
    };
    if (segment.to >= segment.from)
        return kind();
    return segment.kind == Kind::Rest ? Theme::mix(c.surface, c.streamAgainst, 0.55)
                                      : c.streamAgainst;
}

bool goesBack(const StreamBar& bar)
{
    return !bar.segments.empty() && bar.segments.back().to < bar.segments.back().from;
}

} // namespace

StreamPicture::StreamPicture(QWidget* parent) : QAbstractScrollArea(parent)
{
    setObjectName(QStringLiteral("streamPicture"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    setMinimumHeight(120);
    setAccessibleName(tr("The stream as a stack of bars"));
    connect(&Theme::instance(), &Theme::changed, this, [this] { viewport()->update(); });
}

void StreamPicture::setStream(TokenStreamPtr stream)
{
    m_stream = std::move(stream);
    rebuild();
}

void StreamPicture::setLength(StreamLength length)
{
    m_length = length;
    rebuild();
}

void StreamPicture::setShowSpaces(bool show)
{
    m_showSpaces = show;
    viewport()->update();
}

void StreamPicture::setPlace(const StreamPlace& place)
{
    if (place == m_place)
        return;
    m_place = place;
    m_open = place.band > 0 ? place.band : -1;
    rebuild();
}

void StreamPicture::rebuild()
{
    const StreamPlace row = m_row < static_cast<int>(m_bars.bars.size())
                                ? m_bars.bars[static_cast<std::size_t>(m_row)].place
                                : StreamPlace{};
    if (m_stream && m_open > 2 * m_stream->layers)
        m_open = -1;
    m_bars = m_stream ? streamBars(*m_stream, m_length, m_open) : StreamBars();
    const auto same = std::find_if(m_bars.bars.begin(), m_bars.bars.end(),
                                   [&](const StreamBar& bar) { return bar.place == row; });
    m_row = same != m_bars.bars.end() ? static_cast<int>(same - m_bars.bars.begin()) : 0;
    m_segment = -1;
    layOut();
}

int StreamPicture::axisHeight() const
{
    return QFontMetrics(Theme::font(-1)).height() + 10;
}

StreamGeometry StreamPicture::measured(int width, int height) const
{
    StreamGeometry g;
    const QFontMetrics metrics(Theme::font(-1));
    g.width = width;
    g.names = metrics.horizontalAdvance(tr("embedding + position")) + 16;
    g.number = qMax(metrics.horizontalAdvance(tr("written")),
                    metrics.horizontalAdvance(numberText(-0.88)))
               + 14;
    const int wanted = qBound(70, width / 8, 180);
    g.words = qMax(metrics.horizontalAdvance(tr("state says")) + 8, wanted);
    g.setRange(m_bars.low, m_bars.high);
    const int inner = metrics.height() + 2;
    int outer = 0;
    for (const StreamBar& bar : m_bars.bars)
        outer += bar.inner ? 0 : 1;
    const int innerHeight = (static_cast<int>(m_bars.bars.size()) - outer) * inner;
    const int room = outer > 0 ? (height - innerHeight) / outer : mostRow;
    const int band = qBound(metrics.height() + 1, room, qMax(mostRow, metrics.height() + 12));
    std::vector<int> heights;
    heights.reserve(m_bars.bars.size());
    for (const StreamBar& bar : m_bars.bars)
        heights.push_back(bar.inner ? inner : band);
    g.setRows(heights);
    return g;
}

void StreamPicture::layOut()
{
    const int room = viewport()->height() - axisHeight();
    m_geometry = measured(viewport()->width(), room);
    verticalScrollBar()->setPageStep(qMax(1, room));
    verticalScrollBar()->setSingleStep(24);
    verticalScrollBar()->setRange(0, qMax(0, m_geometry.contentHeight() - room));
    viewport()->update();
}

void StreamPicture::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    layOut();
}

void StreamPicture::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        layOut();
}

QRectF StreamPicture::segmentRect(const StreamGeometry& geometry, const StreamBar& bar,
                                  const StreamSegment& segment, int top, int height) const
{
    const double from = geometry.x(qMin(segment.from, segment.to));
    const double to = geometry.x(qMax(segment.from, segment.to));
    const double whole = height * 0.62;
    const double start = top + (height - whole) / 2;
    // What goes back has a lane of its own, or it would cover what it takes away.
    if (!goesBack(bar))
        return {from, start, to - from, whole};
    const bool onlyBack = bar.segments.front().to < bar.segments.front().from;
    if (onlyBack)
        return {from, start, to - from, whole};
    return segment.to < segment.from ? QRectF(from, start + whole * 0.58, to - from, whole * 0.42)
                                     : QRectF(from, start, to - from, whole * 0.58);
}

void StreamPicture::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    const Colours& colours = Theme::instance().colours();
    painter.fillRect(viewport()->rect(), colours.surface);
    if (!m_stream)
        return;
    const int axis = axisHeight();
    const int offset = verticalScrollBar()->value();
    painter.save();
    painter.setClipRect(QRect(0, axis, viewport()->width(), viewport()->height() - axis));
    painter.translate(0, axis - offset);
    paintGrid(painter, m_geometry, 0, m_geometry.contentHeight());
    const int last = offset + viewport()->height() - axis;
    for (int row = qMax(0, m_geometry.rowAt(offset));
         row < m_geometry.count() && m_geometry.top(row) < last; ++row)
        paintRow(painter, m_geometry, row, true);
    painter.restore();
    paintAxis(painter, m_geometry);
}

double StreamPicture::step(const StreamGeometry& geometry) const
{
    return geometry.tickStep(qBound(2, (geometry.right() - geometry.left()) / 80, 10));
}

void StreamPicture::paintAxis(QPainter& painter, const StreamGeometry& geometry) const
{
    const Colours& colours = Theme::instance().colours();
    const int height = axisHeight();
    painter.setFont(Theme::font(-1));
    painter.setPen(colours.muted);
    const double by = step(geometry);
    for (const double tick : geometry.ticks(by)) {
        const auto x = static_cast<int>(geometry.x(tick));
        painter.drawText(QRect(x - 60, 0, 120, height - 6), Qt::AlignHCenter | Qt::AlignVCenter,
                         streamTickText(tick, by, m_length));
    }
    const auto title = [&](int left, int width, Qt::Alignment alignment, const QString& text) {
        painter.drawText(QRect(left, 0, width, height - 6), alignment | Qt::AlignVCenter, text);
    };
    title(geometry.wordsLeft(), geometry.words, Qt::AlignLeft, tr("state says"));
    title(geometry.numberLeft(0), geometry.number, Qt::AlignRight, tr("kept"));
    title(geometry.numberLeft(1), geometry.number, Qt::AlignRight, tr("written"));
    title(0, geometry.names - 18, Qt::AlignRight, tr("layer ↑"));
    painter.fillRect(QRect(0, height - 1, geometry.width, 1), colours.border);
}

void StreamPicture::paintGrid(QPainter& painter, const StreamGeometry& geometry, int from,
                              int to) const
{
    const Colours& colours = Theme::instance().colours();
    for (const double tick : geometry.ticks(step(geometry)))
        painter.fillRect(QRect(static_cast<int>(geometry.x(tick)), from, 1, to - from),
                         colours.grid);
    const auto strong = [&](double value) {
        painter.setPen(QPen(colours.faint, 1, Qt::DashLine));
        const double x = static_cast<int>(geometry.x(value)) + 0.5;
        painter.drawLine(QPointF(x, from), QPointF(x, to));
    };
    strong(0);
    if (m_bars.sums)
        strong(m_bars.total);
}

void StreamPicture::paintRow(QPainter& painter, const StreamGeometry& geometry, int row,
                             bool marks) const
{
    const Colours& colours = Theme::instance().colours();
    const StreamBar& bar = m_bars.bars[static_cast<std::size_t>(row)];
    const QRect rect(0, geometry.top(row), geometry.width, geometry.height(row));
    const bool marked = marks && m_place.isValid() && bar.place == m_place && !bar.others;
    if (marked || (marks && row == m_hovered)) {
        QColor tint = marked ? colours.accent : colours.muted;
        tint.setAlphaF(marked ? 0.14F : 0.08F);
        painter.fillRect(rect, tint);
    }
    painter.setFont(Theme::font(bar.inner ? -2 : -1, marked));
    painter.setPen(bar.inner ? colours.muted : colours.text);
    const QString sign = bar.inner || bar.place.band == 0    ? QString()
                         : marks && bar.place.band == m_open ? tr("▾ ")
                         : marks                             ? tr("▸ ")
                                                             : QString();
    painter.drawText(rect.adjusted(0, 0, geometry.names - geometry.width, 0),
                     Qt::AlignRight | Qt::AlignVCenter, sign + streamBarText(*m_stream, bar));
    paintBar(painter, geometry, row);
    if (!bar.inner)
        paintNumbers(painter, geometry, row);
    if (marks && hasFocus() && row == m_row) {
        painter.setPen(QPen(colours.accent, 2));
        painter.setBrush(Qt::NoBrush);
        if (m_segment >= 0 && m_segment < static_cast<int>(bar.segments.size()))
            painter.drawRect(segmentRect(geometry, bar,
                                         bar.segments[static_cast<std::size_t>(m_segment)],
                                         rect.top(), rect.height())
                                 .adjusted(-1, -1, 1, 1));
        else
            painter.drawRect(rect.adjusted(1, 1, -1, -1));
    }
}

void StreamPicture::paintBar(QPainter& painter, const StreamGeometry& geometry, int row) const
{
    const Colours& colours = Theme::instance().colours();
    const StreamBar& bar = m_bars.bars[static_cast<std::size_t>(row)];
    const int top = geometry.top(row);
    const int height = geometry.height(row);
    for (const StreamSegment& segment : bar.segments) {
        QRectF rect = segmentRect(geometry, bar, segment, top, height);
        rect.setWidth(qMax(rect.width(), 0.75));
        if (rect.width() > 3) // a hairline between pieces
            rect.setWidth(rect.width() - 1);
        painter.fillRect(rect, colourOf(segment));
    }
    if (bar.inner)
        return;
    // Where the sum stands after the band, and the way up to where the next one begins.
    const double x = geometry.x(bar.to);
    painter.fillRect(QRectF(x - 0.75, top + 1, 1.5, height - 2), colours.text);
    if (m_bars.sums && bar.place.band > 0) {
        QColor way = colours.muted;
        way.setAlphaF(0.6F);
        painter.fillRect(QRectF(geometry.x(bar.from) - 0.5, top + height * 0.19, 1, height * 0.81),
                         way);
    }
}

void StreamPicture::paintNumbers(QPainter& painter, const StreamGeometry& geometry, int row) const
{
    const Colours& colours = Theme::instance().colours();
    const StreamBar& bar = m_bars.bars[static_cast<std::size_t>(row)];
    const int top = geometry.top(row);
    const int height = geometry.height(row);
    const QFont bold = Theme::font(-1, true);
    painter.setFont(bold);
    painter.setPen(colours.text);
    const QString word = streamSays(*m_stream, bar.place.band, m_showSpaces);
    painter.drawText(QRect(geometry.wordsLeft(), top, geometry.words, height),
                     Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetrics(bold).elidedText(word, Qt::ElideRight, geometry.words - 6));
    const core::StreamStep* step = streamStep(*m_stream, bar.place.band);
    if (step == nullptr)
        return;
    painter.setFont(Theme::font(-1));
    painter.setPen(colours.muted);
    const double numbers[] = {step->kept, step->written};
    for (int k = 0; k < 2; ++k)
        painter.drawText(QRect(geometry.numberLeft(k), top, geometry.number, height),
                         Qt::AlignRight | Qt::AlignVCenter, numberText(numbers[k]));
}

int StreamPicture::segmentAt(int row, int x) const
{
    const StreamBar& bar = m_bars.bars[static_cast<std::size_t>(row)];
    const double value = m_geometry.value(x);
    for (std::size_t k = bar.segments.size(); k-- > 0;) { // what goes back is on top of the rest
        const StreamSegment& segment = bar.segments[k];
        if (value >= qMin(segment.from, segment.to) && value < qMax(segment.from, segment.to))
            return static_cast<int>(k);
    }
    return -1;
}

void StreamPicture::setCurrent(int row, int segment)
{
    if (m_bars.bars.empty())
        return;
    m_row = qBound(0, row, static_cast<int>(m_bars.bars.size()) - 1);
    m_segment = segment;
    QScrollBar* bar = verticalScrollBar();
    const int room = viewport()->height() - axisHeight();
    const int top = m_geometry.top(m_row);
    bar->setValue(qBound(top + m_geometry.height(m_row) - room, bar->value(), top));
    setAccessibleDescription(rowText(m_row));
    viewport()->update();
}

QString StreamPicture::rowText(int row) const
{
    const StreamBar& bar = m_bars.bars[static_cast<std::size_t>(row)];
    return tr("%1: %2").arg(streamBarText(*m_stream, bar), streamValueText(bar.value(), m_length));
}

bool StreamPicture::openOrClose(int row)
{
    const StreamBar bar = m_bars.bars[static_cast<std::size_t>(row)];
    if (bar.inner || bar.place.band == 0)
        return false;
    const bool closing = m_open == bar.place.band;
    const StreamPlace chosen = closing ? StreamPlace{} : bar.place;
    setPlace(chosen);
    Q_EMIT placeChosen(chosen);
    return true;
}

void StreamPicture::choose(int row, int segment)
{
    const StreamBar bar = m_bars.bars[static_cast<std::size_t>(row)];
    const StreamPlace chosen = segment >= 0 ? bar.segments[static_cast<std::size_t>(segment)].place
                                            : bar.place;
    if (chosen == m_place && !bar.inner && openOrClose(row))
        return;
    setPlace(chosen);
    Q_EMIT placeChosen(chosen);
}

void StreamPicture::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !m_stream)
        return;
    const QPoint at = event->position().toPoint();
    const int y = at.y() - axisHeight();
    const int row = y < 0 ? -1 : m_geometry.rowAt(y + verticalScrollBar()->value());
    if (row < 0)
        return;
    const int segment = segmentAt(row, at.x());
    setCurrent(row, -1);
    choose(row, segment);
}

void StreamPicture::mouseMoveEvent(QMouseEvent* event)
{
    const int y = event->position().toPoint().y() - axisHeight();
    const int row = y < 0 ? -1 : m_geometry.rowAt(y + verticalScrollBar()->value());
    if (row == m_hovered)
        return;
    m_hovered = row;
    viewport()->update();
}

void StreamPicture::leaveEvent(QEvent* event)
{
    QAbstractScrollArea::leaveEvent(event);
    m_hovered = -1;
    viewport()->update();
}

void StreamPicture::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void StreamPicture::focusOutEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void StreamPicture::keyPressEvent(QKeyEvent* event)
{
    if (m_bars.bars.empty()) {
        QAbstractScrollArea::keyPressEvent(event);
        return;
    }
    const StreamBar& bar = m_bars.bars[static_cast<std::size_t>(m_row)];
    const int pieces = static_cast<int>(bar.segments.size());
    switch (event->key()) {
    case Qt::Key_Up:
        setCurrent(m_row - 1, -1);
        break;
    case Qt::Key_Down:
        setCurrent(m_row + 1, -1);
        break;
    case Qt::Key_Home:
        setCurrent(0, -1);
        break;
    case Qt::Key_End:
        setCurrent(static_cast<int>(m_bars.bars.size()) - 1, -1);
        break;
    case Qt::Key_Right:
        setCurrent(m_row, qMin(m_segment + 1, pieces - 1));
        break;
    case Qt::Key_Left:
        setCurrent(m_row, qMax(m_segment - 1, -1));
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space: {
        if (m_segment < 0 && openOrClose(m_row))
            break;
        choose(m_row, m_segment);
        Q_EMIT activated(m_place);
        break;
    }
    case Qt::Key_Escape:
        if (m_place.isValid()) {
            setPlace({});
            Q_EMIT placeChosen({});
            break;
        }
        [[fallthrough]];
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

bool StreamPicture::viewportEvent(QEvent* event)
{
    if (event->type() != QEvent::ToolTip || !m_stream)
        return QAbstractScrollArea::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int y = help->pos().y() - axisHeight();
    const int row = y < 0 ? -1 : m_geometry.rowAt(y + verticalScrollBar()->value());
    if (row < 0) {
        QToolTip::hideText();
        return true;
    }
    const StreamBar& bar = m_bars.bars[static_cast<std::size_t>(row)];
    const int segment = segmentAt(row, help->pos().x());
    QToolTip::showText(
        help->globalPos(),
        segment >= 0 ? streamSegmentTip(*m_stream, bar.segments[static_cast<std::size_t>(segment)],
                                        m_length, m_showSpaces)
                     : streamBarTip(*m_stream, bar, m_length, m_showSpaces),
        viewport());
    return true;
}

Figure StreamPicture::figure(FigurePart part, int width) const
{
    if (!m_stream)
        return {};
    const StreamGeometry geometry = measured(width, 1 << 20);
    int first = 0;
    int last = geometry.count() - 1;
    if (part == FigurePart::Visible) {
        const int offset = verticalScrollBar()->value();
        const int end = m_geometry.rowAt(offset + viewport()->height() - axisHeight() - 1);
        first = qMax(0, m_geometry.rowAt(offset));
        last = end < 0 ? last : end;
    }
    const int axis = axisHeight();
    const int from = geometry.top(first);
    const int to = geometry.top(last) + geometry.height(last);
    return {QSize(width, axis + to - from), [=, this](QPainter& painter) {
                painter.save();
                paintAxis(painter, geometry);
                painter.translate(0, axis - from);
                paintGrid(painter, geometry, from, to);
                for (int row = first; row <= last; ++row)
                    paintRow(painter, geometry, row, false);
                painter.restore();
            }};
}

} // namespace headscope::ui
