// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/support/viewdata.h"

#include "core/analysis/repeats.h"
#include "tests/bench/support/benchmodel.h"
#include "tests/bench/support/randomnumbers.h"

#include <algorithm>
#include <cmath>

namespace headscope::bench {

namespace {

constexpr int layers = 12; // of a GPT-2 small, whatever the model
constexpr int heads = 12;

core::LensCell randomCell(RandomNumbers& random, int words)
{
    core::LensCell cell;
    for (int k = 0; k < 10; ++k) {
        cell.ids.push_back(random.below(words));
        cell.scores.push_back(0.9F - 0.05F * static_cast<float>(k));
    }
    cell.legibility = 4.0 + random.normal();
    cell.highBias = random.below(8) == 0;
    return cell;
}

std::vector<core::TokenId> randomIds(RandomNumbers& random, const core::Model& model, int tokens)
{
    std::vector<core::TokenId> ids;
    for (int i = 0; i < tokens; ++i)
        ids.push_back(random.below(model.info.vocab));
    return ids;
}

core::StateWords randomState(RandomNumbers& random, int words)
{
    core::StateWords state;
    for (int k = 0; k < core::Evolution::top; ++k) {
        state.ids.push_back(random.below(words));
        state.probabilities.push_back(std::pow(0.5F, static_cast<float>(k + 1)));
    }
    return state;
}

} // namespace

std::shared_ptr<const core::HeadTable> randomTable(const core::Model& model, int tokens)
{
    RandomNumbers random(1);
    auto table = std::make_shared<core::HeadTable>();
    table->headSize = model.info.headSize;
    table->scale = 1.0F / std::sqrt(static_cast<float>(model.info.headSize));
    table->queryFactors = core::Vector::Ones(tokens);
    table->ownHeads = model.info.heads;
    table->groupHeads = {0};
    table->groupAlike = {1.0F};
    table->words = model.words;
    table->attention = core::Matrix::Zero(tokens, tokens);
    table->scores = core::Matrix::Zero(tokens, tokens);
    table->alwaysWrites = randomCell(random, model.info.vocab);
    std::vector<core::TokenId> ids;
    for (int i = 0; i < tokens; ++i) {
        ids.push_back(random.below(model.info.vocab));
        table->patternCells.push_back(randomCell(random, model.info.vocab));
        table->messageCells.push_back(randomCell(random, model.info.vocab));
        table->patternSizes.push_back(2.0F + random.normal());
        table->messageSizes.push_back(5.0F + random.normal());
        table->shifts.push_back(random.normal());
        float all = 0.0F;
        for (int j = 0; j <= i; ++j) {
            table->scores(i, j) = random.normal();
            all += table->attention(i, j) = std::exp(2.0F * table->scores(i, j));
        }
        table->attention.row(i) /= all;
        table->seen.push_back({0, i + 1});
    }
    table->tokens = core::promptTokens(model, ids);
    table->inputTokens = table->tokens;
    return table;
}

std::shared_ptr<const core::HeadGrid> randomGrid(const core::Model& model, int tokens)
{
    RandomNumbers random(3);
    auto grid = std::make_shared<core::HeadGrid>();
    grid->layers = layers;
    grid->headsPerLayer = heads;
    grid->ownHeads = heads;
    grid->words = model.words;
    grid->tokens = core::promptTokens(model, randomIds(random, model, tokens));
    for (int head = 0; head < layers * heads; ++head) {
        auto words = std::make_shared<core::HeadWords>();
        for (int i = 0; i < tokens; ++i) {
            words->patterns.push_back(randomCell(random, model.info.vocab));
            words->messages.push_back(randomCell(random, model.info.vocab));
            words->patternSizes.push_back(2.0F);
            words->messageSizes.push_back(5.0F);
        }
        words->patternRepeats = core::repeatingCells(words->patterns, true);
        words->messageRepeats = core::repeatingCells(words->messages, true);
        grid->heads.push_back(std::move(words));
    }
    return grid;
}

std::shared_ptr<const core::NeuronWords> randomNeuronWords(const core::Model& model)
{
    RandomNumbers random(4);
    auto words = std::make_shared<core::NeuronWords>();
    for (int l = 0; l < model.info.layers; ++l) {
        std::vector<core::LensCell> cells;
        for (int k = 0; k < model.info.ffn; ++k)
            cells.push_back(randomCell(random, model.info.vocab));
        words->in.push_back(cells);
        words->gate.emplace_back(); // there are none
        words->out.push_back(std::move(cells));
    }
    return words;
}

std::shared_ptr<const core::NeuronActivity> randomActivity(const core::Model& model, int tokens)
{
    RandomNumbers random(5);
    auto trace = std::make_shared<core::Trace>();
    trace->ids = randomIds(random, model, tokens);
    for (int l = 0; l < model.info.layers; ++l) {
        core::Matrix f(tokens, model.info.ffn);
        for (Eigen::Index k = 0; k < f.size(); ++k)
            f.data()[k] = std::max(-0.17F, random.normal() - 0.5F);
        trace->activations.push_back(std::move(f));
    }
    return std::make_shared<const core::NeuronActivity>(
        *core::neuronActivity(model, std::move(trace)));
}

std::shared_ptr<const core::Evolution> randomEvolution(const core::Model& model, int tokens)
{
    RandomNumbers random(6);
    auto evolution = std::make_shared<core::Evolution>();
    evolution->layers = layers;
    evolution->words = model.words;
    evolution->tokens = core::promptTokens(model, randomIds(random, model, tokens));
    for (int state = 0; state <= layers; ++state)
        for (int i = 0; i < tokens; ++i)
            evolution->states.push_back({randomState(random, model.info.vocab),
                                         randomState(random, model.info.vocab),
                                         i + 1 < tokens ? 1 + random.below(model.info.vocab) : 0});
    for (int i = 0; i < tokens; ++i)
        evolution->predictedText.emplace_back(model.bytes(evolution->predicted(core::Position(i))));
    return evolution;
}

std::vector<core::HeadMeasures> randomMeasures(int layerCount, int headCount)
{
    RandomNumbers random(2);
    std::vector<core::HeadMeasures> measures;
    for (int l = 0; l < layerCount; ++l) {
        for (int h = 0; h < headCount; ++h) {
            core::HeadMeasures m;
            m.layer = core::LayerIndex(l);
            m.head = core::HeadIndex(h);
            m.first = 0.01 * random.below(100);
            measures.push_back(m);
        }
    }
    return measures;
}

std::shared_ptr<const core::Trace> benchTrace(const core::Model& model, int tokens)
{
    static std::shared_ptr<const core::Trace> last;
    if (!last || last->tokens() != tokens) {
        last.reset();
        last = std::make_shared<const core::Trace>(*core::runTrace(model, benchIds(model, tokens)));
    }
    return last;
}

std::shared_ptr<const core::TokenStream> benchStream(const core::Model& model, int tokens)
{
    core::StreamOptions options;
    options.token = core::Position(tokens - 1);
    return std::make_shared<const core::TokenStream>(
        *core::tokenStream(model, *benchTrace(model, tokens), options));
}

} // namespace headscope::bench
