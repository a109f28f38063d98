// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/headmap.h"

#include "app/selection.h"
#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

namespace headscope::ui {

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

void HeadMap::setValues(HeadValues values)
{
    m_values = std::move(values);
    m_hover.reset();
    updateGeometry();
    update();
}

int HeadMap::leftMargin() const
{
    return QFontMetrics(Theme::font(-1)).horizontalAdvance(QStringLiteral("00")) + 8;
}

int HeadMap::bottomMargin() const
{
    return 2 * QFontMetrics(Theme::font(-1)).height() + 2;
}

HeadMapGeometry HeadMap::cells() const
{
    HeadMapGeometry geometry;
    geometry.layers = m_values.layers;
    geometry.heads = m_values.heads;
    geometry.top = QFontMetrics(Theme::font(-1)).height() + 2;
    geometry.left = leftMargin();
    geometry.width = width() - geometry.left;
    geometry.height = height() - geometry.top - bottomMargin();
    return geometry;
}

QSize HeadMap::sizeHint() const
{
    const int top = QFontMetrics(Theme::font(-1)).height() + 2;
    return {200, top + HeadMapGeometry::wantedHeight(qMax(1, m_values.layers)) + bottomMargin()};
}

QSize HeadMap::minimumSizeHint() const
{
    return {leftMargin() + qMax(1, m_values.heads) * 6, sizeHint().height()};
}

void HeadMap::setLabels(QStringList labels, QStringList notes)
{
    m_labels = std::move(labels);
    m_notes = std::move(notes);
    update();
}

/// A dot in the corner, light with a dark edge: to be seen on every colour of the map.
void HeadMap::paintLabelled(QPainter& painter, const QRectF& cell)
{
    const double size = std::clamp(cell.height() * 0.3, 3.0, 6.0);
    painter.setPen(QPen(QColor(0, 0, 0, 190), 1));
    painter.setBrush(Qt::white);
    painter.drawEllipse(QPointF(cell.right() - size, cell.top() + size), size / 2, size / 2);
}

void HeadMap::paintEvent(QPaintEvent*)
{
    const HeadMapGeometry geometry = cells();
    QPainter painter(this);
    const Theme& theme = Theme::instance();
    const Colours& colours = theme.colours();
    if (geometry.empty())
        return;
    const QFont small = Theme::font(-1);
    const QFontMetrics metrics(small);
    painter.setFont(small);
    painter.setPen(colours.muted);
    painter.drawText(QRect(0, 0, width(), metrics.height()), Qt::AlignLeft, tr("layer"));
    // Numbers are left out where they would touch.
    const int rowStep = qMax(1, (metrics.height() * geometry.layers + geometry.height - 1)
                                    / geometry.height);
    for (int layer = 0; layer < geometry.layers; layer += rowStep) {
        const QRect cell = geometry.cell(layer, 0);
        painter.drawText(
            QRect(0, cell.center().y() - metrics.height() / 2, geometry.left - 7, metrics.height()),
            Qt::AlignRight | Qt::AlignVCenter, locale().toString(layer));
    }
    const int wide = metrics.horizontalAdvance(QStringLiteral("00")) + 2;
    const int columnStep = qMax(1, (wide + geometry.columnWidth() - 1) / geometry.columnWidth());
    const int under = geometry.top + geometry.height + 1;
    for (int head = 0; head < geometry.heads; head += columnStep) {
        const QRect cell = geometry.cell(0, head);
        painter.drawText(QRect(cell.center().x() - 30, under, 60, metrics.height()),
                         Qt::AlignHCenter, locale().toString(head));
    }
    painter.drawText(QRect(geometry.left, under + metrics.height(),
                           geometry.heads * geometry.columnWidth(), metrics.height()),
                     Qt::AlignHCenter, tr("head"));

    painter.setRenderHint(QPainter::Antialiasing);
    for (int layer = 0; layer < geometry.layers; ++layer) {
        for (int head = 0; head < geometry.heads; ++head) {
            const QRectF rect(geometry.cell(layer, head));
            const auto value = m_values.at(layer, head);
            painter.setPen(Qt::NoPen);
            if (value) {
                painter.setBrush(theme.measureMap().colour(m_values.fraction(*value)));
            } else {
                painter.setBrush(colours.field);
                painter.drawRoundedRect(rect, 3, 3);
                painter.setBrush(QBrush(colours.faint, Qt::BDiagPattern));
            }
            painter.drawRoundedRect(rect, 3, 3);
            if (!m_labels.value(qsizetype(layer) * m_values.heads + head).isEmpty())
                paintLabelled(painter, rect);
        }
    }
    painter.setBrush(Qt::NoBrush);
    if (m_hover) {
        painter.setPen(QPen(colours.muted, 1));
        painter.drawRoundedRect(
            QRectF(geometry.cell(m_hover->first, m_hover->second)).adjusted(-1, -1, 1, 1), 4, 4);
    }
    // A ring of the surface between cell and accent, so that the mark shows on every colour.
    const QRectF selected(geometry.cell(m_selection->layer().value, m_selection->head().value));
    painter.setPen(QPen(colours.surface, 2));
    painter.drawRoundedRect(selected, 3, 3);
    painter.setPen(QPen(hasFocus() ? colours.accent : colours.text, 2));
    painter.drawRoundedRect(selected.adjusted(-2, -2, 2, 2), 5, 5);
}

void HeadMap::mousePressEvent(QMouseEvent* event)
{
    if (const auto hit = cells().at(event->pos()); hit && event->button() == Qt::LeftButton)
        m_selection->setHead(core::LayerIndex(hit->first), core::HeadIndex(hit->second));
}

void HeadMap::mouseMoveEvent(QMouseEvent* event)
{
    const auto hit = cells().at(event->pos());
    if (hit != m_hover) {
        m_hover = hit;
        update();
    }
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

QString HeadMap::tip(int layer, int head) const
{
    const auto value = m_values.at(layer, head);
    QString title = tr("<b>Layer %1 · Head %2</b>").arg(layer).arg(head);
    const qsizetype at = qsizetype(layer) * m_values.heads + head;
    for (const QString& text : {m_labels.value(at), m_notes.value(at)})
        if (!text.isEmpty())
            title += QStringLiteral("<br>")
                     + text.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>"));
    const QString name = measureName(m_values.measure);
    if (!value)
        return title + QStringLiteral("<br>")
               + tr("%1: nothing to average in this prompt").arg(name);
    return title + QStringLiteral("<br>")
           + tr("%1: %2").arg(name, locale().toString(*value, 'f', 4));
}

bool HeadMap::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        if (const auto hit = cells().at(help->pos()))
            QToolTip::showText(help->globalPos(), tip(hit->first, hit->second), this);
        else
            QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

} // namespace headscope::ui
