// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/modelworker.h"
#include "app/session.h"
#include "app/viewrequest.h"

#include <algorithm>
#include <type_traits>

namespace headscope::app {

/// The results that only one view wants: how each is made.
void Session::makeViews()
{
    using core::HeadNetwork;
    using core::HeadNetworkOptions;
    using core::NeuronActivity;
    using core::NeuronDetail;
    using core::NeuronDetailOptions;
    // One call of the core, begun anew when it is stopped: none takes longer than a prompt's run.
    const auto step = [](auto result, Stage stage, auto function) {
        using Result = typename decltype(result)::type;
        return [stage, function](quint64 id, const LoadedModelPtr& model, const FinishedRunPtr& run,
                                 const auto& options) -> std::shared_ptr<BackgroundWork> {
            return std::make_shared<ViewWork<OneStep<Result>, Result>>(id, stage, [=] {
                return OneStep<Result>([=](const core::RunControl& control) {
                    return function(*model, run, options, control);
                });
            });
        };
    };
    m_activityView = std::make_unique<ViewRequest<std::monostate, NeuronActivity>>(
        Stage::NeuronActivity,
        step(std::type_identity<NeuronActivity>(), Stage::NeuronActivity,
             [](const LoadedModel& model, const FinishedRunPtr& run, std::monostate,
                const core::RunControl& control) {
                 return core::neuronActivity(*model.model, run->trace, control);
             }),
        [this] { Q_EMIT neuronActivityChanged(); });
    m_detailView = std::make_unique<ViewRequest<NeuronDetailOptions, NeuronDetail>>(
        Stage::NeuronDetail,
        step(std::type_identity<NeuronDetail>(), Stage::NeuronDetail,
             [](const LoadedModel& model, const FinishedRunPtr& run,
                const NeuronDetailOptions& options, const core::RunControl& control) {
                 return core::neuronDetail(*model.model, *run->trace, *model.lens, options,
                                           control);
             }),
        [this] { Q_EMIT neuronDetailChanged(); });
    m_networkView = std::make_unique<ViewRequest<HeadNetworkOptions, HeadNetwork>>(
        Stage::HeadNetwork,
        step(std::type_identity<HeadNetwork>(), Stage::HeadNetwork,
             [](const LoadedModel& model, const FinishedRunPtr& run, HeadNetworkOptions options,
                const core::RunControl& control) {
                 // It may be wanted since another run, with more tokens.
                 options.query.value = std::min(options.query.value, run->trace->tokens() - 1);
                 return core::headNetwork(*model.model, *run->trace, *model.lens, options, control);
             }),
        [this] { Q_EMIT headNetworkChanged(); });
    m_views = {m_activityView.get(), m_detailView.get(), m_networkView.get()};
}

template<class Options, class Result>
void Session::want(ViewRequest<Options, Result>& view, const std::optional<Options>& options)
{
    view.wanted = options;
    if (options ? view.has(*options, m_finishedRun) : !view.pending)
        return;
    postView(view);
}

void Session::wantNeuronActivity(bool wanted)
{
    want(*m_activityView, wanted ? std::optional<std::monostate>(std::in_place) : std::nullopt);
}

void Session::wantNeuronDetail(const std::optional<core::NeuronDetailOptions>& options)
{
    want(*m_detailView, options);
}

void Session::wantHeadNetwork(const std::optional<core::HeadNetworkOptions>& options)
{
    want(*m_networkView, options);
}

NeuronActivityPtr Session::neuronActivity() const
{
    return m_activityView->result;
}

NeuronDetailPtr Session::neuronDetail() const
{
    return m_detailView->result;
}

HeadNetworkPtr Session::headNetwork() const
{
    return m_networkView->result;
}

} // namespace headscope::app
