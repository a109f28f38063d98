// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/selection.h"

#include <QElapsedTimer>
#include <QObject>

#include <vector>

namespace headscope::app {

/// The places a selection has been at, as a browser has pages: back, forward, and a new place cuts
/// off what was ahead. Steps that follow each other quickly within one view (arrow keys held down)
/// count as one. Owned by the main window, GUI thread.
class SelectionHistory : public QObject
{
    Q_OBJECT
public:
    /// `selection` outlives this. Steps of one view within `stepMilliseconds` become one.
    explicit SelectionHistory(Selection* selection, int stepMilliseconds = 500,
                              QObject* parent = nullptr);

    bool canGoBack() const { return m_at > 0; }
    bool canGoForward() const { return m_at + 1 < m_places.size(); }
    void back();
    void forward();
    /// Forgets everything but the present place; a new model has other layers and heads.
    void clear();

    static constexpr std::size_t most = 200; ///< older places are forgotten

Q_SIGNALS:
    void changed(); ///< canGoBack(), canGoForward()

private:
    void note();
    void go(std::size_t at);

    Selection* m_selection;
    int m_stepMilliseconds;
    std::vector<Selection::Place> m_places;
    std::size_t m_at = 0;
    bool m_going = false;
    QElapsedTimer m_sinceStep;
};

} // namespace headscope::app
