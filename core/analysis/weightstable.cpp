// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/weightstable.h"

#include "core/analysis/tablewords.h"

#include <cmath>
#include <string>
#include <utility>

namespace headscope::core {

TableSource weightsTableSource(std::shared_ptr<const WeightSpectra> spectra, bool factors)
{
    const int matrices = factors ? headMatrixCount : 2;
    const int perHead = 2 * matrices;
    const auto rows = static_cast<int>(spectra->heads.size()) * perHead;
    TableSource source;
    source.columns = {"layer", "head", "fold", "matrix",  "s1",
                      "e90",   "e99",  "e999", "entropy", "stable"};
    source.name = "weights";
    source.rows = static_cast<std::size_t>(rows);
    source.setContent({"fold", "matrix"}, Content::Other);
    source.setHeat("s1", Heat::Size);
    source.setHeat("stable", Heat::Size);
    source.setHeat("entropy", Heat::Size);
    source.next = [spectra = std::move(spectra), matrices, perHead, rows,
                   at = 0](TableRow& row) mutable {
        if (at == rows)
            return false;
        const HeadSpectra& head = spectra->heads[static_cast<std::size_t>(at / perHead)];
        const bool fold = at % perHead >= matrices;
        const auto matrix = static_cast<HeadMatrix>(at % matrices);
        ++at;
        const Spectrum& spectrum = head.of(matrix, fold);
        row = {std::int64_t(head.layer.value),
               std::int64_t(head.head.value),
               std::int64_t(fold ? 1 : 0),
               std::string(letterOf(matrix)),
               spectrum.values.size() > 0 ? spectrum.values[0] : 0.0,
               std::int64_t(spectrum.ranks.e90),
               std::int64_t(spectrum.ranks.e99),
               std::int64_t(spectrum.ranks.e999),
               spectrum.ranks.entropy,
               spectrum.ranks.stable};
        return true;
    };
    return source;
}

namespace {

/// The next pair and kind there is a value of; false behind the last.
class Pairs
{
public:
    explicit Pairs(const CompositionMatrix& of) : m_of(of) {}
    bool next()
    {
        const int n = m_of.count();
        while (++m_at < std::int64_t(n) * n * compositionCount)
            if (!std::isnan(value()))
                return true;
        return false;
    }
    int from() const { return static_cast<int>(m_at / compositionCount / m_of.count()); }
    int to() const { return static_cast<int>(m_at / compositionCount % m_of.count()); }
    Composition kind() const { return static_cast<Composition>(m_at % compositionCount); }
    float value() const { return m_of.at(kind(), from(), to()); }

private:
    const CompositionMatrix& m_of;
    std::int64_t m_at = -1;
};

} // namespace

TableSource compositionTableSource(std::shared_ptr<const CompositionMatrix> composition)
{
    TableSource source;
    source.columns = {"layer", "head", "to_layer", "to_head", "kind", "value", "over_random"};
    source.name = "composition";
    for (Pairs pairs(*composition); pairs.next();)
        ++source.rows;
    source.setContent({"to_layer", "to_head", "kind"}, Content::Other);
    source.setHeat("value", Heat::Size);
    source.next = [pairs = Pairs(*composition),
                   composition](TableRow& row) mutable { // which the pairs look at
        if (!pairs.next())
            return false;
        const int heads = composition->headsPerLayer;
        row = {std::int64_t(pairs.from() / heads),
               std::int64_t(pairs.from() % heads),
               std::int64_t(pairs.to() / heads),
               std::int64_t(pairs.to() % heads),
               std::string(letterOf(pairs.kind())),
               pairs.value(),
               static_cast<double>(pairs.value()) / composition->random};
        return true;
    };
    return source;
}

namespace {

constexpr int rowsPerDirection = 4; // two sides with two ends

const char* sideName(HeadMatrix matrix, bool left)
{
    if (matrix == HeadMatrix::Pattern)
        return left ? "key" : "query";
    return left ? "reads" : "writes";
}

std::string alikeText(const SingularDirection& direction)
{
    if (direction.standsApart())
        return {};
    return std::to_string(direction.firstAlike + 1) + "-" + std::to_string(direction.lastAlike + 1);
}

TableRow directionRow(const SingularDirections& of, std::size_t at)
{
    const SingularDirection& direction = of.all[at / rowsPerDirection];
    const bool left = at % rowsPerDirection < 2;
    const std::size_t end = at % 2;
    const LensCell& cell = left ? direction.left[end] : direction.right[end];
    const bool hide = of.options.lens.hideHighBias;
    return {std::int64_t(of.options.layer.value),
            std::int64_t(of.options.head.value),
            std::string(letterOf(of.options.matrix)),
            std::int64_t(of.options.fold ? 1 : 0),
            static_cast<std::int64_t>(at / rowsPerDirection) + 1,
            direction.value,
            direction.gapAfter,
            direction.standsApart() ? TableValue() : TableValue(alikeText(direction)),
            std::string(sideName(of.options.matrix, left)),
            std::string(end == 0 ? "plus" : "minus"),
            of.hasWords ? wordsOf(cell, *of.words, hide) : TableValue(),
            of.hasWords && !(cell.highBias && hide) ? TableValue(cell.scores) : TableValue()};
}

} // namespace

TableSource directionsTableSource(std::vector<std::function<SingularDirectionsPtr()>> heads)
{
    TableSource source;
    source.columns = {"layer", "head",  "matrix", "fold", "index", "s",
                      "gap",   "alike", "side",   "end",  "words", "scores"};
    source.name = "directions";
    source.setContent({"matrix", "fold", "index", "alike", "side", "end"}, Content::Other);
    source.setContent({"words"}, Content::Words);
    source.setHeat("s", Heat::Size);
    source.next = [heads = std::move(heads), made = SingularDirectionsPtr(), head = std::size_t(0),
                   at = std::size_t(0)](TableRow& row) mutable {
        while (!made || at == made->all.size() * rowsPerDirection) {
            if (head == heads.size())
                return false;
            made = heads[head++]();
            at = 0;
        }
        row = directionRow(*made, at++);
        return true;
    };
    return source;
}

} // namespace headscope::core
