// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/labarguments.h"

#include "app/cli/command.h"

#include <CLI/Option.hpp>
#include <CLI/Validators.hpp>

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <string_view>
#include <utility>

namespace headscope::cli {

namespace {

using core::SweepParameter;

constexpr std::array<std::pair<const char*, SweepParameter>, 5> sweeps = {
    {{"rank-p", SweepParameter::PatternRank},
     {"rank-m", SweepParameter::MessageRank},
     {"drop-empty", SweepParameter::DropSmall},
     {"drop-bias", SweepParameter::DropHighBias},
     {"route", SweepParameter::RouteThreshold}}};

/// The parts of a list between its commas.
std::vector<std::string_view> parts(std::string_view list)
{
    std::vector<std::string_view> result;
    for (std::size_t begin = 0; begin <= list.size();) {
        const auto end = std::min(list.find(',', begin), list.size());
        result.push_back(list.substr(begin, end - begin));
        begin = end + 1;
    }
    return result;
}

template<class Number>
std::optional<Number> readNumber(std::string_view text)
{
    Number number = 0;
    const auto* const last = text.data() + text.size();
    const auto end = std::from_chars(text.data(), last, number);
    return end.ec == std::errc() && end.ptr == last ? std::optional(number) : std::nullopt;
}

/// A layer's or a head's number.
std::optional<int> readIndex(std::string_view text)
{
    const auto number = readNumber<int>(text);
    return number && *number >= 0 ? number : std::nullopt;
}

/// Which numbers an option takes.
struct Bounds {
    double least;
    double most;
    const char* what; ///< "a share of the median, 0 or more"
};
constexpr Bounds shares{0.0, std::numeric_limits<double>::max(),
                        "a share of the median size, 0 or more"};
constexpr Bounds correlations{0.0, 1.0, "a correlation, 0 to 1"};
constexpr Bounds cosines{-1.0, 1.0, "a cosine, -1 to 1"};
constexpr Bounds ranks{1.0, std::numeric_limits<int>::max(), "a rank, 1 or more"};

double readWithin(const std::string& option, std::string_view text, const Bounds& bounds)
{
    const auto number = readNumber<double>(text);
    if (!number || !(*number >= bounds.least && *number <= bounds.most))
        throw UsageError(option + ": \"" + std::string(text) + "\" is not " + bounds.what);
    return *number;
}

int readRank(const std::string& option, int rank)
{
    return static_cast<int>(readWithin(option, std::to_string(rank), ranks));
}

Bounds boundsOf(SweepParameter parameter)
{
    switch (parameter) {
    case SweepParameter::DropSmall:
        return shares;
    case SweepParameter::DropHighBias:
        return correlations;
    case SweepParameter::RouteThreshold:
        return cosines;
    case SweepParameter::PatternRank:
    case SweepParameter::MessageRank:
        break;
    }
    return ranks;
}

} // namespace

std::vector<core::ChangeScope> readScopes(const std::string& option, const std::string& list)
{
    std::vector<core::ChangeScope> scopes;
    for (const std::string_view part : parts(list)) {
        const auto dot = part.find('.');
        const auto layer = readIndex(part.substr(0, dot));
        const bool whole = dot == std::string_view::npos;
        const auto head = whole ? std::nullopt : readIndex(part.substr(dot + 1));
        if (!layer || (!whole && !head))
            throw UsageError(option + ": \"" + std::string(part)
                             + "\" is neither a head, as 3.1, nor a layer, as 4");
        core::ChangeScope scope{core::LayerIndex(*layer)};
        if (head)
            scope.head = core::HeadIndex(*head);
        scopes.push_back(scope);
    }
    return scopes;
}

void LabArguments::add(CLI::App& command)
{
    addText(command, "--off", off,
            "Switch heads off: 3.1 is head 1 of layer 3, 4 is all of layer 4; several by commas")
        ->type_name("L.H,L,...");
    command
        .add_option("--off-mode", offMode,
                    "What is left of them: zero = nothing (without this option); mean = for every "
                    "token the mean of their output over the prompt's tokens")
        ->check(CLI::IsMember({"zero", "mean"}));
    addNumber(command, "--rank-p", rankP,
              "Cut W_K W_Q^T, which patterns are made by, to the nearest matrix of this rank")
        ->type_name("R");
    addNumber(command, "--rank-m", rankM,
              "Cut W_V W_O, which messages are made by, to the nearest matrix of this rank")
        ->type_name("R");
    addText(command, "--drop-empty", dropEmpty,
            "Leave messages out of the cache that are smaller than this share of the median size "
            "of their head's messages, those of the prompt's tokens, the first included")
        ->type_name("X");
    addText(command, "--drop-bias", dropBias,
            "Leave messages out that point along the word bias: |rho| of this or more (see lens)")
        ->type_name("X");
    command
        .add_option("--drop-mode", dropMode,
                    "renormalise = attention is shared out over the other tokens, as if no token "
                    "saw the one whose message is left out (without this option); silence = it "
                    "stays as it is, and what went there is lost")
        ->check(CLI::IsMember({"renormalise", "silence"}));
    addText(command, "--route", route,
            "Leave a head out for tokens whose cosine with the centroid of its patterns, those of "
            "all tokens but the first, is below this, -1 to 1")
        ->type_name("X");
    command.add_flag("--gate", gate,
                     "Attention is sigmoid(score) / (number of tokens in sight), not the softmax");
    addText(command, "--heads", heads,
            "Which heads all of these but --off are about, written as for --off; all without it")
        ->type_name("L.H,L,...");
    std::vector<std::string> names;
    names.reserve(sweeps.size());
    for (const auto& [name, parameter] : sweeps)
        names.emplace_back(name);
    command
        .add_option("--sweep", sweep,
                    "Run --prompts once for each of --values of one of the options above")
        ->check(CLI::IsMember(names));
    addText(command, "--values", values, "The values of --sweep: 1,2,4,8")->type_name("X,X,...");
}

core::DropMessages::Mode LabArguments::mode() const
{
    return dropMode == "silence" ? core::DropMessages::Mode::Silence
                                 : core::DropMessages::Mode::Renormalise;
}

std::vector<core::ChangeScope> LabArguments::scopes() const
{
    return heads ? readScopes("--heads", *heads) : std::vector<core::ChangeScope>();
}

core::Change LabArguments::change() const
{
    using Rule = core::DropMessages::Rule;
    core::Change change;
    refuse(!offMode.empty() && !off, "--off-mode", "a lab without --off");
    if (off)
        for (const core::ChangeScope& scope : readScopes("--off", *off))
            change.interventions.push_back(
                {core::HeadOff{offMode == "mean" ? core::HeadOff::Mode::Mean
                                                 : core::HeadOff::Mode::Zero},
                 scope});
    std::vector<core::ChangeScope> where = scopes();
    if (where.empty())
        where.emplace_back();
    const auto add = [&](const core::Intervention::What& what) {
        for (const core::ChangeScope& scope : where)
            change.interventions.push_back({what, scope});
    };
    if (rankP)
        add(core::RankCut{core::HeadMatrix::Pattern, readRank("--rank-p", *rankP)});
    if (rankM)
        add(core::RankCut{core::HeadMatrix::Message, readRank("--rank-m", *rankM)});
    if (dropEmpty)
        add(core::DropMessages{Rule::Small, readWithin("--drop-empty", *dropEmpty, shares),
                               mode()});
    if (dropBias)
        add(core::DropMessages{Rule::HighBias, readWithin("--drop-bias", *dropBias, correlations),
                               mode()});
    if (route)
        add(core::RouteQueries{readWithin("--route", *route, cosines)});
    if (gate)
        add(core::GateScores{});
    const bool drops = dropEmpty || dropBias || sweep.starts_with("drop-");
    refuse(!dropMode.empty() && !drops, "--drop-mode", "a lab that drops no messages");
    const bool any = rankP || rankM || drops || route || gate || !sweep.empty();
    refuse(heads && !any, "--heads",
           !off ? "a lab that changes nothing of them"
                : "a lab that changes nothing but --off, which names its own");
    return change;
}

core::SweepOptions LabArguments::sweepOptions() const
{
    core::SweepOptions options;
    options.base = change();
    options.scopes = scopes();
    options.dropMode = mode();
    if (sweep.empty()) {
        refuse(values.has_value(), "--values", "a lab without --sweep");
        return options;
    }
    refuse((sweep == "rank-p" && rankP) || (sweep == "rank-m" && rankM)
               || (sweep == "drop-empty" && dropEmpty) || (sweep == "drop-bias" && dropBias)
               || (sweep == "route" && route),
           "--" + sweep, "--sweep " + sweep + ", which sets it");
    if (!values)
        throw UsageError("--sweep " + sweep + " needs --values, as 1,2,4,8");
    for (const auto& [name, parameter] : sweeps)
        if (sweep == name)
            options.parameter = parameter;
    const bool isRank = sweep.starts_with("rank-");
    for (const std::string_view part : parts(*values)) {
        const double value = readWithin("--values", part, boundsOf(*options.parameter));
        if (isRank && value != std::floor(value))
            throw UsageError("--values: \"" + std::string(part) + "\" is not a rank, 1 or more");
        options.values.push_back(value);
    }
    return options;
}

} // namespace headscope::cli
