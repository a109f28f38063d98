// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/hub/hubdownload.h"

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QTcpServer>

#include <functional>
#include <map>
#include <optional>
#include <utility>
#include <vector>

class QProcess;
class QTcpSocket;

namespace headscope::tests {

struct HubRequest {
    QByteArray method;
    QByteArray path;                       ///< with the query, as it was sent
    QHash<QByteArray, QByteArray> headers; ///< names in lower case
};

/// An answer, and how the server misbehaves while it sends it.
struct HubReply {
    int status = 200;
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    qint64 length = -1;   ///< Content-Length; -1: as long as the body is, -2: none at all
    qint64 cutAfter = -1; ///< the connection breaks after so many bytes of the body
    bool stall = false;   ///< in place of breaking, nothing more comes
    bool endless = false; ///< the body over and over again, without a length
};

/// A model hub on loopback, with one repository: lists its files, sends them, goes on in the
/// middle, sends large ones on to elsewhere. Lives in the thread that made it and needs its event
/// loop.
class HubServer
{
public:
    HubServer();
    HubServer(const HubServer&) = delete;
    HubServer& operator=(const HubServer&) = delete;

    QString address() const;
    void add(const QString& name, const QByteArray& bytes, bool large = false);
    void addModel();
    const QByteArray& bytes(const QString& name) const { return m_files.at(name).bytes; }
    QByteArray hash(const QString& name) const;
    /// Requests whose path has this in it.
    int count(const QByteArray& part) const;
    const HubRequest& last(const QByteArray& part) const;

    QByteArray list() const;
    QByteArray listEntry(const QString& name) const;
    /// What this server answers where the test does not intercept.
    HubReply usual(const HubRequest& request) const;

    QString id = QStringLiteral("org/some-model");
    QByteArray commit = QByteArray(40, 'c');
    bool ranges = true;
    bool sizesInList = true;
    QString elsewhere; ///< the address that large files come from; empty: from here
    /// The test's own answer; nullopt: the usual one.
    std::function<std::optional<HubReply>(const HubRequest&)> intercept;
    std::vector<HubRequest> requests;

private:
    struct File {
        QByteArray bytes;
        bool large;
    };

    void serve(QTcpSocket* socket);
    void send(QTcpSocket* socket, const HubRequest& request, const HubReply& reply);
    HubReply fileReply(const QString& name, const HubRequest& request) const;

    QTcpServer m_server;
    std::map<QString, File> m_files;
};

/// Of a server at this address, with a cache in this folder and no patience.
app::HubSettings hubSettings(const HubServer& server, const QString& cache);

struct HubOutcome {
    QString folder;
    std::optional<core::ErrorKind> error;
    QString sentence;
    bool stopped = false;
    int ends = 0; ///< signals that say it is over
    std::vector<app::HubProgress> progress;
};

/// A download from start to end. `seen` is called with each progress.
HubOutcome pull(const app::HubSettings& settings, const QString& id,
                const QString& revision = QStringLiteral("main"), const QString& into = {},
                const std::function<void(app::HubDownload&, const app::HubProgress&)>& seen = {});

struct ProgramResult {
    int code = -1; ///< -2: ended by a signal or too late
    QByteArray out;
    QByteArray err;
};

/// A program from start to end while this thread's servers go on serving, in an environment without
/// proxies, tokens and the user's own models, with these variables. `started` is called once it
/// runs.
ProgramResult runBeside(const QString& program, const QStringList& arguments,
                        const QHash<QString, QString>& variables,
                        const std::function<void(QProcess&)>& started = {});

/// Everything below a folder, sorted: "name", "name/", "name -> target".
QStringList treeOf(const QString& folder);

} // namespace headscope::tests
