// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/centreviews.h"

#include "ui/mainwindow/comparelink.h"
#include "ui/mainwindow/lablink.h"
#include "ui/models/labtext.h"
#include "ui/views/compareview.h"
#include "ui/views/evolutionview.h"
#include "ui/views/filterbar.h"
#include "ui/views/findbar.h"
#include "ui/views/headgridview.h"
#include "ui/views/headview.h"
#include "ui/views/labview.h"
#include "ui/views/neuronsview.h"
#include "ui/views/positionsview.h"
#include "ui/views/streamview.h"
#include "ui/views/weightsview.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace headscope::ui {

namespace {
constexpr int staleMilliseconds = 250;

/// Which switches a view has a use for; nothing: none.
std::optional<FilterBar::Scope> scopeOf(app::Selection::View kind)
{
    using Kind = app::Selection::View;
    switch (kind) {
    case Kind::Head:
        return FilterBar::Scope::Head;
    case Kind::Patterns:
        return FilterBar::Scope::Patterns;
    case Kind::Messages:
        return FilterBar::Scope::Messages;
    case Kind::Stream:
        return FilterBar::Scope::Stream;
    case Kind::Evolution:
        return FilterBar::Scope::States;
    case Kind::Neurons:
    case Kind::Positions:
    case Kind::Weights: // on one of its pages, see lendFilters()
    case Kind::Compare:
    case Kind::Lab:
        break;
    }
    return std::nullopt;
}

} // namespace

