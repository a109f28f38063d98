// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/modelsource.h"
#include "app/recoveryfile.h"
#include "app/savedsession.h"
#include "app/settings.h"

#include <QMessageBox>
#include <QObject>
#include <QPointer>
#include <QString>
#include <QTimer>

#include <functional>
#include <optional>

class QMenu;

namespace headscope::ui {

class MainWindow;
class SessionState;

/// Session files in the window: the menu, the session's name in the title, what is asked before
/// unsaved changes are lost, and the copy that outlives a crash. A window has a session from its
/// first run on; it has a name once it is saved or opened, and only then anybody is asked. Owned by
/// the main window, GUI thread; a failure is one sentence in the banner.
class SessionKeeping : public QObject
{
    Q_OBJECT
public:
    /// `recovery` is the folder of copies; empty: none are kept. `settings` outlives this.
    SessionKeeping(MainWindow* window, app::Settings* settings, const app::ModelPlaces& places,
                   const QString& recovery);
    ~SessionKeeping() override;

    void addToFileMenu(QMenu* file);
    SessionState* state() const { return m_state; }
    QString file() const { return m_file; } ///< empty while it has no name
    QString title() const;                  ///< "name[*] – ", or nothing
    bool isModified() const;
    /// The question that is open; nullptr where none is.
    QMessageBox* question() const { return m_question; }

    /// Asks first where changes would be lost.
    void open(const QString& path);
    /// The folder of the model to load, which is `model` where that is not empty; empty where the
    /// session cannot be had, which is said once there is something to look at.
    QString openAtStart(const QString& path, const QString& model);
    /// Under its name; asks for one where it has none. False where it is not saved.
    bool save();
    bool saveAs(const QString& path);
    /// Whether the window may close now; if not, the question is open, and closes it.
    bool mayClose();
    /// The window is closed: no copy is needed any more.
    void end();
    /// Offers what a window that crashed has left.
    void offerLeft();
    /// A model is open, and its prompt not yet run; a run is on the screen.
    void modelOpened();
    void runShown();
    /// There is no model, and so no first run to wait for.
    void sayAtStart();
    /// How soon after a change the copy is written.
    void setPause(int milliseconds) { m_autosave.setInterval(milliseconds); }

    static constexpr int mostRecent = 10;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void askOpen();
    bool askSaveAs();
    QString dialogFolder() const;
    void fillRecent(QMenu* menu);
    void openNow(const QString& path);
    /// `path` is that of its file, or empty; `saved`: whether it is in that file.
    void begin(const app::SavedSession& session, const QString& path, bool saved);
    void expect(const QString& path, bool saved);
    void offerToFind(const app::SavedSession& session, const QString& path, bool saved);
    void find(const app::SavedSession& session, const QString& path, bool saved);
    /// Goes on at once, or once somebody has said what to do with the changes.
    void beforeLoss(const QString& sentence, std::function<void()> goOn);
    void setFile(const QString& path);
    void showTitle();
    void became(); ///< the session on its way is the window's
    void shows();  ///< and is on the screen
    void checkSoon();
    void check();
    void keepCopy();

    MainWindow* m_window;
    app::Settings* m_settings;
    app::ModelPlaces m_places;
    SessionState* m_state;
    app::RecoveryFile m_recovery;
    QString m_file;
    QString m_next;                     ///< the file of the session that is on its way
    bool m_nextSaved = true;            ///< as it is in that file
    QByteArray m_saved;                 ///< the content that needs no saving
    QByteArray m_content;               ///< as it was last looked at
    QByteArray m_kept;                  ///< the content of the copy
    std::function<void()> m_afterStart; ///< says what was wrong, once there is a first run
    bool m_begun = false;               ///< there has been a run
    bool m_mayClose = false;
    bool m_copyFailed = false;
    QTimer m_check;    ///< changes of one moment are looked at once
    QTimer m_autosave; ///< from the first change that is in no copy
    QPointer<QMessageBox> m_question;
};

} // namespace headscope::ui
