// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/attentionplot.h"

#include "app/selection.h"
#include "ui/models/headtext.h"
#include "ui/theme/theme.h"
#include "ui/views/figure.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace headscope::ui {

namespace {
constexpr int edgeSpace = 12;
constexpr int between = 22;
constexpr int titleGap = 10; ///< between the titles of two columns of bars
constexpr int barWidth = 280;
constexpr int leastBar = 50; ///< beside the numbers
constexpr int maxCell = 30;
constexpr int maxBar = 14;      ///< pixels across
constexpr int minLabelled = 10; ///< pixels per row from which tokens are named
} // namespace

AttentionPlot::AttentionPlot(app::Selection* selection, QWidget* parent)
    : QWidget(parent), m_selection(selection)
{
    setObjectName(QStringLiteral("attentionPlot"));
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Attention of the head at a glance, message sizes and shifts"));
    connect(selection, &app::Selection::tokenChanged, this, qOverload<>(&QWidget::update));
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        makeImage();
        update();
    });
}

void AttentionPlot::setTable(HeadTablePtr table, bool showSpaces)
{
    m_table = std::move(table);
    m_labels = m_table ? tokenLabels(m_table->tokens, showSpaces) : std::vector<TokenLabel>();
    m_inputs = m_table ? tokenLabels(m_table->inputTokens, showSpaces) : std::vector<TokenLabel>();
    const QFontMetrics metrics(Theme::font(-1));
    m_labelWidth = metrics.horizontalAdvance(contextAxis()) + 4;
    for (std::size_t i = 0; i < std::min<std::size_t>(m_labels.size(), 64); ++i)
        m_labelWidth = std::max(m_labelWidth, metrics.horizontalAdvance(m_labels[i].whole()));
    m_labelWidth = std::min(m_labelWidth, 120);
    m_largestMessage = 0;
    m_lowestShift = 0;
    m_highestShift = 0;
    if (m_table) {
        for (const float size : m_table->messageSizes)
            m_largestMessage = std::max(m_largestMessage, static_cast<double>(size));
        for (const float shift : m_table->shifts) {
            m_lowestShift = std::min(m_lowestShift, static_cast<double>(shift));
            m_highestShift = std::max(m_highestShift, static_cast<double>(shift));
        }
    }
    makeImage();
    update();
}

QString AttentionPlot::contextAxis() const
{
    return m_table && m_table->cross ? tr("encoder ↓") : tr("context ↓");
}

QString AttentionPlot::inputAxis() const
{
    return m_table ? tr("%1 →").arg(inputName(*m_table)) : QString();
}

HeatmapGeometry AttentionPlot::heatmap() const
{
    HeatmapGeometry map;
    map.contexts = static_cast<int>(m_labels.size());
    map.inputs = static_cast<int>(m_inputs.size());
    const QFontMetrics small(Theme::font(-1));
    const int top = small.height() + 11;
    const QSize room(width() - 2 * edgeSpace - m_labelWidth - 2 * (between + 60),
                     height() - top - 8);
    const QSize size = HeatmapGeometry::sizeWithin(map.contexts, map.inputs, room, maxCell);
    map.area = QRect(QPoint(edgeSpace + m_labelWidth + 8, top), size);
    return map;
}

int AttentionPlot::mostHeight() const
{
    const int top = QFontMetrics(Theme::font(-1)).height() + 11;
    return std::max(minimumSizeHint().height(),
                    top + static_cast<int>(m_labels.size()) * maxCell + edgeSpace);
}

int AttentionPlot::markedContext() const
{
    return m_marksShown ? m_selection->context().value : -1;
}

void AttentionPlot::makeImage()
{
    const HeatmapGeometry map = heatmap();
    m_image = QImage();
    if (map.empty())
        return;
    const Theme& theme = Theme::instance();
    const auto pixels = [this](double cell, int length, int tokens) {
        return cell >= 1 ? tokens
                         : std::min(static_cast<int>(length * devicePixelRatioF()), tokens);
    };
    const int high = pixels(map.cellHeight(), map.area.height(), map.contexts);
    const int wide = pixels(map.cellWidth(), map.area.width(), map.inputs);
    m_image = QImage(wide, high, QImage::Format_RGB32);
    const QRgb empty = theme.colours().window.rgb();
    const auto first = [](int pixel, int tokens, int count) {
        return static_cast<int>(static_cast<long long>(pixel) * tokens / count);
    };
    for (int y = 0; y < high; ++y) {
        auto* line = reinterpret_cast<QRgb*>(m_image.scanLine(y));
        const int j0 = first(y, map.contexts, high);
        const int j1 = first(y + 1, map.contexts, high);
        for (int x = 0; x < wide; ++x) {
            float most = -1;
            for (int i = first(x, map.inputs, wide); i < first(x + 1, map.inputs, wide); ++i) {
                const auto& seen = m_table->seen[static_cast<std::size_t>(i)];
                const int end = std::min(j1, static_cast<int>(seen.end));
                for (int j = std::max(j0, static_cast<int>(seen.first)); j < end; ++j)
                    most = std::max(most, m_table->attention(i, j));
            }
            line[x] = most < 0 ? empty : theme.scoreMap().at(most);
        }
    }
}

