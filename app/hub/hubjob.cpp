// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hub/hubjob.h"

#include <QFileInfo>
#include <QNetworkProxy>
#include <QStorageInfo>

#include <algorithm>
#include <new>

namespace headscope::app {

namespace {

/// A repository of 100,000 files has no longer list.
constexpr qint64 longestList = 32 << 20;
/// The index of a model of 1,000 layers is far shorter.
constexpr qint64 longestIndex = 64 << 20;
constexpr qint64 reportEvery = 100;
constexpr int askLockEvery = 200;

/// What the system is set to use, asked for when a connection is opened.
class SystemProxies final : public QNetworkProxyFactory
{
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery& query) override
    {
        return systemProxyForQuery(query);
    }
};

[[noreturn]] void refuse(core::ErrorKind kind, const QString& sentence)
{
    throw core::Error(kind, sentence.toStdString());
}

} // namespace

HubJob::HubJob(HubSettings settings, const QString& id, QString revision, QString into,
               std::stop_token stop)
    : m_settings(std::move(settings)),
      m_id(hubIdIn(id, m_settings.endpoint)),
      m_revision(std::move(revision)),
      m_into(std::move(into)),
      m_stop(std::move(stop)),
      m_store(m_settings.cache, m_id, m_into),
      m_lockTimer(this),
      m_reportTimer(this)
{
    m_lockTimer.setInterval(askLockEvery);
    connect(&m_lockTimer, &QTimer::timeout, this, [this] { step([this] { waitForLock(); }); });
    // Also while nothing comes, so that the speed falls.
    m_reportTimer.setInterval(reportEvery);
    connect(&m_reportTimer, &QTimer::timeout, this, [this] { report(false); });
}

HubJob::~HubJob() = default;

void HubJob::start()
{
    m_clock.start();
    step([this] {
        checkWhatIsAsked();
        m_network = std::make_unique<QNetworkAccessManager>();
        m_network->setProxyFactory(new SystemProxies);
        askForList();
    });
}

void HubJob::stop()
{
    end([this] { Q_EMIT stopped(); });
}

void HubJob::checkWhatIsAsked() const
{
    if (!isHubId(m_id))
        refuse(
            core::ErrorKind::BadArgument,
            QStringLiteral("\"%1\" is no id of a model (as in openai-community/gpt2)").arg(m_id));
    if (!isHubRevision(m_revision))
        refuse(core::ErrorKind::BadArgument,
               QStringLiteral("\"%1\" is no name of a revision").arg(m_revision));
    if (m_settings.offline)
        refuse(core::ErrorKind::DownloadFailed,
               QStringLiteral("%1 is not downloaded: HF_HUB_OFFLINE is set").arg(m_id));
    const QUrl endpoint(m_settings.endpoint, QUrl::StrictMode);
    if (!endpoint.isValid() || endpoint.host().isEmpty() || !endpoint.userInfo().isEmpty()
        || endpoint.hasQuery() || endpoint.hasFragment()
        || (endpoint.scheme() != QLatin1String("https")
            && endpoint.scheme() != QLatin1String("http")))
        refuse(core::ErrorKind::BadArgument,
               QStringLiteral("HF_ENDPOINT: \"%1\" is not the address of a hub: it must begin with "
                              "https:// or http:// and have no user name, ? or #")
                   .arg(m_settings.endpoint));
    const QFileInfo into(m_into);
    if (!m_into.isEmpty() && into.exists() && !into.isDir())
        refuse(core::ErrorKind::WriteFailed,
               QStringLiteral("%1 is a file, not a folder").arg(m_into));
}

HubQuestion HubJob::question(const QString& file) const
{
    return {m_id, m_revision, file, m_settings.endpoint, !m_settings.token.isEmpty()};
}

HubTransfer& HubJob::transfer(HubReceiver& receiver)
{
    m_transfer = std::make_unique<HubTransfer>(*m_network, m_settings, receiver, nullptr);
    return *m_transfer;
}

HubTransfer::Done HubJob::then(std::function<void()> work)
{
    return [this, work = std::move(work)](const core::Error* error) {
        if (error)
            fail(*error);
        else
            step(work);
    };
}

