// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/sweepplot.h"

#include "ui/models/labtext.h"
#include "ui/theme/theme.h"

// QCustomPlot's header is written with Qt's keywords, which this project does without.
#define signals Q_SIGNALS
#define slots Q_SLOTS
// NOLINTNEXTLINE(bugprone-macro-parentheses): `each` is a declaration
#define foreach(each, all) for (each : all)
#include <qcustomplot.h>
#undef foreach
#undef signals
#undef slots

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPicture>
#include <QToolTip>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <limits>

namespace headscope::ui {

namespace {

constexpr double reach = 14; ///< pixels from a point that still mean it

/// In pixels, so that what is drawn anew at another resolution is as large as the rest of it.
QFont pixelFont(int steps)
{
    QFont font = Theme::font(steps);
    font.setPixelSize(QFontInfo(font).pixelSize());
    return font;
}

/// Graph 0 is the line, graph 1 the marked point.
constexpr int lineGraph = 0;
constexpr int markGraph = 1;

void setScale(QCPAxis* axis, bool logarithmic)
{
    axis->setScaleType(logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    axis->setTicker(logarithmic ? QSharedPointer<QCPAxisTicker>(new QCPAxisTickerLog)
                                : QSharedPointer<QCPAxisTicker>(new QCPAxisTicker));
    axis->setNumberFormat(QStringLiteral("gb"));
    axis->setNumberPrecision(4);
}

/// On a logarithmic axis, which may span less than a decade: ticks at the values themselves, but
/// for those that would touch: nearer than `apart`, of the whole.
QSharedPointer<QCPAxisTicker> ticksAt(const QVector<double>& values, double apart,
                                      const QLocale& locale)
{
    const QSharedPointer<QCPAxisTickerText> ticker(new QCPAxisTickerText);
    QVector<double> sorted = values;
    std::sort(sorted.begin(), sorted.end());
    const double span = std::log(sorted.constLast() / sorted.constFirst());
    double last = -1;
    for (const double value : std::as_const(sorted)) {
        const double place = span > 0 ? std::log(value / sorted.constFirst()) / span : 0.0;
        if (last >= 0 && place - last < apart)
            continue;
        ticker->addTick(value, locale.toString(value, 'g', 4));
        last = place;
    }
    return ticker;
}

/// From the least to the most, with room beside both.
void setRange(QCPAxis* axis, double low, double high, bool logarithmic)
{
    if (logarithmic) {
        const double room = high > low ? std::pow(high / low, 0.06) : 2.0;
        axis->setRange(low / room, high * room);
        return;
    }
    const double room = high > low ? (high - low) * 0.06 : std::max(std::abs(high) * 0.1, 0.5);
    axis->setRange(low - room, high + room);
}

} // namespace

SweepPlot::SweepPlot(QWidget* parent) : QWidget(parent), m_plot(new QCustomPlot(this))
{
    setObjectName(QStringLiteral("sweepPlot"));
    setFocusPolicy(Qt::StrongFocus);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot);
    m_plot->setFocusPolicy(Qt::NoFocus);
    m_plot->setMouseTracking(true);
    m_plot->setMinimumSize(1, 1); // it draws on what has its size, and an empty picture cannot be
                                  // drawn on
    m_plot->installEventFilter(this);
    m_plot->addGraph();
    m_plot->addGraph();
    m_plot->axisRect()->setupFullAxesBox(false);
    for (QCPAxis* axis : {m_plot->xAxis2, m_plot->yAxis2}) {
        axis->setTicks(false);
        axis->setTickLabels(false);
    }
    connect(&Theme::instance(), &Theme::changed, this, &SweepPlot::refresh);
    refresh();
}

SweepPlot::~SweepPlot() = default;

QString SweepPlot::resultName(Result result)
{
    switch (result) {
    case Result::Kl:
        return tr("mean KL (nats)");
    case Result::Delta:
        return tr("mean change of log p (nats)");
    case Result::Agreement:
        return tr("same top word (%)");
    }
    return {};
}

void SweepPlot::setPoints(std::optional<core::SweepParameter> parameter, SweepPointsPtr points,
                          QStringList tips)
{
    m_parameter = parameter;
    m_points = std::move(points);
    m_tips = std::move(tips);
    m_current = -1;
    refresh();
}

/// What cannot be seen yet is drawn when it is shown, with the size that it has then.
void SweepPlot::replot() const
{
    if (m_plot->isVisible() && !m_plot->size().isEmpty())
        m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void SweepPlot::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    replot();
}

void SweepPlot::setChoice(const Choice& choice)
{
    if (choice == m_choice)
        return;
    m_choice = choice;
    refresh();
}

void SweepPlot::setCurrent(int point)
{
    m_current = point >= 0 && point < count() ? point : -1;
    mark();
    replot();
    describe();
}

double SweepPlot::valueOf(int point) const
{
    const double value = (*m_points)[static_cast<std::size_t>(point)].value;
    if (!m_parameter)
        return point;
    return m_parameter == core::SweepParameter::DropSmall ? value * 100.0 : value;
}

double SweepPlot::resultOf(int point) const
{
    const core::SweepPoint& one = (*m_points)[static_cast<std::size_t>(point)];
    switch (m_choice.result) {
    case Result::Kl:
        return one.meanKl;
    case Result::Delta:
        return one.meanDelta;
    case Result::Agreement:
        break;
    }
    return one.agreement * 100.0;
}

bool SweepPlot::shows(int point) const
{
    const bool logResults = m_choice.logResults && m_choice.result == Result::Kl;
    return std::isfinite(valueOf(point)) && std::isfinite(resultOf(point))
           && (!m_choice.logValues || valueOf(point) > 0) && (!logResults || resultOf(point) > 0);
}

int SweepPlot::hiddenPoints() const
{
    int hidden = 0;
    for (int point = 0; point < count(); ++point)
        hidden += shows(point) ? 0 : 1;
    return hidden;
}

std::optional<QPointF> SweepPlot::placeOf(int point) const
{
    if (point < 0 || point >= count() || !shows(point))
        return std::nullopt;
    return QPointF(m_plot->xAxis->coordToPixel(valueOf(point)),
                   m_plot->yAxis->coordToPixel(resultOf(point)));
}

int SweepPlot::at(QPointF place) const
{
    int nearest = -1;
    double least = reach;
    for (int point = 0; point < count(); ++point) {
        const auto there = placeOf(point);
        const double distance = there ? std::hypot(there->x() - place.x(), there->y() - place.y())
                                      : least + 1;
        if (distance <= least) {
            least = distance;
            nearest = point;
        }
    }
    return nearest;
}

void SweepPlot::refresh()
{
    QVector<double> values;
    QVector<double> results;
    for (int point = 0; point < count(); ++point) {
        if (!shows(point))
            continue;
        values.append(valueOf(point));
        results.append(resultOf(point));
    }
    const bool logResults = m_choice.logResults && m_choice.result == Result::Kl;
    setScale(m_plot->xAxis, m_choice.logValues);
    setScale(m_plot->yAxis, logResults);
    m_plot->graph(lineGraph)->setData(values, results);
    if (!values.isEmpty()) {
        const auto [left, right] = std::minmax_element(values.cbegin(), values.cend());
        auto [low, high] = std::minmax_element(results.cbegin(), results.cend());
        setRange(m_plot->xAxis, *left, *right, m_choice.logValues);
        // What is measured from 0 is drawn from there, with room for a point at 0.
        const bool from0 = m_choice.result == Result::Kl && !logResults;
        setRange(m_plot->yAxis, from0 ? 0.0 : *low, *high, logResults);
    }
    fitAxes(size());
    style();
    mark();
    replot();
    describe();
}

/// As many ticks as have room; where there is little height the words above the plot have to do.
void SweepPlot::fitAxes(QSize size) const
{
    constexpr int least = 150;
    constexpr int perTick = 34;   // pixels of height
    constexpr int perNumber = 26; // pixels of width
    const bool named = count() > 0 && size.height() >= least;
    m_plot->xAxis->setLabel(named ? sweepAxis(m_parameter) : QString());
    m_plot->yAxis->setLabel(named ? resultName(m_choice.result) : QString());
    m_plot->yAxis->ticker()->setTickCount(std::clamp(size.height() / perTick - 1, 2, 6));
    QVector<double> values;
    for (int point = 0; point < count(); ++point)
        if (shows(point))
            values.append(valueOf(point));
    if (m_choice.logValues && !values.isEmpty())
        m_plot->xAxis->setTicker(
            ticksAt(values, double(perNumber) / std::max(size.width() - 90, 60), locale()));
}

void SweepPlot::style() const
{
    const Colours& colours = Theme::instance().colours();
    m_plot->setLocale(locale());
    m_plot->setBackground(QBrush(colours.surface));
    for (QCPAxis* axis : {m_plot->xAxis, m_plot->yAxis, m_plot->xAxis2, m_plot->yAxis2}) {
        axis->setBasePen(QPen(colours.border, 1));
        axis->setTickPen(QPen(colours.border, 1));
        axis->setSubTickPen(QPen(colours.border, 1));
        axis->setLabelColor(colours.muted);
        axis->setTickLabelColor(colours.muted);
        axis->setLabelFont(pixelFont(-1));
        axis->setTickLabelFont(pixelFont(-1));
        axis->grid()->setPen(QPen(colours.grid, 1));
        axis->grid()->setSubGridPen(Qt::NoPen);
        axis->grid()->setZeroLinePen(QPen(colours.border, 1));
    }
    QCPGraph* line = m_plot->graph(lineGraph);
    line->setPen(QPen(colours.accent, 2));
    line->setScatterStyle(
        QCPScatterStyle(QCPScatterStyle::ssDisc, colours.accent, colours.accent, 7));
    QCPGraph* marked = m_plot->graph(markGraph);
    marked->setLineStyle(QCPGraph::lsNone);
    marked->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCircle,
                                            QPen(hasFocus() ? colours.accent : colours.text, 2),
                                            QBrush(Qt::NoBrush), 14));
}

