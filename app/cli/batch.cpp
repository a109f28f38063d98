// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/batchinput.h"
#include "app/cli/batchoutput.h"
#include "app/cli/statusline.h"
#include "app/cli/viewtables.h"
#include "core/analysis/prompttokens.h"
#include "core/base/error.h"
#include "core/export/jsonline.h"
#include "core/export/tabletext.h"

#include <CLI/Option.hpp>
#include <CLI/Validators.hpp>
#include <QByteArray>
#include <QCryptographicHash>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <utility>

namespace headscope::cli {

namespace {

constexpr const char* lines =
    R"(One JSON object per line, prompt and view:
  {"prompt": number of the input's line, from 0; "run": a name of model and options; "view"; "id": as
   the input has it, where it has one; "ids"; "tokens"; "rows": a list of objects, as table writes
   them with --format json}
A prompt that cannot be run gets {"prompt", "run", "id", "error"}; the others go on, and the exit code
is 1 at the end. With --out, what is in the file already is kept and gone on with: a batch that was
ended, by whatever, is continued by the same command.
--shard i/n takes the prompts whose numbers leave i when they are divided by n, 0/n to (n-1)/n; the
lines of all shards, sorted by prompt (sort -s -n -k 2,2), are those of the whole batch.)";

struct BatchCommand {
    ModelOption model;
    ViewOptions options;
    std::vector<std::string> views;
    std::string prompts;
    std::string shard = "0/1";
    std::string out;
    bool json = false;
    bool noFirst = false;
    bool progress = false;
    bool noProgress = false;

    /// Unless somebody says so: where somebody sees it.
    bool tellsProgress() const
    {
        const bool mixes = out.empty() && StatusLine::isBesideResults();
        return progress || (!noProgress && StatusLine::isPossible() && !mixes);
    }
};

/// A name of everything that decides what a line says, but for the prompt.
std::string nameOfRun(const BatchCommand& command, const core::Model& model,
                      const core::HeadNames& names)
{
    const ViewOptions& o = command.options;
    const core::LensOptions lens = o.headOptions("heads").lens;
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const auto add = [&hash](const std::string& part) {
        hash.addData(QByteArray::number(qulonglong(part.size())) + ':'
                     + QByteArray::fromStdString(part));
    };
    const auto number = [](const std::optional<int>& value) {
        return value ? std::to_string(*value) : std::string();
    };
    for (const std::string& part :
         {std::string("1"), model.info.name, model.info.weightsHash, o.side, number(o.layer),
          number(o.head), number(o.token), number(o.state), o.word.value_or(""),
          std::string(o.labels ? "labels" : ""), number(o.distance.value), o.lens.space,
          o.lens.metric, std::to_string(lens.top), o.lens.biasRule, o.lens.threshold.value_or("")})
        add(part);
    for (const bool flag : {o.part.encoder, o.centred, o.centredPatterns, o.centredMessages,
                            lens.hideFragments, lens.hideHighBias, command.noFirst})
        add(flag ? "1" : "0");
    for (const std::string& view : command.views)
        add(view);
    if (o.count)
        add("count " + number(o.count));
    for (const auto& [head, label] : names) {
        add(std::to_string(head.first) + '.' + std::to_string(head.second));
        add(label);
    }
    return hash.result().toHex().left(12).toStdString();
}

/// Tells how far the batch is, at most every second: on a terminal in one line.
class Progress
{
public:
    Progress(bool wanted, std::optional<std::size_t> of) : m_wanted(wanted), m_of(of) {}

