// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hub/hubspeed.h"

namespace headscope::app {

namespace {

constexpr qint64 window = 5000;
/// Two points closer than this say little.
constexpr qint64 shortest = 200;

} // namespace

void HubSpeed::add(qint64 milliseconds, qint64 came)
{
    m_points.push_back({milliseconds, came});
    // The last point before the window stays, so that it is covered whole.
    while (m_points.size() > 2 && m_points[1].milliseconds <= milliseconds - window)
        m_points.pop_front();
}

double HubSpeed::bytesPerSecond() const
{
    if (m_points.empty())
        return 0;
    const qint64 time = m_points.back().milliseconds - m_points.front().milliseconds;
    if (time < shortest)
        return 0;
    return 1000.0 * static_cast<double>(m_points.back().came - m_points.front().came)
           / static_cast<double>(time);
}

} // namespace headscope::app
