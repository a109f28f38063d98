// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/lablink.h"

#include "app/promptlines.h"
#include "ui/views/labview.h"

#include <QFileDialog>
#include <QFileInfo>

namespace headscope::ui {

using app::Session;

LabLink::LabLink(Session* session, app::Comparing* comparing, app::Selection* selection,
                 LabView* view)
    : QObject(view),
      m_session(session),
      m_comparing(comparing),
      m_selection(selection),
      m_view(view)
{
    connectView();
    connectSession();
    showModel();
}

void LabLink::connectView()
{
    connect(m_view, &LabView::changeWanted, this, &LabLink::followChange);
    connect(m_view, &LabView::everywhereWanted, this, &LabLink::showEverywhere);
    connect(m_view, &LabView::compareWanted, this, &LabLink::compare);
    connect(m_view, &LabView::comparedWanted, this, &LabLink::changeOther);
    connect(m_comparing, &app::Comparing::changed, this,
            [this] { m_view->setCompared(!m_comparing->other().change.empty()); });
    connect(m_view, &LabView::sweepWanted, this,
            [this](const core::SweepOptions& options, const QStringList& prompts) {
                m_over = prompts.isEmpty() ? tr("this prompt") : m_file;
                m_session->sweep(options, prompts);
            });
    connect(m_view, &LabView::sweepCancelled, m_session, &Session::cancelSweep);
    connect(m_view, &LabView::promptsFileWanted, this, &LabLink::openPrompts);
    connect(m_view, &LabView::promptsOfFileWanted, this, &LabLink::readPrompts);
}

void LabLink::connectSession()
{
    connect(m_session, &Session::modelChanged, this, &LabLink::showModel);
    connect(m_session, &Session::partChanged, this, &LabLink::showModel);
    connect(m_session, &Session::labChanged, this, [this] { m_view->setResult(m_session->lab()); });
    connect(m_session, &Session::labFailed, m_view, &LabView::setFailure);
    connect(m_session, &Session::sweepChanged, this, &LabLink::showSweep);
    connect(m_session, &Session::sweepFailed, m_view, &LabView::setSweepFailure);
    connect(m_session, &Session::progressed, this,
            [this](Session::Stage stage, int done, int total) {
                if (stage == Session::Stage::Sweep)
                    m_view->setSweepRunning(m_session->sweeping(), done, total);
            });
    connect(m_session, &Session::promptChanged, this,
            [this] { m_view->setEverywhere(!m_session->change().empty()); });
}

void LabLink::showModel()
{
    m_view->setResult(nullptr);
    m_view->setEverywhere(!m_session->change().empty());
    const auto model = m_session->model();
    if (!model)
        return;
    if (m_session->part() == Session::Part::Encoder) {
        m_view->setState(View::State::Empty,
                         tr("The Lab changes the decoder: look at the decoder to use it."));
        return;
    }
    const core::ModelInfo& info = model->info;
    m_view->setShape(
        {info.layers, info.headsPerLayer(), info.heads, info.headSize, m_session->valueSize()});
    showSweep();
}

void LabLink::want(bool wanted)
{
    m_wanted = wanted;
    m_session->wantLab(wanted ? std::optional(m_view->change()) : std::nullopt);
}

void LabLink::followChange()
{
    want(m_wanted);
    if (!m_session->change().empty())
        showEverywhere(true);
    // What was compared with the change before is compared with this one.
    if (!m_comparing->other().change.empty())
        changeOther(true);
}

/// What stands beside the window's run is its prompt and model with the change, or without.
void LabLink::changeOther(bool changed)
{
    auto other = m_comparing->other();
    const core::Change change = changed ? m_view->change() : core::Change();
    if (change == other.change)
        return;
    other.change = change;
    m_comparing->setOther(other);
}

/// A change that comes to nothing leaves the box checked, for the next one.
void LabLink::showEverywhere(bool everywhere)
{
    m_session->setChange(everywhere ? m_view->change() : core::Change());
    // What stood beside the original stands beside itself no more: the original does.
    if (!m_session->change().empty() && !m_comparing->other().change.empty())
        compareWith({});
}

/// The same prompt and model as the window's, with a change or as they are.
void LabLink::compareWith(const core::Change& change)
{
    const auto run = m_session->prompt();
    m_comparing->setOther({{}, change.empty() && run ? run->prompt : QString(), change});
}

void LabLink::showOriginal()
{
    m_view->setEverywhere(false);
    showEverywhere(false);
}

/// One of both is as it is: B, where the window shows the changed run.
void LabLink::compare()
{
    compareWith(m_session->change().empty() ? m_view->change() : core::Change());
    m_selection->setView(app::Selection::View::Compare);
}

void LabLink::openPrompts()
{
    const QString path = QFileDialog::getOpenFileName(
        m_view, tr("A file of prompts, one in each line"), {}, tr("Text (*.txt);;All files (*)"));
    if (!path.isEmpty())
        readPrompts(path);
}

void LabLink::readPrompts(const QString& path)
{
    const app::PromptLines lines = app::readPromptLines(path);
    if (!lines.problem.isEmpty()) {
        Q_EMIT failed(lines.problem);
        return;
    }
    m_file = QFileInfo(path).fileName();
    m_view->setPrompts(path, lines.prompts);
}

void LabLink::showSweep()
{
    m_view->setSweepRunning(m_session->sweeping(), 0, 0);
    const auto result = m_session->sweepResult();
    if (!result) {
        m_view->setSweep(std::nullopt, nullptr, {});
        return;
    }
    m_view->setSweep(result->options.parameter,
                     std::shared_ptr<const std::vector<core::SweepPoint>>(result, &result->points),
                     result->prompts == 0 ? tr("this prompt") : m_over);
}

} // namespace headscope::ui
