// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/app/hubserver.h"

#include "tests/support/patience.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QEventLoop>
#include <QProcess>
#include <QProcessEnvironment>
#include <QRandomGenerator>
#include <QTcpSocket>
#include <QTimer>
#include <QUrl>

#include <algorithm>
#include <filesystem>
#include <memory>

namespace headscope::tests {

namespace {

QByteArray gitHash(const QByteArray& bytes)
{
    return QCryptographicHash::hash("blob " + QByteArray::number(bytes.size()) + '\0' + bytes,
                                    QCryptographicHash::Sha1)
        .toHex();
}

QByteArray sha256(const QByteArray& bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

/// The request whose head is at the front of what came; nullopt while it is not whole.
std::optional<HubRequest> takeRequest(QByteArray& came)
{
    const auto end = came.indexOf("\r\n\r\n");
    if (end < 0)
        return {};
    const auto lines = came.left(end).split('\n');
    came.remove(0, end + 4);
    HubRequest request;
    const auto words = lines.first().trimmed().split(' ');
    request.method = words.value(0);
    request.path = words.value(1);
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const auto colon = lines[i].indexOf(':');
        request.headers.insert(lines[i].left(colon).trimmed().toLower(),
                               lines[i].mid(colon + 1).trimmed());
    }
    return request;
}

} // namespace

HubServer::HubServer()
{
    QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
        while (QTcpSocket* socket = m_server.nextPendingConnection())
            serve(socket);
    });
    if (!m_server.listen(QHostAddress::LocalHost))
        qFatal("no port to listen on");
}

QString HubServer::address() const
{
    return QStringLiteral("http://127.0.0.1:%1").arg(m_server.serverPort());
}

void HubServer::add(const QString& name, const QByteArray& bytes, bool large)
{
    m_files[name] = {bytes, large};
}

void HubServer::addModel()
{
    QByteArray weights(300000, Qt::Uninitialized);
    QRandomGenerator random(5);
    for (char& byte : weights)
        byte = static_cast<char>(random.generate());
    add(QStringLiteral("config.json"), "{\"model_type\": \"gpt2\"}");
    add(QStringLiteral("tokenizer.json"), QByteArray(5000, 't'));
    add(QStringLiteral("model.safetensors"), weights, true);
    add(QStringLiteral("pytorch_model.bin"), "never", true);
    add(QStringLiteral("onnx/model.onnx"), "not needed", true);
    add(QStringLiteral("README.md"), "not needed");
}

QByteArray HubServer::hash(const QString& name) const
{
    const File& file = m_files.at(name);
    return file.large ? sha256(file.bytes) : gitHash(file.bytes);
}

int HubServer::count(const QByteArray& part) const
{
    return static_cast<int>(
        std::count_if(requests.begin(), requests.end(),
                      [&](const HubRequest& request) { return request.path.contains(part); }));
}

const HubRequest& HubServer::last(const QByteArray& part) const
{
    static const HubRequest none;
    for (auto request = requests.rbegin(); request != requests.rend(); ++request)
        if (request->path.contains(part))
            return *request;
    return none;
}

QByteArray HubServer::listEntry(const QString& name) const
{
    const File& file = m_files.at(name);
    QByteArray entry = "{\"rfilename\": \"" + name.toUtf8() + '"';
    const QByteArray size = QByteArray::number(file.bytes.size());
    if (sizesInList) {
        entry += ", \"size\": " + size + ", \"blobId\": \"" + gitHash(file.bytes) + '"';
        if (file.large)
            entry += ", \"lfs\": {\"sha256\": \"" + sha256(file.bytes) + "\", \"size\": " + size
                     + ", \"pointerSize\": 134}";
    }
    return entry + '}';
}

QByteArray HubServer::list() const
{
    QByteArrayList entries;
    for (const auto& [name, file] : m_files)
        entries << listEntry(name);
    return "{\"id\": \"" + id.toUtf8() + "\", \"sha\": \"" + commit + "\", \"siblings\": ["
           + entries.join(", ") + "]}";
}

