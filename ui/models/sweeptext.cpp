// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/labtext.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

#include <cmath>

namespace headscope::ui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(headscope::ui::SweepText)
};

using core::SweepParameter;

constexpr int mostValues = 200;

/// A number in the user's locale or with a point, its percent sign taken into account.
std::optional<double> readNumber(QString text)
{
    text.replace(QChar(0x2212), QLatin1Char('-'));
    const bool percent = text.endsWith(QLatin1Char('%'));
    if (percent)
        text.chop(1);
    bool read = false;
    double value = QLocale::c().toDouble(text, &read);
    if (!read)
        value = QLocale().toDouble(text, &read);
    if (!read || !std::isfinite(value))
        return std::nullopt;
    return percent ? value / 100.0 : value;
}

/// Why a model cannot have that value; empty where it can.
QString problemWith(double value, const QString& written, SweepParameter parameter,
                    const LabModelShape& shape)
{
    if (isRank(parameter)) {
        const int most = largestRank(shape, parameter == SweepParameter::PatternRank
                                                ? core::HeadMatrix::Pattern
                                                : core::HeadMatrix::Message);
        return value >= 1 && value <= most && value == std::floor(value)
                   ? QString()
                   : Text::tr("“%1” is no rank: heads of this model have whole ranks of 1 to %2.")
                         .arg(written)
                         .arg(most);
    }
    if (parameter == SweepParameter::DropSmall)
        return value >= 0 ? QString()
                          : Text::tr("“%1” is no share: it must be 0 or above.").arg(written);
    if (parameter == SweepParameter::DropHighBias)
        return value >= 0 && value <= 1
                   ? QString()
                   : Text::tr("“%1” is no |ρ|: it must be from 0 to 1.").arg(written);
    return value >= -1 && value <= 1
               ? QString()
               : Text::tr("“%1” is no cosine: it must be from −1 to 1.").arg(written);
}

} // namespace

bool isRank(std::optional<SweepParameter> parameter)
{
    return parameter == SweepParameter::PatternRank || parameter == SweepParameter::MessageRank;
}

QString sweepName(std::optional<SweepParameter> parameter)
{
    if (!parameter)
        return Text::tr("the checked changes alone");
    switch (*parameter) {
    case SweepParameter::PatternRank:
        return Text::tr("rank of Wᴾ");
    case SweepParameter::MessageRank:
        return Text::tr("rank of Wᴹ");
    case SweepParameter::DropSmall:
        return Text::tr("small messages dropped");
    case SweepParameter::DropHighBias:
        return Text::tr("high-bias messages dropped");
    case SweepParameter::RouteThreshold:
        return Text::tr("queries pass by");
    }
    return {};
}

QString sweepAxis(std::optional<SweepParameter> parameter)
{
    if (!parameter)
        return Text::tr("the checked changes");
    switch (*parameter) {
    case SweepParameter::PatternRank:
        return Text::tr("rank that Wᴾ is cut to");
    case SweepParameter::MessageRank:
        return Text::tr("rank that Wᴹ is cut to");
    case SweepParameter::DropSmall:
        return Text::tr("messages dropped below this share of the median (%)");
    case SweepParameter::DropHighBias:
        return Text::tr("messages dropped from this |ρ| on");
    case SweepParameter::RouteThreshold:
        return Text::tr("queries pass by below this cosine");
    }
    return {};
}

QString sweepValueText(std::optional<SweepParameter> parameter, double value)
{
    if (!parameter || std::isnan(value))
        return Text::tr("–");
    const bool share = parameter == SweepParameter::DropSmall;
    QString text = QLocale().toString(share ? value * 100.0 : value, 'g', 6);
    text.replace(QLatin1Char('-'), QChar(0x2212));
    return share ? Text::tr("%1 %").arg(text) : text;
}

SweepValues readSweepValues(const QString& text, SweepParameter parameter,
                            const LabModelShape& shape)
{
    // A comma is a point in many countries; there it separates only where a blank follows.
    static const QRegularExpression separators(QStringLiteral("[;\\s]+|,\\s+|,$"));
    QString list = text.trimmed();
    list.replace(QChar(QChar::Nbsp), QLatin1Char(' '));
    static const QRegularExpression beforePercent(QStringLiteral("\\s+%"));
    list.replace(beforePercent, QStringLiteral("%"));
    if (QLocale().decimalPoint() != QLatin1String(","))
        list.replace(QLatin1Char(','), QStringLiteral(", "));
    SweepValues read;
    const QStringList parts = list.split(separators, Qt::SkipEmptyParts);
    if (parts.isEmpty()) {
        read.problem = Text::tr("Write the values that are to be tried, like 1, 2, 4, 8.");
        return read;
    }
    if (parts.size() > mostValues) {
        read.problem = Text::tr("%1 values are too many: a sweep has at most %2.")
                           .arg(parts.size())
                           .arg(mostValues);
        return read;
    }
    for (const QString& part : parts) {
        const auto value = readNumber(part);
        read.problem = value ? problemWith(*value, part, parameter, shape)
                             : Text::tr("“%1” cannot be read as a number.").arg(part);
        if (!read.problem.isEmpty()) {
            read.values.clear();
            return read;
        }
        read.values.push_back(*value);
    }
    return read;
}

QString firstSweepValues(SweepParameter parameter, const LabModelShape& shape)
{
    std::vector<double> values;
    switch (parameter) {
    case SweepParameter::PatternRank:
    case SweepParameter::MessageRank: {
        const int most = largestRank(shape, parameter == SweepParameter::PatternRank
                                                ? core::HeadMatrix::Pattern
                                                : core::HeadMatrix::Message);
        for (int rank = 1; rank < most; rank *= 2)
            values.push_back(rank);
        values.push_back(most);
        break;
    }
    case SweepParameter::DropSmall:
        values = {0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1.0};
        break;
    case SweepParameter::DropHighBias:
        values = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9};
        break;
    case SweepParameter::RouteThreshold:
        values = {-0.4, -0.2, 0.0, 0.1, 0.2, 0.3, 0.4, 0.6};
        break;
    }
    QStringList texts;
    for (const double value : values)
        texts << sweepValueText(parameter, value);
    const bool comma = QLocale().decimalPoint() == QLatin1String(",");
    return texts.join(comma ? QStringLiteral("; ") : QStringLiteral(", "));
}

} // namespace headscope::ui
