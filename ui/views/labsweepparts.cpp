// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/selection.h"
#include "ui/delegates/activationdelegate.h"
#include "ui/models/labtext.h"
#include "ui/models/roles.h"
#include "ui/theme/theme.h"
#include "ui/views/elidedlabel.h"
#include "ui/views/flowlayout.h"
#include "ui/views/labsweep.h"
#include "ui/views/look.h"
#include "ui/views/panetable.h"
#include "ui/views/quietlabel.h"
#include "ui/views/tableheader.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSplitter>

#include <algorithm>
#include <array>
#include <memory>

// The controls of a sweep, how they share the room, how somebody has set them up, and pictures.

namespace headscope::ui {

namespace {

using core::SweepParameter;

// In the order of the boxes.
constexpr std::array parameterNames{"rank_p", "rank_m", "drop_empty", "drop_bias", "route", "none"};
constexpr std::array whereNames{"all", "layer", "head"};
constexpr std::array modeNames{"rest", "silence"};
constexpr std::array resultNames{"kl", "delta", "agreement"};
constexpr int pictureRows = 60;

} // namespace

QWidget* LabSweep::makeControls()
{
    auto* bar = new QWidget(this);
    m_parameter->setObjectName(QStringLiteral("sweepParameter"));
    m_parameter->setAccessibleName(tr("What is swept"));
    for (const auto parameter :
         {SweepParameter::PatternRank, SweepParameter::MessageRank, SweepParameter::DropSmall,
          SweepParameter::DropHighBias, SweepParameter::RouteThreshold})
        m_parameter->addItem(sweepName(parameter), static_cast<int>(parameter));
    m_parameter->addItem(sweepName(std::nullopt));
    m_parameter->setToolTip(tr("What is different from one point to the next"));
    m_where->setObjectName(QStringLiteral("sweepWhere"));
    m_where->setAccessibleName(tr("At which heads"));
    m_where->addItems({tr("at all heads"), QString(), QString()});
    m_dropMode->setObjectName(QStringLiteral("sweepDropMode"));
    m_dropMode->setAccessibleName(tr("What becomes of the attention"));
    m_dropMode->addItems({tr("softmax over the rest"), tr("attention of the rest kept")});
    m_dropMode->hide();
    m_onTop->setObjectName(QStringLiteral("sweepOnTop"));
    m_onTop->setToolTip(tr("The changes that are checked in the list count at every point too"));
    m_values->setObjectName(QStringLiteral("sweepValues"));
    m_values->setProperty("field", true);
    m_values->setAccessibleName(tr("Values that are tried"));
    m_values->setToolTip(
        tr("Values that are tried, separated by commas and blanks or by semicolons; "
           "“10 %” is the same as 0.1. Enter runs the sweep."));
    m_values->setMinimumWidth(120);
    for (QComboBox* box : {m_parameter, m_where, m_dropMode})
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    auto* flow = new FlowLayout(7, bar);
    flow->setContentsMargins(0, 0, 0, 0);
    auto* first = new QWidget(bar);
    auto* together = new QHBoxLayout(first);
    together->setContentsMargins(0, 0, 0, 0);
    together->setSpacing(5);
    together->addWidget(quietLabel(tr("Sweep"), m_parameter, first));
    together->addWidget(m_parameter);
    flow->addWidget(first);
    flow->addWidget(m_where);
    flow->addWidget(m_dropMode);
    flow->addWidget(m_promptsBox);
    flow->addWidget(m_onTop);
    return bar;
}

QWidget* LabSweep::makeRunLine()
{
    auto* bar = new QWidget(this);
    m_promptsBox->setObjectName(QStringLiteral("sweepPrompts"));
    m_promptsBox->setAccessibleName(tr("Prompts that are run"));
    m_promptsBox->setToolTip(tr("The prompt of the window, or a text file with a prompt in each "
                                "line"));
    m_promptsBox->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_run->setObjectName(QStringLiteral("sweepRun"));
    m_run->setText(tr("Run"));
    m_run->setAccessibleName(tr("Run the sweep"));
    m_run->setProperty("strong", true);
    m_cancel->setObjectName(QStringLiteral("sweepCancel"));
    m_cancel->setText(tr("Cancel"));
    m_cancel->setAccessibleName(tr("Cancel the sweep"));
    m_cancel->hide();
    m_progress->setObjectName(QStringLiteral("sweepProgress"));
    m_progress->setTextVisible(false);
    m_progress->setMinimumWidth(90);
    m_progress->hide();
    auto* line = new QHBoxLayout(bar);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(7);
    line->addWidget(quietLabel(tr("values"), m_values, bar));
    line->addWidget(m_values, 2);
    line->addWidget(m_run);
    line->addWidget(m_cancel);
    line->addWidget(m_progress, 1);
    return bar;
}

QWidget* LabSweep::makePlotLine()
{
    auto* bar = new QWidget(this);
    m_captionLabel->setObjectName(QStringLiteral("sweepCaption"));
    m_captionLabel->setFont(Theme::font(0, true));
    m_result->setObjectName(QStringLiteral("sweepResult"));
    m_result->setAccessibleName(tr("What the plot shows"));
    for (const auto result :
         {SweepPlot::Result::Kl, SweepPlot::Result::Delta, SweepPlot::Result::Agreement})
        m_result->addItem(SweepPlot::resultName(result));
    m_logValues->setObjectName(QStringLiteral("sweepLogValues"));
    m_logValues->setText(tr("log values"));
    m_logValues->setToolTip(tr("Logarithmic axis of what is swept"));
    m_logResults->setObjectName(QStringLiteral("sweepLogResults"));
    m_logResults->setText(tr("log KL"));
    m_logResults->setToolTip(tr("Logarithmic axis of KL"));
    m_hidden->setProperty("quiet", true);
    m_hidden->setWordWrap(true);
    m_hidden->hide();
    auto* line = new QHBoxLayout(bar);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(9);
    line->addWidget(m_captionLabel, 1);
    line->addWidget(m_result);
    line->addWidget(m_logValues);
    line->addWidget(m_logResults);
    return bar;
}

void LabSweep::connectParts()
{
    connect(m_parameter, &QComboBox::activated, this, [this] { setParameter(parameter()); });
    connect(m_values, &QLineEdit::textChanged, this, [this] {
        m_valuesTyped = true;
        m_failure.clear();
        showProblem();
    });
    connect(m_values, &QLineEdit::returnPressed, this, &LabSweep::run);
    connect(m_run, &QPushButton::clicked, this, &LabSweep::run);
    connect(m_cancel, &QPushButton::clicked, this, &LabSweep::cancelled);
    connect(m_promptsBox, &QComboBox::activated, this, &LabSweep::choosePrompts);
    connect(m_result, &QComboBox::activated, this, &LabSweep::showPlot);
    for (QCheckBox* box : {m_logValues, m_logResults})
        connect(box, &QCheckBox::toggled, this, [this] {
            m_axesChosen = true;
            showPlot();
        });
    connect(m_plot, &SweepPlot::picked, this, [this](int point) {
        m_table->moveTo(m_model.index(point, SweepModel::Kl));
        m_table->scrollTo(m_model.index(point, SweepModel::Kl));
        m_cells->setMarkedRow(point);
        m_table->viewport()->update();
    });
    connect(m_table, &PaneTable::chosen, this, [this](const QModelIndex& index) {
        m_plot->setCurrent(index.row());
        m_cells->setMarkedRow(index.row());
        m_table->viewport()->update();
    });
    connect(m_splitter, &QSplitter::splitterMoved, this, [this] { m_partsFit = false; });
    connect(m_selection, &app::Selection::headChanged, this, &LabSweep::showPlaces);
    connect(&Theme::instance(), &Theme::changed, this, [this] { m_table->viewport()->update(); });
}

/// The table under the plot where there is height, beside it where not; as large as its points,
/// the rest is the plot's.
void LabSweep::arrange()
{
    if (!m_partsFit || m_splitter->height() <= 0)
        return;
    constexpr int enough = 360;
    const bool high = m_splitter->height() >= enough;
    m_splitter->setOrientation(high ? Qt::Vertical : Qt::Horizontal);
    const int all = (high ? m_splitter->height() : m_splitter->width()) - m_splitter->handleWidth();
    const int needed = high ? m_table->titles()->height() + m_table->verticalHeader()->length()
                                  + 2 * m_table->frameWidth()
                            : m_table->titles()->length() + 2 * m_table->frameWidth();
    const int table = std::clamp(needed, high ? 80 : 130, all * 45 / 100);
    m_splitter->setSizes({all - table, table});
}

void LabSweep::shareColumns()
{
    m_table->titles()->setFixedHeight(m_table->titles()->neededHeight());
    m_table->verticalHeader()->setDefaultSectionSize(QFontMetrics(Theme::font()).height() + 8);
    const QFontMetrics bold(Theme::font(0, true));
    const QFontMetrics normal(Theme::font());
    const QFontMetrics small(Theme::font(-1));
    for (int column = 0; column < SweepModel::columns; ++column) {
        const auto header = [&](int role) {
            return m_model.headerData(column, Qt::Horizontal, role).toString();
        };
        int width = std::max(bold.horizontalAdvance(header(Qt::DisplayRole)),
                             small.horizontalAdvance(header(SubtitleRole)));
        for (int row = 0; row < m_model.rowCount(); ++row)
            width = std::max(
                width, normal.horizontalAdvance(m_model.index(row, column).data().toString()));
        m_table->setColumnWidth(column, width + 18);
    }
    // What no point has any of says nothing.
    const auto none = [this](auto value) {
        const SweepPointsPtr& points = m_model.points();
        return !points || std::all_of(points->begin(), points->end(), [&](const auto& point) {
            return value(point) == 0;
        });
    };
    using Point = core::SweepPoint;
    m_table->setColumnHidden(SweepModel::Dropped,
                             none([](const Point& point) { return point.dropped; }));
    m_table->setColumnHidden(SweepModel::Routed,
                             none([](const Point& point) { return point.routed; }));
    m_table->setColumnHidden(SweepModel::Saved, none([](const Point& point) {
                                 return static_cast<double>(point.parametersSaved);
                             }));
    m_table->setColumnHidden(SweepModel::Tokens, true); // the caption has it
}

void LabSweep::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    QMetaObject::invokeMethod(this, &LabSweep::arrange, Qt::QueuedConnection);
}

