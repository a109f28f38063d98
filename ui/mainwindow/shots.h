// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/selection.h"

#include <QImage>
#include <QObject>
#include <QSize>
#include <QString>

#include <vector>

namespace headscope::ui {

class MainWindow;

/// Draws every view to files: the window with it in front as PNG, for every theme and size, and its
/// whole content in any format, for every theme; so is the head map. Brings one view after the
/// other to the front and waits until the session has nothing left to do. GUI thread; never shows
/// the window on screen.
class Shots : public QObject
{
    Q_OBJECT
public:
    struct Plan {
        QString folder;
        std::vector<bool> dark{false, true};
        std::vector<QSize> sizes{QSize(1280, 800), QSize(1920, 1080)};
        QString format = QStringLiteral("png"); ///< of whole views: "png", "svg", "pdf"
        bool asItIs = false; ///< every view as the window has it, and none in other ways
    };

    Shots(MainWindow* window, Plan plan, QObject* parent = nullptr);
    void start();

Q_SIGNALS:
    /// Empty: all pictures are there. Else one sentence; no further pictures.
    void finished(const QString& failure);

private:
    /// What is drawn one after the other: all views, and those that can look quite different.
    struct Scene {
        QString name; ///< of its files
        app::Selection::View view = app::Selection::View::Head;
        bool asNetwork = false; ///< Head
        bool asMap = false;     ///< Patterns, zoomed out
        bool help = false;      ///< beside it; the window alone is drawn
        bool models = false;    ///< the dialog to choose models from is drawn, alone
        int page = 0;           ///< Weights: which of its pages
    };
    static std::vector<Scene> allScenes(bool asItIs);
    /// The first scene from `scene` on that there is something to draw of; as many as there are:
    /// none.
    int sceneFrom(int scene) const;
    bool hasSomething(const Scene& scene) const;
    bool modelRuns() const;
    void bringToFront(int scene);
    void waitForIdle();
    bool isBusy() const;
    /// Whether the view in front shows what it is going to show.
    bool isFinished();
    /// Selects the first neuron where nobody has selected one, for the inspector; false where not.
    bool selectNeuron();
    void idle();
    void next();
    void draw();
    bool drawHeadMap(const QString& theme);
    bool drawModels();
    bool write(const QImage& image, const QString& name);
    void end(const QString& failure);

    MainWindow* m_window;
    Plan m_plan;
    std::size_t m_theme = 0;
    std::size_t m_size = 0;
    std::vector<Scene> m_scenes;
    static constexpr int mostWaits = 200;       ///< for a view that never says that it has nothing
    static constexpr int mostWaitsForPage = 60; ///< for a page of one that has something
    int m_waited = 0;
    int m_scene = -1; ///< none yet: the first run is not there
    bool m_drawing = false;
    bool m_ended = false;
};

} // namespace headscope::ui
