// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Input: tokenizer.model, then texts to encode, and a tokenizer_config.json if there is one.
#include "tests/fuzz/tokenizertexts.h"

using namespace headscope;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const fuzz::Folder folder;
    const auto parts = fuzz::sections({reinterpret_cast<const char*>(data), size});
    folder.write("tokenizer.model", parts[0]);
    fuzz::checkTokenizer(folder, std::span(parts).subspan(1));
    return 0;
}
