// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/positionsmodel.h"
#include "ui/views/gridpainter.h"
#include "ui/views/lineplot.h"
#include "ui/views/view.h"

#include <optional>

class QComboBox;
class QLabel;
class QSpinBox;
class QSplitter;

namespace headscope::ui {

class ColourLegend;
class GridView;

/// What the selected head does with position vectors alone: scores or attention of every query
/// position on every key position, the pull of position 0, and the score against the distance.
/// Owned by its parent, GUI thread; shows what it is given.
class PositionsView : public View
{
    Q_OBJECT
public:
    explicit PositionsView(app::Selection* selection, QWidget* parent = nullptr);
    ~PositionsView() override;

    /// Null: nothing to show yet. Where the head knows no positions, a sentence says so.
    void setPatterns(PositionPatternsPtr patterns);
    const PositionPatternsPtr& patterns() const { return m_model.patterns(); }
    /// How many tokens the prompt has: as many positions are wanted, and some more of a short one,
    /// until somebody says how many.
    void setTokens(int tokens);
    void setMeasure(PositionsModel::Measure measure);
    PositionsModel::Measure measure() const { return m_model.measure(); }
    /// What the view is to be given for the selected head; wanted() tells when it changes.
    core::PositionOptions wantedOptions() const;

    GridView* grid() const { return m_grid; }
    LinePlot* pullPlot() const { return m_pull; }
    LinePlot* distancePlot() const { return m_distance; }
    QSpinBox* countBox() const { return m_count; }
    QComboBox* measureBox() const { return m_measures; }
    QString pairText() const;

    QString selectedText() const override;
    bool find(const QString& text, bool backwards) override;
    bool canFind() const override { return true; }
    Figure figure(FigurePart part, int maxWidth) const override;
    Figure legend(FigurePart part, int maxWidth) const override;
    QString pictureNote() const override;
    QWidget* focusTarget() override;
    QVariantMap look() const override;
    void setLook(const QVariantMap& look) override;

protected:
    QString title() const override;
    QString facts() const override;
    QString factsTip() const override;
    QString nature() const override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void refresh();
    void refreshPlots();
    LinePlotData pullData() const;
    LinePlotData distanceData() const;
    /// The smallest distance in the plot: below 0 where keys behind the query are seen.
    int firstDistance() const;
    void showPair();
    void follow();
    void fit();
    void chosen(int key, int query);

    PositionsModel m_model;
    std::optional<GridPainter::Cell> m_cellWanted; ///< by setLook(), until there are patterns
    bool m_countChosen = false;                    ///< by somebody, not by the prompt
    bool m_fitting = false;
    bool m_cellsFit = true; ///< until somebody zooms
    bool m_partsFit = true; ///< until somebody moves a handle
    QComboBox* m_measures;
    QSpinBox* m_count;
    QSplitter* m_splitter;
    QSplitter* m_plots;
    GridView* m_grid;
    ColourLegend* m_legend;
    QLabel* m_pair;
    LinePlot* m_pull;
    LinePlot* m_distance;
};

} // namespace headscope::ui
