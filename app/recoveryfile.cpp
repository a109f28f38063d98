// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recoveryfile.h"

#include "core/base/error.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QUuid>

#include <utility>

namespace headscope::app {

namespace {

/// Beside the file, for the file itself is replaced by another one with every write.
QString lockOf(const QString& path)
{
    return path + QStringLiteral(".lock");
}

void removeBoth(const QString& path, HubLock& lock)
{
    QFile::remove(path);
    QFile::remove(lockOf(path));
    lock.unlock();
}

} // namespace

RecoveryFile::RecoveryFile(QString folder) : m_folder(std::move(folder)) {}

QString RecoveryFile::usersFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
           + QStringLiteral("/headscope/recovery");
}

void RecoveryFile::write(const SavedSession& session)
{
    if (!isKept())
        return;
    if (m_path.isEmpty()) {
        if (!QDir().mkpath(m_folder))
            throw core::Error(core::ErrorKind::WriteFailed,
                              "cannot make the folder " + m_folder.toStdString());
        const QString path = QDir(m_folder).filePath(
            QUuid::createUuid().toString(QUuid::WithoutBraces)
            + QLatin1String(SavedSession::ending));
        m_lock.tryLock(lockOf(path)); // nobody else knows this name
        m_path = path;
    }
    writeSession(session, m_path);
}

void RecoveryFile::remove()
{
    if (!m_path.isEmpty())
        removeBoth(std::exchange(m_path, {}), m_lock);
}

std::optional<SavedSession> RecoveryFile::readLeft(const QString& path)
{
    try {
        // Of a program that runs, or another window's that was quicker.
        if (path == m_path || !m_leftLock.tryLock(lockOf(path)))
            return std::nullopt;
    } catch (const core::Error&) {
        return std::nullopt; // where there are no locks nobody knows whose it is
    }
    if (QFileInfo::exists(path)) {
        try {
            auto session = readSession(path);
            m_left = path;
            return session;
        } catch (const core::Error& error) {
            if (error.kind() != core::ErrorKind::FileDamaged) {
                m_leftLock.unlock();
                return std::nullopt; // a newer program's, or one that this user may not read
            }
        }
    }
    removeBoth(path, m_leftLock);
    return std::nullopt;
}

std::optional<SavedSession> RecoveryFile::takeLeft()
{
    if (!isKept() || !m_left.isEmpty())
        return std::nullopt;
    const QDir folder(m_folder);
    const auto files = folder.entryList({QLatin1Char('*') + QLatin1String(SavedSession::ending)},
                                        QDir::Files, QDir::Time);
    for (const QString& file : files)
        if (auto session = readLeft(folder.filePath(file)))
            return session;
    return std::nullopt;
}

void RecoveryFile::forgetLeft()
{
    if (!m_left.isEmpty())
        removeBoth(std::exchange(m_left, {}), m_leftLock);
}

} // namespace headscope::app