void SweepPlot::mark() const
{
    QCPGraph* marked = m_plot->graph(markGraph);
    if (m_current >= 0 && shows(m_current))
        marked->setData({valueOf(m_current)}, {resultOf(m_current)});
    else
        marked->setData(QVector<double>(), QVector<double>());
}

void SweepPlot::describe()
{
    setAccessibleName(
        tr("Plot: %1 against %2").arg(resultName(m_choice.result), sweepAxis(m_parameter)));
    setAccessibleDescription(m_current >= 0 ? m_tips.value(m_current) : QString());
}

void SweepPlot::paintInto(QPainter& painter, const QRect& rect) const
{
    QPicture picture;
    picture.setBoundingRect(QRect(QPoint(), rect.size()));
    m_plot->graph(markGraph)->setVisible(false);
    fitAxes(rect.size());
    {
        // Drawn as shapes, which are then drawn with whatever `painter` draws on.
        QCPPainter recorder(&picture);
        recorder.setMode(QCPPainter::pmVectorized);
        recorder.setMode(QCPPainter::pmNoCaching);
        m_plot->toPainter(&recorder, rect.width(), rect.height());
    }
    m_plot->graph(markGraph)->setVisible(true);
    fitAxes(size());
    replot();
    painter.save();
    painter.fillRect(rect, Theme::instance().colours().surface);
    painter.drawPicture(rect.topLeft(), picture);
    painter.restore();
}

