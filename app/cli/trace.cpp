// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/tracefile.h"
#include "core/base/error.h"

#include <CLI/Option.hpp>

namespace headscope::cli {

namespace {

struct TraceCommand {
    ModelOption model;
    PromptOptions prompt;
    std::optional<std::string> arrays;
    std::string file;
};

std::vector<app::TraceChoice> choices(const TraceCommand& options)
{
    if (options.arrays && options.arrays->empty())
        throw UsageError("--arrays: the list is empty");
    try {
        return app::parseTraceArrays(options.arrays.value_or(""));
    } catch (const core::Error& error) {
        throw UsageError(std::string("--arrays: ") + error.what());
    }
}

void writeTrace(const TraceCommand& options, const std::vector<app::TraceChoice>& chosen)
{
    const auto model = options.model.load();
    app::checkTraceArrays(chosen, *model);
    const auto trace = core::runTrace(*model, options.prompt.tokens(*model),
                                      {.logits = app::needsLogits(chosen)});
    app::writeTraceFile(options.file, *model, *trace, chosen, options.prompt.text);
}

} // namespace

void addTrace(CLI::App& program, Work& work)
{
    auto* command = program.add_subcommand(
        "trace", "Run a prompt and keep every intermediate in a safetensors file");
    auto options = std::make_shared<TraceCommand>();
    options->model.add(*command);
    options->prompt.add(*command);
    addText(*command, "--arrays", options->arrays,
            "Which arrays, all without it: resid, attn, pattern, query_pattern, message, shift, "
            "act, logits; "
            "resid.3 is one layer of one; of models with an encoder also enc.attn (the encoder's) "
            "and cross.attn (of cross-attention)")
        ->type_name("A,B,...");
    command->add_option("--out", options->file, "The file to write")->required()->type_name("FILE");
    command->footer(
        "The arrays and their axes are described in docs/trace-format.md; the header's\n"
        "__metadata__ names the model, the prompt, its ids and words.");
    command->callback([options, &work] {
        options->prompt.check();
        if (options->file == "-")
            throw UsageError("--out -: a trace goes to a file, not to standard output");
        work = [options, chosen = choices(*options)](std::string&) {
            writeTrace(*options, chosen);
        };
    });
}

} // namespace headscope::cli
