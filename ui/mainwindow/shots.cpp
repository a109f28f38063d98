// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/shots.h"

#include "app/comparing.h"
#include "ui/export/pngfile.h"
#include "ui/mainwindow/centreviews.h"
#include "ui/mainwindow/exporting.h"
#include "ui/mainwindow/helpmenu.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/modelopening.h"
#include "ui/mainwindow/sessionkeeping.h"
#include "ui/mainwindow/sessionstate.h"
#include "ui/mainwindow/settingsmap.h"
#include "ui/models/neuronwordsmodel.h"
#include "ui/theme/theme.h"
#include "ui/views/banner.h"
#include "ui/views/gridview.h"
#include "ui/views/headgridview.h"
#include "ui/views/headview.h"
#include "ui/views/modelchooser.h"
#include "ui/views/neuronsview.h"
#include "ui/views/neurontable.h"
#include "ui/views/weightsview.h"

#include <QCoreApplication>
#include <QDir>
#include <QDockWidget>
#include <QFile>
#include <QPixmap>
#include <QTimer>

#include <filesystem>
#include <system_error>

namespace headscope::ui {

namespace {

/// Down to colours alone, and on until all columns are in sight, where that is possible.
void zoomOut(GridView* grid)
{
    QSize before;
    do {
        before = grid->geometryOfCells().cellSize;
        grid->zoom(-1);
    } while (
        grid->geometryOfCells().cellSize != before
        && (grid->showsWords()
            || grid->geometryOfCells().content().width() > grid->geometryOfCells().room().width()));
}

/// Layouts that depend on each other ask for one another by events: on a busy machine some are
/// still to come when it is time to draw.
void settleLayouts()
{
    constexpr int mostTurns = 8;
    for (int turn = 0; turn < mostTurns; ++turn)
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
}

} // namespace

Shots::Shots(MainWindow* window, Plan plan, QObject* parent)
    : QObject(parent), m_window(window), m_plan(std::move(plan)), m_scenes(allScenes(m_plan.asItIs))
{
    connect(window, &MainWindow::failed, this, &Shots::end);
    connect(window->session(), &app::Session::idle, this, &Shots::idle);
    connect(window->comparing(), &app::Comparing::changed, this, &Shots::idle);
}

bool Shots::isBusy() const
{
    const app::Comparing* comparing = m_window->comparing();
    const bool compared = m_window->selection()->view() == app::Selection::View::Compare;
    return m_window->session()->busy()
           || (compared
               && (comparing->busy()
                   || !(comparing->isCurrent() || !comparing->sentence().isEmpty())));
}

void Shots::idle()
{
    if (m_drawing || m_ended)
        return;
    // Between two pieces of work there may be nothing to do for a moment.
    QTimer::singleShot(0, this, [this] {
        if (m_drawing || m_ended || isBusy())
            return;
        if (m_window->sessions()->state()->isWaiting())
            return; // its run ends in idle() too
        if (modelRuns() && !m_window->headView()->table()) {
            end(tr("the run ended without a table to draw"));
        } else if (m_scene < 0) {
            bringToFront(sceneFrom(0));
        } else if (selectNeuron() || !isFinished()) {
            waitForIdle();
        } else {
            m_drawing = true;
            m_theme = 0;
            m_size = 0;
            next();
        }
    });
}

std::vector<Shots::Scene> Shots::allScenes(bool asItIs)
{
    using Kind = app::Selection::View;
    std::vector<Scene> scenes;
    for (int i = 0; i < app::Selection::viewCount; ++i)
        scenes.push_back({viewName(static_cast<Kind>(i)), static_cast<Kind>(i)});
    if (asItIs)
        return scenes;
    scenes.push_back({QStringLiteral("network"), Kind::Head, true});
    const QString weights = viewName(Kind::Weights);
    for (const auto& [name, page] : {std::pair{"directions", WeightsView::Page::Directions},
                                     std::pair{"composition", WeightsView::Page::Composition}}) {
        Scene& scene = scenes.emplace_back(
            Scene{weights + u'-' + QLatin1String(name), Kind::Weights});
        scene.page = static_cast<int>(page);
    }
    scenes.push_back({QStringLiteral("patterns-map"), Kind::Patterns, false, true});
    scenes.push_back({QStringLiteral("help"), Kind::Head, false, false, true});
    scenes.push_back({QStringLiteral("models"), Kind::Head, false, false, false, true});
    return scenes;
}

bool Shots::modelRuns() const
{
    const auto model = m_window->session()->model();
    return !model || model->info.canRun();
}

bool Shots::hasSomething(const Scene& scene) const
{
    using Kind = app::Selection::View;
    if (!modelRuns() && !scene.models)
        return scene.view == Kind::Weights || scene.view == Kind::Positions;
    // Where nothing is compared there is nothing to draw.
    return scene.view != Kind::Compare || !m_window->comparing()->other().isEmpty();
}

int Shots::sceneFrom(int scene) const
{
    while (scene < static_cast<int>(m_scenes.size())
           && !hasSomething(m_scenes[static_cast<std::size_t>(scene)]))
        ++scene;
    return scene;
}

void Shots::bringToFront(int scene)
{
    m_scene = scene;
    m_waited = 0;
    m_drawing = false;
    const Scene& wanted = m_scenes[static_cast<std::size_t>(scene)];
    m_window->selection()->setView(wanted.view);
    if (!m_plan.asItIs) {
        m_window->headView()->setAsNetwork(wanted.asNetwork);
        if (wanted.view == app::Selection::View::Weights)
            m_window->views()->weights()->setPage(static_cast<WeightsView::Page>(wanted.page));
        if (wanted.help == m_window->help()->dock()->isHidden())
            m_window->help()->toggle();
    }
    if (wanted.models)
        m_window->opening()->showChooser();
    if (wanted.asMap)
        zoomOut(m_window->views()->patterns()->grid());
    waitForIdle();
}

void Shots::waitForIdle()
{
    // What a view wants is asked for in the next event; where it wants nothing, nothing will end.
    QTimer::singleShot(50, this, [this] {
        if (m_window->opening()->catalog()->isReading())
            waitForIdle();
        else if (!isBusy())
            idle();
    });
}

/// On a busy machine a view that has come to the front may not have asked for its result yet.
bool Shots::isFinished()
{
    const View* front = m_window->views()->front();
    // Of a page that a view has beside others there may be nothing, though there is of the view: no
    // sweep was made.
    const bool drawable = !front->figure(FigurePart::Whole, m_plan.sizes.front().width()).isNull();
    return (front->state() == View::State::Ready && (drawable || m_waited > mostWaitsForPage))
           || front->state() == View::State::Failed || ++m_waited > mostWaits;
}

bool Shots::selectNeuron()
{
    app::Selection* selection = m_window->selection();
    if (m_plan.asItIs || selection->view() != app::Selection::View::Neurons
        || selection->focus() == app::Selection::Focus::Neuron)
        return false;
    const NeuronsView* neurons = m_window->views()->neurons();
    if (!neurons->activity() || neurons->table()->wordsModel()->rowCount() == 0)
        return false;
    const int place = neurons->table()->wordsModel()->placeOf(0);
    selection->setNeuron(neurons->activity()->layerOf(place), neurons->activity()->neuronOf(place));
    return true;
}

void Shots::start()
{
    std::error_code error;
    std::filesystem::create_directories(QFile::encodeName(m_plan.folder).toStdString(), error);
    if (error) {
        const QString reason = QString::fromLocal8Bit(error.message().c_str());
        QTimer::singleShot(0, this, [this, reason] {
            end(tr("the folder %1 could not be made: %2").arg(m_plan.folder, reason));
        });
        return;
    }
    m_window->setAttribute(Qt::WA_DontShowOnScreen);
    m_window->banner()->hide();
    m_window->findChild<QWidget*>(QStringLiteral("timing"))->hide(); // another one each time
    m_window->show();
}

void Shots::next()
{
    if (m_ended)
        return;
    if (m_theme == m_plan.dark.size()) {
        const int scene = sceneFrom(m_scene + 1);
        if (scene == static_cast<int>(m_scenes.size()))
            end({});
        else
            bringToFront(scene);
        return;
    }
    Theme::instance().setChoice(m_plan.dark[m_theme] ? Theme::Choice::Dark : Theme::Choice::Light);
    m_window->resize(m_plan.sizes[m_size]);
    // Layouts and style settle in the events that these two have posted.
    QTimer::singleShot(0, this, [this] { QTimer::singleShot(30, this, &Shots::draw); });
}

bool Shots::write(const QImage& image, const QString& name)
{
    const QString failure = writePng(image, QDir(m_plan.folder).filePath(name));
    if (!failure.isEmpty())
        end(failure);
    return failure.isEmpty();
}

void Shots::draw()
{
    settleLayouts();
    const QString theme = m_plan.dark[m_theme] ? QStringLiteral("dark") : QStringLiteral("light");
    const Scene& scene = m_scenes[static_cast<std::size_t>(m_scene)];
    const QString view = scene.name;
    const QSize size = m_plan.sizes[m_size];
    if (scene.models) {
        if (!drawModels())
            return;
        ++m_theme;
        next();
        return;
    }
    if (!write(m_window->grab().toImage(), QStringLiteral("%1-window-%2-%3x%4.png")
                                               .arg(view, theme)
                                               .arg(size.width())
                                               .arg(size.height())))
        return;
    if (m_size == 0 && !scene.help) {
        const QString whole = QDir(m_plan.folder)
                                  .filePath(
                                      QStringLiteral("%1-%2.%3").arg(view, theme, m_plan.format));
        // The window says why not, which ends the drawing. A view may have nothing to show: no
        // positions in a model without them, which the window's picture says; or no sweep.
        View* front = m_window->views()->front();
        if (front->state() == View::State::Ready
            && !front->figure(FigurePart::Whole, size.width()).isNull()
            && !m_window->savePicture(whole))
            return;
        if (m_scene == sceneFrom(0) && !drawHeadMap(theme))
            return;
    }
    if (++m_size == m_plan.sizes.size()) {
        m_size = 0;
        ++m_theme;
    }
    next();
}

/// It stands beside every view.
bool Shots::drawHeadMap(const QString& theme)
{
    const QString failure = m_window->exporting()->saveHeadMap(
        QDir(m_plan.folder).filePath(QStringLiteral("headmap-%1.%2").arg(theme, m_plan.format)));
    if (!failure.isEmpty())
        end(failure);
    return failure.isEmpty();
}

/// The dialog has a size of its own.
bool Shots::drawModels()
{
    const QString theme = m_plan.dark[m_theme] ? QStringLiteral("dark") : QStringLiteral("light");
    ModelChooser* dialog = m_window->opening()->chooser();
    const bool good = write(dialog->grab().toImage(), QStringLiteral("models-%1.png").arg(theme));
    if (m_theme + 1 == m_plan.dark.size())
        dialog->close();
    return good;
}

void Shots::end(const QString& failure)
{
    if (m_ended)
        return;
    m_ended = true;
    Q_EMIT finished(failure);
}

} // namespace headscope::ui
