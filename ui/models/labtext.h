// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/labresultptr.h"

#include <QList>
#include <QString>

namespace headscope::ui {

/// "Head 3.1 off", "Wᴾ of all heads cut to rank 8".
QString interventionText(const core::Intervention& intervention, int ownHeads);
/// What it does, in whole sentences.
QString interventionTip(const core::Intervention& intervention);
QString kindName(LabKind kind);
/// "all heads", "layer 4", "head 3.1", "head 2 of every layer".
QString scopeText(const core::ChangeScope& scope, int ownHeads);

/// One of the numbers that sum up a result, of those that its change has a part in.
struct LabFigure {
    QString caption;
    QString value;
    QString tip;
};
QList<LabFigure> labFigures(const core::LabResult& result);

QString sweepName(std::optional<core::SweepParameter> parameter);
/// What stands along the axis of a plot.
QString sweepAxis(std::optional<core::SweepParameter> parameter);
/// A value of the parameter as it is read: shares of the median in percent.
QString sweepValueText(std::optional<core::SweepParameter> parameter, double value);
bool isRank(std::optional<core::SweepParameter> parameter);

/// What was read of "1, 2, 4, 8".
struct SweepValues {
    std::vector<double> values;
    QString problem; ///< one sentence; empty where all could be read
};
/// Numbers separated by commas, semicolons or blanks, in the user's locale or with a point; "10 %"
/// is 0.1. Checked for the parameter and the model.
SweepValues readSweepValues(const QString& text, core::SweepParameter parameter,
                            const LabModelShape& shape);
/// What one would try first.
QString firstSweepValues(core::SweepParameter parameter, const LabModelShape& shape);

/// "1 token", "12 tokens"; "1 prompt"; "1 change".
QString tokensText(std::int64_t tokens);
QString promptsText(qsizetype prompts);
QString changesText(qsizetype changes);
/// Natural logarithms and divergences, as precise as their size wants; a true minus sign.
QString natsText(double value);
/// With a sign, also where it is positive.
QString signedText(double value, int decimals);

} // namespace headscope::ui
