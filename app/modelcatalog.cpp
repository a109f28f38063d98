// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/modelcatalog.h"

#include "app/failure.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMap>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <utility>

namespace headscope::app {

namespace {

constexpr qsizetype shortHash = 8;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(headscope::app::ModelCatalog)
};

/// The commit that a ref's file names; empty where it names none.
QString commitOf(const QString& refFile)
{
    QFile file(refFile);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QString commit = QString::fromLatin1(file.read(200)).trimmed();
    static const QRegularExpression form(QStringLiteral("\\A[A-Za-z0-9_][A-Za-z0-9_.-]*\\z"));
    return form.match(commit).hasMatch() ? commit : QString();
}

/// Commit -> ref ("main", "refs/pr/1" as "pr/1"); main where several name the same.
QMap<QString, QString> refsOf(const QString& repository)
{
    QMap<QString, QString> refs;
    const QString root = repository + QStringLiteral("/refs");
    QStringList folders{root};
    for (int depth = 0; depth < 3 && !folders.isEmpty(); ++depth) {
        QStringList deeper;
        for (const QString& folder : std::as_const(folders)) {
            const auto entries = QDir(folder).entryInfoList(
                QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
            for (const QFileInfo& entry : entries) {
                if (entry.isDir()) {
                    if (!entry.isSymLink())
                        deeper.append(entry.filePath());
                    continue;
                }
                const QString commit = commitOf(entry.filePath());
                const QString name = entry.filePath().mid(root.size() + 1);
                if (!commit.isEmpty() && (!refs.contains(commit) || name == QLatin1String("main")))
                    refs.insert(commit, name);
            }
        }
        folders = deeper;
    }
    return refs;
}

/// The first link of a folder that leads nowhere, of those to files that a model is loaded from;
/// empty where there is none.
QString brokenLink(const QString& folder)
{
    const auto entries = QDir(folder).entryInfoList(
        QDir::Files | QDir::System | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name);
    for (const QFileInfo& entry : entries) {
        const QString name = entry.fileName();
        const bool isRead = name.endsWith(QLatin1String(".safetensors"))
                            || name.endsWith(QLatin1String(".json"))
                            || name.endsWith(QLatin1String(".model"))
                            || name == QLatin1String("merges.txt");
        if (isRead && entry.isSymLink() && !entry.exists())
            return name;
    }
    return {};
}

/// What has come of a repository whose download was begun and not finished.
qint64 partBytesOf(const QString& repository)
{
    const auto blobs = QDir(repository + QStringLiteral("/blobs"))
                           .entryInfoList(QDir::Files | QDir::Hidden, QDir::Name);
    qint64 bytes = 0;
    for (const QFileInfo& blob : blobs)
        bytes += blob.size();
    return bytes;
}

bool hasUnfinishedFile(const QString& repository)
{
    return !QDir(repository + QStringLiteral("/blobs"))
                .entryList({QStringLiteral("*.incomplete")}, QDir::Files | QDir::Hidden)
                .isEmpty();
}

CatalogEntry cached(const QString& id)
{
    CatalogEntry entry;
    entry.origin = CatalogEntry::Origin::HubCache;
    entry.name = id;
    return entry;
}

void listRepository(const QString& repository, const QString& id,
                    std::vector<CatalogEntry>& entries)
{
    const auto refs = refsOf(repository);
    const QDir snapshots(repository + QStringLiteral("/snapshots"));
    const QString main = refs.key(QStringLiteral("main"));
    QStringList commits = snapshots.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    if (commits.contains(main)) {
        commits.move(commits.indexOf(main), 0);
    } else if (commits.isEmpty() || !main.isEmpty()) {
        CatalogEntry entry = cached(id);
        entry.folder = repository;
        entry.state = CatalogEntry::State::Unreadable;
        entry.partBytes = partBytesOf(repository);
        entry.problem =
            main.isEmpty()
                ? Text::tr("The download is not complete: there is no snapshot yet.")
                : Text::tr("The download is not complete: refs/main names %1, which is not in "
                           "snapshots.")
                      .arg(main);
        entries.push_back(std::move(entry));
    }
    for (const QString& commit : std::as_const(commits)) {
        CatalogEntry entry = cached(id);
        entry.folder = snapshots.filePath(commit);
        // The only one of a repository whose download never came to its end is the usual one.
        const bool usual = commit == main || (main.isEmpty() && commits.size() == 1);
        if (!usual)
            entry.revision = refs.value(commit, commit.left(shortHash));
        entries.push_back(std::move(entry));
    }
}

QString plainPath(const QString& path)
{
    const QString canonical = QFileInfo(path).canonicalFilePath();
    return canonical.isEmpty() ? QDir::cleanPath(path) : canonical;
}

void readExisting(CatalogEntry& entry)
{
    entry.diskBytes = 0;
    const auto files = QDir(entry.folder).entryInfoList(QDir::Files, QDir::Name);
    for (const QFileInfo& file : files)
        entry.diskBytes += file.size();
    const auto failure = failureOf([&entry] {
        entry.outline = core::outlineModel(QFile::encodeName(entry.folder).toStdString());
    });
    entry.state = failure ? CatalogEntry::State::Unreadable : CatalogEntry::State::Readable;
    if (!failure)
        return;
    entry.problem = failure->sentence;
    const QString link = brokenLink(entry.folder);
    if (!link.isEmpty()) {
        const QString sentence =
            entry.origin == CatalogEntry::Origin::HubCache
                ? Text::tr("The download is not complete: %1 is a link to a file that is not "
                           "there.")
                : Text::tr("%1 is a link to a file that is not there.");
        entry.problem = sentence.arg(QDir(entry.folder).filePath(link));
    }
    if (entry.origin != CatalogEntry::Origin::HubCache)
        return;
    const QString repository = QFileInfo(QFileInfo(entry.folder).path()).path();
    const bool unfinished = hasUnfinishedFile(repository);
    if (unfinished && link.isEmpty())
        entry.problem =
            Text::tr("The download was begun and is not complete: %1").arg(failure->sentence);
    if (unfinished || !link.isEmpty())
        entry.partBytes = partBytesOf(repository);
}

} // namespace

std::vector<CatalogEntry> listModels(const ModelPlaces& places, const QStringList& recent)
{
    std::vector<CatalogEntry> entries;
    const auto folders = QDir::Dirs | QDir::NoDotAndDotDot;
    const QDir embedded(places.embedded);
    if (!places.embedded.isEmpty())
        for (const QString& name : embedded.entryList(folders, QDir::Name)) {
            CatalogEntry entry;
            entry.origin = CatalogEntry::Origin::Embedded;
            entry.name = name;
            entry.folder = embedded.filePath(name);
            entries.push_back(std::move(entry));
        }
    const QDir cache(places.hubCache);
    if (!places.hubCache.isEmpty())
        for (const QString& name :
             cache.entryList({QStringLiteral("models--*")}, folders, QDir::Name | QDir::IgnoreCase))
            listRepository(cache.filePath(name), hubIdOf(name), entries);
    QSet<QString> known;
    for (const CatalogEntry& entry : entries)
        known.insert(plainPath(entry.folder));
    for (const QString& folder : recent) {
        if (folder.isEmpty() || known.contains(plainPath(folder)))
            continue;
        known.insert(plainPath(folder));
        CatalogEntry entry;
        entry.folder = folder;
        entry.name = modelNameOf(folder);
        entries.push_back(std::move(entry));
    }
    return entries;
}

void readEntry(CatalogEntry& entry)
{
    if (entry.state == CatalogEntry::State::Unreadable)
        return; // listed with its reason
    entry.outline.reset();
    entry.problem.clear();
    if (QFileInfo(entry.folder).isDir()) {
        readExisting(entry);
        return;
    }
    if (entry.origin == CatalogEntry::Origin::HubCache) {
        // Listed a moment ago: a download that was given up has just tidied up.
        entry.state = CatalogEntry::State::Unreadable;
        entry.problem = Text::tr("The download is not complete: there is no snapshot yet.");
        entry.partBytes = partBytesOf(QFileInfo(QFileInfo(entry.folder).path()).path());
        return;
    }
    entry.state = CatalogEntry::State::Gone;
    entry.problem = QFileInfo::exists(entry.folder)
                        ? Text::tr("%1 is not a folder any more.").arg(entry.folder)
                        : Text::tr("There is no folder %1 any more.").arg(entry.folder);
}

ModelCatalog::ModelCatalog(ModelPlaces places, QObject* parent)
    : QObject(parent), m_places(std::move(places)), m_reader(new QObject), m_inspector(new QObject)
{
    m_thread.setObjectName(QStringLiteral("catalog"));
    m_inspectThread.setObjectName(QStringLiteral("inspector"));
    for (const auto& [object, thread] :
         {std::pair(m_reader, &m_thread), std::pair(m_inspector, &m_inspectThread)}) {
        object->moveToThread(thread);
        connect(thread, &QThread::finished, object, &QObject::deleteLater);
        thread->start(QThread::LowPriority);
    }
}

ModelCatalog::~ModelCatalog()
{
    m_stop.request_stop();
    for (QThread* thread : {&m_thread, &m_inspectThread})
        thread->quit();
    for (QThread* thread : {&m_thread, &m_inspectThread})
        thread->wait();
}

void ModelCatalog::refresh(const QStringList& recent)
{
    cancel();
    m_reading = true;
    m_stop = std::stop_source();
    const quint64 id = ++m_refreshId;
    QMetaObject::invokeMethod(
        m_reader,
        [this, id, recent, places = m_places, stop = m_stop.get_token()] {
            if (stop.stop_requested())
                return;
            auto entries = listModels(places, recent);
            QMetaObject::invokeMethod(this, [this, id, entries] { listed(id, entries); });
            for (std::size_t k = 0; k < entries.size() && !stop.stop_requested(); ++k) {
                readEntry(entries[k]);
                QMetaObject::invokeMethod(
                    this, [this, id, k, entry = std::move(entries[k])] { read(id, k, entry); });
            }
        },
        Qt::QueuedConnection);
}

void ModelCatalog::cancel()
{
    m_stop.request_stop();
    ++m_refreshId;
    m_reading = false;
}

void ModelCatalog::listed(quint64 id, std::vector<CatalogEntry> entries)
{
    if (id != m_refreshId)
        return;
    m_entries = std::move(entries);
    m_reading = !m_entries.empty();
    Q_EMIT changed();
    if (!m_reading)
        Q_EMIT finished();
}

void ModelCatalog::read(quint64 id, std::size_t index, const CatalogEntry& entry)
{
    if (id != m_refreshId)
        return;
    m_entries[index] = entry;
    m_reading = index + 1 < m_entries.size();
    Q_EMIT changed();
    if (!m_reading)
        Q_EMIT finished();
}

void ModelCatalog::inspect(const QString& folderOrFile)
{
    const quint64 id = ++m_inspectId;
    QMetaObject::invokeMethod(
        m_inspector,
        [this, id, folderOrFile] {
            const QFileInfo info(folderOrFile);
            CatalogEntry entry;
            entry.folder = info.isFile() ? info.path() : folderOrFile;
            entry.name = modelNameOf(entry.folder);
            readEntry(entry);
            QMetaObject::invokeMethod(this, [this, id, folderOrFile, entry] {
                if (id == m_inspectId)
                    Q_EMIT inspected(folderOrFile, entry);
            });
        },
        Qt::QueuedConnection);
}

} // namespace headscope::app