bool SweepPlot::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_plot)
        return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        if (const int point = at(help->pos()); point >= 0)
            QToolTip::showText(help->globalPos(), m_tips.value(point), this);
        else
            QToolTip::hideText();
        return true;
    }
    if (event->type() == QEvent::MouseMove) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        m_plot->setCursor(at(mouse->position()) >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    }
    if (event->type() == QEvent::MouseButtonPress) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        setFocus(Qt::MouseFocusReason);
        if (const int point = at(mouse->position());
            point >= 0 && mouse->button() == Qt::LeftButton) {
            setCurrent(point);
            Q_EMIT picked(point);
        }
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void SweepPlot::keyPressEvent(QKeyEvent* event)
{
    const bool right = event->key() == Qt::Key_Right;
    if ((!right && event->key() != Qt::Key_Left) || count() == 0) {
        QWidget::keyPressEvent(event);
        return;
    }
    const int next = m_current < 0 ? 0 : std::clamp(m_current + (right ? 1 : -1), 0, count() - 1);
    setCurrent(next);
    Q_EMIT picked(next);
}

void SweepPlot::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitAxes(size());
    replot();
}

void SweepPlot::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    style();
    replot();
}

void SweepPlot::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    style();
    replot();
}

void SweepPlot::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange
        || event->type() == QEvent::LocaleChange)
        refresh();
    QWidget::changeEvent(event);
}

} // namespace headscope::ui
