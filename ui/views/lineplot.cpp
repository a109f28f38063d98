// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/lineplot.h"

#include "ui/models/wordtext.h"
#include "ui/theme/theme.h"
#include "ui/views/figure.h"
#include "ui/views/linedensity.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace headscope::ui {

namespace {

constexpr int gap = 6;
constexpr double dotRoom = 9;   ///< pixels a point must have for a dot of its own
constexpr int pieceOfLine = 16; ///< points; a solid line does not show where they meet

/// A path through the points `from` .. `to` of one line, broken where there is nothing.
template<class Value>
QPainterPath pathOf(const PlotGeometry& geometry, int from, int to, Value value)
{
    QPainterPath path;
    bool pen = false;
    for (int i = from; i <= to; ++i) {
        const auto v = static_cast<double>(value(i));
        if (std::isnan(v)) {
            pen = false;
            continue;
        }
        const QPointF point(geometry.x(i), geometry.y(v));
        if (pen)
            path.lineTo(point);
        else
            path.moveTo(point);
        pen = true;
    }
    return path;
}

} // namespace

LinePlot::LinePlot(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        m_back = {};
        update();
    });
}

void LinePlot::setData(LinePlotData data)
{
    m_data = std::move(data);
    m_back = {};
    m_hover = -1;
    if (m_current >= count())
        m_current = -1;
    m_low = m_data.ranks ? 1.0 : 0.0;
    m_high = m_data.ranks ? std::max(10.0, m_data.worst) : 0.0;
    if (!m_data.ranks) {
        for (const float v : m_data.strong) {
            if (std::isnan(v))
                continue;
            m_low = std::min(m_low, static_cast<double>(v));
            m_high = std::max(m_high, static_cast<double>(v));
        }
        if (!(m_high > m_low))
            m_high = m_low + 1.0;
    }
    describe();
    update();
}

void LinePlot::setCurrent(int index)
{
    index = index < count() ? index : -1;
    if (index == m_current)
        return;
    m_current = index;
    describe();
    update();
}

void LinePlot::describe()
{
    setAccessibleName(m_data.title);
    setAccessibleDescription(m_current >= 0 ? pointText(m_current) : QString());
}

QString LinePlot::label(int index) const
{
    return index < m_data.xLabels.size() ? m_data.xLabels[index]
                                         : QLocale().toString(m_data.first + index);
}

QString LinePlot::valueText(double value) const
{
    return m_data.ranks ? QLocale().toString(static_cast<int>(value))
                        : numberText(value, m_data.decimals);
}

QString LinePlot::tickText(double value) const
{
    if (m_data.ranks)
        return valueText(value);
    const double step = std::abs(m_high - m_low);
    return numberText(value, step >= 10 ? 0 : step >= 1 ? 1 : step >= 0.1 ? 2 : 3);
}

QString LinePlot::pointText(int index) const
{
    if (index < 0 || index >= count())
        return {};
    const float value = m_data.strong[static_cast<std::size_t>(index)];
    if (std::isnan(value))
        return tr("%1 %2: nothing there").arg(m_data.xTitle, label(index));
    return m_data.strongName.isEmpty()
               ? tr("%1 %2: %3")
                     .arg(m_data.xTitle, label(index), valueText(static_cast<double>(value)))
               : tr("%1, %2 %3: %4")
                     .arg(m_data.strongName, m_data.xTitle, label(index),
                          valueText(static_cast<double>(value)));
}

PlotGeometry LinePlot::geometryIn(const QRect& rect) const
{
    PlotGeometry geometry;
    geometry.count = count();
    geometry.low = m_low;
    geometry.high = m_high;
    geometry.ranks = m_data.ranks;
    const QFontMetrics small(Theme::font(-1));
    const int title = QFontMetrics(Theme::font()).height() + gap;
    int axis = 0;
    for (const double tick : geometry.ticks(4))
        axis = std::max(axis, small.horizontalAdvance(tickText(tick)));
    geometry.area = QRectF(rect).adjusted(axis + 2 * gap, title + gap, -2 * gap,
                                          -2.0 * small.height() - gap);
    return geometry;
}

