// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/promptbar.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace headscope::ui {

namespace {

constexpr int mostHistory = 420; ///< pixels of an earlier prompt in the list

QString escaped(QString text)
{
    return text.replace(QLatin1Char('&'), QStringLiteral("&&"));
}

} // namespace

PromptBar::PromptBar(QWidget* parent)
    : QWidget(parent),
      m_model(new QToolButton(this)),
      m_edit(new PromptEdit(this)),
      m_history(new QToolButton(this)),
      m_earlier(new QMenu(m_history)),
      m_first(new QCheckBox(this)),
      m_run(new QPushButton(tr("Run"), this)),
      m_decoderLabel(new QLabel(tr("Decoder has said so far"), this)),
      m_decoder(new PromptEdit(this)),
      m_parts(new QWidget(this)),
      m_encoderPart(new QToolButton(m_parts)),
      m_decoderPart(new QToolButton(m_parts))
{
    setObjectName(QStringLiteral("promptBar"));
    setAttribute(Qt::WA_StyledBackground);
    m_run->setObjectName(QStringLiteral("runButton"));
    buildModel();
    buildHistory();
    buildDecoder();
    buildParts();
    layOut();
    connectEdits();
    setModels({}, {});
    setHistory({});
    setReading({});
}

void PromptBar::buildModel()
{
    m_model->setObjectName(QStringLiteral("modelButton"));
    m_model->setProperty("field", true);
    m_model->setPopupMode(QToolButton::InstantPopup);
    m_model->setFocusPolicy(Qt::StrongFocus);
    m_model->setMenu(new QMenu(m_model));
}

void PromptBar::buildHistory()
{
    m_history->setObjectName(QStringLiteral("historyButton"));
    m_history->setProperty("field", true);
    m_history->setText(QStringLiteral("▾"));
    m_history->setToolTip(tr("Earlier prompts"));
    m_history->setAccessibleName(tr("Earlier prompts"));
    m_history->setFocusPolicy(Qt::StrongFocus);
    m_earlier->setToolTipsVisible(true);
    // Not the button's own menu, which grows to the right and so beyond the window.
    connect(m_history, &QToolButton::clicked, this, &PromptBar::showHistory);
}

void PromptBar::buildDecoder()
{
    m_decoderLabel->setObjectName(QStringLiteral("decoderLabel"));
    m_decoderLabel->setProperty("quiet", true);
    m_decoderLabel->setBuddy(m_decoder);
    m_decoder->setObjectName(QStringLiteral("decoderEdit"));
    m_decoder->setAccessibleName(tr("Decoder has said so far"));
}

void PromptBar::buildParts()
{
    m_parts->setObjectName(QStringLiteral("partSwitch"));
    m_parts->setAccessibleName(tr("Which part of the model is looked at"));
    auto* group = new QButtonGroup(this);
    auto* buttons = new QHBoxLayout(m_parts);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(0);
    const auto add = [&](QToolButton* button, const char* name, const QString& text,
                         const QString& tip, const char* side) {
        button->setObjectName(QString::fromLatin1(name));
        button->setText(text);
        button->setToolTip(tip);
        button->setProperty("segment", QString::fromLatin1(side));
        button->setCheckable(true);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        group->addButton(button);
        buttons->addWidget(button);
    };
    const auto keys = [](bool encoder) {
        return partKeys(encoder).toString(QKeySequence::NativeText);
    };
    add(m_encoderPart, "encoderPart", tr("Encoder"),
        tr("Look at the encoder, which reads the prompt (%1)").arg(keys(true)), "left");
    add(m_decoderPart, "decoderPart", tr("Decoder"),
        tr("Look at the decoder, whose cross heads look at the encoder's output (%1)")
            .arg(keys(false)),
        "right");
    m_decoderPart->setChecked(true);
    // Clicked or reached by an arrow key, not set by the window. Tab stops at the one chosen.
    m_encoderPart->setFocusPolicy(Qt::ClickFocus);
    connect(group, &QButtonGroup::buttonToggled, this,
            [this](QAbstractButton* button, bool checked) {
                button->setFocusPolicy(checked ? Qt::StrongFocus : Qt::ClickFocus);
                if (checked && !m_setting)
                    Q_EMIT partChosen(encoderLookedAt());
            });
}

