// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/fuzz.h"

#include "core/base/utf8.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>

#include <unistd.h>

namespace headscope::fuzz {

namespace fs = std::filesystem;

void finding(const std::string& what)
{
    std::fprintf(stderr, "finding: %s\n", what.c_str());
    std::abort();
}

Folder::Folder()
{
    std::error_code ignored;
    std::string name = fs::temp_directory_path(ignored) / "headscope-fuzz-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr)
        finding("cannot make the folder " + name);
    m_path = name;
}

Folder::~Folder()
{
    std::error_code ignored;
    fs::remove_all(m_path, ignored);
}

void Folder::write(const std::string& name, std::string_view content) const
{
    std::ofstream file(m_path / name, std::ios::binary | std::ios::trunc);
    file.write(content.data(), static_cast<std::streamsize>(content.size()));
    file.close();
    if (!file)
        finding("cannot write " + (m_path / name).string());
}

void Folder::remove(const std::string& name) const
{
    std::error_code ignored;
    fs::remove(m_path / name, ignored);
}

std::vector<std::string_view> sections(std::string_view input)
{
    constexpr std::string_view divider = "\n%%%%\n";
    std::vector<std::string_view> parts;
    for (auto end = input.find(divider); end != std::string_view::npos; end = input.find(divider)) {
        parts.push_back(input.substr(0, end));
        input.remove_prefix(end + divider.size());
    }
    parts.push_back(input);
    return parts;
}

void checkSentence(const core::Error& error, const fs::path& folder)
{
    constexpr std::size_t longest = 1000;
    const std::string sentence = error.what();
    if (sentence.find(folder.string()) == std::string::npos)
        finding("the sentence does not name the file: " + sentence);
    if (!core::isValidUtf8(sentence))
        finding("the sentence is no UTF-8: " + sentence);
    if (sentence.size() > longest)
        finding("the sentence is " + std::to_string(sentence.size()) + " bytes long: " + sentence);
    const bool oneLine = std::none_of(sentence.begin(), sentence.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
    });
    if (!oneLine)
        finding("the sentence holds a control character: " + sentence);
}

} // namespace headscope::fuzz
