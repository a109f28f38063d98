// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "core/base/error.h"
#include "core/export/jsonline.h"
#include "core/model/model.h"
#include "core/model/vocabulary.h"
#include "core/text/tokenizer.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <iostream>

namespace headscope::cli {

namespace {

struct TokenizeOptions {
    ModelOption model;
    std::optional<std::string> text;
    bool noFirst = false;
    bool lines = false;
};

/// The tokenizer of a model and the token its prompts usually begin with. No weights are read, and
/// none need be there.
struct LoadedTokenizer {
    explicit LoadedTokenizer(const ModelOption& model)
    {
        std::filesystem::path folder = model.place();
        if (std::error_code ignored; !std::filesystem::is_directory(folder, ignored))
            folder = folder.has_parent_path() ? folder.parent_path() : ".";
        tokenizer = core::loadTokenizer(folder);
        first = core::usualFirstToken(folder, tokenizer.get());
    }

    std::vector<core::TokenId> encode(std::string_view text) const
    {
        core::requireText(*tokenizer, text);
        return tokenizer->encode(text);
    }

    std::shared_ptr<const core::Tokenizer> tokenizer;
    std::optional<core::TokenId> first;
};

/// A line per token: id, tab, JSON string.
void printTokens(const TokenizeOptions& options, std::string& out)
{
    const LoadedTokenizer loaded(options.model);
    auto ids = loaded.encode(*options.text);
    if (loaded.first && !options.noFirst)
        ids.insert(ids.begin(), *loaded.first);
    const auto words = core::makeWordList(loaded.tokenizer.get(), loaded.tokenizer->size());
    for (const auto id : ids) {
        core::appendNumber(out, std::int64_t(id));
        out += '\t';
        core::appendJsonString(out, words->word(id));
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
    const LoadedTokenizer loaded(options.model);
    int number = 0;
    for (std::string line; std::getline(std::cin, line);) {
        const auto text = textOf(line, ++number);
        core::JsonLine(out).add("ids", loaded.encode(text));
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
