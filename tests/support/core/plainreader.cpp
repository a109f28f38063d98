// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/core/plainreader.h"

#include "core/base/utf8.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>
#include <iterator>

namespace headscope::tests {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

std::string contentOf(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// By the definition of each format.
float numberOf(const std::string& dtype, const char* bytes)
{
    if (dtype == "F32") {
        float number = 0;
        std::memcpy(&number, bytes, sizeof number);
        return number;
    }
    std::uint16_t bits = 0;
    std::memcpy(&bits, bytes, sizeof bits);
    if (dtype == "BF16") {
        const std::uint32_t wide = std::uint32_t(bits) << 16U;
        float number = 0;
        std::memcpy(&number, &wide, sizeof number);
        return number;
    }
    const int exponent = bits >> 10U & 0x1FU;
    const double fraction = (bits & 0x3FFU) / 1024.0;
    const double size = exponent == 0 ? std::ldexp(fraction, -14)
                                      : std::ldexp(1.0 + fraction, exponent - 15);
    return static_cast<float>((bits & 0x8000U) != 0 ? -size : size);
}

using Tensors = std::map<std::string, std::vector<float>>;

void readFile(const fs::path& file, Tensors& tensors)
{
    const std::string bytes = contentOf(file);
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data(), sizeof length);
    const json header = json::parse(bytes.substr(8, length));
    for (const auto& [name, fields] : header.items()) {
        if (name == "__metadata__")
            continue;
        const auto dtype = fields.at("dtype").get<std::string>();
        const std::size_t size = dtype == "F32" ? 4 : 2;
        const std::size_t begin = 8 + length + fields.at("data_offsets").at(0).get<std::size_t>();
        const std::size_t end = 8 + length + fields.at("data_offsets").at(1).get<std::size_t>();
        auto& numbers = tensors[name];
        if (dtype == "F32" || dtype == "F16" || dtype == "BF16")
            for (std::size_t at = begin; at < end; at += size)
                numbers.push_back(numberOf(dtype, bytes.data() + at));
    }
}

Tensors readFolder(const fs::path& folder)
{
    Tensors tensors;
    if (fs::exists(folder / "model.safetensors")) {
        readFile(folder / "model.safetensors", tensors);
    } else {
        const json index = json::parse(contentOf(folder / "model.safetensors.index.json"));
        std::vector<std::string> shards;
        for (const auto& [name, shard] : index.at("weight_map").items())
            shards.push_back(shard.get<std::string>());
        std::sort(shards.begin(), shards.end());
        shards.erase(std::unique(shards.begin(), shards.end()), shards.end());
        for (const std::string& shard : shards)
            readFile(folder / shard, tensors);
    }
    return tensors;
}

/// Compares weights one after the other and keeps the first difference.
class Comparison
{
public:
    explicit Comparison(Tensors tensors) : m_tensors(std::move(tensors))
    {
        m_root = m_tensors.contains("transformer.wte.weight") ? "transformer." : "";
    }

    /// (in, out), as the file has it; columns first .. first + out - 1 of `columns`.
    void matrix(const std::string& name, const core::Weight& w, Eigen::Index first,
                Eigen::Index columns)
    {
        const auto* const numbers = find(name, w.in * columns);
        for (Eigen::Index i = 0; numbers != nullptr && i < w.in; ++i)
            for (Eigen::Index o = 0; o < w.out; ++o)
                same(name, w.data[i * w.stride + o],
                     (*numbers)[static_cast<std::size_t>(i * columns + first + o)]);
    }
    void vector(const std::string& name, const float* data, Eigen::Index first, Eigen::Index n,
                Eigen::Index size)
    {
        const auto* const numbers = find(name, size);
        for (Eigen::Index k = 0; numbers != nullptr && k < n; ++k)
            same(name, data[k], (*numbers)[static_cast<std::size_t>(first + k)]);
    }
    void norm(const std::string& name, const core::Norm& n)
    {
        vector(name + ".weight", n.gain, 0, n.width, n.width);
        vector(name + ".bias", n.bias, 0, n.width, n.width);
    }
    void that(bool holds, const std::string& what)
    {
        if (!holds && m_difference.empty())
            m_difference = what;
    }
    const std::string& difference() const { return m_difference; }

private:
    const std::vector<float>* find(const std::string& name, Eigen::Index size)
    {
        const auto found = m_tensors.find(name == "lm_head.weight" ? name : m_root + name);
        const bool fits = found != m_tensors.end()
                          && found->second.size() == static_cast<std::size_t>(size);
        that(fits, name + " is missing or of another size");
        return fits ? &found->second : nullptr;
    }
    void same(const std::string& name, float a, float b)
    {
        that(std::memcmp(&a, &b, sizeof a) == 0, name + " holds other numbers than the file");
    }