void LinePlot::paintAxes(QPainter& painter, const QRect& rect, const PlotGeometry& geometry) const
{
    const Colours& c = Theme::instance().colours();
    const QRectF area = geometry.area;
    painter.setFont(Theme::font());
    painter.setPen(c.text);
    const QRect title(rect.left() + gap, rect.top(), rect.width() - 2 * gap,
                      painter.fontMetrics().height() + gap);
    painter.drawText(title, Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_data.title, Qt::ElideRight, title.width()));
    painter.setFont(Theme::font(-1));
    const QFontMetrics small = painter.fontMetrics();
    for (const double tick : geometry.ticks(4)) {
        const double y = geometry.y(tick);
        const bool zero = !geometry.ranks && tick == 0.0;
        painter.setPen(zero ? c.muted : c.grid);
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter.setPen(c.muted);
        painter.drawText(QRectF(rect.left(), y - small.height() / 2.0,
                                area.left() - gap - rect.left(), small.height()),
                         Qt::AlignRight | Qt::AlignVCenter, tickText(tick));
    }
    // As many labels as there is room for, round numbers among them.
    int widest = 1;
    for (int i = 0; i < geometry.count; ++i)
        widest = std::max(widest, small.horizontalAdvance(label(i)) + gap);
    const double room = geometry.count > 1 ? area.width() / (geometry.count - 1) : area.width();
    const int least = static_cast<int>(std::ceil(widest / std::max(room, 1e-3)));
    const int step = m_data.xLabels.isEmpty() && least > 1
                         ? static_cast<int>(PlotGeometry::roundStep(least))
                         : least;
    const int begin = ((-m_data.first) % step + step) % step;
    for (int i = begin; i < geometry.count; i += step)
        painter.drawText(
            QRectF(geometry.x(i) - widest, area.bottom() + 2, 2.0 * widest, small.height()),
            Qt::AlignHCenter | Qt::AlignTop, label(i));
    painter.drawText(
        QRectF(area.left(), area.bottom() + 2 + small.height(), area.width(), small.height()),
        Qt::AlignHCenter | Qt::AlignTop,
        small.elidedText(m_data.xTitle, Qt::ElideRight, static_cast<int>(area.width())));
}

void LinePlot::paintFaint(QPainter& painter, const PlotGeometry& geometry) const
{
    if (!m_data.faint || geometry.count == 0)
        return;
    const Colours& c = Theme::instance().colours();
    const auto size = static_cast<std::size_t>(geometry.count);
    const std::size_t lines = m_data.faint->size() / size;
    // Few lines are told apart; many make a density.
    const double opacity = std::clamp(4.0 / static_cast<double>(lines + 1), 0.06, 0.32);
    if (isVector(painter)) {
        paintFaintShapes(painter, geometry, opacity);
        return;
    }
    const double ratio = painter.device()->devicePixelRatioF();
    const QRectF room = geometry.area.adjusted(-1, -1, 1, 1); // lines at the edges are seen whole
    const QPointF corner(std::floor(room.left()), std::floor(room.top()));
    LineDensity density(QSize(static_cast<int>(std::ceil((room.right() - corner.x()) * ratio)),
                              static_cast<int>(std::ceil((room.bottom() - corner.y()) * ratio))));
    std::vector<QPointF> points(size);
    for (std::size_t k = 0; k < lines; ++k) {
        const float* line = m_data.faint->data() + k * size;
        for (std::size_t i = 0; i < size; ++i) {
            const auto value = static_cast<double>(line[i]);
            points[i] = (QPointF(geometry.x(static_cast<int>(i)), geometry.y(value)) - corner)
                        * ratio;
            if (i > 0)
                density.addLine(points[i - 1], points[i]);
        }
    }
    QImage image = density.image(c.muted, opacity);
    image.setDevicePixelRatio(ratio);
    painter.drawImage(corner, image);
}