void AttentionPlot::resizeEvent(QResizeEvent*)
{
    makeImage();
}

void AttentionPlot::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Colours& colours = Theme::instance().colours();
    painter.setPen(colours.border);
    painter.setBrush(colours.surface);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
    const HeatmapGeometry map = heatmap();
    if (map.empty() || m_image.isNull())
        return;
    painter.setRenderHint(QPainter::SmoothPixmapTransform,
                          std::min(map.cellWidth(), map.cellHeight()) < 1);
    if (isVector(painter))
        paintCells(painter, m_image, m_image.rect(), [&](const QRect& at) {
            const double wide = static_cast<double>(map.area.width()) / m_image.width();
            const double high = static_cast<double>(map.area.height()) / m_image.height();
            return QRectF(map.area.left() + at.left() * wide, map.area.top() + at.top() * high,
                          at.width() * wide, at.height() * high);
        });
    else
        painter.drawImage(map.area, m_image);
    painter.setPen(colours.border);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(map.area.adjusted(-1, -1, 0, 0));
    paintLabels(painter, map);
    if (m_marksShown)
        paintMarks(painter, map);

    const int axis = QFontMetrics(Theme::font(-1)).horizontalAdvance(inputAxis());
    const int first = map.area.left() + std::max(map.area.width(), axis) + between;
    const int legendWidth = 190;
    const int room = width() - first - edgeSpace;
    const bool legend = room >= 2 * 90 + between + legendWidth + between;
    const int bar = std::clamp((room - between - (legend ? legendWidth + between + 2 : 0)) / 2, 40,
                               barWidth);
    const QRect area(first, map.area.top(), bar, map.area.height());
    paintBars(
        painter, map,
        {tr("message size |m|"), tr("|m|"), area, &m_table->messageSizes, 0.0, m_largestMessage});
    paintBars(painter, map,
              {tr("shift c"), tr("c"), area.translated(bar + between, 0), &m_table->shifts,
               m_lowestShift, m_highestShift});
    if (legend)
        paintLegend(painter, QRect(area.left() + 2 * (bar + between), area.top(), legendWidth,
                                   area.height()));
}

void AttentionPlot::paintLabels(QPainter& painter, const HeatmapGeometry& map) const
{
    const Colours& colours = Theme::instance().colours();
    const QFont small = Theme::font(-1);
    const QFontMetrics metrics(small);
    painter.setFont(small);
    painter.setPen(colours.muted);
    const int line = metrics.height();
    painter.drawText(QRect(edgeSpace, map.area.top() - line - 3, m_labelWidth, line),
                     Qt::AlignRight | Qt::AlignVCenter,
                     metrics.elidedText(contextAxis(), Qt::ElideRight, m_labelWidth));
    painter.drawText(
        QRect(map.area.left(), map.area.top() - line - 3, std::max(map.area.width(), 90), line),
        Qt::AlignLeft | Qt::AlignVCenter, inputAxis());
    if (map.cellHeight() < minLabelled) {
        // No room for every token: name as many as fit, and the selected one.
        const int context = markedContext();
        const auto top = [&](int token) {
            return std::clamp(map.cell(token, 0).center().y() - line / 2, map.area.top() - 2,
                              map.area.bottom() - line + 2);
        };
        const int selected = context < 0 ? -2 * line : top(context);
        int free = map.area.top() - line; // from where on there is room
        for (int token = 0; token < map.contexts; ++token) {
            const int y = top(token);
            if (token != context && (y < free || std::abs(y - selected) < line))
                continue;
            free = y + line;
            painter.setPen(token == context ? colours.text : colours.muted);
            painter.drawText(QRect(edgeSpace, y, m_labelWidth, line),
                             Qt::AlignRight | Qt::AlignVCenter,
                             metrics.elidedText(m_labels[static_cast<std::size_t>(token)].whole(),
                                                Qt::ElideRight, m_labelWidth));
        }
        return;
    }
    QFont fitted = small;
    if (map.cellHeight() < line)
        fitted = Theme::font(-2);
    for (int token = 0; token < map.contexts; ++token) {
        const QRect cell = map.cell(token, 0);
        const bool marked = token == markedContext();
        fitted.setBold(marked);
        painter.setFont(fitted);
        painter.setPen(marked ? colours.text : colours.muted);
        painter.drawText(
            QRect(edgeSpace, cell.center().y() - line / 2, m_labelWidth, line),
            Qt::AlignRight | Qt::AlignVCenter,
            QFontMetrics(fitted).elidedText(m_labels[static_cast<std::size_t>(token)].whole(),
                                            Qt::ElideRight, m_labelWidth));
    }
}

