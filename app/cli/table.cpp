// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "core/analysis/evolution.h"
#include "core/analysis/neurontable.h"
#include "core/analysis/stream.h"
#include "core/analysis/tables.h"
#include "core/base/atomicfile.h"
#include "core/base/error.h"
#include "core/export/tableformat.h"

#include <CLI/Option.hpp>
#include <CLI/Validators.hpp>

#include <sstream>
#include <utility>

namespace headscope::cli {

namespace {

constexpr const char* formats =
    R"(The words of a cell, and their scores, are joined by " | " in csv and tsv; json has lists.
In csv a text that a spreadsheet would take for a formula (it begins with = + - or @) has a ' in
front. tsv has words as they are, with \t \n \r \\ for tab, line breaks and backslash.
Cells that --keep-bias would show are empty without it, and high_bias says true.
The attention columns of --view head are shares of each input token's attention, 0 to 1; an input
token before the row's token cannot attend to it and has nothing there. The activation columns of
--view neurons are those of each token. --view stream has a row for each thing that was added to the
stream of --token up to --state: its weight (attention or activation), size, share of that state,
and effect on the logit of --word, by default the one that the model predicts.)";

struct TableCommand {
    ModelOption model;
    PromptOptions prompt;
    PartOption part;
    LensArguments lens;
    std::string view;
    std::string format;
    std::string file;
    std::string side;
    std::optional<int> layer;
    std::optional<int> head;
    std::optional<int> token;
    std::optional<int> state;
    std::optional<std::string> word;
    bool centred = false;
    bool centredPatterns = false;
    bool centredMessages = false;
    DistanceOption distance;

    core::HeadTableOptions headOptions() const
    {
        core::HeadTableOptions options;
        options.side = side == "query" ? core::PatternSide::Query : core::PatternSide::Key;
        options.centredPatterns = centred || centredPatterns;
        options.centredMessages = centred || centredMessages;
        options.distance.fixed = distance.value;
        options.lens = lens.options(view == "evolution");
        return options;
    }
};

void check(const TableCommand& options)
{
    options.prompt.check();
    const auto with = "--view " + options.view;
    const bool head = options.view == "head";
    const bool evolution = options.view == "evolution";
    const bool neurons = options.view == "neurons";
    if (head && !(options.layer && options.head))
        throw UsageError("--view head needs --layer and --head");
    const bool stream = options.view == "stream";
    if (stream && !options.token)
        throw UsageError("--view stream needs --token");
    refuse(!stream && options.token, "--token", with + ", which has all tokens");
    refuse(!stream && options.state, "--state", with);
    refuse(!stream && options.word, "--word", with);
    refuse(!head && !neurons && options.layer, "--layer", with + ", which has all layers");
    refuse(!head && options.head, "--head",
           with + (neurons ? ", which has no heads" : ", which has all heads"));
    refuse(!options.side.empty() && (evolution || neurons || options.view == "messages"), "--side",
           with);
    refuse(options.centred && (evolution || neurons), "--centred", with);
    refuse(options.distance.value && !head && options.view != "patterns", "--distance", with);
    options.distance.check();
    refuse(!head && options.centredPatterns, "--centred-patterns", with);
    refuse(!head && options.centredMessages, "--centred-messages", with);
    refuse(evolution && options.lens.topOption->count() > 0, "--top",
           with + ", which has the best word");
    refuse(evolution && !options.lens.space.empty() && options.lens.space != "logit",
           "--space " + options.lens.space, with + ", which has probabilities");
    static_cast<void>(options.headOptions());
}

core::TableSource evolutionSource(const ModelPart& part, bool hideFragments)
{
    core::EvolutionSearch search(part.model, part.trace);
    search.advance();
    return core::evolutionTableSource(std::make_shared<const core::Evolution>(search.take()),
                                      hideFragments);
}

core::TableSource neuronSource(const ModelPart& part, const TableCommand& options)
{
    const auto activity = core::neuronActivity(*part.model, part.trace);
    return core::neuronTableSource(
        std::make_shared<const core::NeuronActivity>(*activity), part.model,
        std::make_shared<const core::Lens>(part.model), options.headOptions().lens,
        options.layer ? std::optional(core::LayerIndex(*options.layer)) : std::nullopt);
}

/// The token that a word is, with a leading space where it is none without.
core::TokenId tokenOf(const core::Model& model, const std::string& word)
{
    for (const auto& text : {word, " " + word}) {
        const auto ids = model.encode(text);
        if (ids.size() == 1)
            return ids.front();
    }
    throw core::Error(core::ErrorKind::BadArgument,
                      "\"" + word + "\" is not one token of " + model.info.name);
}

core::TableSource streamSource(const ModelPart& part, const TableCommand& options)
{
    const auto& model = part.model;
    core::StreamOptions wanted;
    wanted.token = core::Position(*options.token);
    if (options.state)
        wanted.state = core::LayerIndex(*options.state);
    if (options.word)
        wanted.word = tokenOf(*model, *options.word);
    const auto stream = std::make_shared<const core::TokenStream>(
        *core::tokenStream(*model, *part.trace, wanted));
    const auto lens = std::make_shared<const core::Lens>(model);
    core::HeadWordsSearch::Request request{options.headOptions(), core::allHeads(model->info),
                                           false};
    std::erase_if(request.heads,
                  [&](const auto& which) { return which.layer.value >= stream->layers; });
    core::HeadWordsSearch heads(model, part.trace, lens, std::move(request));
    heads.advance();
    core::NeuronWordsSearch neurons(model, lens, options.headOptions().lens);
    neurons.advance();
    return core::streamTableSource(
        stream,
        std::make_shared<const core::HeadGrid>(core::headGrid(*model, stream->tokens, heads)),
        std::make_shared<const core::NeuronWords>(neurons.take()));
}

core::TableSource source(const TableCommand& options, const ModelPart& part)
{
    const core::Model& model = *part.model;
    const core::Trace& trace = *part.trace;
    const core::Lens lens(part.model);
    const auto headOptions = options.headOptions();
    if (options.view == "head")
        return core::headTableSource(std::make_shared<const core::HeadTable>(
            *core::makeHeadTable(model, trace, lens, core::LayerIndex(*options.layer),
                                 core::HeadIndex(*options.head), headOptions)));
    if (options.view == "evolution")
        return evolutionSource(part, headOptions.lens.hideFragments);
    if (options.view == "neurons")
        return neuronSource(part, options);
    if (options.view == "stream")
        return streamSource(part, options);
    const auto kind = options.view == "patterns" ? core::VectorKind::Pattern
                                                 : core::VectorKind::Message;
    return *core::vectorTableSource(model, trace, lens, kind, headOptions);
}

void writeTable(const TableCommand& options, std::string& out)
{
    const auto model = options.model.load();
    const auto looked = options.part.of(model);
    options.distance.checkFor(*looked);
    if (options.layer)
        core::checkLayer(*looked, core::LayerIndex(*options.layer));
    if (options.view == "head")
        core::checkHead(*looked, core::HeadIndex(*options.head));
    const auto table = source(options, options.part.run(model, options.prompt));
    const auto format = *core::tableFormat(options.format);
    if (options.file == "-") {
        std::ostringstream text;
        core::writeTable(table, format, text);
        model->checkFiles();
        out += text.view();
        return;
    }
    core::AtomicFile output(options.file);
    core::writeTable(table, format, output.stream());
    model->checkFiles();
    output.commit();
}

} // namespace