    Tensors m_tensors;
    std::string m_root;
    std::string m_difference;
};

template<class Value>
Value valueOf(const json& config, const char* key, Value absent)
{
    return config.contains(key) && !config[key].is_null() ? config[key].get<Value>() : absent;
}

void compareConfig(const json& config, const core::Model& model, Comparison& compare)
{
    const core::ModelInfo& info = model.info;
    compare.that(valueOf(config, "model_type", std::string()) == info.family, "model_type");
    compare.that(valueOf(config, "n_layer", 0) == info.layers, "n_layer");
    compare.that(valueOf(config, "n_head", 0) == info.heads, "n_head");
    compare.that(valueOf(config, "n_embd", 0) == info.width, "n_embd");
    compare.that(valueOf(config, "vocab_size", 0) == info.vocab, "vocab_size");
    compare.that(valueOf(config, "n_positions", 0) == info.context, "n_positions");
    compare.that(valueOf(config, "n_inner", 4 * info.width) == info.ffn, "n_inner");
    compare.that(valueOf(config, "tie_word_embeddings", true) == info.tied, "tie_word_embeddings");
    const auto epsilon = static_cast<float>(valueOf(config, "layer_norm_epsilon", 1e-5));
    compare.that(model.finalNorm.epsilon == epsilon, "layer_norm_epsilon");
    const auto bos = valueOf(config, "bos_token_id", std::int64_t(-1));
    compare.that(info.firstToken.value_or(-1) == (bos >= 0 && bos < info.vocab ? bos : -1),
                 "bos_token_id");
    const auto activation = valueOf(config, "activation_function", std::string("gelu_new"));
    const auto expected = activation == "relu"   ? core::Activation::Relu
                          : activation == "gelu" ? core::Activation::Gelu
                          : activation == "silu" || activation == "swish"
                              ? core::Activation::Silu
                              : core::Activation::GeluTanh;
    for (int l = 0; l < info.layers; ++l) {
        const core::Layer& layer = model.layers[static_cast<std::size_t>(l)];
        compare.that(layer.feedForward.activation == expected, "activation_function");
        double scale = 1.0;
        if (valueOf(config, "scale_attn_weights", true))
            scale /= std::sqrt(static_cast<double>(info.width) / info.heads);
        if (valueOf(config, "scale_attn_by_inverse_layer_idx", false))
            scale /= l + 1;
        compare.that(std::abs(static_cast<double>(layer.attention.scale) - scale) <= 1e-6 * scale,
                     "the scale of the scores");
    }
}

} // namespace

std::string differenceFromFolder(const core::Model& model, const fs::path& folder)
{
    Comparison compare(readFolder(folder));
    compareConfig(json::parse(contentOf(folder / "config.json")), model, compare);
    const Eigen::Index D = model.info.width;
    const Eigen::Index F = model.info.ffn;
    compare.matrix("wte.weight", model.embedding, 0, D);
    compare.matrix(model.info.tied ? "wte.weight" : "lm_head.weight", model.unembedding, 0, D);
    compare.matrix("wpe.weight", model.positions, 0, D);
    compare.norm("ln_f", model.finalNorm);
    for (std::size_t l = 0; l < model.layers.size(); ++l) {
        const std::string block = "h." + std::to_string(l) + ".";
        const core::Attention& a = model.layers[l].attention;
        const core::FeedForward& f = model.layers[l].feedForward;
        compare.norm(block + "ln_1", a.norm);
        compare.norm(block + "ln_2", f.norm);
        Eigen::Index first = 0;
        for (const auto& [weight, bias] :
             {std::pair(&a.query, &a.queryBias), std::pair(&a.key, &a.keyBias),
              std::pair(&a.value, &a.valueBias)}) {
            compare.matrix(block + "attn.c_attn.weight", *weight, first, 3 * D);
            compare.vector(block + "attn.c_attn.bias", bias->data(), first, D, 3 * D);
            first += D;
        }
        compare.matrix(block + "attn.c_proj.weight", a.output, 0, D);
        compare.vector(block + "attn.c_proj.bias", a.outputBias.data(), 0, D, D);
        compare.matrix(block + "mlp.c_fc.weight", f.in, 0, F);
        compare.vector(block + "mlp.c_fc.bias", f.inBias.data(), 0, F, F);
        compare.matrix(block + "mlp.c_proj.weight", f.out, 0, D);
        compare.vector(block + "mlp.c_proj.bias", f.outBias.data(), 0, D, D);
    }
    return compare.difference();
}

double largestNumber(const fs::path& folder)
{
    double largest = 0.0;
    for (const auto& [name, numbers] : readFolder(folder))
        for (const float number : numbers)
            if (!name.ends_with("masked_bias"))
                largest = std::max(largest, std::abs(static_cast<double>(number)));
    return largest;
}

std::vector<core::TokenId> plainTokens(const fs::path& folder, const std::string& piece)
{
    json vocab;
    std::vector<std::pair<std::string, std::string>> merges;
    if (fs::exists(folder / "tokenizer.json")) {
        const json model = json::parse(contentOf(folder / "tokenizer.json")).at("model");
        vocab = model.at("vocab");
        for (const json& merge : model.at("merges")) {
            if (merge.is_string()) {
                const auto text = merge.get<std::string>();
                const auto space = text.find(' ');
                merges.emplace_back(text.substr(0, space), text.substr(space + 1));
            } else {
                merges.emplace_back(merge.at(0).get<std::string>(), merge.at(1).get<std::string>());
            }
        }
    } else {
        vocab = json::parse(contentOf(folder / "vocab.json"));
        std::ifstream lines(folder / "merges.txt");
        for (std::string line; std::getline(lines, line);) {
            if (line.ends_with('\r'))
                line.pop_back();
            const auto space = line.find(' ');
            if (!line.starts_with("#version") && space != std::string::npos)
                merges.emplace_back(line.substr(0, space), line.substr(space + 1));
        }
    }
    // Of printable ASCII each character stands for itself; a space is spelled U+0120.
    std::vector<std::string> parts;
    for (const char c : piece)
        parts.push_back(c == ' ' ? std::string("\xC4\xA0") : std::string(1, c));
    for (;;) {
        auto best = merges.end();
        std::size_t place = 0;
        for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
            const auto found = std::find(merges.begin(), best, std::pair(parts[i], parts[i + 1]));
            if (found != best) {
                best = found;
                place = i;
            }
        }
        if (best == merges.end())
            break;
        parts[place] += parts[place + 1];
        parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(place) + 1);
    }
    std::vector<core::TokenId> ids;
    for (const std::string& part : parts)
        ids.push_back(vocab.at(part).get<core::TokenId>());
    return ids;
}

} // namespace headscope::tests
