// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/composition.h"
#include "ui/models/gridmodel.h"

#include <memory>

namespace headscope::ui {

using CompositionMatrixPtr = std::shared_ptr<const core::CompositionMatrix>;

/// Rows are heads that write, columns heads that read; a cell is how much of it. Owned by its view,
/// GUI thread, nothing fails.
class CompositionModel : public GridModel
{
    Q_OBJECT
public:
    using GridModel::GridModel;

    void setComposition(CompositionMatrixPtr composition, core::Composition kind);
    const CompositionMatrixPtr& composition() const { return m_composition; }
    core::Composition kind() const { return m_kind; }
    core::LayerIndex layerOf(int place) const;
    core::HeadIndex headOf(int place) const;
    QString nameOf(int place) const;
    /// -1 where there is no such head.
    int placeOf(core::LayerIndex layer, core::HeadIndex head) const;
    static QString kindName(core::Composition kind);
    /// One sentence about a pair; empty where there is none.
    QString pairSentence(int from, int to) const;

    double shade(int row, int column) const final;
    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const final;

protected:
    QVariant cellData(int row, int column, int role) const final;

private:
    CompositionMatrixPtr m_composition;
    core::Composition m_kind = core::Composition::Key;
    double m_largest = 1;
};

} // namespace headscope::ui
