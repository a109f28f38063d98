// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/support/benchmodel.h"

#include "core/base/atomicfile.h"
#include "core/base/error.h"
#include "core/files/safetensorswriter.h"
#include "core/text/tokenizer.h"
#include "tests/bench/support/randomnumbers.h"
#include "tests/bench/support/syntheticwords.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>
#include <system_error>

#include <unistd.h>

namespace headscope::bench {

namespace fs = std::filesystem;
using core::Error;
using core::ErrorKind;

namespace {

/// A tensor and how it is filled: mean + size times a normal number.
struct Tensor {
    std::string name;
    std::vector<std::int64_t> shape;
    float size = 0.02F;
    float mean = 0.0F;
};

/// GPT-2's initialisation (Radford et al. 2019: 0.02, the products that write to the stream divided
/// by the root of their number), with norms and biases a little off 1 and 0, as after training.
std::vector<Tensor> tensorsOf(const BenchShape& shape)
{
    const std::int64_t D = shape.width;
    const float writing = 0.02F / std::sqrt(2.0F * static_cast<float>(shape.layers));
    std::vector<Tensor> all{{"wte.weight", {shape.vocab, D}},
                            {"wpe.weight", {shape.context, D}, 0.01F}};
    const auto addNorm = [&](const std::string& name) {
        all.push_back({name + ".weight", {D}, 0.1F, 1.0F});
        all.push_back({name + ".bias", {D}, 0.02F});
    };
    const auto addLinear = [&](const std::string& name, std::int64_t in, std::int64_t out,
                               float size) {
        all.push_back({name + ".weight", {in, out}, size});
        all.push_back({name + ".bias", {out}, 0.01F});
    };
    for (int l = 0; l < shape.layers; ++l) {
        const std::string block = "h." + std::to_string(l) + ".";
        addNorm(block + "ln_1");
        addLinear(block + "attn.c_attn", D, 3 * D, 0.02F);
        addLinear(block + "attn.c_proj", D, D, writing);
        addNorm(block + "ln_2");
        addLinear(block + "mlp.c_fc", D, 4 * D, 0.02F);
        addLinear(block + "mlp.c_proj", 4 * D, D, writing);
    }
    addNorm("ln_f");
    return all;
}

void writeWeights(std::ostream& out, const BenchShape& shape)
{
    const auto tensors = tensorsOf(shape);
    std::vector<core::SafetensorsWriter::Array> arrays;
    for (const Tensor& tensor : tensors)
        arrays.push_back({tensor.name, tensor.shape});
    core::SafetensorsWriter writer(out, std::move(arrays));
    RandomNumbers random(shape.seed);
    std::vector<float> piece(1U << 16U);
    for (const Tensor& tensor : tensors) {
        std::size_t left = 1;
        for (const std::int64_t extent : tensor.shape)
            left *= static_cast<std::size_t>(extent);
        while (left > 0) {
            const std::size_t n = std::min(left, piece.size());
            for (std::size_t i = 0; i < n; ++i)
                piece[i] = tensor.mean + tensor.size * random.normal();
            writer.append(std::span<const float>(piece.data(), n));
            left -= n;
        }
    }
}

void writeConfig(std::ostream& out, const BenchShape& shape)
{
    out << "{\n  \"model_type\": \"gpt2\",\n  \"activation_function\": \"gelu_new\",\n"
        << "  \"n_layer\": " << shape.layers << ",\n  \"n_head\": " << shape.heads
        << ",\n  \"n_embd\": " << shape.width << ",\n  \"n_positions\": " << shape.context
        << ",\n  \"vocab_size\": " << shape.vocab << ",\n  \"bos_token_id\": " << shape.vocab - 1
        << ",\n  \"eos_token_id\": " << shape.vocab - 1
        << ",\n  \"layer_norm_epsilon\": 1e-05,\n  \"seed_of_the_weights\": " << shape.seed
        << "\n}\n";
}

void writeTokenizer(std::ostream& vocab, std::ostream& merges, const BenchShape& shape)
{
    const SyntheticVocabulary words = makeVocabulary(shape.vocab, shape.seed);
    vocab << '{';
    for (std::size_t id = 0; id < words.tokens.size(); ++id) {
        vocab << (id == 0 ? "\"" : ", \"");
        for (const char c : words.tokens[id]) {
            if (c == '"' || c == '\\')
                vocab << '\\';
            vocab << c;
        }
        vocab << "\": " << id;
    }
    vocab << "}\n";
    merges << "#version: 0.2\n";
    for (const std::string& merge : words.merges)
        merges << merge << '\n';
}

/// Whether `folder` holds what makeBenchModel() makes of `shape`; it appears whole or not at all,
/// so that the config tells.
bool complete(const fs::path& folder, const BenchShape& shape)
{
    std::ifstream file(folder / "config.json");
    const std::string there{std::istreambuf_iterator<char>(file), {}};
    std::ostringstream wanted;
    writeConfig(wanted, shape);
    return !there.empty() && there == wanted.str();
}

void writeFiles(const fs::path& folder, const BenchShape& shape)
{
    const auto write = [&](const char* name, auto&& content) {
        core::AtomicFile file(folder / name);
        content(file.stream());
        file.commit();
    };
    write("model.safetensors", [&](std::ostream& out) { writeWeights(out, shape); });
    write("merges.txt", [&](std::ostream& merges) {
        write("vocab.json", [&](std::ostream& vocab) { writeTokenizer(vocab, merges, shape); });
    });
    write("config.json", [&](std::ostream& out) { writeConfig(out, shape); });
}

} // namespace

BenchShape smokeShape()
{
    return {.layers = 2, .heads = 2, .width = 32, .vocab = 1500, .context = 64, .seed = 20260};
}

void makeBenchModel(const fs::path& folder, const BenchShape& shape)
{
    if (complete(folder, shape))
        return;
    std::error_code error;
    if (fs::exists(folder, error) && !fs::is_empty(folder, error))
        throw Error(ErrorKind::WriteFailed,
                    folder.string()
                        + " is there and is not the benchmarks' model; name another "
                          "folder or take it away");
    fs::path beside = folder;
    if (!beside.has_filename())
        beside = beside.parent_path();
    beside += ".making-" + std::to_string(getpid());
    try {
        fs::create_directories(beside);
        writeFiles(beside, shape);
        fs::rename(beside, folder);
    } catch (const fs::filesystem_error& failure) {
        fs::remove_all(beside, error);
        throw Error(ErrorKind::WriteFailed,
                    folder.string() + " could not be made: " + failure.code().message());
    } catch (...) {
        fs::remove_all(beside, error);
        throw;
    }
}

std::vector<core::TokenId> benchIds(const core::Model& model, int count)
{
    RandomNumbers random(static_cast<std::uint64_t>(count));
    std::vector<core::TokenId> ids{model.info.firstToken.value_or(0)};
    while (static_cast<int>(ids.size()) < count)
        ids.push_back(random.below(model.info.vocab - 1));
    return ids;
}

std::string benchText(const core::Model& model, int count)
{
    RandomNumbers random(static_cast<std::uint64_t>(count));
    std::string text;
    for (int found = 0; found < count;) {
        const auto word = model.bytes(random.below(model.info.vocab - 1));
        if (word.size() < 3 || word.front() != ' ')
            continue;
        text += word;
        ++found;
    }
    return text;
}

} // namespace headscope::bench