CentreViews::CentreViews(app::Session* session, app::Comparing* comparing,
                         app::Selection* selection, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_comparing(comparing),
      m_selection(selection),
      m_tabs(new QTabBar(this)),
      m_back(new QToolButton(this)),
      m_forward(new QToolButton(this)),
      m_changed(new QPushButton(this)),
      m_stack(new QStackedWidget(this)),
      m_find(new FindBar(this)),
      m_head(new HeadView(selection, m_stack)),
      m_patterns(new HeadGridView(HeadGridView::Kind::Patterns, selection, m_stack)),
      m_messages(new HeadGridView(HeadGridView::Kind::Messages, selection, m_stack)),
      m_stream(new StreamView(selection, m_stack)),
      m_neurons(new NeuronsView(selection, m_stack)),
      m_evolution(new EvolutionView(selection, m_stack)),
      m_positions(new PositionsView(selection, m_stack)),
      m_weights(new WeightsView(selection, m_stack)),
      m_compare(new CompareView(selection, m_stack)),
      m_compareLink(new CompareLink(session, comparing, m_compare)),
      m_lab(new LabView(selection, m_stack)),
      m_labLink(new LabLink(session, comparing, selection, m_lab)),
      m_views{m_head,      m_patterns,  m_messages, m_stream,  m_neurons,
              m_evolution, m_positions, m_weights,  m_compare, m_lab}
{
    for (View* view : m_views)
        m_stack->addWidget(view);
    buildTabs();
    m_wanting.setSingleShot(true);
    m_wanting.setInterval(0);
    connect(&m_wanting, &QTimer::timeout, this, &CentreViews::want);
    m_staleTime.setSingleShot(true);
    m_staleTime.setInterval(staleMilliseconds);
    connect(&m_staleTime, &QTimer::timeout, this, [this] { clear(m_selection->view()); });
    addWordViews();
    addStream();
    addNeurons();
    addEvolution();
    addPositions();
    addWeights();
    addCompare();
    addLab();

    const auto soon = [this] { m_wanting.start(); };
    connect(selection, &app::Selection::viewChanged, this, &CentreViews::bringToFront);
    connect(selection, &app::Selection::changed, this, soon);
    connect(selection, &app::Selection::changed, this, &CentreViews::inspectionChanged);
    for (View* view : m_views)
        connect(view, &View::wanted, this, soon);
    connect(filters(), &FilterBar::optionsChanged, this, soon);
    connect(m_find, &FindBar::findRequested, this, [this](const QString& text, bool backwards) {
        m_find->setFound(front()->find(text, backwards));
    });
    connect(m_find, &FindBar::closed, this,
            [this] { front()->focusTarget()->setFocus(Qt::OtherFocusReason); });
    connect(session, &app::Session::idle, this, [this] {
        if (front()->state() == View::State::Running && !isFront(Kind::Compare))
            front()->setState(View::State::Empty,
                              m_session->model() && !m_session->model()->info.canRun()
                                  ? tr("Stopped. Choose another head, or come back, to go on.")
                                  : tr("Stopped. Run the prompt again to go on."));
    });
    bringToFront();
}

CentreViews::~CentreViews() = default;

QString CentreViews::name(Kind kind)
{
    switch (kind) {
    case Kind::Head:
        return tr("Head");
    case Kind::Patterns:
        return tr("Patterns");
    case Kind::Messages:
        return tr("Messages");
    case Kind::Stream:
        return tr("Stream");
    case Kind::Neurons:
        return tr("Neurons");
    case Kind::Evolution:
        return tr("Evolution");
    case Kind::Positions:
        return tr("Positions");
    case Kind::Weights:
        return tr("Weights");
    case Kind::Compare:
        return tr("Compare");
    case Kind::Lab:
        return tr("Lab");
    }
    return {};
}

void CentreViews::buildTabs()
{
    const QString tips[] = {
        tr("One head: which tokens attend to which, and the words of patterns and messages"),
        tr("The patterns of all heads and tokens"),
        tr("The messages of all heads and tokens"),
        tr("Everything that was added to a token's residual stream"),
        tr("All neurons: their words, and how active they are on each token"),
        tr("What the model thinks after each layer, and what it predicts"),
        tr("What the selected head does with position vectors alone"),
        tr("What the weights of heads say by themselves: ranks, directions, composition"),
        tr("Two prompts, or two models, side by side"),
        tr("Change the model, and see what becomes of its predictions")};
    m_tabs->setObjectName(QStringLiteral("viewTabs"));
    m_tabs->setAccessibleName(tr("Views"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(true);
    for (int i = 0; i < app::Selection::viewCount; ++i) {
        m_tabs->addTab(name(static_cast<Kind>(i)));
        m_tabs->setTabToolTip(i, tr("%1 (Alt+%2)").arg(tips[i]).arg((i + 1) % 10));
    }
    connect(m_tabs, &QTabBar::currentChanged, this,
            [this](int index) { m_selection->setView(static_cast<Kind>(index)); });
    for (QToolButton* button : {m_back, m_forward}) {
        button->setProperty("panel", true);
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    }

    auto* bar = new QWidget(this);
    bar->setObjectName(QStringLiteral("tabLine"));
    bar->setAttribute(Qt::WA_StyledBackground);
    auto* line = new QHBoxLayout(bar);
    line->setContentsMargins(8, 2, 14, 0);
    line->setSpacing(2);
    line->addWidget(m_back);
    line->addWidget(m_forward);
    line->addSpacing(6);
    line->addWidget(m_tabs, 1);
    m_changed->setObjectName(QStringLiteral("changedRun"));
    m_changed->setProperty("chip", true);
    m_changed->setText(tr("changed ×")); // its tip says all
    m_changed->hide();
    line->addWidget(m_changed);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(bar);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_find);
}

void CentreViews::setHistoryActions(QAction* back, QAction* forward)
{
    m_back->setDefaultAction(back);
    m_forward->setDefaultAction(forward);
    m_back->setAccessibleName(back->toolTip());
    m_forward->setAccessibleName(forward->toolTip());
}

FilterBar* CentreViews::filters() const
{
    return m_head->filters();
}

View* CentreViews::front() const
{
    return view(m_selection->view());
}

void CentreViews::addWordViews()
{
    connect(m_session, &app::Session::gridChanged, this, [this] {
        for (const Kind kind : {Kind::Patterns, Kind::Messages})
            m_stale[static_cast<std::size_t>(kind)] = false;
        showWords();
    });
}

/// The words of all heads, as far as they are there, for the view in front alone: they come in many
/// pieces.
void CentreViews::showWords()
{
    const Kind kind = m_selection->view();
    const auto grid = m_session->grid();
    if (kind == Kind::Stream) {
        m_stream->setWords(grid, m_session->neuronWords());
        Q_EMIT inspectionChanged();
    }
    if ((kind != Kind::Patterns && kind != Kind::Messages)
        || m_stale[static_cast<std::size_t>(kind)])
        return;
    HeadGridView* view = kind == Kind::Patterns ? m_patterns : m_messages;
    if (grid == view->model()->grid())
        return;
    view->setGrid(grid);
    if (grid)
        view->setState(View::State::Ready);
}

void CentreViews::addStream()
{
    connect(m_session, &app::Session::streamChanged, this, [this] {
        m_stale[static_cast<std::size_t>(Kind::Stream)] = false;
        m_stream->setStream(m_session->stream());
        Q_EMIT inspectionChanged();
    });
    connect(m_session, &app::Session::neuronsChanged, this, &CentreViews::showWords);
    connect(m_stream, &StreamView::currentPartChanged, this, &CentreViews::inspectionChanged);
}

void CentreViews::addNeurons()
{
    connect(m_session, &app::Session::neuronActivityChanged, this, [this] {
        m_stale[static_cast<std::size_t>(Kind::Neurons)] = false;
        m_neurons->setActivity(m_session->neuronActivity());
        m_neurons->setWords(m_session->neuronWords());
    });
    connect(m_session, &app::Session::neuronsChanged, this,
            [this] { m_neurons->setWords(m_session->neuronWords()); });
    connect(m_session, &app::Session::neuronDetailChanged, this, &CentreViews::inspectionChanged);
}

void CentreViews::addEvolution()
{
    connect(m_session, &app::Session::evolutionChanged, this, [this] {
        m_stale[static_cast<std::size_t>(Kind::Evolution)] = false;
        m_evolution->setEvolution(m_session->evolution());
        Q_EMIT inspectionChanged();
    });
    connect(m_session, &app::Session::stateDetailChanged, this, [this] {
        m_evolution->setDetail(m_session->stateDetail());
        Q_EMIT inspectionChanged();
    });
    connect(m_evolution, &EvolutionView::appendRequested, this, &CentreViews::appendRequested);
}

void CentreViews::addPositions()
{
    connect(m_session, &app::Session::positionsChanged, this, [this] {
        m_stale[static_cast<std::size_t>(Kind::Positions)] = false;
        m_positions->setPatterns(m_session->positions());
        Q_EMIT inspectionChanged();
    });
}

void CentreViews::addCompare()
{
    connect(m_compare, &CompareView::inspectionChanged, this, &CentreViews::inspectionChanged);
    connect(m_compareLink, &CompareLink::changed, this, &CentreViews::inspectionChanged);
    connect(m_compare, &CompareView::tableChanged, this, &CentreViews::lendFilters);
}

void CentreViews::addLab()
{
    connect(m_labLink, &LabLink::failed, this, &CentreViews::failed);
    connect(m_changed, &QPushButton::clicked, m_labLink, &LabLink::showOriginal);
    connect(m_session, &app::Session::labChanged, this,
            [this] { m_stale[static_cast<std::size_t>(Kind::Lab)] = false; });
    connect(m_session, &app::Session::promptChanged, this, &CentreViews::showChanged);
    connect(m_session, &app::Session::modelChanged, this, &CentreViews::showChanged);
}

void CentreViews::showChanged()
{
    const auto run = m_session->prompt();
    m_changed->setVisible(run && !run->change.empty());
    m_weights->setRunChanged(run && !run->change.empty());
    if (!m_changed->isVisibleTo(this))
        return;
    QStringList lines{tr("All views but Weights show the model with what is changed in the Lab:")};
    for (const core::Intervention& each : run->change.interventions)
        lines.append(interventionText(each, m_session->model()->info.heads));
    lines.append(tr("Click to show the model as it is."));
    m_changed->setToolTip(lines.join(QLatin1Char('\n')));
    m_changed->setAccessibleName(tr("Show the model as it is"));
}

/// The one filter bar goes to the view in front, where that has a use for it: in Compare, where
/// the view whose table is compared has one.
void CentreViews::lendFilters()
{
    const Kind kind = m_selection->view();
    const auto compared = kind == Kind::Compare ? m_compareLink->viewOf(m_compare->table())
                                                : std::nullopt;
    auto scope = scopeOf(compared.value_or(kind));
    if (kind == Kind::Weights && m_weights->filtersWords())
        scope = FilterBar::Scope::Directions;
    if (scope) {
        filters()->setScope(*scope);
        front()->setFilterBar(filters());
    } else if (kind == Kind::Compare || kind == Kind::Weights) {
        filters()->hide();
    }
}

/// Tabs are asked how high they are before they have their looks, and tell nobody when they get
/// them.
void CentreViews::showEvent(QShowEvent* event)
{
    m_tabs->ensurePolished();
    m_tabs->updateGeometry();
    QWidget::showEvent(event);
}

void CentreViews::bringToFront()
{
    const Kind kind = m_selection->view();
    m_tabs->setCurrentIndex(static_cast<int>(kind));
    lendFilters();
    if (m_stale[static_cast<std::size_t>(kind)])
        clear(kind);
    showWords();
    sayRunning();
    m_stack->setCurrentWidget(front());
    if (m_find->isVisible() && !front()->canFind())
        m_find->hide();
    m_wanting.start();
}

/// Whether a neuron is selected, and its layer has it: layers may differ in how many they have.
bool CentreViews::hasSelectedNeuron() const
{
    const auto activity = m_session->neuronActivity();
    const core::LayerIndex layer = m_selection->layer();
    return m_selection->focus() == app::Selection::Focus::Neuron
           && (!activity || layer.value >= activity->layers()
               || m_selection->neuron().value < activity->neurons(layer));
}

void CentreViews::want()
{
    using core::NeuronDetailOptions;
    const Kind kind = m_selection->view();
    const bool run = m_session->prompt() != nullptr;
    // What is compared is wanted of both.
    const auto compared = kind == Kind::Compare ? m_compareLink->viewOf(m_compare->table())
                                                : std::nullopt;
    const auto shows = [&](Kind view) {
        return canBeMade(view) && (kind == view || compared == view || m_wantAll);
    };
    m_session->preferGrid(shows(Kind::Patterns) || shows(Kind::Messages) || shows(Kind::Stream));
    m_session->wantNeuronActivity(shows(Kind::Neurons));
    const bool neuron = run && kind == Kind::Neurons && hasSelectedNeuron();
    m_session->wantNeuronDetail(
        neuron ? std::optional(NeuronDetailOptions{m_selection->layer(), m_selection->neuron(), {}})
               : std::nullopt);
    m_evolution->setHideFragments(filters()->options().lens.hideFragments);
    m_session->wantEvolution(shows(Kind::Evolution));
    m_session->wantStateDetail(
        run && kind == Kind::Evolution ? std::optional(m_evolution->wantedState()) : std::nullopt);
    m_session->wantPositions(shows(Kind::Positions) ? std::optional(m_positions->wantedOptions())
                                                    : std::nullopt);
    wantWeights();
    m_session->wantStream(shows(Kind::Stream) ? std::optional(m_stream->options()) : std::nullopt);
    // Known from then on, and kept on disk: they depend on no prompt.
    if ((shows(Kind::Neurons) || shows(Kind::Stream)) && !m_session->neuronWords())
        m_session->wantNeurons();
    if (kind == Kind::Compare) {
        app::ComparedView view;
        view.layer = m_selection->layer();
        view.head = m_selection->head();
        view.options = filters()->options();
        view.stream = m_stream->options();
        view.positions = m_positions->wantedOptions();
        view.hideFragments = filters()->options().lens.hideFragments;
        m_compareLink->want(view);
    } else {
        m_compareLink->want(std::nullopt);
    }
    m_labLink->want(shows(Kind::Lab));
    sayRunning();
}

void CentreViews::setWantAll(bool all)
{
    m_wantAll = all;
    want();
}

void CentreViews::showRun()
{
    const auto run = m_session->prompt();
    m_positions->setTokens(run ? static_cast<int>(run->tokens.size()) : 0);
    for (int i = 1; i < app::Selection::viewCount; ++i)
        m_stale[static_cast<std::size_t>(i)] = static_cast<Kind>(i) != Kind::Weights;
    m_staleTime.start();
    m_wanting.start();
}

void CentreViews::forget()
{
    for (int i = 1; i < app::Selection::viewCount; ++i) {
        m_stale[static_cast<std::size_t>(i)] = true;
        clear(static_cast<Kind>(i));
    }
    // What is known of the model stays, where it is still the same.
    m_positions->setPatterns(m_session->positions());
    m_positions->setTokens(0);
    m_weights->setSpectra(m_session->spectra());
    m_weights->setDirections(m_session->directions());
    m_weights->setComposition(m_session->composition());
    m_wanting.start();
    Q_EMIT inspectionChanged();
}

void CentreViews::clear(Kind kind)
{
    if (!m_stale[static_cast<std::size_t>(kind)])
        return;
    m_stale[static_cast<std::size_t>(kind)] = false;
    switch (kind) {
    case Kind::Head:
        break;
    case Kind::Patterns:
    case Kind::Messages: {
        HeadGridView* view = kind == Kind::Patterns ? m_patterns : m_messages;
        view->setGrid(nullptr);
        view->setState(View::State::Empty);
        break;
    }
    case Kind::Stream:
        m_stream->setStream(nullptr);
        break;
    case Kind::Neurons:
        m_neurons->setActivity(nullptr);
        m_neurons->setState(View::State::Empty);
        break;
    case Kind::Evolution:
        m_evolution->setEvolution(nullptr);
        break;
    case Kind::Positions:
    case Kind::Weights:
    case Kind::Compare:
        break; // depend on no prompt; says itself what it is of
    case Kind::Lab:
        m_lab->setResult(nullptr);
        break;
    }
    sayRunning();
}

void CentreViews::sayRunning()
{
    if (front()->state() == View::State::Ready || !canBeMade(m_selection->view())
        || !m_session->busy() || isFront(Kind::Compare))
        return;
    front()->setState(View::State::Running, tr("One moment…"));
}

void CentreViews::setShowSpaces(bool show)
{
    m_showSpaces = show;
    m_head->setShowSpaces(show);
    m_patterns->setShowSpaces(show);
    m_messages->setShowSpaces(show);
    m_stream->setShowSpaces(show);
    m_neurons->setShowSpaces(show);
    m_evolution->setShowSpaces(show);
    m_weights->setShowSpaces(show);
    m_compare->setShowSpaces(show);
    m_lab->setShowSpaces(show);
}

void CentreViews::setSentence(View::State state, const QString& sentence)
{
    for (View* view : m_views)
        if (view->state() != View::State::Ready)
            view->setState(state, sentence);
}

void CentreViews::find()
{
    if (front()->canFind())
        m_find->open();
}

} // namespace headscope::ui
