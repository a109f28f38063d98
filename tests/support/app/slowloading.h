// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/modelloader.h"
#include "app/session.h"

#include <QSemaphore>

#include <memory>

namespace headscope::app {

/// Holds a session's loading thread, as a slow disk would, until it is told to go on or goes out of
/// scope.
class SlowLoading
{
public:
    explicit SlowLoading(const Session& session) : m_gate(std::make_shared<QSemaphore>())
    {
        QMetaObject::invokeMethod(
            session.m_loader, [gate = m_gate] { gate->acquire(); }, Qt::QueuedConnection);
    }
    ~SlowLoading() { goOn(); }
    SlowLoading(const SlowLoading&) = delete;
    SlowLoading& operator=(const SlowLoading&) = delete;

    void goOn() const { m_gate->release(); }

private:
    std::shared_ptr<QSemaphore> m_gate;
};

} // namespace headscope::app