void LabSweep::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::FontChange) {
        m_captionLabel->setFont(Theme::font(0, true));
        shareColumns();
    }
    QWidget::changeEvent(event);
}

void LabSweep::addLook(QVariantMap& look) const
{
    look[QStringLiteral("sweep_parameter")] = nameOfChoice(parameterNames,
                                                           m_parameter->currentIndex());
    if (m_valuesTyped)
        look[QStringLiteral("sweep_values")] = m_values->text();
    look[QStringLiteral("sweep_where")] = nameOfChoice(whereNames, m_where->currentIndex());
    look[QStringLiteral("sweep_mode")] = nameOfChoice(modeNames, m_dropMode->currentIndex());
    look[QStringLiteral("sweep_on_top")] = m_onTop->isChecked();
    look[QStringLiteral("sweep_result")] = nameOfChoice(resultNames, m_result->currentIndex());
    if (m_axesChosen)
        look[QStringLiteral("sweep_log_values")] = m_logValues->isChecked();
    look[QStringLiteral("sweep_log_results")] = m_logResults->isChecked();
    if (m_ofFile)
        look[QStringLiteral("sweep_prompts")] = m_path;
}

void LabSweep::setLook(const LookReader& from)
{
    constexpr qsizetype mostText = 4000; // characters of a list that a file holds
    m_parameter->setCurrentIndex(from.choice("sweep_parameter", parameterNames));
    setParameter(parameter());
    if (const QString values = from.text("sweep_values");
        !values.isEmpty() && values.size() <= mostText)
        setValuesText(values);
    m_where->setCurrentIndex(from.choice("sweep_where", whereNames));
    m_dropMode->setCurrentIndex(from.choice("sweep_mode", modeNames));
    m_onTop->setChecked(from.flag("sweep_on_top"));
    m_result->setCurrentIndex(from.choice("sweep_result", resultNames));
    m_axesChosen = from.has("sweep_log_values");
    {
        const QSignalBlocker quietValues(m_logValues);
        const QSignalBlocker quietResults(m_logResults);
        m_logValues->setChecked(from.flag("sweep_log_values", isRank(parameter())));
        m_logResults->setChecked(from.flag("sweep_log_results"));
    }
    m_ofFile = false;
    if (const QString path = from.text("sweep_prompts"); !path.isEmpty())
        Q_EMIT promptsOfFileWanted(path);
    showPrompts();
    showPlot();
    showProblem();
}