void AttentionPlot::paintMarks(QPainter& painter, const HeatmapGeometry& map) const
{
    const Colours& colours = Theme::instance().colours();
    const int context = m_selection->context().value;
    const int query = m_selection->query().value;
    if (context < 0 || context >= map.contexts || query < 0 || query >= map.inputs)
        return;
    const QRect cell = map.cell(context, query);
    QColor line = colours.accent;
    line.setAlphaF(0.55F);
    painter.setPen(line);
    painter.drawRect(
        QRect(map.area.left(), cell.top(), map.area.width() - 1, std::max(1, cell.height() - 1)));
    painter.drawRect(
        QRect(cell.left(), map.area.top(), std::max(1, cell.width() - 1), map.area.height() - 1));
    if (hasFocus()) {
        painter.setPen(QPen(colours.accent, 2));
        painter.drawRect(cell.adjusted(-1, -1, 0, 0));
    }
}

void AttentionPlot::paintBars(QPainter& painter, const HeatmapGeometry& map, const Bars& bars) const
{
    const Colours& colours = Theme::instance().colours();
    const QFont small = Theme::font(-1);
    const QFontMetrics metrics(small);
    painter.setFont(small);
    painter.setPen(colours.muted);
    const int line = metrics.height();
    // The sign alone where there is no room for its name too.
    const int titleWidth = bars.area.width() + between - titleGap;
    const bool named = metrics.horizontalAdvance(bars.title) <= titleWidth;
    painter.drawText(QRect(bars.area.left(), bars.area.top() - line - 3, titleWidth, line),
                     Qt::AlignLeft | Qt::AlignVCenter, named ? bars.title : bars.sign);
    const double range = bars.high - bars.low;
    if (range <= 0) {
        painter.drawText(QRect(bars.area.left(), bars.area.top(), titleWidth, line),
                         Qt::AlignLeft | Qt::AlignVCenter, tr("0 for all"));
        return;
    }
    int numberWidth = 0;
    if (map.cellHeight() >= minLabelled)
        for (const float value : *bars.values)
            numberWidth = std::max(numberWidth, metrics.horizontalAdvance(numberText(value)) + 8);
    const bool numbers = numberWidth > 0 && bars.area.width() >= numberWidth + leastBar;
    numberWidth = numbers ? numberWidth : 0;
    const double width = bars.area.width() - numberWidth;
    const double zero = bars.area.left() + width * (0 - bars.low) / range;
    const int space = map.cellHeight() >= 6 ? 2 : 0;
    const int rows = map.cellHeight() >= 1 ? map.contexts : map.area.height();
    for (int row = 0; row < rows; ++row) {
        const bool whole = map.cellHeight() >= 1;
        const auto tokenAt = [&map](int pixel) {
            return map.contextAt({map.area.left(), map.area.top() + pixel});
        };
        const int begin = whole ? row : tokenAt(row);
        const int end = whole
                            ? row + 1
                            : std::max(begin + 1, row + 1 < rows ? tokenAt(row + 1) : map.contexts);
        float value = 0;
        for (int token = begin; token < end; ++token)
            if (std::abs((*bars.values)[static_cast<std::size_t>(token)]) > std::abs(value))
                value = (*bars.values)[static_cast<std::size_t>(token)];
        const QRect cell = whole ? map.cell(row, 0) : QRect(0, map.area.top() + row, 1, 1);
        const double length = value / range * width;
        const int thick = std::clamp(cell.height() - space, 1, maxBar);
        const QRectF bar(length < 0 ? zero + length : zero,
                         cell.top() + std::floor((cell.height() - thick) / 2.0), std::abs(length),
                         thick);
        painter.fillRect(bar, value < 0 ? colours.barAgainst : colours.bar);
        if (numbers) {
            const bool marked = row == markedContext();
            painter.setPen(marked ? colours.text : colours.muted);
            painter.drawText(QRect(bars.area.right() - numberWidth, cell.center().y() - line / 2,
                                   numberWidth, line),
                             Qt::AlignRight | Qt::AlignVCenter, numberText(value));
        }
    }
    painter.fillRect(QRectF(zero - 0.5, bars.area.top(), 1, map.area.height()), colours.border);
}

