// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/mainwindow.h"

#include "ui/mainwindow/centreviews.h"
#include "ui/mainwindow/exporting.h"
#include "ui/mainwindow/guidedtour.h"
#include "ui/mainwindow/headlabelling.h"
#include "ui/mainwindow/helpmenu.h"
#include "ui/mainwindow/modelopening.h"
#include "ui/mainwindow/prompthistory.h"
#include "ui/mainwindow/sessionkeeping.h"
#include "ui/mainwindow/settingsmap.h"
#include "ui/mainwindow/sidepanels.h"
#include "ui/mainwindow/viewlayout.h"
#include "ui/models/headname.h"
#include "ui/models/labtext.h"
#include "ui/models/wordtext.h"
#include "ui/theme/theme.h"
#include "ui/views/banner.h"
#include "ui/views/comparebar.h"
#include "ui/views/compareview.h"
#include "ui/views/filterbar.h"
#include "ui/views/headmap.h"
#include "ui/views/headmappanel.h"
#include "ui/views/headtableview.h"
#include "ui/views/headview.h"
#include "ui/views/inspector.h"
#include "ui/views/labview.h"
#include "ui/views/loadingstrip.h"
#include "ui/views/networkpanel.h"
#include "ui/views/tokenstrip.h"
#include "ui/views/tourcard.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QLabel>
#include <QLocale>
#include <QMouseEvent>
#include <QProgressBar>
#include <QPushButton>
#include <QScreen>
#include <QStatusBar>
#include <QVBoxLayout>

#include <utility>

namespace headscope::ui {

using Key = app::Settings::Key;

MainWindow::MainWindow(app::Settings* settings, const Start& start, QWidget* parent)
    : QMainWindow(parent), m_settings(settings)
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(tr("Headscope"));
    resize(1440, 900);
    setMinimumSize(smallest());
    Theme::instance();
    buildCentre();
    buildDocks(start.labels);
    buildStatusBar();
    buildOpening(start);
    buildMenus();
    connectSession();
    restore();
    QCoreApplication::instance()->installEventFilter(this);

    m_bar->setModels(start.models, {});
    m_views->compare()->bar()->setModels(start.models);
    m_bar->setHistory(earlierPrompts(*m_settings));
    m_views->compare()->bar()->setHistory(earlierPrompts(*m_settings));
    const QString last = m_settings->text(Key::Prompt);
    // In English in every language: it is what the embedded models read.
    const QString first = QStringLiteral(
        "The captain of the ship gave the order to lower the boats");
    m_bar->setPrompt(start.prompt ? *start.prompt : last.isEmpty() ? first : last);
    m_bar->setDecoder(start.prompt ? start.decoder : m_settings->text(Key::DecoderPrompt));
    m_encoderAtStart = start.encoder;
    m_comparing.setOther(start.compare.value_or(app::Comparing::Other{
        m_settings->text(Key::CompareModel), m_settings->text(Key::ComparePrompt)}));
    buildTour(start.models, last.isEmpty() && !start.prompt && start.session.isEmpty());
    openFirst(start);
    if (!start.note.isEmpty())
        say(start.note);
    m_sessions->offerLeft();
}

void MainWindow::openFirst(const Start& start)
{
    QString model = start.model;
    m_fallback = start.fallback;
    if (!start.session.isEmpty())
        if (const QString folder = m_sessions->openAtStart(start.session, start.sessionModel);
            !folder.isEmpty()) {
            model = folder;
            m_fallback = start.model;
        }
    if (model.isEmpty())
        showNoModel(start.failure);
    else if (!m_opening->openAtStart(model))
        showNoModel({});
    if (model.isEmpty())
        m_sessions->sayAtStart();
}

/// Views tell that they are no longer seen, and are heard by members that would be gone by the time
/// QWidget's own destructor hides them.
MainWindow::~MainWindow()
{
    hide();
}

