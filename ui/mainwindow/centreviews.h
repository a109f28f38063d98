// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/comparing.h"
#include "app/selection.h"
#include "app/session.h"
#include "app/viewtable.h"
#include "ui/models/inspection.h"
#include "ui/views/view.h"

#include <QTimer>
#include <QWidget>

#include <array>
#include <optional>

class QPushButton;
class QStackedWidget;
class QTabBar;
class QToolButton;

namespace headscope::ui {

class CompareLink;
class CompareView;
class LabLink;
class LabView;
class EvolutionView;
class FilterBar;
class FindBar;
class HeadGridView;
class HeadView;
class NeuronsView;
class PositionsView;
class StreamView;
class WeightsView;

/// The views in the middle of the window, one in front, under their tabs. Asks the session for what
/// the view in front needs, and for nothing else; gives each its results; lends the one filter bar
/// to the views of words. Owned by the main window, GUI thread.
class CentreViews : public QWidget
{
    Q_OBJECT
public:
    using Kind = app::Selection::View;

    /// All outlive this.
    CentreViews(app::Session* session, app::Comparing* comparing, app::Selection* selection,
                QWidget* parent = nullptr);
    ~CentreViews() override;

    HeadView* head() const { return m_head; }
    HeadGridView* patterns() const { return m_patterns; }
    HeadGridView* messages() const { return m_messages; }
    StreamView* stream() const { return m_stream; }
    NeuronsView* neurons() const { return m_neurons; }
    EvolutionView* evolution() const { return m_evolution; }
    PositionsView* positions() const { return m_positions; }
    WeightsView* weights() const { return m_weights; }
    CompareView* compare() const { return m_compare; }
    LabView* lab() const { return m_lab; }
    FilterBar* filters() const;
    FindBar* findBar() const { return m_find; }
    QTabBar* tabs() const { return m_tabs; }
    View* view(Kind kind) const { return m_views[static_cast<std::size_t>(kind)]; }
    View* front() const;
    static QString name(Kind kind);
    /// The buttons beside the tabs, which do what these actions do.
    void setHistoryActions(QAction* back, QAction* forward);

    /// Asks the session for what the view in front shows; call it when options have changed.
    void want();
    /// Another run is on the screen: what the views show of the one before is going.
    void showRun();
    /// Another model is open: nothing that is shown is of it.
    void forget();
    void setShowSpaces(bool show);
    /// Says why there is nothing in the views that show nothing.
    void setSentence(View::State state, const QString& sentence);
    /// Says what the open model does without, in all views that this keeps from showing anything;
    /// what the others show is asked for.
    void setMissing(const QString& sentence);
    /// Opens the line to find words in the view in front.
    void find();
    /// What the view in front has to say of the selection beside the head's cell.
    std::optional<Inspection> inspection() const;
    /// Whether what all views show is wanted, not only the one in front.
    void setWantAll(bool all);
    /// The rows of a view's table, or why there are none yet.
    app::ViewTable table(Kind kind) const;
    /// Those of all its pages that do not depend on what is selected; at least the first.
    std::vector<app::ViewTable> tables(Kind kind) const;

Q_SIGNALS:
    void inspectionChanged();
    /// The exact text of a predicted word, to go on with.
    void appendRequested(const QString& text);
    void failed(const QString& sentence);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void buildTabs();
    void addWordViews();
    void showWords();
    void addStream();
    void addNeurons();
    void addEvolution();
    void addPositions();
    void addWeights();
    void addCompare();
    /// Whether what a view shows can be made: of the last run, or of the weights alone.
    bool canBeMade(Kind kind) const;
    void wantWeights();
    void addLab();
    void showChanged();
    void bringToFront();
    void lendFilters();
    void clear(Kind kind);
    void sayRunning();
    bool hasSelectedNeuron() const;
    bool isFront(Kind kind) const { return m_selection->view() == kind; }

    app::Session* m_session;
    app::Comparing* m_comparing;
    app::Selection* m_selection;
    QTabBar* m_tabs;
    QToolButton* m_back;
    QToolButton* m_forward;
    QPushButton* m_changed; ///< says that all views show a changed run, and ends it
    QStackedWidget* m_stack;
    FindBar* m_find;
    HeadView* m_head;
    HeadGridView* m_patterns;
    HeadGridView* m_messages;
    StreamView* m_stream;
    NeuronsView* m_neurons;
    EvolutionView* m_evolution;
    PositionsView* m_positions;
    WeightsView* m_weights;
    CompareView* m_compare;
    CompareLink* m_compareLink;
    LabView* m_lab;
    LabLink* m_labLink;
    std::array<View*, app::Selection::viewCount> m_views;  ///< in the order of the tabs
    std::array<bool, app::Selection::viewCount> m_stale{}; ///< show the run before
    bool m_showSpaces = false;
    bool m_wantAll = false;
    QTimer m_wanting;   ///< many changes of one moment are asked for once
    QTimer m_staleTime; ///< how long the run before may stay, so that quick results do not flicker
};

} // namespace headscope::ui
