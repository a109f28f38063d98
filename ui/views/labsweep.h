// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/sweepmodel.h"
#include "ui/views/figure.h"
#include "ui/views/sweepplot.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QSplitter;

namespace headscope::app {
class Selection;
}

namespace headscope::ui {

class ElidedLabel;
class LookReader;
class NumberDelegate;
class PaneTable;

/// How a parameter of the Lab decides what becomes of the predictions: what is swept over which
/// prompts, its progress, and the points as a plot and a table. The last result stays until the
/// next one comes. Owned by its parent, GUI thread, nothing fails.
class LabSweep : public QWidget
{
    Q_OBJECT
public:
    explicit LabSweep(app::Selection* selection, QWidget* parent = nullptr);
    ~LabSweep() override;

    void setShape(const LabModelShape& shape);
    /// What can be changed besides at every point: the checked changes.
    void setBase(const core::Change& change);
    void setPoints(std::optional<core::SweepParameter> parameter, SweepPointsPtr points,
                   const QString& over);
    void setRunning(bool running, int done, int total);
    bool running() const { return m_running; }
    /// Why there is no result; until the next sweep.
    void setFailure(const QString& sentence);
    void setPrompts(const QString& path, const QStringList& prompts);

    std::optional<core::SweepParameter> parameter() const;
    void setParameter(std::optional<core::SweepParameter> parameter);
    QString valuesText() const;
    void setValuesText(const QString& text);
    /// Why no sweep can run, in one sentence; empty where one can.
    QString problem() const;
    /// What Run asks for; only where there is no problem().
    core::SweepOptions options() const;
    void run();

    SweepPlot* plot() const { return m_plot; }
    PaneTable* table() const { return m_table; }
    const SweepModel* model() const { return &m_model; }
    /// What the points are, in one line.
    QString captionText() const;
    QString selectedText() const;
    bool find(const QString& text, bool backwards);
    Figure figure(int maxWidth) const;

    void addLook(QVariantMap& look) const;
    void setLook(const LookReader& from);

    QSize minimumSizeHint() const override { return {260, 140}; }

Q_SIGNALS:
    void wanted(const headscope::core::SweepOptions& options, const QStringList& prompts);
    void cancelled();
    void promptsFileWanted();
    /// A look names one.
    void promptsOfFileWanted(const QString& path);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    enum class Where { AllHeads, Layer, Head };

    QWidget* makeControls();
    QWidget* makeRunLine();
    QWidget* makePlotLine();
    void makeTable();
    void connectParts();
    void choosePrompts(int index);
    void showPrompts();
    void showPlaces();
    void showPlot();
    void showProblem();
    void chooseAxes();
    void arrange();
    void shareColumns();
    core::ChangeScope scope() const;
    QString describe(const core::SweepOptions& options) const;

    app::Selection* m_selection;
    LabModelShape m_shape;
    core::Change m_base;
    SweepModel m_model;
    QString m_over;
    QString m_asked; ///< what the sweep that runs, or ran last, is about
    QString m_caption;
    QString m_failure;
    QString m_path; ///< of m_prompts
    QStringList m_prompts;
    bool m_ofFile = false;
    bool m_running = false;
    bool m_valuesTyped = false;
    bool m_axesChosen = false;
    bool m_partsFit = true; ///< until somebody moves the handle
    QComboBox* m_parameter;
    QComboBox* m_where;
    QComboBox* m_dropMode;
    QLineEdit* m_values;
    QCheckBox* m_onTop;
    QComboBox* m_promptsBox;
    QPushButton* m_run;
    QPushButton* m_cancel;
    QProgressBar* m_progress;
    QLabel* m_problem;
    ElidedLabel* m_captionLabel;
    QComboBox* m_result;
    QCheckBox* m_logValues;
    QCheckBox* m_logResults;
    QLabel* m_hidden;
    QLabel* m_nothing;
    QWidget* m_shown;
    QSplitter* m_splitter;
    SweepPlot* m_plot;
    PaneTable* m_table;
    NumberDelegate* m_cells;
};

} // namespace headscope::ui