Figure LabSweep::figure(int maxWidth) const
{
    if (m_model.rowCount() == 0)
        return {};
    constexpr int gap = 12;
    const int width = std::min(maxWidth, 720);
    const bool plotted = m_model.parameter().has_value();
    const QSize plot(width, plotted ? width * 9 / 16 : 0);
    const QFont bold = Theme::font(0, true);
    const int title = QFontMetrics(bold).height() + 8;
    const auto table = std::make_shared<PaneTable>();
    table->setAttribute(Qt::WA_DontShowOnScreen);
    table->setFrameShape(QFrame::NoFrame);
    table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table->setModel(const_cast<SweepModel*>(&m_model)); // views only read it
    table->setItemDelegate(new NumberDelegate(table.get()));
    const int rows = std::min(m_model.rowCount(), pictureRows);
    table->keepRows(0, rows - 1);
    table->titles()->setFixedHeight(m_table->titles()->height());
    table->verticalHeader()->setDefaultSectionSize(m_table->verticalHeader()->defaultSectionSize());
    for (int column = 0; column < SweepModel::columns; ++column) {
        table->setColumnHidden(column, m_table->isColumnHidden(column));
        if (!m_table->isColumnHidden(column))
            table->setColumnWidth(column, m_table->columnWidth(column));
    }
    table->resize(width,
                  table->titles()->height() + rows * table->verticalHeader()->defaultSectionSize());
    table->ensurePolished();
    table->show(); // places its parts; WA_DontShowOnScreen keeps it off the screen
    const int under = title + plot.height() + (plotted ? gap : 0);
    const QSize size(width, under + table->height());
    return {size, [=, this](QPainter& painter) {
                const Colours& colours = Theme::instance().colours();
                painter.fillRect(QRect(QPoint(), size), colours.surface);
                painter.setFont(bold);
                painter.setPen(colours.text);
                painter.drawText(QRect(0, 0, width, title), Qt::AlignLeft | Qt::AlignVCenter,
                                 QFontMetrics(bold).elidedText(m_caption, Qt::ElideRight, width));
                if (plotted)
                    m_plot->paintInto(painter, QRect(QPoint(0, title), plot));
                painter.save();
                painter.translate(0, under);
                table->render(&painter);
                painter.restore();
            }};
}

} // namespace headscope::ui
