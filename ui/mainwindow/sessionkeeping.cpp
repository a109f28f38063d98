// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/sessionkeeping.h"

#include "app/session.h"
#include "app/sessionmodel.h"
#include "ui/mainwindow/headlabelling.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/modelopening.h"
#include "ui/mainwindow/sessionstate.h"
#include "ui/views/modelchooser.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QStatusBar>

#include <utility>

namespace headscope::ui {

using Key = app::Settings::Key;

namespace {

constexpr int checkPause = 400;  // ms: changes of one gesture are one
constexpr int copyPause = 3'000; // ms: what a crash may cost
constexpr int told = 6'000;      // ms that a written file is named
constexpr int mostKnown = 60;
constexpr qsizetype promptShown = 40;

QString sentenceOf(const core::Error& error)
{
    return QString::fromUtf8(error.what());
}

QString nameOf(const QString& path)
{
    return QFileInfo(path).fileName();
}

} // namespace

SessionKeeping::SessionKeeping(MainWindow* window, app::Settings* settings,
                               const app::ModelPlaces& places, const QString& recovery)
    : QObject(window),
      m_window(window),
      m_settings(settings),
      m_places(places),
      m_state(new SessionState(window, places)),
      m_recovery(recovery)
{
    m_state->setParent(this);
    connect(m_state, &SessionState::begun, this, &SessionKeeping::became);
    connect(m_state, &SessionState::applied, this, &SessionKeeping::shows);
    m_check.setSingleShot(true);
    m_check.setInterval(checkPause);
    connect(&m_check, &QTimer::timeout, this, &SessionKeeping::check);
    m_autosave.setSingleShot(true);
    m_autosave.setInterval(copyPause);
    connect(&m_autosave, &QTimer::timeout, this, &SessionKeeping::keepCopy);
    // Whatever a session keeps is changed by somebody's hand, or by what that has set going.
    QCoreApplication::instance()->installEventFilter(this);
    connect(window->selection(), &app::Selection::changed, this, &SessionKeeping::checkSoon);
    connect(window->session(), &app::Session::idle, this, &SessionKeeping::checkSoon);
    connect(window->labelling()->labels(), &app::HeadLabels::changed, this,
            &SessionKeeping::checkSoon);
}

SessionKeeping::~SessionKeeping()
{
    end();
}

// ---- the menu ----------------------------------------------------------------------------------

void SessionKeeping::addToFileMenu(QMenu* file)
{
    QAction* open = file->addAction(tr("Open s&ession…"), this, &SessionKeeping::askOpen);
    open->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O));
    QMenu* recent = file->addMenu(tr("&Recent sessions"));
    recent->setObjectName(QStringLiteral("recentSessions"));
    recent->setToolTipsVisible(true);
    connect(recent, &QMenu::aboutToShow, this, [this, recent] { fillRecent(recent); });
    QAction* save = file->addAction(tr("&Save session"), this, &SessionKeeping::save);
    save->setShortcut(QKeySequence::Save);
    QAction* saveAs = file->addAction(tr("Save session &as…"), this, &SessionKeeping::askSaveAs);
    saveAs->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S));
}

void SessionKeeping::fillRecent(QMenu* menu)
{
    menu->clear();
    const QStringList recent = m_settings->texts(Key::RecentSessions);
    for (const QString& path : recent) {
        const bool there = QFileInfo::exists(path);
        QString name = nameOf(path);
        name.replace(QLatin1Char('&'), QLatin1String("&&"));
        QAction* action = menu->addAction(there ? name : tr("%1 (not there any more)").arg(name),
                                          this, [this, path] { open(path); });
        action->setToolTip(QDir::toNativeSeparators(path));
        action->setEnabled(there);
    }
    if (recent.isEmpty())
        menu->addAction(tr("None yet"))->setEnabled(false);
    menu->addSeparator();
    QAction* clear = menu->addAction(tr("&Clear list"), this, [this] {
        m_settings->setValue(Key::RecentSessions, QStringList());
    });
    clear->setEnabled(!recent.isEmpty());
}

QString SessionKeeping::dialogFolder() const
{
    const QString last = m_file.isEmpty() ? m_settings->texts(Key::RecentSessions).value(0)
                                          : m_file;
    const QString folder = QFileInfo(last).path();
    return !last.isEmpty() && QFileInfo(folder).isDir() ? folder : QDir::homePath();
}

void SessionKeeping::askOpen()
{
    const QString path = QFileDialog::getOpenFileName(
        m_window, tr("Open a session"), dialogFolder(),
        tr("Sessions (*%1);;All files (*)").arg(QLatin1String(app::SavedSession::ending)));
    if (!path.isEmpty())
        open(path);
}

