// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <deque>

namespace headscope::app {

/// Bytes per second over the last seconds, from how many had come when. Without a clock of its own.
class HubSpeed
{
public:
    /// `came`: bytes in all at this time; never fewer than before.
    void add(qint64 milliseconds, qint64 came);
    /// 0 while it is not known.
    double bytesPerSecond() const;

private:
    struct Point {
        qint64 milliseconds;
        qint64 came;
    };
    std::deque<Point> m_points;
};

} // namespace headscope::app