/// The same as lines, for what has no pixels.
void LinePlot::paintFaintShapes(QPainter& painter, const PlotGeometry& geometry,
                                double opacity) const
{
    QColor colour = Theme::instance().colours().muted;
    colour.setAlphaF(static_cast<float>(opacity));
    painter.setPen(QPen(colour, 1));
    painter.setBrush(Qt::NoBrush);
    const auto size = static_cast<std::size_t>(geometry.count);
    QPolygonF points(geometry.count);
    for (std::size_t from = 0; from + size <= m_data.faint->size(); from += size) {
        for (int i = 0; i < geometry.count; ++i)
            points[i] = {geometry.x(i), geometry.y(static_cast<double>(
                                            (*m_data.faint)[from + static_cast<std::size_t>(i)]))};
        painter.drawPolyline(points);
    }
}

void LinePlot::paintStrong(QPainter& painter, const PlotGeometry& geometry) const
{
    const Colours& c = Theme::instance().colours();
    painter.setPen(QPen(c.accent, 2));
    painter.setBrush(Qt::NoBrush);
    const auto value = [this](int i) { return m_data.strong[static_cast<std::size_t>(i)]; };
    // In pieces that touch: Qt fills the outline of the stroke, which takes the square of its
    // length.
    for (int i = 0; i < geometry.count; i += pieceOfLine)
        painter.drawPath(pathOf(geometry, i, std::min(i + pieceOfLine, geometry.count - 1), value));
    if (geometry.count > 1 && geometry.area.width() / (geometry.count - 1) < dotRoom)
        return;
    painter.setPen(QPen(c.surface, 1));
    painter.setBrush(c.accent);
    for (int i = 0; i < geometry.count; ++i)
        if (!std::isnan(value(i)))
            painter.drawEllipse(QPointF(geometry.x(i), geometry.y(static_cast<double>(value(i)))),
                                3.5, 3.5);
}

/// The numbers of all points where there is room for them, or of the marked one.
void LinePlot::paintNumbers(QPainter& painter, const PlotGeometry& geometry, int marked) const
{
    const Colours& c = Theme::instance().colours();
    painter.setFont(Theme::font(-1));
    const QFontMetrics metrics = painter.fontMetrics();
    const double room = geometry.count > 1 ? geometry.area.width() / (geometry.count - 1) : 1e3;
    double free = geometry.area.left() + 4; // what is left of it has a number, or the axis
    const double end = geometry.area.right() + 2.0 * gap;
    for (int i = 0; i < geometry.count; ++i) {
        const auto value = static_cast<double>(m_data.strong[static_cast<std::size_t>(i)]);
        if (std::isnan(value) || (m_data.numbers ? room < dotRoom : i != marked))
            continue;
        const QString text = valueText(value);
        const double width = metrics.horizontalAdvance(text);
        const double left = std::clamp(geometry.x(i) - width / 2.0, free,
                                       std::max(free, end - width));
        if (m_data.numbers && i > 0 && left > geometry.x(i) - width / 4.0)
            continue;
        free = left + width + 3;
        const double y = geometry.y(value);
        const bool above = y - metrics.height() - 6 >= geometry.area.top() - gap;
        const QRectF rect(left, above ? y - metrics.height() - 5 : y + 5, width + 1,
                          metrics.height());
        QColor back = c.surface;
        back.setAlphaF(0.8F);
        painter.fillRect(rect, back);
        painter.setPen(c.text);
        painter.drawText(rect, Qt::AlignCenter, text);
    }
}

