// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Session files: what is written is read again, whatever is wrong with one is said in a sentence,
// and a program that is killed while it saves leaves the old file or the new one.
#include "app/headlabels.h"
#include "app/savedsession.h"
#include "core/base/error.h"
#include "tests/support/patience.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <cstring>
#include <functional>

using namespace headscope;
using app::SavedSession;

namespace {

QString text(const char* utf8)
{
    return QString::fromUtf8(utf8);
}

/// Every field with a value of its own.
SavedSession full()
{
    SavedSession session;
    session.model = {text("org/ship \"ü\""), text("/models/ship\nfolder"), text("org/ship"),
                     text("0123abc"),        text("bookshelf-20m"),        text("00ff")};
    session.prompt = text("The captain\nof the “ship” \\ \t 船");
    session.decoder = text("<pad> Der");
    session.first = true;
    session.encoder = true;
    session.view = text("stream");
    session.place.layer = core::LayerIndex(3);
    session.place.head = core::HeadIndex(5);
    session.place.query = core::Position(7);
    session.place.context = core::Position(2);
    session.place.neuron = core::NeuronIndex(1100);
    session.place.state = core::LayerIndex(4);
    session.place.focus = app::Selection::Focus::Neuron;
    session.filters.side = core::PatternSide::Query;
    session.filters.centredPatterns = false;
    session.filters.centredMessages = true;
    session.filters.distance.fixed = 12;
    session.filters.lens.hideFragments = false;
    session.filters.lens.hideHighBias = false;
    session.filters.lens.biasRule = core::BiasRule::Posts;
    session.filters.lens.biasThreshold = 1.75;
    session.filters.lens.metric = core::Metric::Dot;
    session.showSpaces = true;
    session.measure = text("induction");
    session.colours = text("cividis");
    session.probe = true;
    session.views[text("stream")] = {{text("length"), text("effect")},
                                     {text("word"), qlonglong(42)},
                                     {text("share"), 0.125},
                                     {text("open"), true}};
    session.views[text("patterns")] = {{text("filter"), text("\"5.2\" é")}};
    session.views[text("lab")] = {
        {text("changes"), QVariantList{QVariantMap{{text("kind"), text("off")}, {text("on"), true}},
                                       QVariantList{0.5, qlonglong(3)}, QVariant()}}};
    session.labels = {{core::LayerIndex(0), core::HeadIndex(2), "offers", "=a, \"b\"\nc"},
                      {core::LayerIndex(5), core::HeadIndex(2), "his, himself", {}}};
    session.window = {QSize(1440, 900),
                      QByteArray("\0\xff docks", 8),
                      {text("inspectorDock")},
                      QByteArray("\x01\x80 views")};
    session.file = text("/home/somebody/ship.headscope");
    return session;
}

/// A file that only has what it must have.
QByteArray least()
{
    return R"({"format": "headscope session", "version": 1, "model": {"folder": "/m"},
               "prompt": {"text": "The ship"}})";
}

