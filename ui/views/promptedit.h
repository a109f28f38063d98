// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>
#include <QString>

#include <vector>

namespace headscope::ui {

/// A prompt that was run, with what the decoder had said where there was one.
struct EarlierPrompt {
    QString prompt;
    QString decoder;
    bool operator==(const EarlierPrompt&) const = default;
};

/// The prompt: one line that grows to three. Enter submits, Shift+Enter breaks the line, Up and
/// Down at the first and last line go through earlier prompts.
class PromptEdit : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit PromptEdit(QWidget* parent = nullptr);

    void setHistory(std::vector<EarlierPrompt> latestFirst);
    /// The edit of what the decoder says, which earlier prompts bring back too; null: there is
    /// none.
    void setDecoderEdit(QPlainTextEdit* decoder);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {120, lineHeights(1)}; }

Q_SIGNALS:
    void submitted();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void insertFromMimeData(const QMimeData* source) override;

private:
    int lineHeights(int lines) const;
    void fitHeight();
    bool stepHistory(int step);
    void beginWalk();
    void edited();

    QPlainTextEdit* m_decoderEdit = nullptr;
    std::vector<EarlierPrompt> m_history;
    std::vector<EarlierPrompt> m_walk; ///< the history as it was when Up was pressed first
    EarlierPrompt m_draft;             ///< what was typed before going back
    int m_historyAt = -1;              ///< -1: the draft
    bool m_stepping = false;
    static constexpr int maxLines = 3;
};

} // namespace headscope::ui
