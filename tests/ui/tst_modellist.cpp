// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/modellist.h"
#include "ui/models/roles.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using namespace headscope::ui;
using Section = ModelEntry::Section;
using State = ModelEntry::State;

namespace {

QString text(const char* utf8)
{
    return QString::fromUtf8(utf8);
}

ModelEntry ready(const char* name, Section section, const char* folder)
{
    ModelEntry entry;
    entry.key = text(folder);
    entry.name = text(name);
    entry.folder = text(folder);
    entry.section = section;
    entry.state = State::Ready;
    entry.family = text("gpt2");
    entry.shape.layers = 12;
    entry.shape.heads = 12;
    entry.shape.groups = 12;
    entry.parameters = 124'439'808;
    entry.bytes = 548'118'077;
    entry.needs = 640LL << 20;
    return entry;
}

ModelEntry offered(const char* id)
{
    ModelEntry entry;
    entry.key = entry.name = text(id);
    entry.section = Section::Download;
    entry.state = State::Offered;
    entry.bytes = 352'824'413;
    return entry;
}

QStringList rows(const ModelList& list)
{
    QStringList all;
    for (int row = 0; row < list.rowCount(); ++row) {
        const QModelIndex index = list.index(row);
        const QString prefix = index.data(TitleRole).toBool()  ? text("# ")
                               : index.data(NoteRole).toBool() ? text("~ ")
                                                               : QString();
        all << prefix + index.data().toString();
    }
    return all;
}

} // namespace