HubReply HubServer::usual(const HubRequest& request) const
{
    const QByteArray api = "/api/models/" + id.toUtf8() + "/revision/";
    const QByteArray files = '/' + id.toUtf8() + "/resolve/" + commit + '/';
    const QByteArray large = "/large/";
    if (request.path.startsWith(api) && request.path.endsWith("?blobs=true"))
        return {200, {{"Content-Type", "application/json"}}, list()};
    for (const QByteArray& folder : {files, large})
        if (request.path.startsWith(folder)) {
            const QString name = QUrl::fromPercentEncoding(request.path.mid(folder.size()));
            if (m_files.count(name) != 0)
                return fileReply(name, request);
        }
    return {404, {{"X-Error-Code", "EntryNotFound"}}, "not found"};
}

HubReply HubServer::fileReply(const QString& name, const HubRequest& request) const
{
    const File& file = m_files.at(name);
    HubReply reply;
    reply.headers = {{"X-Repo-Commit", commit}};
    if (file.large && request.path.contains("/resolve/")) {
        reply.headers.push_back({"X-Linked-ETag", '"' + sha256(file.bytes) + '"'});
        reply.headers.push_back({"X-Linked-Size", QByteArray::number(file.bytes.size())});
        if (!elsewhere.isEmpty()) {
            reply.status = 302;
            reply.headers.push_back(
                {"Location", (elsewhere + QStringLiteral("/large/") + name).toUtf8()});
            reply.body = "Found";
            return reply;
        }
    } else {
        reply.headers.push_back({"ETag", '"' + gitHash(file.bytes) + '"'});
    }
    reply.body = file.bytes;
    const QByteArray range = request.headers.value("range");
    if (!ranges || range.isEmpty())
        return reply;
    const qint64 from = range.mid(6).chopped(1).toLongLong();
    if (from >= file.bytes.size())
        return {416, {{"Content-Range", "bytes */" + QByteArray::number(file.bytes.size())}}, {}};
    reply.status = 206;
    reply.headers.push_back({"Content-Range", "bytes " + QByteArray::number(from) + '-'
                                                  + QByteArray::number(file.bytes.size() - 1) + '/'
                                                  + QByteArray::number(file.bytes.size())});
    reply.body = file.bytes.mid(from);
    return reply;
}

void HubServer::serve(QTcpSocket* socket)
{
    auto came = std::make_shared<QByteArray>();
    QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    QObject::connect(socket, &QTcpSocket::readyRead, &m_server, [this, socket, came] {
        *came += socket->readAll();
        while (const auto request = takeRequest(*came)) {
            requests.push_back(*request);
            std::optional<HubReply> own;
            if (intercept)
                own = intercept(*request);
            send(socket, *request, own ? *own : usual(*request));
        }
    });
}

void HubServer::send(QTcpSocket* socket, const HubRequest& request, const HubReply& reply)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(reply.status) + " Said\r\n";
    for (const auto& [name, value] : reply.headers)
        head += name + ": " + value + "\r\n";
    if (reply.length != -2 && !reply.endless)
        head += "Content-Length: "
                + QByteArray::number(reply.length >= 0 ? reply.length : reply.body.size()) + "\r\n";
    socket->write(head + "\r\n");
    if (request.method == "HEAD")
        return;
    if (reply.endless) {
        socket->write(reply.body);
        QObject::connect(socket, &QTcpSocket::bytesWritten, socket,
                         [socket, body = reply.body] { socket->write(body); });
        return;
    }
    // In two pieces, and not together with the end: a client may ask again by itself where a
    // connection ends at once.
    const QByteArray body = reply.cutAfter >= 0 ? reply.body.left(reply.cutAfter) : reply.body;
    socket->write(body.left(body.size() / 2));
    const bool ends = !reply.stall
                      && (reply.cutAfter >= 0 || reply.length >= 0 || reply.length == -2);
    QTimer::singleShot(ends ? 30 : 0, socket, [socket, rest = body.mid(body.size() / 2), ends] {
        socket->write(rest);
        if (ends)
            QTimer::singleShot(30, socket, &QTcpSocket::disconnectFromHost);
    });
}

