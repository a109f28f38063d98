// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/core/damage.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>

#include <sys/stat.h>

namespace headscope::tests {

namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

constexpr int layers = 2;
constexpr int width = 16;
constexpr int ffn = 24;
constexpr int vocab = 262;
constexpr int context = 12;

struct Tensor {
    std::string name;
    std::vector<int> shape;
    std::vector<float> numbers;
};

std::vector<Tensor> weights(bool untied)
{
    std::mt19937 random(5);
    std::vector<Tensor> tensors;
    const auto add = [&](const std::string& name, std::vector<int> shape, float size, float mean) {
        std::normal_distribution<float> normal(mean, size);
        std::size_t count = 1;
        for (const int extent : shape)
            count *= static_cast<std::size_t>(extent);
        Tensor& tensor = tensors.emplace_back(Tensor{name, std::move(shape), {}});
        for (std::size_t i = 0; i < count; ++i)
            tensor.numbers.push_back(normal(random));
    };
    add("transformer.wte.weight", {vocab, width}, 0.5F, 0);
    if (untied)
        add("lm_head.weight", {vocab, width}, 0.5F, 0);
    add("transformer.wpe.weight", {context, width}, 0.2F, 0);
    add("transformer.ln_f.weight", {width}, 0.2F, 1);
    add("transformer.ln_f.bias", {width}, 0.2F, 0);
    for (int l = 0; l < layers; ++l) {
        const std::string block = "transformer.h." + std::to_string(l) + ".";
        for (const char* norm : {"ln_1", "ln_2"}) {
            add(block + norm + ".weight", {width}, 0.2F, 1);
            add(block + norm + ".bias", {width}, 0.2F, 0);
        }
        add(block + "attn.c_attn.weight", {width, 3 * width}, 0.3F, 0);
        add(block + "attn.c_attn.bias", {3 * width}, 0.2F, 0);
        add(block + "attn.c_proj.weight", {width, width}, 0.3F, 0);
        add(block + "attn.c_proj.bias", {width}, 0.2F, 0);
        add(block + "mlp.c_fc.weight", {width, ffn}, 0.3F, 0);
        add(block + "mlp.c_fc.bias", {ffn}, 0.2F, 0);
        add(block + "mlp.c_proj.weight", {ffn, width}, 0.3F, 0);
        add(block + "mlp.c_proj.bias", {width}, 0.2F, 0);
    }
    // What models carry and nobody uses.
    tensors.push_back({"transformer.h.0.attn.masked_bias", {1}, {-1e4F}});
    return tensors;
}

std::string bytesOf(float number, const std::string& dtype)
{
    std::uint32_t bits = 0;
    std::memcpy(&bits, &number, sizeof bits);
    std::string bytes(dtype == "F32" ? 4 : 2, '\0');
    if (dtype == "BF16") {
        bits >>= 16U;
    } else if (dtype == "F16") {
        // Cut, not rounded; all numbers here are normal ones of both formats, or far below.
        const int exponent = static_cast<int>(bits >> 23U & 0xFFU) - 127 + 15;
        const std::uint32_t sign = bits >> 16U & 0x8000U;
        bits = exponent <= 0
                   ? sign
                   : sign | static_cast<std::uint32_t>(exponent) << 10U | (bits >> 13U & 0x3FFU);
    }
    std::memcpy(bytes.data(), &bits, bytes.size());
    return bytes;
}

std::string withLength(const std::string& header, const std::string& data)
{
    const std::uint64_t length = header.size();
    return std::string(reinterpret_cast<const char*>(&length), sizeof length) + header + data;
}

std::string safetensors(const std::vector<Tensor>& tensors, const std::string& dtype)
{
    ordered_json header;
    header["__metadata__"] = {{"format", "pt"}};
    std::string data;
    for (const Tensor& tensor : tensors) {
        const std::size_t begin = data.size();
        for (const float number : tensor.numbers)
            data += bytesOf(number, dtype);
        header[tensor.name] = {
            {"dtype", dtype}, {"shape", tensor.shape}, {"data_offsets", {begin, data.size()}}};
    }
    std::string text = header.dump();
    text.resize((text.size() + 7) / 8 * 8, ' ');
    return withLength(text, data);
}

std::string utf8(int codePoint)
{
    if (codePoint < 0x80)
        return std::string(1, static_cast<char>(codePoint));
    return {static_cast<char>(0xC0 | codePoint >> 6), static_cast<char>(0x80 | (codePoint & 0x3F))};
}

/// Byte -> id of the same number, spelled as GPT-2 does, and six merges.
void addTokenizer(Files& files, Layout layout)
{
    ordered_json vocabulary;
    int other = 256;
    for (int byte = 0; byte < 256; ++byte) {
        const bool printable = (byte >= '!' && byte <= '~') || (byte >= 0xA1 && byte <= 0xAC)
                               || byte >= 0xAE;
        vocabulary[utf8(printable ? byte : other++)] = byte;
    }
    const std::string space = utf8(0x120);
    const std::vector<std::pair<std::string, std::string>> pairs{
        {space, "t"}, {"h", "e"}, {space + "t", "he"}, {"o", "a"}, {"b", "oa"}, {"t", "s"}};
    ordered_json merges = ordered_json::array();
    std::string lines = "#version: 0.2\n";
    for (const auto& [left, right] : pairs) {
        vocabulary[left + right] = vocabulary.size();
        lines += left + " " + right + "\n";
        if (layout == Layout::Halves)
            merges.push_back({left, right});
        else
            merges.push_back(left + " " + right);
    }
    if (layout == Layout::Shards) {
        files["vocab.json"] = vocabulary.dump();
        files["merges.txt"] = lines;
        return;
    }
    const ordered_json tokenizer{
        {"version", "1.0"},
        {"added_tokens", ordered_json::array()},
        {"normalizer", nullptr},
        {"pre_tokenizer",
         {{"type", "ByteLevel"}, {"add_prefix_space", false}, {"use_regex", true}}},
        {"decoder", {{"type", "ByteLevel"}}},
        {"model", {{"type", "BPE"}, {"vocab", vocabulary}, {"merges", merges}}}};
    files["tokenizer.json"] = tokenizer.dump();
}

/// Picks, and never twice in another order for another compiler: distributions of the standard
/// library may differ.
class Picker
{
public:
    explicit Picker(std::mt19937& random) : m_random(random) {}
    std::size_t below(std::size_t count) { return count == 0 ? 0 : m_random() % count; }
    template<class List>
    auto one(const List& list)
    {
        return *std::next(std::begin(list), static_cast<std::ptrdiff_t>(below(std::size(list))));
    }

private:
    std::mt19937& m_random;
};

bool isWeights(const std::string& name)
{
    return name.ends_with(".safetensors");
}

std::size_t headerEnd(const std::string& file)
{
    std::uint64_t length = 0;
    std::memcpy(&length, file.data(), sizeof length);
    return 8 + static_cast<std::size_t>(length);
}

/// Values that no reader may take at their word.
ordered_json nasty(Picker& pick)
{
    const std::vector<ordered_json> values{0,
                                           -1,
                                           1,
                                           2,
                                           3,
                                           4,
                                           5,
                                           7,
                                           16,
                                           2147483648,
                                           9223372036854775807,
                                           1e308,
                                           1e-320,
                                           2.5,
                                           "2",
                                           "gelu",
                                           "relu",
                                           "",
                                           "a\nb",
                                           nullptr,
                                           true,
                                           false,
                                           ordered_json::array(),
                                           ordered_json::object(),
                                           ordered_json::array({1, 2}),
                                           std::string(5000, 'x')};
    return pick.one(values);
}

void flipBit(std::string& bytes, std::size_t at, std::size_t bit)
{
    bytes[at] = static_cast<char>(bytes[at] ^ static_cast<char>(1U << bit));
}

std::string truncate(std::string& file, bool weightsFile, Picker& pick)
{
    std::vector<std::size_t> places{0, 1, file.size() - 1, pick.below(file.size()),
                                    pick.below(file.size())};
    if (weightsFile) {
        const std::size_t end = headerEnd(file);
        places.insert(places.end(),
                      {7, 8, 9, end - 1, end, end + 1, end + pick.below(file.size() - end)});
    }
    const std::size_t size = std::min(pick.one(places), file.size() - 1);
    file.resize(size);
    return "cut to " + std::to_string(size) + " bytes";
}

/// Turns one tensor's entry into another; the data stay.
std::string editHeader(std::string& file, Picker& pick)
{
    const std::size_t end = headerEnd(file);
    auto header = ordered_json::parse(file.substr(8, end - 8));
    std::vector<std::string> names;
    for (const auto& [name, value] : header.items())
        if (name != "__metadata__")
            names.push_back(name);
    const std::string name = pick.one(names);
    auto& entry = header[name];
    std::string what = name + ": ";
    switch (pick.below(9)) {
    case 0: {
        const std::size_t side = pick.below(2);
        const std::vector<std::int64_t> moves{1, -1, 4, -4, 1 << 20, std::int64_t(1) << 62};
        const auto moved = entry["data_offsets"][side].get<std::int64_t>() + pick.one(moves);
        entry["data_offsets"][side] = moved;
        what += "offset " + std::to_string(moved);
        break;
    }
    case 1: {
        auto& extent = entry["shape"][pick.below(entry["shape"].size())];
        const std::vector<std::int64_t> extents{0,
                                                -1,
                                                1,
                                                extent.get<std::int64_t>() + 1,
                                                extent.get<std::int64_t>() / 2,
                                                std::int64_t(1) << 62};
        extent = pick.one(extents);
        what += "shape " + entry["shape"].dump();
        break;
    }
    case 2: {
        std::vector<std::int64_t> shape = entry["shape"];
        std::reverse(shape.begin(), shape.end());
        entry["shape"] = shape;
        what += "shape turned";
        break;
    }
    case 3:
        entry["dtype"] = pick.one(
            std::vector<std::string>{"F32", "F16", "BF16", "F64", "I32", "U8", "Q4", ""});
        what += "dtype " + entry["dtype"].dump();
        break;
    case 4: {
        const ordered_json kept = entry;
        header.erase(name);
        header[name + "x"] = kept;
        what += "renamed";
        break;
    }
    case 5:
        header.erase(name);
        what += "entry removed";
        break;
    case 6: {
        // Another tensor's data: the same shape, or not.
        const std::string other = pick.one(names);
        std::swap(header[name]["data_offsets"], header[other]["data_offsets"]);
        what += "data exchanged with " + other;
        break;
    }
    case 7: {
        const auto key = pick.one(std::vector<std::string>{"dtype", "shape", "data_offsets"});
        entry[key] = nasty(pick);
        what += key + " nonsense";
        break;
    }
    default: {
        // The name twice, which no JSON library of a test writes.
        std::string text = header.dump();
        text.insert(1, ordered_json(name).dump() + ":" + entry.dump() + ",");
        file = withLength(text, file.substr(end));
        return what + "named twice";
    }
    }
    file = withLength(header.dump(), file.substr(end));
    return what;
}

/// Sets or removes a key somewhere in a document.
std::string editJson(std::string& file, Picker& pick)
{
    auto document = ordered_json::parse(file);
    ordered_json* place = &document;
    std::string key;
    for (int depth = 0; depth < 4 && !place->empty(); ++depth) {
        if (!key.empty() && pick.below(2) == 0)
            break;
        if (place->is_object()) {
            std::vector<std::string> keys;
            for (const auto& [name, value] : place->items())
                keys.push_back(name);
            key = pick.one(keys);
            if (!(*place)[key].is_structured() || pick.below(2) == 0)
                break;
            place = &(*place)[key];
            key.clear();
        } else if (place->is_array()) {
            place = &(*place)[pick.below(place->size())];
        }
    }
    std::string what = key;
    if (place->is_object() && !key.empty() && pick.below(3) == 0) {
        place->erase(key);
        what += " removed";
    } else if (place->is_object() && !key.empty()) {
        (*place)[key] = nasty(pick);
        what += " set to " + (*place)[key].dump().substr(0, 40);
    } else {
        *place = nasty(pick);
        what += " replaced by " + place->dump().substr(0, 40);
    }
    file = document.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
    return what;
}

/// Flips a bit of a number, of each kind of bit as often.
Damage damageData(Files& files, const std::string& name, Picker& pick)
{
    std::string& file = files[name];
    const std::size_t begin = headerEnd(file);
    const std::size_t size = file.find("\"F32\"") < begin ? 4 : 2;
    const std::size_t number = pick.below((file.size() - begin) / size);
    const std::size_t bit = pick.below(8 * size);
    flipBit(file, begin + number * size + bit / 8, bit % 8);
    return {"bit of the data", name,
            "bit " + std::to_string(bit) + " of number " + std::to_string(number)};
}

/// Puts something else in the place of a file.
std::string replaceFile(Files& files, const std::string& name, const fs::path& folder, Picker& pick)
{
    const fs::path path = folder / name;
    const std::size_t way = pick.below(8);
    if (way == 0) {
        const std::string other = pick.one(files).first;
        std::swap(files[name], files[other]);
        return "exchanged with " + other;
    }
    files.erase(name);
    fs::remove_all(path);
    switch (way) {
    case 1:
        return "removed";
    case 2:
        fs::create_directory(path);
        return "a folder";
    case 3:
        ::mkfifo(path.c_str(), 0600);
        return "a named pipe";
    case 4:
        fs::create_symlink("nowhere", path);
        return "a dangling link";
    case 5:
        fs::create_symlink(name, path);
        return "a link to itself";
    case 6:
        fs::create_symlink("/dev/zero", path);
        return "a link to a device";
    default:
        fs::create_symlink(".", path);
        return "a link to its folder";
    }
}

} // namespace

