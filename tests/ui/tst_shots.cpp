// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The program itself drawing its pictures: it always ends, and says why where it fails.
#include "app/modelsource.h"
#include "app/savedsession.h"
#include "app/selection.h"
#include "tests/support/patience.h"
#include "tests/support/places.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QMap>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>
#include <QTest>

namespace {

struct Result {
    int code = -1;
    QByteArray out;
    QByteArray err;
};

using Changes = QMap<QString, QString>;

Result run(const QStringList& arguments, const Changes& changes = {})
{
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR", "QT_QPA_PLATFORM"})
        environment.remove(QString::fromLatin1(name));
    for (auto change = changes.begin(); change != changes.end(); ++change)
        environment.insert(change.key(), change.value());
    process.setProcessEnvironment(environment);
    process.start(headscope::tests::qProgramsPath("/headscope"), arguments);
    if (!process.waitForFinished(headscope::tests::patience)) {
        process.kill();
        process.waitForFinished();
        return {-2, {}, process.readAllStandardError()};
    }
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QString text(const char* utf8)
{
    return QString::fromUtf8(utf8);
}

} // namespace

class ShotsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theHelpNamesTheEmbeddedModels()
    {
        const auto result = run({text("--help")});
        QCOMPARE(result.code, 0);
        for (const char* const model : headscope::app::embeddedModels)
            QVERIFY2(result.out.contains(model), result.out);
    }
    void withoutADisplayTheWindowSaysSo()
    {
        const auto result = run({text("--prompt"), text("The ship")});
        QCOMPARE(result.code, 1);
        QVERIFY2(result.err.startsWith("headscope: there is no display"), result.err);
        QCOMPARE(result.err.count('\n'), 1);
    }
    void drawsInTheSizeThatIsAskedFor()
    {
        const QTemporaryDir folder;
        const auto result = run({text("--shots"), folder.path(), text("--prompt"), text("The ship"),
                                 text("--size"), text("800x600"), text("--theme"), text("light")});
        QCOMPARE(result.err, QByteArray());
        QCOMPARE(result.code, 0);
        for (const char* view : {"head", "patterns", "messages", "stream", "neurons", "evolution",
                                 "positions", "network", "patterns-map", "headmap"}) {
            const QString name = text(view);
            const QImage image(folder.filePath(name + text("-window-light-800x600.png")));
            if (name != text("headmap"))
                QCOMPARE(image.size(), QSize(800, 600));
            const QImage whole(folder.filePath(name + text("-light.png")));
            QVERIFY2(whole.width() > 300 && whole.height() > 100, view);
        }
        const QImage models(folder.filePath(text("models-light.png")));
        QVERIFY(models.width() > 500 && models.height() > 300);
        const QImage help(folder.filePath(text("help-window-light-800x600.png")));
        QCOMPARE(help.size(), QSize(800, 600));
        QVERIFY(help != QImage(folder.filePath(text("head-window-light-800x600.png"))));
    }