QString refusal(const QByteArray& bytes)
{
    try {
        app::readSession(bytes, text("FILE"));
    } catch (const core::Error& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

void compare(const SavedSession& read, const SavedSession& session)
{
    QCOMPARE(read.model, session.model);
    QCOMPARE(read.prompt, session.prompt);
    QCOMPARE(read.decoder, session.decoder);
    QCOMPARE(read.first, session.first);
    QCOMPARE(read.encoder, session.encoder);
    QCOMPARE(read.view, session.view);
    QVERIFY(read.place == session.place);
    QVERIFY(read.filters == session.filters);
    QCOMPARE(read.showSpaces, session.showSpaces);
    QCOMPARE(read.measure, session.measure);
    QCOMPARE(read.colours, session.colours);
    QCOMPARE(read.probe, session.probe);
    QCOMPARE(read.views, session.views);
    QVERIFY(read.labels == session.labels);
    QVERIFY(read.window == session.window);
    QCOMPARE(read.file, session.file);
}

/// A session that says by its prompt how many labels it has, and how often it was saved.
SavedSession numbered(int number)
{
    SavedSession session;
    session.model.folder = text("/models/ship");
    const int labels = (number * 37) % 400;
    session.prompt = text("%1 %2").arg(number).arg(labels);
    for (int i = 0; i < labels; ++i)
        session.labels.push_back({core::LayerIndex(i / 20), core::HeadIndex(i % 20),
                                  std::to_string(number), std::string(200, 'x')});
    return session;
}

/// What the child does until it is killed.
int keepSaving(const QString& path)
{
    std::puts("begins");
    std::fflush(stdout);
    for (int number = app::readSession(path).prompt.section(QLatin1Char(' '), 0, 0).toInt();;)
        app::writeSession(numbered(++number), path);
}

} // namespace

class SavedSessionTest : public QObject
{
    Q_OBJECT
    QTemporaryDir m_folder;
    QString path() const { return m_folder.filePath(text("ship.headscope")); }

private Q_SLOTS:
    void everyFieldComesBack()
    {
        const SavedSession session = full();
        app::writeSession(session, path());
        compare(app::readSession(path()), session);
        // Once more through the file: nothing is lost by reading.
        compare(app::readSession(app::bytesOf(app::readSession(path())), path()), session);
    }

    void whatIsLeftOutIsAsAtFirst()
    {
        const SavedSession read = app::readSession(least(), text("FILE"));
        SavedSession session;
        session.model.folder = text("/m");
        session.prompt = text("The ship");
        session.filters.centredPatterns = true;              // as in a new window
        session.place.state = core::LayerIndex(100'000'000); // the last one of any model
        session.filters.lens.metric = core::Metric::Cosine;
        compare(read, session);
    }

    void theSameSessionIsTheSameBytes()
    {
        const QByteArray bytes = app::bytesOf(full());
        QCOMPARE(app::bytesOf(full()), bytes);
        QCOMPARE(app::bytesOf(app::readSession(bytes, text("FILE"))), bytes);
        QVERIFY(bytes.startsWith("{\n  \"format\": \"headscope session\",\n  \"version\": 1,\n"));
        QVERIFY(bytes.endsWith("}\n"));
        QVERIFY(bytes.contains("\"layer\": 3"));
        // Layout and scrolling are no content; everything else is.
        SavedSession moved = full();
        moved.window.size = QSize(800, 600);
        moved.window.docks = "other";
        moved.views[text("patterns")][text("scroll_y")] = 100;
        QCOMPARE(app::contentOf(moved), app::contentOf(full()));
        moved.place.head = core::HeadIndex(6);
        QVERIFY(app::contentOf(moved) != app::contentOf(full()));
    }

    void whatIsNotKnownIsPassedOver()
    {
        QByteArray bytes = app::bytesOf(full());
        bytes.replace("\"views\": {\n    \"lab\"",
                      "\"later\": [1, {}], \"views\": {\n    \"compare\": {"
                      "\"side\": \"left\", \"none\": null},\n    \"lab\"");
        const SavedSession read = app::readSession(bytes, text("FILE"));
        QCOMPARE(read.views.value(text("compare")), (QVariantMap{{text("side"), text("left")}}));
        QCOMPARE(read.views.value(text("patterns")), full().views.value(text("patterns")));
    }

    void aNewerVersionIsRefused()
    {
        QByteArray bytes = least();
        bytes.replace("\"version\": 1", "\"version\": 2");
        try {
            app::readSession(bytes, text("FILE"));
            QFAIL("it was read");
        } catch (const core::Error& error) {
            QCOMPARE(error.kind(), core::ErrorKind::Unsupported);
            QCOMPARE(QString::fromUtf8(error.what()),
                     text("FILE is a session of version 2, made by a newer Headscope; this one "
                          "reads versions up to 1"));
        }
    }

    void damageIsSaid_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* from, const char* to, const char* says) {
            QTest::newRow(says) << QByteArray(from) << QByteArray(to) << text(says);
        };
        row("\"format\": \"headscope session\"", "\"format\": \"headscope labels\"",
            "FILE is not a session of Headscope");
        row("\"version\": 1,", "", "FILE: version is missing");
        row("\"version\": 1", "\"version\": 0", "FILE: version is 0 but must be a whole number");
        row("\"version\": 1", "\"version\": \"1\"", "FILE: version is \"1\" but must be a whole");
        row("\"version\": 1", "\"version\": 1.5", "FILE: version is 1.5 but must be a whole");
        row("\"model\"", "\"no model\"", "FILE: model is missing");
        row("\"prompt\"", "\"no prompt\"", "FILE: prompt is missing");
        row("\"text\": \"The captain", "\"no text\": \"The captain",
            "FILE: prompt.text is missing");
        row("\"name\": \"org", "\"name\": 3, \"other\": \"org",
            "FILE: model.name is 3 but must be a text");
        row("\"part\": \"encoder\"", "\"part\": \"middle\"",
            "FILE: prompt.part is \"middle\" but must be \"decoder\" or \"encoder\"");
        row("\"first_token\": true", "\"first_token\": 1",
            "FILE: prompt.first_token is 1 but must be true or false");
        row("\"head\": 5", "\"head\": -1",
            "FILE: selection.head is -1 but must be a whole number from 0 to 100000000");
        row("\"query\": 7", "\"query\": 100000001", "FILE: selection.query is 100000001 but must");
        row("\"query\": 7", "\"query\": 99999999999999999999",
            "FILE: selection.query is 1e+20 but");
        row("\"focus\": \"neuron\"", "\"focus\": \"all\"", "FILE: selection.focus is \"all\" but");
        row("\"selection\": {", "\"selection\": 1, \"other\": {",
            "FILE: selection is 1 but must be an object");
        row("\"bias_threshold\": 1.75", "\"bias_threshold\": 10.5",
            "FILE: filters.bias_threshold is 10.5 but must be a number from 0.0 to 10.0");
        row("\"distance\": 12", "\"distance\": 200000",
            "FILE: filters.distance is 200000 but must");
        row("\"metric\": \"dot\"", "\"metric\": \"cross\"",
            "FILE: filters.metric is \"cross\" but");
        row("\"show_spaces\": true", "\"show_spaces\": \"yes\"",
            "FILE: words.show_spaces is \"yes\" but must be true or false");
        row("\"probe\": true", "\"probe\": []", "FILE: head_map.probe is a list but must be true");
        row("\"views\": {\n", "\"views\": [], \"other\": {\n",
            "FILE: views is a list but must be an object");
        row("\"patterns\": {", "\"patterns\": 1, \"other\": {",
            "FILE: views.\"patterns\" is 1 but must be an object");
        row("\"labels\": [", "\"labels\": {}, \"other\": [",
            "FILE: labels is an object but must be a list");
        row("\"labels\": [", "\"labels\": [3,", "FILE: labels[0] is 3 but must be an object");
        row("\"layer\": 0,", "", "FILE: labels[0] says no layer");
        row("\"layer\": 5,\n      \"head\": 2", "\"layer\": 0, \"head\": 2",
            "FILE: labels[1] is about head 0.2, as one before it is");
        row("\"width\": 1440", "\"width\": 0",
            "FILE: window.width is 0 but must be a whole number");
        row("\"docks\": \"AP8", "\"docks\": \"*AP8", "FILE: window.docks is not bytes in Base64");
        row("\"hidden\": [", "\"hidden\": [7,", "FILE: window.hidden has the item 7 but must be");
        row("\"version\": 1", "\"version\": 1, \"version\": 1",
            "FILE has the key \"version\" twice");
        row("\"version\": 1", "\"version\": 1, \"deep\": [[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]",
            "FILE is nested deeper than the 16 levels");
        row("The captain", "\xff", "FILE is not valid JSON at line");
    }
    void damageIsSaid()
    {
        QFETCH(const QByteArray, from);
        QFETCH(const QByteArray, to);
        QFETCH(const QString, says);
        QByteArray bytes = app::bytesOf(full());
        QVERIFY(bytes.contains(from));
        bytes.replace(bytes.indexOf(from), from.size(), to);
        const QString sentence = refusal(bytes);
        QVERIFY2(sentence.startsWith(says), qPrintable(sentence));
        QCOMPARE(sentence.count(QLatin1Char('\n')), 0);
    }

    void sizesAreBounded()
    {
        SavedSession session = full();
        session.views[text("lab")][text("changes")] = QVariantList{
            QVariantMap{{text("kind"), QString(70'000, QLatin1Char('x'))}}};
        QVERIFY(
            refusal(app::bytesOf(session))
                .startsWith(text("FILE: views.\"lab\".\"changes\"[0].\"kind\" has 70000 bytes")));
        session = full();
        session.labels.front().label = std::string(201, 'x');
        QCOMPARE(refusal(app::bytesOf(session)),
                 text("FILE: labels[0].label has 201 bytes, more than the 200 it may have"));
        session = full();
        for (int i = 0; i < 250; ++i)
            session.views[text("patterns")].insert(text("key%1").arg(i), i);
        QCOMPARE(refusal(app::bytesOf(session)),
                 text("FILE: views.\"patterns\" holds 251 things, more than the 200 it may hold"));
        session = full();
        session.prompt = text(" \n");
        QCOMPARE(refusal(app::bytesOf(session)), text("FILE: prompt.text is empty"));
        session = full();
        session.model = {};
        QVERIFY(
            refusal(app::bytesOf(session)).startsWith(text("FILE: model names neither folder")));
        session = full();
        session.decoder = QString(qsizetype(33) << 20, QLatin1Char('x'));
        app::writeSession(session, path());
        try {
            app::readSession(path());
            QFAIL("it was read");
        } catch (const core::Error& error) {
            QVERIFY2(QString::fromUtf8(error.what()).contains(text("33554432")), error.what());
        }
    }

    void aFileThatIsCutIsRefused()
    {
        // Wherever: at every byte but the line feed at the end.
        const QByteArray bytes = app::bytesOf(full());
        for (qsizetype size = 0; size < bytes.size() - 1; ++size) {
            const QString sentence = refusal(bytes.left(size));
            QVERIFY2(sentence.startsWith(text("FILE ")), qPrintable(QString::number(size)));
            QCOMPARE(sentence.count(QLatin1Char('\n')), 0);
        }
        QCOMPARE(refusal(bytes.chopped(1)), QString());
    }

    void aFileThatIsNotThereIsSaid()
    {
        try {
            app::readSession(m_folder.filePath(text("none.headscope")));
            QFAIL("it was read");
        } catch (const core::Error& error) {
            QCOMPARE(error.kind(), core::ErrorKind::FileMissing);
        }
        try {
            app::writeSession(full(), m_folder.filePath(text("no/such/folder.headscope")));
            QFAIL("it was written");
        } catch (const core::Error& error) {
            QCOMPARE(error.kind(), core::ErrorKind::WriteFailed);
        }
    }

    /// Labels there and back: as CSV, as a session, and one after the other.
    void labelsComeBack()
    {
        app::HeadLabels labels(m_folder.filePath(text("labels")));
        labels.setModel(text("ship"), text("0123456789abcdef"), 6, 8);
        labels.set(5, 2, text("his, \"himself\""), text("=1+1\nüber"));
        labels.set(0, 7, QString(), text("a note alone"));
        labels.set(3, 3, text("+ grows"), QString());
        const auto entries = labels.entries();
        QCOMPARE(entries.size(), std::size_t(3));

        SavedSession session = full();
        session.labels = entries;
        app::writeSession(session, path());
        QVERIFY(app::readSession(path()).labels == entries);

        const QString csv = m_folder.filePath(text("labels.csv"));
        QCOMPARE(labels.exportTo(csv), QString());
        labels.setEntries({});
        QCOMPARE(labels.importFrom(csv), QString());
        QVERIFY(labels.entries() == entries);

        // Taken over: those that it names, where the model has them.
        labels.setEntries({});
        labels.set(5, 2, text("mine"), QString());
        labels.set(1, 1, text("stays"), QString());
        session.labels.push_back({core::LayerIndex(6), core::HeadIndex(0), "too deep", {}});
        labels.takeOver(session.labels);
        QCOMPARE(labels.entries().size(), std::size_t(4));
        QCOMPARE(labels.label(5, 2), text("his, \"himself\""));
        QCOMPARE(labels.label(1, 1), text("stays"));
        // They are in the model's own file too.
        app::HeadLabels again(m_folder.filePath(text("labels")));
        again.setModel(text("ship"), text("0123456789abcdef"), 6, 8);
        QVERIFY(again.entries() == labels.entries());
    }

    /// A program that does nothing but save is killed at any moment: the file is a whole one.
    void killedWhileSaving()
    {
#if defined(HEADSCOPE_SANITIZED)
        QSKIP("a program that takes so long to start is killed before it has saved twice");
#endif
        constexpr int kills = 60;
        app::writeSession(numbered(0), path());
        int last = 0;
        int moved = 0;
        // On a busy machine many are killed before they have saved again: they say nothing.
        int kill = 0;
        for (; kill < kills || moved <= kills / 2; ++kill) {
            QVERIFY2(kill < 20 * kills, "hardly any has saved before it was killed");
            QProcess child;
            child.start(QCoreApplication::applicationFilePath(), {text("--keep-saving"), path()});
            QVERIFY(child.waitForReadyRead(tests::patience)); // it saves by now
            QTest::qSleep(QRandomGenerator::global()->bounded(1, 25));
            child.kill();
            QVERIFY(child.waitForFinished(tests::patience));
            QCOMPARE(child.exitStatus(), QProcess::CrashExit);
            const SavedSession found = app::readSession(path());
            const int number = found.prompt.section(QLatin1Char(' '), 0, 0).toInt();
            QVERIFY(number >= last);
            QVERIFY(app::bytesOf(found) == app::bytesOf(numbered(number)));
            moved += number > last ? 1 : 0;
            last = number;
        }
        qInfo("killed %d times, %d of them after another save, %d saves in all", kill, moved, last);
    }
};

int main(int argc, char** argv)
{
    if (argc == 3 && std::strcmp(argv[1], "--keep-saving") == 0)
        return keepSaving(QString::fromLocal8Bit(argv[2]));
    const QCoreApplication application(argc, argv);
    SavedSessionTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_savedsession.moc"
