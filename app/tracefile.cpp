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

std::string_view nameOf(TraceArray array)
{
    return names[static_cast<std::size_t>(array)];
}

[[noreturn]] void refuse(const std::string& sentence)
{
    throw core::Error(core::ErrorKind::BadArgument, sentence);
}

TraceChoice parseChoice(std::string_view item)
{
    const auto dot = item.find('.');
    const auto found = std::find(names.begin(), names.end(), item.substr(0, dot));
    if (found == names.end()) {
        std::string known;
        for (const auto name : names)
            known += (known.empty() ? "" : ", ") + std::string(name);
        refuse("\"" + core::toValidUtf8(item) + "\" is no array of a trace; there are " + known);
    }
    TraceChoice choice{static_cast<TraceArray>(found - names.begin()), std::nullopt};
    if (dot == std::string_view::npos)
        return choice;
    int layer = 0;
    const auto digits = item.substr(dot + 1);
    const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), layer);
    const bool number = end.ec == std::errc() && end.ptr == digits.data() + digits.size()
                        && digits.front() != '-';
    if (!number || choice.array == TraceArray::Logits)
        refuse("\"" + core::toValidUtf8(item) + "\" is no array of a trace"
               + (number ? ": logits have no layers" : ": a layer's number must follow the point"));
    choice.layer = LayerIndex(layer);
    return choice;
}

int layersOf(TraceArray array, const core::ModelInfo& info)
{
    if (array == TraceArray::Logits)
        return 1;
    return array == TraceArray::Resid ? info.layers + 1 : info.layers;
}

/// An array that will be written.
struct Planned {
    TraceArray array;
    LayerIndex layer;
};

std::vector<Planned> plan(const std::vector<TraceChoice>& choices, const core::ModelInfo& info)
{
    std::vector<Planned> planned;
    for (std::size_t a = 0; a < names.size(); ++a) {
        const auto array = static_cast<TraceArray>(a);
        for (int l = 0; l < layersOf(array, info); ++l) {
            const bool chosen = std::any_of(
                choices.begin(), choices.end(), [&](const auto& choice) {
                    return choice.array == array
                           && (!choice.layer || choice.layer == LayerIndex(l));
                });
            if (chosen)
                planned.push_back({array, LayerIndex(l)});
        }
    }
    return planned;
}

core::SafetensorsWriter::Array declared(const Planned& item, const core::ModelInfo& info,
                                        std::int64_t tokens)
{
    const std::int64_t heads = info.heads;
    std::string name(nameOf(item.array));
    if (item.array != TraceArray::Logits)
        name += "." + std::to_string(item.layer.value);
    switch (item.array) {
    case TraceArray::Resid:
        return {name, {tokens, info.width}};
    case TraceArray::Attn:
        return {name, {heads, tokens, tokens}};
    case TraceArray::Pattern:
    case TraceArray::QueryPattern:
    case TraceArray::Message:
        return {name, {heads, tokens, info.width}};
    case TraceArray::Shift:
        return {name, {heads, tokens}};
    case TraceArray::Act:
        return {name, {tokens, info.ffn}};
    case TraceArray::Logits:
        break;
    }
    return {name, {tokens, info.vocab}};
}

void append(core::SafetensorsWriter& writer, const core::Matrix& matrix)
{
    writer.append({matrix.data(), static_cast<std::size_t>(matrix.size())});
}

void appendArray(core::SafetensorsWriter& writer, const Planned& item, const core::Model& model,
                 const core::Trace& trace)
{
    const auto layer = static_cast<std::size_t>(item.layer.value);
    const auto eachHead = [&](auto vectors) {
        for (int h = 0; h < model.info.heads; ++h)
            append(writer, vectors(HeadIndex(h)));
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

core::SafetensorsWriter::Metadata metadataOf(const core::Model& model,
                                             const std::vector<core::TokenId>& ids,
                                             const std::optional<std::string>& prompt)
{
    std::string spelled;
    for (const core::TokenId id : ids)
        spelled += model.bytes(id);
    const auto words = core::promptTokens(model, ids);
    return {{"format", "headscope-trace"},
            {"format_version", "1"},
            {"model", model.info.name},
            {"prompt", prompt.value_or(spelled)},
            {"ids",
             jsonList(ids, [](std::string& list,
                              core::TokenId id) { core::appendNumber(list, std::int64_t(id)); })},
            {"words", jsonList(words, [](std::string& list, const core::PromptToken& token) {
                 core::appendJsonString(list, token.text);
             })}};
}

} // namespace

std::vector<TraceChoice> parseTraceArrays(std::string_view list)
{
    std::vector<TraceChoice> choices;
    if (list.empty()) {
        for (std::size_t a = 0; a < names.size(); ++a)
            choices.push_back({static_cast<TraceArray>(a), std::nullopt});
        return choices;
    }
    for (std::size_t begin = 0; begin <= list.size();) {
        const auto end = std::min(list.find(',', begin), list.size());
        choices.push_back(parseChoice(list.substr(begin, end - begin)));
        begin = end + 1;
    }
    return choices;
}

void checkTraceArrays(const std::vector<TraceChoice>& choices, const core::ModelInfo& info)
{
    for (const auto& choice : choices) {
        const int layers = layersOf(choice.array, info);
        if (choice.layer && choice.layer->value >= layers)
            refuse("there is no array " + std::string(nameOf(choice.array)) + "."
                   + std::to_string(choice.layer->value) + ": those of " + info.name
                   + " are numbered 0 to " + std::to_string(layers - 1));
    }
}

bool needsLogits(const std::vector<TraceChoice>& choices)
{
    return std::any_of(choices.begin(), choices.end(),
                       [](const auto& choice) { return choice.array == TraceArray::Logits; });
}

void writeTraceFile(const std::filesystem::path& file, const core::Model& model,
                    const core::Trace& trace, const std::vector<TraceChoice>& choices,
                    const std::optional<std::string>& prompt)
{
    const auto planned = plan(choices, model.info);
    std::vector<core::SafetensorsWriter::Array> arrays;
    arrays.reserve(planned.size());
    for (const auto& item : planned)
        arrays.push_back(declared(item, model.info, trace.tokens()));

    core::AtomicFile output(file);
    core::SafetensorsWriter writer(output.stream(), arrays, metadataOf(model, trace.ids, prompt));
    for (const auto& item : planned)
        appendArray(writer, item, model, trace);
    model.checkFiles();
    output.commit();
}

} // namespace headscope::app
