// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/lab/sweep.h"

#include <CLI/App.hpp>

#include <optional>
#include <string>
#include <vector>

namespace headscope::cli {

/// "3.1,4": heads of layers and whole layers. Throws UsageError naming the option.
std::vector<core::ChangeScope> readScopes(const std::string& option, const std::string& list);

/// What `headscope-cli lab` is to change: --off, --off-mode, --rank-p, --rank-m, --drop-empty,
/// --drop-bias, --drop-mode, --route, --gate, --heads; and what it is to sweep: --sweep, --values.
struct LabArguments {
    std::optional<std::string> off;
    std::string offMode;
    std::optional<int> rankP;
    std::optional<int> rankM;
    std::optional<std::string> dropEmpty;
    std::optional<std::string> dropBias;
    std::string dropMode;
    std::optional<std::string> route;
    bool gate = false;
    std::optional<std::string> heads;
    std::string sweep;
    std::optional<std::string> values;

    void add(CLI::App& command);
    /// Throw UsageError for what no model could be asked for.
    core::Change change() const;
    core::SweepOptions sweepOptions() const;

private:
    core::DropMessages::Mode mode() const;
    std::vector<core::ChangeScope> scopes() const; ///< of --heads; empty: all
};

} // namespace headscope::cli
