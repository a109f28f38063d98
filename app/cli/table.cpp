// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/tableoutput.h"
#include "app/cli/viewtables.h"
#include "core/analysis/comparison.h"
#include "core/base/error.h"
#include "core/base/wordlist.h"
#include "core/export/tableformat.h"

#include <CLI/Option.hpp>
#include <CLI/Validators.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <tuple>
#include <utility>

namespace headscope::cli {

namespace {

constexpr const char* formats =
    R"(--view all writes one workbook with a sheet for each view: of head 0.0 and of the last token where
--layer, --head and --token name no others; but for composition and directions, which are long.
--view weights, composition and directions take no prompt, and positions need one only where they
turn queries and keys.
The words of a cell, and their scores, are joined by " | " in csv and tsv; json has lists.
xlsx has colours as rules of the spreadsheet, a header that stays in sight, and filters; html is one
page that needs nothing else, sorts by its headers and filters.
In csv a text that a spreadsheet would take for a formula (it begins with = + - or @) has a ' in
front. tsv has words as they are, with \t \n \r \\ for tab, line breaks and backslash.
Cells that --keep-bias would show are empty without it, and high_bias says true.
The attention columns of --view head are shares of each input token's attention, 0 to 1; an input
token before the row's token cannot attend to it and has nothing there. The activation columns of
--view neurons are those of each token. --view stream has a row for each thing that was added to the
stream of --token up to --state: its weight (attention or activation), size, share of that state,
and effect on the logit of --word, by default the one that the model predicts.
--view weights has the singular values of W^P and W^M (matrix P and M) as they are, and with the
gain of the norm and the mean that it takes away in them (fold 0 and 1): the largest, and how many hold 90, 99 and 99.9 % of the squared sum; entropy
is exp(H(s / sum s)), stable sum s^2 / s1^2. --view composition has, for each pair of heads, how much
the later one reads of what the earlier one writes: |A B| / (|A| |B|) of its queries, keys and values
(kind Q, K, V), and that over what matrices turned at random have. --view directions has the words at
both ends of each singular direction; gap is the distance to the next value over the value, and alike
names those so close that their directions mix.
With --compare or --compare-model rows about the same thing are one row: every value "x A" and "x B",
of numbers also "x B-A", of lists of words "x in both", how many they share. Tokens that are the same
stand side by side, as many as there can be; what only one of the two has is empty for the other.)";

/// --compare, --compare-model, --compare-head: what the table is put side by side with.
struct CompareOptions {
    std::optional<std::string> prompt;
    ModelOption model; ///< without --compare-model that of the table
    std::optional<std::string> head;

    bool given() const { return prompt || model.model; }
    void add(CLI::App& command)
    {
        addText(command, "--compare", prompt,
                "A second prompt: the table of both, side by side (A and B), with what they differ "
                "by; without it, the same prompt on --compare-model");
        addText(command, "--compare-model", model.model,
                "The model of the second table, with the same tokenizer; without it, the same")
            ->type_name("MODEL");
        addText(command, "--compare-head", head,
                "Its head, as 2.5, for head and positions; without it, the same number")
            ->type_name("L.H");
    }
    /// Throws UsageError where it is no head's number.
    std::pair<int, int> headOr(std::pair<int, int> own) const
    {
        if (!head)
            return own;
        int layer = 0;
        int number = 0;
        const auto dot = head->find('.');
        const char* const end = head->data() + head->size();
        const auto first = std::from_chars(head->data(), end, layer);
        const bool whole = dot != std::string::npos && first.ptr == head->data() + dot;
        const auto second = whole ? std::from_chars(first.ptr + 1, end, number) : first;
        if (!whole || second.ec != std::errc() || second.ptr != end || layer < 0 || number < 0)
            throw UsageError("--compare-head: \"" + *head + "\" is no head's number, as 2.5");
        return {layer, number};
    }
};

struct TableCommand {
    ModelOption model;
    PromptOptions prompt;
    CompareOptions compare;
    ViewOptions options;
    std::string view;
    std::string format;
    std::string file;

