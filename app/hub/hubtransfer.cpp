// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hub/hubtransfer.h"

#include <QDateTime>
#include <QLocale>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSslSocket>

#include <algorithm>
#include <new>
#include <optional>
#include <utility>

namespace headscope::app {

namespace {

constexpr int mostRedirects = 10;
/// What waits between the network and the disk.
constexpr qint64 bufferBytes = 1 << 20;
/// A connection that brought less than this has brought nothing: so the number of connections for a
/// file is bounded.
constexpr qint64 leastProgress = 64 << 10;

qint64 number(const QByteArray& text, qint64 otherwise)
{
    bool read = false;
    const qint64 value = text.trimmed().toLongLong(&read);
    return read && value >= 0 ? value : otherwise;
}

/// Seconds or a date (RFC 9110, 10.2.3); 0 where there is none.
std::chrono::milliseconds retryAfter(const QNetworkReply& reply)
{
    const QByteArray text = reply.rawHeader("Retry-After").trimmed();
    if (const qint64 seconds = number(text, -1); seconds >= 0)
        return std::chrono::seconds(std::min<qint64>(seconds, 1000000));
    const auto date = QLocale::c().toDateTime(QString::fromLatin1(text),
                                              QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
    if (!date.isValid())
        return {};
    const QDateTime when(date.date(), date.time(), Qt::UTC);
    return std::chrono::milliseconds(
        std::clamp<qint64>(QDateTime::currentDateTimeUtc().msecsTo(when), 0, 1000000000));
}

/// Whether the same question may have another answer a little later.
bool isPassing(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::SslHandshakeFailedError:
    case QNetworkReply::TooManyRedirectsError:
    case QNetworkReply::InsecureRedirectError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
        return false;
    default:
        return true;
    }
}

bool isNobody(QNetworkReply::NetworkError error)
{
    return error == QNetworkReply::HostNotFoundError
           || error == QNetworkReply::ConnectionRefusedError
           || error == QNetworkReply::ProxyNotFoundError
           || error == QNetworkReply::ProxyConnectionRefusedError;
}

} // namespace

QString redirectRefusal(const QUrl& from, const QByteArray& location, const QUrl& to)
{
    const QLatin1String https("https");
    const QLatin1String http("http");
    if (location.isEmpty() || !to.isValid() || to.host().isEmpty()
        || (to.scheme() != https && to.scheme() != http))
        return QStringLiteral("to an address that is none");
    if (from.scheme() == https && to.scheme() == http)
        return QStringLiteral("from https to plain http at %1").arg(to.host());
    return {};
}

HubTransfer::HubTransfer(QNetworkAccessManager& network, const HubSettings& settings,
                         HubReceiver& receiver, QObject* parent)
    : QObject(parent), m_network(network), m_settings(settings), m_receiver(receiver)
{
    m_stall.setSingleShot(true);
    m_stall.setInterval(settings.patience.stall);
    m_pause.setSingleShot(true);
    // A server that names a time gets it.
    m_pause.setTimerType(Qt::PreciseTimer);
    connect(&m_stall, &QTimer::timeout, this, [this] {
        broken(QStringLiteral("nothing came for %1 s")
                   .arg(static_cast<double>(m_settings.patience.stall.count()) / 1000));
    });
    connect(&m_pause, &QTimer::timeout, this, &HubTransfer::connectAnew);
}

HubTransfer::~HubTransfer()
{
    drop();
}

void HubTransfer::get(const QUrl& url, Done done)
{
    begin(url, false, std::move(done));
}

void HubTransfer::head(const QUrl& url, Done done)
{
    begin(url, true, std::move(done));
}

void HubTransfer::begin(const QUrl& url, bool headOnly, Done done)
{
    m_start = url;
    m_headOnly = headOnly;
    m_done = std::move(done);
    m_furthest = m_receiver.offset();
    waitFor({});
}

void HubTransfer::waitFor(std::chrono::milliseconds pause)
{
    m_pause.start(pause);
}

void HubTransfer::connectAnew()
{
    m_redirects = 0;
    open(m_start);
}

bool HubTransfer::isOfEndpoint(const QUrl& url) const
{
    const QUrl endpoint(m_settings.endpoint);
    const int standard = endpoint.scheme() == QLatin1String("https") ? 443 : 80;
    return url.scheme() == endpoint.scheme() && url.host() == endpoint.host()
           && url.port(standard) == endpoint.port(standard);
}

void HubTransfer::open(const QUrl& url)
{
    drop();
    if (url.scheme() == QLatin1String("https") && !QSslSocket::supportsSsl()) {
        fail(core::ErrorKind::DownloadFailed,
             QStringLiteral("%1: https needs OpenSSL and Qt's plug-in for it, "
                            "tls/libqopensslbackend.so; one of them is missing")
                 .arg(m_receiver.what()));
        return;
    }
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setRawHeader("User-Agent", "headscope");
    // The bytes as they are: sizes and hashes are of these.
    request.setRawHeader("Accept-Encoding", "identity");
    if (!m_settings.token.isEmpty() && isOfEndpoint(url))
        request.setRawHeader("Authorization", "Bearer " + m_settings.token.toLatin1());
    if (const qint64 offset = m_receiver.offset(); offset > 0)
        request.setRawHeader("Range", "bytes=" + QByteArray::number(offset) + "-");
    m_headRead = false;
    m_heads = 0;
    m_accepted = false;
    m_reply = m_headOnly ? m_network.head(request) : m_network.get(request);
    m_reply->setReadBufferSize(bufferBytes);
    // Not from within the reply's own work, which does not expect to be aborted then.
    const auto handle = [this, reply = m_reply](void (HubTransfer::*work)()) {
        return [this, reply, work] {
            if (reply == m_reply)
                guarded(work);
        };
    };
    connect(m_reply, &QNetworkReply::metaDataChanged, this, [this] { ++m_heads; });
    connect(m_reply, &QNetworkReply::metaDataChanged, this, handle(&HubTransfer::readHead),
            Qt::QueuedConnection);
    connect(m_reply, &QNetworkReply::readyRead, this, handle(&HubTransfer::readBody),
            Qt::QueuedConnection);
    connect(m_reply, &QNetworkReply::finished, this, handle(&HubTransfer::endOfAnswer),
            Qt::QueuedConnection);
    m_stall.start();
}

void HubTransfer::readHead()
{
    const QVariant status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute);
    if (m_headRead || !status.isValid())
        return;
    m_headRead = true;
    m_serverKnown = true;
    m_stall.start();
    HubAnswer answer;
    answer.status = status.toInt();
    answer.ofEndpoint = isOfEndpoint(m_reply->url());
    answer.length = number(m_reply->rawHeader("Content-Length"), -1);
    answer.contentRange = m_reply->rawHeader("Content-Range");
    answer.encoding = m_reply->rawHeader("Content-Encoding").trimmed().toLower();
    answer.etag = m_reply->rawHeader("ETag");
    answer.linkedEtag = m_reply->rawHeader("X-Linked-ETag");
    answer.linkedSize = number(m_reply->rawHeader("X-Linked-Size"), -1);
    answer.errorCode = m_reply->rawHeader("X-Error-Code");
    switch (answer.status) {
    case 301:
    case 302:
    case 303:
    case 307:
    case 308:
        answer.redirect = true;
        redirect(answer);
        break;
    default:
        readStatus(answer);
    }
}