Files smallModel(Layout layout)
{
    const bool untied = layout == Layout::Single;
    Files files;
    const ordered_json config{{"architectures", {"GPT2LMHeadModel"}},
                              {"model_type", "gpt2"},
                              {"n_layer", layers},
                              {"n_head", 4},
                              {"n_embd", width},
                              {"n_inner", ffn},
                              {"n_positions", context},
                              {"vocab_size", vocab},
                              {"layer_norm_epsilon", 1e-5},
                              {"activation_function", "gelu_new"},
                              {"tie_word_embeddings", !untied},
                              {"bos_token_id", 0}};
    files["config.json"] = config.dump();
    const auto tensors = weights(untied);
    if (layout == Layout::Shards) {
        const auto middle = tensors.begin() + static_cast<std::ptrdiff_t>(tensors.size() / 2);
        const std::vector<Tensor> first(tensors.begin(), middle);
        const std::vector<Tensor> second(middle, tensors.end());
        ordered_json map;
        const auto add = [&](const std::vector<Tensor>& some, const std::string& name) {
            files[name] = safetensors(some, "BF16");
            for (const Tensor& tensor : some)
                map[tensor.name] = name;
        };
        add(first, "model-00001-of-00002.safetensors");
        add(second, "model-00002-of-00002.safetensors");
        files["model.safetensors.index.json"] = ordered_json{
            {"metadata", {{"total_size", 1}}},
            {"weight_map", map}}.dump();
    } else {
        files["model.safetensors"] = safetensors(tensors, layout == Layout::Halves ? "F16" : "F32");
    }
    addTokenizer(files, layout);
    return files;
}