class TestModelList : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void isAModel()
    {
        ModelList list;
        const QAbstractItemModelTester tester(
            &list, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(list.rowCount(), 0);
        QVERIFY(!list.first().isValid());
        list.setEmptyNote(text("nothing"));
        list.setEntries({ready("a", Section::Program, "/p/a"), offered("b")});
        list.setSearch(text("a"));
        list.setSearch(text("zzz"));
        list.setSearch({});
        ModelEntry b = offered("b");
        b.state = State::Downloading;
        b.done = 1000;
        list.updateEntry(b);
        b.section = Section::Computer;
        list.updateEntry(b);
        list.setEntries({});
        QVERIFY(list.entry({}) == nullptr);
    }

    void sectionsInOrderWithTitlesThatCannotBeChosen()
    {
        ModelList list;
        list.setEntries({offered("distilgpt2"), ready("mine", Section::Recent, "/home/mine"),
                         ready("bookshelf", Section::Program, "/share/bookshelf"),
                         ready("org/x", Section::Computer, "/hub/x"),
                         ready("gpt2", Section::Computer, "/hub/gpt2")});
        QCOMPARE(rows(list), (QStringList{text("# In the program"), text("bookshelf"),
                                          text("# On this computer"), text("org/x"), text("gpt2"),
                                          text("# Opened before"), text("mine"),
                                          text("# To download"), text("distilgpt2")}));
        QVERIFY(!(list.flags(list.index(0)) & Qt::ItemIsSelectable));
        QVERIFY(list.flags(list.index(1)) & Qt::ItemIsSelectable);
        QVERIFY(list.entry(list.index(0)) == nullptr);
        QCOMPARE(list.entry(list.index(8))->key, text("distilgpt2"));
        QCOMPARE(list.indexOf(text("/hub/gpt2")).row(), 4);
        QCOMPARE(list.first().row(), 1);
        QCOMPARE(list.shownCount(), 5);
    }

    void searchesInNameFamilyAndFolder()
    {
        ModelList list;
        ModelEntry llama = ready("org/Small-Llama", Section::Computer, "/hub/one");
        llama.family = text("llama");
        ModelEntry old = ready("org/x", Section::Computer, "/hub/two");
        old.revision = text("pr/7");
        list.setEntries({llama, old, ready("mine", Section::Recent, "/home/me/models/mine")});
        list.setEmptyNote(text("nothing here"));
        list.setSearch(text("LLAMA"));
        QCOMPARE(rows(list), (QStringList{text("# On this computer"), text("org/Small-Llama")}));
        list.setSearch(text("  models   me "));
        QCOMPARE(rows(list), (QStringList{text("# Opened before"), text("mine")}));
        list.setSearch(text("pr/7"));
        QCOMPARE(rows(list).last(), text("org/x (pr/7)"));
        list.setSearch(text("no such"));
        QCOMPARE(rows(list), QStringList{text("~ No model here is called “no such”.")});
        QVERIFY(!(list.flags(list.index(0)) & Qt::ItemIsSelectable));
    }

    void anEmptyCacheIsSaid()
    {
        ModelList list;
        list.setEmptyNote(text("There is none."));
        list.setEntries({ready("bookshelf", Section::Program, "/p")});
        QCOMPARE(rows(list).mid(2),
                 (QStringList{text("# On this computer"), text("~ There is none.")}));
        list.setEntries({ready("a", Section::Computer, "/a")});
        QCOMPARE(rows(list), (QStringList{text("# On this computer"), text("a")}));
    }

    void anEntryChangesInPlace()
    {
        ModelList list;
        list.setEntries({ready("a", Section::Computer, "/a"), offered("b")});
        QSignalSpy changed(&list, &QAbstractItemModel::dataChanged);
        QSignalSpy reset(&list, &QAbstractItemModel::modelReset);
        ModelEntry b = offered("b");
        list.updateEntry(b); // nothing new
        QCOMPARE(changed.count(), 0);
        b.state = State::Downloading;
        b.done = b.bytes / 4 + 1;
        b.bytesPerSecond = 10e6;
        b.secondsLeft = 26.5;
        list.updateEntry(b);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(reset.count(), 0);
        const QModelIndex at = list.indexOf(text("b"));
        QVERIFY(std::abs(at.data(FractionRole).toDouble() - 0.25) < 1e-6);
        QCOMPARE(at.data(SubtitleRole).toString().replace(QChar(0xa0), QLatin1Char(' ')),
                 text("25 % · 10 MB/s · 27 s left"));
        list.updateEntry(offered("of nothing"));
        QCOMPARE(changed.count(), 1);
    }

    void saysWhatIsWrong()
    {
        ModelList list;
        ModelEntry bad = ready("bad", Section::Computer, "/bad");
        bad.state = State::Broken;
        bad.problem = text("/bad/x is cut off");
        ModelEntry gone = ready("gone", Section::Recent, "/gone");
        gone.state = State::Gone;
        list.setEntries({bad, gone, ready("good", Section::Recent, "/good")});
        QCOMPARE(list.indexOf(bad.key).data(SubtitleRole).toString(), text("x is cut off"));
        QVERIFY(list.indexOf(bad.key).data(WarningRole).toBool());
        QVERIFY(list.indexOf(gone.key).data(WarningRole).toBool());
        QVERIFY(!list.indexOf(text("/good")).data(WarningRole).toBool());
        for (int row = 0; row < list.rowCount(); ++row)
            if (const ModelEntry* entry = list.entry(list.index(row)))
                QVERIFY(
                    list.index(row).data(Qt::AccessibleTextRole).toString().contains(entry->name));
    }

    void numbersAsPeopleReadThem()
    {
        const auto plain = [](QString s) { return s.replace(QChar(0xa0), QLatin1Char(' ')); };
        QCOMPARE(plain(diskSizeText(0)), text("0 bytes"));
        QCOMPARE(plain(diskSizeText(999)), text("999 bytes"));
        QCOMPARE(plain(diskSizeText(1000)), text("1.0 kB"));
        QCOMPARE(plain(diskSizeText(999'700)), text("1.0 MB"));
        QCOMPARE(plain(diskSizeText(548'118'077)), text("548 MB"));
        QCOMPARE(plain(diskSizeText(16'060'000'000)), text("16 GB"));
        QCOMPARE(plain(memorySizeText(1LL << 30)), text("1.0 GiB"));
        QCOMPARE(plain(memorySizeText(640LL << 20)), text("640 MiB"));
        QCOMPARE(plain(parametersText(124'439'808)), text("124 M parameters"));
        QCOMPARE(plain(parametersText(1'557'611'200)), text("1.6 B parameters"));
        QCOMPARE(plain(parametersText(42)), text("42 parameters"));
        const ModelEntry entry = ready("a", Section::Computer, "/a");
        QCOMPARE(plain(memoryText(entry, 18LL << 30)), text("needs 640 MiB, 18 GiB free"));
        QCOMPARE(plain(memoryText(entry, std::nullopt)), text("needs 640 MiB"));
        QVERIFY(!exceedsMemory(entry, 18LL << 30));
        QVERIFY(!exceedsMemory(entry, std::nullopt));
        QVERIFY(exceedsMemory(entry, 100LL << 20));
        QVERIFY(!exceedsMemory(offered("b"), 1));
    }
};

QTEST_GUILESS_MAIN(TestModelList)
#include "tst_modellist.moc"
