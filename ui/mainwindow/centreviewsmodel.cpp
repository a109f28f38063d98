// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the views show of the model alone, without any prompt.
#include "ui/mainwindow/centreviews.h"

#include "ui/views/filterbar.h"
#include "ui/views/weightsview.h"

namespace headscope::ui {

void CentreViews::addWeights()
{
    connect(m_session, &app::Session::spectraChanged, this, [this] {
        m_weights->setSpectra(m_session->spectra());
        Q_EMIT inspectionChanged();
    });
    connect(m_session, &app::Session::directionsChanged, this, [this] {
        m_weights->setDirections(m_session->directions());
        Q_EMIT inspectionChanged();
    });
    connect(m_session, &app::Session::compositionChanged, this,
            [this] { m_weights->setComposition(m_session->composition()); });
    connect(m_weights, &WeightsView::pageChanged, this, [this] {
        if (isFront(Kind::Weights))
            lendFilters();
        Q_EMIT inspectionChanged();
    });
    connect(m_weights, &WeightsView::inspectionChanged, this, &CentreViews::inspectionChanged);
}

bool CentreViews::canBeMade(Kind kind) const
{
    const auto model = m_session->model();
    if (!model || m_session->prompt())
        return model != nullptr;
    return kind == Kind::Weights || (kind == Kind::Positions && !model->info.canRun());
}

void CentreViews::wantWeights()
{
    using Page = WeightsView::Page;
    const auto model = m_session->model();
    const bool front = model && isFront(Kind::Weights);
    // The head map has the ranks too, where it has nothing else.
    m_session->wantSpectra(front || (model && (m_wantAll || !model->info.canRun())));
    m_session->wantDirections(front && m_weights->page() == Page::Directions ? std::optional(
                                  m_weights->wantedDirections(filters()->options().lens))
                                                                             : std::nullopt);
    m_session->wantComposition(front && m_weights->page() == Page::Composition
                                   ? std::optional(m_weights->wantedComposition())
                                   : std::nullopt);
}

void CentreViews::setMissing(const QString& sentence)
{
    for (int i = 0; i < app::Selection::viewCount; ++i) {
        const auto kind = static_cast<Kind>(i);
        if (canBeMade(kind))
            view(kind)->setState(View::State::Running, tr("One moment…"));
        else
            view(kind)->setState(View::State::Failed, sentence);
    }
    m_wanting.start();
}

} // namespace headscope::ui
