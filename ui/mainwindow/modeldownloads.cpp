// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/modeldownloads.h"

#include "app/hub/hubmodels.h"

#include <QDir>
#include <QFileInfo>
#include <QStorageInfo>
#include <QUrl>

#include <algorithm>

namespace headscope::ui {

namespace {
/// config.json and the tokenizer's files of a GPT-2.
constexpr qint64 otherFilesBytes = 4'000'000;
} // namespace

ModelDownloads::ModelDownloads(const app::HubSettings& settings, QObject* parent)
    : QObject(parent), m_settings(settings)
{
    for (const app::HubModel& model : app::hubModels()) {
        m_order.push_back(model.id);
        Download& download = m_downloads[model.id];
        download.name = model.name;
        download.bytes = model.bytes + otherFilesBytes;
    }
}

ModelDownloads::~ModelDownloads() = default;

void ModelDownloads::setOnDisk(const QStringList& there, const std::map<QString, qint64>& parts)
{
    for (const auto& [id, bytes] : parts)
        if (m_downloads.find(id) == m_downloads.end()) {
            m_order.push_back(id);
            m_downloads[id].name = id;
        }
    for (auto& [id, download] : m_downloads) {
        download.there = there.contains(id);
        if (download.running)
            continue;
        const auto part = parts.find(id);
        download.done = part == parts.end() ? 0 : part->second;
    }
}

std::optional<qint64> ModelDownloads::freeOnDisk() const
{
    QString folder = QDir::cleanPath(m_settings.cache);
    while (!folder.isEmpty() && !QFileInfo::exists(folder)) {
        const QString above = QFileInfo(folder).path();
        if (above == folder)
            break;
        folder = above;
    }
    const QStorageInfo disk(folder);
    return disk.isValid() ? std::optional<qint64>(disk.bytesAvailable()) : std::nullopt;
}

ModelEntry ModelDownloads::entryOf(const QString& id, const Download& download) const
{
    ModelEntry entry;
    entry.key = QStringLiteral("download:") + id;
    entry.section = ModelEntry::Section::Download;
    entry.name = id;
    entry.title = download.name == id ? QString() : download.name;
    entry.bytes = download.bytes;
    entry.done = download.done;
    entry.problem = download.failure;
    entry.source = QUrl(m_settings.endpoint).host();
    entry.freeOnDisk = freeOnDisk();
    entry.goesTo = m_settings.cache;
    entry.offline = m_settings.offline;
    entry.state = download.running             ? ModelEntry::State::Downloading
                  : download.done > 0          ? ModelEntry::State::Stopped
                  : download.failure.isEmpty() ? ModelEntry::State::Offered
                                               : ModelEntry::State::Stopped;
    if (!download.running)
        return entry;
    const app::HubProgress& progress = download.progress;
    entry.bytesPerSecond = progress.bytesPerSecond;
    entry.secondsLeft = progress.secondsLeft;
    if (progress.total == 0)
        entry.step = tr("Asking %1 what there is to download…").arg(entry.source);
    return entry;
}

std::vector<ModelEntry> ModelDownloads::entries() const
{
    std::vector<ModelEntry> all;
    for (const QString& id : m_order)
        if (const Download& download = m_downloads.at(id);
            download.running || (!download.there && (download.bytes > 0 || download.done > 0)))
            all.push_back(entryOf(id, download));
    return all;
}

std::optional<ModelEntry> ModelDownloads::entry(const QString& id) const
{
    const auto found = m_downloads.find(id);
    if (found == m_downloads.end())
        return std::nullopt;
    return entryOf(id, found->second);
}

void ModelDownloads::start(const QString& id)
{
    const auto found = m_downloads.find(id);
    if (found == m_downloads.end() || found->second.running)
        return;
    Download& download = found->second;
    download.failure.clear();
    download.progress = {};
    download.running = std::make_unique<app::HubDownload>(m_settings);
    const app::HubDownload* hub = download.running.get();
    connect(hub, &app::HubDownload::progressed, this, [this, id](const app::HubProgress& progress) {
        Download& d = m_downloads.at(id);
        d.progress = progress;
        d.done = progress.done;
        if (progress.total > 0)
            d.bytes = progress.total;
        Q_EMIT progressed(entryOf(id, d));
    });
    connect(hub, &app::HubDownload::finished, this, [this, id](const QString& folder) {
        m_downloads.at(id).there = true;
        release(id);
        Q_EMIT finished(id, folder);
    });
    connect(hub, &app::HubDownload::failed, this,
            [this, id](core::ErrorKind, const QString& sentence) {
                m_downloads.at(id).failure = sentence;
                release(id);
                Q_EMIT stopped(id, sentence);
            });
    connect(hub, &app::HubDownload::stopped, this, [this, id] {
        release(id);
        Q_EMIT stopped(id, {});
    });
    download.running->start(id);
    Q_EMIT progressed(entryOf(id, download));
}

void ModelDownloads::cancel(const QString& id)
{
    const auto found = m_downloads.find(id);
    if (found != m_downloads.end() && found->second.running)
        found->second.running->cancel();
}

/// It is its signal that is being answered: not deleted at once.
void ModelDownloads::release(const QString& id)
{
    m_downloads.at(id).running.release()->deleteLater();
}

} // namespace headscope::ui
