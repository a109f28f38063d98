// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/comparebar.h"

#include "ui/theme/theme.h"

#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScopedValueRollback>

namespace headscope::ui {

CompareBar::CompareBar(QWidget* parent)
    : QWidget(parent),
      m_models(new QComboBox(this)),
      m_edit(new PromptEdit(this)),
      m_swap(new QPushButton(this)),
      m_changed(new QPushButton(this))
{
    auto* letter = new QLabel(tr("B"), this);
    letter->setBuddy(m_edit);
    letter->setFont(Theme::font(1, true));
    letter->setToolTip(tr("What the prompt and the model of the window, A, are compared with"));
    m_models->setObjectName(QStringLiteral("compareModel"));
    m_models->setAccessibleName(tr("Model of B"));
    m_models->setToolTip(
        tr("The model that B is run on. Only models with the same tokenizer can be "
           "put side by side."));
    m_models->setMinimumWidth(150);
    m_models->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_models->setMinimumContentsLength(17);
    m_edit->setObjectName(QStringLiteral("comparePrompt"));
    m_edit->setProperty("field", true);
    m_edit->setAccessibleName(tr("Prompt of B"));
    m_edit->setPlaceholderText(tr("B: another prompt (empty: the same one)"));
    m_edit->setToolTip(tr("The prompt that is compared with the one above. Empty: the same prompt, "
                          "on another model."));
    m_swap->setObjectName(QStringLiteral("compareSwap"));
    m_swap->setText(tr("⇅ Swap"));
    m_swap->setAccessibleName(tr("Swap A and B"));
    m_swap->setToolTip(tr("A and B change places: B's prompt, and its model, become the window's"));
    m_swap->setProperty("chip", true);

    m_changed->setObjectName(QStringLiteral("compareChanged"));
    m_changed->setText(tr("changed in the Lab ×"));
    m_changed->setAccessibleName(tr("Leave the model of B as it is"));
    m_changed->setProperty("chip", true);
    m_changed->hide();

    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    line->addWidget(letter, 0, Qt::AlignVCenter);
    line->addWidget(m_models, 0, Qt::AlignVCenter);
    line->addWidget(m_changed, 0, Qt::AlignVCenter);
    line->addWidget(m_edit, 1, Qt::AlignVCenter);
    line->addWidget(m_swap, 0, Qt::AlignVCenter);
    setModels({});

    m_pause.setSingleShot(true);
    m_pause.setInterval(PromptBar::pause);
    connect(&m_pause, &QTimer::timeout, this, &CompareBar::otherChanged);
    connect(m_edit, &PromptEdit::submitted, this, [this] {
        m_pause.stop();
        Q_EMIT otherChanged();
    });
    connect(m_edit, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_setting)
            m_pause.start();
    });
    connect(m_models, &QComboBox::activated, this, &CompareBar::choose);
    connect(m_swap, &QPushButton::clicked, this, &CompareBar::swapWanted);
    connect(m_changed, &QPushButton::clicked, this, &CompareBar::changeRemoved);
}

void CompareBar::setModels(const std::vector<PromptBar::Choice>& models)
{
    const QScopedValueRollback setting(m_setting, true);
    m_models->clear();
    m_models->addItem(tr("the same model"), QString());
    for (const PromptBar::Choice& choice : models)
        m_models->addItem(choice.name, choice.folder);
    m_models->insertSeparator(m_models->count());
    m_models->addItem(tr("another folder…"), QVariant());
    showFolder(m_folder);
}

void CompareBar::setHistory(std::vector<EarlierPrompt> latestFirst)
{
    m_edit->setHistory(std::move(latestFirst));
}

void CompareBar::setChanges(const QStringList& changes)
{
    m_changed->setVisible(!changes.isEmpty());
    m_changed->setToolTip(tr("In B's model is changed:\n%1\nClick to leave it as it is.")
                              .arg(changes.join(QLatin1Char('\n'))));
}

QString CompareBar::folder() const
{
    return m_folder;
}

QString CompareBar::modelName() const
{
    return m_folder.isEmpty() ? QString() : m_models->itemText(m_models->findData(m_folder));
}

QString CompareBar::folderOf(const QString& folder, const QString& name) const
{
    if (folder.isEmpty() || QFileInfo::exists(folder))
        return folder;
    const int at = m_models->findText(name);
    return at > 0 && m_models->itemData(at).isValid() ? m_models->itemData(at).toString() : folder;
}

QString CompareBar::prompt() const
{
    return m_edit->toPlainText();
}

void CompareBar::setOther(const QString& folder, const QString& prompt)
{
    const QScopedValueRollback setting(m_setting, true);
    m_folder = folder;
    showFolder(folder);
    if (m_edit->toPlainText() != prompt)
        m_edit->setPlainText(prompt);
    m_pause.stop();
}

void CompareBar::showFolder(const QString& folder)
{
    int at = m_models->findData(folder);
    if (at < 0) {
        // It is not among those that are known: a folder that somebody has chosen.
        m_models->insertItem(1, QFileInfo(folder).fileName(), folder);
        at = 1;
    }
    m_models->setCurrentIndex(at);
}

void CompareBar::choose(int index)
{
    const QVariant chosen = m_models->itemData(index);
    if (!chosen.isValid()) {
        showFolder(m_folder); // until one has been chosen
        Q_EMIT folderWanted();
        return;
    }
    m_folder = chosen.toString();
    Q_EMIT otherChanged();
}

} // namespace headscope::ui
