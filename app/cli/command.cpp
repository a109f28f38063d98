// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include "app/modelsource.h"
#include "core/analysis/prompttokens.h"
#include "core/base/error.h"

#include <CLI/Option.hpp>
#include <CLI/Validators.hpp>

#include <QFile>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>

namespace headscope::cli {

namespace {

/// A whole number that fills all of `text`.
std::optional<int> wholeNumber(std::string_view text)
{
    int value = 0;
    const auto* const last = text.data() + text.size();
    const auto end = std::from_chars(text.data(), last, value);
    return end.ec == std::errc() && end.ptr == last ? std::optional(value) : std::nullopt;
}

std::vector<core::TokenId> parsedIds(const std::string& option, std::string_view list)
{
    std::vector<core::TokenId> parsed;
    // No id at all is an empty prompt, which the model refuses, as it does an empty text.
    for (std::size_t begin = 0; !list.empty() && begin <= list.size();) {
        const auto end = std::min(list.find(',', begin), list.size());
        const auto id = wholeNumber(list.substr(begin, end - begin));
        if (!id)
            throw UsageError(option + ": \"" + std::string(list.substr(begin, end - begin))
                             + "\" is no token id");
        parsed.push_back(*id);
        begin = end + 1;
    }
    return parsed;
}

} // namespace

CLI::Option* addText(CLI::App& command, const std::string& name, std::optional<std::string>& value,
                     const std::string& description)
{
    return command
        .add_option_function<std::string>(
            name, [&value](const std::string& text) { value = text; }, description)
        ->type_name("TEXT");
}

CLI::Option* addNumber(CLI::App& command, const std::string& name, std::optional<int>& value,
                       const std::string& description)
{
    const auto store = [&value, name](const std::string& text) {
        value = wholeNumber(text);
        if (!value)
            throw UsageError(name + ": \"" + text + "\" is no whole number, or too large a one");
    };
    return command.add_option_function<std::string>(name, store, description)->type_name("N");
}

void addJson(CLI::App& command)
{
    command.add_flag("--json")->description(
        "Print JSON, one object per line; this is also the default");
}

void refuse(bool given, const std::string& option, const std::string& with)
{
    if (given)
        throw UsageError(option + " does not go with " + with);
}

void ModelOption::add(CLI::App& command)
{
    addText(command, "--model", model,
            "A model folder, a file in it, the Hugging Face id of a model in the local cache, or "
            "the name of an embedded model ("
                + app::embeddedNames().toStdString() + "); without it " + app::defaultModel)
        ->type_name("MODEL");
}

std::filesystem::path ModelOption::place() const
{
    if (model && model->empty())
        throw UsageError("--model: the name is empty");
    // A path keeps its bytes, whatever they spell.
    if (std::error_code ignored; model && std::filesystem::exists(*model, ignored))
        return *model;
    const auto found = app::resolveModel(QFile::decodeName(model.value_or("").c_str()),
                                         app::ModelPlaces::ofThisProgram());
    return QFile::encodeName(found).toStdString();
}

std::shared_ptr<const core::Model> ModelOption::load() const
{
    return core::loadModel(place());
}

void PromptOptions::add(CLI::App& command)
{
    addText(command, "--prompt", text, "The prompt, as text; an encoder's, where there is one");
    addText(command, "--ids", ids, "The prompt, as token ids that are used as given: 5,17,3")
        ->type_name("IDS");
    addText(command, "--decoder", decoder,
            "What the decoder of a model with an encoder has said already; nothing without it");
    addText(command, "--decoder-ids", decoderIds,
            "The same as token ids that are used as given, first token included")
        ->type_name("IDS");
    command.add_flag("--no-first", noFirst,
                     "Leave out the tokens that the model usually has around a prompt");
}

void PromptOptions::check() const
{
    if (text && ids)
        throw UsageError("--prompt and --ids: only one of them can be the prompt");
    if (decoder && decoderIds)
        throw UsageError("--decoder and --decoder-ids: only one of them can be the decoder's");
    if (!text && !ids)
        throw UsageError("there is no prompt: give --prompt TEXT or --ids 1,2,3");
    if (decoderIds)
        static_cast<void>(parsedIds("--decoder-ids", *decoderIds));
    if (ids) {
        refuse(noFirst, "--no-first", "--ids, which are used as given");
        static_cast<void>(parsedIds("--ids", *ids));
    }
}

core::PromptIds PromptOptions::tokens(const core::Model& model) const
{
    if ((decoder || decoderIds) && !model.encoder)
        throw core::Error(core::ErrorKind::BadArgument,
                          model.info.name + " has no encoder, so its prompt is --prompt or --ids; "
                              + (decoder ? "--decoder" : "--decoder-ids")
                              + " is for models that have one");
    auto prompt = core::readPrompt(model, {text.value_or(""), decoder.value_or(""),
                                           model.info.firstTokenByDefault && !noFirst});
    if (ids)
        prompt.ids = parsedIds("--ids", *ids);
    if (decoderIds)
        prompt.decoderIds = parsedIds("--decoder-ids", *decoderIds);
    if (text && text->empty())
        throw core::Error(core::ErrorKind::PromptEmpty,
                          "the prompt is empty: --prompt has no text");
    try {
        core::checkPrompt(model, prompt);
    } catch (const core::Error& error) {
        if (error.kind() != core::ErrorKind::PromptTooLong)
            throw;
        throw core::Error(error.kind(), std::string(error.what())
                                            + "; shorten it, or choose a model with a longer "
                                              "context by --model");
    }
    return prompt;
}

void DistanceOption::add(CLI::App& command)
{
    addNumber(command, "--distance", value,
              "Patterns of rotary models as a token so many places away meets them; 1 without it");
}

void DistanceOption::check() const
{
    if (value && *value < 0)
        throw UsageError("--distance: " + std::to_string(*value)
                         + " is less than 0, and no token attends to a later one");
}

void DistanceOption::checkFor(const core::Model& model) const
{
    const auto turns = [](const core::Layer& layer) { return layer.attention.dependsOnDistance(); };
    if (value && std::none_of(model.layers.begin(), model.layers.end(), turns))
        throw core::Error(core::ErrorKind::BadArgument,
                          model.info.name
                              + " has no rotary positions, so its patterns are the same "
                                "at every distance");
}

void PartOption::add(CLI::App& command)
{
    command.add_flag("--encoder", encoder,
                     "Look at the encoder of a model that has one; without it, at the decoder, "
                     "whose heads of cross-attention are numbered behind its own");
}

std::shared_ptr<const core::Model> PartOption::of(
    const std::shared_ptr<const core::Model>& model) const
{
    if (!encoder)
        return model;
    if (!model->encoder)
        throw core::Error(core::ErrorKind::BadArgument,
                          model->info.name + " has no encoder that --encoder could mean");
    // The encoder lives in the model, which it keeps.
    return {model, model->encoder.get()};
}

ModelPart PartOption::run(const std::shared_ptr<const core::Model>& model,
                          const PromptOptions& prompt) const
{
    return run(model, prompt.tokens(*model));
}

ModelPart PartOption::run(const std::shared_ptr<const core::Model>& model,
                          const core::PromptIds& prompt) const
{
    const auto part = of(model);
    const auto trace = std::make_shared<const core::Trace>(*core::runTrace(*model, prompt));
    return {part, encoder ? trace->encoder : trace};
}

void LensArguments::add(CLI::App& command)
{
    command
        .add_option("--space", space,
                    "How vectors and words are made comparable: layer = words as the layer's norm "
                    "would present them (without --space, for patterns and neuron_in); final = "
                    "output words, after the final norm's gain (messages, neuron_out); raw = words "
                    "as they are; draft = output words, after the whole final norm; logit = the "
                    "same as probabilities (states)")
        ->check(CLI::IsMember({"layer", "final", "raw", "draft", "logit"}));
    command.add_option("--metric", metric, "How they are compared; cosine for all but states")
        ->check(CLI::IsMember({"cosine", "dot"}));
    topOption = command.add_option("--top", top, "Words per vector, 1 to 50; 10 without it")
                    ->check(CLI::Range(1, 50))
                    ->type_name("K");
    command.add_flag("--keep-fragments", keepFragments, "Show fragments of words too");
    command
        .add_option("--bias-rule", biasRule,
                    "What counts as high bias: rho = the correlation with the word bias; posts = "
                    "the mean |b| of "
                    "the words")
        ->check(CLI::IsMember({"rho", "posts"}));
    addText(command, "--bias-threshold", threshold, "From where on; 0.5 for rho, 2.0 for posts")
        ->type_name("X");
    command.add_flag("--keep-bias", keepBias, "Show the words of vectors with high bias too");
}

core::LensOptions LensArguments::options(bool states) const
{
    core::LensOptions options;
    if (space == "layer")
        options.space = core::Space::Layer;
    else if (space == "final")
        options.space = core::Space::Final;
    else if (space == "raw")
        options.space = core::Space::Raw;
    else if (space == "draft")
        options.space = core::Space::Draft;
    else if (space == "logit")
        options.space = core::Space::Logit;
    if (metric == "cosine")
        options.metric = core::Metric::Cosine;
    else if (metric == "dot")
        options.metric = core::Metric::Dot;
    const bool logit = options.space == core::Space::Logit || (states && !options.space);
    refuse(logit && options.metric == core::Metric::Cosine, "--metric cosine",
           "the logit space, whose scores are probabilities");
    options.top = top;
    options.hideFragments = !keepFragments;
    options.hideHighBias = !keepBias;
    options.biasRule = biasRule == "posts" ? core::BiasRule::Posts : core::BiasRule::Rho;
    if (threshold) {
        double value = 0;
        const auto* const last = threshold->data() + threshold->size();
        const auto end = std::from_chars(threshold->data(), last, value);
        if (end.ec != std::errc() || end.ptr != last || !std::isfinite(value) || value < 0)
            throw UsageError("--bias-threshold: \"" + *threshold + "\" is no number of at least 0");
        options.biasThreshold = value;
    }
    return options;
}

} // namespace headscope::cli
