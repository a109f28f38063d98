// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/promptbar.h"

#include "ui/views/promptedit.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

namespace headscope::ui {

namespace {
constexpr int mostHistory = 420; ///< pixels of an earlier prompt in the list
}

PromptBar::PromptBar(QWidget* parent)
    : QWidget(parent),
      m_model(new QToolButton(this)),
      m_edit(new PromptEdit(this)),
      m_history(new QToolButton(this)),
      m_first(new QCheckBox(tr("First token"), this)),
      m_run(new QPushButton(tr("Run"), this))
{
    setObjectName(QStringLiteral("promptBar"));
    setAttribute(Qt::WA_StyledBackground);

    m_model->setObjectName(QStringLiteral("modelButton"));
    m_model->setProperty("field", true);
    m_model->setPopupMode(QToolButton::InstantPopup);
    m_model->setFocusPolicy(Qt::StrongFocus);
    m_model->setMenu(new QMenu(m_model));
    m_history->setObjectName(QStringLiteral("historyButton"));
    m_history->setProperty("field", true);
    m_history->setText(QStringLiteral("▾"));
    m_history->setToolTip(tr("Earlier prompts"));
    m_history->setAccessibleName(tr("Earlier prompts"));
    m_history->setFocusPolicy(Qt::StrongFocus);
    auto* earlier = new QMenu(m_history);
    earlier->setToolTipsVisible(true);
    // Not the button's own menu, which grows to the right and so beyond the window.
    connect(m_history, &QToolButton::clicked, this, &PromptBar::showHistory);
    m_earlier = earlier;
    m_first->setToolTip(tr("Put the model's first token (BOS) in front of the prompt"));
    m_run->setObjectName(QStringLiteral("runButton"));
    m_run->setToolTip(tr("Run the model on the prompt (Enter in the prompt)"));

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 6);
    layout->setSpacing(8);
    layout->addWidget(m_model, 0, Qt::AlignTop);
    layout->addWidget(m_edit, 1, Qt::AlignTop);
    layout->addWidget(m_history, 0, Qt::AlignTop);
    layout->addWidget(m_first, 0, Qt::AlignTop);
    layout->addWidget(m_run, 0, Qt::AlignTop);
    const int line = m_edit->minimumSizeHint().height();
    for (QWidget* widget : {static_cast<QWidget*>(m_model), static_cast<QWidget*>(m_history),
                            static_cast<QWidget*>(m_first), static_cast<QWidget*>(m_run)})
        widget->setFixedHeight(line);

    m_pause.setSingleShot(true);
    m_pause.setInterval(pause);
    connect(&m_pause, &QTimer::timeout, this, &PromptBar::editPaused);
    connect(m_edit, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_setting)
            m_pause.start();
    });
    const auto runNow = [this] {
        m_pause.stop();
        Q_EMIT runRequested();
    };
    connect(m_edit, &PromptEdit::submitted, this, runNow);
    connect(m_run, &QPushButton::clicked, this, runNow);
    connect(m_first, &QCheckBox::clicked, this, &PromptBar::firstToggled);
    setModels({}, {});
    setHistory({});
}

QString PromptBar::prompt() const
{
    return m_edit->toPlainText();
}

void PromptBar::setPrompt(const QString& prompt)
{
    m_setting = true;
    m_edit->setPlainText(prompt);
    m_edit->moveCursor(QTextCursor::End);
    m_setting = false;
    m_pause.stop();
}

bool PromptBar::first() const
{
    return m_first->isChecked();
}

void PromptBar::setFirst(bool first, bool possible)
{
    m_first->setChecked(first && possible);
    m_firstPossible = possible;
    m_first->setEnabled(m_enabled && possible);
}

void PromptBar::setModelName(const QString& name, const QString& tip)
{
    m_model->setText(name);
    m_model->setToolTip(tip);
    m_model->setAccessibleName(tr("Model: %1").arg(name));
}

void PromptBar::setModels(const std::vector<Choice>& found, const std::vector<Choice>& recent)
{
    QMenu* menu = m_model->menu();
    menu->clear();
    connect(menu->addAction(tr("Open a model…")), &QAction::triggered, this,
            &PromptBar::openRequested);
    const auto add = [this, menu](const QString& name, const QString& folder) {
        QAction* action = menu->addAction(
            QString(name).replace(QLatin1Char('&'), QStringLiteral("&&")));
        action->setToolTip(folder);
        connect(action, &QAction::triggered, this, [this, folder] { Q_EMIT modelChosen(folder); });
    };
    if (!found.empty())
        menu->addSection(tr("Found on this computer"));
    for (const Choice& choice : found)
        add(choice.name, choice.folder);
    if (!recent.empty())
        menu->addSection(tr("Opened before"));
    for (const Choice& choice : recent)
        add(choice.name, choice.folder);
    menu->setToolTipsVisible(true);
}

void PromptBar::setHistory(const QStringList& latestFirst)
{
    m_edit->setHistory(latestFirst);
    QMenu* menu = m_earlier;
    menu->clear();
    for (const QString& prompt : latestFirst) {
        const QString whole = prompt.simplified();
        QString line = menu->fontMetrics().elidedText(whole, Qt::ElideRight, mostHistory);
        line.replace(QLatin1Char('&'), QStringLiteral("&&"));
        QAction* action = menu->addAction(line);
        action->setToolTip(prompt);
        connect(action, &QAction::triggered, this, [this, prompt] {
            setPrompt(prompt);
            Q_EMIT runRequested();
        });
    }
    m_history->setEnabled(m_enabled && !latestFirst.isEmpty());
}

void PromptBar::showHistory()
{
    // Right edges together; the screen decides what is left of that.
    const QPoint corner = m_history->mapToGlobal(
        QPoint(m_history->width() - m_earlier->sizeHint().width(), m_history->height()));
    m_earlier->popup(corner);
}

void PromptBar::focusPrompt()
{
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
}

void PromptBar::setPromptEnabled(bool enabled)
{
    m_enabled = enabled;
    m_edit->setEnabled(enabled);
    m_run->setEnabled(enabled);
    m_first->setEnabled(enabled && m_firstPossible);
    m_history->setEnabled(enabled && !m_earlier->isEmpty());
}

} // namespace headscope::ui