    void step(bool wasThere)
    {
        ++m_done;
        if (wasThere)
            ++m_there;
        const double now = seconds();
        if (!m_wanted || (now - m_told < 1.0 && m_done != m_of))
            return;
        m_told = now;
        const double rate = static_cast<double>(m_done - m_there) / std::max(now, 1e-3);
        std::string line = "batch: " + std::to_string(m_done);
        if (m_of)
            line += " of " + std::to_string(*m_of);
        line += m_of.value_or(m_done) == 1 ? " prompt" : " prompts";
        if (m_there > 0)
            line += ", " + std::to_string(m_there) + " of them in the file already";
        if (rate > 0) {
            std::array<char, 64> text{};
            std::snprintf(text.data(), text.size(), ", %.1f per second", rate);
            line += text.data();
            if (m_of && *m_of > m_done) {
                std::snprintf(text.data(), text.size(), ", %.0f s left",
                              static_cast<double>(*m_of - m_done) / rate);
                line += text.data();
            }
        }
        if (m_terminal)
            m_line.draw(line);
        else
            std::fprintf(stderr, "%s\n", line.c_str());
    }
    /// What was told last stays.
    void keep() { m_line.keep(); }

private:
    double seconds() const
    {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
    }

    bool m_wanted;
    bool m_terminal = StatusLine::isPossible();
    StatusLine m_line;
    std::optional<std::size_t> m_of;
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
    double m_told = -1e9;
    std::size_t m_done = 0;
    std::size_t m_there = 0; ///< of them, found in the file
};

class Batch
{
public:
    Batch(const BatchCommand& command, std::shared_ptr<const core::Model> model)
        : m_command(command),
          m_model(std::move(model)),
          m_tables(m_model, command.options),
          m_run(nameOfRun(command, *m_model, m_tables.headNames())),
          m_input(command.prompts, command.json, readShard(command.shard)),
          m_output(command.out),
          m_progress(command.tellsProgress(), m_input.count())
    {}

    void run()
    {
        std::size_t failed = 0;
        std::size_t all = 0;
        while (auto prompt = m_input.next()) {
            ++all;
            failed += runOne(*prompt) ? 0 : 1;
        }
        m_progress.keep();
        m_model->checkFiles();
        if (failed > 0)
            throw core::Error(core::ErrorKind::BadArgument,
                              std::to_string(failed) + " of " + std::to_string(all)
                                  + (all == 1 ? " prompt" : " prompts")
                                  + " failed; \"error\" in the output says why");
    }

private:
    /// False where the prompt has failed.
    bool runOne(BatchPrompt& prompt)
    {
        std::string start = "{\"prompt\": " + std::to_string(prompt.number) + ", \"run\": \""
                            + m_run + "\"";
        if (!prompt.id.empty())
            start += ", \"id\": " + prompt.id;
        const std::string failedStart = start + ", \"error\": ";
        bool there = true;
        bool good = false;
        try {
            if (!prompt.error.empty())
                throw core::Error(core::ErrorKind::BadArgument, prompt.error);
            good = writeViews(prompt, start, failedStart, there);
        } catch (const core::Error& error) {
            if (error.kind() == core::ErrorKind::WriteFailed
                || error.kind() == core::ErrorKind::FileDamaged)
                throw;
            if (!m_output.has(failedStart, failedStart)) {
                std::string line = failedStart;
                core::appendJsonString(line, error.what());
                m_output.write(line + '}');
                there = false;
            }
        }
        m_progress.step(there);
        return good;
    }

    bool writeViews(const BatchPrompt& prompt, const std::string& start,
                    const std::string& failedStart, bool& there)
    {
        const core::PromptIds ids = idsOf(prompt);
        const std::string about = describe(ids);
        std::optional<ModelPart> run; // only where a line is missing
        for (const std::string& view : m_command.views) {
            std::string head = start;
            head.append(", \"view\": \"").append(view).append("\"").append(about);
            if (m_output.has(head, failedStart)) {
                if (m_output.foundFailure())
                    return false;
                continue;
            }
            there = false;
            if (!run)
                run = m_command.options.part.run(m_model, ids);
            m_output.write(head + ", \"rows\": " + rowsOf(m_tables.table(view, *run)) + '}');
        }
        return true;
    }

