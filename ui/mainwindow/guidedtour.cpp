// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/guidedtour.h"

#include "ui/mainwindow/centreviews.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/modelopening.h"
#include "ui/models/tour.h"
#include "ui/views/filterbar.h"
#include "ui/views/headview.h"
#include "ui/views/tourcard.h"

#include <QFileInfo>

#include <algorithm>

namespace headscope::ui {

namespace {

app::Selection::Focus focusOf(TourStop::Focus focus)
{
    switch (focus) {
    case TourStop::Focus::Score:
        return app::Selection::Focus::Score;
    case TourStop::Focus::Message:
        return app::Selection::Focus::Message;
    case TourStop::Focus::Neuron:
        return app::Selection::Focus::Neuron;
    case TourStop::Focus::State:
        return app::Selection::Focus::State;
    }
    return app::Selection::Focus::Score;
}

QString folderOfModel(const app::ModelSummaryPtr& model)
{
    return model ? QString::fromStdString(model->info.folder.string()) : QString();
}

bool sameFolder(const QString& a, const QString& b)
{
    return !a.isEmpty() && QFileInfo(a) == QFileInfo(b);
}

} // namespace

GuidedTour::GuidedTour(MainWindow* window, TourCard* card,
                       const std::vector<PromptBar::Choice>& models)
    : QObject(window), m_window(window), m_card(card)
{
    for (const PromptBar::Choice& choice : models) {
        if (choice.name == QLatin1String(tourModel) && m_model.isEmpty())
            m_model = choice.folder;
        if (choice.name == QLatin1String(secondTourModel) && m_secondModel.isEmpty())
            m_secondModel = choice.folder;
    }
    connect(card, &TourCard::backRequested, this, [this] { goTo(m_index - 1); });
    connect(card, &TourCard::nextRequested, this, [this] { goTo(m_index + 1); });
    connect(card, &TourCard::endRequested, this, &GuidedTour::end);
    // Whoever runs a prompt of their own goes on from there.
    const auto leave = [this] {
        m_pending = false;
        m_return.reset();
    };
    const PromptBar* bar = window->promptBar();
    connect(bar, &PromptBar::runRequested, this, leave);
    connect(bar, &PromptBar::editPaused, this, leave);
    connect(bar, &PromptBar::firstToggled, this, leave);
    connect(window->opening(), &ModelOpening::asked, this, leave);
    // After the window's own slots: the run is on the screen then.
    connect(window->session(), &app::Session::headChanged, this, &GuidedTour::arrive);
    connect(window->session(), &app::Session::modelChanged, this, [this] {
        const app::ModelSummaryPtr model = m_window->session()->model();
        if (m_model.isEmpty() && model->info.name == tourModel) {
            m_model = folderOfModel(model);
            Q_EMIT possibleChanged();
        }
    });
}

bool GuidedTour::isPossible() const
{
    return !m_model.isEmpty();
}

std::optional<QString> GuidedTour::promptBefore() const
{
    return m_before ? std::optional(m_before->prompt) : std::nullopt;
}

int GuidedTour::count() const
{
    const auto& stops = tour();
    return static_cast<int>(std::count_if(stops.begin(), stops.end(), [this](const auto& stop) {
        return !folderOf(stop).isEmpty();
    }));
}

QString GuidedTour::folderOf(const TourStop& stop) const
{
    return stop.model == QLatin1String(tourModel) ? m_model : m_secondModel;
}

/// Who looks at the second model begins with what there is to see in it.
int GuidedTour::firstStop() const
{
    const auto& stops = tour();
    const QString open = folderOfModel(m_window->session()->model());
    for (int i = 0; i < count(); ++i)
        if (sameFolder(open, folderOf(stops[static_cast<std::size_t>(i)])))
            return i;
    return 0;
}

bool GuidedTour::onTheModel() const
{
    return sameFolder(folderOfModel(m_window->session()->model()),
                      folderOf(tour()[static_cast<std::size_t>(m_index)]));
}

GuidedTour::Before GuidedTour::present() const
{
    const PromptBar* bar = m_window->promptBar();
    const auto run = m_window->shownRun();
    const bool typed = !bar->prompt().trimmed().isEmpty();
    const bool encoder = m_window->session()->part() == app::Session::Part::Encoder;
    return {folderOfModel(m_window->session()->model()),
            typed || !run ? bar->prompt() : run->prompt,
            bar->first(),
            encoder,
            m_window->views()->filters()->options(),
            m_window->selection()->place()};
}

void GuidedTour::start()
{
    if (!isPossible())
        return;
    if (!isRunning())
        m_before = m_return ? *m_return : present();
    m_return.reset();
    core::HeadTableOptions options; // as a new window has them
    options.centredPatterns = true;
    m_window->setFilters(options);
    goTo(firstStop());
}

void GuidedTour::goTo(int index)
{
    const int count = this->count();
    if (!isRunning() || index < 0 || index >= count)
        return;
    m_index = index;
    const TourStop& stop = tour()[static_cast<std::size_t>(index)];
    m_card->showStop(index, count, stop.title, stop.text);
    m_pending = true;
    show(folderOf(stop), stop.prompt, true);
    arrive();
}

/// Runs a prompt, unless it is what is on the screen.
void GuidedTour::show(const QString& model, const QString& prompt, bool first)
{
    PromptBar* bar = m_window->promptBar();
    const auto run = m_window->shownRun();
    const bool sameModel = sameFolder(folderOfModel(m_window->session()->model()), model);
    const bool there = sameModel && run && run->prompt == prompt && run->first == first
                       && run == m_window->session()->prompt() && bar->prompt() == prompt;
    bar->setPrompt(prompt);
    if (!sameModel) {
        m_window->openModel(model);
        return;
    }
    bar->setFirst(first);
    if (!there)
        m_window->runPrompt();
}

void GuidedTour::arrive()
{
    const auto run = m_window->shownRun();
    if (!run || run != m_window->session()->prompt())
        return;
    if (m_return && run->prompt == m_return->prompt
        && sameFolder(folderOfModel(m_window->session()->model()), m_return->model)) {
        const Before before = *m_return;
        if (before.encoder != (m_window->session()->part() == app::Session::Part::Encoder)) {
            m_window->lookAt(before.encoder); // and here again, with the run of that part
            return;
        }
        m_return.reset();
        m_window->selection()->setPlace(before.place);
        return;
    }
    if (!m_pending || !isRunning() || !onTheModel())
        return;
    const TourStop& stop = tour()[static_cast<std::size_t>(m_index)];
    if (run->prompt != stop.prompt)
        return;
    if (!run->first) {
        // The model has come with the window's own choice of a first token.
        show(folderOf(stop), stop.prompt, true);
        return;
    }
    m_pending = false;
    select();
}

void GuidedTour::select()
{
    const TourStop& stop = tour()[static_cast<std::size_t>(m_index)];
    app::Selection* selection = m_window->selection();
    app::Selection::Place place;
    place.view = static_cast<app::Selection::View>(static_cast<int>(stop.view));
    place.layer = stop.layer;
    place.head = stop.head;
    place.query = stop.query;
    place.context = stop.context;
    place.focus = focusOf(stop.focus);
    place.neuron = stop.neuron;
    place.state = stop.focus == TourStop::Focus::State ? stop.state
                                                       : core::LayerIndex(selection->layers());
    m_window->headView()->setAsNetwork(false);
    selection->setPlace(place);
}

void GuidedTour::end()
{
    if (!isRunning())
        return;
    m_return = m_before;
    m_before.reset();
    m_pending = false;
    m_card->hide();
    m_window->setFilters(m_return->options);
    m_window->views()->front()->focusTarget()->setFocus(Qt::OtherFocusReason);
    if (m_return->model.isEmpty())
        m_return->model = m_model;
    show(m_return->model, m_return->prompt, m_return->first);
    arrive();
}

} // namespace headscope::ui
