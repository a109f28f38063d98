// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/viewtables.h"

#include "core/analysis/evolution.h"
#include "core/analysis/neurontable.h"
#include "core/analysis/positions.h"
#include "core/analysis/stream.h"
#include "core/analysis/tables.h"
#include "core/analysis/weightstable.h"
#include "core/base/error.h"
#include "core/files/headlabels.h"

#include <CLI/Option.hpp>
#include <CLI/Validators.hpp>

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <utility>

namespace headscope::cli {

const std::vector<std::string>& viewNames()
{
    static const std::vector<std::string> names = {
        "heads",     "head",      "patterns", "messages",    "stream",    "neurons",
        "evolution", "positions", "weights",  "composition", "directions"};
    return names;
}

std::vector<std::string> workbookViews()
{
    std::vector<std::string> views = viewNames();
    std::erase(views, "composition");
    std::erase(views, "directions");
    return views;
}

bool takesPrompt(const std::string& view)
{
    return view != "weights" && view != "composition" && view != "directions";
}

bool needsPrompt(const std::string& view)
{
    return takesPrompt(view) && view != "positions";
}

void ViewOptions::add(CLI::App& command)
{
    part.add(command);
    addNumber(command, "--layer", layer,
              "The layer, for head and positions and, where one is enough, neurons and directions");
    addNumber(command, "--head", head,
              "The head, for head and positions and, where one is enough, directions");
    addNumber(command, "--token", token, "Whose stream, for stream");
    addNumber(command, "--state", state,
              "The state that the stream ends in, for stream; default: the last");
    addText(command, "--word", word,
            "Whose logit the effects are on, for stream; default: the word that the model "
            "predicts");
    command
        .add_option("--side", side, "Patterns: what the token offers (key) or looks for (query)")
        ->check(CLI::IsMember({"key", "query"}));
    command.add_flag("--centred,--centered", centred,
                     "Subtract the head's mean over the prompt's tokens, the first one left out");
    command.add_flag("--centred-patterns", centredPatterns, "Only from patterns, for head");
    command.add_flag("--centred-messages", centredMessages, "Only from messages, for head");
    distance.add(command);
    addNumber(command, "--count", count,
              "How many positions, for positions; without it 32, or those of the prompt");
    command.add_flag(
        "--fold", fold,
        "With what the norm does in the factors that read the stream, for composition and "
        "directions: its gain, and the mean that it takes away");
    command.add_flag("--factors", factors,
                     "Rows of W_Q, W_K, W_V and W_O too, for weights: matrix Q, K, V, O");
    addText(command, "--labels", labels,
            "A CSV file with the columns layer, head, label: what heads are called, in a column of "
            "tables that have heads")
        ->type_name("FILE");
    lens.add(command);
}

void ViewOptions::check(const std::vector<std::string>& views) const
{
    std::string with = "--view " + views.front();
    for (std::size_t i = 1; i < views.size(); ++i)
        with += (i + 1 < views.size() ? ", " : " and ") + views[i];
    const auto only = [&](bool given, const char* option,
                          std::initializer_list<std::string_view> takers, const char* why = "") {
        const bool taken = std::any_of(takers.begin(), takers.end(), [&](std::string_view view) {
            return std::find(views.begin(), views.end(), view) != views.end();
        });
        refuse(given && !taken, option, with + why);
    };
    const bool one = views.size() == 1;
    if (one && (views.front() == "head" || views.front() == "positions") && !(layer && head))
        throw UsageError(with + " needs --layer and --head");
    if (one && views.front() == "stream" && !token)
        throw UsageError(with + " needs --token");
    only(token.has_value(), "--token", {"stream"}, ": it is for --view stream");
    only(state.has_value(), "--state", {"stream"});
    only(word.has_value(), "--word", {"stream"});
    only(layer.has_value(), "--layer", {"head", "positions", "neurons", "directions"},
         ", which has all layers");
    only(head.has_value(), "--head", {"head", "positions", "directions"},
         one && (views.front() == "neurons" || views.front() == "evolution")
             ? ", which has no heads"
             : ", which has all heads");
    only(!side.empty(), "--side", {"head", "patterns", "stream"});
    only(centred, "--centred", {"head", "patterns", "messages", "stream"});
    only(distance.value.has_value(), "--distance", {"head", "patterns"});
    distance.check();
    only(centredPatterns, "--centred-patterns", {"head"});
    only(centredMessages, "--centred-messages", {"head"});
    only(count.has_value(), "--count", {"positions"});
    if (count && *count < 1)
        throw UsageError("--count: " + std::to_string(*count) + " is no number of positions");
    only(fold, "--fold", {"composition", "directions"},
         one && views.front() == "weights" ? ", which has rows of both" : "");
    only(factors, "--factors", {"weights"});
    only(labels.has_value(), "--labels",
         {"heads", "patterns", "messages", "stream", "weights", "composition", "directions"},
         ", which names no heads");
    only(lens.topOption->count() > 0, "--top",
         {"head", "patterns", "messages", "stream", "neurons", "directions"},
         views.front() == "evolution" ? ", which has the best word" : "");
    const bool logit = lens.space.empty() || lens.space == "logit";
    only(!logit, ("--space " + lens.space).c_str(),
         {"head", "patterns", "messages", "stream", "neurons", "directions"},
         views.front() == "evolution" ? ", which has probabilities" : "");
    static_cast<void>(headOptions(views.front()));
}

core::HeadTableOptions ViewOptions::headOptions(const std::string& view) const
{
    core::HeadTableOptions options;
    options.side = side == "query" ? core::PatternSide::Query : core::PatternSide::Key;
    options.centredPatterns = centred || centredPatterns;
    options.centredMessages = centred || centredMessages;
    options.distance.fixed = distance.value;
    options.lens = lens.options(view == "evolution");
    return options;
}

namespace {

/// The token that a word is, with a leading space where it is none without.
core::TokenId tokenOf(const core::Model& model, const std::string& word)
{
    for (const auto& text : {word, " " + word}) {
        const auto ids = model.encode(text);
        if (ids.size() == 1)
            return ids.front();
    }
    throw core::Error(core::ErrorKind::BadArgument,
                      "\"" + word + "\" is not one token of " + model.info.name);
}

} // namespace

ViewTables::ViewTables(std::shared_ptr<const core::Model> model, const ViewOptions& options)
    : m_options(options),
      m_model(options.part.of(model)),
      m_lens(std::make_shared<const core::Lens>(m_model))
{
    m_options.distance.checkFor(*m_model);
    if (m_options.layer)
        core::checkLayer(*m_model, core::LayerIndex(*m_options.layer));
    if (m_options.head)
        core::checkHead(*m_model, core::HeadIndex(*m_options.head));
    if (m_options.labels)
        for (const core::HeadLabel& label : core::readHeadLabels(
                 *m_options.labels, m_model->info.layers, m_model->info.headsPerLayer()))
            m_names[{label.layer.value, label.head.value}] = label.label;
}

core::TableSource ViewTables::table(const std::string& view, const ModelPart& run)
{
    core::TableSource made;
    if (view == "heads")
        made = heads(run);
    else if (view == "head")
        made = head(run);
    else if (view == "stream")
        made = stream(run);
    else if (view == "neurons")
        made = neurons(run);
    else if (view == "evolution")
        made = evolution(run);
    else if (view == "positions")
        made = positions(run);
    else if (view == "weights")
        made = weights();
    else if (view == "composition")
        made = composition();
    else if (view == "directions")
        made = directions();
    else
        made = vectors(run, view);
    return m_options.labels ? core::withLabels(std::move(made), m_names) : made;
}

core::TableSource ViewTables::heads(const ModelPart& run) const
{
    auto measures = *core::attentionMeasures(*m_model, *run.trace);
    core::addLegibility(measures, *m_model, *run.trace, *m_lens,
                        m_options.headOptions("heads").lens);
    core::addRanks(measures, *m_model);
    return core::headsTableSource(
        std::make_shared<const std::vector<core::HeadMeasures>>(std::move(measures)),
        m_model->info.heads);
}

core::TableSource ViewTables::head(const ModelPart& run) const
{
    return core::headTableSource(std::make_shared<const core::HeadTable>(*core::makeHeadTable(
        *m_model, *run.trace, *m_lens, core::LayerIndex(m_options.layer.value_or(0)),
        core::HeadIndex(m_options.head.value_or(0)), m_options.headOptions("head"))));
}

core::TableSource ViewTables::vectors(const ModelPart& run, const std::string& view) const
{
    const auto kind = view == "patterns" ? core::VectorKind::Pattern : core::VectorKind::Message;
    return *core::vectorTableSource(*m_model, *run.trace, *m_lens, kind,
                                    m_options.headOptions(view));
}

core::TableSource ViewTables::stream(const ModelPart& run)
{
    const auto options = m_options.headOptions("stream");
    core::StreamOptions wanted;
    wanted.token = core::Position(
        m_options.token.value_or(static_cast<int>(run.trace->ids.size()) - 1));
    if (m_options.state)
        wanted.state = core::LayerIndex(*m_options.state);
    if (m_options.word)
        wanted.word = tokenOf(*m_model, *m_options.word);
    const auto stream = std::make_shared<const core::TokenStream>(
        *core::tokenStream(*m_model, *run.trace, wanted));
    core::HeadWordsSearch::Request request{options, core::allHeads(m_model->info), false};
    std::erase_if(request.heads,
                  [&](const auto& which) { return which.layer.value >= stream->layers; });
    core::HeadWordsSearch found(m_model, run.trace, m_lens, std::move(request));
    found.advance();
    if (!m_neuronWords) {
        core::NeuronWordsSearch search(m_model, m_lens, options.lens);
        search.advance();
        m_neuronWords = std::make_shared<const core::NeuronWords>(search.take());
    }
    return core::streamTableSource(
        stream,
        std::make_shared<const core::HeadGrid>(core::headGrid(*m_model, stream->tokens, found)),
        m_neuronWords);
}

core::TableSource ViewTables::neurons(const ModelPart& run) const
{
    const auto activity = core::neuronActivity(*m_model, run.trace);
    return core::neuronTableSource(
        std::make_shared<const core::NeuronActivity>(*activity), m_model, m_lens,
        m_options.headOptions("neurons").lens,
        m_options.layer ? std::optional(core::LayerIndex(*m_options.layer)) : std::nullopt);
}

core::TableSource ViewTables::evolution(const ModelPart& run) const
{
    core::EvolutionSearch search(m_model, run.trace);
    search.advance();
    return core::evolutionTableSource(std::make_shared<const core::Evolution>(search.take()),
                                      !m_options.lens.keepFragments);
}

core::TableSource ViewTables::positions(const ModelPart& run) const
{
    core::PositionOptions wanted;
    wanted.layer = core::LayerIndex(m_options.layer.value_or(0));
    wanted.head = core::HeadIndex(m_options.head.value_or(0));
    const int tokens = run.trace ? static_cast<int>(run.trace->ids.size()) : 0;
    wanted.count = m_options.count.value_or(std::max(wanted.count, tokens));
    auto patterns = core::positionPatterns(*m_model, wanted, run.trace.get());
    if (patterns->kind == core::PositionKind::Rotary && !run.trace)
        throw core::Error(core::ErrorKind::BadArgument,
                          "the positions of " + m_model->info.name
                              + " turn queries and keys, which come from a prompt: give --prompt "
                                "TEXT or --ids 1,2,3");
    return core::positionTableSource(
        std::make_shared<const core::PositionPatterns>(*std::move(patterns)));
}

core::TableSource ViewTables::weights() const
{
    return core::weightsTableSource(std::make_shared<const core::WeightSpectra>(
                                        *core::weightSpectra(m_model, m_options.factors)),
                                    m_options.factors);
}

core::TableSource ViewTables::composition() const
{
    core::CompositionSearch search(m_model, {m_options.fold});
    search.advance();
    return core::compositionTableSource(
        std::make_shared<const core::CompositionMatrix>(search.take()));
}

core::TableSource ViewTables::directions() const
{
    const core::LensOptions lens = m_options.headOptions("directions").lens;
    std::vector<std::function<core::SingularDirectionsPtr()>> heads;
    for (const auto& which : core::allHeads(m_model->info)) {
        if ((m_options.layer && which.layer.value != *m_options.layer)
            || (m_options.head && which.head.value != *m_options.head))
            continue;
        for (const auto matrix : {core::HeadMatrix::Pattern, core::HeadMatrix::Message}) {
            const core::DirectionOptions options{which.layer, which.head, matrix, m_options.fold,
                                                 lens};
            heads.emplace_back([model = m_model, words = m_lens, options] {
                return std::make_shared<const core::SingularDirections>(
                    *core::singularDirections(*model, *words, options));
            });
        }
    }
    return core::directionsTableSource(std::move(heads));
}

} // namespace headscope::cli