void MainWindow::buildCentre()
{
    auto* whole = new QWidget(this);
    auto* layout = new QVBoxLayout(whole);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_bar = new PromptBar(whole);
    m_strip = new TokenStrip(&m_selection, whole);
    auto* tokens = new QWidget(whole);
    tokens->setObjectName(QStringLiteral("tokenBar"));
    tokens->setAttribute(Qt::WA_StyledBackground);
    auto* tokensLayout = new QVBoxLayout(tokens);
    tokensLayout->setContentsMargins(0, 0, 0, 1);
    tokensLayout->addWidget(m_strip);
    m_frame = new QMainWindow(whole);
    m_frame->setWindowFlags(Qt::Widget);
    layout->addWidget(m_bar);
    layout->addWidget(tokens);
    layout->addWidget(m_frame, 1);
    setCentralWidget(whole);

    auto* centre = new QWidget(m_frame);
    centre->setObjectName(QStringLiteral("centre"));
    centre->setAttribute(Qt::WA_StyledBackground);
    auto* centreLayout = new QVBoxLayout(centre);
    centreLayout->setContentsMargins(0, 0, 0, 0);
    centreLayout->setSpacing(0);
    m_banner = new Banner(centre);
    m_views = new CentreViews(&m_session, &m_comparing, &m_selection, centre);
    m_headView = m_views->head();
    m_viewLayout = new ViewLayout(m_views);
    centreLayout->addWidget(m_banner);
    m_loading = new LoadingStrip(centre);
    centreLayout->addWidget(m_loading);
    m_tourCard = new TourCard(centre);
    centreLayout->addWidget(m_views, 1);
    centreLayout->addWidget(m_tourCard);
    m_frame->setCentralWidget(centre);

    connect(m_bar, &PromptBar::runRequested, this, &MainWindow::runPrompt);
    connect(m_bar, &PromptBar::editPaused, this, [this] {
        if (!m_bar->prompt().trimmed().isEmpty())
            runPrompt();
    });
    connect(m_bar, &PromptBar::firstToggled, this, [this](bool first) {
        m_settings->setValue(Key::FirstToken, first ? QStringLiteral("on") : QStringLiteral("off"));
        runPrompt();
    });
    connect(m_views->filters(), &FilterBar::optionsChanged, this, [this] {
        storeOptions(*m_settings, m_views->filters()->options());
        wantHead();
    });
    connect(&m_selection, &app::Selection::headChanged, this, [this] {
        // Before the first run the selection is not yet what anyone has chosen.
        if (!m_firstRun)
            storeHead(*m_settings, m_selection.layer(), m_selection.head());
        wantHead();
    });
    connect(&m_selection, &app::Selection::viewChanged, this,
            [this] { m_settings->setValue(Key::View, viewName(m_selection.view())); });
    connect(m_views, &CentreViews::appendRequested, this, &MainWindow::append);
    connect(m_views->compare()->bar(), &CompareBar::swapWanted, this, &MainWindow::swapCompared);
    connect(&m_comparing, &app::Comparing::changed, this, [this] {
        m_settings->setValue(Key::ComparePrompt, m_comparing.other().prompt);
        m_settings->setValue(Key::CompareModel, m_comparing.other().folder);
    });
    connect(m_bar, &PromptBar::partChosen, this, &MainWindow::lookAt);
}

