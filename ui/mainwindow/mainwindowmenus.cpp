// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/centreviews.h"
#include "ui/mainwindow/exporting.h"
#include "ui/mainwindow/guidedtour.h"
#include "ui/mainwindow/headlabelling.h"
#include "ui/mainwindow/helpmenu.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/modeldrop.h"
#include "ui/mainwindow/modelopening.h"
#include "ui/mainwindow/sessionkeeping.h"
#include "ui/mainwindow/settingsmap.h"
#include "ui/models/headname.h"
#include "ui/theme/language.h"
#include "ui/views/banner.h"
#include "ui/views/barlist.h"
#include "ui/views/findbar.h"
#include "ui/views/headmap.h"
#include "ui/views/headmappanel.h"
#include "ui/views/headtableview.h"
#include "ui/views/headview.h"
#include "ui/views/inspector.h"
#include "ui/views/lineplot.h"
#include "ui/views/panetable.h"
#include "ui/views/tokenstrip.h"

#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QDockWidget>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QMenuBar>
#include <QToolButton>

#include <utility>

namespace headscope::ui {

using Key = app::Settings::Key;

void MainWindow::buildMenus()
{
    buildFileMenu();
    QMenu* edit = menuBar()->addMenu(tr("&Edit"));
    m_labelling->addToEditMenu(edit);
    QAction* copy = edit->addAction(tr("&Copy"), this, &MainWindow::copySelection);
    copy->setShortcut(QKeySequence::Copy);
    QAction* copyPicture = m_exports->addToEditMenu(edit);
    edit->addSeparator();
    QAction* find = edit->addAction(tr("&Find in the view…"), m_views, &CentreViews::find);
    find->setShortcut(QKeySequence::Find);
    QAction* next = edit->addAction(tr("Find &next"), m_views->findBar(), &FindBar::next);
    next->setShortcut(QKeySequence(Qt::Key_F3));
    QAction* previous = edit->addAction(tr("Find pre&vious"), m_views->findBar(),
                                        &FindBar::previous);
    previous->setShortcut(QKeySequence(Qt::SHIFT | Qt::Key_F3));
    edit->addSeparator();
    m_cancelAction = edit->addAction(tr("C&ancel what is running"), this, [this] {
        m_session.cancel();
        m_comparing.cancel();
    });
    m_cancelAction->setShortcut(QKeySequence(Qt::Key_Escape));
    m_cancelAction->setEnabled(false);
    buildViewMenu();
    buildGoMenu();
    addContextMenus({copy, copyPicture, find});
    m_help->addTo(menuBar());
}

void MainWindow::buildOpening(const Start& start)
{
    m_opening = new ModelOpening(this, m_settings, start.places, start.hub, m_loading);
    if (start.freeMemory)
        m_opening->setFreeMemorySource(start.freeMemory);
    connect(m_bar, &PromptBar::modelChosen, m_opening, &ModelOpening::open);
    connect(m_bar, &PromptBar::openRequested, m_opening, &ModelOpening::showChooser);
    auto* drop = new ModelDrop(this);
    connect(drop, &ModelDrop::refused, this, &MainWindow::failToOpen);
    connect(drop, &ModelDrop::sessionDropped, this,
            [this](const QString& path) { m_sessions->open(path); });
    connect(drop, &ModelDrop::dropped, this, [this](const QString& path, int others) {
        if (others > 0)
            say(tr("Of the %1 files and folders that were dropped, only the first is opened: %2.")
                    .arg(others + 1)
                    .arg(path));
        m_opening->open(path);
    });
    // After the banner has it: only another model is an answer.
    connect(&m_session, &app::Session::loadFailed, this, [this] { m_overByNextRun = false; });
    connect(&m_session, &app::Session::loadingChanged, this, [this](bool loading) {
        if (!loading && !m_session.model() && m_views->front()->state() == View::State::Running)
            showNoModel(tr("Loading the model was cancelled."));
    });
    m_sessions = new SessionKeeping(this, m_settings, start.places, start.recovery);
}

void MainWindow::say(const QString& sentence)
{
    m_declined = {};
    m_banner->showHint(sentence);
}

void MainWindow::offer(const QString& sentence, const QString& words, std::function<void()> action,
                       std::function<void()> declined)
{
    m_offered = std::move(action);
    m_declined = std::move(declined);
    m_banner->showHint(sentence, words);
}

void MainWindow::failToOpen(const QString& sentence)
{
    fail(sentence);
    m_overByNextRun = false;
}

void MainWindow::addContextMenus(const QList<QAction*>& actions)
{
    // Wherever there are cells or bars: what the menus do with them.
    QList<QWidget*> places{m_inspector};
    for (QAbstractScrollArea* area : m_views->findChildren<QAbstractScrollArea*>())
        if (area->window() == window()) // not the lists of combo boxes
            places.append(area);
    for (LinePlot* plot : m_views->findChildren<LinePlot*>())
        places.append(plot);
    for (QWidget* place : places) {
        place->setContextMenuPolicy(Qt::ActionsContextMenu);
        place->addActions(place == m_inspector ? actions.mid(0, 1) : actions);
    }
}

void MainWindow::buildTour(const std::vector<PromptBar::Choice>& models, bool hint)
{
    m_tour = new GuidedTour(this, m_tourCard, models);
    m_help->setTour(m_tour);
    connect(m_banner, &Banner::actionTriggered, this, [this] {
        m_banner->hide();
        m_declined = {};
        std::exchange(m_offered, nullptr)();
    });
    connect(m_banner, &Banner::dismissed, this, [this](bool wasHint) {
        if (const auto declined = std::exchange(m_declined, nullptr); wasHint && declined)
            declined();
    });
    if (hint)
        offer(tr("Click a word, a percentage or a head to look inside it; Alt and the arrow keys "
                 "move over layers and heads. F1 explains the view in front, and the tour shows "
                 "what there is to see."),
              m_tour->isPossible() ? tr("Take the tour") : QString(), [this] { m_tour->start(); });
}

void MainWindow::buildFileMenu()
{
    QMenu* file = menuBar()->addMenu(tr("&File"));
    QAction* openAction = file->addAction(tr("&Open model…"), m_opening,
                                          &ModelOpening::showChooser);
    openAction->setShortcut(QKeySequence::Open);
    file->addAction(tr("Open model &folder…"), m_opening, &ModelOpening::openFolder);
    file->addSeparator();
    m_sessions->addToFileMenu(file);
    file->addSeparator();
    m_exports->addToFileMenu(file);
    file->addSeparator();
    m_labelling->addToFileMenu(file);
    file->addSeparator();
    QAction* quit = file->addAction(tr("&Quit"), this, &QWidget::close);
    quit->setShortcut(QKeySequence::Quit);
}

void MainWindow::buildLanguages(QMenu* view)
{
    // Each by its own name: who cannot read the window finds theirs.
    QMenu* menu = view->addMenu(tr("Lan&guage"));
    menu->setObjectName(QStringLiteral("languages"));
    auto* group = new QActionGroup(this);
    const auto add = [this, menu, group](const QString& name, const QString& code) {
        QAction* action = group->addAction(menu->addAction(name));
        action->setCheckable(true);
        action->setChecked(m_settings->text(Key::Language) == code);
        connect(action, &QAction::triggered, this, [this, code] {
            m_settings->setValue(Key::Language, code);
            say(tr("The language changes when Headscope is started again."));
        });
    };
    add(tr("As the &system"), QStringLiteral("system"));
    const auto all = languages();
    for (const QString& code : all)
        add(languageName(code), code);
}

void MainWindow::buildViewMenu()
{
    QMenu* view = menuBar()->addMenu(tr("&View"));
    QMenu* themes = view->addMenu(tr("&Theme"));
    auto* themeGroup = new QActionGroup(this);
    const std::pair<Theme::Choice, QString> choices[] = {
        {Theme::Choice::System, tr("As the &system")},
        {Theme::Choice::Light, tr("&Light")},
        {Theme::Choice::Dark, tr("&Dark")}};
    for (const auto& [choice, name] : choices) {
        QAction* action = themes->addAction(name);
        action->setCheckable(true);
        action->setChecked(themeChoice(m_settings->text(Key::Theme)) == choice);
        themeGroup->addAction(action);
        connect(action, &QAction::triggered, this, [this, choice] {
            Theme::instance().setChoice(choice);
            m_settings->setValue(Key::Theme, themeName(choice));
        });
    }
    buildLanguages(view);
    QMenu* maps = view->addMenu(tr("&Colours of the head map"));
    m_mapColours = new QActionGroup(this);
    const std::pair<ColourMap::Kind, QString> kinds[] = {
        {ColourMap::Kind::Viridis, tr("&Viridis")}, {ColourMap::Kind::Cividis, tr("&Cividis")}};
    for (const auto& [kind, name] : kinds) {
        QAction* action = maps->addAction(name);
        action->setCheckable(true);
        action->setChecked(Theme::instance().measureKind() == kind);
        action->setData(static_cast<int>(kind));
        m_mapColours->addAction(action);
        connect(action, &QAction::triggered, this, [this, kind] { chooseMapColours(kind); });
    }
    QMenu* measures = view->addMenu(tr("Head map &measure"));
    m_measures = new QActionGroup(this);
    for (int i = 0; i < measureCount; ++i) {
        QAction* action = measures->addAction(measureName(static_cast<Measure>(i)));
        action->setCheckable(true);
        m_measures->addAction(action);
        connect(action, &QAction::triggered, this,
                [this, i] { m_panel->setMeasure(static_cast<Measure>(i)); });
    }
    m_measures->actions().at(static_cast<int>(m_panel->measure()))->setChecked(true);
    view->addSeparator();
    buildParts(view);
    view->addSeparator();
    m_spacesAction = view->addAction(tr("&Show spaces in words"));
    m_spacesAction->setCheckable(true);
    m_spacesAction->setChecked(m_settings->flag(Key::ShowSpaces));
    connect(m_spacesAction, &QAction::toggled, this, &MainWindow::setShowSpaces);
    view->addSeparator();
    view->addAction(m_headsDock->toggleViewAction());
    m_headsDock->toggleViewAction()->setText(tr("&Heads"));
    view->addAction(m_inspectorDock->toggleViewAction());
    view->addAction(m_help->dock()->toggleViewAction());
    // In sight too, for windows that have room for one of them.
    auto* corner = new QWidget(menuBar());
    auto* layout = new QHBoxLayout(corner);
    layout->setContentsMargins(0, 1, 8, 0);
    layout->setSpacing(4);
    for (QDockWidget* dock : {m_headsDock, m_inspectorDock, m_help->dock()}) {
        auto* button = new QToolButton(corner);
        button->setProperty("panel", true);
        button->setDefaultAction(dock->toggleViewAction());
        button->setToolTip(tr("Show or hide this panel"));
        layout->addWidget(button);
    }
    menuBar()->setCornerWidget(corner);
}

void MainWindow::chooseMapColours(ColourMap::Kind kind)
{
    Theme::instance().setMeasureKind(kind);
    m_settings->setValue(Key::HeadMapColours, colourMapName(kind));
    for (QAction* action : m_mapColours->actions())
        action->setChecked(action->data().toInt() == static_cast<int>(kind));
}

void MainWindow::chooseShowSpaces(bool show)
{
    m_spacesAction->setChecked(show); // which shows them
}

void MainWindow::buildParts(QMenu* view)
{
    auto* parts = new QActionGroup(this);
    const auto add = [this, view, parts](const QString& name, bool encoder) {
        QAction* action = view->addAction(name, this, [this, encoder] { lookAt(encoder); });
        action->setShortcut(PromptBar::partKeys(encoder));
        action->setCheckable(true);
        action->setEnabled(false); // until there is a model of two parts
        parts->addAction(action);
        return action;
    };
    m_encoderAction = add(tr("Look at the &encoder"), true);
    m_decoderAction = add(tr("Look at the &decoder"), false);
}

void MainWindow::buildGoMenu()
{
    QMenu* go = menuBar()->addMenu(tr("&Go"));
    struct Step {
        QString name;
        int key;
        int layers;
        int heads;
    };
    const Step steps[] = {{tr("&Next layer"), Qt::Key_Up, 1, 0},
                          {tr("&Previous layer"), Qt::Key_Down, -1, 0},
                          {tr("Next &head"), Qt::Key_Right, 0, 1},
                          {tr("Previous h&ead"), Qt::Key_Left, 0, -1}};
    for (const Step& step : steps) {
        QAction* action = go->addAction(step.name, this,
                                        [this, step] { moveHead(step.layers, step.heads); });
        action->setShortcut(QKeySequence(Qt::ALT | step.key));
    }
    go->addSeparator();
    buildViewSteps(go);
    go->addSeparator();
    buildHistory(go);
    go->addSeparator();
    const auto focus = [this, go](const QString& name, const QKeySequence& keys, auto target) {
        QAction* action = go->addAction(name, this, target);
        action->setShortcut(keys);
    };
    focus(tr("To the p&rompt"), QKeySequence(Qt::CTRL | Qt::Key_L),
          [this] { m_bar->focusPrompt(); });
    const std::pair<QString, QWidget*> places[] = {
        {tr("To the &tokens"), m_strip},
        {tr("To the head &map"), m_panel->map()},
        {tr("To the list of hea&ds"), m_panel->finder()},
        {tr("To the t&able"), m_headView->tableView()->wordsPane()},
        {tr("To the atte&ntion"), m_headView->tableView()->scoresPane()}};
    int key = Qt::Key_1;
    for (const auto& [name, widget] : places)
        focus(name, QKeySequence(Qt::CTRL | key++),
              [target = widget] { target->setFocus(Qt::ShortcutFocusReason); });
    focus(tr("To the vie&w"), QKeySequence(Qt::CTRL | key++),
          [this] { m_views->front()->focusTarget()->setFocus(Qt::ShortcutFocusReason); });
}

void MainWindow::buildViewSteps(QMenu* go)
{
    const auto show = [this](int view) {
        const int count = app::Selection::viewCount;
        m_selection.setView(static_cast<app::Selection::View>((view + count) % count));
        m_views->front()->focusTarget()->setFocus(Qt::ShortcutFocusReason);
    };
    QMenu* views = go->addMenu(tr("&View"));
    for (int i = 0; i < app::Selection::viewCount; ++i) {
        QAction* action = views->addAction(CentreViews::name(static_cast<app::Selection::View>(i)),
                                           this, [show, i] { show(i); });
        action->setShortcut(QKeySequence(Qt::ALT | (Qt::Key_0 + (i + 1) % 10)));
    }
    const auto step = [this, show](int by) { show(static_cast<int>(m_selection.view()) + by); };
    QAction* next = go->addAction(tr("Ne&xt view"), this, [step] { step(1); });
    next->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_PageDown));
    QAction* previous = go->addAction(tr("Pre&vious view"), this, [step] { step(-1); });
    previous->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_PageUp));
}

