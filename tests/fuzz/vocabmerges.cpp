// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Input: vocab.json, merges.txt, then texts to encode.
#include "tests/fuzz/tokenizertexts.h"

#include <algorithm>

using namespace headscope;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const fuzz::Folder folder;
    const auto parts = fuzz::sections({reinterpret_cast<const char*>(data), size});
    folder.write("vocab.json", parts[0]);
    folder.write("merges.txt", parts.size() > 1 ? parts[1] : std::string_view());
    fuzz::checkTokenizer(folder, std::span(parts).subspan(std::min<std::size_t>(2, parts.size())));
    return 0;
}
