// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "core/analysis/headvectors.h"
#include "core/analysis/neuronwords.h"
#include "core/base/error.h"
#include "core/export/jsonline.h"

#include <CLI/Option.hpp>
#include <CLI/Validators.hpp>

#include <algorithm>
#include <vector>

namespace headscope::cli {

namespace {

constexpr const char* fields =
    R"(Fields of a line:
  scores      how close each word is: cosines, or dot products; in the logit space probabilities
  rho         correlation, over the whole vocabulary, of the vector's scores with the word bias b
              (how much the final norm's bias speaks for a word: near its frequency)
  bias        mean |b| of the words, with b in standard deviations
  high_bias   the vector points along word frequency, not at a meaning: |rho| >= 0.5, or with
              --bias-rule posts, bias >= 2.0; ids, words and scores are then empty without --keep-bias
  legibility  how far the best word stands out: (best - mean) / standard deviation of its scores
              over the vocabulary
In the logit space rho and legibility are of the probabilities, which few words share: rho is lower
there and legibility far higher than those of the dot products (--space draft --metric dot).)";

struct LensCommand {
    ModelOption model;
    PromptOptions prompt;
    PartOption part;
    LensArguments lens;
    std::string what;
    std::optional<int> layer;
    std::optional<int> head;
    std::optional<int> neuron;
    std::optional<int> token;
    DistanceOption distance;
    bool centred = false;

    bool neurons() const { return what.starts_with("neuron_"); }
    bool states() const { return what == "state"; }
};

void check(const LensCommand& options)
{
    const auto what = "--what " + options.what;
    if (!options.neurons())
        options.prompt.check();
    refuse(options.neurons() && (options.prompt.given() || options.prompt.noFirst), "a prompt",
           what + ": the weights of a neuron do not depend on it");
    refuse(options.neuron && !options.neurons(), "--neuron", what);
    refuse(options.token && options.neurons(), "--token", what);
    refuse(options.head && (options.neurons() || options.states()), "--head", what);
    const bool patterns = options.what == "pattern" || options.what == "query_pattern";
    refuse(options.distance.value && !patterns, "--distance", what);
    options.distance.check();
    refuse(options.centred && (options.neurons() || options.states()), "--centred", what);
}

struct Range {
    int begin = 0;
    int end = 0;
};

/// All of `count`, or the one that was asked for; throws core::Error where there is no such one.
Range range(const std::optional<int>& one, int count, const char* thing, const std::string& owner)
{
    if (!one)
        return {0, count};
    if (*one < 0 || *one >= count)
        throw core::Error(core::ErrorKind::BadArgument,
                          "there is no " + std::string(thing) + " " + std::to_string(*one) + ": "
                              + owner + " has " + thing + "s 0 to " + std::to_string(count - 1));
    return {*one, *one + 1};
}

/// Prints the cells of one layer.
class Printer
{
public:
    Printer(std::string& out, const core::Model& model, bool keepBias)
        : m_out(out), m_model(model), m_keepBias(keepBias)
    {}

