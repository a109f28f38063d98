// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/savedsession.h"
#include "tests/support/ui/realwindow.h"
#include "ui/mainwindow/headlabelling.h"
#include "ui/mainwindow/sessionkeeping.h"
#include "ui/mainwindow/sessionstate.h"
#include "ui/views/banner.h"

#include <QComboBox>
#include <QFile>
#include <QPushButton>
#include <QTest>

namespace headscope::ui {

/// The real window for tests of sessions, and users that have never used the program.
class SessionWindow : public QObject
{
public:
    static constexpr const char* prompt =
        "The captain of the ship gave the order to lower the boats";

protected:
    static QString text(const char* utf8) { return QString::fromUtf8(utf8); }
    using Kind = app::Selection::View;

    static constexpr int patience = RealWindow::patience;
    RealWindow m_real;
    int m_data = 0;

    MainWindow* window() const { return m_real.window(); }
    SessionKeeping* sessions() const { return window()->sessions(); }
    app::Selection* selection() const { return m_real.selection(); }
    app::HeadLabels* labels() const { return window()->labelling()->labels(); }
    QString banner() const
    {
        return window()->banner()->isHidden() ? QString() : window()->banner()->text();
    }
    QPushButton* bannerAction() const
    {
        return window()->banner()->findChild<QPushButton*>(text("bannerAction"));
    }
    QString path(const char* name) const { return m_real.path(text(name)); }
    template<class T>
    T* find(QWidget* in, const char* name) const
    {
        auto* found = in->findChild<T*>(text(name));
        Q_ASSERT(found != nullptr);
        return found;
    }
    /// As a click on the item does.
    static void choose(QComboBox* box, int item)
    {
        box->setCurrentIndex(item);
        Q_EMIT box->activated(item);
    }
    /// Settings and labels of somebody who has never used the program.
    void freshUser()
    {
        m_real.sessionFile.clear();
        m_real.recovery.clear();
        m_real.places = {};
        m_real.forgetSettings();
        qputenv("XDG_DATA_HOME", QFile::encodeName(m_real.path(text("data%1").arg(++m_data))));
    }
    /// Until there is nothing left to do for the view in front.
    void settle() const
    {
        // What changed in one moment is asked for after it; and one result may ask for the next.
        for (int pass = 0; pass < 3; ++pass) {
            QTest::qWait(20);
            if (selection()->view() == Kind::Compare)
                QTRY_VERIFY_WITH_TIMEOUT(!window()->session()->busy() && isCompared(), patience);
            else
                QTRY_VERIFY_WITH_TIMEOUT(!window()->session()->busy()
                                             && m_real.views()->front()->state()
                                                    == View::State::Ready,
                                         patience);
        }
    }
    /// Or there is nothing to compare with.
    bool isCompared() const
    {
        const app::Comparing* comparing = window()->comparing();
        return comparing->other().isEmpty() || (!comparing->busy() && comparing->isCurrent());
    }
    void show(Kind kind) const
    {
        selection()->setView(kind);
        settle();
    }
    void waitUntilApplied() const
    {
        QTRY_VERIFY_WITH_TIMEOUT(sessions()->state()->isThere(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(!window()->session()->busy(), patience);
    }

    void runPrompt(const QString& typed) const
    {
        window()->promptBar()->setPrompt(typed);
        window()->runPrompt();
        QTRY_VERIFY_WITH_TIMEOUT(window()->shownRun() && window()->shownRun()->prompt == typed,
                                 patience);
    }
    /// Where changes would be lost, they are.
    void openWithoutSaving(const QString& file) const
    {
        sessions()->open(file);
        if (sessions()->question() != nullptr)
            sessions()->question()->button(QMessageBox::Discard)->click();
        window()->activateWindow(); // for its keys
    }

    void save(const QString& file) const { QVERIFY(sessions()->saveAs(file)); }
    /// A session of the small model, by hand.
    app::SavedSession tiny(const QString& folder, const QString& weights = {}) const
    {
        app::SavedSession session;
        session.model = {text("gpt2-tiny"), folder, {}, {}, {}, weights};
        session.prompt = text("1 2 3 4");
        session.filters.lens.metric = core::Metric::Cosine;
        session.view = text("head");
        session.place.layer = core::LayerIndex(1);
        return session;
    }
    void writeTiny(const char* file, const app::SavedSession& session) const
    {
        app::writeSession(session, path(file));
    }
};

} // namespace headscope::ui
