// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hub/hubfile.h"
#include "app/hub/hubmodels.h"
#include "app/hub/hubsettings.h"
#include "app/hub/hubspeed.h"
#include "app/hub/hubtransfer.h"

#include <QDir>
#include <QFile>
#include <QHash>
#include <QTemporaryDir>
#include <QTest>

using namespace headscope::app;

/// The parts of the hub client that need no connection.
class TestHubSettings : public QObject
{
    Q_OBJECT

    using Variables = QHash<QByteArray, QString>;
    QTemporaryDir m_home;

    HubSettings from(const Variables& variables) const
    {
        return HubSettings::from(
            [&](const char* name) { return variables.value(QByteArray(name)); }, m_home.path());
    }
    QString write(const char* name, const QByteArray& bytes) const
    {
        const QString path = m_home.filePath(QString::fromLatin1(name));
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? path
                                                                                    : QString();
    }
    static QString text(const char* utf8) { return QString::fromUtf8(utf8); }

private Q_SLOTS:
    void defaults()
    {
        const HubSettings settings = from({});
        QCOMPARE(settings.endpoint, text("https://huggingface.co"));
        QCOMPARE(settings.cache, m_home.filePath(text(".cache/huggingface/hub")));
        QCOMPARE(settings.token, QString());
        QVERIFY(!settings.offline);
    }

    void tokens()
    {
        write(".cache/huggingface/token", "hf_default\n");
        QCOMPARE(from({}).token, text("hf_default"));
        QCOMPARE(from({{"HF_TOKEN", text(" hf_own\n")}}).token, text("hf_own"));
        const QString path = write("elsewhere", "hf_path");
        QCOMPARE(from({{"HF_TOKEN_PATH", path}}).token, text("hf_path"));
        write("hf/token", "hf_home");
        QCOMPARE(from({{"HF_HOME", m_home.filePath(text("hf"))}}).token, text("hf_home"));
        write("xdg/huggingface/token", "hf_xdg");
        QCOMPARE(from({{"XDG_CACHE_HOME", m_home.filePath(text("xdg"))}}).token, text("hf_xdg"));
        const Variables implicit{{"HF_HUB_DISABLE_IMPLICIT_TOKEN", text("1")}};
        QCOMPARE(from(implicit).token, QString());
        Variables both = implicit;
        both.insert("HF_TOKEN", text("hf_own"));
        QCOMPARE(from(both).token, text("hf_own"));
        // Nothing that could end a header line.
        QCOMPARE(from({{"HF_TOKEN_PATH", write("evil", "hf_a\r\nX-Evil: 1")}}).token, QString());
        QCOMPARE(from({{"HF_TOKEN_PATH", write("large", QByteArray(5000, 'a'))}}).token, QString());
        QCOMPARE(from({{"HF_TOKEN_PATH", m_home.filePath(text("missing"))}}).token, QString());
    }

    void endpointAndSwitches()
    {
        QCOMPARE(from({{"HF_ENDPOINT", text("http://127.0.0.1:80/hf//")}}).endpoint,
                 text("http://127.0.0.1:80/hf"));
        for (const char* on : {"1", "true", "ON", "Yes"})
            QVERIFY(from({{"HF_HUB_OFFLINE", text(on)}}).offline);
        for (const char* off : {"0", "false", "", "no"})
            QVERIFY(!from({{"HF_HUB_OFFLINE", text(off)}}).offline);
        QCOMPARE(from({{"HF_HUB_CACHE", text("/x")}}).cache, text("/x"));
    }

    void knownModels()
    {
        qint64 before = 0;
        for (const HubModel& model : hubModels()) {
            QVERIFY(isHubId(model.id));
            QVERIFY(model.bytes > before);
            before = model.bytes;
        }
        QCOMPARE(hubModels().size(), size_t(5));
    }

    void hashesInEtags()
    {
        const QByteArray sha(64, 'a');
        QCOMPARE(hashInEtag('"' + sha + '"'), sha);
        QCOMPARE(hashInEtag("W/\"" + sha.left(40) + '"'), sha.left(40));
        QCOMPARE(hashInEtag(sha.toUpper()), sha);
        QCOMPARE(hashInEtag(sha.left(63)), QByteArray());
        QCOMPARE(hashInEtag("../" + sha.left(37)), QByteArray());
        QCOMPARE(hashInEtag({}), QByteArray());
    }

    void redirects()
    {
        const QUrl https(text("https://a.org/x"));
        const QUrl http(text("http://a.org/x"));
        const auto refused = [](const QUrl& from, const char* location) {
            return !redirectRefusal(from, location, from.resolved(QUrl(text(location)))).isEmpty();
        };
        QVERIFY(!refused(https, "https://b.org/y"));
        QVERIFY(!refused(https, "/y"));
        QVERIFY(!refused(http, "https://b.org"));
        QVERIFY(!refused(http, "http://b.org"));
        QVERIFY(refused(https, "http://a.org/x"));
        QVERIFY(refused(https, "//"));
        QVERIFY(refused(https, "file:///etc/passwd"));
        QVERIFY(refused(https, "javascript:1"));
        QVERIFY(refused(https, ""));
    }

    void speedIsThatOfTheLastSeconds()
    {
        HubSpeed speed;
        QCOMPARE(speed.bytesPerSecond(), 0.0);
        speed.add(0, 0);
        speed.add(100, 1000000);
        QCOMPARE(speed.bytesPerSecond(), 0.0);
        for (int tenth = 2; tenth <= 100; ++tenth)
            speed.add(100 * tenth, 1000000 + 100 * tenth);
        // 100 bytes in each tenth of a second, for ten seconds; what came first is forgotten.
        QCOMPARE(speed.bytesPerSecond(), 1000.0);
        speed.add(15000, 1010000);
        QCOMPARE(speed.bytesPerSecond(), 0.0);
    }
};

QTEST_GUILESS_MAIN(TestHubSettings)
#include "tst_hubsettings.moc"
