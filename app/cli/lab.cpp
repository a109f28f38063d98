// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/batchinput.h"
#include "app/cli/command.h"
#include "app/cli/labarguments.h"
#include "app/cli/statusline.h"
#include "app/cli/tableoutput.h"
#include "core/analysis/lab/labresult.h"
#include "core/analysis/lab/sweep.h"
#include "core/analysis/prompttokens.h"
#include "core/base/error.h"
#include "core/export/jsonline.h"
#include "core/export/tableformat.h"

#include <CLI/Option.hpp>
#include <CLI/Validators.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

namespace headscope::cli {

namespace {

constexpr const char* footer =
    R"(Runs the prompt as it is and changed, and says what became of the predictions. All changes combine; at
a head that several are about, ranks are cut first, then messages are left out, then tokens are routed,
and last the head is switched off. Without any, nothing changes.

Without --json a table; with it a line per token:
  kl                        KL(original || changed) of the words that come next, in nats
  next, next_id             the true next token; logprob, changed_logprob and delta (changed - original)
                            are of it, natural logarithms; null for the last token
  rank, changed_rank        its rank among all words, from 1
  top, changed_top          the most likely words; top_p, changed_top_p their probabilities
and a last line about all of it:
  mean_kl, mean_delta       means over the tokens (those with a next token)
  agreement                 share of tokens whose most likely word is the same
  dropped, routed           shares of all heads' messages left out, of all tokens routed past a head
  parameters_saved          what the heads whose rank is cut need less: 2 R x width a matrix
  heads                     the same shares of each head; emptied: tokens that had no message left
--format writes the table of tokens, with xlsx also that of the heads, to --out or to standard output;
--out alone writes csv.

--prompts runs a file of prompts, a line each (with --jsonl as batch reads them), and writes one row of
means over all their tokens, with --json a line; with --sweep a row, or line, for each of --values:
  headscope-cli lab --sweep rank-m --values 1,2,4,8,16,32 --prompts lines.txt --format csv --out ranks.csv
Cross-attention's heads are numbered behind the decoder's own; an encoder is never changed.)";

struct LabCommand {
    ModelOption model;
    PromptOptions prompt;
    LabArguments changes;
    std::optional<std::string> prompts;
    std::string format;
    std::string file;
    int top = 5;
    bool json = false;
    bool jsonl = false;
    CLI::Option* topOption = nullptr;
    CLI::Option* fileOption = nullptr;
};

/// Tells how far it is on a terminal, ten times a second at most.
class LabProgress
{
public:
    core::RunControl control()
    {
        if (!StatusLine::isPossible())
            return {};
        return {{}, [this](int done, int of) { tell(done, of); }};
    }

private:
    void tell(int done, int of)
    {
        const auto now = std::chrono::steady_clock::now();
        if (now - m_told < std::chrono::milliseconds(100) && done != of)
            return;
        m_told = now;
        m_line.draw("lab: " + std::to_string(done) + " of " + std::to_string(of) + " runs");
    }

    StatusLine m_line;
    std::chrono::steady_clock::time_point m_told = {};
};

/// `width` characters of it, its line breaks spelt.
std::string cell(std::string_view text, std::size_t width)
{
    std::string result;
    for (const char c : text)
        result += c == '\n' ? "\\n" : c == '\t' ? "\\t" : std::string(1, c);
    std::size_t characters = 0;
    std::size_t end = 0;
    while (end < result.size() && characters < width) {
        ++end;
        while (end < result.size() && (static_cast<unsigned char>(result[end]) & 0xC0U) == 0x80U)
            ++end;
        ++characters;
    }
    result.resize(end);
    return result.append(width - characters, ' ');
}

std::string fixed(double number, int width, int digits)
{
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%*.*f", width, digits, number);
    return text.data();
}

std::string percent(double share)
{
    return fixed(100.0 * share, 0, 1) + " %";
}

/// Writes a result as lines of JSON, or as a table to read.
class LabPrinter
{
public:
    LabPrinter(const core::LabResult& result, std::string& out) : m_result(result), m_out(out) {}

    void printJson()
    {
        for (int i = 0; i < std::ssize(m_result.results); ++i)
            printToken(i);
        core::JsonLine line(m_out);
        line.add("mean_kl", m_result.meanKl);
        line.add("mean_delta", m_result.meanDelta);
        line.add("agreement", m_result.agreement);
        line.add("dropped", m_result.dropped);
        line.add("routed", m_result.routed);
        line.add("parameters_saved", m_result.parametersSaved);
        line.addObjects("heads", m_result.heads,
                        [](core::JsonLine& object, const core::HeadEffect& head) {
                            object.add("layer", head.layer.value);
                            object.add("head", head.head.value);
                            object.add("dropped", head.droppedShare());
                            object.add("routed", head.routedShare());
                            object.add("emptied", head.emptied);
                        });
    }

