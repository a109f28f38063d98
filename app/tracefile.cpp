// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tracefile.h"

#include "core/analysis/headvectors.h"
#include "core/analysis/prompttokens.h"
#include "core/base/atomicfile.h"
#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/export/plaintext.h"
#include "core/files/safetensorswriter.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace headscope::app {

namespace {

using core::HeadIndex;
using core::LayerIndex;

constexpr std::array<std::string_view, 8> names{"resid",   "attn",  "pattern", "query_pattern",
                                                "message", "shift", "act",     "logits"};

constexpr std::array<std::string_view, 3> prefixes{"", "enc.", "cross."};
constexpr std::array parts{TracePart::Own, TracePart::Encoder, TracePart::Cross};

std::string nameOf(TracePart part, TraceArray array)
{
    std::string name(prefixes[static_cast<std::size_t>(part)]);
    return name += names[static_cast<std::size_t>(array)];
}

/// Whether there is such an array in any model.
bool exists(TracePart part, TraceArray array)
{
    if (part == TracePart::Cross)
        return array != TraceArray::Resid && array != TraceArray::Act
               && array != TraceArray::Logits;
    return part == TracePart::Own || array != TraceArray::Logits;
}

[[noreturn]] void refuse(const std::string& sentence)
{
    throw core::Error(core::ErrorKind::BadArgument, sentence);
}

TraceChoice parseChoice(std::string_view item)
{
    auto part = TracePart::Own;
    for (const auto other : {TracePart::Encoder, TracePart::Cross})
        if (item.starts_with(prefixes[static_cast<std::size_t>(other)]))
            part = other;
    const std::string_view rest = item.substr(prefixes[static_cast<std::size_t>(part)].size());
    const auto dot = rest.find('.');
    const auto found = std::find(names.begin(), names.end(), rest.substr(0, dot));
    if (found == names.end() || !exists(part, static_cast<TraceArray>(found - names.begin()))) {
        std::string known;
        for (const auto name : names)
            known += (known.empty() ? "" : ", ") + std::string(name);
        refuse("\"" + core::toValidUtf8(item) + "\" is no array of a trace; there are " + known
               + "; of models with an encoder enc.resid to enc.act and cross.attn to cross.shift");
    }
    TraceChoice choice{static_cast<TraceArray>(found - names.begin()), std::nullopt, part};
    if (dot == std::string_view::npos)
        return choice;
    int layer = 0;
    const auto digits = rest.substr(dot + 1);
    const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), layer);
    const bool number = end.ec == std::errc() && end.ptr == digits.data() + digits.size()
                        && digits.front() != '-';
    if (!number || choice.array == TraceArray::Logits)
        refuse("\"" + core::toValidUtf8(item) + "\" is no array of a trace"
               + (number ? ": logits have no layers" : ": a layer's number must follow the point"));
    choice.layer = LayerIndex(layer);
    return choice;
}

/// The stack of layers that an array is of.
const core::Model& stackOf(TracePart part, const core::Model& model)
{
    return part == TracePart::Encoder ? *model.encoder : model;
}

int layersOf(TraceArray array, const core::ModelInfo& info)
{
    if (array == TraceArray::Logits)
        return 1;
    return array == TraceArray::Resid ? info.layers + 1 : info.layers;
}

/// An array that will be written.
struct Planned {
    TracePart part;
    TraceArray array;
    LayerIndex layer;
};

std::vector<Planned> plan(const std::vector<TraceChoice>& choices, const core::Model& model)
{
    std::vector<Planned> planned;
    for (const TracePart part : parts) {
        if (part != TracePart::Own && !model.encoder)
            continue;
        for (std::size_t a = 0; a < names.size(); ++a) {
            const auto array = static_cast<TraceArray>(a);
            if (!exists(part, array))
                continue;
            for (int l = 0; l < layersOf(array, stackOf(part, model).info); ++l) {
                const bool chosen = std::any_of(
                    choices.begin(), choices.end(), [&](const auto& choice) {
                        return choice.array == array && choice.part == part
                               && (!choice.layer || choice.layer == LayerIndex(l));
                    });
                if (chosen || choices.empty())
                    planned.push_back({part, array, LayerIndex(l)});
            }
        }
    }
    return planned;
}

/// Where the vectors of an array are: a stack, its trace, and which of its heads.
struct Source {
    const core::Model& model;
    const core::Trace& trace;
    int firstHead = 0;
    int heads = 0;
    std::int64_t queries = 0; ///< T
    std::int64_t keys = 0;    ///< K
};

Source sourceOf(TracePart part, const core::Model& model, const core::Trace& trace)
{
    const std::int64_t T = trace.tokens();
    if (part == TracePart::Own)
        return {model, trace, 0, model.info.heads, T, T};
    const std::int64_t encoded = trace.encoder->tokens();
    if (part == TracePart::Encoder)
        return {*model.encoder, *trace.encoder, 0, model.encoder->info.heads, encoded, encoded};
    return {model, trace, model.info.heads, model.info.crossHeads, T, encoded};
}

core::SafetensorsWriter::Array declared(const Planned& item, const Source& source)
{
    const core::ModelInfo& info = source.model.info;
    const std::int64_t heads = source.heads;
    std::string name = nameOf(item.part, item.array);
    if (item.array != TraceArray::Logits)
        name += "." + std::to_string(item.layer.value);
    switch (item.array) {
    case TraceArray::Resid:
        return {name, {source.queries, info.width}};
    case TraceArray::Attn:
        return {name, {heads, source.queries, source.keys}};
    case TraceArray::QueryPattern:
        return {name, {heads, source.queries, info.width}};
    case TraceArray::Pattern:
    case TraceArray::Message:
        return {name, {heads, source.keys, info.width}};
    case TraceArray::Shift:
        return {name, {heads, source.keys}};
    case TraceArray::Act:
        return {
            name,
            {source.queries,
             source.model.layers[static_cast<std::size_t>(item.layer.value)].feedForward.neurons}};
    case TraceArray::Logits:
        break;
    }
    return {name, {source.queries, info.vocab}};
}

