// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/weightsinspection.h"

#include "ui/models/headname.h"
#include "ui/models/wordtext.h"

#include <QCoreApplication>

namespace headscope::ui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(headscope::ui::WeightsInspection)
};

Inspection::Vector matrixFacts(const core::HeadSpectra& of, core::HeadMatrix matrix, bool fold,
                               int direction)
{
    const core::Spectrum& spectrum = of.of(matrix, fold);
    const core::Ranks& ranks = spectrum.ranks;
    Inspection::Vector result;
    result.title = matrixFormula(matrix);
    const auto whole = [&](int rank) {
        return Text::tr("%1 of %2").arg(rank).arg(spectrum.values.size());
    };
    result.facts = {{Text::tr("90 % of the energy"), whole(ranks.e90)},
                    {Text::tr("99 % of the energy"), whole(ranks.e99)},
                    {Text::tr("99.9 % of the energy"), whole(ranks.e999)},
                    {Text::tr("entropy rank"), numberText(ranks.entropy)},
                    {Text::tr("stable rank"), numberText(ranks.stable)}};
    if (direction < spectrum.values.size())
        result.facts.emplace_back(Text::tr("singular value %1").arg(direction + 1),
                                  numberText(spectrum.values[direction], 4));
    return result;
}

} // namespace

Inspection inspectWeights(const core::WeightSpectra& spectra, core::LayerIndex layer,
                          core::HeadIndex head, bool fold, int direction,
                          const core::SingularDirections* directions)
{
    const core::HeadSpectra& of = spectra.at(layer, head);
    Inspection result;
    result.title = Text::tr("Weights of head %1").arg(headNumber(layer, head, spectra.ownHeads));
    result.pattern = matrixFacts(of, core::HeadMatrix::Pattern, fold, direction);
    result.message = matrixFacts(of, core::HeadMatrix::Message, fold, direction);
    result.formula = Text::tr(
        "W = Σ s_i u_i v_iᵀ\nstable = Σ s_i² / s_1²\nentropy = exp H(s / Σ s)");
    result.formulaNote = fold ? Text::tr("With the norm's gain, and without the mean that it takes "
                                         "away, in what reads the stream.")
                              : Text::tr("The matrices as they are, without the norm.");
    const bool same = directions != nullptr && directions->options.layer == layer
                      && directions->options.head == head && directions->options.fold == fold
                      && direction < static_cast<int>(directions->all.size());
    if (!same)
        return result;
    const core::SingularDirection& one = directions->all[static_cast<std::size_t>(direction)];
    result.scoreTitle = one.standsApart()
                            ? Text::tr("Direction <b>%1</b> of %2 stands apart")
                                  .arg(direction + 1)
                                  .arg(matrixName(directions->options.matrix))
                            : Text::tr("Direction <b>%1</b> of %2 mixes with %3 to %4")
                                  .arg(direction + 1)
                                  .arg(matrixName(directions->options.matrix))
                                  .arg(one.firstAlike + 1)
                                  .arg(one.lastAlike + 1);
    return result;
}

} // namespace headscope::ui
