// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hub/hubdownload.h"

#include <QTimer>

namespace headscope::app {

class HubDownload::Job
{};

HubDownload::HubDownload(HubSettings settings, QObject* parent)
    : QObject(parent), m_settings(std::move(settings))
{}

HubDownload::~HubDownload() = default;

void HubDownload::start(const QString& id, const QString&, const QString&)
{
    m_job = std::make_unique<Job>();
    QTimer::singleShot(0, this, [this, id] {
        if (!m_job)
            return;
        m_job.reset();
        Q_EMIT failed(core::ErrorKind::DownloadFailed,
                      QStringLiteral("%1 was not downloaded").arg(id));
    });
}

void HubDownload::cancel()
{
    if (!m_job)
        return;
    m_job.reset();
    QTimer::singleShot(0, this, [this] { Q_EMIT stopped(); });
}

bool HubDownload::isRunning() const
{
    return m_job != nullptr;
}

} // namespace headscope::app
