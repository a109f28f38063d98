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
#include <QPainter>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace headscope::ui {

namespace {

/// "1.2 <tab> what it is called", below each other, in as many columns as fit into a height; long
/// names break into lines.
Figure namesFigure(const QStringList& names, int height)
{
    constexpr int widest = 300; // of a name
    constexpr int most = 3;     // columns
    constexpr int between = 24;
    constexpr int gap = 4;
    struct Entry {
        QString number;
        QString name;
        QRect place; ///< of the name
    };
    const QFontMetrics metrics(Theme::font());
    std::vector<Entry> entries;
    int numbers = 0;
    int whole = 0;
    for (const QString& line : names) {
        const qsizetype tab = line.indexOf(QLatin1Char('\t'));
        Entry entry{line.left(tab), line.mid(tab + 1), {}};
        numbers = qMax(numbers, metrics.horizontalAdvance(entry.number) + 10);
        entry.place = metrics.boundingRect(QRect(0, 0, widest, 1 << 20),
                                           Qt::TextWordWrap | Qt::TextWrapAnywhere, entry.name);
        whole += entry.place.height() + gap;
        entries.push_back(std::move(entry));
    }
    const int column = qMax(height, whole / most + metrics.height());
    QPoint at;
    QSize size;
    int right = 0; // of the column
    for (Entry& entry : entries) {
        if (at.y() > 0 && at.y() + entry.place.height() > column)
            at = QPoint(right + between, 0);
        entry.place = QRect(at + QPoint(numbers, 0), entry.place.size());
        at.ry() += entry.place.height() + gap;
        right = qMax(right, entry.place.right() + 1);
        size = size.expandedTo(QSize(right, at.y()));
    }
    return {size, [=](QPainter& painter) {
                const Colours& colours = Theme::instance().colours();
                painter.setFont(Theme::font());
                for (const Entry& entry : entries) {
                    painter.setPen(colours.muted);
                    painter.drawText(QRect(entry.place.left() - numbers, entry.place.top(), numbers,
                                           metrics.height()),
                                     Qt::AlignLeft, entry.number);
                    painter.setPen(colours.text);
                    painter.drawText(entry.place, Qt::TextWordWrap | Qt::TextWrapAnywhere,
                                     entry.name);
                }
            }};
}

} // namespace

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

/// Of the measures that the probe has.
bool HeadMapPanel::showsProbe() const
{
    return isProbeMeasure(m_measure) && m_probe->isChecked();
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

void HeadMapPanel::setProbeEnabled(bool enabled)
{
    m_canProbe = enabled;
    refresh();
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
    m_probe->setEnabled(possible && m_canProbe && m_measures);
    const bool probe = showsProbe();
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

Figure HeadMapPanel::figure(FigurePart, int maxWidth) const
{
    const Figure map = m_map->figure(maxWidth);
    if (map.isNull())
        return {};
    QStringList names;
    const int heads = m_map->values().heads;
    for (int layer = 0; layer < m_map->values().layers; ++layer)
        for (int head = 0; head < heads; ++head)
            if (const QString label = labelOf(layer, head); !label.isEmpty())
                names << headNumber(core::LayerIndex(layer), core::HeadIndex(head), ownHeads())
                             + QLatin1Char('\t') + label;
    if (names.isEmpty())
        return map;
    const Figure list = namesFigure(names, map.size.height());
    constexpr int gap = 24;
    return {QSize(map.size.width() + gap + list.size.width(),
                  qMax(map.size.height(), list.size.height())),
            [map, list](QPainter& painter) {
                map.paint(painter);
                painter.save();
                painter.translate(map.size.width() + gap, 0);
                list.paint(painter);
                painter.restore();
            }};
}

Figure HeadMapPanel::legend(FigurePart, int) const
{
    return m_legend->figure(legendWidth);
}

QString HeadMapPanel::pictureTitle() const
{
    return QStringLiteral("<b>%1</b>").arg(tr("Heads by %1").arg(measureName(m_measure)));
}

QString HeadMapPanel::pictureFacts() const
{
    const auto shape = [](const HeadValues& values) {
        const int cross = values.heads - values.ownHeads;
        return cross > 0 ? tr("%1 layers of %2 heads and %3 cross heads")
                               .arg(values.layers)
                               .arg(values.ownHeads)
                               .arg(cross)
                         : tr("%1 layers of %2 heads").arg(values.layers).arg(values.heads);
    };
    QString facts = shape(m_map->values());
    if (!m_map->otherValues().empty()) {
        const QString other = shape(m_map->otherValues());
        facts = tr("decoder: %1  ·  encoder: %2")
                    .arg(m_other.encoder ? facts : other, m_other.encoder ? other : facts);
    }
    if (showsProbe())
        facts += tr("  ·  on random tokens repeated twice, not on this prompt");
    return facts;
}

QString HeadMapPanel::pictureNote() const
{
    QStringList sentences{measureExplanation(m_measure)};
    if (!showsProbe() && !m_note->text().isEmpty())
        sentences << m_note->text();
    if (std::any_of(m_labels.begin(), m_labels.end(),
                    [](const QString& label) { return !label.isEmpty(); }))
        sentences << tr("A dot marks a head that has a name.");
    return sentences.join(QLatin1Char(' '));
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
