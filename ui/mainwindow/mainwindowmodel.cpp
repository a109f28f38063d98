// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/centreviews.h"
#include "ui/mainwindow/headlabelling.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/modelopening.h"
#include "ui/mainwindow/modeltext.h"
#include "ui/mainwindow/prompthistory.h"
#include "ui/mainwindow/sessionkeeping.h"
#include "ui/mainwindow/sessionstate.h"
#include "ui/mainwindow/settingsmap.h"
#include "ui/models/sentence.h"
#include "ui/views/banner.h"
#include "ui/views/comparebar.h"
#include "ui/views/compareview.h"
#include "ui/views/filterbar.h"
#include "ui/views/headmappanel.h"
#include "ui/views/headview.h"
#include "ui/views/inspector.h"
#include "ui/views/networkpanel.h"
#include "ui/views/tokenstrip.h"

#include <QAction>
#include <QLabel>
#include <QLocale>

#include <utility>

// The model that is open, the part of it that is looked at, and the prompts that it runs.

namespace headscope::ui {

using Key = app::Settings::Key;
using Part = app::Session::Part;

void MainWindow::openModel(const QString& folder)
{
    if (!m_session.model()) {
        m_views->setSentence(View::State::Running,
                             tr("Loading %1…").arg(ModelOpening::nameOf(folder)));
        m_bar->setModelName(tr("Loading…"), folder);
    }
    m_opening->loadingBegan(folder);
    m_sessions->state()->loadingBegan(folder);
    m_session.load(folder);
}

void MainWindow::modelChanged()
{
    m_model = m_session.model();
    const core::ModelInfo& info = m_model->info;
    m_labelling->commit();
    m_bar->setModelName(QString::fromStdString(info.name), modelTip(*m_model));
    // What is around a prompt is around what an encoder reads, where there is one.
    const core::ModelInfo& reader = m_model->encoder ? m_model->encoder->info : info;
    m_bar->setReading({m_model->encoder != nullptr, m_model->tokenizer,
                       reader.firstToken.has_value(), reader.lastToken.has_value()});
    const QString first = m_settings->text(Key::FirstToken);
    m_bar->setFirst(first == QLatin1String("usual") ? info.firstTokenByDefault
                                                    : first == QLatin1String("on"));
    m_opening->opened(QString::fromStdString(info.folder.string()));
    partChanged();
    setUsable(true);
    showMissing();
    if (m_firstRun) {
        const auto [layer, head] = storedHead(*m_settings);
        m_selection.setHead(layer, head);
    }
    m_history.clear();
    m_sessions->modelOpened();
    wantHead();
    runPrompt();
    if (std::exchange(m_encoderAtStart, false) && m_model->encoder)
        m_session.setPart(Part::Encoder);
}

/// What the model does without, where that keeps it from running: what can be shown of it comes to
/// the front.
void MainWindow::showMissing()
{
    const core::ModelInfo& info = m_model->info;
    const QString missing = missingSentence(info.missing, m_model->tokenizer);
    m_bar->setMissing(missing);
    m_panel->setProbeEnabled(missing.isEmpty());
    if (missing.isEmpty())
        return;
    m_about->setText(stackText(shapeOf(info, 0)));
    m_banner->showHint(missing);
    m_views->setMissing(missing);
    const auto view = m_selection.view();
    if (view != app::Selection::View::Weights
        && (view != app::Selection::View::Positions || info.missing.positions))
        m_selection.setView(app::Selection::View::Weights);
}

void MainWindow::beginAgain(bool encoder)
{
    m_labelling->commit();
    m_session.setPart(encoder ? Part::Encoder : Part::Decoder);
    forgetRun();
    m_sessions->modelOpened();
    m_encoderAtStart = false; // it is looked at already
    wantHead();
    runPrompt();
}

/// Another model is open, or another part of it is looked at: what was shown is of neither.
void MainWindow::partChanged()
{
    const core::ModelInfo& info = m_session.model()->info;
    const bool encoder = m_session.part() == Part::Encoder;
    m_bar->setEncoderLookedAt(encoder);
    for (QAction* action : {m_encoderAction, m_decoderAction})
        action->setEnabled(m_session.hasEncoder());
    (encoder ? m_encoderAction : m_decoderAction)->setChecked(true);
    forgetRun();
    m_selection.setBounds(info.layers, info.headsPerLayer(), 0, info.canRun() ? info.ffn : 0);
    m_selection.setMemory(info.heads, 0);
    m_labelling->setModel(QString::fromStdString(info.name),
                          QString::fromStdString(info.weightsHash), info.layers,
                          info.headsPerLayer());
    m_panel->setOwnHeads(info.heads);
    m_panel->setProbeMeasures(nullptr);
    m_history.clear();
}

void MainWindow::lookAt(bool encoder)
{
    m_labelling->commit(); // to the part that it was typed for
    m_session.setPart(encoder ? Part::Encoder : Part::Decoder);
}

/// What is shown is of a model that is open no more.
void MainWindow::forgetRun()
{
    m_panel->setMeasures(nullptr);
    if (!m_shown) {
        m_views->forget(); // what is of its weights
        return;
    }
    m_shown.reset();
    m_headView->setTable(nullptr);
    m_headView->network()->setNetwork(nullptr);
    m_inspector->setTable(nullptr, m_showSpaces);
    m_strip->setTokens({});
    m_panel->setOther({});
    m_about->clear();
    m_views->forget();
    m_views->setSentence(View::State::Running, tr("Running the prompt…"));
}

void MainWindow::runPrompt()
{
    if (m_model && !m_model->info.canRun())
        return; // which the window says
    const QString prompt = m_bar->prompt();
    if (prompt.trimmed().isEmpty()) {
        fail(m_session.hasEncoder()
                 ? tr("The prompt of the encoder is empty: type something and press Enter.")
                 : tr("The prompt is empty: type some words and press Enter."));
        return;
    }
    if (!m_session.model())
        return;
    m_session.run(prompt, m_bar->first(), m_session.hasEncoder() ? m_bar->decoder() : QString());
}

/// Goes on with what the model has predicted.
void MainWindow::append(const QString& text)
{
    if (!m_session.hasEncoder()) {
        m_bar->setPrompt(m_bar->prompt() + text);
    } else if (m_bar->decoder().trimmed().isEmpty() && !m_model->tokenizer && m_shown) {
        // Ids are taken as they are: the start token stands in front of nothing but nothing.
        m_bar->setDecoder(QString::number(m_shown->tokens.front().id) + text);
    } else {
        m_bar->setDecoder(m_bar->decoder() + text);
    }
    runPrompt();
}

/// What was compared with becomes what the window shows, and the other way round.
void MainWindow::swapCompared()
{
    const QString own = m_bar->prompt();
    auto other = m_comparing.other();
    if (!other.prompt.trimmed().isEmpty()) {
        m_bar->setPrompt(other.prompt);
        other.prompt = own;
    }
    const core::Change ownChange = m_session.change();
    m_session.setChange(other.change);
    other.change = ownChange;
    if (ownChange != m_session.change() && other.prompt.trimmed().isEmpty())
        other.prompt = own; // it is the run that has another change
    // Another model runs the prompt as soon as it is open.
    const bool exchanged = m_comparing.exchangeModels();
    other.folder = m_comparing.other().folder;
    m_comparing.setOther(other);
    if (!exchanged)
        runPrompt();
}

/// What a run leaves for the next start.
void MainWindow::rememberRun()
{
    m_settings->setValue(Key::Prompt, m_shown->prompt);
    if (m_session.hasEncoder())
        m_settings->setValue(Key::DecoderPrompt, m_shown->decoder);
    rememberPrompt(*m_settings, {m_shown->prompt, m_shown->decoder});
    m_bar->setHistory(earlierPrompts(*m_settings));
    m_views->compare()->bar()->setHistory(earlierPrompts(*m_settings));
}

/// The measures of both parts, as far as they are there.
void MainWindow::showMeasures()
{
    // They live as long as the run they are part of.
    const auto of = [](const app::PromptResultPtr& run) {
        return run ? HeadMapPanel::MeasuresPtr(run, &run->measures) : nullptr;
    };
    HeadMapPanel::Other other;
    if (m_session.hasEncoder()) {
        other.encoder = m_session.part() == Part::Decoder;
        other.ownHeads = (other.encoder ? m_model->encoder : m_model)->info.heads;
        other.measures = of(m_session.otherPrompt());
    }
    m_panel->setOther(other);
    m_panel->setMeasures(m_session.measures() ? m_session.measures() : of(m_shown));
}

/// Of a model that cannot run, the ranks are all that the head map can show.
void MainWindow::showRanks()
{
    const auto spectra = m_session.spectra();
    if (!m_model || m_model->info.canRun() || !spectra)
        return;
    m_panel->setMeasures(
        std::make_shared<const std::vector<core::HeadMeasures>>(core::rankMeasures(*spectra)));
    if (m_panel->measure() != Measure::PatternRank && m_panel->measure() != Measure::MessageRank)
        m_panel->setMeasure(Measure::PatternRank);
}

void MainWindow::showStatus()
{
    if (!m_shown || !m_session.model())
        return;
    const QLocale locale;
    m_about->setText(runText(*m_shown, m_session));
    m_timing->setText(tr("run %1 ms · words %2 s")
                          .arg(locale.toString(m_shown->seconds * 1000.0, 'f', 0),
                               locale.toString(m_session.wordsSeconds(), 'f', 2)));
}

void MainWindow::fail(const QString& sentence)
{
    if (const QString next = std::exchange(m_fallback, {}); !m_session.model() && !next.isEmpty()) {
        m_startFailure = sentence;
        openModel(next);
        return;
    }
    if (!m_session.model()) {
        showNoModel(sentence);
    } else if (!m_shown) {
        m_banner->hide();
        m_views->setSentence(View::State::Failed, asSentence(sentence));
    } else {
        m_overByNextRun = true;
        m_banner->showFailure(sentence);
    }
    // NOLINTNEXTLINE(readability-misleading-indentation): Q_EMIT is nothing to the compiler
    Q_EMIT failed(sentence);
}

void MainWindow::showNoModel(const QString& reason)
{
    m_banner->hide();
    m_bar->setModelName(tr("No model"), tr("Open a model folder"));
    setUsable(false);
    const QString way = tr("Open a model folder from the button at the top left.");
    m_views->setSentence(View::State::Failed,
                         (reason.isEmpty() ? tr("No model is open.") : asSentence(reason))
                             + QStringLiteral("\n\n") + way);
}

void MainWindow::setUsable(bool usable)
{
    m_bar->setPromptEnabled(usable);
    for (QWidget* widget :
         {static_cast<QWidget*>(m_strip), static_cast<QWidget*>(m_panel),
          static_cast<QWidget*>(m_inspector), static_cast<QWidget*>(m_views->filters())})
        widget->setEnabled(usable);
}

} // namespace headscope::ui