QKeySequence PromptBar::partKeys(bool encoder)
{
    return {Qt::CTRL | Qt::SHIFT | (encoder ? Qt::Key_E : Qt::Key_D)};
}

void PromptBar::layOut()
{
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(12, 8, 12, 6);
    layout->setHorizontalSpacing(8);
    layout->setVerticalSpacing(5);
    int column = 0;
    for (QWidget* widget : {static_cast<QWidget*>(m_model), static_cast<QWidget*>(m_edit),
                            static_cast<QWidget*>(m_history), static_cast<QWidget*>(m_first),
                            static_cast<QWidget*>(m_run)})
        layout->addWidget(widget, 0, column++, Qt::AlignTop);
    layout->addWidget(m_decoderLabel, 1, 0, Qt::AlignRight | Qt::AlignTop);
    layout->addWidget(m_decoder, 1, 1, Qt::AlignTop);
    layout->addWidget(m_parts, 1, 2, 1, 3, Qt::AlignTop);
    layout->setColumnStretch(1, 1);
    const int line = m_edit->minimumSizeHint().height();
    for (QWidget* widget :
         {static_cast<QWidget*>(m_model), static_cast<QWidget*>(m_history),
          static_cast<QWidget*>(m_first), static_cast<QWidget*>(m_run),
          static_cast<QWidget*>(m_decoderLabel), static_cast<QWidget*>(m_encoderPart),
          static_cast<QWidget*>(m_decoderPart)})
        widget->setFixedHeight(line);
    QWidget::setTabOrder(m_model, m_edit);
    QWidget::setTabOrder(m_edit, m_decoder);
    QWidget::setTabOrder(m_decoder, m_history);
}

void PromptBar::connectEdits()
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pause);
    connect(&m_pause, &QTimer::timeout, this, &PromptBar::editPaused);
    const auto runNow = [this] {
        m_pause.stop();
        Q_EMIT runRequested();
    };
    for (PromptEdit* edit : {m_edit, m_decoder}) {
        connect(edit, &QPlainTextEdit::textChanged, this, [this] {
            if (!m_setting)
                m_pause.start();
        });
        connect(edit, &PromptEdit::submitted, this, runNow);
    }
    connect(m_run, &QPushButton::clicked, this, runNow);
    connect(m_first, &QCheckBox::clicked, this, &PromptBar::firstToggled);
}

QString PromptBar::prompt() const
{
    return m_edit->toPlainText();
}

void PromptBar::setPrompt(const QString& prompt)
{
    setText(m_edit, prompt);
}

QString PromptBar::decoder() const
{
    return m_decoder->toPlainText();
}

void PromptBar::setDecoder(const QString& text)
{
    setText(m_decoder, text);
}

void PromptBar::setText(PromptEdit* edit, const QString& text)
{
    m_setting = true;
    edit->setPlainText(text);
    edit->moveCursor(QTextCursor::End);
    m_setting = false;
    m_pause.stop();
}

void PromptBar::setReading(const Reading& reading)
{
    m_reading = reading;
    for (QWidget* widget :
         {static_cast<QWidget*>(m_decoderLabel), static_cast<QWidget*>(m_decoder), m_parts})
        widget->setVisible(reading.encoder);
    m_edit->setDecoderEdit(reading.encoder ? m_decoder : nullptr);
    if (!reading.tokenizer || !(reading.firstToken || reading.lastToken))
        m_first->setChecked(false);
    setPromptEnabled(m_enabled);
    showHints();
    fillHistory();
}

