// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/comparelink.h"

#include "app/modelsource.h"
#include "ui/mainwindow/modeltext.h"
#include "ui/models/labtext.h"
#include "ui/models/sentence.h"
#include "ui/views/comparebar.h"
#include "ui/views/compareview.h"

#include <QFileDialog>

#include <algorithm>

namespace headscope::ui {

CompareLink::CompareLink(app::Session* a, app::Comparing* comparing, CompareView* view)
    : QObject(view), m_a(a), m_comparing(comparing), m_view(view)
{
    CompareBar* bar = view->bar();
    connect(bar, &CompareBar::otherChanged, this, [this, bar] {
        m_comparing->setOther({bar->folder(), bar->prompt(), m_comparing->other().change});
    });
    connect(bar, &CompareBar::changeRemoved, this, [this, bar] {
        m_comparing->setOther({bar->folder(), bar->prompt(), {}});
    });
    connect(bar, &CompareBar::folderWanted, this, &CompareLink::chooseFolder);
    connect(comparing, &app::Comparing::changed, this, &CompareLink::show);
    connect(a, &app::Session::promptChanged, this, &CompareLink::showNames);
    show();
}

std::optional<app::Selection::View> CompareLink::viewOf(core::ComparedTable table)
{
    using Kind = app::Selection::View;
    switch (table) {
    case core::ComparedTable::Heads:
        break;
    case core::ComparedTable::Head:
        return Kind::Head;
    case core::ComparedTable::Patterns:
        return Kind::Patterns;
    case core::ComparedTable::Messages:
        return Kind::Messages;
    case core::ComparedTable::Stream:
        return Kind::Stream;
    case core::ComparedTable::Neurons:
        return Kind::Neurons;
    case core::ComparedTable::Evolution:
        return Kind::Evolution;
    case core::ComparedTable::Positions:
        return Kind::Positions;
    }
    return std::nullopt;
}

void CompareLink::want(std::optional<app::ComparedView> view)
{
    if (view) {
        view->table = m_view->table();
        view->otherHead = m_view->otherHead();
    }
    m_comparing->want(view);
}

void CompareLink::show()
{
    const auto& other = m_comparing->other();
    CompareBar* bar = m_view->bar();
    if (bar->folder() != other.folder || bar->prompt() != other.prompt)
        bar->setOther(other.folder, other.prompt);
    QStringList changes;
    for (const core::Intervention& each : other.change.interventions)
        changes.append(interventionText(each, m_a->model() ? m_a->model()->info.heads : 0));
    bar->setChanges(changes);
    showNames();
    const auto a = m_a->model();
    const auto b = m_comparing->otherModel();
    if (b)
        m_view->setHeadsOfB(b->info.layers, b->info.headsPerLayer(), b->info.heads);
    m_view->setRows(m_comparing->rows(), m_comparing->shownTable(),
                    a && b ? std::max(a->info.heads, b->info.heads) : 0);
    // Why there is no model is said to all views at once.
    if (!m_view->rows() && a) {
        const QString why = asSentence(m_comparing->sentence());
        const QString missing = missingSentence(a->info.missing, a->tokenizer);
        if (!missing.isEmpty())
            m_view->setState(View::State::Failed, missing);
        else if (!why.isEmpty())
            m_view->setState(View::State::Empty, why);
        else if (m_comparing->session() != nullptr && m_comparing->session()->loading())
            m_view->setState(View::State::Running,
                             tr("Loading %1…").arg(app::modelNameOf(other.folder)));
        else
            m_view->setState(View::State::Running, tr("One moment…"));
    }
    Q_EMIT changed();
}

void CompareLink::showNames()
{
    const auto a = m_a->model();
    const auto b = m_comparing->otherModel();
    const auto runA = m_a->prompt();
    const auto runB = m_comparing->otherPrompt();
    const auto name = [](const app::ModelSummaryPtr& model) {
        return model ? QString::fromStdString(model->info.name) : QString();
    };
    const bool models = a && b && name(a) != name(b);
    const bool prompts = runA && runB && runA->prompt != runB->prompt;
    const auto caption = [&](const app::ModelSummaryPtr& model, const app::PromptResultPtr& run) {
        const QString prompt = run ? run->prompt.simplified() : QString();
        const bool changed = run && !run->change.empty();
        if (!models && !prompts && runA && runB && runA->change != runB->change)
            return changed ? tr("changed in the Lab") : tr("as it is");
        return models && prompts ? tr("%1 · %2").arg(name(model), prompt)
               : models          ? name(model)
                                 : prompt;
    };
    m_view->setNames(caption(a, runA), caption(b, runB));
}

void CompareLink::chooseFolder()
{
    const QString folder = QFileDialog::getExistingDirectory(m_view, tr("Model of B"));
    if (!folder.isEmpty())
        m_comparing->setOther({folder, m_view->bar()->prompt(), m_comparing->other().change});
}

} // namespace headscope::ui
