// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/elidedlabel.h"

namespace headscope::ui {

ElidedLabel::ElidedLabel(QWidget* parent) : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
}

void ElidedLabel::setWhole(const QString& text, const QString& tip)
{
    m_whole = text;
    m_tip = tip;
    elide();
}

QSize ElidedLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_whole), QLabel::sizeHint().height()};
}

void ElidedLabel::resizeEvent(QResizeEvent* event)
{
    QLabel::resizeEvent(event);
    elide();
}

void ElidedLabel::elide()
{
    const QString shown = fontMetrics().elidedText(m_whole, Qt::ElideRight, width());
    if (shown != text())
        setText(shown);
    setAccessibleName(m_whole);
    // Rich text, whose lines Qt breaks.
    QString tip;
    for (const QString& part : (shown == m_whole ? m_tip : m_whole + QStringLiteral("\n\n") + m_tip)
                                   .split(QStringLiteral("\n\n"), Qt::SkipEmptyParts))
        tip += QStringLiteral("<p>%1</p>").arg(part.toHtmlEscaped());
    setToolTip(tip);
}

} // namespace headscope::ui
