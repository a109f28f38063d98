// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session.h"
#include "app/settings.h"
#include "tests/support/patience.h"
#include "ui/mainwindow/centreviews.h"
#include "ui/mainwindow/mainwindow.h"

#include <QTemporaryDir>

#include <functional>
#include <memory>
#include <optional>

namespace headscope::ui {

class GridView;
class HeadGridView;

/// The real window on the embedded model, with settings and caches of its own, for tests that drive
/// it by keys and clicks. Methods that check fail the running test.
class RealWindow
{
public:
    using Kind = app::Selection::View;
    static constexpr int patience = tests::patience;

    RealWindow();
    ~RealWindow();

    static QString text(const char* utf8) { return QString::fromUtf8(utf8); }
    static QString longest(); ///< a prompt of 512 tokens with the first one
    QString path(const QString& name) const { return m_folder.filePath(name); }
    MainWindow* window() const { return m_window.get(); }
    app::Settings* settings() const { return m_settings.get(); }
    app::ModelPlaces places;               ///< where the next window looks for models
    std::vector<PromptBar::Choice> models; ///< that it knows of: the embedded ones
    app::HubSettings hub;                  ///< where it downloads from
    QString sessionFile;                   ///< file of a session that it begins with
    QString recovery;                      ///< folder of copies of unsaved sessions; empty: none
    QString fallback;                      ///< what it opens where the first model cannot be
    std::function<std::optional<qint64>()> freeMemory; ///< in place of the system's
    CentreViews* views() const { return m_window->views(); }
    app::Session* session() const { return m_window->session(); }
    app::Selection* selection() const { return m_window->selection(); }
    int tokens() const { return static_cast<int>(session()->prompt()->tokens.size()); }

    void forgetSettings();
    void open(const QString& prompt, const QString& model);
    void open(const QString& prompt); ///< on the embedded model, until its first run is there
    void close();
    /// Whether the view in front has what it asked for, of the run on the screen. The words of all
    /// heads come in pieces: a long prompt's first ones are enough.
    bool fresh() const;
    /// Until everything that the view in front wants is there.
    void settle() const;
    /// Types a prompt and waits for its run.
    void run(const QString& prompt, int wantedTokens) const;
    /// Alt+1 .. Alt+9, Alt+0, until the view shows what was asked for.
    void show(Kind kind) const;
    /// Writes the table of the view in front and waits for it; false where it fails.
    static bool saveTable(MainWindow* window, const QString& path);
    static void click(GridView* grid, int row, int column, bool twice = false);
    /// What the view shows for the run on the screen, against the results that it is made of.
    void check(Kind kind) const;

private:
    void checkHead() const;
    void checkGrid(HeadGridView* view, bool patterns) const;
    void checkStream() const;
    void checkNeurons() const;
    void checkEvolution() const;
    void checkPositions() const;
    void checkWeights() const;
    void checkComparison() const;
    void checkLab() const;
    void compareWithSomething() const;

    QTemporaryDir m_folder;
    std::unique_ptr<app::Settings> m_settings;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace headscope::ui
