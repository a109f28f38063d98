// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/hub/hubsettings.h"
#include "core/base/error.h"

#include <QByteArray>
#include <QNetworkAccessManager>
#include <QObject>
#include <QString>
#include <QTimer>
#include <QUrl>

#include <functional>

class QNetworkReply;

namespace headscope::app {

/// What the head of an answer says.
struct HubAnswer {
    int status = 0;
    bool redirect = false;
    bool ofEndpoint = false; ///< from HF_ENDPOINT itself, not from where it sent us
    qint64 length = -1;      ///< Content-Length; -1: not said
    QByteArray contentRange; ///< Content-Range
    QByteArray encoding;     ///< Content-Encoding
    QByteArray etag;         ///< ETag: of small files the hash
    QByteArray linkedEtag;   ///< X-Linked-ETag: of large files the hash
    qint64 linkedSize = -1;  ///< X-Linked-Size
    QByteArray errorCode;    ///< X-Error-Code: the hub's word for what is wrong
};

/// Why a server may not send us on like this; empty where it may. `location` is as the server wrote
/// it, `to` what that means.
QString redirectRefusal(const QUrl& from, const QByteArray& location, const QUrl& to);

/// Who asks for something. All functions may throw core::Error, which ends the transfer.
class HubReceiver
{
public:
    virtual ~HubReceiver() = default;
    /// Where the next connection goes on.
    virtual qint64 offset() const { return 0; }
    /// A head came, of a redirect or of what was asked for; false: that was enough.
    virtual bool answered(const HubAnswer& answer) = 0;
    virtual void arrived(const QByteArray& bytes) = 0;
    /// The server has said all it wanted. False: something is missing, to be asked for again.
    virtual bool ended() = 0;
    /// The server cannot go on at offset(): forget what came.
    virtual void startAnew() {}
    /// What a status that is no success means.
    virtual core::Error refusal(const HubAnswer& answer) const = 0;
    /// For sentences: what is asked for.
    virtual QString what() const = 0;
};

/// Gets one thing over HTTP, over as many connections as it takes: follows redirects, goes on where
/// a connection broke, waits longer each time, gives up where nothing comes any more. The token
/// goes to the endpoint alone. Lives in the thread of the download; `done` is called once, straight
/// from the event loop, unless the transfer is destroyed before.
class HubTransfer : public QObject
{
    Q_OBJECT

public:
    /// How it ended: nullptr for success.
    using Done = std::function<void(const core::Error* error)>;

    HubTransfer(QNetworkAccessManager& network, const HubSettings& settings, HubReceiver& receiver,
                QObject* parent);
    ~HubTransfer() override;

    /// The server has answered before: that it cannot be reached now may pass.
    void expectServer() { m_serverKnown = true; }
    void get(const QUrl& url, Done done);
    /// Asks for the head alone.
    void head(const QUrl& url, Done done);

private:
    void begin(const QUrl& url, bool headOnly, Done done);
    void connectAnew();
    void open(const QUrl& url);
    void readHead();
    void readStatus(const HubAnswer& answer);
    void redirect(const HubAnswer& answer);
    void readBody();
    void endOfAnswer();
    /// The connection is of no use any more; tries again, unless it was often enough.
    void broken(const QString& reason, std::chrono::milliseconds atLeast = {});
    void waitFor(std::chrono::milliseconds pause);
    void end(const core::Error* error);
    void fail(core::ErrorKind kind, const QString& sentence);
    void drop();
    bool isOfEndpoint(const QUrl& url) const;
    /// Runs a part of the work; what it throws ends the transfer.
    void guarded(void (HubTransfer::*work)());

    QNetworkAccessManager& m_network;
    const HubSettings& m_settings;
    HubReceiver& m_receiver;
    Done m_done;
    QUrl m_start;
    bool m_headOnly = false;
    bool m_serverKnown = false;
    QNetworkReply* m_reply = nullptr; ///< owned; nullptr between connections
    bool m_headRead = false;
    /// Qt asks again by itself where a connection breaks early, even after part of the answer was
    /// read; what comes after a second head is the beginning once more.
    int m_heads = 0;
    bool m_accepted = false; ///< the answer is what was asked for, its body is wanted
    int m_redirects = 0;
    int m_broken = 0;      ///< connections in a row that brought nothing
    qint64 m_furthest = 0; ///< of all connections, so that a circle is no progress
    QTimer m_stall;
    QTimer m_pause;
};

} // namespace headscope::app
