// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/neuronrows.h"
#include "ui/views/neurontablegeometry.h"

#include <QWidget>

namespace headscope::ui {

class NeuronActivationsModel;
class NeuronWordsModel;
class PaneTable;
class RowDelegate;

/// The table of the Neurons view: names, words and sums on the left, which stay, and a column of
/// activations per token, which scroll. Two tables over the same rows. Owned by the view; GUI
/// thread.
class NeuronTable : public QWidget
{
    Q_OBJECT
public:
    explicit NeuronTable(QWidget* parent = nullptr);

    /// `token`: what the sums are about; `sort`: for the arrow in the header.
    void setRows(const NeuronActivityPtr& activity, const NeuronWordsPtr& words,
                 std::vector<int> rows, int token, const NeuronSort& sort, bool showSpaces);
    void setWords(const NeuronWordsPtr& words);
    /// Marks a neuron's row and a token's column (-1: none).
    void mark(int place, int token);
    /// Brings the row of a neuron into sight, and the token's column.
    void reveal(int place, int token);
    void scrollToTop();

    PaneTable* wordsPane() const { return m_words; }
    PaneTable* valuesPane() const { return m_values; }
    NeuronWordsModel* wordsModel() const { return m_wordsModel; }
    NeuronActivationsModel* valuesModel() const { return m_valuesModel; }
    /// Tab-separated text of the cells that are selected in the part that has the focus.
    QString selectedText() const;
    /// Tokens (x) and rows (y) of which something is in sight.
    QRect cellsInSight() const;
    /// Shows the activations of these alone, for a picture of them.
    void keepTokens(int first, int last);
    /// The size that shows the columns of all tokens and all rows, the words `maxWidth` permitting.
    QSize wholeSize(int maxWidth) const;

    QSize sizeHint() const override { return {900, 500}; }
    QSize minimumSizeHint() const override { return {320, 160}; }

Q_SIGNALS:
    /// By click or key: a row; `token` where it is one of the activations, else -1.
    void chosen(int place, int token);
    /// A click on a header. `token`: where it is a token's, else -1.
    void sortWanted(headscope::ui::NeuronSort::Key key, int token);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    static QString activationAxis();
    void connectPanes();
    void measure();
    void place();

    NeuronWordsModel* m_wordsModel;
    NeuronActivationsModel* m_valuesModel;
    PaneTable* m_words;
    PaneTable* m_values;
    QList<RowDelegate*> m_delegates; ///< of the left part
    RowDelegate* m_valueDelegate;
    NeuronTableGeometry m_geometry;
    bool m_experts = false; ///< names have an expert's number
};

} // namespace headscope::ui
