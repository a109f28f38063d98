// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/labheadsmodel.h"
#include "ui/views/figure.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace headscope::app {
class Selection;
}

namespace headscope::ui {

class ColourLegend;
class GridView;

/// Layers by heads: the share of each head's cache that a change drops, or of its queries that pass
/// it by. Owned by its parent, GUI thread, nothing fails.
class LabHeads : public QWidget
{
    Q_OBJECT
public:
    explicit LabHeads(app::Selection* selection, QWidget* parent = nullptr);
    ~LabHeads() override;

    void setResult(LabResultPtr result, int ownHeads);
    /// In place of the map; empty: the map.
    void setSentence(const QString& sentence);
    /// From then on the map shows this, whatever a change does.
    void setMeasure(LabHeadsModel::Measure measure);
    /// As at first: what the change does.
    void forgetMeasure() { m_chosen = false; }
    bool measureChosen() const { return m_chosen; }
    LabHeadsModel::Measure measure() const { return m_model.measure(); }
    QString measureName() const;

    GridView* grid() const { return m_grid; }
    QComboBox* measureBox() const { return m_measures; }
    const LabHeadsModel* model() const { return &m_model; }
    Figure legend(int width) const;

    QSize minimumSizeHint() const override { return {200, 120}; }

private:
    void follow();

    app::Selection* m_selection;
    LabHeadsModel m_model;
    int m_ownHeads = 0;
    bool m_chosen = false; ///< somebody has said what the cells show
    QComboBox* m_measures;
    ColourLegend* m_legend;
    QLabel* m_sentence;
    QWidget* m_bar;
    GridView* m_grid;
};

} // namespace headscope::ui