void HubTransfer::readStatus(const HubAnswer& answer)
{
    if (answer.status == 200 || answer.status == 206) {
        if (!answer.encoding.isEmpty() && answer.encoding != "identity")
            throw core::Error(
                core::ErrorKind::DownloadFailed,
                QStringLiteral("%1: the server sent it as %2, which was not asked for")
                    .arg(m_receiver.what(), QString::fromLatin1(answer.encoding.left(40)))
                    .toStdString());
        m_accepted = m_receiver.answered(answer);
        if (!m_accepted)
            end(nullptr);
        return;
    }
    if (answer.status == 416) {
        m_receiver.startAnew();
        broken(QStringLiteral("the server cannot go on where it stopped (416)"));
        return;
    }
    if (answer.status == 429 || answer.status == 408 || answer.status >= 500) {
        const auto pause = retryAfter(*m_reply);
        const auto longest = m_settings.patience.longestRetryAfter;
        if (pause > longest) {
            fail(core::ErrorKind::DownloadFailed,
                 QStringLiteral("%1: the server answered %2 and asks to come back in %3 s (this "
                                "program waits at most %4 s)")
                     .arg(m_receiver.what())
                     .arg(answer.status)
                     .arg(pause.count() / 1000)
                     .arg(static_cast<double>(longest.count()) / 1000));
            return;
        }
        broken(QStringLiteral("the server answered %1").arg(answer.status), pause);
        return;
    }
    throw m_receiver.refusal(answer);
}

