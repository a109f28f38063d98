// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/comparing.h"
#include "app/hub/hubsettings.h"
#include "app/modelsource.h"
#include "app/selection.h"
#include "app/selectionhistory.h"
#include "app/session.h"
#include "app/settings.h"
#include "ui/models/measure.h"
#include "ui/theme/colourmap.h"
#include "ui/views/promptbar.h"

#include <QMainWindow>
#include <QTimer>

#include <functional>
#include <optional>
#include <vector>

class QActionGroup;
class QMenu;
class QDockWidget;
class QLabel;
class QProgressBar;
class QPushButton;

namespace headscope::ui {

class Banner;
class CentreViews;
class Exporting;
class GuidedTour;
class HeadLabelling;
class HeadMapPanel;
class HeadView;
class HelpMenu;
class Inspector;
class LoadingStrip;
class ModelOpening;
class SessionKeeping;
class SidePanels;
class TokenStrip;
class TourCard;
class ViewLayout;

/// The window: prompt bar and tokens on top, heads on the left, the views in the middle, the
/// inspector on the right. Owns session and selection; GUI thread. Whatever fails is said in the
/// banner, and what was shown before stays.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    struct Start {
        QString model;           ///< folder to load
        QString fallback;        ///< opened where `model` cannot be; empty: none is
        app::ModelPlaces places; ///< where the dialog looks for models
        app::HubSettings hub;    ///< where it downloads from, when asked to
        std::function<std::optional<qint64>()> freeMemory; ///< instead of asking the system
        std::optional<QString> prompt; ///< else the last one, else the first prompt
        QString decoder;               ///< what the decoder has said, beside `prompt`
        bool encoder = false;          ///< looked at first, where there is one
        /// What the prompt is compared with; else as last.
        std::optional<app::Comparing::Other> compare;
        std::vector<PromptBar::Choice> models; ///< found on this computer
        QString failure;      ///< said at once: what the options named and was not there
        QString note;         ///< said beside the model that is opened
        QString session;      ///< file of a session to begin with, instead of `prompt`
        QString sessionModel; ///< the folder of its model; empty: where it says
        QString recovery;     ///< folder of copies of unsaved sessions; empty: none are kept
        QString labels;       ///< folder of what is noted about heads; empty: the user's own
    };

    /// `settings` outlives the window.
    MainWindow(app::Settings* settings, const Start& start, QWidget* parent = nullptr);
    ~MainWindow() override;

    app::Session* session() { return &m_session; }
    app::Comparing* comparing() { return &m_comparing; }
    app::Selection* selection() { return &m_selection; }
    CentreViews* views() const { return m_views; }
    HeadView* headView() const { return m_headView; }
    app::SelectionHistory* history() { return &m_history; }
    HeadMapPanel* headMapPanel() const { return m_panel; }
    HeadLabelling* labelling() const { return m_labelling; }
    SessionKeeping* sessions() const { return m_sessions; }
    SidePanels* sidePanels() const { return m_sidePanels; }
    ViewLayout* viewLayout() const { return m_viewLayout; }
    QMainWindow* frame() const { return m_frame; } ///< holds the panels
    Inspector* inspector() const { return m_inspector; }
    HelpMenu* help() const { return m_help; }
    ModelOpening* opening() const { return m_opening; }
    GuidedTour* tour() const { return m_tour; }
    TourCard* tourCard() const { return m_tourCard; }
    TokenStrip* tokenStrip() const { return m_strip; }
    PromptBar* promptBar() const { return m_bar; }
    Banner* banner() const { return m_banner; }
    /// Below this, not everything could be shown.
    static QSize smallest() { return {760, 600}; }
    /// Makes it no larger than its screen has room for, as the first window is shown.
    void fitScreen();

    /// At once and without a question; the model that is open stays until this one is there.
    void openModel(const QString& folder);
    /// Says why a model was not opened, until something else is said.
    void failToOpen(const QString& sentence);
    /// In the banner, as a hint.
    void say(const QString& sentence);
    /// The same with a button that does something about it, once.
    /// `declined` is called where somebody closes the offer.
    void offer(const QString& sentence, const QString& words, std::function<void()> action,
               std::function<void()> declined = {});
    void forgetRun();
    /// All of the model, whichever part is looked at; null without one.
    app::ModelSummaryPtr wholeModel() const { return m_model; }
    /// A session of the model that is open begins: its part, then all that it sets, then its run.
    void beginAgain(bool encoder);
    /// Whether the model that is being opened is to be looked at in its encoder first.
    void setEncoderAtStart(bool encoder) { m_encoderAtStart = encoder; }
    /// Which part of a model with an encoder everything is about from now on.
    void lookAt(bool encoder);
    void runPrompt();
    /// The run that is on the screen; null before the first.
    app::PromptResultPtr shownRun() const { return m_shown; }
    /// As if chosen in the filter bar, but not remembered.
    void setFilters(const core::HeadTableOptions& options);
    // As if chosen in the filter bar and in the menus.
    void chooseFilters(const core::HeadTableOptions& options);
    void chooseShowSpaces(bool show);
    void chooseMapColours(ColourMap::Kind kind);
    bool showsSpaces() const { return m_showSpaces; }
    /// Model and prompt of what a view shows, and what is changed in the Lab; empty before the
    /// first run.
    QString caption(app::Selection::View view) const;
    /// The same for its table: the Lab's picture says itself what is changed.
    QString tableCaption(app::Selection::View view) const;
    Exporting* exporting() const { return m_exports; }
    /// Both tell of a failure in the banner and return false. The table is written while the
    /// window goes on; exporting() tells of its end.
    bool savePicture(const QString& path);
    bool saveTable(const QString& path);
    void moveHead(int layers, int heads);