Damage damage(Files& files, const fs::path& folder, std::mt19937& random)
{
    Picker pick(random);
    std::vector<std::string> names;
    std::vector<std::string> weightFiles;
    std::vector<std::string> documents;
    for (const auto& [name, content] : files) {
        names.push_back(name);
        if (isWeights(name))
            weightFiles.push_back(name);
        if (name.ends_with(".json"))
            documents.push_back(name);
    }
    const std::string any = pick.one(names);
    const std::string weightsFile = pick.one(weightFiles);
    std::string& bytes = files[any];
    switch (pick.below(10)) {
    case 0:
        return {"cut", any, truncate(bytes, isWeights(any), pick)};
    case 1: {
        // Of the numbers too, but most files are small beside them.
        const std::size_t end = isWeights(any) ? headerEnd(bytes) : bytes.size();
        const std::size_t at = pick.below(end);
        flipBit(bytes, at, pick.below(8));
        return {"bit of the text", any, "byte " + std::to_string(at)};
    }
    case 2:
    case 3:
        return damageData(files, weightsFile, pick);
    case 4: {
        const std::size_t at = pick.below(8);
        flipBit(files[weightsFile], at, pick.below(8));
        return {"bit of the header's length", weightsFile, "byte " + std::to_string(at)};
    }
    case 5:
        return {"header edited", weightsFile, editHeader(files[weightsFile], pick)};
    case 6:
    case 7: {
        const std::string name = pick.one(documents);
        return {"JSON edited", name, editJson(files[name], pick)};
    }
    case 8: {
        const std::size_t at = pick.below(bytes.size());
        const std::size_t count = 1 + pick.below(std::min<std::size_t>(64, bytes.size() - at));
        if (pick.below(2) == 0) {
            const char with = pick.one(std::string("\0\xFF 9\"{", 6));
            std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), count, with);
        } else {
            bytes.insert(at, bytes.substr(at, count));
        }
        return {"bytes overwritten or put in", any,
                std::to_string(count) + " at " + std::to_string(at)};
    }
    default:
        return {"file replaced", any, replaceFile(files, any, folder, pick)};
    }
}

} // namespace headscope::tests
