// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaObject>

#include <stop_token>
#include <utility>

namespace headscope::app {

/// Runs one of the methods of a worker or loader in its thread, with a copy of `job`.
template<class Worker, class Job>
void post(Worker* worker, void (Worker::*method)(const Job&), Job job)
{
    QMetaObject::invokeMethod(
        worker, [worker, method, job = std::move(job)] { (worker->*method)(job); },
        Qt::QueuedConnection);
}

/// Stops what went on with the source's token, and returns that of a new one.
inline std::stop_token renewed(std::stop_source& source)
{
    source.request_stop();
    source = std::stop_source();
    return source.get_token();
}

} // namespace headscope::app
