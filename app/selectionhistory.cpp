// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/selectionhistory.h"

namespace headscope::app {

SelectionHistory::SelectionHistory(Selection* selection, int stepMilliseconds, QObject* parent)
    : QObject(parent),
      m_selection(selection),
      m_stepMilliseconds(stepMilliseconds),
      m_places{selection->place()}
{
    connect(selection, &Selection::changed, this, &SelectionHistory::note);
}

void SelectionHistory::note()
{
    if (m_going)
        return;
    const auto place = m_selection->place();
    const bool quick = m_sinceStep.isValid() && m_sinceStep.elapsed() < m_stepMilliseconds
                       && place.view == m_places[m_at].view && m_at > 0;
    m_sinceStep.start();
    m_places.resize(m_at + 1);
    if (quick) {
        m_places.back() = place;
    } else {
        m_places.push_back(place);
        if (m_places.size() > most)
            m_places.erase(m_places.begin());
    }
    m_at = m_places.size() - 1;
    Q_EMIT changed();
}

void SelectionHistory::back()
{
    if (canGoBack())
        go(m_at - 1);
}

void SelectionHistory::forward()
{
    if (canGoForward())
        go(m_at + 1);
}

void SelectionHistory::go(std::size_t at)
{
    m_at = at;
    m_sinceStep.invalidate();
    m_going = true;
    m_selection->setPlace(m_places[at]);
    m_going = false;
    Q_EMIT changed();
}

void SelectionHistory::clear()
{
    m_places = {m_selection->place()};
    m_at = 0;
    m_sinceStep.invalidate();
    Q_EMIT changed();
}

} // namespace headscope::app
