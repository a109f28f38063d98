// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/barsmodel.h"
#include "ui/models/evolutionmodel.h"
#include "ui/models/printoutmodel.h"
#include "ui/views/view.h"

class QLabel;
class QPainter;
class QSplitter;

namespace headscope::ui {

class BarList;
class GridView;
class LinePlot;
class PaneTable;
class TextDelegate;

/// What the model thinks after each layer: a grid of the best word of every state, the rank of the
/// true next token along the layers, the posts' printout of predictions, and many words of the
/// selected state. Owned by its parent, GUI thread; shows what it is given.
class EvolutionView : public View
{
    Q_OBJECT
public:
    explicit EvolutionView(app::Selection* selection, QWidget* parent = nullptr);
    ~EvolutionView() override;

    /// Null: nothing to show. The words of states follow the fragment filter; predictions do not.
    void setEvolution(EvolutionPtr evolution);
    const EvolutionPtr& evolution() const { return m_model.evolution(); }
    /// Many words of one state; shown while that state is selected.
    void setDetail(StateDetailPtr detail);
    void setHideFragments(bool hide);
    void setShowSpaces(bool show);
    /// The state whose words are wanted; wanted() tells when it is another one.
    core::StatePlace wantedState() const;

    GridView* grid() const { return m_grid; }
    LinePlot* rankPlot() const { return m_plot; }
    PaneTable* printout() const { return m_printout; }
    BarList* words() const { return m_words; }
    QString wordsTitle() const;

    QString selectedText() const override;
    bool find(const QString& text, bool backwards) override;
    bool canFind() const override { return true; }
    Figure figure(FigurePart part, int maxWidth) const override;
    Figure legend(FigurePart part, int maxWidth) const override;
    QWidget* focusTarget() override;
    QVariantMap look() const override;
    void setLook(const QVariantMap& look) override;

Q_SIGNALS:
    /// The exact text of a predicted word.
    void appendRequested(const QString& text);

protected:
    QString title() const override;
    QString facts() const override;
    QString factsTip() const override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void refresh();
    void refreshPlot();
    void refreshWords();
    void follow();
    void fit();
    void fitPrintout();
    void paintPrintout(QPainter& painter, const QRect& area) const;
    void append(int token);
    void cellChosen(int row, int column);
    void cellActivated(int row, int column);

    EvolutionModel m_model;
    PrintoutModel m_printoutModel;
    BarsModel m_wordsModel;
    StateDetailPtr m_detail;
    std::shared_ptr<const std::vector<float>> m_ranks; ///< (T - 1, L + 1) of true next tokens
    double m_worstRank = 1;
    bool m_hideFragments = true;
    bool m_showSpaces = false;
    bool m_fitting = false;
    bool m_cellsFit = true; ///< until somebody zooms
    bool m_partsFit = true; ///< until somebody moves a handle
    QSplitter* m_splitter;
    QSplitter* m_lower;
    GridView* m_grid;
    LinePlot* m_plot;
    PaneTable* m_printout;
    TextDelegate* m_printoutCells;
    QLabel* m_printoutTitle;
    QLabel* m_wordsTitle;
    BarList* m_words;
};

} // namespace headscope::ui
