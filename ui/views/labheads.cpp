// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/labheads.h"

#include "app/selection.h"
#include "ui/models/wordtext.h"
#include "ui/theme/theme.h"
#include "ui/views/colourlegend.h"
#include "ui/views/gridview.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace headscope::ui {

LabHeads::LabHeads(app::Selection* selection, QWidget* parent)
    : QWidget(parent),
      m_selection(selection),
      m_measures(new QComboBox(this)),
      m_legend(new ColourLegend(ColourLegend::Map::Score, this)),
      m_sentence(new QLabel(this)),
      m_bar(new QWidget(this)),
      m_grid(new GridView(this))
{
    m_measures->setObjectName(QStringLiteral("labHeadMeasure"));
    m_measures->setAccessibleName(tr("What the cells show"));
    m_measures->addItems({tr("messages dropped (%)"), tr("queries that pass by (%)"),
                          tr("queries left without a message (%)")});
    m_measures->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_measures->setMinimumWidth(100);
    m_measures->setToolTip(tr("Of each head, in percent: the messages that are not in its cache, "
                              "the queries that skip it, or those that find no message in it"));
    m_legend->setRange(percentText(0), percentText(1));
    m_legend->setFixedWidth(130);
    m_sentence->setAlignment(Qt::AlignCenter);
    m_sentence->setWordWrap(true);
    m_sentence->setProperty("quiet", true);
    m_sentence->hide();
    m_grid->setObjectName(QStringLiteral("labHeadGrid"));
    m_grid->setModel(&m_model);
    m_grid->setMap(GridPainter::Map::Score);
    m_grid->setAllInSight(true);
    m_grid->setAxes(tr("layer"), tr("head"));
    m_grid->setMinimumSize(120, 80);
    auto* line = new QHBoxLayout(m_bar);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    line->addWidget(m_measures);
    line->addStretch(1);
    line->addWidget(m_legend);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(m_bar);
    layout->addWidget(m_grid, 1);
    layout->addWidget(m_sentence, 1);

    connect(m_measures, &QComboBox::activated, this,
            [this](int index) { setMeasure(static_cast<LabHeadsModel::Measure>(index)); });
    connect(m_grid, &GridView::currentChanged, this, [this](int row, int head) {
        m_selection->setHead(m_model.layerOfRow(row), core::HeadIndex(head));
    });
    connect(m_grid, &GridView::activated, this, [this](int row, int head) {
        m_selection->setHead(m_model.layerOfRow(row), core::HeadIndex(head));
        m_selection->setView(app::Selection::View::Head);
    });
    connect(selection, &app::Selection::headChanged, this, &LabHeads::follow);
}

LabHeads::~LabHeads()
{
    m_grid->setModel(nullptr);
}

void LabHeads::setResult(LabResultPtr result, int ownHeads)
{
    m_ownHeads = ownHeads;
    auto measure = m_model.measure();
    // What a change does is shown, unless somebody has said what to look at.
    if (result && !m_chosen) {
        const bool routes = result->routed > 0 && !(result->dropped > 0);
        measure = routes ? LabHeadsModel::Measure::Routed : LabHeadsModel::Measure::Dropped;
    }
    m_measures->setCurrentIndex(static_cast<int>(measure));
    m_model.setResult(std::move(result), measure, ownHeads);
    m_grid->zoomToFit();
    follow();
}

void LabHeads::setSentence(const QString& sentence)
{
    m_sentence->setText(sentence);
    m_sentence->setVisible(!sentence.isEmpty());
    m_grid->setVisible(sentence.isEmpty());
    m_bar->setVisible(sentence.isEmpty());
}

void LabHeads::setMeasure(LabHeadsModel::Measure measure)
{
    m_chosen = true;
    m_measures->setCurrentIndex(static_cast<int>(measure));
    m_model.setResult(m_model.result(), measure, m_ownHeads);
    follow();
}

QString LabHeads::measureName() const
{
    return m_measures->currentText();
}

void LabHeads::follow()
{
    if (!m_model.result() || m_selection->layer().value >= m_model.rowCount()
        || m_selection->head().value >= m_model.columnCount())
        return;
    m_grid->setCurrent({m_model.rowOfLayer(m_selection->layer()), m_selection->head().value});
}

Figure LabHeads::legend(int width) const
{
    return m_legend->figure(width);
}

} // namespace headscope::ui
