// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hub/hubstore.h"

#include "core/base/error.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <filesystem>
#include <system_error>

namespace headscope::app {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void cannotWrite(const QString& path, const QString& reason)
{
    throw core::Error(core::ErrorKind::WriteFailed,
                      QStringLiteral("cannot write %1: %2").arg(path, reason).toStdString());
}

fs::path system(const QString& path)
{
    return fs::path(QFile::encodeName(path).toStdString());
}

void check(const std::error_code& error, const QString& path)
{
    if (error)
        cannotWrite(path, QString::fromStdString(error.message()));
}

void makeFolder(const QString& path)
{
    std::error_code error;
    fs::create_directories(system(path), error);
    check(error, path);
}

void rename(const QString& from, const QString& to)
{
    std::error_code error;
    fs::rename(system(from), system(to), error);
    check(error, to);
}

bool hasSize(const QString& path, qint64 size)
{
    const QFileInfo info(path);
    return info.isFile() && info.size() == size;
}

} // namespace

HubStore::HubStore(const QString& cache, const QString& id, const QString& into)
    : m_plain(!into.isEmpty())
{
    if (m_plain) {
        m_root = QDir(into).absolutePath();
        m_blobs = m_root + QStringLiteral("/.headscope-download");
        m_locks = m_blobs;
        return;
    }
    const QString name = QStringLiteral("models--")
                         + QString(id).replace(QLatin1Char('/'), QLatin1String("--"));
    const QString absolute = QDir(cache).absolutePath();
    m_root = absolute + QLatin1Char('/') + name;
    m_blobs = m_root + QStringLiteral("/blobs");
    m_locks = absolute + QStringLiteral("/.locks/") + name;
}

void HubStore::prepare() const
{
    makeFolder(m_blobs);
    makeFolder(m_locks);
}

QString HubStore::onDisk() const
{
    QString path = m_root;
    while (!QFileInfo::exists(path) && path != QFileInfo(path).path())
        path = QFileInfo(path).path();
    return path;
}

QString HubStore::blob(const HubFile& file) const
{
    return m_blobs + QLatin1Char('/') + QString::fromLatin1(file.hash);
}

QString HubStore::incomplete(const HubFile& file) const
{
    return blob(file) + QStringLiteral(".incomplete");
}

QString HubStore::lock(const HubFile& file) const
{
    return m_locks + QLatin1Char('/') + QString::fromLatin1(file.hash) + QStringLiteral(".lock");
}

qint64 HubStore::came(const HubFile& file) const
{
    return QFileInfo(incomplete(file)).size();
}

QString HubStore::snapshot(const QString& commit) const
{
    return m_plain ? m_root : m_root + QStringLiteral("/snapshots/") + commit;
}

QString HubStore::find(const HubFile& file, const QString& commit,
                       const std::function<QByteArray(const QString&)>& hashOf) const
{
    if (hasSize(blob(file), file.size))
        return blob(file);
    const QString named = snapshot(commit) + QLatin1Char('/') + file.name;
    const QFileInfo info(named);
    if (!info.exists())
        return {};
    const bool right = info.isFile() && info.size() == file.size && hashOf(named) == file.hash;
    if (right)
        return named;
    if (m_plain)
        cannotWrite(named, QStringLiteral("another file is in its place (%1 bytes, where %2 bytes "
                                          "with the hash %3 are to come); move it away, or choose "
                                          "another folder")
                               .arg(info.size())
                               .arg(file.size)
                               .arg(QString::fromLatin1(file.hash)));
    return {};
}

QString HubStore::publish(const std::vector<HubFile>& files, const QString& commit,
                          const QString& revision) const
{
    const QString folder = snapshot(commit);
    makeFolder(folder);
    // The configuration comes last: a folder without one is no model.
    for (auto file = files.rbegin(); file != files.rend(); ++file)
        if (m_plain)
            publishPlain(*file, files);
        else
            publishLink(*file, folder);
    if (m_plain)
        QDir(m_blobs).removeRecursively();
    else if (revision != commit)
        writeReference(commit, revision);
    return folder;
}

void HubStore::publishLink(const HubFile& file, const QString& folder) const
{
    const QString link = folder + QLatin1Char('/') + file.name;
    const QString blobFile = blob(file);
    const QString target = QStringLiteral("../../blobs/") + QString::fromLatin1(file.hash);
    std::error_code error;
    if (fs::read_symlink(system(link), error) == system(target) && !error)
        return;
    // Files that were not linked but are right, as on file systems without links.
    if (!QFileInfo::exists(blobFile) && hasSize(link, file.size))
        return;
    const QString temporary = link
                              + QStringLiteral(".%1.tmp").arg(QCoreApplication::applicationPid());
    fs::remove(system(temporary), error);
    fs::create_symlink(system(target), system(temporary), error);
    // The file system has no links: the file itself, as other programs do it there.
    rename(error ? blobFile : temporary, link);
}

void HubStore::publishPlain(const HubFile& file, const std::vector<HubFile>& files) const
{
    const QString named = m_root + QLatin1Char('/') + file.name;
    std::error_code error;
    fs::rename(system(blob(file)), system(named), error);
    // Named in an earlier download, or by another program that downloads the same.
    if (!error || hasSize(named, file.size))
        return;
    if (error != std::errc::no_such_file_or_directory)
        check(error, named);
    // The same bytes under two names came only once.
    for (const HubFile& other : files)
        if (other.hash == file.hash && other.name != file.name) {
            fs::copy_file(system(m_root + QLatin1Char('/') + other.name), system(named), error);
            check(error, named);
            return;
        }
    cannotWrite(named, QStringLiteral("what was downloaded for it is gone"));
}

void HubStore::writeReference(const QString& commit, const QString& revision) const
{
    const QString path = m_root + QStringLiteral("/refs/") + revision;
    makeFolder(QFileInfo(path).path());
    QSaveFile file(path);
    const QByteArray text = commit.toLatin1();
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        cannotWrite(path, file.errorString());
}

} // namespace headscope::app
