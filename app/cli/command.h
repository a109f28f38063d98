// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/headtable.h"
#include "core/analysis/lens.h"
#include "core/model/trace.h"

#include <CLI/App.hpp>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace headscope::cli {

/// The command line asks for what no model could give: exit code 2. Everything else is a
/// core::Error.
class UsageError : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// What a command does: appends to `out` what standard output shall have. Nothing is printed before
/// all of it is there, but by commands of many results, which print each as a line of its own.
using Work = std::function<void(std::string& out)>;

/// Each adds one command to the program; where it is the one chosen, `work` is set.
void addInfo(CLI::App& program, Work& work);
void addTokenize(CLI::App& program, Work& work);
void addTrace(CLI::App& program, Work& work);
void addLens(CLI::App& program, Work& work);
void addHeads(CLI::App& program, Work& work);
void addTable(CLI::App& program, Work& work);
void addBatch(CLI::App& program, Work& work);
void addLab(CLI::App& program, Work& work);
void addPull(CLI::App& program, Work& work);

/// --model
struct ModelOption {
    std::optional<std::string> model;

    void add(CLI::App& command);
    std::shared_ptr<const core::Model> load() const;
    /// What `load` would load: a folder, or a file in it, which may lack a config.json.
    std::filesystem::path place() const;
};

/// --prompt, --ids, --no-first; --decoder, --decoder-ids
struct PromptOptions {
    std::optional<std::string> text;
    std::optional<std::string> ids;
    std::optional<std::string> decoder;
    std::optional<std::string> decoderIds;
    bool noFirst = false;

    void add(CLI::App& command);
    bool given() const { return text || ids || decoder || decoderIds; }
    /// Throws UsageError unless there is exactly one prompt, and ids are numbers. To be called
    /// before a model is loaded.
    void check() const;
    /// The ids the model is to run; throws core::Error where it cannot.
    core::PromptIds tokens(const core::Model& model) const;
};

/// What a command looks at: a whole model, or one of the two stacks of a model with an encoder.
struct ModelPart {
    std::shared_ptr<const core::Model> model;
    std::shared_ptr<const core::Trace> trace;
};

/// --distance
struct DistanceOption {
    std::optional<int> value;

    void add(CLI::App& command);
    /// Throws UsageError for a distance that no pair of tokens has.
    void check() const;
    /// Throws core::Error where one was given and no layer's patterns depend on it.
    void checkFor(const core::Model& model) const;
};

/// --encoder
struct PartOption {
    bool encoder = false;

    void add(CLI::App& command);
    /// The model itself, or its encoder; throws core::Error where it has none.
    std::shared_ptr<const core::Model> of(const std::shared_ptr<const core::Model>& model) const;
    /// Runs the prompt; the part's model and trace.
    ModelPart run(const std::shared_ptr<const core::Model>& model,
                  const PromptOptions& prompt) const;
    ModelPart run(const std::shared_ptr<const core::Model>& model,
                  const core::PromptIds& prompt) const;
};

/// --space, --metric, --top, --keep-fragments, --bias-rule, --bias-threshold, --keep-bias
struct LensArguments {
    std::string space;
    std::string metric;
    std::string biasRule;
    std::optional<std::string> threshold;
    int top = 10;
    bool keepFragments = false;
    bool keepBias = false;
    CLI::Option* topOption = nullptr;

    void add(CLI::App& command);
    /// Throws UsageError for options that contradict each other; `states`: the vectors are states.
    core::LensOptions options(bool states) const;
};

/// An option whose text is kept as it is given.
CLI::Option* addText(CLI::App& command, const std::string& name, std::optional<std::string>& value,
                     const std::string& description);
/// An option that is a whole number.
CLI::Option* addNumber(CLI::App& command, const std::string& name, std::optional<int>& value,
                       const std::string& description);

/// --json: the form of all that these commands print, so it changes nothing.
void addJson(CLI::App& command);

/// Throws UsageError where an option was given that has no meaning here.
void refuse(bool given, const std::string& option, const std::string& with);

} // namespace headscope::cli
