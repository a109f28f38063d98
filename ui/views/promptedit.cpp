// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/promptedit.h"

#include <QKeyEvent>
#include <QMetaObject>
#include <QMimeData>
#include <QTextBlock>

#include <algorithm>
#include <cmath>
#include <utility>

namespace headscope::ui {

PromptEdit::PromptEdit(QWidget* parent) : QPlainTextEdit(parent)
{
    setObjectName(QStringLiteral("promptEdit"));
    setTabChangesFocus(true);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QPlainTextEdit::textChanged, this, [this] {
        fitHeight();
        edited();
    });
}

void PromptEdit::edited()
{
    if (!m_stepping)
        m_historyAt = -1;
}

void PromptEdit::setHistory(std::vector<EarlierPrompt> latestFirst)
{
    // Who is going through the list goes on in the one that was there.
    m_history = std::move(latestFirst);
}

void PromptEdit::setDecoderEdit(QPlainTextEdit* decoder)
{
    if (m_decoderEdit)
        disconnect(m_decoderEdit, nullptr, this, nullptr);
    m_decoderEdit = decoder;
    if (decoder)
        connect(decoder, &QPlainTextEdit::textChanged, this, &PromptEdit::edited);
    m_historyAt = -1;
}

int PromptEdit::lineHeights(int lines) const
{
    // Frame and padding of the style sheet, and the document's own margin.
    return lines * fontMetrics().lineSpacing()
           + 2 * (3 + static_cast<int>(document()->documentMargin()));
}

QSize PromptEdit::sizeHint() const
{
    // As they are laid out: a line with signs from another font may be higher.
    double lines = 0;
    const int most = lineHeights(maxLines);
    for (QTextBlock block = document()->begin(); block.isValid() && lines < most;
         block = block.next())
        lines += blockBoundingGeometry(block).height()
                 // The last one has the margin below it, which lineHeights() counts.
                 - (block == document()->lastBlock() ? document()->documentMargin() : 0.0);
    const int wanted = lineHeights(0) + static_cast<int>(std::ceil(lines));
    return {400, qBound(lineHeights(1), wanted, most)};
}

void PromptEdit::fitHeight()
{
    const int wanted = sizeHint().height();
    if (wanted != height())
        setFixedHeight(wanted);
    setVerticalScrollBarPolicy(wanted >= lineHeights(maxLines) ? Qt::ScrollBarAsNeeded
                                                               : Qt::ScrollBarAlwaysOff);
}

void PromptEdit::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    // Not from within the layout that gave this size: it would not see the new height.
    QMetaObject::invokeMethod(this, &PromptEdit::fitHeight, Qt::QueuedConnection);
}

void PromptEdit::insertFromMimeData(const QMimeData* source)
{
    if (source->hasText())
        insertPlainText(source->text());
}

void PromptEdit::keyPressEvent(QKeyEvent* event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && event->modifiers().testFlag(Qt::ShiftModifier)) {
        textCursor().insertBlock();
        ensureCursorVisible();
        return;
    }
    if (enter) {
        m_historyAt = -1;
        Q_EMIT submitted();
        return;
    }
    const bool plain = !(event->modifiers() & ~Qt::KeyboardModifiers(Qt::KeypadModifier));
    if (plain && event->key() == Qt::Key_Up && textCursor().block() == document()->begin()
        && stepHistory(1))
        return;
    if (plain && event->key() == Qt::Key_Down && textCursor().block() == document()->lastBlock()
        && stepHistory(-1))
        return;
    QPlainTextEdit::keyPressEvent(event);
}

void PromptEdit::beginWalk()
{
    m_draft = {toPlainText(), m_decoderEdit ? m_decoderEdit->toPlainText() : QString()};
    m_walk.clear();
    for (EarlierPrompt earlier : m_history) {
        if (!m_decoderEdit)
            earlier.decoder.clear();
        // What stands here already is no earlier prompt.
        if (earlier != m_draft && std::find(m_walk.begin(), m_walk.end(), earlier) == m_walk.end())
            m_walk.push_back(std::move(earlier));
    }
}

bool PromptEdit::stepHistory(int step)
{
    if (m_historyAt == -1)
        beginWalk();
    const int next = m_historyAt + step;
    if (next < -1 || next >= static_cast<int>(m_walk.size()))
        return false;
    const EarlierPrompt& shown = next == -1 ? m_draft : m_walk[static_cast<std::size_t>(next)];
    m_stepping = true;
    setPlainText(shown.prompt);
    if (m_decoderEdit)
        m_decoderEdit->setPlainText(shown.decoder);
    m_stepping = false;
    m_historyAt = next;
    moveCursor(QTextCursor::End);
    return true;
}

} // namespace headscope::ui
