// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/headmappanel.h"

#include "app/selection.h"
#include "ui/models/headname.h"
#include "ui/models/wordtext.h"
#include "ui/theme/theme.h"
#include "ui/views/barlist.h"
#include "ui/views/colourlegend.h"
#include "ui/views/headnote.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace headscope::ui {

HeadMapPanel::HeadMapPanel(app::Selection* selection, QWidget* parent)
    : QWidget(parent),
      m_selection(selection),
      m_choice(new QComboBox(this)),
      m_map(new HeadMap(selection, this)),
      m_legend(new ColourLegend(ColourLegend::Map::Measure, this)),
      m_probe(new QCheckBox(tr("Probe"), this)),
      m_note(new QLabel(this)),
      m_finder(new BarList(0.22, this)),
      m_headNote(new HeadNote(this)),
      m_bars(new BarsModel(this))
{
    for (int i = 0; i < measureCount; ++i) {
        m_choice->addItem(measureName(static_cast<Measure>(i)));
        m_choice->setItemData(i, measureExplanation(static_cast<Measure>(i)), Qt::ToolTipRole);
    }
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_choice->setMinimumContentsLength(12);
    m_choice->setAccessibleName(tr("Measure that colours the heads"));
    m_probe->setToolTip(
        tr("Measure the heads on random tokens repeated twice instead of this prompt"));
    m_note->setWordWrap(true);
    m_note->setProperty("quiet", true);
    m_note->setFont(Theme::font(-1));
    m_finder->setObjectName(QStringLiteral("finder"));
    m_finder->setBars(m_bars);
    m_finder->setAccessibleName(tr("Heads, highest first"));

    auto* title = new QLabel(tr("Heads, highest first"), this);
    title->setFont(Theme::font(0, true));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 4, 8, 8);
    layout->setSpacing(6);
    layout->addWidget(m_choice);
    layout->addWidget(m_map);
    layout->addWidget(m_legend);
    layout->addWidget(m_probe);
    layout->addWidget(m_note);
    layout->addSpacing(4);
    layout->addWidget(title);
    layout->addWidget(m_finder, 1);
    layout->addSpacing(4);
    layout->addWidget(m_headNote);

    connect(m_choice, &QComboBox::activated, this,
            [this](int index) { setMeasure(static_cast<Measure>(index)); });
    connect(m_probe, &QCheckBox::toggled, this, [this](bool on) {
        if (on && !m_probeMeasures)
            Q_EMIT probeWanted();
        refresh();
    });
    connect(m_finder->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) {
                if (m_marking || !index.isValid())
                    return;
                const int key = m_bars->bars()[static_cast<std::size_t>(index.row())].key;
                const int heads = qMax(1, m_map->values().heads);
                m_selection->setHead(core::LayerIndex(key / heads), core::HeadIndex(key % heads));
            });
    connect(selection, &app::Selection::headChanged, this, &HeadMapPanel::markFinder);
    connect(selection, &app::Selection::headChanged, this, &HeadMapPanel::showNote);
    connect(m_headNote, &HeadNote::edited, this, &HeadMapPanel::labelEdited);
    refresh();
}

void HeadMapPanel::setOwnHeads(int heads)
{
    m_ownHeads = heads;
    refresh();
}

bool HeadMapPanel::probing() const
{
    return m_probe->isChecked();
}

void HeadMapPanel::setProbing(bool probing)
{
    m_probe->setChecked(probing);
}

void HeadMapPanel::setMeasures(MeasuresPtr measures)
{
    m_measures = std::move(measures);
    refresh();
}

void HeadMapPanel::setProbeMeasures(MeasuresPtr measures)
{
    m_probeMeasures = std::move(measures);
    if (m_probe->isChecked() && !m_probeMeasures)
        m_probe->setChecked(false);
    refresh();
}

void HeadMapPanel::setMeasure(Measure measure)
{
    const bool changed = measure != m_measure;
    m_measure = measure;
    m_choice->setCurrentIndex(static_cast<int>(measure));
    refresh();
    if (changed)
        Q_EMIT measureChanged(measure);
}

void HeadMapPanel::setOther(Other other)
{
    m_other = std::move(other);
    refresh();
}

/// The run has measured both parts; the probe, and what takes longer, only the one looked at.
HeadMap::Other HeadMapPanel::otherValues(bool probe) const
{
    if (!m_other.measures || !m_measures)
        return {};
    HeadMap::Other other{headValues(*m_other.measures, m_measure), m_other.encoder};
    other.values.ownHeads = std::min(m_other.ownHeads, other.values.heads);
    other.values.probe = probe;
    if (probe)
        std::fill(other.values.values.begin(), other.values.values.end(), std::nullopt);
    return other;
}

