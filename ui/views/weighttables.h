// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/directionsmodel.h"
#include "ui/models/weightsmodel.h"
#include "ui/views/figure.h"
#include "ui/views/panetable.h"

namespace headscope::ui {

class PlainDelegate;
class RowDelegate;

/// The list over all heads of the Weights view. The model is its user's and outlives it. GUI
/// thread.
class RanksTable : public PaneTable
{
    Q_OBJECT
public:
    explicit RanksTable(WeightsModel* model, QWidget* parent = nullptr);

    /// The row of the selected head; -1: none.
    void mark(int row);
    /// Columns for the room there is: those of the factors go where there is too little.
    void fit();
    /// The width that shows all columns, or those of the two products alone.
    int neededWidth(bool factors) const;
    /// The first rows, and a line that says how many there are where these are not all; or those in
    /// sight.
    Figure figure(FigurePart part) const;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    int columnRoom() const;
    void arrange(bool factors);

    WeightsModel* m_model;
    PlainDelegate* m_names;
    PlainDelegate* m_numbers;
};

/// The singular directions of a head's matrix. The model is its user's and outlives it. GUI thread.
class DirectionsTable : public PaneTable
{
    Q_OBJECT
public:
    explicit DirectionsTable(DirectionsModel* model, QWidget* parent = nullptr);

    void mark(int row);
    /// Columns for the room there is; the words share what is left.
    void fit();
    Figure figure(FigurePart part, int maxWidth) const;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange(int width);
    int fixedWidth() const;

    DirectionsModel* m_model;
    QList<RowDelegate*> m_delegates;
};

} // namespace headscope::ui