void AttentionPlot::paintLegend(QPainter& painter, const QRect& area) const
{
    const Theme& theme = Theme::instance();
    const QFont small = Theme::font(-1);
    const QFontMetrics metrics(small);
    const int line = metrics.height();
    painter.setFont(small);
    painter.setPen(theme.colours().muted);
    painter.drawText(QRect(area.left(), area.top() - line - 3, area.width(), line),
                     Qt::AlignLeft | Qt::AlignVCenter, tr("attention"));
    QLinearGradient gradient(area.left(), 0, area.right(), 0);
    for (int i = 0; i <= 16; ++i)
        gradient.setColorAt(i / 16.0, theme.scoreMap().colour(i / 16.0));
    const QRect strip(area.left(), area.top() + 2, area.width(), 9);
    painter.fillRect(strip, gradient);
    painter.setPen(theme.colours().border);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(strip);
    painter.setPen(theme.colours().muted);
    const QRect numbers(area.left(), strip.bottom() + 3, area.width(), line);
    painter.drawText(numbers, Qt::AlignLeft, tr("0 %"));
    painter.drawText(numbers, Qt::AlignRight, tr("100 %"));
    const QRect note(area.left(), numbers.bottom() + 8, area.width(),
                     area.bottom() - numbers.bottom() - 8);
    const bool whole = (m_table->attention.rowwise().sum().array() - 1.0F).abs().maxCoeff() < 1e-3F;
    const QString text =
        whole ? tr("Each column adds up to 100 %. The line under a message is its size.")
              : tr("Attention as changed in the Lab. The line under a message is its size.");
    if (metrics.boundingRect(note, Qt::TextWordWrap, text).height() <= note.height())
        painter.drawText(note, Qt::TextWordWrap, text);
}

void AttentionPlot::mousePressEvent(QMouseEvent* event)
{
    const HeatmapGeometry map = heatmap();
    if (map.empty() || event->button() != Qt::LeftButton)
        return;
    const QPoint point = event->pos();
    if (point.y() < map.area.top() || point.y() > map.area.bottom())
        return;
    if (map.area.contains(point))
        m_selection->setCell(core::Position(map.contextAt(point)),
                             core::Position(map.inputAt(point)));
    else
        m_selection->setContext(core::Position(map.contextAt(point)), m_selection->focus());
}

void AttentionPlot::keyPressEvent(QKeyEvent* event)
{
    int context = m_selection->context().value;
    int query = m_selection->query().value;
    switch (event->key()) {
    case Qt::Key_Left:
        --query;
        break;
    case Qt::Key_Right:
        ++query;
        break;
    case Qt::Key_Up:
        --context;
        break;
    case Qt::Key_Down:
        ++context;
        break;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    const auto within = [](int token, const std::vector<TokenLabel>& tokens) {
        return core::Position(std::clamp(token, 0, std::max(0, int(tokens.size()) - 1)));
    };
    m_selection->setCell(within(context, m_labels), within(query, m_inputs));
}

QString AttentionPlot::tipAt(QPoint point) const
{
    const HeatmapGeometry map = heatmap();
    if (map.empty() || point.y() < map.area.top() || point.y() > map.area.bottom())
        return {};
    const int context = map.contextAt(point);
    const auto at = static_cast<std::size_t>(context);
    const QString to = m_labels[at].whole().toHtmlEscaped();
    if (!map.area.contains(point))
        return tr("<b>%1</b><br>message size %2 · shift %3")
            .arg(to, numberText(m_table->messageSizes[at], 4), numberText(m_table->shifts[at], 4));
    const int query = map.inputAt(point);
    const QString from = m_inputs[static_cast<std::size_t>(query)].whole().toHtmlEscaped();
    if (!m_table->sees(query, context))
        return unseenSentence(*m_table, query, context, from, to);
    return tr("<b>%1</b> (%2) attends %3 to <b>%4</b> (%5)")
        .arg(from)
        .arg(query)
        .arg(percentText(m_table->attention(query, context)), to)
        .arg(context);
}

bool AttentionPlot::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), tipAt(help->pos()), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace headscope::ui
