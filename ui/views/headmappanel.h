// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/measure.h"

#include <QWidget>

#include <memory>
#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;

namespace headscope::app {
class Selection;
}

namespace headscope::ui {

class BarList;
class BarsModel;
class ColourLegend;
class HeadMap;
class HeadNote;

/// The head map with its measure, legend and probe, and the heads sorted by the same measure. Knows
/// the measures of the prompt and of the probe as they come, and shows the best there are.
class HeadMapPanel : public QWidget
{
    Q_OBJECT
public:
    using MeasuresPtr = std::shared_ptr<const std::vector<core::HeadMeasures>>;

    explicit HeadMapPanel(app::Selection* selection, QWidget* parent = nullptr);

    void setMeasures(MeasuresPtr measures);
    void setProbeMeasures(MeasuresPtr measures);
    /// What somebody has noted about the heads, layer after layer.
    void setLabels(QStringList labels, QStringList notes);
    Measure measure() const { return m_measure; }
    void setMeasure(Measure measure);
    bool probing() const;
    HeadMap* map() const { return m_map; }
    BarList* finder() const { return m_finder; }
    HeadNote* note() const { return m_headNote; }

Q_SIGNALS:
    void measureChanged(headscope::ui::Measure measure);
    void probeWanted();
    void labelEdited(int layer, int head, const QString& label, const QString& note);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void refresh();
    void markFinder();
    void showNote();
    /// The head's label, empty without one.
    QString labelOf(int layer, int head) const;

    app::Selection* m_selection;
    QComboBox* m_choice;
    HeadMap* m_map;
    ColourLegend* m_legend;
    QCheckBox* m_probe;
    QLabel* m_note;
    BarList* m_finder;
    HeadNote* m_headNote;
    QStringList m_labels; ///< (L H), or none
    QStringList m_notes;
    BarsModel* m_bars;
    MeasuresPtr m_measures;
    MeasuresPtr m_probeMeasures;
    Measure m_measure = Measure::First;
    bool m_marking = false;
};

} // namespace headscope::ui
