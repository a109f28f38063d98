// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <cstring>
#include <functional>
#include <string>
#include <vector>

namespace headscope::tests {

using NameOf = std::function<std::string(const std::string&)>;

/// The file with its tensors under other names; those that are given none are left out.
inline std::string renamed(const std::string& weights, const NameOf& nameOf)
{
    std::uint64_t length = 0;
    std::memcpy(&length, weights.data(), sizeof length);
    const auto header = nlohmann::ordered_json::parse(weights.substr(8, length));
    const std::string numbers = weights.substr(8 + length);
    nlohmann::ordered_json kept = nlohmann::ordered_json::object();
    std::string keptNumbers;
    for (const auto& [key, entry] : header.items()) {
        const std::string newName = key == "__metadata__" ? std::string() : nameOf(key);
        if (newName.empty())
            continue;
        const std::size_t begin = entry["data_offsets"][0];
        const std::size_t end = entry["data_offsets"][1];
        kept[newName] = entry;
        kept[newName]["data_offsets"] = {keptNumbers.size(), keptNumbers.size() + end - begin};
        keptNumbers += numbers.substr(begin, end - begin);
    }
    const std::string text = kept.dump();
    const std::uint64_t newLength = text.size();
    return std::string(reinterpret_cast<const char*>(&newLength), sizeof newLength) + text
           + keptNumbers;
}

/// Leaves out every tensor whose name has one of these in it.
inline NameOf without(std::vector<std::string> parts)
{
    return [parts = std::move(parts)](const std::string& tensor) {
        for (const std::string& part : parts)
            if (tensor.find(part) != std::string::npos)
                return std::string();
        return tensor;
    };
}

/// What a GPT-2 that has the attention alone is without.
inline const std::vector<std::string> allButAttention = {"wte", "lm_head", "mlp", "ln_2", "ln_f"};

} // namespace headscope::tests