QString HeadMapPanel::noteOn(const HeadValues& values, bool probe) const
{
    if (probe)
        return m_probeMeasures
                   ? tr("On random tokens repeated twice; does not depend on the prompt.")
                   : tr("Running the probe…");
    const auto missing = std::count(values.values.begin(), values.values.end(), std::nullopt);
    if (!values.empty() && missing == static_cast<std::ptrdiff_t>(values.values.size()))
        return isEarlyMeasure(m_measure) ? tr("Hatched: this prompt has nothing to average.")
                                         : tr("Hatched: not computed yet.");
    if (values.heads > values.ownHeads && isPlaceMeasure(m_measure))
        return tr("Hatched: cross heads, whose tokens have no places in this text.");
    return {};
}

std::vector<Bar> HeadMapPanel::barsOf(const HeadValues& values) const
{
    std::vector<Bar> bars;
    for (int layer = 0; layer < values.layers; ++layer) {
        for (int head = 0; head < values.heads; ++head) {
            const auto value = values.at(layer, head);
            if (!value)
                continue;
            const core::LayerIndex l(layer);
            const core::HeadIndex h(head);
            Bar bar;
            bar.label = headNumber(l, h, values.ownHeads);
            bar.value = *value;
            bar.valueText = measureText(m_measure, *value);
            bar.fraction = values.high > 0 ? std::clamp(*value / values.high, 0.0, 1.0) : 0.0;
            bar.key = layer * values.heads + head;
            bar.tip = tr("%1: %2 %3")
                          .arg(headTitle(l, h, values.ownHeads), measureName(m_measure),
                               numberText(*value, 4));
            if (const QString label = labelOf(layer, head); !label.isEmpty()) {
                bar.label += QLatin1Char(' ') + label;
                bar.tip += QLatin1Char('\n') + label;
            }
            bars.push_back(std::move(bar));
        }
    }
    std::stable_sort(bars.begin(), bars.end(),
                     [](const Bar& a, const Bar& b) { return a.value > b.value; });
    return bars;
}

void HeadMapPanel::refresh()
{
    const bool possible = isProbeMeasure(m_measure);
    m_probe->setEnabled(possible && m_measures);
    const bool probe = possible && m_probe->isChecked();
    const MeasuresPtr& source = probe && m_probeMeasures ? m_probeMeasures : m_measures;
    HeadValues values = source ? headValues(*source, m_measure) : HeadValues();
    values.measure = m_measure;
    values.ownHeads = m_ownHeads > 0 ? std::min(m_ownHeads, values.heads) : values.heads;
    HeadMap::Other other = otherValues(probe && m_probeMeasures);
    shareRange(values, other.values);

    const QString note = noteOn(values, probe);
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    m_choice->setToolTip(measureExplanation(m_measure));
    m_legend->setRange(measureText(m_measure, values.low), measureText(m_measure, values.high));
    auto bars = barsOf(values);
    m_map->setValues(std::move(values), std::move(other));
    m_marking = true;
    m_bars->setBars(std::move(bars));
    m_marking = false;
    markFinder();
}

void HeadMapPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    // Where there is no room for everything, map and list are what matters.
    const int others = m_map->sizeHint().height() + 4 * m_choice->sizeHint().height()
                       + m_finder->minimumSizeHint().height() + 60;
    const int label = m_headNote->labelEdit()->sizeHint().height() + fontMetrics().height() + 16;
    m_headNote->setVisible(height() >= others + label);
    m_headNote->noteEdit()->setVisible(height()
                                       >= others + label + m_headNote->noteEdit()->height() + 8);
}

void HeadMapPanel::setLabels(QStringList labels, QStringList notes)
{
    m_labels = std::move(labels);
    m_notes = std::move(notes);
    m_map->setLabels(m_labels, m_notes);
    refresh();
    showNote();
}

QString HeadMapPanel::labelOf(int layer, int head) const
{
    return m_labels.value(qsizetype(layer) * m_selection->heads() + head);
}

void HeadMapPanel::showNote()
{
    const int layer = m_selection->layer().value;
    const int head = m_selection->head().value;
    if (m_labels.isEmpty())
        m_headNote->setHead(-1, -1, {}, {}, {});
    else
        m_headNote->setHead(
            layer, head, headNumber(m_selection->layer(), m_selection->head(), ownHeads()),
            labelOf(layer, head), m_notes.value(qsizetype(layer) * m_selection->heads() + head));
}

void HeadMapPanel::markFinder()
{
    const int heads = m_map->values().heads;
    const int row = m_bars->rowOfKey(m_selection->layer().value * heads
                                     + m_selection->head().value);
    m_marking = true;
    if (row >= 0) {
        m_finder->setCurrentIndex(m_bars->index(row, 0));
        m_finder->follow();
    } else {
        m_finder->clearSelection();
    }
    m_marking = false;
}

} // namespace headscope::ui
