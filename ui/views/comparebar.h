// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/promptbar.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QLabel;
class QToolButton;

namespace headscope::ui {

class ElidedLabel;
class PromptEdit;

/// What is compared: A, which is what the window shows, over B, a prompt and a model of its own,
/// and the button that makes them change places. Owned by the view; GUI thread.
class CompareBar : public QWidget
{
    Q_OBJECT
public:
    explicit CompareBar(QWidget* parent = nullptr);

    void setA(const QString& model, const QString& prompt);
    /// Those that B can be, beside A's; the one that is chosen stays, even where it is not of them.
    void setModels(const std::vector<PromptBar::Choice>& models);
    void setHistory(std::vector<EarlierPrompt> latestFirst);
    QString folder() const; ///< empty: A's model
    QString prompt() const; ///< empty: A's prompt
    /// Without telling.
    void setOther(const QString& folder, const QString& prompt);
    PromptEdit* edit() const { return m_edit; }
    QComboBox* models() const { return m_models; }
    QToolButton* swapButton() const { return m_swap; }

Q_SIGNALS:
    void otherChanged(); ///< by Enter, a chosen model, or a pause of typing
    void swapWanted();
    void folderWanted(); ///< a model that is not among the choices

private:
    void choose(int index);
    void showFolder(const QString& folder);

    ElidedLabel* m_a;
    QComboBox* m_models;
    PromptEdit* m_edit;
    QToolButton* m_swap;
    QTimer m_pause;
    QString m_folder; ///< as last told
    bool m_setting = false;
};

} // namespace headscope::ui
