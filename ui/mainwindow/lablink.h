// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/comparing.h"
#include "app/selection.h"
#include "app/session.h"

#include <QObject>
#include <QStringList>

namespace headscope::ui {

class LabView;

/// Between the session and the Lab's view: changes, sweeps and prompts of files go one way, results
/// and sentences the other; and the changed run goes to all other views, or beside the original in
/// Compare. Owned by the view, GUI thread.
class LabLink : public QObject
{
    Q_OBJECT
public:
    /// All outlive this.
    LabLink(app::Session* session, app::Comparing* comparing, app::Selection* selection,
            LabView* view);

    /// Whether the view's result is wanted.
    void want(bool wanted);
    /// All views show the model as it is again.
    void showOriginal();

Q_SIGNALS:
    void failed(const QString& sentence);

private:
    void connectView();
    void connectSession();
    void showModel();
    void followChange();
    void changeOther(bool changed);
    void compareWith(const core::Change& change);
    void showEverywhere(bool everywhere);
    void compare();
    void openPrompts();
    void readPrompts(const QString& path);
    void showSweep();

    app::Session* m_session;
    app::Comparing* m_comparing;
    app::Selection* m_selection;
    LabView* m_view;
    QString m_over; ///< the name of what the sweep under way runs over
    QString m_file; ///< the prompts' that were opened last
    bool m_wanted = false;
};

} // namespace headscope::ui
