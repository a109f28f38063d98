// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/modelworker.h"
#include "app/session.h"
#include "app/viewrequest.h"
#include "app/viewstep.h"
#include "app/viewtable.h"

#include <algorithm>

namespace headscope::app {

/// The results that only one view wants: how each is made.
void Session::makeViews()
{
    makeNeuronViews();
    makeStateViews();
    makeStreamView();
    makeWeightViews();
    makeLabView();
    m_views = {m_activityView.get(),    m_detailView.get(),  m_networkView.get(),
               m_evolutionView.get(),   m_stateView.get(),   m_positionsView.get(),
               m_streamView.get(),      m_spectraView.get(), m_directionsView.get(),
               m_compositionView.get(), m_labView.get()};
}

void Session::makeNeuronViews()
{
    using core::HeadNetwork;
    using core::HeadNetworkOptions;
    using core::NeuronActivity;
    using core::NeuronDetail;
    using core::NeuronDetailOptions;
    m_activityView = std::make_unique<ViewRequest<std::monostate, NeuronActivity>>(
        Stage::NeuronActivity,
        step<NeuronActivity>(Stage::NeuronActivity,
                             [](const LoadedModel& model, const FinishedRunPtr& run, std::monostate,
                                const core::RunControl& control) {
                                 return core::neuronActivity(*model.model, run->trace, control);
                             }),
        [this] { Q_EMIT neuronActivityChanged(); });
    m_detailView = std::make_unique<ViewRequest<NeuronDetailOptions, NeuronDetail>>(
        Stage::NeuronDetail,
        step<NeuronDetail>(Stage::NeuronDetail,
                           [](const LoadedModel& model, const FinishedRunPtr& run,
                              const NeuronDetailOptions& options, const core::RunControl& control) {
                               return core::neuronDetail(*model.model, *run->trace, *model.lens,
                                                         options, control);
                           }),
        [this] { Q_EMIT neuronDetailChanged(); });
    m_networkView = std::make_unique<ViewRequest<HeadNetworkOptions, HeadNetwork>>(
        Stage::HeadNetwork,
        step<HeadNetwork>(
            Stage::HeadNetwork,
            [](const LoadedModel& model, const FinishedRunPtr& run, HeadNetworkOptions options,
               const core::RunControl& control) {
                // It may be wanted since another run, with more tokens.
                options.query.value = std::min(options.query.value, run->trace->tokens() - 1);
                return core::headNetwork(*model.model, *run->trace, *model.lens, options, control);
            }),
        [this] { Q_EMIT headNetworkChanged(); });
}

void Session::makeStateViews()
{
    using core::PositionOptions;
    using core::PositionPatterns;
    using core::StateDetail;
    using core::StatePlace;
    m_evolutionView = std::make_unique<ViewRequest<std::monostate, core::Evolution>>(
        Stage::Evolution,
        [](quint64 id, const LoadedModelPtr& model, const FinishedRunPtr& run, std::monostate) {
            return std::make_shared<ViewWork<core::EvolutionSearch, core::Evolution>>(
                id, model, Stage::Evolution,
                [=] { return core::EvolutionSearch(model->model, run->trace); });
        },
        [this] { Q_EMIT evolutionChanged(); });
    m_stateView = std::make_unique<ViewRequest<StatePlace, StateDetail>>(
        Stage::StateDetail,
        step<StateDetail>(Stage::StateDetail,
                          [](const LoadedModel& model, const FinishedRunPtr& run, StatePlace place,
                             const core::RunControl& control) {
                              // It may be wanted since another run, with more tokens.
                              place.token.value = std::min(place.token.value,
                                                           run->trace->tokens() - 1);
                              return core::stateDetail(*model.model, *run->trace, place, control);
                          }),
        [this] { Q_EMIT stateDetailChanged(); });
    m_positionsView = std::make_unique<ViewRequest<PositionOptions, PositionPatterns>>(
        Stage::Positions,
        step<PositionPatterns>(Stage::Positions,
                               [](const LoadedModel& model, const FinishedRunPtr& run,
                                  const PositionOptions& options, const core::RunControl& control) {
                                   return core::positionPatterns(*model.model, options,
                                                                 run ? run->trace.get() : nullptr,
                                                                 control);
                               }),
        [this] { Q_EMIT positionsChanged(); }, ViewRequestBase::About::Either);
}

void Session::makeStreamView()
{
    using core::StreamOptions;
    using core::TokenStream;
    m_streamView = std::make_unique<ViewRequest<StreamOptions, TokenStream>>(
        Stage::Stream,
        step<TokenStream>(Stage::Stream,
                          [](const LoadedModel& model, const FinishedRunPtr& run,
                             StreamOptions options, const core::RunControl& control) {
                              // It may be wanted since another run, with more tokens.
                              options.token.value = std::min(options.token.value,
                                                             run->trace->tokens() - 1);
                              return core::tokenStream(*model.model, *run->trace, options, control);
                          }),
        [this] { Q_EMIT streamChanged(); });
}

void Session::makeWeightViews()
{
    using core::CompositionMatrix;
    using core::CompositionOptions;
    using core::CompositionSearch;
    using core::DirectionOptions;
    using core::SingularDirections;
    using core::WeightSpectra;
    using core::WeightSpectraSearch;
    constexpr auto ofModel = ViewRequestBase::About::Model;
    m_spectraView = std::make_unique<ViewRequest<std::monostate, WeightSpectra>>(
        Stage::Weights,
        [](quint64 id, const LoadedModelPtr& model, const FinishedRunPtr&, std::monostate) {
            return std::make_shared<ViewWork<WeightSpectraSearch, WeightSpectra>>(
                id, model, Stage::Weights, [=] { return WeightSpectraSearch(model->model); });
        },
        [this] { Q_EMIT spectraChanged(); }, ofModel);
    m_directionsView = std::make_unique<ViewRequest<DirectionOptions, SingularDirections>>(
        Stage::Directions,
        step<SingularDirections>(
            Stage::Directions,
            [](const LoadedModel& model, const FinishedRunPtr&, DirectionOptions options,
               const core::RunControl& control) {
                // It may be wanted since another model, with more heads.
                const core::ModelInfo& info = model.model->info;
                options.layer.value = std::min(options.layer.value, info.layers - 1);
                options.head.value = std::min(options.head.value, info.headsPerLayer() - 1);
                return core::singularDirections(*model.model, *model.lens, options, control);
            }),
        [this] { Q_EMIT directionsChanged(); }, ofModel);
    m_compositionView = std::make_unique<ViewRequest<CompositionOptions, CompositionMatrix>>(
        Stage::Composition,
        [](quint64 id, const LoadedModelPtr& model, const FinishedRunPtr&,
           const CompositionOptions& options) {
            return std::make_shared<ViewWork<CompositionSearch, CompositionMatrix>>(
                id, model, Stage::Composition,
                [=] { return CompositionSearch(model->model, options); });
        },
        [this] { Q_EMIT compositionChanged(); }, ofModel);
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

void Session::wantEvolution(bool wanted)
{
    want(*m_evolutionView, wanted ? std::optional<std::monostate>(std::in_place) : std::nullopt);
}

void Session::wantStateDetail(const std::optional<core::StatePlace>& place)
{
    want(*m_stateView, place);
}

void Session::wantPositions(const std::optional<core::PositionOptions>& options)
{
    want(*m_positionsView, options);
}

void Session::wantSpectra(bool wanted)
{
    want(*m_spectraView, wanted ? std::optional<std::monostate>(std::in_place) : std::nullopt);
}

void Session::wantDirections(const std::optional<core::DirectionOptions>& options)
{
    want(*m_directionsView, options);
}

void Session::wantComposition(const std::optional<core::CompositionOptions>& options)
{
    want(*m_compositionView, options);
}

void Session::wantStream(const std::optional<core::StreamOptions>& options)
{
    want(*m_streamView, options);
}

// What is still of the run before is no table of this one.

ViewTable Session::headsRows() const
{
    return headsTable(m_measures, m_model ? m_model->info.heads : 0);
}

ViewTable Session::headTableRows() const
{
    return app::headTable(m_head.pending ? nullptr : m_headTable);
}

ViewTable Session::patternRows() const
{
    return vectorTable(m_tables.pending ? nullptr : m_grid, core::VectorKind::Pattern);
}

ViewTable Session::messageRows() const
{
    return vectorTable(m_tables.pending ? nullptr : m_grid, core::VectorKind::Message);
}

ViewTable Session::neuronRows() const
{
    return neuronTable(m_activityView->current(m_finishedRun), m_neurons);
}

ViewTable Session::evolutionRows(bool hideFragments) const
{
    return evolutionTable(m_evolutionView->current(m_finishedRun), hideFragments);
}

ViewTable Session::positionRows() const
{
    return positionTable(m_positionsView->current(subjectOf(*m_positionsView)));
}

ViewTable Session::streamRows() const
{
    return streamTable(m_streamView->current(m_finishedRun), m_tables.pending ? nullptr : m_grid,
                       m_neurons);
}

ViewTable Session::weightRows() const
{
    return weightTable(m_spectraView->current(m_loadedModel));
}

ViewTable Session::directionRows() const
{
    return directionTable(m_directionsView->current(m_loadedModel));
}

ViewTable Session::compositionRows() const
{
    return compositionTable(m_compositionView->current(m_loadedModel));
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

EvolutionPtr Session::evolution() const
{
    return m_evolutionView->result;
}

StateDetailPtr Session::stateDetail() const
{
    return m_stateView->result;
}

PositionPatternsPtr Session::positions() const
{
    return m_positionsView->result;
}

TokenStreamPtr Session::stream() const
{
    return m_streamView->result;
}

WeightSpectraPtr Session::spectra() const
{
    return m_spectraView->result;
}

SingularDirectionsPtr Session::directions() const
{
    return m_directionsView->result;
}

CompositionMatrixPtr Session::composition() const
{
    return m_compositionView->result;
}

} // namespace headscope::app