    void printTable()
    {
        m_out +=
            "   # token             KL      dlogp  next              before           p   after "
            "           p\n";
        for (int i = 0; i < std::ssize(m_result.results); ++i) {
            const core::LabToken& token = m_result.results[static_cast<std::size_t>(i)];
            const auto next = m_result.next(core::Position(i));
            std::array<char, 16> number{};
            std::snprintf(number.data(), number.size(), "%4d ", i);
            m_out += number.data();
            m_out += cell(m_result.tokens[static_cast<std::size_t>(i)].text, 12) + ' ';
            m_out += fixed(token.kl, 9, 5) + ' ';
            m_out += next ? fixed(token.delta(), 9, 4) : std::string(9, ' ');
            m_out += "  " + cell(next ? m_result.words->word(*next) : std::string_view(), 12);
            m_out += "  " + best(token.before) + "  " + best(token.after) + '\n';
        }
        m_out += "\nmean KL " + fixed(m_result.meanKl, 0, 6) + " nats";
        if (!std::isnan(m_result.meanDelta))
            m_out += ", log-probability of the true next token changed by "
                     + fixed(m_result.meanDelta, 0, 4) + " on average";
        m_out += ", best word the same for " + percent(m_result.agreement) + " of the tokens\n";
        m_out += "dropped " + percent(m_result.dropped) + " of the messages, routed "
                 + percent(m_result.routed) + " of the tokens past a head, saved "
                 + std::to_string(m_result.parametersSaved) + " parameters\n";
        printHeads();
    }

private:
    void printToken(int i)
    {
        const core::LabToken& token = m_result.results[static_cast<std::size_t>(i)];
        const core::PromptToken& prompt = m_result.tokens[static_cast<std::size_t>(i)];
        const auto next = m_result.next(core::Position(i));
        const auto ifNext = [&next](auto value) {
            return next ? std::optional(value) : std::nullopt;
        };
        core::JsonLine line(m_out);
        line.add("position", i);
        line.add("token", prompt.text);
        line.add("id", prompt.id);
        line.add("kl", token.kl);
        line.add("next", next ? std::optional(m_result.words->word(*next)) : std::nullopt);
        line.add("next_id", next);
        line.add("logprob", ifNext(token.logProbability));
        line.add("changed_logprob", ifNext(token.changedLogProbability));
        line.add("delta", ifNext(token.delta()));
        line.add("rank", ifNext(token.before.nextRank));
        line.add("changed_rank", ifNext(token.after.nextRank));
        addWords(line, "top", token.before);
        addWords(line, "changed_top", token.after);
    }

    void addWords(core::JsonLine& line, const std::string& name, const core::StateReading& reading)
    {
        const core::StateWords& words = reading.all;
        std::vector<std::string_view> list;
        for (const auto id : words.ids)
            list.push_back(m_result.words->word(id));
        line.add(name, list);
        line.add(name + "_p", words.probabilities);
    }

    std::string best(const core::StateReading& reading) const
    {
        const core::StateWords& words = reading.all;
        if (words.ids.empty())
            return std::string(18, ' ');
        return cell(m_result.words->word(words.ids.front()), 12)
               + fixed(static_cast<double>(words.probabilities.front()), 6, 3);
    }

    /// Those that something was left out of.
    void printHeads()
    {
        for (const core::HeadEffect& head : m_result.heads) {
            if (head.dropped == 0 && head.routed == 0)
                continue;
            m_out += "head " + std::to_string(head.layer.value) + '.'
                     + std::to_string(head.head.value) + ": dropped " + std::to_string(head.dropped)
                     + " of " + std::to_string(head.messages) + " messages, routed "
                     + std::to_string(head.routed) + " of " + std::to_string(head.queries)
                     + " tokens past it";
            if (head.emptied > 0)
                m_out += ", " + std::to_string(head.emptied) + " had no message left";
            m_out += '\n';
        }
    }