    core::PromptIds idsOf(const BatchPrompt& prompt) const
    {
        if (!prompt.decoder.empty() && !m_model->encoder)
            throw core::Error(core::ErrorKind::BadArgument,
                              m_model->info.name
                                  + " has no encoder, so \"decoder\" is not possible");
        auto ids = core::readPrompt(
            *m_model,
            {prompt.text, prompt.decoder, m_model->info.firstTokenByDefault && !m_command.noFirst});
        if (prompt.ids)
            ids.ids = *prompt.ids;
        core::checkPrompt(*m_model, ids);
        return ids;
    }

    /// Ids and words of the prompt.
    std::string describe(const core::PromptIds& ids) const
    {
        const bool decoder = m_model->encoder && !m_command.options.part.encoder;
        const auto& shown = decoder ? ids.decoderIds : ids.ids;
        std::string out = ", \"ids\": [";
        std::string words;
        for (const core::PromptToken& token : core::promptTokens(*m_model, shown)) {
            out += words.empty() ? "" : ", ";
            core::appendNumber(out, std::int64_t(token.id));
            words += words.empty() ? "" : ", ";
            core::appendJsonString(words, token.text);
        }
        return out + "], \"tokens\": [" + words + ']';
    }

    static std::string rowsOf(const core::TableSource& table)
    {
        std::string out = "[";
        for (core::TableRow row; table.next(row); row.clear()) {
            core::checkWidth(table, row);
            out += out.size() > 1 ? ", " : "";
            core::appendJsonRow(out, table.columns, row);
        }
        return out + ']';
    }

    const BatchCommand& m_command;
    std::shared_ptr<const core::Model> m_model;
    ViewTables m_tables;
    std::string m_run;
    BatchInput m_input;
    BatchOutput m_output;
    Progress m_progress;
};

} // namespace

void addBatch(CLI::App& program, Work& work)
{
    auto* command = program.add_subcommand(
        "batch", "The tables of many prompts, a JSON object per line and prompt");
    auto options = std::make_shared<BatchCommand>();
    options->model.add(*command);
    command
        ->add_option("--prompts", options->prompts,
                     "A file with a prompt on every line; - is standard input")
        ->required()
        ->type_name("FILE");
    command->add_flag("--jsonl", options->json,
                      "The lines are objects: {\"text\": ...} or {\"ids\": [...]}, and where "
                      "wanted \"id\", which is repeated, and \"decoder\"");
    std::vector<std::string> views = viewNames();
    std::erase_if(views, [](const std::string& view) { return !takesPrompt(view); });
    command->add_option("--view", options->views, "Which tables, one or several; heads without it")
        ->check(CLI::IsMember(views))
        ->delimiter(',')
        ->take_all();
    command->add_option("--shard", options->shard, "Only every n-th prompt, from the i-th on: 0/4")
        ->type_name("i/n");
    command
        ->add_option("--out", options->out,
                     "A file that is gone on with where it is there; without it standard output")
        ->type_name("FILE");
    auto* progress = command->add_flag(
        "--progress", options->progress,
        "Tell on standard error how far it is, every second; this is so where that is a terminal");
    command->add_flag("--no-progress", options->noProgress, "Do not tell it there either")
        ->excludes(progress);
    command->add_flag("--no-first", options->noFirst,
                      "Leave out the tokens that the model usually has around a prompt");
    options->options.add(*command);
    command->footer(lines);
    command->callback([options, &work] {
        if (options->views.empty())
            options->views = {"heads"};
        for (std::size_t i = 0; i < options->views.size(); ++i)
            if (std::count(options->views.begin(), options->views.end(), options->views[i]) > 1)
                throw UsageError("--view " + options->views[i] + " is given twice");
        options->options.check(options->views);
        static_cast<void>(readShard(options->shard));
        work = [options](std::string&) {
            const auto model = options->model.load();
            core::requireRunnable(*model); // rather than a line for each prompt
            Batch(*options, model).run();
        };
    });
}

} // namespace headscope::cli
