// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hub/hubdownload.h"

#include "app/hub/hubjob.h"

#include <QThread>

#include <utility>

namespace headscope::app {

/// The thread of one download and the job in it, which it destroys at its end.
class HubDownload::Running
{
public:
    Running(HubSettings settings, const QString& id, const QString& revision, const QString& into)
        : m_job(new HubJob(std::move(settings), id, revision, into, m_stop.get_token()))
    {
        m_thread.setObjectName(QStringLiteral("hub"));
        m_job->moveToThread(&m_thread);
        connect(&m_thread, &QThread::started, m_job, &HubJob::start);
        connect(&m_thread, &QThread::finished, m_job, &QObject::deleteLater);
    }

    ~Running()
    {
        m_stop.request_stop();
        m_thread.quit();
        m_thread.wait();
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

    const HubJob* job() const { return m_job; }
    void start() { m_thread.start(); }
    void cancel()
    {
        if (m_stop.request_stop())
            QMetaObject::invokeMethod(m_job, &HubJob::stop, Qt::QueuedConnection);
    }

private:
    std::stop_source m_stop;
    QThread m_thread;
    HubJob* m_job; ///< lives in the thread
};

HubDownload::HubDownload(HubSettings settings, QObject* parent)
    : QObject(parent), m_settings(std::move(settings))
{}

HubDownload::~HubDownload() = default;

void HubDownload::start(const QString& id, const QString& revision, const QString& into)
{
    Q_ASSERT(!isRunning());
    m_running = std::make_unique<Running>(m_settings, id, revision, into);
    const HubJob* job = m_running->job();
    connect(job, &HubJob::progressed, this, &HubDownload::progressed);
    // The thread has ended before anyone hears of it, so that the next start() may follow at once.
    connect(job, &HubJob::finished, this, [this](const QString& folder) {
        m_running.reset();
        Q_EMIT finished(folder);
    });
    connect(job, &HubJob::failed, this, [this](core::ErrorKind kind, const QString& sentence) {
        m_running.reset();
        Q_EMIT failed(kind, sentence);
    });
    connect(job, &HubJob::stopped, this, [this] {
        m_running.reset();
        Q_EMIT stopped();
    });
    m_running->start();
}

void HubDownload::cancel()
{
    if (m_running)
        m_running->cancel();
}

bool HubDownload::isRunning() const
{
    return m_running != nullptr;
}

} // namespace headscope::app
