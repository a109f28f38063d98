// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/runcontrol.h"

#include <algorithm>
#include <cstddef>
#include <limits>

namespace headscope::core {

/// Counts the rows that are written, tells of them now and then, and hears of stops.
class RowProgress
{
public:
    /// `rows`: of everything that is to be written; 0 where that is not known.
    RowProgress(const RunControl& control, std::size_t rows) : m_control(control), m_rows(rows) {}

    /// Another row is written; false when stopped.
    bool next()
    {
        if (++m_done % rowsPerReport == 0)
            m_control.report(bounded(m_done), bounded(std::max(m_done, m_rows)));
        return !m_control.stopped();
    }

    /// All are written; what is left is told as the last of them.
    void last() const { m_control.report(bounded(m_done), bounded(m_done)); }

private:
    static constexpr std::size_t rowsPerReport = 64;
    static int bounded(std::size_t rows)
    {
        return static_cast<int>(std::min<std::size_t>(rows, std::numeric_limits<int>::max()));
    }

    const RunControl& m_control;
    std::size_t m_rows;
    std::size_t m_done = 0;
};

} // namespace headscope::core