QUrl HubJob::fileAddress(const HubFile& file) const
{
    return QUrl::fromEncoded((m_settings.endpoint + QLatin1Char('/') + m_id
                              + QStringLiteral("/resolve/") + m_listed.commit + QLatin1Char('/'))
                                 .toUtf8()
                             + QUrl::toPercentEncoding(file.name, "/"));
}

void HubJob::askForList()
{
    report(true);
    auto receiver = std::make_unique<HubTextReceiver>(question(), longestList);
    const HubTextReceiver& text = *receiver;
    // A slash in a revision is no slash of the address.
    const QUrl address = QUrl::fromEncoded(
        (m_settings.endpoint + QStringLiteral("/api/models/") + m_id + QStringLiteral("/revision/"))
            .toUtf8()
        + QUrl::toPercentEncoding(m_revision) + "?blobs=true");
    auto& asked = transfer(*receiver);
    m_receiver = std::move(receiver);
    asked.get(address, then([this, &text] { readList(text.text()); }));
}

void HubJob::readList(const QByteArray& json)
{
    m_listed = readRevision(json, m_id);
    m_files = neededFiles(m_listed, m_id);
    if (isCommit(m_revision) && m_revision != m_listed.commit)
        refuse(core::ErrorKind::DownloadFailed,
               QStringLiteral("%1: the hub answers for the commit %2, where %3 was asked for")
                   .arg(m_id, m_listed.commit, m_revision));
    askForHeads();
}

void HubJob::askForHeads()
{
    const auto unknown = std::find_if(m_files.begin(), m_files.end(),
                                      [](const HubFile& file) { return !file.isComplete(); });
    if (unknown == m_files.end()) {
        checkRoom();
        nextFile();
        return;
    }
    auto receiver = std::make_unique<HubHeadReceiver>(question(unknown->name));
    const HubHeadReceiver& head = *receiver;
    auto& asked = transfer(*receiver);
    m_receiver = std::move(receiver);
    asked.expectServer();
    asked.head(fileAddress(*unknown), then([this, &file = *unknown, &head] {
                   takeHead(file, head);
                   askForHeads();
               }));
}

void HubJob::takeHead(HubFile& file, const HubHeadReceiver& receiver)
{
    if (receiver.size() < 0 || receiver.hash().isEmpty())
        refuse(core::ErrorKind::DownloadFailed,
               QStringLiteral("%1 of %2: the hub says neither in its list nor for the file how "
                              "long it is and which hash it has, so it could not be checked")
                   .arg(file.name, m_id));
    file.size = receiver.size();
    file.hash = receiver.hash();
}

QString HubJob::findOnDisk(const HubFile& file)
{
    // Looked for more than once, hashed only once.
    if (const auto known = m_onDisk.constFind(file.name); known != m_onDisk.constEnd())
        return *known;
    const QString path = m_store.find(file, m_listed.commit, [&](const QString& candidate) {
        return HubHash::of(candidate, file, m_stop);
    });
    if (!path.isEmpty())
        m_onDisk.insert(file.name, path);
    return path;
}

void HubJob::checkRoom()
{
    qint64 needed = 0;
    for (size_t i = m_next; i < m_files.size(); ++i)
        if (const HubFile& file = m_files[i]; findOnDisk(file).isEmpty())
            needed += std::max<qint64>(0, file.size - m_store.came(file));
    const QStorageInfo disk(m_store.onDisk());
    if (needed > 0 && disk.isValid() && disk.bytesAvailable() < needed)
        refuse(core::ErrorKind::WriteFailed,
               QStringLiteral("%1 needs %2 more bytes in %3, where %4 are free")
                   .arg(m_id)
                   .arg(needed)
                   .arg(m_store.onDisk())
                   .arg(disk.bytesAvailable()));
}

void HubJob::nextFile()
{
    m_transfer.reset();
    m_receiver.reset();
    m_file.reset();
    m_fileCame = 0;
    if (m_stop.stop_requested())
        return; // stop() is on its way
    if (m_next == m_files.size()) {
        publish();
        return;
    }
    if (!findOnDisk(current()).isEmpty()) {
        endFile();
        return;
    }
    m_file = std::make_unique<HubFileDownload>(question(current().name), current(), m_store,
                                               m_stop);
    waitForLock();
}