    std::vector<std::string> views() const
    {
        return view == "all" ? workbookViews() : std::vector<std::string>{view};
    }
};

void check(const TableCommand& command)
{
    const bool given = command.prompt.given() || command.prompt.noFirst;
    if (needsPrompt(command.view) || (takesPrompt(command.view) && given))
        command.prompt.check();
    else if (!takesPrompt(command.view))
        refuse(given, "a prompt", "--view " + command.view + ", which is about the model alone");
    else if (command.compare.prompt)
        throw UsageError("--compare needs a first prompt: give --prompt TEXT");
    command.options.check(command.views());
    refuse(command.compare.prompt && !takesPrompt(command.view), "--compare",
           "--view " + command.view + ", which is about the model alone");
    refuse(command.compare.given()
               && (command.view == "composition" || command.view == "directions"),
           "--compare-model", "--view " + command.view + ", whose rows are of no head alone");
    refuse(command.compare.head && !command.compare.given(), "--compare-head",
           "a table that nothing is compared with");
    refuse(command.compare.head && command.view != "head" && command.view != "positions",
           "--compare-head", "--view " + command.view + ": it is for head and positions");
    refuse(command.compare.prompt && (command.prompt.ids || command.prompt.decoderIds), "--compare",
           "--ids or --decoder-ids: both prompts are texts");
    static_cast<void>(command.compare.headOr({0, 0}));
    if (command.view == "all" && command.format != "xlsx")
        throw UsageError("--format " + command.format
                         + " has room for one table: --view all needs --format xlsx");
}

/// Model and prompt, for formats that say so.
std::string captionOf(const TableCommand& command, const core::Model& model)
{
    const auto& prompt = command.prompt.text ? command.prompt.text : command.prompt.ids;
    return prompt ? model.info.name + " · " + *prompt : model.info.name;
}

ModelPart runOf(const TableCommand& command, const std::shared_ptr<const core::Model>& model,
                const PromptOptions& prompt)
{
    const bool runs = takesPrompt(command.view) && (prompt.given() || needsPrompt(command.view));
    return runs ? command.options.part.run(model, prompt) : ModelPart{};
}

core::ComparedRun comparedRun(const ModelPart& run)
{
    core::ComparedRun compared;
    if (!run.trace)
        return compared;
    compared.tokens = run.trace->ids;
    if (run.trace->encoder)
        compared.context = run.trace->encoder->ids;
    compared.ownHeads = run.model->info.heads;
    return compared;
}

/// What of a view's table is to be known to put two of them side by side. The weights are of no
/// tokens, like the measures of heads.
core::ComparedTable comparedTable(const std::string& view)
{
    constexpr std::array names = {"heads",  "head",    "patterns",  "messages",
                                  "stream", "neurons", "evolution", "positions"};
    const auto at = std::find(names.begin(), names.end(), view);
    return at == names.end() ? core::ComparedTable::Heads
                             : static_cast<core::ComparedTable>(at - names.begin());
}

/// The second model and its run, and its tables.
struct Compared {
    std::shared_ptr<const core::Model> model;
    ModelPart run;
    core::ComparedRun tokensA;
    std::unique_ptr<ViewTables> tables;

    Compared(const TableCommand& command, const std::shared_ptr<const core::Model>& own,
             const ModelPart& ownRun)
        : model(command.compare.model.model ? command.compare.model.load() : own),
          tokensA(comparedRun(ownRun))
    {
        if (!(*own->words == *model->words))
            throw core::Error(
                core::ErrorKind::BadArgument,
                own->info.name + " and " + model->info.name + " have different vocabularies ("
                    + std::to_string(own->words->size()) + " and "
                    + std::to_string(model->words->size())
                    + " tokens): only models with the same tokenizer can be compared");
        PromptOptions prompt = command.prompt;
        if (command.compare.prompt)
            prompt.text = command.compare.prompt;
        run = runOf(command, model, prompt);
        ViewOptions options = command.options;
        if (options.layer && options.head)
            std::tie(options.layer,
                     options.head) = command.compare.headOr({*options.layer, *options.head});
        if (options.token)
            options.token = tokenBeside(*options.token);
        tables = std::make_unique<ViewTables>(model, options);
    }
    int tokenBeside(int token) const
    {
        const core::TokenAlignment tokens(tokensA.tokens, run.trace->ids);
        const int place = tokens.placeOfA(token);
        if (place < 0)
            return token; // which the table of A refuses
        const auto& at = tokens.places()[static_cast<std::size_t>(place)].b;
        if (!at)
            throw core::Error(core::ErrorKind::BadArgument,
                              "--token " + std::to_string(token)
                                  + ": none of the second prompt's tokens stands beside it");
        return at->value;
    }
    core::TableSource with(const TableCommand& command, const std::string& view,
                           core::TableSource own) const
    {
        const auto tokens = core::comparedTokens(
            comparedTable(view), core::HeadIndex(command.options.head.value_or(0)),
            command.options.side == "query", tokensA, comparedRun(run));
        return core::compareTables(std::move(own), tables->table(view, run), tokens);
    }
};

void writeTable(const TableCommand& command, std::string& out)
{
    const auto model = command.model.load();
    ViewTables made(model, command.options);
    const ModelPart run = runOf(command, model, command.prompt);
    std::optional<Compared> compared;
    if (command.compare.given())
        compared.emplace(command, model, run);
    std::vector<core::TableSource> tables;
    for (const std::string& view : command.views()) {
        tables.push_back(made.table(view, run));
        if (compared)
            tables.back() = compared->with(command, view, std::move(tables.back()));
        tables.back().caption = captionOf(command, *model);
        if (compared)
            tables.back().caption = "A: " + tables.back().caption
                                    + "   B: " + compared->model->info.name
                                    + (command.compare.prompt ? " · " + *command.compare.prompt
                                                              : std::string());
    }
    if (compared)
        compared->model->checkFiles();
    putTables(tables, *core::tableFormat(command.format), command.file, *model, out);
}

} // namespace

void addTable(CLI::App& program, Work& work)
{
    auto* command = program.add_subcommand("table",
                                           "The table of a view, as a file or on standard output");
    auto options = std::make_shared<TableCommand>();
    options->model.add(*command);
    options->prompt.add(*command);
    options->compare.add(*command);
    std::vector<std::string> views = viewNames();
    views.emplace_back("all");
    command->add_option("--view", options->view, "Which table")
        ->required()
        ->check(CLI::IsMember(views));
    command->add_option("--format", options->format, "How it is written")
        ->required()
        ->check(CLI::IsMember(tableFormatNames()));
    command->add_option("--out", options->file, "The file to write; - is standard output")
        ->required()
        ->type_name("FILE");
    options->options.add(*command);
    command->footer(formats);
    command->callback([options, &work] {
        check(*options);
        work = [options](std::string& out) { writeTable(*options, out); };
    });
}

} // namespace headscope::cli
