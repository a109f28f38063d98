// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Input: a letter that says what follows.
//   r  the bytes of model.safetensors
//   h  header, data: model.safetensors with the right length in front
//   i  model.safetensors.index.json, then header, data of each of 0.safetensors, 1.safetensors, ...
#include "core/files/tensorreader.h"
#include "tests/fuzz/fuzz.h"

#include <algorithm>
#include <cmath>

using namespace headscope;
using fuzz::finding;

namespace {

constexpr std::size_t mostShards = 4;

std::string safetensors(std::string_view header, std::string_view data)
{
    const std::uint64_t length = header.size();
    std::string file(reinterpret_cast<const char*>(&length), sizeof length);
    return file.append(header).append(data);
}

void prepare(const fuzz::Folder& folder, std::string_view input)
{
    const char kind = input.empty() ? 'r' : input.front();
    const auto rest = input.substr(std::min<std::size_t>(1, input.size()));
    if (kind == 'h') {
        const auto parts = fuzz::sections(rest);
        folder.write("model.safetensors",
                     safetensors(parts[0], parts.size() > 1 ? parts[1] : std::string_view()));
    } else if (kind == 'i') {
        const auto parts = fuzz::sections(rest);
        folder.remove("model.safetensors");
        folder.write("model.safetensors.index.json", parts[0]);
        for (std::size_t shard = 0; shard < mostShards; ++shard) {
            const auto name = std::to_string(shard) + ".safetensors";
            const std::size_t header = 1 + 2 * shard;
            if (header + 1 < parts.size())
                folder.write(name, safetensors(parts[header], parts[header + 1]));
            else
                folder.remove(name);
        }
    } else {
        folder.write("model.safetensors", rest);
    }
}

/// What the reader lets through must be true.
void check(const core::Checkpoint& checkpoint)
{
    std::vector<std::pair<const core::TensorEntry*, core::TensorDigest>> used;
    const core::TensorEntry* previous = nullptr;
    for (const core::TensorEntry& tensor : checkpoint.tensors()) {
        if (previous != nullptr && previous->name >= tensor.name)
            finding("the tensors are not in order");
        previous = &tensor;
        if (checkpoint.find(tensor.name) != &tensor)
            finding("the tensor " + tensor.name + " is not found");
        unsigned sum = 0;
        for (const std::byte byte : tensor.bytes)
            sum += std::to_integer<unsigned>(byte);
        static_cast<void>(sum);
        const auto elements = static_cast<std::size_t>(tensor.elements());
        if (tensor.dtype == core::Dtype::F32 && elements * sizeof(float) != tensor.bytes.size())
            finding("the tensor " + tensor.name + " has other bytes than elements");
        try {
            if (tensor.dtype != core::Dtype::Other) {
                std::vector<float> floats(elements);
                const auto digest = core::readFloats(tensor, floats);
                if (digest != core::checkFinite(tensor))
                    finding("the tensor " + tensor.name + " is read as two things");
                if (!std::all_of(floats.begin(), floats.end(),
                                 [](float x) { return std::isfinite(x); }))
                    finding("the tensor " + tensor.name + " holds a number that is not finite");
                used.emplace_back(&tensor, *digest);
            } else {
                core::checkFinite(tensor);
                finding("the dtype of the tensor " + tensor.name + " was taken for floats");
            }
        } catch (const core::Error& error) {
            fuzz::checkSentence(error, checkpoint.folder());
        }
    }
    if (core::weightsHash(used).size() != 32)
        finding("the hash is not of 32 digits");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const fuzz::Folder folder;
    prepare(folder, {reinterpret_cast<const char*>(data), size});
    try {
        check(core::Checkpoint(folder.path()));
    } catch (const core::Error& error) {
        fuzz::checkSentence(error, folder.path());
    }
    return 0;
}
