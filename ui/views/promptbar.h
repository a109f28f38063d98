// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/promptedit.h"

#include <QKeySequence>
#include <QTimer>
#include <QWidget>

#include <vector>

class QCheckBox;
class QGridLayout;
class QLabel;
class QMenu;
class QPushButton;
class QToolButton;

namespace headscope::ui {

/// The top line: model, prompt, first token, Run. Models with an encoder have a line below it: what
/// the decoder has said already, and which of the two is looked at. Tells when a prompt is to be
/// run: at once for Enter and Run, after a pause for editing.
class PromptBar : public QWidget
{
    Q_OBJECT
public:
    /// A model that can be chosen from the menu.
    struct Choice {
        QString name;
        QString folder;
    };
    /// What a model makes of the texts that are typed here.
    struct Reading {
        bool encoder = false;   ///< the prompt is the encoder's, and the decoder has a text too
        bool tokenizer = true;  ///< without one, prompts are token ids
        bool firstToken = true; ///< there is one that can be put in front of the prompt
        bool lastToken = false; ///< and one behind it
    };

    explicit PromptBar(QWidget* parent = nullptr);

    QString prompt() const;
    void setPrompt(const QString& prompt); ///< without running it
    /// What the decoder of a model with an encoder has said already.
    QString decoder() const;
    void setDecoder(const QString& text); ///< without running it
    void setReading(const Reading& reading);
    bool encoderLookedAt() const;
    void setEncoderLookedAt(bool encoder); ///< without saying so
    static QKeySequence partKeys(bool encoder);
    bool first() const;
    void setFirst(bool first); ///< without saying so; off where there is no such token
    void setModelName(const QString& name, const QString& tip);
    void setModels(const std::vector<Choice>& found, const std::vector<Choice>& recent);
    void setHistory(std::vector<EarlierPrompt> latestFirst);
    void focusPrompt();
    /// Why the model cannot run any prompt, in a sentence; empty where it can.
    void setMissing(const QString& sentence);
    /// Prompt, history, first token and Run; the choice of a model stays.
    void setPromptEnabled(bool enabled);

    static constexpr int pause = 400; ///< milliseconds after the last key

Q_SIGNALS:
    void runRequested();
    void editPaused(); ///< the text changed and has rested
    void firstToggled(bool first);
    void openRequested(); ///< a model that is not in the menu
    void modelChosen(const QString& folder);
    void partChosen(bool encoder);

private:
    void buildModel();
    void buildHistory();
    void buildDecoder();
    void buildParts();
    void layOut();
    void connectEdits();
    void setText(PromptEdit* edit, const QString& text);
    void showHints();
    void fillHistory();
    void showHistory();

    QToolButton* m_model;
    PromptEdit* m_edit;
    QToolButton* m_history;
    QMenu* m_earlier; ///< the list of earlier prompts
    QCheckBox* m_first;
    QPushButton* m_run;
    // Of models with an encoder.
    QLabel* m_decoderLabel;
    PromptEdit* m_decoder;
    QWidget* m_parts;
    QToolButton* m_encoderPart;
    QToolButton* m_decoderPart;

    QTimer m_pause;
    Reading m_reading;
    std::vector<EarlierPrompt> m_prompts;
    bool m_setting = false;
    bool m_enabled = true;
    QString m_missing; ///< why no prompt can be run
};

} // namespace headscope::ui