bool SessionKeeping::askSaveAs()
{
    if (!m_state->isThere())
        return saveAs({}); // says why not
    const QString ending = QLatin1String(app::SavedSession::ending);
    QFileDialog dialog(m_window, tr("Save the session"), dialogFolder(),
                       tr("Sessions (*%1)").arg(ending));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(ending.mid(1));
    const QString model = m_state->capture().model.name.section(QLatin1Char('/'), -1);
    dialog.selectFile(m_file.isEmpty() ? model + ending : nameOf(m_file));
    return dialog.exec() == QDialog::Accepted && saveAs(dialog.selectedFiles().value(0));
}

// ---- saving ------------------------------------------------------------------------------------

bool SessionKeeping::save()
{
    return m_file.isEmpty() ? askSaveAs() : saveAs(m_file);
}

bool SessionKeeping::saveAs(const QString& path)
{
    m_window->labelling()->commit();
    if (!m_state->isThere()) {
        m_window->failToOpen(
            tr("There is no session to save yet: it begins with the first run of a prompt."));
        return false;
    }
    const app::SavedSession session = m_state->capture();
    try {
        app::writeSession(session, path);
    } catch (const core::Error& error) {
        m_window->failToOpen(tr("The session was not saved: %1.").arg(sentenceOf(error)));
        return false;
    }
    m_saved = app::contentOf(session);
    m_content = m_saved;
    setFile(QFileInfo(path).absoluteFilePath());
    check();
    m_window->statusBar()->showMessage(tr("Saved as %1.").arg(path), told);
    return true;
}

void SessionKeeping::setFile(const QString& path)
{
    m_file = path;
    if (!path.isEmpty())
        m_settings->remember(Key::RecentSessions, path, mostRecent);
    showTitle();
}

QString SessionKeeping::title() const
{
    return m_file.isEmpty() ? QString()
                            : tr("%1[*] – ", "before the model's name in the title of the window")
                                  .arg(QFileInfo(m_file).completeBaseName());
}

void SessionKeeping::showTitle()
{
    const auto model = m_window->wholeModel();
    // The mark first goes, then its place, about which Qt complains.
    if (m_file.isEmpty())
        m_window->setWindowModified(false);
    if (model)
        m_window->setWindowTitle(
            title() + tr("%1 – Headscope").arg(QString::fromStdString(model->info.name)));
    if (model && !m_file.isEmpty())
        m_window->setWindowModified(isModified());
}

bool SessionKeeping::isModified() const
{
    return !m_file.isEmpty() && m_content != m_saved;
}

// ---- opening -----------------------------------------------------------------------------------

void SessionKeeping::open(const QString& path)
{
    beforeLoss(tr("%1 has changes that are not saved. Save them before %2 is opened?")
                   .arg(nameOf(m_file), nameOf(path)),
               [this, path] { openNow(path); });
}

void SessionKeeping::openNow(const QString& path)
{
    try {
        begin(app::readSession(path), QFileInfo(path).absoluteFilePath(), true);
    } catch (const core::Error& error) {
        m_window->failToOpen(sentenceOf(error));
    }
}

QString SessionKeeping::openAtStart(const QString& path, const QString& model)
{
    try {
        const app::SavedSession session = app::readSession(path);
        const QString file = QFileInfo(path).absoluteFilePath();
        QString folder = !model.isEmpty() ? model
                                          : app::findModel(session.model, m_places,
                                                           m_settings->texts(Key::KnownModels));
        if (folder.isEmpty()) {
            m_afterStart = [this, session, file] { offerToFind(session, file, true); };
            return {};
        }
        expect(file, true);
        m_state->expect(session, folder);
        return folder;
    } catch (const core::Error& error) {
        const QString sentence = sentenceOf(error);
        m_afterStart = [this, sentence] { m_window->failToOpen(sentence); };
        return {};
    }
}

void SessionKeeping::sayAtStart()
{
    if (const auto say = std::exchange(m_afterStart, nullptr))
        say();
}

void SessionKeeping::expect(const QString& path, bool saved)
{
    m_next = path;
    m_nextSaved = saved;
}

void SessionKeeping::begin(const app::SavedSession& session, const QString& path, bool saved)
{
    const QString folder = app::findModel(session.model, m_places,
                                          m_settings->texts(Key::KnownModels));
    if (folder.isEmpty()) {
        offerToFind(session, path, saved);
        return;
    }
    expect(path, saved);
    m_state->start(session, folder);
}

void SessionKeeping::offerToFind(const app::SavedSession& session, const QString& path, bool saved)
{
    const QString name = path.isEmpty() ? tr("The session") : nameOf(path);
    const QString model = session.model.name.isEmpty() ? session.model.folder : session.model.name;
    m_window->offer(tr("%1 needs the model %2, which was not found. It was in %3.")
                        .arg(name, model, QDir::toNativeSeparators(session.model.folder)),
                    tr("Find it…"), [this, session, path, saved] { find(session, path, saved); });
}

