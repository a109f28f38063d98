// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/spectrumplot.h"

#include "ui/models/wordtext.h"
#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace headscope::ui {

namespace {

constexpr int gap = 6;
constexpr int sample = 24;        ///< pixels of a line in the legend
constexpr double mostDecades = 6; ///< what is smaller is as good as zero
constexpr double noValue = std::numeric_limits<double>::quiet_NaN();

std::vector<double> heightsOf(const std::vector<double>& values, SpectrumScale scale)
{
    std::vector<double> heights;
    double total = 0;
    for (const double s : values)
        total += s * s;
    const double first = values.empty() ? 0.0 : values.front();
    double sum = 0;
    for (const double s : values) {
        sum += s * s;
        if (scale == SpectrumScale::Log)
            heights.push_back(s > first * std::pow(10.0, -mostDecades) ? std::log10(s) : noValue);
        else if (scale == SpectrumScale::Relative)
            heights.push_back(first > 0 ? s / first : 0.0);
        else
            heights.push_back(total > 0 ? sum / total : 0.0);
    }
    return heights;
}

} // namespace

SpectrumPlot::SpectrumPlot(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    connect(&Theme::instance(), &Theme::changed, this, [this] { update(); });
}

void SpectrumPlot::setLines(const QString& title, std::vector<SpectrumLine> lines,
                            SpectrumScale scale)
{
    m_title = title;
    m_lines = std::move(lines);
    m_scale = scale;
    m_heights.clear();
    m_count = 0;
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const SpectrumLine& line : m_lines) {
        m_heights.push_back(heightsOf(line.values, scale));
        m_count = std::max(m_count, static_cast<int>(line.values.size()));
        for (const double height : m_heights.back()) {
            if (std::isnan(height))
                continue;
            low = std::min(low, height);
            high = std::max(high, height);
        }
    }
    if (scale == SpectrumScale::Log && high >= low) {
        m_low = std::floor(low * 2.0) / 2.0; // not whole powers: half a plot may be empty then
        m_high = std::max(std::ceil(high * 2.0) / 2.0, m_low + 0.5);
    } else {
        m_low = 0.0;
        m_high = 1.0;
    }
    m_hover = -1;
    if (m_current >= m_count)
        m_current = -1;
    describe();
    update();
}

void SpectrumPlot::setCurrent(int index)
{
    index = index < m_count ? index : -1;
    if (index == m_current)
        return;
    m_current = index;
    describe();
    update();
}

double SpectrumPlot::shown(std::size_t line, int index) const
{
    const auto& heights = m_heights[line];
    if (index < 0 || index >= static_cast<int>(heights.size()))
        return noValue;
    const double height = heights[static_cast<std::size_t>(index)];
    return m_scale == SpectrumScale::Log ? std::pow(10.0, height) : height;
}

void SpectrumPlot::describe()
{
    setAccessibleName(m_title);
    setAccessibleDescription(m_current >= 0 ? pointText(m_current) : QString());
}

QString SpectrumPlot::valueText(double value) const
{
    return m_scale == SpectrumScale::Share                 ? percentText(value)
           : m_scale == SpectrumScale::Log && value >= 100 ? numberText(value, 1)
                                                           : numberText(value, 3);
}

QString SpectrumPlot::pointText(int index) const
{
    if (index < 0 || index >= m_count)
        return {};
    QStringList parts;
    for (std::size_t k = 0; k < m_lines.size(); ++k) {
        const double value = shown(k, index);
        if (!std::isnan(value))
            parts << tr("%1 %2").arg(m_lines[k].name, valueText(value));
    }
    const QString number = QLocale().toString(index + 1);
    return m_scale == SpectrumScale::Share
               ? tr("the first %1: %2").arg(number, parts.join(QStringLiteral(" · ")))
               : tr("value %1: %2").arg(number, parts.join(QStringLiteral(" · ")));
}

PlotGeometry SpectrumPlot::geometryIn(const QRect& rect) const
{
    PlotGeometry geometry;
    geometry.count = m_count;
    geometry.low = m_low;
    geometry.high = m_high;
    const QFontMetrics small(Theme::font(-1));
    const int title = QFontMetrics(Theme::font()).height() + small.height() + 2 * gap;
    int axis = 0;
    for (const double tick : ticks(geometry))
        axis = std::max(axis, small.horizontalAdvance(tickText(tick)));
    geometry.area = QRectF(rect).adjusted(axis + 2 * gap, title + gap, -2 * gap,
                                          -2.0 * small.height() - gap);
    return geometry;
}

