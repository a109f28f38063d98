// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/tourcard.h"

#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace headscope::ui {

TourCard::TourCard(QWidget* parent)
    : QFrame(parent),
      m_title(new QLabel(this)),
      m_progress(new QLabel(this)),
      m_text(new QLabel(this)),
      m_back(new QPushButton(tr("&Back"), this)),
      m_next(new QPushButton(this)),
      m_end(new QPushButton(tr("En&d tour"), this))
{
    setObjectName(QStringLiteral("tourCard"));
    m_title->setTextFormat(Qt::PlainText);
    m_title->setFont(Theme::font(1, true));
    m_progress->setProperty("quiet", true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setFocusPolicy(Qt::NoFocus);
    m_back->setToolTip(tr("The stop before (Left)"));
    m_end->setToolTip(tr("End the tour and bring back your prompt (Esc)"));
    m_end->setProperty("quiet", true);
    m_next->setObjectName(QStringLiteral("tourNext"));

    auto* head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(m_title, 0, Qt::AlignBaseline);
    head->addWidget(m_progress, 1, Qt::AlignBaseline);
    head->addWidget(m_back);
    head->addWidget(m_next);
    head->addWidget(m_end);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 9, 14, 11);
    layout->setSpacing(5);
    layout->addLayout(head);
    layout->addWidget(m_text);

    connect(m_back, &QPushButton::clicked, this, &TourCard::backRequested);
    connect(m_next, &QPushButton::clicked, this, &TourCard::goOn);
    connect(m_end, &QPushButton::clicked, this, &TourCard::endRequested);
    for (QPushButton* button : {m_back, m_next, m_end})
        button->installEventFilter(this);
    hide();
}

void TourCard::showStop(int index, int count, const QString& title, const QString& text)
{
    const QLocale locale;
    m_last = index + 1 == count;
    m_title->setText(title);
    m_progress->setText(tr("%1 of %2").arg(locale.toString(index + 1), locale.toString(count)));
    m_text->setText(text);
    m_back->setEnabled(index > 0);
    m_next->setText(m_last ? tr("&Finish") : tr("&Next"));
    m_next->setToolTip(m_last ? tr("End the tour and bring back your prompt")
                              : tr("The next stop (Right)"));
    m_end->setVisible(!m_last);
    // What the button that has the focus is read with.
    m_next->setAccessibleDescription(tr("Tour, %1: %2. %3").arg(m_progress->text(), title, text));
    setAccessibleName(tr("Guided tour: %1").arg(title));
    show();
    m_next->setFocus(Qt::OtherFocusReason);
}

QString TourCard::title() const
{
    return m_title->text();
}

QString TourCard::text() const
{
    return m_text->text();
}

QString TourCard::progress() const
{
    return m_progress->text();
}

void TourCard::goOn()
{
    if (m_last)
        Q_EMIT endRequested();
    else
        Q_EMIT nextRequested();
}

bool TourCard::eventFilter(QObject* watched, QEvent* event)
{
    const bool override = event->type() == QEvent::ShortcutOverride;
    if (!override && event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    if ((key->modifiers() & ~Qt::KeypadModifier) != Qt::NoModifier)
        return QFrame::eventFilter(watched, event);
    switch (key->key()) {
    case Qt::Key_Escape:
        event->accept(); // else it would stop what is running
        if (!override)
            Q_EMIT endRequested();
        return true;
    case Qt::Key_Left:
        if (!override && m_back->isEnabled())
            Q_EMIT backRequested();
        return true;
    case Qt::Key_Right:
        if (!override && !m_last)
            Q_EMIT nextRequested();
        return true;
    default:
        return QFrame::eventFilter(watched, event);
    }
}

} // namespace headscope::ui