    /// `second`: the field after the layer, "head" or "neuron"; `token`: of states and of head
    /// vectors.
    void print(int layer, const char* second, int index, const std::optional<int>& token,
               const core::LensCell& cell)
    {
        core::JsonLine line(m_out);
        line.add("layer", layer);
        if (second != nullptr)
            line.add(second, index);
        if (token)
            line.add("token", *token);
        const bool shown = m_keepBias || !cell.highBias;
        const auto ids = shown ? cell.ids : std::vector<core::TokenId>();
        std::vector<std::string_view> words;
        words.reserve(ids.size());
        for (const auto id : ids)
            words.push_back(m_model.words->word(id));
        line.add("ids", ids);
        line.add("words", words);
        line.add("scores", shown ? cell.scores : std::vector<float>());
        line.add("bias", cell.bias);
        line.add("rho", cell.rho);
        line.add("high_bias", cell.highBias);
        line.add("legibility", cell.legibility);
    }

private:
    std::string& m_out;
    const core::Model& m_model;
    bool m_keepBias;
};

core::Matrix rows(const core::Matrix& m, const Range& range)
{
    return m.middleRows(range.begin, range.end - range.begin);
}

void printNeurons(const LensCommand& options, const core::Model& model, const core::Lens& lens,
                  Printer& printer)
{
    core::requireRunnable(model);
    const auto layers = range(options.layer, model.info.layers, "layer", model.info.name);
    const auto search = options.lens.options(false);
    for (int l = layers.begin; l < layers.end; ++l) {
        const auto& ffn = model.layers[static_cast<std::size_t>(l)].feedForward;
        if (options.what == "neuron_gate" && !ffn.gated())
            throw core::Error(core::ErrorKind::BadArgument,
                              "the neurons of " + model.info.name + " have no gates");
        const auto neurons = range(options.neuron, ffn.neurons, "neuron",
                                   "layer " + std::to_string(l) + " of " + model.info.name);
        const int count = neurons.end - neurons.begin;
        const bool out = options.what == "neuron_out";
        const auto vectors = out ? core::neuronOutputs(ffn, neurons.begin, count)
                             : options.what == "neuron_gate"
                                 ? core::neuronGates(ffn, neurons.begin, count)
                                 : core::neuronInputs(ffn, neurons.begin, count);
        const core::LayerIndex layer(l);
        const auto cells = *lens.search(
            core::view(vectors),
            out ? core::LensTarget::neuronOut(layer) : core::LensTarget::neuronIn(layer), search);
        for (int k = 0; k < count; ++k)
            printer.print(l, "neuron", neurons.begin + k, std::nullopt,
                          cells[static_cast<std::size_t>(k)]);
    }
}

void printStates(const LensCommand& options, const core::Model& model, const core::Trace& trace,
                 const core::Lens& lens, Printer& printer)
{
    const auto layers = range(options.layer, model.info.layers + 1, "layer",
                              "the residual stream of " + model.info.name);
    const auto tokens = range(options.token, trace.tokens(), "token", "the prompt");
    const auto search = options.lens.options(true);
    for (int l = layers.begin; l < layers.end; ++l) {
        const auto states = rows(trace.states[static_cast<std::size_t>(l)], tokens);
        const auto cells = *lens.search(core::view(states),
                                        core::LensTarget::state(core::LayerIndex(l)), search);
        for (int t = tokens.begin; t < tokens.end; ++t)
            printer.print(l, nullptr, 0, t, cells[static_cast<std::size_t>(t - tokens.begin)]);
    }
}

/// Patterns or messages of one head, centred over the whole prompt before any token is picked.
core::Matrix headVectors(const LensCommand& options, const core::Model& model,
                         const core::Trace& trace, core::LayerIndex layer, core::HeadIndex head)
{
    const auto side = options.what == "query_pattern" ? core::PatternSide::Query
                                                      : core::PatternSide::Key;
    auto vectors = options.what == "message"
                       ? core::messages(model, trace, layer, head)
                       : core::patterns(model, trace, layer, head, side, {options.distance.value});
    if (options.centred)
        core::centre(vectors);
    return vectors;
}

/// Heads of one layer that share their words and their tokens: the layer's own, or those of
/// cross-attention.
void printHeads(const LensCommand& options, const core::Model& model, const core::Trace& trace,
                const core::Lens& lens, core::LayerIndex layer, const Range& heads,
                Printer& printer)
{
    const core::HeadIndex first(heads.begin);
    const auto side = options.what == "query_pattern" ? core::PatternSide::Query
                                                      : core::PatternSide::Key;
    std::vector<core::Matrix> all;
    for (int h = heads.begin; h < heads.end; ++h)
        all.push_back(headVectors(options, model, trace, layer, core::HeadIndex(h)));
    const bool encoder = all.front().rows() != trace.tokens()
                         || (heads.begin >= model.info.heads && side == core::PatternSide::Key);
    const auto tokens = range(options.token, static_cast<int>(all.front().rows()), "token",
                              encoder ? "the encoder's prompt" : "the prompt");
    const int count = tokens.end - tokens.begin;
    // All of them in one search: one large product instead of many small ones.
    core::Matrix vectors((heads.end - heads.begin) * count, model.info.width);
    for (int h = heads.begin; h < heads.end; ++h)
        vectors.middleRows((h - heads.begin) * count,
                           count) = rows(all[static_cast<std::size_t>(h - heads.begin)], tokens);
    const auto target = options.what == "message" ? core::messageTarget(model, layer, first)
                                                  : core::patternTarget(model, layer, first, side);
    const auto cells = *lens.search(core::constView(vectors), target, options.lens.options(false));
    auto cell = cells.begin();
    for (int h = heads.begin; h < heads.end; ++h)
        for (int t = tokens.begin; t < tokens.end; ++t)
            printer.print(layer.value, "head", h, t, *cell++);
}

void printHeadVectors(const LensCommand& options, const core::Model& model,
                      const core::Trace& trace, const core::Lens& lens, Printer& printer)
{
    const auto layers = range(options.layer, model.info.layers, "layer", model.info.name);
    const auto heads = range(options.head, model.info.headsPerLayer(), "head",
                             "every layer of " + model.info.name);
    const int own = model.info.heads;
    for (int l = layers.begin; l < layers.end; ++l) {
        const Range self{heads.begin, std::min(heads.end, own)};
        const Range cross{std::max(heads.begin, own), heads.end};
        for (const Range& some : {self, cross})
            if (some.begin < some.end)
                printHeads(options, model, trace, lens, core::LayerIndex(l), some, printer);
    }
}

void printLens(const LensCommand& options, std::string& out)
{
    const auto model = options.model.load();
    const auto part = options.part.of(model);
    options.distance.checkFor(*part);
    const core::Lens lens(part);
    Printer printer(out, *part, options.lens.keepBias);
    if (options.neurons()) {
        printNeurons(options, *part, lens, printer);
    } else {
        const auto trace = options.part.run(model, options.prompt).trace;
        if (options.states())
            printStates(options, *part, *trace, lens, printer);
        else
            printHeadVectors(options, *part, *trace, lens, printer);
    }
    model->checkFiles(); // nothing is on standard output yet
}

} // namespace

void addLens(CLI::App& program, Work& work)
{
    auto* command = program.add_subcommand("lens",
                                           "The vocabulary words that vectors are closest to");
    auto options = std::make_shared<LensCommand>();
    options->model.add(*command);
    options->prompt.add(*command);
    options->part.add(*command);
    command->add_option("--what", options->what, "Which vectors")
        ->required()
        ->check(CLI::IsMember({"pattern", "query_pattern", "message", "neuron_in", "neuron_gate",
                               "neuron_out", "state"}));
    addNumber(*command, "--layer", options->layer,
              "One layer; for states 0 to the number of layers");
    addNumber(*command, "--head", options->head, "One head of each layer");
    addNumber(*command, "--neuron", options->neuron, "One neuron of each layer");
    addNumber(*command, "--token", options->token, "One token of the prompt, from 0");
    options->distance.add(*command);
    options->lens.add(*command);
    command->add_flag("--centred,--centered", options->centred,
                      "Subtract the head's mean over the prompt's tokens, the first one left out");
    addJson(*command);
    command->footer(fields);
    command->callback([options, &work] {
        check(*options);
        static_cast<void>(options->lens.options(options->states()));
        work = [options](std::string& out) { printLens(*options, out); };
    });
}

} // namespace headscope::cli
