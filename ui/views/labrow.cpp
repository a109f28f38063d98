// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/labrow.h"

#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QToolButton>

namespace headscope::ui {

LabRow::LabRow(QWidget* parent)
    : QWidget(parent),
      m_box(new QCheckBox(this)),
      m_text(new QLabel(this)),
      m_remove(new QToolButton(this))
{
    setFocusPolicy(Qt::StrongFocus);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_box->setToolTip(tr("Whether this change counts"));
    m_remove->setText(QStringLiteral("✕"));
    m_remove->setProperty("panel", true);
    m_remove->setToolTip(tr("Remove this change (Delete)"));
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(9, 5, 5, 5);
    line->setSpacing(8);
    line->addWidget(m_box, 0, Qt::AlignTop);
    line->addWidget(m_text, 1);
    line->addWidget(m_remove, 0, Qt::AlignTop);
    connect(m_box, &QCheckBox::clicked, this, &LabRow::switched);
    connect(m_remove, &QToolButton::clicked, this, &LabRow::removeWanted);
}

void LabRow::setEntry(const QString& text, const QString& tip, bool on)
{
    m_box->setChecked(on);
    m_text->setText(text);
    setToolTip(tip);
    setAccessibleName(on ? text : tr("%1 (does not count)").arg(text));
    m_box->setAccessibleName(tr("Counts: %1").arg(text));
    m_remove->setAccessibleName(tr("Remove: %1").arg(text));
    m_text->setEnabled(on);
}

void LabRow::setCurrent(bool current)
{
    if (current == m_current)
        return;
    m_current = current;
    update();
}

QString LabRow::text() const
{
    return m_text->text();
}

void LabRow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Colours& colours = Theme::instance().colours();
    painter.fillRect(rect(), m_current ? colours.accentSoft : colours.surface);
    painter.fillRect(QRect(0, height() - 1, width(), 1), colours.grid);
    if (m_current)
        painter.fillRect(QRect(0, 0, 3, height()), colours.accent);
    if (hasFocus()) {
        painter.setPen(QPen(colours.accent, 2));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

void LabRow::mousePressEvent(QMouseEvent*)
{
    Q_EMIT chosen();
}

void LabRow::mouseDoubleClickEvent(QMouseEvent*)
{
    Q_EMIT opened();
}

void LabRow::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Up:
        Q_EMIT moveWanted(-1);
        break;
    case Qt::Key_Down:
        Q_EMIT moveWanted(1);
        break;
    case Qt::Key_Space:
        Q_EMIT switched(!m_box->isChecked());
        break;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        Q_EMIT removeWanted();
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_F2:
        Q_EMIT opened();
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void LabRow::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
    Q_EMIT chosen();
}

void LabRow::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    update();
}

} // namespace headscope::ui
