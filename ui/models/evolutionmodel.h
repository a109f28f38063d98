// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/evolution.h"
#include "ui/models/barsmodel.h"
#include "ui/models/gridmodel.h"
#include "ui/models/wordtext.h"

#include <QStringList>

#include <memory>
#include <vector>

namespace headscope::ui {

using EvolutionPtr = std::shared_ptr<const core::Evolution>;
using StateDetailPtr = std::shared_ptr<const core::StateDetail>;

/// What each state of a prompt says: columns are tokens; rows, from the top, the token itself, the
/// states 0 .. L, and what the model predicts. A cell has the state's best word and the word's
/// probability as its shade; it is marked (Matches) where that state puts the true next token
/// first. Rows of right predictions have a sign. Owned by its view, GUI thread, nothing fails.
class EvolutionModel : public GridModel
{
    Q_OBJECT
public:
    using GridModel::GridModel;

    /// `evolution` may be null. `hideFragments`: of the states' words; predictions are the model's
    /// own, whatever is hidden.
    void setEvolution(EvolutionPtr evolution, bool hideFragments, bool showSpaces);
    const EvolutionPtr& evolution() const { return m_evolution; }
    const std::vector<TokenLabel>& labels() const { return m_labels; }

    static constexpr int tokenRow = 0;
    static int rowOfState(core::LayerIndex state) { return state.value + 1; }
    int predictedRow() const;
    /// The state that a row is about: of the token's row the first, of the prediction's the last.
    core::LayerIndex stateOfRow(int row) const;
    /// "embedding", "after layer 3".
    static QString stateName(core::LayerIndex state);

    double shade(int row, int column) const final;
    unsigned marks(int row, int column) const final;
    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const final;

protected:
    QVariant cellData(int row, int column, int role) const final;

private:
    const core::StateReading& reading(int row, int column) const;
    const core::StateWords& words(int row, int column) const;
    QString text(int row, int column) const;
    QString tip(int row, int column) const;

    EvolutionPtr m_evolution;
    bool m_hideFragments = true;
    bool m_showSpaces = false;
    std::vector<TokenLabel> m_labels;
    std::vector<QString> m_texts; ///< (rows, columns), row after row
};

/// The words of a state as bars, as long as their probability is beside the best one's.
std::vector<Bar> stateBars(const core::StateWords& words, const core::WordList& list,
                           bool showSpaces);
/// A probability as a percentage with as many digits as it takes to tell it from 0.
QString probabilityText(double probability);

} // namespace headscope::ui
