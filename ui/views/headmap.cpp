// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/headmap.h"

#include "app/selection.h"
#include "ui/models/headname.h"
#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <utility>

namespace headscope::ui {

namespace {

/// A dot in the corner, light with a dark edge: to be seen on every colour of the map.
void paintLabelled(QPainter& painter, const QRectF& cell)
{
    const double size = std::clamp(cell.height() * 0.3, 3.0, 6.0);
    painter.setPen(QPen(QColor(0, 0, 0, 190), 1));
    painter.setBrush(Qt::white);
    painter.drawEllipse(QPointF(cell.right() - size, cell.top() + size), size / 2, size / 2);
}

/// Lines from the lower left to the upper right, each cut where the cell ends: a pattern of a brush
/// is lost in an SVG, and so is what is clipped.
void paintHatched(QPainter& painter, const QRectF& cell, const QColor& colour)
{
    constexpr double step = 5;
    painter.setPen(QPen(colour, 1));
    for (double sum = step; sum < cell.width() + cell.height(); sum += step) {
        const double left = qMax(0.0, sum - cell.height());
        const double right = qMin(cell.width(), sum);
        painter.drawLine(QPointF(cell.left() + left, cell.top() + sum - left),
                         QPointF(cell.left() + right, cell.top() + sum - right));
    }
    painter.setPen(Qt::NoPen);
}

constexpr double pale = 0.38; ///< opacity of the part that is not looked at
constexpr int betweenBlocks = 6;

int smallHeight()
{
    return QFontMetrics(Theme::font(-1)).height();
}

} // namespace

HeadMap::HeadMap(app::Selection* selection, QWidget* parent)
    : QWidget(parent), m_selection(selection)
{
    setObjectName(QStringLiteral("headMap"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Head map: layers by heads"));
    connect(selection, &app::Selection::headChanged, this, qOverload<>(&QWidget::update));
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void HeadMap::setValues(HeadValues values, Other other)
{
    m_values = std::move(values);
    m_other = std::move(other);
    m_hover.reset();
    updateGeometry();
    update();
}

int HeadMap::leftMargin() const
{
    return QFontMetrics(Theme::font(-1)).horizontalAdvance(QStringLiteral("00")) + 8;
}

int HeadMap::topMargin() const
{
    return smallHeight() + 2;
}

int HeadMap::titleHeight() const
{
    return 2 * smallHeight() + 2;
}

HeadMapGeometry HeadMap::block(bool other, QSize size) const
{
    const HeadValues& values = other ? m_other.values : m_values;
    const HeadValues& beside = other ? m_values : m_other.values;
    // The encoder comes before its decoder, and so stands below it, as layers do.
    const bool lower = hasOther() && other == m_other.encoder;
    const int rows = qMax(1, values.layers + beside.layers);
    const int room = size.height() - topMargin() - titleHeight()
                     - (hasOther() ? titleHeight() + betweenBlocks : 0);
    HeadMapGeometry geometry;
    geometry.layers = values.layers;
    geometry.heads = values.heads;
    geometry.ownHeads = values.ownHeads;
    geometry.widest = beside.heads;
    geometry.left = leftMargin();
    geometry.width = size.width() - geometry.left;
    geometry.height = room * values.layers / rows;
    geometry.top = topMargin();
    if (lower)
        geometry.top += room * beside.layers / rows + titleHeight() + betweenBlocks;
    return geometry;
}

HeadMapGeometry HeadMap::cells() const
{
    return block(false);
}

HeadMapGeometry HeadMap::otherCells() const
{
    return block(true);
}

std::optional<HeadMap::Hit> HeadMap::at(QPoint point) const
{
    for (const bool other : {false, true})
        if (const auto hit = block(other).at(point))
            return Hit{other, hit->first, hit->second};
    return std::nullopt;
}

/// Of a map whose cells are so high together.
int HeadMap::heightWith(int rowsHeight) const
{
    return topMargin() + rowsHeight + titleHeight()
           + (hasOther() ? titleHeight() + betweenBlocks : 0);
}

QSize HeadMap::sizeHint() const
{
    const int layers = m_values.layers + m_other.values.layers;
    return {200, heightWith(HeadMapGeometry::wantedHeight(qMax(1, layers)))};
}

QSize HeadMap::minimumSizeHint() const
{
    // Of a model with very many heads a column is as wide as there is room for.
    constexpr int widest = 150;
    const int heads = qMax(1, qMax(m_values.heads, m_other.values.heads));
    return {leftMargin() + qMin(widest, heads * 6), sizeHint().height()};
}

void HeadMap::setLabels(QStringList labels, QStringList notes)
{
    m_labels = std::move(labels);
    m_notes = std::move(notes);
    update();
}

/// Those of the layers at the left, and of the heads below. They are left out where they would
/// touch.
void HeadMap::paintNumbers(QPainter& painter, const HeadMapGeometry& geometry) const
{
    const QFontMetrics metrics(painter.font());
    const int rowStep = qMax(1, (metrics.height() * geometry.layers + geometry.height - 1)
                                    / geometry.height);
    for (int layer = 0; layer < geometry.layers; layer += rowStep) {
        const QRect cell = geometry.cell(layer, 0);
        painter.drawText(
            QRect(0, cell.center().y() - metrics.height() / 2, geometry.left - 7, metrics.height()),
            Qt::AlignRight | Qt::AlignVCenter, locale().toString(layer));
    }
    const int wide = metrics.horizontalAdvance(QStringLiteral("00")) + 2;
    const int columnStep = (wide - 1) / qMax(1, geometry.columnWidth(0)) + 1;
    const int under = geometry.top + geometry.height + 1;
    const auto number = [&](int first, int count) {
        for (int head = 0; head < count; head += columnStep) {
            const QRect cell = geometry.cell(0, first + head);
            painter.drawText(QRect(cell.center().x() - 30, under, 60, metrics.height()),
                             Qt::AlignHCenter, locale().toString(head));
        }
    };
    number(0, geometry.ownHeads);
    number(geometry.ownHeads, geometry.heads - geometry.ownHeads); // counted anew
}

void HeadMap::paintTitles(QPainter& painter, const HeadMapGeometry& geometry, bool other) const
{
    const QFontMetrics metrics(painter.font());
    const int under = geometry.top + geometry.height + 1 + metrics.height();
    // As much of it as there is room for.
    const auto title = [&](int first, int count, const QStringList& texts) {
        const QRect room(geometry.columnLeft(first), under, geometry.columnsWidth(first, count),
                         metrics.height());
        const auto fits = std::find_if(texts.begin(), texts.end(), [&](const QString& text) {
            return metrics.horizontalAdvance(text) <= room.width();
        });
        painter.drawText(room, Qt::AlignHCenter | Qt::TextDontClip,
                         fits == texts.end() ? texts.constLast() : *fits);
    };
    if (!hasOther()) {
        const int crossHeads = geometry.heads - geometry.ownHeads;
        title(0, geometry.ownHeads, {crossHeads > 0 ? tr("self") : tr("head")});
        if (crossHeads > 0)
            title(geometry.ownHeads, crossHeads, {tr("cross")});
    } else if (other == m_other.encoder) {
        title(0, geometry.heads, {tr("encoder self"), tr("encoder")});
    } else {
        title(0, geometry.ownHeads, {tr("decoder self"), tr("self")});
        if (geometry.isSplit())
            title(geometry.ownHeads, geometry.heads - geometry.ownHeads,
                  {tr("decoder cross"), tr("cross")});
    }
}

void HeadMap::paintCells(QPainter& painter, const HeadMapGeometry& geometry,
                         const HeadValues& values) const
{
    const Theme& theme = Theme::instance();
    const Colours& colours = theme.colours();
    painter.setPen(Qt::NoPen);
    for (int layer = 0; layer < geometry.layers; ++layer) {
        for (int head = 0; head < geometry.heads; ++head) {
            const QRectF rect(geometry.cell(layer, head));
            const auto value = values.at(layer, head);
            painter.setBrush(value ? theme.measureMap().colour(values.fraction(*value))
                                   : colours.field);
            painter.drawRoundedRect(rect, 3, 3);
            if (!value)
                paintHatched(painter, rect.adjusted(1, 1, -1, -1), colours.faint);
        }
    }
}

void HeadMap::paintContent(QPainter& painter, QSize size, double otherOpacity) const
{
    const Colours& colours = Theme::instance().colours();
    painter.setFont(Theme::font(-1));
    painter.setPen(colours.muted);
    painter.drawText(QRect(0, 0, size.width(), smallHeight()), Qt::AlignLeft, tr("layer"));
    for (const bool other : {false, true}) {
        const HeadMapGeometry geometry = block(other, size);
        if (geometry.empty())
            continue;
        painter.setPen(other && otherOpacity < 1 ? colours.faint : colours.muted);
        paintNumbers(painter, geometry);
        paintTitles(painter, geometry, other);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setOpacity(other ? otherOpacity : 1.0);
        paintCells(painter, geometry, other ? m_other.values : m_values);
        painter.setOpacity(1.0);
    }
    const HeadMapGeometry geometry = block(false, size);
    for (int layer = 0; layer < geometry.layers; ++layer)
        for (int head = 0; head < geometry.heads; ++head)
            if (!m_labels.value(qsizetype(layer) * geometry.heads + head).isEmpty())
                paintLabelled(painter, QRectF(geometry.cell(layer, head)));
}

/// The head under the mouse, and the one that is selected.
void HeadMap::paintSelection(QPainter& painter) const
{
    const Colours& colours = Theme::instance().colours();
    painter.setBrush(Qt::NoBrush);
    if (m_hover) {
        painter.setPen(QPen(colours.muted, 1));
        painter.drawRoundedRect(QRectF(block(m_hover->other).cell(m_hover->layer, m_hover->head))
                                    .adjusted(-1, -1, 1, 1),
                                4, 4);
    }
    // A ring of the surface between cell and accent, so that the mark shows on every colour.
    const QRectF selected(cells().cell(m_selection->layer().value, m_selection->head().value));
    painter.setPen(QPen(colours.surface, 2));
    painter.drawRoundedRect(selected, 3, 3);
    painter.setPen(QPen(hasFocus() ? colours.accent : colours.text, 2));
    painter.drawRoundedRect(selected.adjusted(-2, -2, 2, 2), 5, 5);
}

void HeadMap::paintEvent(QPaintEvent*)
{
    if (cells().empty())
        return;
    QPainter painter(this);
    paintContent(painter, size(), pale);
    paintSelection(painter);
}

Figure HeadMap::figure(int maxWidth) const
{
    if (m_values.empty())
        return {};
    const HeadMapGeometry geometry = block(false, QSize(maxWidth, 1));
    const int rows = m_values.layers + m_other.values.layers;
    const int width = geometry.left + geometry.columns() * HeadMapGeometry::maxCell
                      + geometry.splitWidth();
    const QSize size(qMin(width, maxWidth), heightWith(rows * HeadMapGeometry::rowHeight));
    return {size, [this, size](QPainter& painter) { paintContent(painter, size, 1.0); }};
}

void HeadMap::mousePressEvent(QMouseEvent* event)
{
    const auto hit = at(event->pos());
    if (!hit || event->button() != Qt::LeftButton)
        return;
    if (hit->other)
        Q_EMIT otherPartChosen(hit->layer, hit->head);
    else
        m_selection->setHead(core::LayerIndex(hit->layer), core::HeadIndex(hit->head));
}

void HeadMap::mouseMoveEvent(QMouseEvent* event)
{
    const auto hit = at(event->pos());
    if (hit == m_hover)
        return;
    m_hover = hit;
    setCursor(hit && hit->other ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void HeadMap::leaveEvent(QEvent*)
{
    m_hover.reset();
    update();
}

void HeadMap::keyPressEvent(QKeyEvent* event)
{
    int layer = m_selection->layer().value;
    int head = m_selection->head().value;
    switch (event->key()) {
    case Qt::Key_Up:
        ++layer;
        break;
    case Qt::Key_Down:
        --layer;
        break;
    case Qt::Key_Left:
        --head;
        break;
    case Qt::Key_Right:
        ++head;
        break;
    case Qt::Key_Home:
        head = 0;
        break;
    case Qt::Key_End:
        head = m_values.heads - 1;
        break;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    m_selection->setHead(core::LayerIndex(layer), core::HeadIndex(head));
}

namespace {

/// Why a head has no value.
QString reasonFor(const HeadValues& values, int head, bool other)
{
    if (head >= values.ownHeads && isPlaceMeasure(values.measure))
        return HeadMap::tr("none for cross heads: the tokens that they look at have no places in "
                           "this text");
    if (!isEarlyMeasure(values.measure))
        return other ? HeadMap::tr("not computed before this part is looked at")
                     : HeadMap::tr("not computed yet");
    return other && values.probe ? HeadMap::tr("not probed before this part is looked at")
                                 : HeadMap::tr("nothing to average in this prompt");
}

} // namespace

QString HeadMap::tip(int layer, int head, bool other) const
{
    const HeadValues& values = other ? m_other.values : m_values;
    const bool encoder = hasOther() && other == m_other.encoder;
    QString title = headTitle(core::LayerIndex(layer), core::HeadIndex(head), values.ownHeads);
    if (hasOther())
        title = (encoder ? tr("Encoder · %1") : tr("Decoder · %1")).arg(title);
    QStringList lines{QStringLiteral("<b>%1</b>").arg(title)};
    const qsizetype at = qsizetype(layer) * values.heads + head;
    if (!other)
        for (const QString& text : {m_labels.value(at), m_notes.value(at)})
            if (!text.isEmpty())
                lines << text.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>"));
    const auto value = values.at(layer, head);
    lines << tr("%1: %2").arg(measureName(values.measure), value ? locale().toString(*value, 'f', 4)
                                                                 : reasonFor(values, head, other));
    if (other)
        lines << (encoder ? tr("Click to look at the encoder.")
                          : tr("Click to look at the decoder."));
    return lines.join(QStringLiteral("<br>"));
}

bool HeadMap::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        if (const auto hit = at(help->pos()))
            QToolTip::showText(help->globalPos(), tip(hit->layer, hit->head, hit->other), this);
        else
            QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

} // namespace headscope::ui