void HubTransfer::redirect(const HubAnswer& answer)
{
    if (!m_receiver.answered(answer)) {
        end(nullptr);
        return;
    }
    const QUrl from = m_reply->url();
    const QByteArray location = m_reply->rawHeader("Location");
    const QUrl to = from.resolved(QUrl::fromEncoded(location, QUrl::StrictMode));
    QString refused = redirectRefusal(from, location, to);
    if (++m_redirects > mostRedirects)
        refused =
            QStringLiteral("for the %1th time (at most %2)").arg(m_redirects).arg(mostRedirects);
    if (refused.isEmpty())
        open(to);
    else
        fail(core::ErrorKind::DownloadFailed,
             QStringLiteral("%1: the server sends us on %2").arg(m_receiver.what(), refused));
}

void HubTransfer::readBody()
{
    readHead();
    // What is read may end the transfer.
    while (m_reply && m_accepted && m_reply->bytesAvailable() > 0) {
        if (m_heads > 1) {
            broken(QStringLiteral("the connection was closed"));
            return;
        }
        m_stall.start();
        const QByteArray bytes = m_reply->read(bufferBytes);
        if (bytes.isEmpty())
            return;
        m_receiver.arrived(bytes);
    }
}

void HubTransfer::endOfAnswer()
{
    readBody();
    if (!m_reply)
        return;
    const auto error = m_reply->error();
    if (m_accepted && error == QNetworkReply::NoError) {
        if (m_receiver.ended())
            end(nullptr);
        else
            broken(QStringLiteral("the server ended too early"));
        return;
    }
    const QString reason = m_reply->errorString();
    // Nobody is there at all: better said at once than after several tries.
    const bool nobody = isNobody(error) && !m_serverKnown;
    if (isPassing(error) && !nobody)
        broken(reason);
    else
        fail(core::ErrorKind::DownloadFailed,
             QStringLiteral("%1: no connection to %2: %3")
                 .arg(m_receiver.what(), m_reply->url().host(), reason));
}

void HubTransfer::broken(const QString& reason, std::chrono::milliseconds atLeast)
{
    drop();
    const HubPatience& patience = m_settings.patience;
    if (const qint64 offset = m_receiver.offset(); offset >= m_furthest + leastProgress) {
        m_furthest = offset;
        m_broken = 0;
    }
    if (++m_broken >= patience.tries) {
        fail(core::ErrorKind::DownloadFailed,
             QStringLiteral("%1: %2 (%3 tries)").arg(m_receiver.what(), reason).arg(m_broken));
        return;
    }
    const auto longer = patience.firstPause * (qint64(1) << std::min(m_broken - 1, 20));
    waitFor(std::max(std::min<std::chrono::milliseconds>(longer, patience.longestPause), atLeast));
}

void HubTransfer::fail(core::ErrorKind kind, const QString& sentence)
{
    const core::Error error(kind, sentence.toStdString());
    end(&error);
}

void HubTransfer::end(const core::Error* error)
{
    drop();
    m_pause.stop();
    if (!m_done)
        return;
    // Whoever is told may destroy this, so nothing of it may be at work then.
    auto tell = [done = std::exchange(m_done, nullptr),
                 copy = error ? std::optional(*error) : std::nullopt] {
        done(copy ? &*copy : nullptr);
    };
    QMetaObject::invokeMethod(this, std::move(tell), Qt::QueuedConnection);
}

void HubTransfer::drop()
{
    m_stall.stop();
    // Never called from within the reply's own work. Not aborted before: one that has an error
    // already would complain.
    delete std::exchange(m_reply, nullptr);
}

void HubTransfer::guarded(void (HubTransfer::*work)())
{
    try {
        (this->*work)();
    } catch (const core::Error& error) {
        end(&error);
    } catch (const std::bad_alloc&) {
        fail(core::ErrorKind::DownloadFailed,
             QStringLiteral("%1: there is not enough memory").arg(m_receiver.what()));
    }
}

} // namespace headscope::app
