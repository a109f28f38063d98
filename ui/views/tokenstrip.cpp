// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/tokenstrip.h"

#include "app/selection.h"
#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

namespace headscope::ui {

TokenStrip::TokenStrip(app::Selection* selection, QWidget* parent)
    : QAbstractScrollArea(parent), m_selection(selection)
{
    setObjectName(QStringLiteral("tokenStrip"));
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Tokens of the prompt"));
    viewport()->setMouseTracking(true);
    connect(selection, &app::Selection::tokenChanged, this, [this] {
        m_following = true;
        ensureVisible(current());
        viewport()->update();
    });
    connect(selection, &app::Selection::headChanged, viewport(), qOverload<>(&QWidget::update));
    connect(horizontalScrollBar(), &QAbstractSlider::actionTriggered, this,
            [this] { m_following = false; });
    connect(&Theme::instance(), &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

/// A cross head's rows are the encoder's tokens: of those here it has columns alone.
bool TokenStrip::hasRows() const
{
    return !m_selection->isCross(m_selection->head());
}

int TokenStrip::current() const
{
    return hasRows() ? m_selection->context().value : m_selection->query().value;
}

void TokenStrip::choose(int token, bool column)
{
    if (column || !hasRows())
        m_selection->setQuery(core::Position(token));
    else
        m_selection->setContext(core::Position(token), m_selection->focus());
}

void TokenStrip::setTokens(std::vector<TokenLabel> labels)
{
    m_labels = std::move(labels);
    m_hover = -1;
    m_following = true;
    place();
    ensureVisible(current());
}

void TokenStrip::place()
{
    const QFontMetrics metrics(Theme::font());
    const QFontMetrics small(Theme::font(-2));
    std::vector<int> widths;
    widths.reserve(m_labels.size());
    for (const TokenLabel& label : m_labels) {
        const int part = label.part.isEmpty() ? 0 : small.horizontalAdvance(label.part) + 4;
        widths.push_back(qMax(metrics.horizontalAdvance(label.text) + part + 14, 20));
    }
    m_geometry.height = metrics.height() + 7;
    m_geometry.place(widths);
    updateScrollBar();
    updateGeometry();
    viewport()->update();
}

void TokenStrip::updateScrollBar()
{
    QScrollBar* bar = horizontalScrollBar();
    bar->setPageStep(viewport()->width());
    bar->setSingleStep(40);
    bar->setRange(0, qMax(0, m_geometry.width - viewport()->width()));
}

QSize TokenStrip::sizeHint() const
{
    const int chips = QFontMetrics(Theme::font()).height() + 7 + m_geometry.top + 8;
    const bool scrolls = m_geometry.width > width() && !m_labels.empty();
    return {400, chips + (scrolls ? horizontalScrollBar()->sizeHint().height() : 0)};
}

void TokenStrip::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateScrollBar();
    if (m_following)
        ensureVisible(current());
    if (height() != sizeHint().height())
        updateGeometry();
}

void TokenStrip::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange)
        place();
    QAbstractScrollArea::changeEvent(event);
}

void TokenStrip::ensureVisible(int token)
{
    if (token < 0 || token >= m_geometry.count())
        return;
    const QRect chip = m_geometry.chip(token);
    QScrollBar* bar = horizontalScrollBar();
    if (chip.left() - m_geometry.margin < bar->value())
        bar->setValue(chip.left() - m_geometry.margin);
    else if (chip.right() + m_geometry.margin > bar->value() + viewport()->width())
        bar->setValue(chip.right() + m_geometry.margin - viewport()->width());
}

int TokenStrip::tokenAt(QPoint viewportPoint) const
{
    return m_geometry.tokenAt(viewportPoint + QPoint(horizontalScrollBar()->value(), 0));
}

void TokenStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    const Colours& colours = Theme::instance().colours();
    painter.fillRect(viewport()->rect(), colours.surface);
    if (m_labels.empty()) {
        painter.setPen(colours.muted);
        painter.drawText(viewport()->rect().adjusted(m_geometry.margin, 0, 0, -4), Qt::AlignVCenter,
                         tr("The tokens of the prompt appear here."));
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    const int scroll = horizontalScrollBar()->value();
    painter.translate(-scroll, 0);
    for (int token = m_geometry.firstAt(scroll); token < m_geometry.count(); ++token) {
        if (m_geometry.chip(token).left() > scroll + viewport()->width())
            break;
        paintChip(painter, token);
    }
}

void TokenStrip::paintChip(QPainter& painter, int token) const
{
    const Colours& colours = Theme::instance().colours();
    const TokenLabel& label = m_labels[static_cast<std::size_t>(token)];
    const QRect rect = m_geometry.chip(token);
    const bool here = token == current();
    const bool context = hasRows() && here;
    const bool query = token == m_selection->query().value;
    painter.setBrush(here ? colours.accentSoft : token == m_hover ? colours.hover : colours.field);
    painter.setPen(QPen(here ? colours.accent : colours.border, here && hasFocus() ? 2.0 : 1.0));
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    if (context)
        painter.fillRect(QRectF(rect.left() + 3, rect.bottom() - 2, rect.width() - 6, 2),
                         colours.accent);
    if (query)
        painter.fillRect(QRectF(rect.left() + 3, rect.top() + 1, rect.width() - 6, 2),
                         colours.accent);

    QRect text = rect;
    if (!label.part.isEmpty()) {
        const QFont small = Theme::font(-2);
        painter.setFont(small);
        painter.setPen(colours.muted);
        painter.drawText(rect.adjusted(0, 0, -6, 0), Qt::AlignRight | Qt::AlignVCenter, label.part);
        text.setRight(text.right() - QFontMetrics(small).horizontalAdvance(label.part) - 4);
    }
    painter.setFont(Theme::font());
    painter.setPen(label.special ? colours.muted : colours.text);
    painter.drawText(text, Qt::AlignCenter, label.text);
}

void TokenStrip::mousePressEvent(QMouseEvent* event)
{
    const int token = tokenAt(event->pos());
    if (token < 0 || event->button() != Qt::LeftButton)
        return;
    choose(token, event->modifiers().testFlag(Qt::ShiftModifier));
}

void TokenStrip::mouseMoveEvent(QMouseEvent* event)
{
    const int token = tokenAt(event->pos());
    if (token != m_hover) {
        m_hover = token;
        viewport()->update();
    }
}

void TokenStrip::keyPressEvent(QKeyEvent* event)
{
    const bool query = event->modifiers().testFlag(Qt::ShiftModifier);
    int token = query ? m_selection->query().value : current();
    switch (event->key()) {
    case Qt::Key_Left:
        --token;
        break;
    case Qt::Key_Right:
        ++token;
        break;
    case Qt::Key_Home:
        token = 0;
        break;
    case Qt::Key_End:
        token = m_geometry.count() - 1;
        break;
    default:
        QAbstractScrollArea::keyPressEvent(event);
        return;
    }
    choose(qBound(0, token, qMax(0, m_geometry.count() - 1)), query);
}

void TokenStrip::wheelEvent(QWheelEvent* event)
{
    m_following = false;
    const QPoint delta = event->angleDelta();
    horizontalScrollBar()->setValue(horizontalScrollBar()->value()
                                    - (delta.y() != 0 ? delta.y() : delta.x()));
    event->accept();
}

bool TokenStrip::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int token = tokenAt(help->pos());
        if (token >= 0)
            QToolTip::showText(help->globalPos(),
                               m_labels[static_cast<std::size_t>(token)].tip + QLatin1Char('\n')
                                   + (hasRows() ? tr("Click: its row. Shift+click: its column.")
                                                : tr("Click: its column.")),
                               viewport());
        else
            QToolTip::hideText();
        return true;
    }
    if (event->type() == QEvent::Leave && m_hover >= 0) {
        m_hover = -1;
        viewport()->update();
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace headscope::ui
