// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/batchinput.h"

#include "app/cli/command.h"
#include "core/base/error.h"
#include "core/base/utf8.h"

#include <nlohmann/json.hpp>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <limits>

namespace headscope::cli {

namespace {

bool isBlank(const std::string& line)
{
    return line.find_first_not_of(" \t\r") == std::string::npos;
}

std::optional<std::vector<core::TokenId>> readIds(const nlohmann::json& json)
{
    std::vector<core::TokenId> ids;
    if (!json.is_array())
        return std::nullopt;
    for (const auto& id : json) {
        if (!id.is_number_integer() || id < 0 || id > std::numeric_limits<core::TokenId>::max())
            return std::nullopt;
        ids.push_back(id.get<core::TokenId>());
    }
    return ids;
}

/// Fills the prompt from a line of JSON, or its error.
void readJson(const std::string& line, BatchPrompt& prompt)
{
    const auto json = nlohmann::json::parse(line, nullptr, false);
    if (!json.is_object()) {
        prompt.error = "the line is no JSON object";
        return;
    }
    if (const auto id = json.find("id"); id != json.end()) {
        if (id->is_structured()) {
            prompt.error = "\"id\" is neither a text nor a number";
            return;
        }
        prompt.id = id->dump();
    }
    const auto text = json.find("text");
    const auto ids = json.find("ids");
    const auto decoder = json.find("decoder");
    if ((text == json.end()) == (ids == json.end()))
        prompt.error = "the line needs \"text\" or \"ids\", and only one of them";
    else if (text != json.end() && !text->is_string())
        prompt.error = "\"text\" is no text";
    else if (ids != json.end() && !readIds(*ids))
        prompt.error = "\"ids\" is no list of token ids";
    else if (decoder != json.end() && !decoder->is_string())
        prompt.error = "\"decoder\" is no text";
    if (!prompt.error.empty())
        return;
    if (text != json.end())
        prompt.text = text->get<std::string>();
    else
        prompt.ids = readIds(*ids);
    if (decoder != json.end())
        prompt.decoder = decoder->get<std::string>();
}

} // namespace

Shard readShard(const std::string& text)
{
    Shard shard;
    const auto slash = text.find('/');
    const auto number = [](std::string_view digits, std::size_t& value) {
        const auto* const last = digits.data() + digits.size();
        const auto end = std::from_chars(digits.data(), last, value);
        return end.ec == std::errc() && end.ptr == last && !digits.empty();
    };
    const std::string_view all(text);
    if (slash == std::string::npos || !number(all.substr(0, slash), shard.index)
        || !number(all.substr(slash + 1), shard.of) || shard.of == 0)
        throw UsageError("--shard: \"" + text + "\" is not i/n, as 0/4");
    if (shard.index >= shard.of)
        throw UsageError("--shard: there is no shard " + text + "; they are 0/"
                         + std::to_string(shard.of) + " to " + std::to_string(shard.of - 1) + "/"
                         + std::to_string(shard.of));
    return shard;
}

BatchInput::BatchInput(const std::string& path, bool json, Shard shard)
    : m_json(json), m_shard(shard), m_in(&std::cin)
{
    if (path == "-")
        return;
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored))
        throw core::Error(core::ErrorKind::FileMissing,
                          path + " is a folder, not a file of prompts");
    m_file.open(path, std::ios::binary);
    if (!m_file)
        throw core::Error(core::ErrorKind::FileMissing,
                          "cannot read " + path + ": " + std::strerror(errno));
    m_in = &m_file;
    if (std::filesystem::is_regular_file(path, ignored))
        m_count = countLines();
}

std::optional<std::size_t> BatchInput::countLines()
{
    std::size_t count = 0;
    std::size_t number = 0;
    for (std::string line; std::getline(m_file, line); ++number)
        count += m_shard.has(number) && !isBlank(line) ? 1 : 0;
    m_file.clear();
    m_file.seekg(0);
    return count;
}

std::optional<BatchPrompt> BatchInput::next()
{
    for (std::string line; std::getline(*m_in, line);) {
        const std::size_t number = m_line++;
        if (!m_shard.has(number) || isBlank(line))
            continue;
        if (line.back() == '\r')
            line.pop_back();
        BatchPrompt prompt;
        prompt.number = number;
        if (!core::isValidUtf8(line))
            prompt.error = "the line is no valid UTF-8";
        else if (m_json)
            readJson(line, prompt);
        else
            prompt.text = line;
        return prompt;
    }
    return std::nullopt;
}

} // namespace headscope::cli
