// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/modelworker.h"
#include "core/analysis/lab/lab.h"

#include <memory>
#include <optional>

namespace headscope::app {

/// What one session's thread keeps of the Lab from one change to the next: the decompositions of
/// heads, and the last change made ready, so that another prompt runs with it at once. Lives in the
/// thread of the session's ModelWorker.
class LabBench
{
public:
    LabBench();
    ~LabBench();

    /// Of the model, kept until another one is asked for, or forget().
    core::Lab& lab(const LoadedModelPtr& model);

    /// A change ready to run on a model.
    struct Ready {
        std::shared_ptr<const core::AppliedChange> change;
        LoadedModelPtr model; ///< with the ranks cut; the one asked for where none is
    };
    /// nullopt when stopped; throws as core::Lab::apply().
    std::optional<Ready> ready(const LoadedModelPtr& model, const core::Change& change,
                               const core::RunControl& control);
    /// The model is going: keeps nothing of it.
    void forget();

private:
    LoadedModelPtr m_model;
    std::unique_ptr<core::Lab> m_lab;
    std::optional<Ready> m_ready;
};

} // namespace headscope::app