void MainWindow::buildHistory(QMenu* go)
{
    QAction* back = go->addAction(tr("&Back"), &m_history, &app::SelectionHistory::back);
    // Some keyboards have no brackets that Ctrl reaches.
    back->setShortcuts({QKeySequence(Qt::CTRL | Qt::Key_BracketLeft),
                        QKeySequence(Qt::ALT | Qt::Key_Comma), QKeySequence(Qt::Key_Back)});
    back->setIconText(QStringLiteral("‹")); // of the button beside the tabs
    back->setToolTip(tr("Back to what was looked at before (Ctrl+[ or Alt+,)"));
    QAction* forward = go->addAction(tr("&Forward"), &m_history, &app::SelectionHistory::forward);
    forward->setShortcuts({QKeySequence(Qt::CTRL | Qt::Key_BracketRight),
                           QKeySequence(Qt::ALT | Qt::Key_Period), QKeySequence(Qt::Key_Forward)});
    forward->setIconText(QStringLiteral("›"));
    forward->setToolTip(tr("Forward again (Ctrl+] or Alt+.)"));
    const auto refresh = [this, back, forward] {
        back->setEnabled(m_history.canGoBack());
        forward->setEnabled(m_history.canGoForward());
    };
    connect(&m_history, &app::SelectionHistory::changed, this, refresh);
    refresh();
    m_views->setHistoryActions(back, forward);
}

void MainWindow::copySelection()
{
    QString text = m_inspector->selectedText();
    if (text.isEmpty())
        text = m_views->front()->selectedText();
    if (!text.isEmpty())
        QApplication::clipboard()->setText(text);
}

} // namespace headscope::ui
