// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hub/hubfiledownload.h"

#include <QRegularExpression>

#include <filesystem>
#include <system_error>

namespace headscope::app {

namespace {

constexpr qint64 piece = 1 << 20;

bool isSha256(const HubFile& file)
{
    return file.hash.size() == 64;
}

} // namespace

HubHash::HubHash(const HubFile& file)
    : m_hash(isSha256(file) ? QCryptographicHash::Sha256 : QCryptographicHash::Sha1)
{
    // Git's objects: kind, length, a NUL, then the bytes
    // (https://git-scm.com/book/en/v2/Git-Internals-Git-Objects).
    if (!isSha256(file))
        m_head = "blob " + QByteArray::number(file.size) + '\0';
    m_hash.addData(m_head);
}

void HubHash::startAnew()
{
    m_hash.reset();
    m_hash.addData(m_head);
}

QByteArray HubHash::of(const QString& path, const HubFile& file, const std::stop_token& stop)
{
    QFile input(path);
    if (!input.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return {};
    HubHash hash(file);
    while (!stop.stop_requested()) {
        const QByteArray bytes = input.read(piece);
        if (bytes.isEmpty())
            return input.error() == QFileDevice::NoError ? hash.result() : QByteArray();
        hash.add(bytes);
    }
    return {};
}

HubFileDownload::HubFileDownload(HubQuestion question, HubFile file, const HubStore& store,
                                 std::stop_token stop)
    : m_question(std::move(question)),
      m_info(std::move(file)),
      m_store(store),
      m_stop(std::move(stop)),
      m_file(store.incomplete(m_info)),
      m_hash(m_info)
{}

bool HubFileDownload::tryLock()
{
    m_store.prepare();
    return m_lock.tryLock(m_store.lock(m_info));
}

bool HubFileDownload::prepare()
{
    if (!m_file.open(QIODevice::ReadWrite | QIODevice::Unbuffered))
        cannotWrite();
    if (m_file.size() > m_info.size)
        startAnew();
    while (m_done < m_file.size() && !m_stop.stop_requested()) {
        const QByteArray bytes = m_file.read(piece);
        if (bytes.isEmpty())
            fail(core::ErrorKind::FileMissing, QStringLiteral("%1 cannot be read: %2")
                                                   .arg(m_file.fileName(), m_file.errorString()));
        m_hash.add(bytes);
        m_done += bytes.size();
    }
    return m_done == m_info.size;
}

bool HubFileDownload::answered(const HubAnswer& answer)
{
    checkEtag(answer);
    if (answer.redirect)
        return true;
    if (answer.status == 206)
        checkRange(answer);
    else if (m_done > 0)
        startAnew();
    const qint64 toCome = m_info.size - m_done;
    if (answer.length >= 0 && answer.length != toCome)
        fail(core::ErrorKind::DownloadFailed,
             QStringLiteral("the server wants to send %1 bytes, where %2 are to come")
                 .arg(answer.length)
                 .arg(toCome));
    return true;
}

void HubFileDownload::checkEtag(const HubAnswer& answer) const
{
    if (!answer.ofEndpoint)
        return;
    QByteArray hash = hashInEtag(answer.linkedEtag);
    if (hash.isEmpty() && !answer.redirect)
        hash = hashInEtag(answer.etag);
    if (hash.size() == m_info.hash.size() && hash != m_info.hash)
        fail(core::ErrorKind::DownloadFailed,
             QStringLiteral("the server has a file with the hash %1, where the list of files says "
                            "%2")
                 .arg(QString::fromLatin1(hash), QString::fromLatin1(m_info.hash)));
}

void HubFileDownload::checkRange(const HubAnswer& answer) const
{
    static const QRegularExpression form(
        QStringLiteral("\\A\\s*bytes\\s+(\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)\\s*\\z"));
    const auto match = form.match(QString::fromLatin1(answer.contentRange));
    const bool right = match.hasMatch() && match.captured(1).toLongLong() == m_done
                       && match.captured(2).toLongLong() == m_info.size - 1
                       && (match.captured(3) == QLatin1String("*")
                           || match.captured(3).toLongLong() == m_info.size);
    if (!right)
        fail(core::ErrorKind::DownloadFailed,
             QStringLiteral("the server sends \"%1\", where bytes %2-%3/%4 were asked for")
                 .arg(QString::fromLatin1(answer.contentRange.left(80)))
                 .arg(m_done)
                 .arg(m_info.size - 1)
                 .arg(m_info.size));
}

void HubFileDownload::arrived(const QByteArray& bytes)
{
    if (m_done + bytes.size() > m_info.size)
        fail(core::ErrorKind::DownloadFailed,
             QStringLiteral("the server sends %1 bytes and more, where the list of files says %2")
                 .arg(m_done + bytes.size())
                 .arg(m_info.size));
    QByteArray left = bytes;
    while (!left.isEmpty()) {
        const qint64 written = m_file.write(left);
        if (written <= 0)
            cannotWrite();
        // A disk may take a part of it before it is full.
        m_hash.add(left.left(written));
        m_done += written;
        left.remove(0, written);
    }
}

bool HubFileDownload::ended()
{
    return m_done == m_info.size;
}

void HubFileDownload::startAnew()
{
    if (!m_file.resize(0) || !m_file.seek(0))
        cannotWrite();
    m_hash.startAnew();
    m_done = 0;
}

void HubFileDownload::complete()
{
    const QByteArray hash = m_hash.result();
    if (hash != m_info.hash) {
        m_file.remove();
        fail(core::ErrorKind::FileDamaged,
             QStringLiteral("what came has the %1 %2, where the hub says %3; it was removed, so "
                            "that the next download begins anew")
                 .arg(isSha256(m_info) ? QStringLiteral("SHA-256") : QStringLiteral("Git SHA-1"),
                      QString::fromLatin1(hash), QString::fromLatin1(m_info.hash)));
    }
    if (!writeThrough(m_file))
        cannotWrite();
    m_file.close();
    std::error_code error;
    std::filesystem::rename(QFile::encodeName(m_file.fileName()).toStdString(),
                            QFile::encodeName(m_store.blob(m_info)).toStdString(), error);
    if (error)
        throw core::Error(core::ErrorKind::WriteFailed,
                          QStringLiteral("cannot write %1: %2")
                              .arg(m_store.blob(m_info), QString::fromStdString(error.message()))
                              .toStdString());
}

core::Error HubFileDownload::refusal(const HubAnswer& answer) const
{
    return refusalOf(m_question, answer);
}

QString HubFileDownload::what() const
{
    return nameOf(m_question);
}

void HubFileDownload::fail(core::ErrorKind kind, const QString& sentence) const
{
    throw core::Error(kind, (what() + QStringLiteral(": ") + sentence).toStdString());
}

void HubFileDownload::cannotWrite() const
{
    fail(core::ErrorKind::WriteFailed,
         QStringLiteral("%1 cannot be written: %2").arg(m_file.fileName(), m_file.errorString())
             + (m_done > 0 ? QStringLiteral("; the %1 of %2 bytes that came stay for the next time")
                                 .arg(m_done)
                                 .arg(m_info.size)
                           : QString()));
}

} // namespace headscope::app