void SessionKeeping::find(const app::SavedSession& session, const QString& path, bool saved)
{
    expect(path, saved);
    m_state->startWithNext(session);
    m_window->opening()->showChooser();
    connect(
        m_window->opening()->chooser(), &QDialog::finished, this,
        [this, session, path, saved](int result) {
            if (result == QDialog::Accepted || !m_state->isWaiting())
                return;
            m_state->giveUp();
            offerToFind(session, path, saved);
        },
        Qt::SingleShotConnection);
}

void SessionKeeping::became()
{
    m_saved.clear();
    m_content.clear();
    setFile(m_next);
}

void SessionKeeping::shows()
{
    m_content = app::contentOf(m_state->capture());
    m_saved = m_nextSaved ? m_content : QByteArray();
    if (!m_nextSaved)
        keepCopy();
    if (m_kept == m_content)
        m_recovery.forgetLeft(); // it is in a copy of this window's own
    check();
}

void SessionKeeping::modelOpened()
{
    const core::ModelInfo& info = m_window->wholeModel()->info;
    if (!info.weightsHash.empty())
        m_settings->remember(Key::KnownModels,
                             app::knownModel(QString::fromStdString(info.weightsHash),
                                             QString::fromStdString(info.folder.string())),
                             mostKnown);
    m_state->modelOpened();
    showTitle();
}

void SessionKeeping::runShown()
{
    m_state->runShown();
    if (std::exchange(m_begun, true) || !m_state->isThere())
        return;
    // Nobody has done anything yet.
    if (m_file.isEmpty() && m_content.isEmpty()) {
        m_content = app::contentOf(m_state->capture());
        m_saved = m_content;
    }
    sayAtStart();
}

// ---- what is not saved -------------------------------------------------------------------------

bool SessionKeeping::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonRelease:
    case QEvent::Wheel:
        checkSoon();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

void SessionKeeping::checkSoon()
{
    if (!m_check.isActive())
        m_check.start();
}

void SessionKeeping::check()
{
    if (!m_begun || !m_state->isThere())
        return;
    m_content = app::contentOf(m_state->capture());
    if (!m_file.isEmpty())
        m_window->setWindowModified(isModified());
    if (m_content == m_saved) {
        m_autosave.stop();
        m_kept.clear();
        m_recovery.remove();
    } else if (m_recovery.isKept() && m_content != m_kept && !m_autosave.isActive()) {
        m_autosave.start();
    }
}

void SessionKeeping::keepCopy()
{
    if (!m_recovery.isKept() || !m_state->isThere())
        return;
    app::SavedSession session = m_state->capture();
    session.file = m_file;
    try {
        m_recovery.write(session);
        m_kept = app::contentOf(session);
    } catch (const core::Error& error) {
        // Once: the next change would only say it again.
        if (!std::exchange(m_copyFailed, true))
            m_window->failToOpen(
                tr("What is not saved would be lost in a crash: %1.").arg(sentenceOf(error)));
    }
}

void SessionKeeping::beforeLoss(const QString& sentence, std::function<void()> goOn)
{
    m_window->labelling()->commit();
    check();
    if (!isModified()) {
        goOn();
        return;
    }
    delete m_question.data();
    auto* box = new QMessageBox(QMessageBox::Question, tr("Save the session"), sentence,
                                QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel,
                                m_window);
    box->setObjectName(QStringLiteral("saveQuestion"));
    box->setTextFormat(Qt::PlainText);
    box->setDefaultButton(QMessageBox::Save);
    box->setEscapeButton(QMessageBox::Cancel);
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(box, &QDialog::finished, this, [this, goOn = std::move(goOn)](int answer) {
        if (answer == QMessageBox::Discard || (answer == QMessageBox::Save && save()))
            goOn();
    });
    m_question = box;
    box->open();
}

bool SessionKeeping::mayClose()
{
    if (m_mayClose)
        return true;
    m_window->labelling()->commit();
    check();
    if (!isModified())
        return true;
    beforeLoss(tr("%1 has changes that are not saved. Save them before the window is closed?")
                   .arg(nameOf(m_file)),
               [this] {
                   m_mayClose = true;
                   m_window->close();
               });
    return false;
}

void SessionKeeping::end()
{
    m_check.stop();
    m_autosave.stop();
    m_recovery.remove();
}

void SessionKeeping::offerLeft()
{
    const auto left = m_recovery.takeLeft();
    if (!left)
        return;
    const QString prompt = left->prompt.simplified();
    m_window->offer(
        tr("Headscope ended before everything was saved: “%1” on %2.")
            .arg(prompt.size() > promptShown ? prompt.left(promptShown) + QChar(0x2026) : prompt,
                 left->model.name),
        tr("Restore"),
        [this, session = *left] {
            beforeLoss(tr("%1 has changes that are not saved. Save them before the other session "
                          "is restored?")
                           .arg(nameOf(m_file)),
                       [this, session] { begin(session, session.file, false); });
        },
        [this] { m_recovery.forgetLeft(); });
}

} // namespace headscope::ui