void append(core::SafetensorsWriter& writer, const core::Matrix& matrix)
{
    writer.append({matrix.data(), static_cast<std::size_t>(matrix.size())});
}

void appendArray(core::SafetensorsWriter& writer, const Planned& item, const Source& source)
{
    const core::Model& model = source.model;
    const core::Trace& trace = source.trace;
    const auto layer = static_cast<std::size_t>(item.layer.value);
    const auto eachHead = [&](auto vectors) {
        for (int h = 0; h < source.heads; ++h)
            append(writer, vectors(HeadIndex(source.firstHead + h)));
    };
    switch (item.array) {
    case TraceArray::Resid:
        append(writer, trace.states[layer]);
        break;
    case TraceArray::Attn:
        eachHead([&](HeadIndex head) { return core::attentionOf(model, trace, item.layer, head); });
        break;
    case TraceArray::Pattern:
        eachHead([&](HeadIndex head) { return core::patterns(model, trace, item.layer, head); });
        break;
    case TraceArray::QueryPattern:
        eachHead([&](HeadIndex head) {
            return core::patterns(model, trace, item.layer, head, core::PatternSide::Query);
        });
        break;
    case TraceArray::Message:
        eachHead([&](HeadIndex head) { return core::messages(model, trace, item.layer, head); });
        break;
    case TraceArray::Shift:
        eachHead([&](HeadIndex head) {
            return core::Matrix(core::shifts(model, trace, item.layer, head));
        });
        break;
    case TraceArray::Act:
        append(writer, trace.activations[layer]);
        break;
    case TraceArray::Logits:
        append(writer, trace.logits);
        break;
    }
}

/// A JSON list, appended item by item.
template<class Items, class Append>
std::string jsonList(const Items& items, Append append)
{
    std::string list = "[";
    for (const auto& item : items) {
        list += list.size() > 1 ? ", " : "";
        append(list, item);
    }
    return list + "]";
}

std::string idList(const std::vector<core::TokenId>& ids)
{
    return jsonList(ids, [](std::string& list, core::TokenId id) {
        core::appendNumber(list, std::int64_t(id));
    });
}

std::string wordList(const core::Model& model, const std::vector<core::TokenId>& ids)
{
    return jsonList(core::promptTokens(model, ids),
                    [](std::string& list, const core::PromptToken& token) {
                        core::appendJsonString(list, token.text);
                    });
}

core::SafetensorsWriter::Metadata metadataOf(const core::Model& model, const core::Trace& trace,
                                             const std::optional<std::string>& prompt)
{
    // The prompt is what is read first.
    const auto& ids = trace.encoder ? trace.encoder->ids : trace.ids;
    std::string spelled;
    for (const core::TokenId id : ids)
        spelled += model.bytes(id);
    core::SafetensorsWriter::Metadata metadata{
        {"format", "headscope-trace"}, {"format_version", "1"},
        {"model", model.info.name},    {"prompt", prompt.value_or(spelled)},
        {"ids", idList(ids)},          {"words", wordList(model, ids)}};
    if (trace.encoder) {
        metadata.push_back({"decoder_ids", idList(trace.ids)});
        metadata.push_back({"decoder_words", wordList(model, trace.ids)});
    }
    return metadata;
}

} // namespace

std::vector<TraceChoice> parseTraceArrays(std::string_view list)
{
    std::vector<TraceChoice> choices;
    for (std::size_t begin = 0; !list.empty() && begin <= list.size();) {
        const auto end = std::min(list.find(',', begin), list.size());
        choices.push_back(parseChoice(list.substr(begin, end - begin)));
        begin = end + 1;
    }
    return choices;
}

void checkTraceArrays(const std::vector<TraceChoice>& choices, const core::Model& model)
{
    for (const auto& choice : choices) {
        const std::string name = nameOf(choice.part, choice.array);
        if (choice.part != TracePart::Own && !model.encoder)
            refuse("there is no array " + name + ": " + model.info.name + " has no encoder");
        const int layers = layersOf(choice.array, stackOf(choice.part, model).info);
        if (choice.layer && choice.layer->value >= layers)
            refuse("there is no array " + name + "." + std::to_string(choice.layer->value)
                   + ": those of " + model.info.name + " are numbered 0 to "
                   + std::to_string(layers - 1));
    }
}

bool needsLogits(const std::vector<TraceChoice>& choices)
{
    return choices.empty() || std::any_of(choices.begin(), choices.end(), [](const auto& choice) {
               return choice.array == TraceArray::Logits;
           });
}

void writeTraceFile(const std::filesystem::path& file, const core::Model& model,
                    const core::Trace& trace, const std::vector<TraceChoice>& choices,
                    const std::optional<std::string>& prompt)
{
    const auto planned = plan(choices, model);
    std::vector<core::SafetensorsWriter::Array> arrays;
    arrays.reserve(planned.size());
    for (const auto& item : planned)
        arrays.push_back(declared(item, sourceOf(item.part, model, trace)));

    core::AtomicFile output(file);
    core::SafetensorsWriter writer(output.stream(), arrays, metadataOf(model, trace, prompt));
    for (const auto& item : planned)
        appendArray(writer, item, sourceOf(item.part, model, trace));
    model.checkFiles();
    output.commit();
}

} // namespace headscope::app
