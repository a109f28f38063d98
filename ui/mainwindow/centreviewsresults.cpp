// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/centreviews.h"

#include "ui/models/neuroninspection.h"
#include "ui/models/stateinspection.h"
#include "ui/models/streaminspection.h"
#include "ui/models/weightsinspection.h"
#include "ui/views/compareview.h"
#include "ui/views/evolutionview.h"
#include "ui/views/filterbar.h"
#include "ui/views/labview.h"
#include "ui/views/streamview.h"
#include "ui/views/weightsview.h"

// What the views hand on: to the inspector, and as tables to save.

namespace headscope::ui {

std::optional<Inspection> CentreViews::inspection() const
{
    const int query = m_selection->query().value;
    switch (m_selection->view()) {
    case Kind::Head:
    case Kind::Patterns:
    case Kind::Messages:
        return std::nullopt;
    case Kind::Stream: {
        const auto stream = m_session->stream();
        const int part = m_stream->currentPart();
        if (!stream || part < 0)
            return std::nullopt;
        return inspectStream(*stream, part, m_session->grid().get(), m_session->neuronWords().get(),
                             m_showSpaces);
    }
    case Kind::Neurons: {
        const auto detail = m_session->neuronDetail();
        if (!detail || !hasSelectedNeuron() || query >= static_cast<int>(detail->tokens.size()))
            return std::nullopt;
        return inspectNeuron(*detail, query, m_showSpaces);
    }
    case Kind::Evolution: {
        const auto evolution = m_session->evolution();
        const core::StatePlace place = m_evolution->wantedState();
        if (!evolution || place.state.value > evolution->layers
            || query >= static_cast<int>(evolution->tokens.size()))
            return std::nullopt;
        const auto detail = m_session->stateDetail();
        return inspectState(*evolution, place,
                            detail && detail->place == place ? detail.get() : nullptr,
                            filters()->options().lens.hideFragments, m_showSpaces);
    }
    case Kind::Positions: {
        const auto patterns = m_session->positions();
        const int key = m_selection->context().value;
        if (!patterns || query >= patterns->count() || key >= patterns->count())
            return std::nullopt;
        return inspectPositions(*patterns, query, key);
    }
    case Kind::Weights: {
        const auto spectra = m_session->spectra();
        if (!spectra)
            return std::nullopt;
        return inspectWeights(*spectra, m_selection->layer(), m_selection->head(),
                              m_weights->fold(), m_weights->direction(),
                              m_weights->page() == WeightsView::Page::Directions
                                  ? m_session->directions().get()
                                  : nullptr);
    }
    case Kind::Compare:
        return m_compare->inspection();
    case Kind::Lab:
        return std::nullopt;
    }
    return std::nullopt;
}

app::ViewTable CentreViews::table(Kind kind) const
{
    switch (kind) {
    case Kind::Head:
        return m_session->headTableRows();
    case Kind::Patterns:
        return m_session->patternRows();
    case Kind::Messages:
        return m_session->messageRows();
    case Kind::Stream:
        return m_session->streamRows();
    case Kind::Neurons:
        return m_session->neuronRows();
    case Kind::Evolution:
        return m_session->evolutionRows(filters()->options().lens.hideFragments);
    case Kind::Positions:
        return m_session->positionRows();
    case Kind::Weights:
        switch (m_weights->page()) {
        case WeightsView::Page::Spectrum:
            break;
        case WeightsView::Page::Directions:
            return m_session->directionRows();
        case WeightsView::Page::Composition:
            return m_session->compositionRows();
        }
        return m_session->weightRows();
    case Kind::Compare:
        return m_comparing->table();
    case Kind::Lab:
        switch (m_lab->page()) {
        case LabView::Page::Tokens:
            break;
        case LabView::Page::Heads:
            return m_session->labHeadRows();
        case LabView::Page::Sweep:
            return m_session->sweepRows();
        }
        return m_session->labRows();
    }
    return {};
}

std::vector<app::ViewTable> CentreViews::tables(Kind kind) const
{
    std::vector<app::ViewTable> all;
    if (kind == Kind::Weights) {
        all.push_back(m_session->weightRows());
    } else if (kind == Kind::Lab) {
        all.push_back(m_session->labRows());
        all.push_back(m_session->labHeadRows());
        if (m_session->sweepResult())
            all.push_back(m_session->sweepRows());
    } else {
        all.push_back(table(kind));
    }
    return all;
}

} // namespace headscope::ui
