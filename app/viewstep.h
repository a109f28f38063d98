// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/modelworker.h"
#include "app/session.h"
#include "app/viewrequest.h"

namespace headscope::app {

/// A request's Make: one call of the core, begun anew when it is stopped. For what takes no longer
/// than a prompt's run.
template<class Result, class Function>
auto step(Session::Stage stage, Function function)
{
    return [stage, function](quint64 id, const LoadedModelPtr& model, const FinishedRunPtr& run,
                             const auto& options) -> std::shared_ptr<BackgroundWork> {
        return std::make_shared<ViewWork<OneStep<Result>, Result>>(id, model, stage, [=] {
            return OneStep<Result>([=](const core::RunControl& control) {
                return function(*model, run, options, control);
            });
        });
    };
}

template<class Options, class Result>
void Session::want(ViewRequest<Options, Result>& view, const std::optional<Options>& options)
{
    view.wanted = options;
    if (options ? view.has(*options, subjectOf(view)) : !view.pending)
        return;
    postView(view);
}

} // namespace headscope::app
