// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/promptbar.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QLabel;
class QPushButton;

namespace headscope::ui {

class PromptEdit;

/// What the prompt and the model of the window (A) are compared with: B, a prompt and a model of
/// its own, and the button that makes the two change places. Owned by the view; GUI thread.
class CompareBar : public QWidget
{
    Q_OBJECT
public:
    explicit CompareBar(QWidget* parent = nullptr);

    /// Those that B can be, beside A's; the one that is chosen stays, even where it is not of them.
    void setModels(const std::vector<PromptBar::Choice>& models);
    void setHistory(std::vector<EarlierPrompt> latestFirst);
    QString folder() const; ///< empty: A's model
    QString prompt() const; ///< empty: A's prompt
    QString modelName() const;
    /// `folder` where it is there, else that of the choice with this name, else `folder`.
    QString folderOf(const QString& folder, const QString& name) const;
    /// Without telling.
    void setOther(const QString& folder, const QString& prompt);
    /// What is changed in B's model, each in a few words; empty: nothing.
    void setChanges(const QStringList& changes);
    PromptEdit* edit() const { return m_edit; }
    QComboBox* models() const { return m_models; }
    QPushButton* swapButton() const { return m_swap; }
    QPushButton* changedButton() const { return m_changed; }

Q_SIGNALS:
    void otherChanged(); ///< by Enter, a chosen model, or a pause of typing
    void swapWanted();
    void changeRemoved(); ///< B's model is to be as it is
    void folderWanted();  ///< a model that is not among the choices

private:
    void choose(int index);
    void showFolder(const QString& folder);

    QComboBox* m_models;
    PromptEdit* m_edit;
    QPushButton* m_swap;
    QPushButton* m_changed;
    QTimer m_pause;
    QString m_folder; ///< as last told
    bool m_setting = false;
};

} // namespace headscope::ui
