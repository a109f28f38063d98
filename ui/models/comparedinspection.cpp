// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/comparedinspection.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace headscope::ui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(headscope::ui::Comparison)
};

/// Those that the other list has too are as long as can be.
std::vector<Bar> bars(const std::vector<std::string>& words, const std::vector<std::string>& others,
                      bool showSpaces)
{
    std::vector<Bar> made;
    for (const std::string& word : words) {
        const bool both = std::find(others.begin(), others.end(), word) != others.end();
        Bar bar;
        bar.label = comparedWord(word, showSpaces);
        bar.valueText = both ? Text::tr("in both") : QString();
        bar.value = both ? 1 : 0;
        bar.fraction = bar.value;
        made.push_back(std::move(bar));
    }
    return made;
}

QString nameOf(const core::ComparedColumn& column, const ComparedLabels& labels)
{
    const QString name = comparedValueName(column.value);
    return column.value.place < 0
               ? name
               : Text::tr("%1, %2").arg(name, labels.place(column.value.place, false));
}

/// B - A with its numbers, in lines of fixed width.
QString sums(const core::ComparedColumn& column, std::size_t row, const QString& name)
{
    const core::Heat heat = column.value.heat;
    return Text::tr("%1\nB − A = %2 − %3\n      = %4")
        .arg(name, comparedNumber(column.b[row], heat, false),
             comparedNumber(column.a[row], heat, false),
             comparedNumber(column.difference(row), heat, true));
}

/// The column whose words are told; -1: none has words.
int columnOfWords(const core::ComparedRows& rows, int wanted)
{
    const auto hasWords = [&rows](int column) {
        return column >= 0 && rows.columns[static_cast<std::size_t>(column)].isWords();
    };
    if (hasWords(wanted))
        return wanted;
    for (int c = 0; c < static_cast<int>(rows.columns.size()); ++c)
        if (hasWords(c))
            return c;
    return -1;
}

} // namespace

Inspection inspectComparison(const core::ComparedRows& rows, const ComparedLabels& labels,
                             const core::ComparedPlane::Cell& cell, int words, bool showSpaces)
{
    const auto row = static_cast<std::size_t>(cell.row);
    Inspection shown;
    shown.title = QStringLiteral("<b>%1</b>").arg(labels.whole(row).toHtmlEscaped());
    shown.pattern.title = Text::tr("A: what the window shows");
    shown.message.title = Text::tr("B: what it is compared with");
    if (!rows.hasA[row])
        shown.pattern.note = Text::tr("A has nothing here.");
    if (!rows.hasB[row])
        shown.message.note = Text::tr("B has nothing here.");
    for (std::size_t c = 0; c < rows.columns.size(); ++c) {
        const core::ComparedColumn& column = rows.columns[c];
        const core::ComparedValue& value = column.value;
        if (column.value.name == "word") {
            shown.pattern.facts.emplace_back(nameOf(column, labels),
                                             comparedWord(column.textsA[row], showSpaces));
            shown.message.facts.emplace_back(nameOf(column, labels),
                                             comparedWord(column.textsB[row], showSpaces));
            continue;
        }
        if (!column.isNumber() || (value.place >= 0 && static_cast<int>(c) != cell.column))
            continue;
        // What is the same of both is the model's, and says nothing here.
        const bool current = static_cast<int>(c) == cell.column;
        if (!current && column.difference(row) == 0.0)
            continue;
        shown.pattern.facts.emplace_back(nameOf(column, labels),
                                         comparedNumber(column.a[row], value.heat, false));
        shown.message.facts.emplace_back(nameOf(column, labels),
                                         comparedNumber(column.b[row], value.heat, false));
        if (current && std::isnan(column.a[row]) && std::isnan(column.b[row]))
            shown.scoreTitle = Text::tr("Neither of the two has a number here.");
        else if (current)
            shown.formula = sums(column, row, nameOf(column, labels));
    }
    if (const int c = columnOfWords(rows, words); c >= 0) {
        const core::ComparedColumn& column = rows.columns[static_cast<std::size_t>(c)];
        shown.pattern.words = bars(column.wordsA[row], column.wordsB[row], showSpaces);
        shown.message.words = bars(column.wordsB[row], column.wordsA[row], showSpaces);
    }
    return shown;
}

} // namespace headscope::ui
