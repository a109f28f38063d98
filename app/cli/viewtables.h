// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"
#include "core/analysis/headstable.h"
#include "core/analysis/neuronwords.h"
#include "core/analysis/table.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace headscope::cli {

/// The tables of all views by the names that --view takes, in the order of the window's tabs.
const std::vector<std::string>& viewNames();
/// Those that fit into one file beside each other: not the long ones of the weights.
std::vector<std::string> workbookViews();
/// Whether a view is about a prompt: all but those of the weights.
bool takesPrompt(const std::string& view);
/// Whether there is nothing to be seen without one: positions are known to some models without.
bool needsPrompt(const std::string& view);

/// What the commands that write tables have in common: which part of a view, and how.
struct ViewOptions {
    PartOption part;
    LensArguments lens;
    std::string side;
    std::optional<int> layer;
    std::optional<int> head;
    std::optional<int> token;
    std::optional<int> state;
    std::optional<std::string> word;
    std::optional<std::string> labels;
    bool centred = false;
    bool centredPatterns = false;
    bool centredMessages = false;
    DistanceOption distance;
    std::optional<int> count;
    bool fold = false;
    bool factors = false;

    void add(CLI::App& command);
    /// Throws UsageError for options that none of the views takes, and where a view that is written
    /// alone needs one that is not given.
    void check(const std::vector<std::string>& views) const;
    core::HeadTableOptions headOptions(const std::string& view) const;
};

/// Makes the tables of a model, one prompt after the other: what does not depend on the prompt is
/// made once. Belongs to one thread.
class ViewTables
{
public:
    /// Throws core::Error for layers, heads, labels and the like that the model does not have.
    ViewTables(std::shared_ptr<const core::Model> model, const ViewOptions& options);

    /// The rows of a view of what was run; `run` is not needed for views that need no prompt.
    core::TableSource table(const std::string& view, const ModelPart& run);
    const core::HeadNames& headNames() const { return m_names; } ///< by the labels

private:
    core::TableSource head(const ModelPart& run) const;
    core::TableSource heads(const ModelPart& run) const;
    core::TableSource vectors(const ModelPart& run, const std::string& view) const;
    core::TableSource stream(const ModelPart& run);
    core::TableSource neurons(const ModelPart& run) const;
    core::TableSource evolution(const ModelPart& run) const;
    core::TableSource positions(const ModelPart& run) const;
    core::TableSource weights() const;
    core::TableSource composition() const;
    core::TableSource directions() const;

    ViewOptions m_options;
    std::shared_ptr<const core::Model> m_model; ///< the part that is looked at
    std::shared_ptr<const core::Lens> m_lens;
    std::shared_ptr<const core::NeuronWords> m_neuronWords; ///< once a stream has needed them
    core::HeadNames m_names;
};

} // namespace headscope::cli
