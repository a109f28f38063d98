// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/labsweep.h"

#include "app/selection.h"
#include "ui/delegates/activationdelegate.h"
#include "ui/models/labtext.h"
#include "ui/models/sentence.h"
#include "ui/theme/theme.h"
#include "ui/views/elidedlabel.h"
#include "ui/views/panetable.h"
#include "ui/views/tableheader.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace headscope::ui {

namespace {

using core::DropMessages;
using core::SweepParameter;

constexpr int fileItem = 1; ///< of the box of prompts, where a file has been chosen

} // namespace

LabSweep::LabSweep(app::Selection* selection, QWidget* parent)
    : QWidget(parent),
      m_selection(selection),
      m_parameter(new QComboBox(this)),
      m_where(new QComboBox(this)),
      m_dropMode(new QComboBox(this)),
      m_values(new QLineEdit(this)),
      m_onTop(new QCheckBox(this)),
      m_promptsBox(new QComboBox(this)),
      m_run(new QPushButton(this)),
      m_cancel(new QPushButton(this)),
      m_progress(new QProgressBar(this)),
      m_problem(new QLabel(this)),
      m_captionLabel(new ElidedLabel(this)),
      m_result(new QComboBox(this)),
      m_logValues(new QCheckBox(this)),
      m_logResults(new QCheckBox(this)),
      m_hidden(new QLabel(this)),
      m_nothing(new QLabel(this)),
      m_shown(new QWidget(this)),
      m_splitter(new QSplitter(Qt::Horizontal, this)),
      m_plot(new SweepPlot(this)),
      m_table(new PaneTable(this)),
      m_cells(new NumberDelegate(this))
{
    makeTable();
    m_splitter->setObjectName(QStringLiteral("labSweepSplitter"));
    m_splitter->addWidget(m_plot);
    m_splitter->addWidget(m_table);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(10);
    m_nothing->setText(tr("Run a sweep to see how much of the predictions a parameter costs."));
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_nothing->setProperty("quiet", true);
    m_problem->setObjectName(QStringLiteral("sweepProblem"));
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    auto* shown = new QVBoxLayout(m_shown);
    shown->setContentsMargins(0, 0, 0, 0);
    shown->setSpacing(6);
    shown->addWidget(makePlotLine());
    shown->addWidget(m_hidden);
    shown->addWidget(m_splitter, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(7);
    layout->addWidget(makeControls());
    layout->addWidget(makeRunLine());
    layout->addWidget(m_problem);
    layout->addWidget(m_shown, 1);
    layout->addWidget(m_nothing, 1);
    connectParts();
    showPrompts();
    showPlaces();
    setPoints(std::nullopt, nullptr, {});
    showProblem();
}

LabSweep::~LabSweep()
{
    m_table->setModel(nullptr);
}

void LabSweep::makeTable()
{
    m_table->setObjectName(QStringLiteral("sweepTable"));
    m_table->setProperty("pane", false);
    m_table->setFrameShape(QFrame::StyledPanel);
    m_table->setModel(&m_model);
    m_table->setItemDelegate(m_cells);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setAccessibleName(tr("The points of the sweep"));
    m_table->horizontalHeader()->setSectionsClickable(false);
    m_table->setMinimumSize(130, 80);
}

void LabSweep::setShape(const LabModelShape& shape)
{
    if (shape == m_shape)
        return;
    m_shape = shape;
    if (!m_valuesTyped)
        setParameter(parameter());
    showPlaces();
    showProblem();
}

void LabSweep::setBase(const core::Change& change)
{
    m_base = change;
    const auto count = static_cast<int>(change.interventions.size());
    m_onTop->setText(count == 0   ? tr("with the checked changes (none)")
                     : count == 1 ? tr("with the checked change")
                                  : tr("with the %1 checked changes").arg(count));
    showProblem();
}

std::optional<SweepParameter> LabSweep::parameter() const
{
    const QVariant chosen = m_parameter->currentData();
    return chosen.isValid() ? std::optional(static_cast<SweepParameter>(chosen.toInt()))
                            : std::nullopt;
}

void LabSweep::setParameter(std::optional<SweepParameter> parameter)
{
    m_parameter->setCurrentIndex(parameter ? m_parameter->findData(static_cast<int>(*parameter))
                                           : m_parameter->count() - 1);
    m_values->setEnabled(parameter.has_value());
    m_valuesTyped = false;
    const QSignalBlocker quiet(m_values);
    m_values->setText(parameter && !m_shape.empty() ? firstSweepValues(*parameter, m_shape)
                                                    : QString());
    const bool drop = parameter == SweepParameter::DropSmall
                      || parameter == SweepParameter::DropHighBias;
    m_dropMode->setVisible(drop);
    m_where->setEnabled(parameter.has_value());
    m_onTop->setEnabled(parameter.has_value());
    showProblem();
}

QString LabSweep::valuesText() const
{
    return m_values->text();
}

void LabSweep::setValuesText(const QString& text)
{
    m_values->setText(text);
}

core::ChangeScope LabSweep::scope() const
{
    core::ChangeScope scope;
    const auto where = static_cast<Where>(std::max(0, m_where->currentIndex()));
    if (where != Where::AllHeads)
        scope.layer = m_selection->layer();
    if (where == Where::Head)
        scope.head = m_selection->head();
    return scope;
}

QString LabSweep::problem() const
{
    if (m_shape.empty())
        return tr("There is no model to sweep.");
    if (m_ofFile && m_prompts.isEmpty())
        return tr("Choose a file of prompts first.");
    if (!parameter())
        return m_base.empty() ? tr("No change is checked: there is nothing to run.") : QString();
    return readSweepValues(m_values->text(), *parameter(), m_shape).problem;
}

core::SweepOptions LabSweep::options() const
{
    core::SweepOptions options;
    options.parameter = parameter();
    if (options.parameter) {
        options.values = readSweepValues(m_values->text(), *options.parameter, m_shape).values;
        if (const core::ChangeScope where = scope(); where.layer || where.head)
            options.scopes = {where};
        options.dropMode = m_dropMode->currentIndex() == 0 ? DropMessages::Mode::Renormalise
                                                           : DropMessages::Mode::Silence;
    }
    if (!options.parameter || m_onTop->isChecked())
        options.base = m_base;
    return options;
}

QString LabSweep::describe(const core::SweepOptions& options) const
{
    QString text = sweepName(options.parameter);
    if (!options.parameter)
        return text;
    text = tr("%1 of %2")
               .arg(text,
                    scopeText(options.scopes.empty() ? core::ChangeScope() : options.scopes.front(),
                              m_shape.ownHeads));
    if (!options.base.empty())
        text =
            options.base.interventions.size() == 1
                ? tr("%1, with one other change").arg(text)
                : tr("%1, with %2 other changes").arg(text).arg(options.base.interventions.size());
    return text;
}

void LabSweep::run()
{
    if (m_running || !problem().isEmpty())
        return;
    m_failure.clear();
    const core::SweepOptions wantedOptions = options();
    m_asked = describe(wantedOptions);
    Q_EMIT wanted(wantedOptions, m_ofFile ? m_prompts : QStringList());
}

void LabSweep::setRunning(bool running, int done, int total)
{
    m_running = running;
    m_progress->setVisible(running);
    m_cancel->setVisible(running);
    m_progress->setRange(0, std::max(total, 0));
    m_progress->setValue(done);
    m_progress->setToolTip(
        tr("%1 of %2 runs").arg(locale().toString(done), locale().toString(total)));
    m_progress->setAccessibleName(m_progress->toolTip());
    showProblem();
}

void LabSweep::setFailure(const QString& sentence)
{
    m_failure = asSentence(sentence);
    showProblem();
}

void LabSweep::setPoints(std::optional<SweepParameter> parameter, SweepPointsPtr points,
                         const QString& over)
{
    if (parameter != m_model.parameter() || !m_model.points())
        m_axesChosen = false;
    m_model.setPoints(parameter, std::move(points));
    m_over = over;
    const SweepPointsPtr& shown = m_model.points();
    m_caption.clear();
    if (shown && !shown->empty())
        m_caption = tr("%1  ·  over %2 (%3)")
                        .arg(m_asked.isEmpty() ? sweepName(parameter) : m_asked, over,
                             tokensText(shown->front().tokens));
    m_captionLabel->setWhole(m_caption, {});
    m_table->setColumnHidden(SweepModel::Value, !parameter);
    QStringList tips;
    for (int row = 0; row < m_model.rowCount(); ++row)
        tips << m_model.pointText(row);
    if (!m_axesChosen)
        chooseAxes();
    m_plot->setPoints(parameter, shown, tips);
    m_plot->setVisible(parameter.has_value());
    const bool there = m_model.rowCount() > 0;
    m_shown->setVisible(there);
    m_nothing->setVisible(!there);
    shareColumns();
    showPlot();
    QMetaObject::invokeMethod(this, &LabSweep::arrange, Qt::QueuedConnection);
}

/// Ranks double from one to the next; all else goes in steps.
void LabSweep::chooseAxes()
{
    const QSignalBlocker quiet(m_logValues);
    m_logValues->setChecked(isRank(m_model.parameter()));
}

void LabSweep::showPlot()
{
    const auto result = static_cast<SweepPlot::Result>(std::max(0, m_result->currentIndex()));
    m_logResults->setEnabled(result == SweepPlot::Result::Kl);
    m_plot->setChoice({result, m_logValues->isChecked(), m_logResults->isChecked()});
    const int hidden = m_plot->hiddenPoints();
    m_hidden->setVisible(hidden > 0 && m_model.parameter());
    m_hidden->setText(
        hidden == 1
            ? tr("One point cannot be shown on these axes; the table has it.")
            : tr("%1 points cannot be shown on these axes; the table has them.").arg(hidden));
}

void LabSweep::showProblem()
{
    const QString sentence = problem();
    m_run->setEnabled(sentence.isEmpty() && !m_running);
    m_run->setToolTip(sentence.isEmpty() ? tr("Run the prompts with every value, in the background")
                                         : sentence);
    const QString shown = m_failure.isEmpty() ? sentence : m_failure;
    // Without a model the whole view says so.
    m_problem->setVisible(!shown.isEmpty() && !m_shape.empty());
    m_problem->setText(shown);
}

QString LabSweep::captionText() const
{
    return m_caption;
}

void LabSweep::setPrompts(const QString& path, const QStringList& prompts)
{
    if (!prompts.isEmpty()) {
        m_path = path;
        m_prompts = prompts;
    }
    m_ofFile = !m_prompts.isEmpty() && (m_ofFile || !prompts.isEmpty());
    showPrompts();
    showProblem();
}

/// The prompt of the window, the file that has been chosen, and another one.
void LabSweep::showPrompts()
{
    const QSignalBlocker quiet(m_promptsBox);
    m_promptsBox->clear();
    m_promptsBox->addItem(tr("over this prompt"));
    if (!m_prompts.isEmpty())
        m_promptsBox->addItem(
            tr("over %1 (%2)").arg(QFileInfo(m_path).fileName(), promptsText(m_prompts.size())));
    m_promptsBox->addItem(m_prompts.isEmpty() ? tr("over a file of prompts…")
                                              : tr("over another file…"));
    m_promptsBox->setCurrentIndex(m_ofFile ? fileItem : 0);
}

void LabSweep::choosePrompts(int index)
{
    if (index == m_promptsBox->count() - 1) {
        showPrompts(); // until one has been chosen
        Q_EMIT promptsFileWanted();
        return;
    }
    m_ofFile = index == fileItem;
    showProblem();
}

void LabSweep::showPlaces()
{
    m_where->setItemText(1, tr("at layer %1").arg(m_selection->layer().value));
    m_where->setItemText(2, tr("at %1").arg(scopeText({m_selection->layer(), m_selection->head()},
                                                      m_selection->ownHeads())));
}

QString LabSweep::selectedText() const
{
    return m_table->selectedText();
}

bool LabSweep::find(const QString& text, bool backwards)
{
    const int count = m_model.rowCount();
    const int start = m_table->currentIndex().row();
    for (int step = 1; step <= count && !text.isEmpty(); ++step) {
        const int row = backwards ? ((start < 0 ? count : start) - step + count) % count
                                  : (start + step) % count;
        if (!m_model.index(row, SweepModel::Value).data().toString().contains(text))
            continue;
        m_table->setCurrentIndex(m_model.index(row, SweepModel::Value));
        return true;
    }
    return false;
}

} // namespace headscope::ui
