// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/scoreformula.h"

#include "ui/models/wordtext.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <limits>

namespace headscope::ui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(headscope::ui::ScoreFormula)
};

constexpr qsizetype mostLetters = 27; // what the narrowest inspector has room for

/// The parts of a line, those that do not fit under it.
QString wrapped(const QStringList& parts)
{
    const QString indent(7, QLatin1Char(' '));
    QString whole;
    QString line;
    for (const QString& part : parts) {
        if (!line.isEmpty() && line.size() + 1 + part.size() > mostLetters) {
            whole += line + QLatin1Char('\n');
            line = indent + part;
        } else {
            line += line.isEmpty() ? part : QLatin1Char(' ') + part;
        }
    }
    return whole + line;
}

QString signedNumber(double number)
{
    return (number < 0 ? QString(QChar(0x2212)) : QStringLiteral("+")) + QLatin1Char(' ')
           + numberText(std::abs(number));
}

/// Which parts a head's scores have.
struct Parts {
    bool factors;      ///< norms of queries
    bool scaledBySize; ///< divided by the root of the head size
    bool scaled;       ///< by another number
    bool bias;

    explicit Parts(const core::HeadTable& table)
        : factors(table.queryFactors.size() > 0
                  && (table.queryFactors.array() - 1.0F).abs().maxCoeff() > 1e-6F),
          scaledBySize(std::abs(static_cast<double>(table.scale)
                                    * std::sqrt(static_cast<double>(table.headSize))
                                - 1.0)
                       < 1e-5),
          scaled(!scaledBySize && table.scale != 1.0F),
          bias(table.relativeBias.size() > 0)
    {}
    bool product() const { return factors || scaledBySize || scaled; }
};

/// p_j and c_j.
QStringList patternLines(const core::HeadTable& table)
{
    const QString read = table.cross ? QStringLiteral("e_j") : QStringLiteral("n_j");
    if (table.byDistance)
        return {Text::tr("k_j = %1 W_K + b_K").arg(read), Text::tr("p_j = (R k_j) W_Qᵀ"),
                Text::tr("c_j = (R k_j)·b_Q")};
    return {Text::tr("p_j = (%1 W_K + b_K) W_Qᵀ").arg(read),
            Text::tr("c_j = (%1 W_K + b_K)·b_Q").arg(read)};
}

QString scaleOf(const core::HeadTable& table)
{
    return Text::tr("· %1").arg(numberText(static_cast<double>(table.scale), 4));
}

QString scoreLine(const core::HeadTable& table, const Parts& parts)
{
    QStringList line{parts.product() ? Text::tr("s_ij = (n_i·p_j + c_j)")
                                     : Text::tr("s_ij = n_i·p_j + c_j")};
    if (parts.factors)
        line.append(Text::tr("f_i"));
    if (parts.scaledBySize)
        line.append(Text::tr("/ √d"));
    if (parts.scaled)
        line.append(scaleOf(table));
    if (parts.bias)
        line.append(Text::tr("+ b_ij"));
    return wrapped(line);
}

/// Whether pattern and shift of the table are those that the score of the pair has.
bool isOfThePair(const core::HeadTable& table, int context, int query)
{
    return !table.byDistance
           || table.options.distance.of(context, core::PatternSide::Key) == query - context;
}

/// The score line in numbers: n_i . p_j is what all other parts leave of the score.
QString numbersLine(const core::HeadTable& table, const Parts& parts, int context, int query)
{
    const double shift = table.shifts[static_cast<std::size_t>(context)];
    const double factor = parts.factors ? table.queryFactors[query] : 1.0F;
    const double bias = parts.bias ? table.relativeBias(query, context) : 0.0F;
    const double product = (table.scores(query, context) - bias)
                           / (factor * static_cast<double>(table.scale));
    const QString sum = Text::tr("%1 %2").arg(numberText(product - shift), signedNumber(shift));
    QStringList line{(parts.product() ? Text::tr("     = (%1)") : Text::tr("     = %1")).arg(sum)};
    if (parts.factors)
        line.append(Text::tr("· %1").arg(numberText(factor, 3)));
    if (parts.scaledBySize)
        line.append(Text::tr("/ √%1").arg(table.headSize));
    if (parts.scaled)
        line.append(scaleOf(table));
    if (parts.bias)
        line.append(signedNumber(bias));
    return wrapped(line);
}

QString softmaxLine(const core::HeadTable& table)
{
    if (table.cross || (!table.causal && table.window == 0))
        return Text::tr("a_ij = softmax over all j");
    if (table.window == 0)
        return Text::tr("a_ij = softmax over j ≤ i");
    return wrapped({Text::tr("a_ij = softmax over"), Text::tr("i − %1 < j ≤ i").arg(table.window)});
}

} // namespace

bool isSoftmax(const core::HeadTable& table, int query)
{
    double largest = -std::numeric_limits<double>::infinity();
    double size = 0;
    const auto contexts = static_cast<int>(table.scores.cols());
    for (int j = 0; j < contexts; ++j) {
        if (!table.sees(query, j))
            continue;
        largest = std::max(largest, static_cast<double>(table.scores(query, j)));
        size = std::max(size, std::abs(static_cast<double>(table.scores(query, j))));
    }
    double sum = 0;
    for (int j = 0; j < contexts; ++j)
        if (table.sees(query, j))
            sum += std::exp(table.scores(query, j) - largest);
    // A score is rounded to a part of its size, and attention by at most a quarter of what a score
    // is off by; scores are sums whose parts may be larger than they are.
    const double tolerance = 1e-3 + 16 * size * std::numeric_limits<float>::epsilon();
    for (int j = 0; j < contexts; ++j)
        if (table.sees(query, j)
            && std::abs(std::exp(table.scores(query, j) - largest) / sum
                        - static_cast<double>(table.attention(query, j)))
                   > tolerance)
            return false;
    return true;
}

QString scoreFormula(const core::HeadTable& table, int context, int query)
{
    const Parts parts(table);
    const bool seen = table.sees(query, context);
    QStringList lines = patternLines(table);
    lines.append(scoreLine(table, parts));
    if (seen && isOfThePair(table, context, query))
        lines.append(numbersLine(table, parts, context, query));
    if (seen)
        lines.append(Text::tr("     = %1").arg(numberText(table.scores(query, context))));
    lines.append(isSoftmax(table, query) ? softmaxLine(table)
                                         : Text::tr("a_ij as changed in the Lab"));
    if (seen)
        lines.append(Text::tr("     = %1").arg(percentText(table.attention(query, context))));
    return lines.join(QLatin1Char('\n'));
}

QString scoreLetters(const core::HeadTable& table, int context, int query)
{
    const Parts parts(table);
    QStringList notes;
    if (table.cross)
        notes.append(Text::tr("e is what the encoder has made of its tokens."));
    if (table.latentSize > 0)
        notes.append(Text::tr("W_K is the way through the latent, with its norm."));
    if (table.byDistance && table.sees(query, context))
        notes.append(Text::tr("R turns a key by the distance of the pair, here %1.")
                         .arg(QLocale().toString(query - context)));
    else if (table.byDistance)
        notes.append(Text::tr("R turns a key by the distance of the pair."));
    if (parts.factors)
        notes.append(table.latentSize > 0
                         ? Text::tr("f_i is what the norm of the query's own latent makes of it.")
                         : Text::tr("f_i is what the norm of queries makes of this one; keys have "
                                    "been through theirs, and both gains are in p_j."));
    if (parts.bias)
        notes.append(Text::tr("b_ij depends on the distance of the pair alone."));
    return notes.join(QLatin1Char(' '));
}

} // namespace headscope::ui