    /// Two programs of two people who have the same model.
    void theSameBytesEverywhere_data()
    {
        QTest::addColumn<QString>("format");
        for (const char* format : {"png", "svg", "pdf"})
            QTest::newRow(format) << text(format);
    }
    void theSameBytesEverywhere()
    {
        QFETCH(const QString, format);
#if defined(HEADSCOPE_SANITIZED)
        QSKIP("what sanitizers look for, the other pictures show");
#endif
        const QTemporaryDir first;
        const QTemporaryDir second;
        const QTemporaryDir homes;
        const auto draw = [&](const QString& folder, Changes changes) {
            const QString home = homes.filePath(changes[text("LC_ALL")]);
            if (!QDir(homes.path()).mkpath(home))
                return Result{};
            changes.insert(text("HOME"), home);
            for (const char* name : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"})
                changes.insert(text(name), home + text("/xdg"));
            if (qEnvironmentVariableIsSet("HEADSCOPE_TEST_CACHE"))
                changes.insert(text("XDG_CACHE_HOME"),
                               qEnvironmentVariable("HEADSCOPE_TEST_CACHE"));
            return run({text("--shots"), folder, text("--prompt"), text("The ship, the ship"),
                        text("--size"), text("800x600"), text("--theme"), text("dark"),
                        text("--format"), format},
                       changes);
        };
        const Result one = draw(first.path(), {{text("QT_HASH_SEED"), text("1")},
                                               {text("LC_ALL"), text("C.UTF-8")},
                                               {text("TZ"), text("UTC")}});
        QCOMPARE(one.code, 0);
        const Result two = draw(second.path(), {{text("QT_HASH_SEED"), text("4711")},
                                                {text("LC_ALL"), text("de_DE.UTF-8")},
                                                {text("TZ"), text("Asia/Tokyo")}});
        QCOMPARE(two.code, 0);
        for (const QByteArray& line : (one.err + two.err).trimmed().split('\n'))
            QVERIFY2(line.startsWith("QT_HASH_SEED: "), line.constData()); // Qt says it is ignored
        const QStringList files = QDir(first.path()).entryList(QDir::Files);
        QCOMPARE(files, QDir(second.path()).entryList(QDir::Files));
        for (const char* view : {"head", "stream", "neurons", "evolution", "positions"})
            QVERIFY2(files.contains(text(view) + text("-dark.") + format), view);
        QVERIFY(files.contains(text("headmap-dark.") + format));
        QStringList differ;
        for (const QString& name : files) {
            // Says what lies on a computer and how much memory is free.
            if (name.startsWith(text("models-")))
                continue;
            QFile a(first.filePath(name));
            QFile b(second.filePath(name));
            QVERIFY(a.open(QIODevice::ReadOnly) && b.open(QIODevice::ReadOnly));
            if (a.readAll() != b.readAll())
                differ.append(name);
        }
        QVERIFY2(differ.isEmpty(), qPrintable(differ.join(text(", "))));
    }

    /// The views of a session as they were saved, on its own model, in its own size.
    void drawsASession()
    {
#if defined(HEADSCOPE_SANITIZED)
        QSKIP("what sanitizers look for, the other pictures show");
#endif
        const QTemporaryDir folder;
        headscope::app::SavedSession session;
        session.model.embedded = text("bookshelf-20m");
        session.prompt = text("The ship sailed");
        session.view = text("stream");
        session.place.layer = headscope::core::LayerIndex(5);
        session.views[text("head")] = {{text("network"), true}};
        session.window.size = QSize(900, 700);
        session.labels = {{{}, {}, "a label", {}}};
        const QString file = folder.filePath(text("ship.headscope"));
        headscope::app::writeSession(session, file);
        qputenv("XDG_DATA_HOME", QFile::encodeName(folder.filePath(text("data"))));
        const QString plain = folder.filePath(text("plain"));
        const QString drawn = folder.filePath(text("drawn"));
        auto result = run({text("--shots"), drawn, text("--theme"), text("light"), file});
        QCOMPARE(result.err, QByteArray());
        QCOMPARE(result.code, 0);
        for (const char* view :
             {"head", "patterns", "messages", "stream", "neurons", "evolution", "positions"})
            QCOMPARE(
                QImage(QDir(drawn).filePath(text(view) + text("-window-light-900x700.png"))).size(),
                QSize(900, 700));
        // Each view once, but for Compare with nothing to compare; and what somebody has noted on
        // this computer stays as it is.
        QCOMPARE(QDir(drawn).entryList({text("*-window-*")}).size(),
                 headscope::app::Selection::viewCount - 1);
        QVERIFY(!QFile::exists(folder.filePath(text("data"))));
        // A page with nothing on it yet is drawn in the window alone.
        auto swept = session;
        swept.views[text("lab")] = {{text("page"), text("sweep")}};
        headscope::app::writeSession(swept, file);
        const QString page = folder.filePath(text("page"));
        result = run({text("--shots"), page, text("--theme"), text("light"), file});
        QCOMPARE(result.code, 0);
        QVERIFY(!QDir(page).entryList({text("lab-window-*")}).isEmpty());
        QVERIFY(!QFile::exists(QDir(page).filePath(text("lab-light.png"))));
        // Other weights are said, and drawn.
        session.model.weights = text("0123456789abcdef");
        headscope::app::writeSession(session, file);
        result = run({text("--shots"), drawn, text("--theme"), text("dark"), file});
        QVERIFY2(result.err.startsWith("headscope: The session was made with other weights"),
                 result.err.constData());
        QCOMPARE(result.err.count('\n'), 1);
        QCOMPARE(result.code, 0);
        QVERIFY(QFile::exists(QDir(drawn).filePath(text("stream-dark.png"))));
        // The head is drawn as it was saved: as a network.
        result = run({text("--shots"), plain, text("--theme"), text("light"), text("--size"),
                      text("900x700"), text("--prompt"), text("The ship sailed")});
        QCOMPARE(result.code, 0);
        const auto whole = [](const QString& in) {
            return QImage(QDir(in).filePath(text("head-light.png"))).size();
        };
        QVERIFY(whole(drawn) != whole(plain));
    }

    void failuresEndIt_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("says");
        const QStringList shots{text("--shots"), text("DIR")};
        QTest::newRow("no prompt")
            << shots + QStringList{text("--prompt"), QString()} << 1 << text("The prompt is empty");
        QTest::newRow("blanks") << shots + QStringList{text("--prompt"), text(" \n ")} << 1
                                << text("The prompt is empty");
        QTest::newRow("long") << shots + QStringList{text("--prompt"), text("ship ").repeated(600)}
                              << 1 << text("512");
        QTest::newRow("no folder") << QStringList{text("--shots"), text("DIR/file/deeper")} << 1
                                   << text("Not a directory");
        QTest::newRow("no file") << QStringList{text("--shots"),  text("DIR/taken"),
                                                text("--prompt"), text("ship"),
                                                text("--size"),   text("800x600")}
                                 << 1 << text("directory");
        QTest::newRow("too small")
            << shots + QStringList{text("--size"), text("640x400")} << 2 << text("760x600");
        QTest::newRow("no model") << shots + QStringList{text("--model"), text("DIR/taken")} << 1
                                  << text("config.json");
        QTest::newRow("no model at the place")
            << shots + QStringList{text("DIR/taken")} << 1 << text("config.json");
        QTest::newRow("nothing at the place")
            << shots + QStringList{text("DIR/none")} << 1 << text("there is no such model");
        QTest::newRow("two places") << shots + QStringList{text("DIR/taken"), text("DIR")} << 2
                                    << text("one model can be opened");
        QTest::newRow("two models")
            << shots + QStringList{text("--model"), text("DIR/taken"), text("DIR")} << 2
            << text("two models are named");
        QTest::newRow("session and prompt")
            << shots + QStringList{text("DIR/a.headscope"), text("--prompt"), text("ship")} << 2
            << text("--prompt and the session");
        QTest::newRow("no session")
            << shots + QStringList{text("DIR/a.headscope")} << 1 << text("a.headscope");
        QTest::newRow("damaged session")
            << shots + QStringList{text("DIR/damaged.headscope")} << 1 << text("not valid JSON");
        QTest::newRow("session without its model")
            << shots + QStringList{text("DIR/lost.headscope")} << 1
            << text("was not found: ship, which was in /none; say by --model");
        QTest::newRow("empty name") << shots + QStringList{text("--model"), QString()} << 2
                                    << text("name of the model is empty");
    }
    void failuresEndIt()
    {
        QFETCH(QStringList, arguments);
        QFETCH(const int, code);
        QFETCH(const QString, says);
        const QTemporaryDir folder;
        QVERIFY(QFile(folder.filePath(text("file"))).open(QIODevice::WriteOnly));
        QFile damaged(folder.filePath(text("damaged.headscope")));
        QVERIFY(damaged.open(QIODevice::WriteOnly) && damaged.write("{") == 1);
        damaged.close();
        headscope::app::SavedSession lost;
        lost.model.name = text("ship");
        lost.model.folder = text("/none");
        lost.prompt = text("The ship");
        headscope::app::writeSession(lost, folder.filePath(text("lost.headscope")));
        // A folder where a picture shall be.
        QVERIFY(QDir(folder.path()).mkpath(text("taken/head-window-light-800x600.png")));
        arguments.replaceInStrings(text("DIR"), folder.path());
        const auto result = run(arguments);
        QCOMPARE(result.code, code);
        QVERIFY2(result.err.startsWith("headscope: "), result.err.constData());
        QCOMPARE(result.err.count('\n'), 1);
        QVERIFY2(result.err.contains(says.toUtf8()), result.err.constData());
        QCOMPARE(QDir(folder.path()).entryList({text("*.png")}), QStringList());
    }
};

QTEST_GUILESS_MAIN(ShotsTest)
#include "tst_shots.moc"