void MainWindow::buildDocks(const QString& labels)
{
    const auto dock = [this](const QString& title, const QString& name, QWidget* content,
                             Qt::DockWidgetArea area) {
        auto* widget = new QDockWidget(title, m_frame);
        widget->setObjectName(name);
        widget->setFeatures(QDockWidget::DockWidgetClosable | QDockWidget::DockWidgetMovable);
        widget->setWidget(content);
        auto* label = new QLabel(title, widget);
        label->setFont(Theme::font(0, true));
        label->setContentsMargins(12, 10, 12, 4);
        widget->setTitleBarWidget(label);
        m_frame->addDockWidget(area, widget);
        return widget;
    };
    m_panel = new HeadMapPanel(&m_selection);
    m_labelling = new HeadLabelling(m_panel, m_views, labels, this);
    connect(m_labelling, &HeadLabelling::failed, this, [this](const QString& sentence) {
        m_overByNextRun = false;
        m_banner->showFailure(sentence);
    });
    m_exports = new Exporting(this, m_settings);
    connect(m_exports, &Exporting::failed, this, &MainWindow::fail);
    m_inspector = new Inspector(&m_selection);
    m_panel->setMinimumWidth(190);
    m_inspector->setMinimumWidth(240);
    m_headsDock = dock(tr("Heads by"), QStringLiteral("headsDock"), m_panel,
                       Qt::LeftDockWidgetArea);
    m_inspectorDock = dock(tr("Inspector"), QStringLiteral("inspectorDock"), m_inspector,
                           Qt::RightDockWidgetArea);
    m_frame->resizeDocks({m_headsDock, m_inspectorDock}, {228, 270}, Qt::Horizontal);
    m_help = new HelpMenu(m_frame, &m_selection, this);
    m_frame->setDockNestingEnabled(true); // inspector and help side by side
    m_frame->addDockWidget(Qt::RightDockWidgetArea, m_help->dock(), Qt::Horizontal);
    m_sidePanels = new SidePanels(this, m_headsDock, m_inspectorDock, m_help->dock());

    connect(m_panel, &HeadMapPanel::measureChanged, this, [this](Measure measure) {
        m_settings->setValue(Key::HeadMapMeasure, measureField(measure));
        if (QAction* action = m_measures->actions().value(static_cast<int>(measure)))
            action->setChecked(true);
    });
    connect(m_views, &CentreViews::inspectionChanged, this, &MainWindow::showInspection);
    connect(m_panel, &HeadMapPanel::probeWanted, &m_session, &app::Session::probe);
    connect(m_panel->map(), &HeadMap::otherPartChosen, this, [this](int layer, int head) {
        lookAt(m_session.part() == app::Session::Part::Decoder);
        m_selection.setHead(core::LayerIndex(layer), core::HeadIndex(head));
    });
}

void MainWindow::buildStatusBar()
{
    m_about = new QLabel(this);
    m_timing = new QLabel(this);
    m_timing->setObjectName(QStringLiteral("timing"));
    m_stage = new QLabel(this);
    m_progress = new QProgressBar(this);
    m_progress->setFixedWidth(140);
    m_progress->setTextVisible(false);
    m_cancel = new QPushButton(tr("Cancel"), this);
    m_cancel->setProperty("quiet", true);
    m_cancel->setToolTip(tr("Stop what is running and keep what is there (Esc)"));
    statusBar()->setSizeGripEnabled(false);
    statusBar()->addWidget(m_about);
    statusBar()->addPermanentWidget(m_stage);
    statusBar()->addPermanentWidget(m_progress);
    statusBar()->addPermanentWidget(m_cancel);
    statusBar()->addPermanentWidget(m_timing);
    statusBar()->setFixedHeight(qMax(m_cancel->sizeHint().height(), fontMetrics().height()) + 8);
    connect(m_cancel, &QPushButton::clicked, &m_session, &app::Session::cancel);
    m_busyShown.setSingleShot(true);
    m_busyShown.setInterval(150);
    const auto showBusy = [this](bool busy) {
        m_stage->setVisible(busy);
        m_progress->setVisible(busy);
        m_cancel->setVisible(busy);
    };
    connect(&m_busyShown, &QTimer::timeout, this, [showBusy] { showBusy(true); });
    const auto enable = [this] {
        m_cancelAction->setEnabled(m_session.busy() || m_comparing.busy());
    };
    connect(&m_session, &app::Session::busyChanged, this, enable);
    connect(&m_comparing, &app::Comparing::changed, this, enable);
    connect(&m_session, &app::Session::workingChanged, this, [this, showBusy](bool working) {
        if (working) {
            m_busyShown.start();
            return;
        }
        m_busyShown.stop();
        showBusy(false);
    });
    showBusy(false);
}

