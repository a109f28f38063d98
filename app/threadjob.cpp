// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/threadjob.h"

#include <QThread>

#include <utility>

namespace headscope::app {

ThreadJob::ThreadJob(QObject* parent) : QObject(parent) {}

ThreadJob::~ThreadJob()
{
    m_stop.request_stop();
    if (m_thread != nullptr)
        m_ending.push_back(m_thread);
    for (QThread* thread : m_ending) {
        thread->wait();
        delete thread;
    }
}

void ThreadJob::start(Work work)
{
    cancel();
    const quint64 id = ++m_id;
    m_stop = std::stop_source();
    m_thread = QThread::create([this, id, work = std::move(work), stop = m_stop.get_token()] {
        After after = work(stop);
        QMetaObject::invokeMethod(
            this, [this, id, after = std::move(after)] { end(id, after); }, Qt::QueuedConnection);
    });
    m_thread->setObjectName(QStringLiteral("job"));
    m_thread->start(QThread::LowPriority);
}

bool ThreadJob::cancel()
{
    if (m_thread == nullptr)
        return false;
    m_stop.request_stop();
    ++m_id;
    QThread* thread = std::exchange(m_thread, nullptr);
    m_ending.push_back(thread);
    connect(thread, &QThread::finished, this, [this, thread] {
        if (std::erase(m_ending, thread) > 0)
            thread->deleteLater();
    });
    // Where it has ended before somebody listened.
    if (thread->isFinished() && std::erase(m_ending, thread) > 0)
        thread->deleteLater();
    return true;
}

void ThreadJob::end(quint64 id, const After& after)
{
    if (id != m_id || m_thread == nullptr)
        return;
    m_thread->wait();
    delete std::exchange(m_thread, nullptr);
    if (after)
        after();
}

} // namespace headscope::app
