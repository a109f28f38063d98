// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/hub/hubdownload.h"
#include "app/hub/hubfiledownload.h"
#include "app/hub/hubreceivers.h"
#include "app/hub/hubspeed.h"

#include <QElapsedTimer>
#include <QHash>
#include <QNetworkAccessManager>

#include <memory>

namespace headscope::app {

/// One download from start to end, made by HubDownload and living in a thread of its own, where it
/// may wait for the disk: the list of files, the parts that an index names, room on the disk, one
/// file after the other, and last the names. Ends with exactly one of finished(), failed() and
/// stopped().
class HubJob final : public QObject
{
    Q_OBJECT

public:
    /// `id` as hubIdIn() takes it.
    HubJob(HubSettings settings, const QString& id, QString revision, QString into,
           std::stop_token stop);
    ~HubJob() override;

    void start();
    /// To be called after the stop was asked for, in the job's thread.
    void stop();

Q_SIGNALS:
    void progressed(const headscope::app::HubProgress& progress);
    void finished(const QString& folder);
    void failed(headscope::core::ErrorKind kind, const QString& sentence);
    void stopped();

private:
    void checkWhatIsAsked() const;
    void askForList();
    void readList(const QByteArray& json);
    /// Asks for sizes and hashes that the list did not say, one after the other.
    void askForHeads();
    void takeHead(HubFile& file, const HubHeadReceiver& receiver);
    void checkRoom();
    void nextFile();
    void waitForLock();
    void fetchFile();
    void endFile();
    /// The parts that an index names become files of the download.
    void readIndex();
    void publish();
    void report(bool evenIfSoon);

    void end(const std::function<void()>& tell);
    void fail(const core::Error& error);
    /// Runs a step; an error ends the job.
    void step(const std::function<void()>& work);
    HubTransfer::Done then(std::function<void()> work);
    HubTransfer& transfer(HubReceiver& receiver);
    HubQuestion question(const QString& file = {}) const;
    QUrl fileAddress(const HubFile& file) const;
    QString findOnDisk(const HubFile& file);
    const HubFile& current() const { return m_files[m_next]; }

    HubSettings m_settings;
    QString m_id;
    QString m_revision;
    QString m_into;
    std::stop_token m_stop;
    bool m_ended = false;

    HubStore m_store;
    HubRevision m_listed;
    std::vector<HubFile> m_files; ///< in the order in which they come
    size_t m_next = 0;
    QHash<QString, QString> m_onDisk; ///< where a file is complete, by its name

    // Destroyed in this order's reverse: the transfer before what receives, that before the
    // network.
    std::unique_ptr<QNetworkAccessManager> m_network;
    std::unique_ptr<HubReceiver> m_receiver;
    std::unique_ptr<HubFileDownload> m_file;
    std::unique_ptr<HubTransfer> m_transfer;
    QTimer m_lockTimer;
    QTimer m_reportTimer;

    QElapsedTimer m_clock;
    qint64 m_reported = -1; ///< when, in m_clock's milliseconds
    HubSpeed m_speed;
    qint64 m_came = 0;     ///< over the network, for the speed
    qint64 m_fileCame = 0; ///< of the current file, at the last report
    bool m_waiting = false;
};

} // namespace headscope::app