void MainWindow::connectSession()
{
    using app::Session;
    connect(&m_session, &Session::modelChanged, this, &MainWindow::modelChanged);
    connect(&m_session, &Session::partChanged, this, &MainWindow::partChanged);
    connect(&m_session, &Session::headChanged, this, &MainWindow::headChanged);
    NetworkPanel* network = m_headView->network();
    connect(network, &NetworkPanel::wanted, this, [this, network] {
        const auto options = network->options();
        m_session.wantHeadNetwork(options);
        // The words of the FFN's neurons: known from then on, whatever is looked at.
        if (options && !m_session.neuronWords())
            m_session.wantNeurons();
    });
    connect(&m_session, &Session::headNetworkChanged, network,
            [this, network] { network->setNetwork(m_session.headNetwork()); });
    connect(&m_session, &Session::neuronsChanged, network,
            [this, network] { network->setNeuronWords(m_session.neuronWords()); });
    connect(&m_session, &Session::measuresChanged, this, [this] {
        if (m_shown == m_session.prompt() && m_session.measures())
            showMeasures();
    });
    connect(&m_session, &Session::spectraChanged, this, &MainWindow::showRanks);
    connect(&m_session, &Session::probeChanged, this,
            [this] { m_panel->setProbeMeasures(m_session.probeMeasures()); });
    connect(&m_session, &Session::progressed, this, &MainWindow::showProgress);
    connect(
        &m_session, &Session::failed, this, [this](core::ErrorKind kind, const QString& sentence) {
            fail(kind == core::ErrorKind::PromptTooLong
                     ? tr("%1. Shorten it, or open a model with a longer context.").arg(sentence)
                     : sentence);
        });
    connect(&m_session, &Session::idle, this, [this] {
        if (m_panel->probing() && !m_session.probeMeasures())
            m_panel->setProbeMeasures(nullptr);
    });
}

void MainWindow::restore()
{
    Theme::instance().setChoice(themeChoice(m_settings->text(Key::Theme)));
    m_views->filters()->setOptions(storedOptions(*m_settings));
    m_panel->setMeasure(measureOfField(m_settings->text(Key::HeadMapMeasure)));
    Theme::instance().setMeasureKind(colourMapKind(m_settings->text(Key::HeadMapColours)));
    setShowSpaces(m_settings->flag(Key::ShowSpaces));
    m_selection.setView(viewOfName(m_settings->text(Key::View)));
    m_history.clear();
    const QByteArray geometry = m_settings->bytes(Key::WindowGeometry);
    if (!geometry.isEmpty())
        restoreGeometry(geometry);
    const QByteArray state = m_settings->bytes(Key::WindowState);
    if (!state.isEmpty())
        m_frame->restoreState(state);
    m_sidePanels->fit();
    m_viewLayout->restore(m_settings->bytes(Key::ViewLayout));
}

void MainWindow::fitScreen()
{
    constexpr int frame = 30; // of the window's title, which is not known before it is shown
    const QSize room = screen()->availableGeometry().size() - QSize(0, frame);
    resize(size().boundedTo(room).expandedTo(smallest()));
}

void MainWindow::remember()
{
    m_settings->setValue(Key::WindowGeometry, saveGeometry());
    m_sidePanels->showAll(); // what a narrow window hides is not closed
    m_settings->setValue(Key::WindowState, m_frame->saveState());
    m_settings->setValue(Key::ViewLayout, m_viewLayout->save());
    m_settings->sync();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!m_sessions->mayClose()) {
        event->ignore(); // the question that is open closes the window
        return;
    }
    m_sessions->end();
    m_labelling->commit();
    if (const auto prompt = m_tour->promptBefore())
        m_settings->setValue(Key::Prompt, *prompt);
    remember();
    m_session.cancel();
    event->accept();
}

