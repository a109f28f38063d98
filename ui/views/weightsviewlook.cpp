// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the Weights view tells of itself: its header, its texts, its pictures, how it is set up.
#include "ui/views/weightsview.h"

#include "app/selection.h"
#include "ui/models/wordtext.h"
#include "ui/theme/theme.h"
#include "ui/views/colourlegend.h"
#include "ui/views/gridview.h"
#include "ui/views/look.h"
#include "ui/views/spectrumplot.h"
#include "ui/views/weighttables.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QPainter>
#include <QTabBar>

#include <algorithm>
#include <array>

namespace headscope::ui {

namespace {

constexpr int plotHeight = 320;
constexpr int pictureGap = 16;

// In the order of their enums.
constexpr std::array pageNames{"spectrum", "directions", "composition"};
constexpr std::array measureNames{"e90", "e99", "e999", "entropy", "stable", "largest"};
constexpr std::array scaleNames{"log", "relative", "share"};
constexpr std::array matrixNames{"P", "M"};
constexpr std::array kindNames{"Q", "K", "V"};
static_assert(measureNames.size() == rankMeasureCount);

} // namespace

QString WeightsView::title() const
{
    return tr("<b>Weights</b> of head %1").arg(headText());
}

QString WeightsView::facts() const
{
    const core::HeadSpectra* head = selected();
    if (head == nullptr)
        return {};
    const auto one = [&](core::HeadMatrix which) {
        return rankText(rankOf(head->of(which, fold()), m_ranksModel.measure()),
                        m_ranksModel.measure());
    };
    const QString pattern = one(core::HeadMatrix::Pattern);
    const QString message = one(core::HeadMatrix::Message);
    QStringList facts{m_ranksModel.measure() == RankMeasure::Largest
                          ? tr("Wᴾ %1, Wᴹ %2").arg(pattern, message)
                          : tr("Wᴾ %1, Wᴹ %2 of %3")
                                .arg(pattern, message)
                                .arg(head->of(core::HeadMatrix::Pattern, fold()).values.size())};
    if (fold())
        facts.append(tr("with the norm"));
    if (m_runChanged)
        facts.append(tr("of the model as it is, not as changed in the Lab"));
    return facts.join(tr(" · "));
}

QString WeightsView::factsTip() const
{
    return tr("Wᴾ = W_K W_Qᵀ makes the patterns of a head, Wᴹ = W_V W_O its messages. Neither is "
              "ever built: their singular values are those of the small core between the "
              "triangles of their factors.");
}

QString WeightsView::pageNote() const
{
    return page() == Page::Directions    ? m_directionsNote->text()
           : page() == Page::Composition ? m_pair->text()
                                         : QString();
}

QString WeightsView::selectedText() const
{
    if (page() == Page::Directions && m_directions->hasFocus())
        return m_directions->selectedText();
    if (page() == Page::Composition && m_grid->hasFocus())
        return m_grid->selectedText();
    return m_ranks->selectedText();
}

/// In the words of the directions; on the other pages a head's number.
bool WeightsView::find(const QString& text, bool backwards)
{
    if (text.isEmpty())
        return false;
    const bool words = page() == Page::Directions;
    const PaneTable* table = words ? static_cast<PaneTable*>(m_directions) : m_ranks;
    const QAbstractItemModel* model = table->model();
    const int rows = model->rowCount();
    const int start = table->currentIndex().row();
    for (int step = 1; step <= rows; ++step) {
        const int row = backwards ? ((start < 0 ? rows : start) - step + rows) % rows
                                  : (start + step) % rows;
        for (const int column :
             words ? std::vector<int>{DirectionsModel::Left, DirectionsModel::Right}
                   : std::vector<int>{WeightsModel::headColumn}) {
            const QModelIndex index = model->index(row, column);
            if (!index.data(Qt::AccessibleTextRole).toString().contains(text, Qt::CaseInsensitive)
                && !index.data().toString().contains(text, Qt::CaseInsensitive))
                continue;
            if (words) {
                m_directions->setCurrentIndex(index);
            } else {
                selection()->setHead(m_ranksModel.layerOf(row), m_ranksModel.headOf(row));
            }
            return true;
        }
    }
    return false;
}

QWidget* WeightsView::focusTarget()
{
    return m_ranks;
}

QString WeightsView::pictureNote() const
{
    return page() == Page::Composition
               ? tr("Rows write, columns read; %1. |A B| / (|A| |B|).").arg(m_kind->currentText())
               : QString();
}

QVariantMap WeightsView::look() const
{
    return {
        {QStringLiteral("page"), nameOfChoice(pageNames, m_pages->currentIndex())},
        {QStringLiteral("measure"), nameOfChoice(measureNames, m_measure->currentIndex())},
        {QStringLiteral("fold"), fold()},
        {QStringLiteral("scale"), nameOfChoice(scaleNames, m_scale->currentIndex())},
        {QStringLiteral("matrix"), nameOfChoice(matrixNames, m_matrix->currentIndex())},
        {QStringLiteral("kind"), nameOfChoice(kindNames, m_kind->currentIndex())},
        {QStringLiteral("sort"), m_ranksModel.sortColumn()},
        {QStringLiteral("descending"), m_ranksModel.sortOrder() == Qt::DescendingOrder},
        {QStringLiteral("direction"), m_direction},
    };
}

void WeightsView::setLook(const QVariantMap& look)
{
    const LookReader from(look);
    m_partsFit = true;
    m_measure->setCurrentIndex(from.choice("measure", measureNames));
    m_fold->setChecked(from.flag("fold"));
    m_scale->setCurrentIndex(from.choice("scale", scaleNames));
    m_matrix->setCurrentIndex(from.choice("matrix", matrixNames));
    m_kind->setCurrentIndex(from.choice("kind", kindNames, 1));
    m_pages->setCurrentIndex(from.choice("page", pageNames));
    m_ranksModel.sort(from.integer("sort", 0, core::headMatrixCount, 0),
                      from.flag("descending") ? Qt::DescendingOrder : Qt::AscendingOrder);
    m_direction = from.integer("direction", 0, 1 << 16, 0);
    refreshPlot();
    fit();
    Q_EMIT wanted();
}

Figure WeightsView::legend(FigurePart, int) const
{
    return page() == Page::Composition ? m_legend->figure(legendWidth) : Figure();
}

Figure WeightsView::figure(FigurePart part, int maxWidth) const
{
    if (!m_ranksModel.spectra())
        return {};
    if (page() == Page::Composition)
        return m_compositionModel.composition() ? m_grid->figure(part, maxWidth) : Figure();
    if (page() == Page::Directions)
        return m_directionsModel.rowCount() > 0 ? m_directions->figure(part, maxWidth) : Figure();
    const Figure list = m_ranks->figure(part);
    const int width = std::max(list.size.width(), std::min(maxWidth, 620));
    const int top = plotHeight + pictureGap;
    const QSize whole(width, top + list.size.height());
    return {whole, [=, this](QPainter& painter) {
                painter.fillRect(QRect(QPoint(), whole), Theme::instance().colours().surface);
                m_plot->paintInto(painter, QRect(0, 0, width, plotHeight));
                painter.translate(0, top);
                list.paint(painter);
            }};
}

} // namespace headscope::ui
