// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "core/analysis/headmeasures.h"
#include "core/export/jsonline.h"

namespace headscope::cli {

namespace {

constexpr const char* fields =
    R"(Fields of a line, averaged over the tokens after the first unless it says otherwise:
  first, self              attention on the first token, on itself
  previous                 on the token before; over the tokens whose token before is not the first
  duplicate, induction     on earlier copies of the token, on what followed such copies
  entropy                  of the attention, divided by its most, log(number of tokens in sight):
                           0 = one token, 1 = all alike
  message_size             the sum over tokens of attention times the length of the message
  *_legibility             how far the best word stands out, in standard deviations; over all tokens
  rank_p, rank_m           of W_K W_Q^T and W_V W_O, by their singular values s: e90, e99, e999 = the
                           fewest that hold 90, 99, 99.9 % of the sum of s^2; entropy = exp of the
                           entropy of s / sum s; stable = sum of s^2 / the largest s^2
null stands where the prompt has nothing to average. Heads of cross-attention, which are numbered behind
the decoder's own and have "attention": "cross", have null for self, previous, duplicate and induction:
the tokens that they look at are the encoder's.)";

struct HeadsOptions {
    ModelOption model;
    PromptOptions prompt;
    PartOption part;
    bool probe = false;
};

void addRanks(core::JsonLine& line, std::string_view name, const core::Ranks& ranks)
{
    auto object = line.object(name);
    object.add("e90", ranks.e90);
    object.add("e99", ranks.e99);
    object.add("e999", ranks.e999);
    object.add("entropy", ranks.entropy);
    object.add("stable", ranks.stable);
}

void printHeads(const HeadsOptions& options, std::string& out)
{
    const auto model = options.model.load();
    const auto part = options.part.of(model);
    std::vector<core::HeadMeasures> measures;
    if (options.probe) {
        measures = *core::probeMeasures(*part);
    } else {
        const auto trace = options.part.run(model, options.prompt).trace;
        measures = *core::attentionMeasures(*part, *trace);
        core::addLegibility(measures, *part, *trace, core::Lens(part));
    }
    core::addRanks(measures, *part);
    model->checkFiles();
    for (const auto& head : measures) {
        core::JsonLine line(out);
        line.add("layer", head.layer.value);
        line.add("head", head.head.value);
        if (head.head.value >= part->info.heads)
            line.add("attention", std::string_view("cross"));
        line.add("first", head.first);
        line.add("self", head.self);
        line.add("previous", head.previous);
        line.add("duplicate", head.duplicate);
        line.add("induction", head.induction);
        line.add("entropy", head.entropy);
        line.add("message_size", head.messageSize);
        line.add("pattern_legibility", head.patternLegibility);
        line.add("message_legibility", head.messageLegibility);
        addRanks(line, "rank_p", head.patternRanks);
        addRanks(line, "rank_m", head.messageRanks);
    }
}

} // namespace

void addHeads(CLI::App& program, Work& work)
{
    auto* command = program.add_subcommand("heads",
                                           "Measures of every head, a JSON object per line");
    auto options = std::make_shared<HeadsOptions>();
    options->model.add(*command);
    options->prompt.add(*command);
    options->part.add(*command);
    command->add_flag("--probe", options->probe,
                      "Measure attention on random tokens repeated twice instead of a prompt");
    addJson(*command);
    command->footer(fields);
    command->callback([options, &work] {
        if (options->probe) {
            refuse(options->prompt.given(), "a prompt", "--probe, which brings its own");
            refuse(options->prompt.noFirst, "--no-first", "--probe");
        } else {
            options->prompt.check();
        }
        work = [options](std::string& out) { printHeads(*options, out); };
    });
}

} // namespace headscope::cli