void MainWindow::setFilters(const core::HeadTableOptions& options)
{
    if (m_views->filters()->options() == options)
        return;
    m_views->filters()->setOptions(options);
    wantHead();
    m_views->want();
}

void MainWindow::chooseFilters(const core::HeadTableOptions& options)
{
    storeOptions(*m_settings, options);
    setFilters(options);
}

void MainWindow::wantHead()
{
    m_session.wantHead(m_selection.layer(), m_selection.head(), m_views->filters()->options(),
                       m_headView->tableView()->tokensOnScreen());
    m_panel->setAccessibleDescription(
        headName(m_selection.layer(), m_selection.head(), m_selection.ownHeads()));
}

void MainWindow::headChanged()
{
    // One moment for everything that belongs together: tokens, table, map.
    if (m_shown != m_session.prompt())
        showPrompt();
    const auto table = m_session.headTable();
    m_headView->setTable(table);
    m_inspector->setTable(table, m_showSpaces);
    std::optional<double> first;
    if (m_shown && table)
        for (const core::HeadMeasures& m : m_shown->measures)
            if (m.layer == table->layer && m.head == table->head)
                first = m.first;
    m_headView->setFirstShare(first);
    showInspection();
    showStatus();
}

void MainWindow::showInspection()
{
    m_inspector->setOther(m_views->inspection());
}

void MainWindow::showPrompt()
{
    const bool sameLength = m_shown && m_shown->tokens.size() == m_session.prompt()->tokens.size();
    m_shown = m_session.prompt();
    const int tokens = static_cast<int>(m_shown->tokens.size());
    m_selection.setMemory(m_selection.ownHeads(), static_cast<int>(m_shown->memory.size()));
    m_selection.setBounds(m_selection.layers(), m_selection.heads(), tokens, m_selection.neurons());
    if (m_firstRun || !sameLength)
        m_selection.setCell(core::Position(tokens - 1), core::Position(tokens - 1));
    if (m_firstRun)
        m_selection.setContext(core::Position(tokens - 1), app::Selection::Focus::Pattern);
    if (m_firstRun)
        m_history.clear();
    m_firstRun = false;
    m_strip->setTokens(tokenLabels(m_shown->tokens, m_showSpaces));
    m_views->showRun();
    showMeasures();
    if (m_banner->isFailure() && m_overByNextRun)
        m_banner->hide();
    if (!m_startFailure.isEmpty()) {
        m_overByNextRun = false;
        m_banner->showFailure(std::exchange(m_startFailure, {}));
    }
    rememberRun();
    m_sessions->runShown();
}

void MainWindow::showProgress(app::Session::Stage stage, int done, int total)
{
    const auto words = [stage] {
        switch (stage) {
        case app::Session::Stage::Opening:
        case app::Session::Stage::Loading:
        case app::Session::Stage::Vocabulary:
            break;
        case app::Session::Stage::Running:
            return tr("Running the prompt…");
        case app::Session::Stage::Words:
            return tr("Finding words…");
        case app::Session::Stage::Heads:
            return tr("Measuring all heads…");
        case app::Session::Stage::Probing:
            return tr("Probing all heads…");
        case app::Session::Stage::Tables:
            return tr("Finding the words of the other heads…");
        case app::Session::Stage::Neurons:
            return tr("Finding the words of all neurons…");
        case app::Session::Stage::NeuronActivity:
            return tr("Summing up the neurons…");
        case app::Session::Stage::NeuronDetail:
            return tr("Finding the words of the neuron…");
        case app::Session::Stage::HeadNetwork:
            return tr("Evaluating the head as a network…");
        case app::Session::Stage::Evolution:
            return tr("Reading what every state says…");
        case app::Session::Stage::StateDetail:
            return tr("Finding the words of the state…");
        case app::Session::Stage::Positions:
            return tr("Comparing position vectors…");
        case app::Session::Stage::Stream:
            return tr("Taking the stream apart…");
        case app::Session::Stage::Weights:
            return tr("Taking the weights of all heads apart…");
        case app::Session::Stage::Directions:
            return tr("Finding the words of singular directions…");
        case app::Session::Stage::Composition:
            return tr("Comparing what heads write and read…");
        case app::Session::Stage::Lab:
            return tr("Running the changed model…");
        case app::Session::Stage::Sweep:
            return tr("Sweeping…");
        }
        return QString();
    };
    if (words().isEmpty())
        return; // loading has a line of its own
    m_stage->setText(words());
    m_progress->setRange(0, total);
    m_progress->setValue(done);
}