/// Of a logarithmic scale 1, 2, 5, 10 and so on, as long as these are few.
std::vector<double> SpectrumPlot::ticks(const PlotGeometry& geometry) const
{
    if (m_scale != SpectrumScale::Log)
        return geometry.ticks(5);
    const bool few = m_high - m_low <= 2.5;
    std::vector<double> found;
    for (int power = static_cast<int>(std::floor(m_low)); power <= m_high; ++power)
        for (const double factor : {1.0, 2.0, 5.0}) {
            const double tick = power + std::log10(factor);
            if ((few || factor == 1.0) && tick >= m_low - 1e-9 && tick <= m_high + 1e-9)
                found.push_back(tick);
        }
    return found;
}

QString SpectrumPlot::tickText(double tick) const
{
    if (m_scale == SpectrumScale::Share)
        return QLocale().toString(std::lround(tick * 100)) + QStringLiteral(" %");
    if (m_scale == SpectrumScale::Relative)
        return numberText(tick, 1);
    const int decimals = tick < -1e-9 ? static_cast<int>(std::ceil(-tick - 1e-9)) : 0;
    return numberText(std::pow(10.0, tick), decimals);
}

QPen SpectrumPlot::penOf(std::size_t line) const
{
    const Colours& c = Theme::instance().colours();
    if (m_lines[line].strong)
        return line == 0 ? QPen(c.accent, 2.4)
                         : QPen(c.streamNeurons, 2.4, Qt::CustomDashLine, Qt::FlatCap);
    constexpr std::array styles = {Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine};
    std::size_t which = 0;
    for (std::size_t k = 0; k < line; ++k)
        which += m_lines[k].strong ? 0 : 1;
    return {c.muted, 1.2, styles[which % styles.size()], Qt::FlatCap};
}

void SpectrumPlot::paintLegend(QPainter& painter, const QRect& rect) const
{
    const Colours& c = Theme::instance().colours();
    painter.setFont(Theme::font(-1));
    const QFontMetrics metrics = painter.fontMetrics();
    const int y = rect.top() + QFontMetrics(Theme::font()).height() + gap + metrics.height() / 2;
    int x = rect.left() + gap;
    for (std::size_t k = 0; k < m_lines.size(); ++k) {
        QPen pen = penOf(k);
        if (pen.style() == Qt::CustomDashLine)
            pen.setDashPattern({3.0, 1.4});
        painter.setPen(pen);
        painter.drawLine(QPointF(x, y), QPointF(x + sample, y));
        x += sample + 4;
        painter.setPen(m_lines[k].strong ? c.text : c.muted);
        painter.drawText(QRect(x, y - metrics.height() / 2, 200, metrics.height()),
                         Qt::AlignLeft | Qt::AlignVCenter, m_lines[k].name);
        x += metrics.horizontalAdvance(m_lines[k].name) + 2 * gap;
    }
}

void SpectrumPlot::paintAxes(QPainter& painter, const QRect& rect,
                             const PlotGeometry& geometry) const
{
    const Colours& c = Theme::instance().colours();
    const QRectF area = geometry.area;
    painter.setFont(Theme::font());
    painter.setPen(c.text);
    const QRect title(rect.left() + gap, rect.top(), rect.width() - 2 * gap,
                      painter.fontMetrics().height() + gap);
    painter.drawText(title, Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_title, Qt::ElideRight, title.width()));
    painter.setFont(Theme::font(-1));
    const QFontMetrics small = painter.fontMetrics();
    for (const double tick : ticks(geometry)) {
        const double y = geometry.y(tick);
        painter.setPen(c.grid);
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter.setPen(c.muted);
        painter.drawText(QRectF(rect.left(), y - small.height() / 2.0,
                                area.left() - gap - rect.left(), small.height()),
                         Qt::AlignRight | Qt::AlignVCenter, tickText(tick));
    }
    // 1, then round numbers, as many as there is room for.
    const double widest = small.horizontalAdvance(QLocale().toString(m_count)) + 2.0 * gap;
    const double room = geometry.count > 1 ? area.width() / (geometry.count - 1) : area.width();
    const int step = std::max(
        1, static_cast<int>(PlotGeometry::roundStep(std::ceil(widest / std::max(room, 1e-3)))));
    for (int number = 1; number <= geometry.count;
         number += number == 1 && step > 1 ? step - 1 : step)
        painter.drawText(QRectF(geometry.x(number - 1) - widest, area.bottom() + 2, 2.0 * widest,
                                small.height()),
                         Qt::AlignHCenter | Qt::AlignTop, QLocale().toString(number));
    painter.drawText(
        QRectF(area.left(), area.bottom() + 2 + small.height(), area.width(), small.height()),
        Qt::AlignHCenter | Qt::AlignTop, tr("number of the singular value, largest first"));
}

