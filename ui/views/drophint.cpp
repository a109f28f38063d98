// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/drophint.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace headscope::ui {

DropHint::DropHint(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("dropHint"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    hide();
}

void DropHint::say(const QString& sentence, bool refused)
{
    m_sentence = sentence;
    m_refused = refused;
    setAccessibleName(sentence);
    setGeometry(parentWidget()->rect());
    raise();
    show();
    update();
}

void DropHint::paintEvent(QPaintEvent*)
{
    const Colours& colours = Theme::instance().colours();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor veil = colours.window;
    veil.setAlpha(215);
    painter.fillRect(rect(), veil);
    const QColor ink = m_refused ? colours.onWarning : colours.accent;
    painter.setPen(QPen(ink, 2, m_refused ? Qt::SolidLine : Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect()).adjusted(16, 16, -16, -16), 12, 12);

    const QFont font = Theme::font(2, true);
    const QRect room = rect().adjusted(60, 40, -60, -40);
    QRect words = QFontMetrics(font).boundingRect(room, Qt::AlignCenter | Qt::TextWordWrap,
                                                  m_sentence);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_refused ? colours.warning : colours.surface);
    painter.drawRoundedRect(QRectF(words).adjusted(-22, -16, 22, 16), 10, 10);
    painter.setPen(m_refused ? colours.onWarning : colours.text);
    painter.setFont(font);
    painter.drawText(room, Qt::AlignCenter | Qt::TextWordWrap, m_sentence);
}

} // namespace headscope::ui
