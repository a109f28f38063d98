// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/hub/hublock.h"
#include "app/hub/hubrefusal.h"
#include "app/hub/hubstore.h"

#include <QCryptographicHash>
#include <QFile>

#include <stop_token>

namespace headscope::app {

/// The hash of a file's bytes as HubFile::hash is made, bit by bit.
class HubHash
{
public:
    explicit HubHash(const HubFile& file);
    void add(const QByteArray& bytes) { m_hash.addData(bytes); }
    void startAnew();
    QByteArray result() const { return m_hash.result().toHex(); }

    /// Of a file on the disk; empty where it cannot be read or a stop was asked for.
    static QByteArray of(const QString& path, const HubFile& file, const std::stop_token& stop);

private:
    QByteArray m_head; ///< what git puts before a file's bytes
    QCryptographicHash m_hash;
};

/// One file on its way into the store: goes on after what came before, hashes while bytes arrive,
/// and gives the blob its name when size and hash are right. Holds the file's lock as long as it
/// lives. Blocks its thread only for the disk, and while it hashes what came before.
class HubFileDownload final : public HubReceiver
{
public:
    HubFileDownload(HubQuestion question, HubFile file, const HubStore& store,
                    std::stop_token stop);

    /// False where another program downloads this file at the moment.
    bool tryLock();
    /// Opens what came before and hashes it. True where all is there and nothing need be asked for.
    bool prepare();
    qint64 done() const { return m_done; }
    /// Checks the hash and names the blob.
    void complete();

    qint64 offset() const override { return m_done; }
    bool answered(const HubAnswer& answer) override;
    void arrived(const QByteArray& bytes) override;
    bool ended() override;
    void startAnew() override;
    core::Error refusal(const HubAnswer& answer) const override;
    QString what() const override;

private:
    void checkEtag(const HubAnswer& answer) const;
    void checkRange(const HubAnswer& answer) const;
    [[noreturn]] void fail(core::ErrorKind kind, const QString& sentence) const;
    [[noreturn]] void cannotWrite() const;

    HubQuestion m_question;
    HubFile m_info;
    const HubStore& m_store;
    std::stop_token m_stop;
    HubLock m_lock;
    QFile m_file;
    HubHash m_hash;
    qint64 m_done = 0;
};

} // namespace headscope::app