void SpectrumPlot::paintLines(QPainter& painter, const PlotGeometry& geometry) const
{
    painter.setBrush(Qt::NoBrush);
    // The strong ones over the others.
    for (const bool strong : {false, true}) {
        for (std::size_t k = 0; k < m_lines.size(); ++k) {
            if (m_lines[k].strong != strong)
                continue;
            QPen pen = penOf(k);
            if (pen.style() == Qt::CustomDashLine)
                pen.setDashPattern({3.0, 1.4});
            painter.setPen(pen);
            QPainterPath path;
            bool down = false;
            for (std::size_t i = 0; i < m_heights[k].size(); ++i) {
                const double height = m_heights[k][i];
                if (std::isnan(height)) {
                    down = false;
                    continue;
                }
                const QPointF point(geometry.x(static_cast<int>(i)), geometry.y(height));
                if (down)
                    path.lineTo(point);
                else
                    path.moveTo(point);
                down = true;
            }
            painter.drawPath(path);
        }
    }
}

void SpectrumPlot::paintMark(QPainter& painter, const PlotGeometry& geometry, int index,
                             bool sure) const
{
    const Colours& c = Theme::instance().colours();
    QColor line = c.accent;
    line.setAlphaF(sure ? 0.7F : 0.35F);
    painter.setPen(QPen(line, 1, sure ? Qt::SolidLine : Qt::DashLine));
    const double x = geometry.x(index);
    painter.drawLine(QPointF(x, geometry.area.top()), QPointF(x, geometry.area.bottom()));
    for (std::size_t k = 0; k < m_lines.size(); ++k) {
        if (!m_lines[k].strong || index >= static_cast<int>(m_heights[k].size())
            || std::isnan(m_heights[k][static_cast<std::size_t>(index)]))
            continue;
        painter.setPen(QPen(c.surface, 1.5));
        painter.setBrush(penOf(k).color());
        painter.drawEllipse(QPointF(x, geometry.y(m_heights[k][static_cast<std::size_t>(index)])),
                            4.5, 4.5);
    }
}

void SpectrumPlot::paintAll(QPainter& painter, const QRect& rect) const
{
    const PlotGeometry geometry = geometryIn(rect);
    painter.fillRect(rect, Theme::instance().colours().surface);
    painter.setRenderHint(QPainter::Antialiasing);
    paintAxes(painter, rect, geometry);
    paintLegend(painter, rect);
    paintLines(painter, geometry);
}

void SpectrumPlot::paintInto(QPainter& painter, const QRect& rect) const
{
    painter.save();
    paintAll(painter, rect);
    painter.restore();
}

void SpectrumPlot::paintEvent(QPaintEvent*)
{
    const Colours& c = Theme::instance().colours();
    QPainter painter(this);
    paintAll(painter, rect());
    const PlotGeometry geometry = geometryOfPoints();
    if (m_hover >= 0 && m_hover != m_current)
        paintMark(painter, geometry, m_hover, false);
    if (m_current >= 0)
        paintMark(painter, geometry, m_current, true);
    painter.setPen(hasFocus() ? QPen(c.accent, 2) : QPen(c.border, 1));
    painter.setBrush(Qt::NoBrush);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.drawRect(hasFocus() ? rect().adjusted(1, 1, -1, -1) : rect().adjusted(0, 0, -1, -1));
}

void SpectrumPlot::mousePressEvent(QMouseEvent* event)
{
    const int index = geometryOfPoints().index(event->position().x());
    if (event->button() == Qt::LeftButton && index >= 0)
        Q_EMIT picked(index);
}

void SpectrumPlot::mouseMoveEvent(QMouseEvent* event)
{
    const int index = geometryOfPoints().index(event->position().x());
    if (index == m_hover)
        return;
    m_hover = index;
    update();
}

void SpectrumPlot::leaveEvent(QEvent*)
{
    m_hover = -1;
    update();
}

void SpectrumPlot::keyPressEvent(QKeyEvent* event)
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
        to = m_count - 1;
        break;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    if (m_count > 0)
        Q_EMIT picked(std::clamp(to, 0, m_count - 1));
}

void SpectrumPlot::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

void SpectrumPlot::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    update();
}

bool SpectrumPlot::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), pointText(geometryOfPoints().index(help->pos().x())),
                           this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace headscope::ui