void LinePlot::paintPoint(QPainter& painter, const PlotGeometry& geometry, int index) const
{
    const Colours& c = Theme::instance().colours();
    const double x = geometry.x(index);
    QColor line = c.accent;
    line.setAlphaF(index == m_current ? 0.7F : 0.35F);
    painter.setPen(QPen(line, 1, index == m_current ? Qt::SolidLine : Qt::DashLine));
    painter.drawLine(QPointF(x, geometry.area.top()), QPointF(x, geometry.area.bottom()));
    const auto value = static_cast<double>(m_data.strong[static_cast<std::size_t>(index)]);
    if (std::isnan(value))
        return;
    painter.setPen(QPen(c.surface, 1.5));
    painter.setBrush(c.accent);
    painter.drawEllipse(QPointF(x, geometry.y(value)), 5, 5);
}

void LinePlot::paintInto(QPainter& painter, const QRect& rect) const
{
    const PlotGeometry geometry = geometryIn(rect);
    painter.save();
    painter.fillRect(rect, Theme::instance().colours().surface);
    painter.setRenderHint(QPainter::Antialiasing);
    paintAxes(painter, rect, geometry);
    paintFaint(painter, geometry);
    if (geometry.count > 0) {
        paintStrong(painter, geometry);
        paintNumbers(painter, geometry, -1);
    }
    painter.restore();
}

void LinePlot::paintEvent(QPaintEvent*)
{
    const Colours& c = Theme::instance().colours();
    const double ratio = devicePixelRatioF();
    const PlotGeometry geometry = geometryOfPoints();
    if (m_back.isNull() || m_back.devicePixelRatio() != ratio) {
        m_back = QPixmap(size() * ratio);
        m_back.setDevicePixelRatio(ratio);
        QPainter back(&m_back);
        back.fillRect(rect(), c.surface);
        back.setRenderHint(QPainter::Antialiasing);
        paintAxes(back, rect(), geometry);
        paintFaint(back, geometry);
        if (geometry.count > 0)
            paintStrong(back, geometry);
    }
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_back);
    painter.setRenderHint(QPainter::Antialiasing);
    if (geometry.count > 0) {
        if (m_hover >= 0)
            paintPoint(painter, geometry, m_hover);
        if (m_current >= 0)
            paintPoint(painter, geometry, m_current);
        paintNumbers(painter, geometry, m_current);
    }
    painter.setPen(hasFocus() ? QPen(c.accent, 2) : QPen(c.border, 1));
    painter.setBrush(Qt::NoBrush);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.drawRect(hasFocus() ? rect().adjusted(1, 1, -1, -1) : rect().adjusted(0, 0, -1, -1));
}

void LinePlot::resizeEvent(QResizeEvent*)
{
    m_back = {};
}

void LinePlot::mousePressEvent(QMouseEvent* event)
{
    const int index = geometryOfPoints().index(event->position().x());
    if (event->button() == Qt::LeftButton && index >= 0)
        Q_EMIT picked(index);
}

void LinePlot::mouseMoveEvent(QMouseEvent* event)
{
    const int index = geometryOfPoints().index(event->position().x());
    if (index == m_hover)
        return;
    m_hover = index;
    update();
}

void LinePlot::leaveEvent(QEvent*)
{
    m_hover = -1;
    update();
}

void LinePlot::keyPressEvent(QKeyEvent* event)
{
    int to = m_current;
    switch (event->key()) {
    case Qt::Key_Left:
        to -= 1;
        break;
    case Qt::Key_Right:
        to += 1;
        break;
    case Qt::Key_Home:
        to = 0;
        break;
    case Qt::Key_End:
        to = count() - 1;
        break;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    if (count() > 0)
        Q_EMIT picked(std::clamp(to, 0, count() - 1));
}

void LinePlot::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

void LinePlot::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    update();
}

bool LinePlot::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), pointText(geometryOfPoints().index(help->pos().x())),
                           this);
        return true;
    }
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        m_back = {};
    return QWidget::event(event);
}

} // namespace headscope::ui
