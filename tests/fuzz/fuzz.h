// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

/// Called by libFuzzer, or by the replay of the corpus, with one input after another.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace headscope::fuzz {

/// A finding: says what was wrong and ends the program, which keeps the input.
[[noreturn]] void finding(const std::string& what);

/// A folder of this process below TMPDIR, removed when the program ends in order. The readers are
/// given real files, since that is what they are made for.
class Folder
{
public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    const std::filesystem::path& path() const { return m_path; }
    void write(const std::string& name, std::string_view content) const;
    void remove(const std::string& name) const;

private:
    std::filesystem::path m_path;
};

/// The parts of an input, which "\n%%%%\n" divides: one input can be several files. At least one.
std::vector<std::string_view> sections(std::string_view input);

/// A finding unless the error is what the project promises: one line of valid UTF-8 that a window
/// can show, naming something in `folder`.
void checkSentence(const core::Error& error, const std::filesystem::path& folder);

} // namespace headscope::fuzz