void MainWindow::setShowSpaces(bool show)
{
    m_showSpaces = show;
    m_settings->setValue(Key::ShowSpaces, show);
    m_views->setShowSpaces(show);
    m_inspector->setTable(m_headView->table(), show);
    showInspection();
    if (m_shown)
        m_strip->setTokens(tokenLabels(m_shown->tokens, show));
}

bool MainWindow::eventFilter(QObject* watched, QEvent* event)
{
    // Before any part of the window takes them for a click on what is under them.
    if (event->type() != QEvent::MouseButtonPress)
        return QMainWindow::eventFilter(watched, event);
    const auto* widget = qobject_cast<QWidget*>(watched);
    const Qt::MouseButton button = static_cast<QMouseEvent*>(event)->button();
    if (!widget || widget->window() != this
        || (button != Qt::BackButton && button != Qt::ForwardButton))
        return QMainWindow::eventFilter(watched, event);
    if (button == Qt::BackButton)
        m_history.back();
    else
        m_history.forward();
    return true;
}

void MainWindow::moveHead(int layers, int heads)
{
    m_selection.setHead(core::LayerIndex(m_selection.layer().value + layers),
                        core::HeadIndex(m_selection.head().value + heads));
}

QString MainWindow::captionOf(const app::ModelSummary& model, const app::PromptResult& run,
                              const core::Change& change)
{
    QString caption = tr("%1 · %2").arg(QString::fromStdString(model.info.name),
                                        run.prompt.simplified());
    if (!run.decoder.isEmpty())
        caption = tr("%1 → %2").arg(caption, run.decoder.simplified());
    QStringList changes;
    for (const core::Intervention& each : change.interventions)
        changes.append(interventionText(each, model.info.heads));
    return changes.isEmpty()
               ? caption
               : tr("%1 · changed in the Lab: %2").arg(caption, changes.join(tr("; ")));
}

QString MainWindow::tableCaption(app::Selection::View view) const
{
    const auto model = m_session.model();
    return view == app::Selection::View::Lab && model && m_shown
               ? captionOf(*model, *m_shown, m_views->lab()->change())
               : caption(view);
}

QString MainWindow::caption(app::Selection::View view) const
{
    using Kind = app::Selection::View;
    const auto model = m_session.model();
    if (!model)
        return {};
    // Weights are those of the model as it is, whatever is run.
    if (!m_shown || view == Kind::Weights)
        return m_shown || !model->info.canRun() ? QString::fromStdString(model->info.name)
                                                : QString();
    const auto other = m_comparing.otherModel();
    const auto run = m_comparing.otherPrompt();
    QString own = captionOf(*model, *m_shown, m_shown->change);
    if (view != Kind::Compare || !other || !run)
        return own;
    return tr("A: %1   B: %2").arg(own, captionOf(*other, *run, run->change));
}

bool MainWindow::savePicture(const QString& path)
{
    const QString failure = m_exports->savePicture(path);
    if (!failure.isEmpty())
        fail(failure);
    return failure.isEmpty();
}

bool MainWindow::saveTable(const QString& path)
{
    const QString sentence = m_exports->saveTable(path);
    if (!sentence.isEmpty())
        fail(sentence);
    return sentence.isEmpty();
}

} // namespace headscope::ui
