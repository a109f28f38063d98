// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "core/analysis/prompttokens.h"
#include "core/base/error.h"
#include "core/export/jsonline.h"

#include <nlohmann/json.hpp>

#include <iostream>

namespace headscope::cli {

namespace {

struct TokenizeOptions {
    ModelOption model;
    std::optional<std::string> text;
    bool noFirst = false;
    bool lines = false;
};

/// A line per token: id, tab, JSON string.
void printTokens(const TokenizeOptions& options, std::string& out)
{
    const auto model = options.model.load();
    const bool first = model->info.firstTokenByDefault && !options.noFirst;
    for (const auto id : core::promptIds(*model, *options.text, first)) {
        core::appendNumber(out, std::int64_t(id));
        out += '\t';
        core::appendJsonString(out, model->words->word(id));
        out += '\n';
    }
}

/// The text of one line of input; throws core::Error naming the line.
std::string textOf(const std::string& line, int number)
{
    const auto json = nlohmann::json::parse(line, nullptr, false);
    const auto text = json.is_object() ? json.find("text") : json.end();
    if (!json.is_object() || text == json.end() || !text->is_string())
        throw core::Error(
            core::ErrorKind::FileDamaged,
            "line " + std::to_string(number)
                + " of standard input is no JSON object with a string called \"text\"");
    return text->get<std::string>();
}

void printLines(const TokenizeOptions& options, std::string& out)
{
    const auto model = options.model.load();
    int number = 0;
    for (std::string line; std::getline(std::cin, line);) {
        const auto text = textOf(line, ++number);
        core::JsonLine(out).add("ids", core::promptIds(*model, text, false));
    }
}

} // namespace

void addTokenize(CLI::App& program, Work& work)
{
    auto* command = program.add_subcommand("tokenize", "The tokens of a text");
    auto options = std::make_shared<TokenizeOptions>();
    options->model.add(*command);
    command->add_flag("--no-first", options->noFirst,
                      "Leave out the first token that the model usually has in front");
    command->add_flag(
        "--jsonl", options->lines,
        "Read lines {\"text\": ...} and write lines {\"ids\": [...]}, without a first token");
    addText(*command, "text", options->text,
            "The text; put -- in front where it begins with a dash");
    command->callback([options, &work] {
        if (options->lines)
            refuse(options->text.has_value(), "a TEXT", "--jsonl, which reads standard input");
        else if (!options->text)
            throw UsageError("there is no text: give one, or --jsonl to read lines");
        work = [options](std::string& out) {
            if (options->lines)
                printLines(*options, out);
            else
                printTokens(*options, out);
        };
    });
}

} // namespace headscope::cli