    const core::LabResult& m_result;
    std::string& m_out;
};

void writeTables(const LabCommand& command, const core::Model& model,
                 std::vector<core::TableSource> tables, std::string& out)
{
    const auto format = *core::tableFormat(command.format.empty() ? "csv" : command.format);
    if (format != core::TableFormat::Xlsx)
        tables.resize(1);
    putTables(tables, format, command.file.empty() ? "-" : command.file, model, out);
}

void runPrompt(const LabCommand& command, std::string& out)
{
    const auto model = command.model.load();
    core::Lab lab(model);
    const auto change = lab.apply(command.changes.change());
    const core::PromptIds prompt = command.prompt.tokens(*model);
    const auto original = lab.apply({})->runToEnd(prompt);
    auto changed = change->runToEnd(prompt);
    const auto result = std::make_shared<const core::LabResult>(
        *core::labResult(*model, model->encoder ? prompt.decoderIds : prompt.ids, original->states,
                         *change, changed->states, std::move(changed->heads), command.top));
    model->checkFiles();
    if (!command.format.empty() || !command.file.empty()) {
        std::vector<core::TableSource> tables;
        tables.push_back(core::labTokensTableSource(result));
        tables.push_back(core::labHeadsTableSource(result));
        for (core::TableSource& table : tables)
            table.caption = model->info.name;
        writeTables(command, *model, std::move(tables), out);
        return;
    }
    LabPrinter printer(*result, out);
    if (command.json)
        printer.printJson();
    else
        printer.printTable();
}

/// The prompts of the file; throws core::Error naming file and line.
std::vector<core::PromptIds> readPrompts(const LabCommand& command, const core::Model& model)
{
    BatchInput input(*command.prompts, command.jsonl, {});
    std::vector<core::PromptIds> prompts;
    while (const auto line = input.next()) {
        const std::string place = *command.prompts + ", line " + std::to_string(line->number + 1)
                                  + ": ";
        if (!line->error.empty())
            throw core::Error(core::ErrorKind::BadArgument, place + line->error);
        try {
            core::PromptIds prompt = core::readPrompt(
                model, {line->text, line->decoder,
                        model.info.firstTokenByDefault && !command.prompt.noFirst});
            if (line->ids)
                prompt.ids = *line->ids;
            core::checkPrompt(model, prompt);
            prompts.push_back(std::move(prompt));
        } catch (const core::Error& error) {
            throw core::Error(error.kind(), place + error.what());
        }
    }
    if (prompts.empty())
        throw core::Error(core::ErrorKind::PromptEmpty, *command.prompts + " has no prompts");
    return prompts;
}

/// A line for each row, of numbers alone.
void printRows(core::TableSource table, std::string& out)
{
    core::TableRow row;
    while (table.next(row)) {
        core::JsonLine line(out);
        for (std::size_t column = 0; column < row.size(); ++column) {
            const std::string& field = table.columns[column];
            if (const auto* whole = std::get_if<std::int64_t>(&row[column]))
                line.add(field, *whole);
            else if (const auto* number = std::get_if<double>(&row[column]))
                line.add(field, *number);
            else
                line.add(field, std::optional<double>());
        }
    }
}

void runPrompts(const LabCommand& command, std::string& out)
{
    const core::SweepOptions options = command.changes.sweepOptions();
    const auto model = command.model.load();
    core::Lab lab(model);
    core::Sweep sweep(lab, readPrompts(command, *model), options);
    LabProgress progress;
    sweep.advance(progress.control());
    model->checkFiles();
    std::vector<core::TableSource> tables;
    tables.push_back(core::sweepTableSource(
        options.parameter, std::make_shared<const std::vector<core::SweepPoint>>(sweep.take())));
    tables.front().caption = model->info.name;
    if (command.json)
        printRows(std::move(tables.front()), out);
    else
        writeTables(command, *model, std::move(tables), out);
}

void check(const LabCommand& command)
{
    static_cast<void>(command.changes.sweepOptions());
    if (!command.prompts) {
        refuse(!command.changes.sweep.empty(), "--sweep", "one prompt: give --prompts FILE");
        refuse(command.jsonl, "--jsonl", "a lab without --prompts");
        command.prompt.check();
    } else {
        refuse(command.prompt.given(), "a prompt", "--prompts, which brings many");
        refuse(command.topOption->count() > 0, "--top", "--prompts, of which means are written");
    }
    refuse(command.json && !command.format.empty(), "--json", "--format");
    refuse(command.json && !command.file.empty(), "--json", "--out: --format json writes a file");
    refuse(command.fileOption->count() > 0 && command.file.empty(), "--out", "an empty name");
}

} // namespace

void addLab(CLI::App& program, Work& work)
{
    auto* command = program.add_subcommand(
        "lab", "Run a prompt with heads, ranks, messages or attention changed, and compare");
    auto options = std::make_shared<LabCommand>();
    options->model.add(*command);
    options->prompt.add(*command);
    options->changes.add(*command);
    addText(*command, "--prompts", options->prompts,
            "A file with a prompt on every line, - is standard input; one row about all of them")
        ->type_name("FILE");
    command->add_flag("--jsonl", options->jsonl,
                      "The lines of --prompts are objects: {\"text\": ...} or {\"ids\": [...]}");
    options->topOption = command
                             ->add_option("--top", options->top,
                                          "Words per token in JSON and tables, 1 to 50; 5 without "
                                          "it")
                             ->check(CLI::Range(1, 50))
                             ->type_name("K");
    command->add_flag("--json", options->json, "Print JSON, one object per line");
    command
        ->add_option("--format", options->format,
                     "Write a table in this format; csv where --out or --prompts want one")
        ->check(CLI::IsMember(tableFormatNames()));
    options->fileOption = command
                              ->add_option("--out", options->file,
                                           "The file to write; - is standard output")
                              ->type_name("FILE");
    command->footer(footer);
    command->callback([options, &work] {
        check(*options);
        work = [options](std::string& out) {
            if (options->prompts)
                runPrompts(*options, out);
            else
                runPrompt(*options, out);
        };
    });
}

} // namespace headscope::cli
