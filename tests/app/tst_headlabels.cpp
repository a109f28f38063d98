// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headlabels.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace headscope;
using namespace headscope::app;

/// Labels of heads: kept from one start to the next, one file per model, nothing ever lost.
class TestHeadLabels : public QObject
{
    Q_OBJECT
private:
    static QString text(const char* utf8) { return QString::fromUtf8(utf8); }
    static void write(const QString& path, const QByteArray& content)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }

private Q_SLOTS:
    void keptForTheNextStart()
    {
        const QTemporaryDir folder;
        const QString strange = text("=sum(1) \"sea\", été\n");
        {
            HeadLabels labels(folder.path());
            labels.setModel(text("a/model"), text("0123456789abcdef"), 8, 6);
            QSignalSpy changed(&labels, &HeadLabels::changed);
            labels.set(7, 1, strange, text(" first\nsecond "));
            labels.set(2, 0, text("first token"), {});
            labels.set(3, 3, text("  "), {});
            QCOMPARE(changed.count(), 2); // nothing was noted of 3.3
            QVERIFY(labels.file().startsWith(folder.path() + text("/a_model-0123456789ab")));
        }
        HeadLabels labels(folder.path());
        labels.setModel(text("a/model"), text("0123456789abcdef"), 8, 6);
        QCOMPARE(labels.label(7, 1), strange.trimmed());
        QCOMPARE(labels.note(7, 1), text("first\nsecond"));
        QCOMPARE(labels.label(2, 0), text("first token"));
        QCOMPARE(labels.labels().size(), 48);
        QCOMPARE(labels.labels()[12], text("first token"));
        QCOMPARE(labels.notes()[43], text("first\nsecond"));
        QCOMPARE(labels.entries().size(), std::size_t(2));
        labels.set(7, 1, {}, {});
        QCOMPARE(labels.entries().size(), std::size_t(1));
        // Another model has its own.
        labels.setModel(text("a/model"), text("ffff"), 8, 6);
        QVERIFY(labels.entries().empty());
        QVERIFY(labels.labels()[12].isEmpty());
    }

    void longTextsAreCut()
    {
        const QTemporaryDir folder;
        HeadLabels labels(folder.path());
        labels.setModel(text("m"), text("1"), 1, 1);
        labels.set(0, 0, QString(300, QChar(0xE9)), {});
        QCOMPARE(labels.label(0, 0), QString(100, QChar(0xE9))); // two bytes each
        labels.set(0, 1, text("no such head"), {});
        labels.set(-1, 0, text("no such head"), {});
        QCOMPARE(labels.entries().size(), std::size_t(1));
    }

    void importsWithTheOthersKept()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(text("import.csv"));
        HeadLabels labels(folder.path());
        QVERIFY(!labels.importFrom(file).isEmpty()); // no model yet
        labels.setModel(text("m"), text("1"), 8, 6);
        labels.set(0, 0, text("mine"), {});
        labels.set(1, 1, text("mine"), {});
        write(file, "layer,head,label\n1,1,theirs\n5,2,pronouns\n");
        QCOMPARE(labels.importFrom(file), QString());
        QCOMPARE(labels.label(0, 0), text("mine"));
        QCOMPARE(labels.label(1, 1), text("theirs"));
        QCOMPARE(labels.label(5, 2), text("pronouns"));
        // A bad file changes nothing.
        const auto before = labels.entries();
        write(file, "layer,head,label\n0,0,theirs\n8,0,beyond\n");
        QVERIFY(labels.importFrom(file).contains(text("line 3: layer is \"8\"")));
        write(file, "layer,head,label\n");
        QVERIFY(labels.importFrom(file).contains(text("labels no head")));
        QVERIFY(labels.entries() == before);
        // What is exported can be imported.
        const QString out = folder.filePath(text("out.csv"));
        QCOMPARE(labels.exportTo(out), QString());
        labels.setEntries({});
        QVERIFY(!labels.exportTo(out).isEmpty());
        QCOMPARE(labels.importFrom(out), QString());
        QVERIFY(labels.entries() == before);
    }

    void anUnreadableFileIsPutAside()
    {
        const QTemporaryDir folder;
        HeadLabels labels(folder.path());
        labels.setModel(text("m"), text("1"), 8, 6);
        write(labels.file(), "rubbish\n");
        QSignalSpy failed(&labels, &HeadLabels::failed);
        labels.setModel(text("m"), text("1"), 8, 6);
        QCOMPARE(failed.count(), 1);
        QVERIFY(failed[0][0].toString().contains(labels.file() + text(".unread")));
        labels.set(0, 0, text("new"), {});
        QFile aside(labels.file() + text(".unread"));
        QVERIFY(aside.open(QIODevice::ReadOnly));
        QCOMPARE(aside.readAll(), QByteArray("rubbish\n"));
    }

    void whatCannotBeSavedIsSaid()
    {
        const QTemporaryDir folder;
        write(folder.filePath(text("file")), "");
        HeadLabels labels(folder.filePath(text("file/within")));
        labels.setModel(text("m"), text("1"), 8, 6);
        QSignalSpy failed(&labels, &HeadLabels::failed);
        labels.set(0, 0, text("new"), {});
        QCOMPARE(failed.count(), 1);
        QCOMPARE(labels.label(0, 0), text("new")); // not lost while the program runs
    }
};

QTEST_GUILESS_MAIN(TestHeadLabels)
#include "tst_headlabels.moc"
