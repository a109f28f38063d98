// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/compositionmodel.h"
#include "ui/models/directionsmodel.h"
#include "ui/models/weightsmodel.h"
#include "ui/views/view.h"

#include <optional>

class QCheckBox;
class QComboBox;
class QLabel;
class QSplitter;
class QStackedWidget;
class QTabBar;

namespace headscope::ui {

class ColourLegend;
class DirectionsTable;
class GridView;
class RanksTable;
class SpectrumPlot;
enum class SpectrumScale;

/// What the weights of heads say by themselves, whatever is run: the effective ranks of all heads
/// in a list, and beside it one of three pages: the singular values of the selected head's
/// matrices, the words at both ends of their directions, and what heads read of what earlier ones
/// write. Owned by its parent, GUI thread; shows what it is given.
class WeightsView : public View
{
    Q_OBJECT
public:
    enum class Page { Spectrum, Directions, Composition };
    static constexpr int pageCount = 3;

    explicit WeightsView(app::Selection* selection, QWidget* parent = nullptr);
    ~WeightsView() override;

    /// Null: nothing to show yet.
    void setSpectra(WeightSpectraPtr spectra);
    void setDirections(SingularDirectionsPtr directions);
    void setComposition(CompositionMatrixPtr composition);
    void setShowSpaces(bool show);
    /// All other views show a run that is changed in the Lab.
    void setRunChanged(bool changed);

    Page page() const;
    void setPage(Page page);
    bool fold() const;
    void setFold(bool fold);
    void setMeasure(RankMeasure measure);
    void setScale(SpectrumScale scale);
    /// Of the directions: HeadMatrix::Pattern or Message.
    void setMatrix(core::HeadMatrix matrix);
    void setKind(core::Composition kind);
    /// What the page in front is to be given, of the selected head; wanted() tells when it changes.
    core::DirectionOptions wantedDirections(const core::LensOptions& lens) const;
    core::CompositionOptions wantedComposition() const;

    RanksTable* ranks() const { return m_ranks; }
    SpectrumPlot* plot() const { return m_plot; }
    DirectionsTable* directionsTable() const { return m_directions; }
    GridView* grid() const { return m_grid; }
    QTabBar* pages() const { return m_pages; }
    WeightsModel* ranksModel() { return &m_ranksModel; }
    DirectionsModel* directionsModel() { return &m_directionsModel; }
    CompositionModel* compositionModel() { return &m_compositionModel; }
    /// The singular value that is marked, from 0.
    int direction() const { return m_direction; }
    /// Whether the filters of words mean something on the page in front.
    bool filtersWords() const;
    QString pageNote() const; ///< the line over, or under, the page's content

    QString selectedText() const override;
    bool find(const QString& text, bool backwards) override;
    bool canFind() const override { return true; }
    Figure figure(FigurePart part, int maxWidth) const override;
    Figure legend(FigurePart part, int maxWidth) const override;
    QString pictureNote() const override;
    QWidget* focusTarget() override;
    QVariantMap look() const override;
    void setLook(const QVariantMap& look) override;

Q_SIGNALS:
    /// Another page is in front, or has other things on it.
    void pageChanged();
    /// What is to be said of the selected head has changed.
    void inspectionChanged();

protected:
    QString title() const override;
    QString facts() const override;
    QString factsTip() const override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeSwitches();
    void makePages();
    void connectParts();
    void showPage();
    void refresh();
    void refreshPlot();
    void refreshDirections();
    void refreshComposition();
    void follow();
    void followInGrid();
    void chooseDirection(int direction);
    void fit();
    core::HeadMatrix matrix() const;
    core::Composition kind() const;
    /// The spectra of the selected head; null where there are none.
    const core::HeadSpectra* selected() const;
    QString headText() const;

    WeightsModel m_ranksModel;
    DirectionsModel m_directionsModel;
    CompositionModel m_compositionModel;
    bool m_showSpaces = false;
    bool m_runChanged = false;
    bool m_partsFit = true; ///< until somebody moves a handle
    int m_direction = 0;    ///< the singular value that is marked
    QComboBox* m_measure;
    QCheckBox* m_fold;
    QTabBar* m_pages;
    QComboBox* m_scale;
    QComboBox* m_matrix;
    QComboBox* m_kind;
    QSplitter* m_splitter;
    QStackedWidget* m_stack;
    RanksTable* m_ranks;
    SpectrumPlot* m_plot;
    DirectionsTable* m_directions;
    GridView* m_grid;
    ColourLegend* m_legend;
    QLabel* m_directionsNote;
    QLabel* m_pair;
};

} // namespace headscope::ui
