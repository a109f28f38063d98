// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/sessionstate.h"

#include "app/sessionmodel.h"
#include "ui/mainwindow/centreviews.h"
#include "ui/mainwindow/headlabelling.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/modelopening.h"
#include "ui/mainwindow/settingsmap.h"
#include "ui/mainwindow/sidepanels.h"
#include "ui/mainwindow/viewlayout.h"
#include "ui/views/filterbar.h"
#include "ui/views/headmappanel.h"

#include <QFileInfo>
#include <QLocale>
#include <QScreen>

#include <algorithm>
#include <utility>

namespace headscope::ui {

using Kind = app::Selection::View;

SessionState::SessionState(MainWindow* window, app::ModelPlaces places)
    : QObject(window), m_window(window), m_places(std::move(places))
{
    const app::Session* session = window->session();
    connect(session, &app::Session::failed, this, &SessionState::failed);
    connect(window, &MainWindow::failed, this, &SessionState::failed);
    connect(window->opening(), &ModelOpening::refused, this, [this](const QString& path) {
        if (path == m_folder)
            giveUp();
    });
    // Another model than the one that was loaded for the session.
    connect(window->opening(), &ModelOpening::asked, this, [this](const QString& path) {
        if (isWaiting() && !m_folder.isEmpty() && path != m_folder)
            giveUp();
    });
    // After what the model's own signal brings, where there is one.
    connect(
        session, &app::Session::loadingChanged, this,
        [this](bool loading) {
            if (!loading)
                loadingEnded();
        },
        Qt::QueuedConnection);
}

bool SessionState::isThere() const
{
    return m_window->shownRun() && m_window->session()->model() && !isWaiting();
}

// ---- what there is -----------------------------------------------------------------------------

app::SavedSession SessionState::capture() const
{
    app::SavedSession session;
    const auto run = m_window->shownRun();
    session.model = app::identityOf(m_window->wholeModel()->info, m_places);
    session.prompt = run->prompt;
    session.decoder = run->decoder;
    session.first = run->first;
    session.encoder = m_window->session()->part() == app::Session::Part::Encoder;
    session.place = m_window->selection()->place();
    session.view = viewName(session.place.view);
    session.filters = m_window->views()->filters()->options();
    session.showSpaces = m_window->showsSpaces();
    session.measure = measureField(m_window->headMapPanel()->measure());
    session.colours = colourMapName(Theme::instance().measureKind());
    session.probe = m_window->headMapPanel()->probing();
    for (int i = 0; i < app::Selection::viewCount; ++i) {
        const auto kind = static_cast<Kind>(i);
        session.views.insert(viewName(kind), m_window->views()->view(kind)->look());
    }
    session.labels = m_window->labelling()->labels()->entries();
    session.window = {m_window->size(), m_window->frame()->saveState(),
                      m_window->sidePanels()->hiddenForRoom(), m_window->viewLayout()->save()};
    return session;
}

// ---- until its model is open -------------------------------------------------------------------

bool SessionState::isOpen(const QString& folder) const
{
    const auto model = m_window->wholeModel();
    return model
           && QFileInfo(QString::fromStdString(model->info.folder.string())) == QFileInfo(folder);
}

void SessionState::expect(const app::SavedSession& session, const QString& folder)
{
    m_session = session;
    m_folder = folder;
    m_stage = Stage::Asked;
}

void SessionState::start(const app::SavedSession& session, const QString& folder)
{
    expect(session, folder);
    if (isOpen(folder) && !m_window->session()->loading() && !otherWeights()) {
        m_stage = Stage::Loading; // of which nothing is left
        m_window->beginAgain(session.encoder);
        return;
    }
    // Others may have been asked for before; this one is expected.
    m_window->opening()->open(folder);
}

void SessionState::startWithNext(const app::SavedSession& session)
{
    expect(session, {});
}

void SessionState::giveUp()
{
    if (!isWaiting())
        return;
    m_session.reset();
    Q_EMIT givenUp();
}

void SessionState::failed()
{
    if (m_stage != Stage::Asked)
        giveUp();
}

void SessionState::loadingBegan(const QString& folder)
{
    if (isWaiting() && m_stage == Stage::Asked && (m_folder.isEmpty() || folder == m_folder))
        m_stage = Stage::Loading;
}

/// The model was there already, or has not come.
void SessionState::loadingEnded()
{
    if (!isWaiting() || m_stage != Stage::Loading || m_window->session()->loading())
        return;
    if (m_folder.isEmpty() || isOpen(m_folder))
        m_window->beginAgain(m_session->encoder);
    else
        giveUp();
}

void SessionState::modelOpened()
{
    if (!isWaiting() || m_stage == Stage::Asked)
        return;
    if (m_stage == Stage::Loading && (m_folder.isEmpty() || isOpen(m_folder)))
        begin();
    else
        giveUp(); // somebody has opened another one
}

// ---- before the run ----------------------------------------------------------------------------

void SessionState::begin()
{
    m_stage = Stage::Running;
    m_before = m_window->session()->prompt();
    const app::SavedSession& session = *m_session;
    layOut();
    PromptBar* bar = m_window->promptBar();
    bar->setPrompt(session.prompt);
    bar->setDecoder(session.decoder);
    bar->setFirst(session.first);
    m_window->setEncoderAtStart(session.encoder);
    m_prompt = bar->prompt();
    m_decoder = m_window->session()->hasEncoder() ? bar->decoder() : QString();
    m_window->chooseFilters(session.filters);
    m_window->chooseShowSpaces(session.showSpaces);
    m_window->chooseMapColours(colourMapKind(session.colours));
    m_window->headMapPanel()->setMeasure(measureOfField(session.measure));
    m_window->headMapPanel()->setProbing(false); // it comes with the run
    setViews();
    m_session->place.view = viewOfName(session.view);
    m_window->selection()->setPlace(session.place); // as far as there is something to select yet
    Q_EMIT begun();
}

void SessionState::layOut() const
{
    const app::SavedSession::Window& saved = m_session->window;
    // Never larger than the screen, nor made smaller than it is for that.
    const QSize most = m_window->screen()->availableGeometry().size().expandedTo(m_window->size());
    if (saved.size.isValid() && !m_window->isMaximized() && !m_window->isFullScreen())
        m_window->resize(saved.size.boundedTo(most).expandedTo(MainWindow::smallest()));
    m_window->sidePanels()->arrange(m_window->frame(), saved.docks, saved.hidden);
}

void SessionState::setViews() const
{
    for (int i = 0; i < app::Selection::viewCount; ++i) {
        const auto kind = static_cast<Kind>(i);
        m_window->views()->view(kind)->setLook(m_session->views.value(viewName(kind)));
    }
    m_window->viewLayout()->restore(m_session->window.views);
}

// ---- with the run ------------------------------------------------------------------------------

void SessionState::runShown()
{
    if (!isWaiting() || m_stage != Stage::Running)
        return;
    const auto run = m_window->shownRun();
    const bool encoder = m_window->session()->part() == app::Session::Part::Encoder;
    if (run == m_before)
        return; // its answers were still on their way
    if (run->prompt != m_prompt || run->decoder != m_decoder) {
        giveUp(); // somebody has run another prompt
        return;
    }
    if (m_session->encoder && m_window->session()->hasEncoder() && !encoder)
        return; // the part that it is about comes next
    m_window->selection()->setPlace(m_session->place);
    m_window->history()->clear();
    m_window->headMapPanel()->setProbing(m_session->probe);
    takeLabels();
    m_session.reset();
    Q_EMIT applied();
}

std::optional<QString> SessionState::otherWeights() const
{
    const QString& saved = m_session->model.weights;
    const auto model = m_window->wholeModel();
    const QString found = model ? QString::fromStdString(model->info.weightsHash) : QString();
    if (saved.isEmpty() || saved == found)
        return std::nullopt;
    return tr("The session was made with other weights (%3 …) than %1 has here (%2 …): the same "
              "prompt gives different numbers.")
        .arg(model ? QString::fromStdString(model->info.name) : QString(), found.left(8),
             saved.left(8));
}

void SessionState::takeLabels()
{
    HeadLabelling* labelling = m_window->labelling();
    const auto labels = m_session->labels;
    if (const auto sentence = otherWeights()) {
        Q_EMIT weightsDiffer(*sentence);
        if (labels.empty()) {
            m_window->say(*sentence);
            return;
        }
        // What was seen in other heads is nothing that is known of these.
        m_window->offer(*sentence + QLatin1Char(' ') + tr("Its labels have not been taken over."),
                        tr("Take over labels"),
                        [labelling, labels] { labelling->takeOver(labels); });
        return;
    }
    const HeadLabelling::Taken taken = labelling->takeOver(labels);
    if (taken.replaced > 0)
        m_window->say(tr("The session's labels have replaced what was noted on %n head(s). Undo "
                         "(Ctrl+Z) brings it back.",
                         nullptr, taken.replaced));
}

} // namespace headscope::ui
