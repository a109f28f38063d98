// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/barsmodel.h"
#include "ui/models/measure.h"
#include "ui/views/headmap.h"
#include "ui/views/picturesource.h"

#include <QWidget>

#include <limits>
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
class ColourLegend;
class HeadNote;

/// The head map with its measure, legend and probe, and the heads sorted by the same measure. Knows
/// the measures of the prompt and of the probe as they come, and shows the best there are.
class HeadMapPanel : public QWidget, public PictureSource
{
    Q_OBJECT
public:
    using MeasuresPtr = std::shared_ptr<const std::vector<core::HeadMeasures>>;

    /// The part of a model with an encoder that is not looked at.
    struct Other {
        bool encoder = false; ///< it is the encoder
        int ownHeads = 0;     ///< per layer; those behind are of cross-attention
        MeasuresPtr measures; ///< of the run; null: there is no such part
    };

    explicit HeadMapPanel(app::Selection* selection, QWidget* parent = nullptr);

    void setMeasures(MeasuresPtr measures);
    void setProbeMeasures(MeasuresPtr measures);
    void setOther(Other other);
    /// What somebody has noted about the heads, layer after layer.
    void setLabels(QStringList labels, QStringList notes);
    Measure measure() const { return m_measure; }
    void setMeasure(Measure measure);
    /// Heads from this on are of cross-attention; 0: there are none.
    void setOwnHeads(int heads);
    int ownHeads() const { return m_ownHeads > 0 ? m_ownHeads : std::numeric_limits<int>::max(); }
    /// Whether the model can be probed.
    void setProbeEnabled(bool enabled);
    bool probing() const;
    void setProbing(bool probing); ///< as if chosen
    HeadMap* map() const { return m_map; }
    /// The map, and what its heads are called.
    Figure figure(FigurePart part, int maxWidth) const override;
    Figure legend(FigurePart part, int maxWidth) const override;
    QString pictureTitle() const override;
    QString pictureFacts() const override;
    QString pictureNote() const override;
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
    HeadMap::Other otherValues(bool probe) const;
    QString noteOn(const HeadValues& values, bool probe) const;
    std::vector<Bar> barsOf(const HeadValues& values) const;
    void markFinder();
    void showNote();
    bool showsProbe() const;
    /// The head's label, empty without one.
    QString labelOf(int layer, int head) const;

    app::Selection* m_selection;
    QComboBox* m_choice;
    int m_ownHeads = 0;
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
    Other m_other;
    MeasuresPtr m_probeMeasures;
    Measure m_measure = Measure::First;
    bool m_canProbe = true;
    bool m_marking = false;
};

} // namespace headscope::ui