/// What is to be typed where, and what is added to it.
void PromptBar::showHints()
{
    const bool ids = !m_reading.tokenizer;
    m_edit->setPlaceholderText(
        ids ? tr("Type token ids, for example: 5 17 3 (this model has no tokenizer)")
            : tr("Type a prompt, for example: The captain of the ship gave the order"));
    const QString keys = tr("Enter runs the prompt, Shift+Enter starts a new line, Up and Down "
                            "bring back earlier prompts");
    QStringList tip;
    if (m_reading.encoder)
        tip << tr("What the encoder reads.");
    if (ids)
        tip << tr("This model has no tokenizer: its prompt is token ids, as in 5 17 3.");
    tip << keys;
    m_edit->setToolTip(m_missing.isEmpty() ? tip.join(QLatin1Char('\n')) : m_missing);
    m_run->setToolTip(m_missing.isEmpty() ? tr("Run the model on the prompt (Enter in the prompt)")
                                          : m_missing);
    m_edit->setAccessibleName(m_reading.encoder ? tr("Prompt, which the encoder reads")
                                                : tr("Prompt"));
    m_decoder->setPlaceholderText(ids ? tr("nothing yet; token ids, for example: 0 5 17")
                                      : tr("nothing yet"));
    m_decoder->setToolTip(
        ids ? tr("What the decoder has said so far, as token ids that are taken as they are: the "
                 "first is its start token. Where nothing stands here, that token stands alone.")
            : tr("What the decoder has said so far; its start token is put in front. The prompt "
                 "above is what the encoder reads."));
    const bool first = m_reading.firstToken;
    const bool last = m_reading.lastToken;
    m_first->setText(first && last ? tr("First and last token")
                     : last        ? tr("Last token")
                                   : tr("First token"));
    m_first->setToolTip(ids ? tr("Token ids are taken as they are: nothing is added to them")
                        : first && last
                            ? tr("Put the model's first token in front of the prompt, and its last "
                                 "token behind it")
                        : last ? tr("Put the model's last token behind the prompt")
                               : tr("Put the model's first token (BOS) in front of the prompt"));
}

bool PromptBar::encoderLookedAt() const
{
    return m_encoderPart->isChecked();
}

void PromptBar::setEncoderLookedAt(bool encoder)
{
    m_setting = true;
    (encoder ? m_encoderPart : m_decoderPart)->setChecked(true);
    m_setting = false;
}

bool PromptBar::first() const
{
    return m_first->isChecked();
}

void PromptBar::setFirst(bool first)
{
    m_first->setChecked(first && m_reading.tokenizer
                        && (m_reading.firstToken || m_reading.lastToken));
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
        QAction* action = menu->addAction(escaped(name));
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

void PromptBar::setHistory(std::vector<EarlierPrompt> latestFirst)
{
    m_prompts = std::move(latestFirst);
    m_edit->setHistory(m_prompts);
    fillHistory();
}

void PromptBar::fillHistory()
{
    m_earlier->clear();
    std::vector<EarlierPrompt> shown;
    for (EarlierPrompt earlier : m_prompts) {
        if (!m_reading.encoder)
            earlier.decoder.clear();
        if (std::find(shown.begin(), shown.end(), earlier) != shown.end())
            continue;
        const QString whole = earlier.decoder.isEmpty()
                                  ? earlier.prompt
                                  : tr("%1 → %2").arg(earlier.prompt, earlier.decoder);
        QAction* action = m_earlier->addAction(escaped(
            m_earlier->fontMetrics().elidedText(whole.simplified(), Qt::ElideRight, mostHistory)));
        action->setToolTip(whole);
        connect(action, &QAction::triggered, this, [this, earlier] {
            setPrompt(earlier.prompt);
            if (m_reading.encoder)
                setDecoder(earlier.decoder);
            Q_EMIT runRequested();
        });
        shown.push_back(std::move(earlier));
    }
    m_history->setEnabled(m_enabled && !m_earlier->isEmpty());
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

void PromptBar::setMissing(const QString& sentence)
{
    m_missing = sentence;
    showHints();
    setPromptEnabled(sentence.isEmpty());
}

void PromptBar::setPromptEnabled(bool enabled)
{
    m_enabled = enabled;
    for (QWidget* widget : {static_cast<QWidget*>(m_edit), static_cast<QWidget*>(m_decoder),
                            m_parts, static_cast<QWidget*>(m_run)})
        widget->setEnabled(enabled);
    m_first->setEnabled(enabled && m_reading.tokenizer
                        && (m_reading.firstToken || m_reading.lastToken));
    m_history->setEnabled(enabled && !m_earlier->isEmpty());
}

} // namespace headscope::ui