Q_SIGNALS:
    /// Whatever was asked for cannot be had; the window has said so too.
    void failed(const QString& sentence);

protected:
    void closeEvent(QCloseEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    static QString captionOf(const app::ModelSummary& model, const app::PromptResult& run,
                             const core::Change& change);
    void buildCentre();
    void buildDocks(const QString& labels);
    void buildStatusBar();
    void buildOpening(const Start& start);
    void openFirst(const Start& start);
    void buildTour(const std::vector<PromptBar::Choice>& models, bool hint);
    void buildMenus();
    void buildFileMenu();
    void addContextMenus(const QList<QAction*>& actions);
    void buildLanguages(QMenu* view);
    void buildViewMenu();
    void buildParts(QMenu* view);
    void buildGoMenu();
    void buildHistory(QMenu* go);
    void buildViewSteps(QMenu* go);
    void connectSession();
    void restore();
    void remember();

    void modelChanged();
    void partChanged();
    void append(const QString& text);
    void swapCompared();
    void headChanged();
    void showInspection();
    void showPrompt();
    void rememberRun();
    void showMeasures();
    void showRanks();
    void showMissing();
    void showStatus();
    void showProgress(app::Session::Stage stage, int done, int total);
    void fail(const QString& sentence);
    /// The empty state: why there is no model, and how to get one.
    void showNoModel(const QString& reason);
    void setUsable(bool usable); ///< all that needs a model
    void wantHead();
    void setShowSpaces(bool show);
    void copySelection();

    app::Settings* m_settings;
    app::Session m_session;
    app::Comparing m_comparing{&m_session};
    app::Selection m_selection;
    app::SelectionHistory m_history{&m_selection};
    app::ModelSummaryPtr m_model;     ///< all of it, whichever part is looked at
    app::PromptResultPtr m_shown;     ///< the run that is on screen
    QString m_fallback;               ///< the model to open where the first one cannot be
    std::function<void()> m_offered;  ///< what the banner's button does
    std::function<void()> m_declined; ///< and what closing it does
    QString m_startFailure;           ///< why the first one cannot be, until another is shown
    bool m_firstRun = true;
    bool m_encoderAtStart = false; ///< the first model is to be looked at there
    bool m_overByNextRun = true;   ///< the failure in the banner, where there is one
    bool m_showSpaces = false;
    QMainWindow* m_frame = nullptr; ///< holds the docks under the prompt bar
    PromptBar* m_bar = nullptr;
    TokenStrip* m_strip = nullptr;
    Banner* m_banner = nullptr;
    CentreViews* m_views = nullptr;
    HeadView* m_headView = nullptr; ///< the first of them
    HeadMapPanel* m_panel = nullptr;
    HeadLabelling* m_labelling = nullptr;
    SessionKeeping* m_sessions = nullptr;
    Exporting* m_exports = nullptr;
    Inspector* m_inspector = nullptr;
    HelpMenu* m_help = nullptr;
    LoadingStrip* m_loading = nullptr;
    ModelOpening* m_opening = nullptr;
    TourCard* m_tourCard = nullptr;
    GuidedTour* m_tour = nullptr;
    QDockWidget* m_headsDock = nullptr;
    QDockWidget* m_inspectorDock = nullptr;
    SidePanels* m_sidePanels = nullptr;
    ViewLayout* m_viewLayout = nullptr;
    QActionGroup* m_measures = nullptr;
    QActionGroup* m_mapColours = nullptr; ///< in the order of ColourMap::Kind's two
    QAction* m_spacesAction = nullptr;
    QAction* m_cancelAction = nullptr;
    QAction* m_encoderAction = nullptr;
    QAction* m_decoderAction = nullptr;
    QLabel* m_about = nullptr;
    QLabel* m_timing = nullptr;
    QLabel* m_stage = nullptr;
    QProgressBar* m_progress = nullptr;
    QPushButton* m_cancel = nullptr;
    QTimer m_busyShown; ///< short work does not flicker
};

} // namespace headscope::ui
