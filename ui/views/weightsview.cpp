// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/weightsview.h"

#include "app/selection.h"
#include "ui/models/headname.h"
#include "ui/models/wordtext.h"
#include "ui/theme/theme.h"
#include "ui/views/colourlegend.h"
#include "ui/views/gridview.h"
#include "ui/views/spectrumplot.h"
#include "ui/views/weighttables.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>

namespace headscope::ui {

namespace {

constexpr int leastPage = 300;

QLabel* note()
{
    auto* label = new QLabel;
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("quiet", true);
    return label;
}

/// A frame around a table, which has none of its own.
QFrame* framed(QWidget* table)
{
    auto* frame = new QFrame;
    frame->setFrameShape(QFrame::StyledPanel);
    auto* layout = new QVBoxLayout(frame);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(table);
    return frame;
}

/// A page: its parts, one below the other.
QWidget* stacked(std::initializer_list<QWidget*> parts, QWidget* grows)
{
    auto* box = new QWidget;
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    for (QWidget* part : parts)
        layout->addWidget(part, part == grows ? 1 : 0);
    return box;
}

} // namespace

WeightsView::WeightsView(app::Selection* selection, QWidget* parent)
    : View(selection, parent),
      m_measure(new QComboBox),
      m_fold(new QCheckBox(tr("With the norm"))),
      m_pages(new QTabBar),
      m_scale(new QComboBox),
      m_matrix(new QComboBox),
      m_kind(new QComboBox),
      m_splitter(new QSplitter(Qt::Horizontal)),
      m_stack(new QStackedWidget),
      m_ranks(new RanksTable(&m_ranksModel)),
      m_plot(new SpectrumPlot),
      m_directions(new DirectionsTable(&m_directionsModel)),
      m_grid(new GridView),
      m_legend(new ColourLegend(ColourLegend::Map::Measure)),
      m_directionsNote(note()),
      m_pair(note())
{
    makeSwitches();
    makePages();
    connectParts();
    setSpectra(nullptr);
}

WeightsView::~WeightsView()
{
    m_grid->setModel(nullptr);
    m_ranks->setModel(nullptr);
    m_directions->setModel(nullptr);
}

void WeightsView::makeSwitches()
{
    for (int i = 0; i < rankMeasureCount; ++i) {
        m_measure->addItem(rankMeasureName(static_cast<RankMeasure>(i)));
        m_measure->setItemData(i, rankMeasureTip(static_cast<RankMeasure>(i)), Qt::ToolTipRole);
    }
    m_measure->setAccessibleName(tr("What the list of heads shows"));
    m_measure->setMinimumWidth(110);
    m_fold->setToolTip(tr("With what the norm in front of the head does to the stream, but for its "
                          "length, in the factors that read it: its gain, and the mean that it "
                          "takes away. Without it, the matrices are as the file has them."));
    m_scale->addItems({tr("Singular values, logarithmic"), tr("Relative to the largest"),
                       tr("Energy of the first")});
    m_scale->setAccessibleName(tr("What the plot shows"));
    m_scale->setToolTip(
        tr("Energy is the share of the sum of squares that the first values hold."));
    m_matrix->addItems({tr("Wᴾ: patterns"), tr("Wᴹ: messages")});
    m_matrix->setAccessibleName(tr("Whose directions"));
    for (int i = 0; i < core::compositionCount; ++i)
        m_kind->addItem(CompositionModel::kindName(static_cast<core::Composition>(i)));
    m_kind->setCurrentIndex(static_cast<int>(m_compositionModel.kind()));
    m_kind->setAccessibleName(tr("What of the later head reads"));
    m_kind->setToolTip(tr("What of the later head reads what the earlier one writes: its queries "
                          "(what it looks for), its keys (what it finds) or its values (what it "
                          "passes on)."));
    controls()->addWidget(m_measure);
    controls()->addWidget(m_fold);
}

void WeightsView::makePages()
{
    m_pages->addTab(tr("Spectrum"));
    m_pages->addTab(tr("Directions"));
    m_pages->addTab(tr("Composition"));
    m_pages->setTabToolTip(0, tr("The singular values of the selected head's matrices"));
    m_pages->setTabToolTip(1, tr("The words at both ends of each singular direction"));
    m_pages->setTabToolTip(2, tr("What heads read of what earlier heads write"));
    m_pages->setObjectName(QStringLiteral("weightsPages"));
    m_pages->setAccessibleName(tr("What is shown beside the list"));
    m_pages->setDrawBase(false);
    m_pages->setExpanding(false);

    m_grid->setModel(&m_compositionModel);
    m_grid->setMap(GridPainter::Map::Measure);
    m_grid->setSquare(true);
    m_grid->setAxes(tr("writes"), tr("reads"));
    m_grid->setAccessibleName(tr("What heads read of what earlier heads write"));
    m_stack->addWidget(stacked({m_plot}, m_plot));
    QFrame* directions = framed(m_directions);
    m_stack->addWidget(stacked({m_directionsNote, directions}, directions));
    m_stack->addWidget(stacked({m_grid, m_legend, m_pair}, m_grid));

    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(0, 0, 0, 0);
    bar->setSpacing(8);
    bar->addWidget(m_pages, 1);
    for (QComboBox* box : {m_scale, m_matrix, m_kind}) {
        box->setMinimumWidth(100);
        box->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
        bar->addWidget(box);
    }
    auto* right = new QWidget;
    auto* layout = new QVBoxLayout(right);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addLayout(bar);
    layout->addWidget(m_stack, 1);
    m_splitter->addWidget(framed(m_ranks));
    m_splitter->addWidget(right);
    m_splitter->setObjectName(QStringLiteral("weightsSplitter"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(10);
    setContent(m_splitter);
    showPage();
}

void WeightsView::connectParts()
{
    connect(m_splitter, &QSplitter::splitterMoved, this, [this] { m_partsFit = false; });
    connect(m_measure, &QComboBox::currentIndexChanged, this, &WeightsView::refresh);
    connect(m_fold, &QCheckBox::toggled, this, [this] {
        refresh();
        Q_EMIT inspectionChanged();
        Q_EMIT wanted();
    });
    connect(m_pages, &QTabBar::currentChanged, this, [this] {
        showPage();
        Q_EMIT pageChanged();
        Q_EMIT wanted();
    });
    connect(m_scale, &QComboBox::currentIndexChanged, this, &WeightsView::refreshPlot);
    connect(m_matrix, &QComboBox::currentIndexChanged, this, &WeightsView::wanted);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &WeightsView::refreshComposition);

    const auto choose = [this](const QModelIndex& index) {
        this->selection()->setHead(m_ranksModel.layerOf(index.row()),
                                   m_ranksModel.headOf(index.row()));
    };
    const auto open = [this] {
        if (this->selection()->tokens() > 0) // else there is nothing to see there
            this->selection()->setView(app::Selection::View::Head);
    };
    connect(m_ranks, &PaneTable::chosen, this, choose);
    connect(m_ranks, &PaneTable::opened, this, open);
    connect(&m_ranksModel, &QAbstractItemModel::layoutChanged, this, &WeightsView::follow);
    connect(m_plot, &SpectrumPlot::picked, this, &WeightsView::chooseDirection);
    connect(m_directions, &PaneTable::chosen, this, [this](const QModelIndex& index) {
        m_direction = m_directionsModel.directionOf(index.row());
        m_directions->mark(m_directionsModel.rowOf(m_direction));
        m_plot->setCurrent(m_direction);
        Q_EMIT inspectionChanged();
    });
    const auto chooseReader = [this](int from, int to) {
        m_pair->setText(m_compositionModel.pairSentence(from, to));
        this->selection()->setHead(m_compositionModel.layerOf(to), m_compositionModel.headOf(to));
    };
    connect(m_grid, &GridView::currentChanged, this, chooseReader);
    connect(m_grid, &GridView::activated, this, open);
    connect(selection(), &app::Selection::headChanged, this, [this] {
        refreshHeader();
        refreshPlot();
        follow();
        Q_EMIT wanted();
    });
}

// ---- what is shown -----------------------------------------------------------------------------

void WeightsView::setSpectra(WeightSpectraPtr spectra)
{
    m_ranksModel.setSpectra(std::move(spectra), m_ranksModel.measure(), fold());
    refresh();
}

void WeightsView::setDirections(SingularDirectionsPtr directions)
{
    const bool filtered = filtersWords();
    m_directionsModel.setDirections(std::move(directions), m_showSpaces);
    refreshDirections();
    if (filtersWords() != filtered)
        Q_EMIT pageChanged();
}

bool WeightsView::filtersWords() const
{
    return page() == Page::Directions
           && (!m_directionsModel.directions() || m_directionsModel.hasWords());
}

void WeightsView::setComposition(CompositionMatrixPtr composition)
{
    m_compositionModel.setComposition(std::move(composition), kind());
    refreshComposition();
}

void WeightsView::setShowSpaces(bool show)
{
    if (show == m_showSpaces)
        return;
    m_showSpaces = show;
    setDirections(m_directionsModel.directions());
}

void WeightsView::setRunChanged(bool changed)
{
    m_runChanged = changed;
    refreshHeader();
}

void WeightsView::refresh()
{
    const WeightSpectraPtr spectra = m_ranksModel.spectra();
    setState(spectra ? State::Ready : State::Empty,
             tr("Open a model to see what its weights say by themselves."));
    m_ranksModel.setSpectra(spectra, static_cast<RankMeasure>(m_measure->currentIndex()), fold());
    m_measure->setToolTip(rankMeasureTip(m_ranksModel.measure()));
    m_measure->setEnabled(spectra != nullptr);
    m_fold->setEnabled(spectra != nullptr);
    refreshHeader();
    refreshPlot();
    fit();
    follow();
}

void WeightsView::refreshPlot()
{
    const core::HeadSpectra* head = selected();
    std::vector<SpectrumLine> lines;
    for (int k = 0; head != nullptr && k < core::headMatrixCount; ++k) {
        const auto which = static_cast<core::HeadMatrix>(k);
        const Eigen::VectorXd& s = head->of(which, fold()).values;
        lines.push_back({matrixName(which), {s.begin(), s.end()}, k < 2});
    }
    m_plot->setLines(head == nullptr ? QString()
                     : fold() ? tr("Singular values of head %1, with the norm").arg(headText())
                              : tr("Singular values of head %1").arg(headText()),
                     std::move(lines), static_cast<SpectrumScale>(m_scale->currentIndex()));
    m_plot->setCurrent(m_direction);
}

void WeightsView::refreshDirections()
{
    const SingularDirectionsPtr& shown = m_directionsModel.directions();
    m_directions->fit();
    if (!shown) {
        m_directionsNote->setText(tr("One moment…"));
        return;
    }
    const auto apart = std::count_if(shown->all.begin(), shown->all.end(),
                                     [](const auto& each) { return each.standsApart(); });
    const core::DirectionOptions& of = shown->options;
    QString text =
        tr("%1 of head %2: %3 of %4 directions stand apart; the values of the others are closer "
           "than %5 to a neighbour's, so that their directions mix.")
            .arg(matrixName(of.matrix), headNumber(of.layer, of.head, selection()->ownHeads()))
            .arg(apart)
            .arg(shown->all.size())
            .arg(percentText(core::closeGap));
    if (!shown->hasWords)
        text += QLatin1Char(' ')
                + tr("There are no words: the model comes without a token embedding.");
    m_directionsNote->setText(text);
    chooseDirection(m_direction);
}

void WeightsView::refreshComposition()
{
    const CompositionMatrixPtr shown = m_compositionModel.composition();
    if (kind() != m_compositionModel.kind())
        m_compositionModel.setComposition(shown, kind());
    const double largest = shown ? static_cast<double>(
                               shown->largest[static_cast<std::size_t>(kind())])
                                 : 1.0;
    m_legend->setRange(numberText(0, 0), numberText(largest, 3));
    fit();
    followInGrid();
}

void WeightsView::showPage()
{
    m_stack->setCurrentIndex(m_pages->currentIndex());
    m_scale->setVisible(page() == Page::Spectrum);
    m_matrix->setVisible(page() == Page::Directions);
    m_kind->setVisible(page() == Page::Composition);
    if (page() == Page::Composition)
        followInGrid();
}

/// The selected head, in the list and on the page.
void WeightsView::follow()
{
    const int row = m_ranksModel.rowOf(selection()->layer(), selection()->head());
    m_ranks->mark(row);
    if (row >= 0 && m_ranks->currentIndex().row() != row) {
        const QModelIndex to = m_ranksModel.index(row,
                                                  std::max(0, m_ranks->currentIndex().column()));
        m_ranks->moveTo(to);
        m_ranks->scrollTo(to);
    }
    followInGrid();
}

/// The strongest of the pairs that the selected head is part of, unless it is part of the pair that
/// is chosen already.
void WeightsView::followInGrid()
{
    const CompositionMatrixPtr& shown = m_compositionModel.composition();
    const int place = m_compositionModel.placeOf(selection()->layer(), selection()->head());
    if (place < 0) {
        m_pair->setText(shown ? QString() : tr("One moment…"));
        return;
    }
    GridView::Cell cell = m_grid->current();
    if (cell.row != place && cell.column != place) {
        float most = -1.0F;
        for (int other = 0; other < shown->count(); ++other) {
            if (shown->at(kind(), other, place) > most) {
                most = shown->at(kind(), other, place);
                cell = {other, place};
            }
            if (shown->at(kind(), place, other) > most) {
                most = shown->at(kind(), place, other);
                cell = {place, other};
            }
        }
        if (most < 0.0F)
            cell = {place, place};
        m_grid->setCurrent(cell);
    }
    m_pair->setText(m_compositionModel.pairSentence(cell.row, cell.column));
}

void WeightsView::chooseDirection(int direction)
{
    m_direction = std::max(0, direction);
    m_plot->setCurrent(m_direction);
    Q_EMIT inspectionChanged();
    const int row = m_directionsModel.rowOf(m_direction);
    m_directions->mark(row);
    if (row >= m_directionsModel.rowCount())
        return;
    if (m_directionsModel.directionOf(m_directions->currentIndex().row()) == m_direction
        && m_directions->currentIndex().isValid())
        return;
    const QModelIndex to = m_directionsModel.index(row, DirectionsModel::Value);
    m_directions->moveTo(to);
    m_directions->scrollTo(to);
}

/// The list beside the page where there is room, over it where not.
void WeightsView::fit()
{
    if (m_splitter->width() <= 0)
        return;
    if (m_partsFit) {
        const int scroll = 18;
        const int list = m_ranks->neededWidth(true) + scroll;
        const int shortList = m_ranks->neededWidth(false) + scroll;
        const int whole = m_splitter->width() - m_splitter->handleWidth();
        const bool wide = whole >= shortList + leastPage + 40;
        m_splitter->setOrientation(wide ? Qt::Horizontal : Qt::Vertical);
        if (wide) {
            const int left = whole >= list + 2 * leastPage ? list : shortList;
            m_splitter->setSizes({left, whole - left});
        } else {
            const int high = m_splitter->height() - m_splitter->handleWidth();
            m_splitter->setSizes({high * 36 / 100, high - high * 36 / 100});
        }
    }
    m_ranks->fit();
    if (!m_compositionModel.composition())
        return;
    // Headers are higher above small cells, so they are measured with them.
    for (int pass = 0; pass < 2; ++pass) {
        const QSize room = m_grid->maximumViewportSize() - m_grid->geometryOfCells().header;
        const int size = std::min(room.width(), room.height()) / m_compositionModel.rowCount();
        const int cell = std::clamp(size, 2, 28);
        m_grid->setCellSize({cell, cell});
    }
}

void WeightsView::resizeEvent(QResizeEvent* event)
{
    View::resizeEvent(event);
    // After the layout has given the parts their sizes.
    QMetaObject::invokeMethod(this, &WeightsView::fit, Qt::QueuedConnection);
}

// ---- what is chosen ----------------------------------------------------------------------------

WeightsView::Page WeightsView::page() const
{
    return static_cast<Page>(m_pages->currentIndex());
}

void WeightsView::setPage(Page page)
{
    m_pages->setCurrentIndex(static_cast<int>(page));
}

bool WeightsView::fold() const
{
    return m_fold->isChecked();
}

void WeightsView::setFold(bool fold)
{
    m_fold->setChecked(fold);
}

void WeightsView::setMeasure(RankMeasure measure)
{
    m_measure->setCurrentIndex(static_cast<int>(measure));
}

void WeightsView::setScale(SpectrumScale scale)
{
    m_scale->setCurrentIndex(static_cast<int>(scale));
}

core::HeadMatrix WeightsView::matrix() const
{
    return m_matrix->currentIndex() == 0 ? core::HeadMatrix::Pattern : core::HeadMatrix::Message;
}

void WeightsView::setMatrix(core::HeadMatrix matrix)
{
    m_matrix->setCurrentIndex(matrix == core::HeadMatrix::Pattern ? 0 : 1);
}

core::Composition WeightsView::kind() const
{
    return static_cast<core::Composition>(m_kind->currentIndex());
}

void WeightsView::setKind(core::Composition kind)
{
    m_kind->setCurrentIndex(static_cast<int>(kind));
}

core::DirectionOptions WeightsView::wantedDirections(const core::LensOptions& lens) const
{
    return {selection()->layer(), selection()->head(), matrix(), fold(), lens};
}

core::CompositionOptions WeightsView::wantedComposition() const
{
    return {fold()};
}

const core::HeadSpectra* WeightsView::selected() const
{
    const WeightSpectraPtr& spectra = m_ranksModel.spectra();
    const int row = m_ranksModel.rowOf(selection()->layer(), selection()->head());
    return spectra && row >= 0 ? &spectra->at(selection()->layer(), selection()->head()) : nullptr;
}

QString WeightsView::headText() const
{
    return headNumber(selection()->layer(), selection()->head(), selection()->ownHeads());
}

} // namespace headscope::ui
