// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/findbar.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace headscope::ui {

FindBar::FindBar(QWidget* parent)
    : QWidget(parent), m_edit(new QLineEdit(this)), m_none(new QLabel(this))
{
    setObjectName(QStringLiteral("findBar"));
    setAttribute(Qt::WA_StyledBackground);
    m_edit->setObjectName(QStringLiteral("findEdit"));
    m_edit->setProperty("field", true);
    m_edit->setPlaceholderText(tr("Find a word or a token"));
    m_edit->setAccessibleName(tr("Find in this view"));
    m_edit->setClearButtonEnabled(true);
    m_edit->installEventFilter(this);
    const auto button = [this](const QString& text, const QString& tip, const QString& name) {
        auto* made = new QToolButton(this);
        made->setText(text);
        made->setToolTip(tip);
        made->setAccessibleName(name);
        made->setProperty("field", true);
        return made;
    };
    auto* back = button(QStringLiteral("↑"), tr("Previous (Shift+F3)"), tr("Previous"));
    auto* ahead = button(QStringLiteral("↓"), tr("Next (F3)"), tr("Next"));
    auto* close = button(QStringLiteral("×"), tr("Close (Esc)"), tr("Close"));
    connect(back, &QToolButton::clicked, this, &FindBar::previous);
    connect(ahead, &QToolButton::clicked, this, &FindBar::next);
    connect(close, &QToolButton::clicked, this, [this] {
        hide();
        Q_EMIT closed();
    });
    connect(m_edit, &QLineEdit::textEdited, this, [this] { m_none->clear(); });
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 6, 14, 6);
    layout->addWidget(m_edit, 1);
    layout->addWidget(back);
    layout->addWidget(ahead);
    layout->addWidget(m_none, 1);
    layout->addWidget(close);
    hide();
}

void FindBar::open()
{
    show();
    m_none->clear();
    m_edit->selectAll();
    m_edit->setFocus(Qt::ShortcutFocusReason);
}

QString FindBar::text() const
{
    return m_edit->text();
}

void FindBar::setFound(bool found)
{
    m_none->setText(found ? QString() : tr("“%1” is not in this view.").arg(m_edit->text()));
}

void FindBar::ask(bool backwards)
{
    if (m_edit->text().isEmpty())
        open();
    else
        Q_EMIT findRequested(m_edit->text(), backwards);
}

bool FindBar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_edit && event->type() == QEvent::ShortcutOverride
        && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept(); // else it would stop what is running
        return true;
    }
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            ask(key->modifiers() & Qt::ShiftModifier);
            return true;
        }
        if (key->key() == Qt::Key_Escape) {
            hide();
            Q_EMIT closed();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace headscope::ui