void HubJob::waitForLock()
{
    if (m_file->tryLock()) {
        m_lockTimer.stop();
        m_waiting = false;
        fetchFile();
    } else if (!m_waiting) {
        m_waiting = true;
        m_lockTimer.start();
        report(true);
    }
}

void HubJob::fetchFile()
{
    // The one who held the lock may have brought it.
    if (!findOnDisk(current()).isEmpty()) {
        endFile();
        return;
    }
    const bool complete = m_file->prepare();
    if (m_stop.stop_requested())
        return;
    m_fileCame = m_file->done();
    report(true);
    const auto named = [this] {
        m_file->complete();
        report(false);
        endFile();
    };
    if (complete) {
        named();
        return;
    }
    m_reportTimer.start();
    auto& asked = transfer(*m_file);
    asked.expectServer();
    asked.get(fileAddress(current()), then(named));
}

void HubJob::endFile()
{
    m_reportTimer.stop();
    m_came += m_file ? std::max<qint64>(0, m_file->done() - m_fileCame) : 0;
    const bool isIndex = current().name == QLatin1String(indexName);
    if (isIndex)
        readIndex();
    ++m_next;
    // Of what the index names, sizes and hashes may be missing, and room on the disk.
    if (isIndex)
        askForHeads();
    else
        nextFile();
}

void HubJob::readIndex()
{
    const HubFile index = current();
    QFile file(findOnDisk(index));
    if (index.size > longestIndex || !file.open(QIODevice::ReadOnly))
        refuse(core::ErrorKind::FileDamaged,
               QStringLiteral("%1 of %2: cannot be read (%3 bytes, at most %4)")
                   .arg(index.name, m_id)
                   .arg(index.size)
                   .arg(longestIndex));
    for (const HubFile& shard : shardsIn(file.readAll(), m_listed, m_id))
        m_files.push_back(shard);
}

void HubJob::publish()
{
    const QString folder = m_store.publish(m_files, m_listed.commit, m_revision);
    report(true);
    end([&] { Q_EMIT finished(folder); });
}

void HubJob::report(bool evenIfSoon)
{
    const qint64 now = m_clock.elapsed();
    if (!evenIfSoon && now - m_reported < reportEvery)
        return;
    m_reported = now;
    HubProgress progress;
    progress.filesTotal = static_cast<int>(m_files.size());
    progress.filesDone = static_cast<int>(m_next);
    progress.waiting = m_waiting;
    for (const HubFile& file : m_files)
        progress.total += std::max<qint64>(0, file.size);
    for (size_t i = 0; i < m_next; ++i)
        progress.done += m_files[i].size;
    if (m_next < m_files.size()) {
        progress.file = current().name;
        progress.fileTotal = std::max<qint64>(0, current().size);
        progress.fileDone = m_file ? m_file->done() : 0;
        progress.done += progress.fileDone;
    }
    // A file that began anew has brought nothing.
    m_came += std::max<qint64>(0, progress.fileDone - m_fileCame);
    m_fileCame = progress.fileDone;
    m_speed.add(now, m_came);
    progress.bytesPerSecond = m_speed.bytesPerSecond();
    if (progress.bytesPerSecond > 0)
        progress.secondsLeft = static_cast<double>(progress.total - progress.done)
                               / progress.bytesPerSecond;
    Q_EMIT progressed(progress);
}

void HubJob::end(const std::function<void()>& tell)
{
    if (m_ended)
        return;
    m_ended = true;
    m_lockTimer.stop();
    m_reportTimer.stop();
    m_transfer.reset();
    m_receiver.reset();
    m_file.reset();
    tell();
}

void HubJob::fail(const core::Error& error)
{
    // What a stop leaves half done is no failure; stop() is on its way.
    if (m_stop.stop_requested())
        return;
    const core::ErrorKind kind = error.kind();
    const QString sentence = QString::fromUtf8(error.what());
    end([&] { Q_EMIT failed(kind, sentence); });
}

void HubJob::step(const std::function<void()>& work)
{
    if (m_ended)
        return;
    try {
        work();
    } catch (const core::Error& error) {
        fail(error);
    } catch (const std::bad_alloc&) {
        fail(
            {core::ErrorKind::DownloadFailed, m_id.toStdString() + ": there is not enough memory"});
    }
}

} // namespace headscope::app
