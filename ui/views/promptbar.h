// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

class QCheckBox;
class QPushButton;
class QMenu;
class QToolButton;

namespace headscope::ui {

class PromptEdit;

/// The top line: model, prompt, first token, Run. Tells when a prompt is to be run: at once for
/// Enter and Run, after a pause for editing.
class PromptBar : public QWidget
{
    Q_OBJECT
public:
    /// A model that can be chosen from the menu.
    struct Choice {
        QString name;
        QString folder;
    };

    explicit PromptBar(QWidget* parent = nullptr);

    QString prompt() const;
    void setPrompt(const QString& prompt); ///< without running it
    bool first() const;
    void setFirst(bool first, bool possible);
    void setModelName(const QString& name, const QString& tip);
    void setModels(const std::vector<Choice>& found, const std::vector<Choice>& recent);
    void setHistory(const QStringList& latestFirst);
    void focusPrompt();
    /// Prompt, history, first token and Run; the choice of a model stays.
    void setPromptEnabled(bool enabled);

    static constexpr int pause = 400; ///< milliseconds after the last key

Q_SIGNALS:
    void runRequested();
    void editPaused(); ///< the text changed and has rested
    void firstToggled(bool first);
    void openRequested(); ///< a model that is not in the menu
    void modelChosen(const QString& folder);

private:
    void showHistory();

    QToolButton* m_model;
    PromptEdit* m_edit;
    QToolButton* m_history;
    QMenu* m_earlier = nullptr; ///< the list of earlier prompts
    QCheckBox* m_first;
    QPushButton* m_run;
    QTimer m_pause;
    bool m_setting = false;
    bool m_enabled = true;
    bool m_firstPossible = true;
};

} // namespace headscope::ui