app::HubSettings hubSettings(const HubServer& server, const QString& cache)
{
    using std::chrono::milliseconds;
    app::HubSettings settings;
    settings.endpoint = server.address();
    settings.cache = cache;
    settings.patience = {.stall = milliseconds(400),
                         .tries = 3,
                         .firstPause = milliseconds(10),
                         .longestPause = milliseconds(40),
                         .longestRetryAfter = milliseconds(2000)};
    return settings;
}

HubOutcome pull(const app::HubSettings& settings, const QString& id, const QString& revision,
                const QString& into,
                const std::function<void(app::HubDownload&, const app::HubProgress&)>& seen)
{
    using app::HubDownload;
    HubOutcome outcome;
    HubDownload download(settings);
    QEventLoop loop;
    const auto over = [&] {
        ++outcome.ends;
        // A second end would still be counted.
        QTimer::singleShot(0, &loop, &QEventLoop::quit);
    };
    QObject::connect(&download, &HubDownload::progressed, &loop,
                     [&](const app::HubProgress& progress) {
                         outcome.progress.push_back(progress);
                         if (seen)
                             seen(download, progress);
                     });
    QObject::connect(&download, &HubDownload::finished, &loop, [&](const QString& folder) {
        outcome.folder = folder;
        over();
    });
    QObject::connect(&download, &HubDownload::failed, &loop,
                     [&](core::ErrorKind kind, const QString& sentence) {
                         outcome.error = kind;
                         outcome.sentence = sentence;
                         over();
                     });
    QObject::connect(&download, &HubDownload::stopped, &loop, [&] {
        outcome.stopped = true;
        over();
    });
    download.start(id, revision, into);
    QTimer::singleShot(patience, &loop, &QEventLoop::quit);
    loop.exec();
    return outcome;
}

ProgramResult runBeside(const QString& program, const QStringList& arguments,
                        const QHash<QString, QString>& variables,
                        const std::function<void(QProcess&)>& started)
{
    auto environment = QProcessEnvironment::systemEnvironment();
    for (const QString& name : environment.keys())
        if (name.endsWith(QLatin1String("_proxy"), Qt::CaseInsensitive)
            || name.startsWith(QLatin1String("HF_")))
            environment.remove(name);
    for (auto variable = variables.begin(); variable != variables.end(); ++variable)
        environment.insert(variable.key(), variable.value());
    QProcess process;
    process.setProcessEnvironment(environment);
    QEventLoop loop;
    QObject::connect(&process, &QProcess::finished, &loop, &QEventLoop::quit);
    QObject::connect(&process, &QProcess::errorOccurred, &loop, &QEventLoop::quit);
    if (started)
        QObject::connect(&process, &QProcess::started, &loop, [&] { started(process); });
    process.start(program, arguments);
    QTimer::singleShot(2 * patience, &process, &QProcess::kill);
    loop.exec();
    const bool ended = process.state() == QProcess::NotRunning
                       && process.exitStatus() == QProcess::NormalExit;
    return {ended ? process.exitCode() : -2, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

QStringList treeOf(const QString& folder)
{
    QStringList entries;
    QDirIterator below(folder,
                       QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                       QDirIterator::Subdirectories);
    while (below.hasNext()) {
        const QFileInfo info = below.nextFileInfo();
        const QString name = QDir(folder).relativeFilePath(info.filePath());
        if (info.isSymLink())
            entries << name + QStringLiteral(" -> ")
                           + QString::fromStdString(
                               std::filesystem::read_symlink(info.filesystemFilePath()).string());
        else
            entries << (info.isDir() ? name + QLatin1Char('/') : name);
    }
    entries.sort();
    return entries;
}

} // namespace headscope::tests