void addTable(CLI::App& program, Work& work)
{
    auto* command = program.add_subcommand("table",
                                           "The table of a view, as a file or on standard output");
    auto options = std::make_shared<TableCommand>();
    options->model.add(*command);
    options->prompt.add(*command);
    options->part.add(*command);
    command->add_option("--view", options->view, "Which table")
        ->required()
        ->check(CLI::IsMember({"head", "patterns", "messages", "stream", "neurons", "evolution"}));
    command->add_option("--format", options->format, "How it is written")
        ->required()
        ->check(CLI::IsMember({"csv", "tsv", "json"}));
    command->add_option("--out", options->file, "The file to write; - is standard output")
        ->required()
        ->type_name("FILE");
    addNumber(*command, "--layer", options->layer,
              "The layer, for --view head and, where one is enough, neurons");
    addNumber(*command, "--head", options->head, "The head, for --view head");
    addNumber(*command, "--token", options->token, "Whose stream, for --view stream");
    addNumber(*command, "--state", options->state,
              "The state that the stream ends in, for --view stream; default: the last");
    command->add_option("--word", options->word,
                        "Whose logit the effects are on, for --view stream; default: the word "
                        "that the model predicts");
    command
        ->add_option("--side", options->side,
                     "Patterns: what the token offers (key) or looks for (query)")
        ->check(CLI::IsMember({"key", "query"}));
    command->add_flag("--centred,--centered", options->centred,
                      "Subtract the head's mean over the prompt's tokens, the first one left out");
    command->add_flag("--centred-patterns", options->centredPatterns,
                      "Only from patterns, for --view head");
    command->add_flag("--centred-messages", options->centredMessages,
                      "Only from messages, for --view head");
    options->distance.add(*command);
    options->lens.add(*command);
    command->footer(formats);
    command->callback([options, &work] {
        check(*options);
        work = [options](std::string& out) { writeTable(*options, out); };
    });
}

} // namespace headscope::cli
