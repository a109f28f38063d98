// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomicfile.h"
#include "tests/support/core/errors.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>

#include <sys/resource.h>
#include <sys/stat.h>

using namespace headscope;
using namespace headscope::core;
using headscope::tests::errorOf;

class TestAtomicFile : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;

    std::filesystem::path path(const char* name) const
    {
        return m_folder->filePath(QString::fromUtf8(name)).toStdString();
    }
    QByteArray content(const char* name) const
    {
        QFile file(m_folder->filePath(QString::fromUtf8(name)));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(none)");
    }
    QStringList names() const
    {
        return QDir(m_folder->path())
            .entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot);
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void appearsWholeOrNotAtAll();
    void keepsTheOldFileWithoutCommit();
    void followsLinks();
    void refusesWhatIsNoFile();
    void keepsTheUsualPermissions();
    void hasNoNameWhileItIsWritten();
    void namedTemporariesAreRemovedOnDemand();
    void fullDisksLeaveTheOldFileAndAReason_data();
    void fullDisksLeaveTheOldFileAndAReason();
    void foldersThatCannotBeWritten();
};

void TestAtomicFile::fullDisksLeaveTheOldFileAndAReason_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("pieces");
    for (const auto& [name, kind] : {std::pair("unnamed", AtomicFile::Temporary::Unnamed),
                                     std::pair("named", AtomicFile::Temporary::Named)}) {
        QTest::addRow("%s, found when flushed", name) << static_cast<int>(kind) << 1;
        QTest::addRow("%s, found while writing", name) << static_cast<int>(kind) << 10'000;
    }
}

void TestAtomicFile::fullDisksLeaveTheOldFileAndAReason()
{
    QFETCH(const int, kind);
    QFETCH(const int, pieces);
    tests::writeFile(m_folder->filePath(QStringLiteral("a")), "old");
    // A limit of 100 bytes for every file stands in for a disk that is full after them.
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    const rlimit small{100, before.rlim_max};
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
    const auto error = errorOf([&] {
        AtomicFile file(path("a"), static_cast<AtomicFile::Temporary>(kind));
        for (int i = 0; i < pieces; ++i)
            file.stream() << std::string(101, 'x');
        file.commit();
    });
    ::setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    QVERIFY(error && error->kind() == ErrorKind::WriteFailed);
    QCOMPARE(QString::fromUtf8(error->what()), QStringLiteral("cannot write %1: File too large")
                                                   .arg(m_folder->filePath(QStringLiteral("a"))));
    QCOMPARE(names(), QStringList{QStringLiteral("a")});
    QCOMPARE(content("a"), QByteArray("old"));
}

void TestAtomicFile::foldersThatCannotBeWritten()
{
    // A folder of the system where not even root makes files.
    for (const auto& place :
         {std::filesystem::path("/proc/headscope-test"), path("absent/a"), path("a") / "b"}) {
        tests::writeFile(m_folder->filePath(QStringLiteral("a")), "old");
        const auto error = errorOf([&] {
            AtomicFile file(place);
            file.stream() << "x";
            file.commit();
        });
        QVERIFY(error && error->kind() == ErrorKind::WriteFailed);
        QVERIFY2(QString::fromUtf8(error->what())
                     .startsWith(QStringLiteral("cannot write ")
                                 + QString::fromStdString(place.string()) + QStringLiteral(": ")),
                 error->what());
        QVERIFY2(!QByteArray(error->what()).contains("unknown reason"), error->what());
    }
    QCOMPARE(names(), QStringList{QStringLiteral("a")});
}

void TestAtomicFile::appearsWholeOrNotAtAll()
{
    AtomicFile file(path("a.txt"));
    file.stream() << "all of it";
    QVERIFY(!names().contains(QStringLiteral("a.txt")));
    file.commit();
    QCOMPARE(names(), QStringList{QStringLiteral("a.txt")});
    QCOMPARE(content("a.txt"), QByteArray("all of it"));
}

void TestAtomicFile::keepsTheOldFileWithoutCommit()
{
    tests::writeFile(m_folder->filePath(QStringLiteral("a.txt")), "old");
    {
        AtomicFile file(path("a.txt"));
        file.stream() << "half";
    }
    QCOMPARE(names(), QStringList{QStringLiteral("a.txt")});
    QCOMPARE(content("a.txt"), QByteArray("old"));
}

void TestAtomicFile::followsLinks()
{
    tests::writeFile(m_folder->filePath(QStringLiteral("real.txt")), "old");
    std::filesystem::create_symlink("real.txt", path("link.txt"));
    AtomicFile file(path("link.txt"));
    file.stream() << "new";
    file.commit();
    QVERIFY(std::filesystem::is_symlink(path("link.txt")));
    QCOMPARE(content("real.txt"), QByteArray("new"));
}

void TestAtomicFile::refusesWhatIsNoFile()
{
    QCOMPARE(mkfifo(path("pipe").c_str(), 0600), 0);
    for (const auto& place : {path("pipe"), path("no/such/folder/file"), path(".")}) {
        const auto error = errorOf([&] { AtomicFile file(place); });
        QVERIFY(error && error->kind() == ErrorKind::WriteFailed);
        QVERIFY(std::string(error->what()).find(place.string()) != std::string::npos);
    }
    QCOMPARE(names(), QStringList{QStringLiteral("pipe")});
    QVERIFY(std::filesystem::is_fifo(path("pipe")));
}

void TestAtomicFile::keepsTheUsualPermissions()
{
    const mode_t mask = umask(022);
    for (const auto kind : {AtomicFile::Temporary::Unnamed, AtomicFile::Temporary::Named}) {
        AtomicFile file(path("a.txt"), kind);
        file.commit();
        struct stat about = {};
        QCOMPARE(stat(path("a.txt").c_str(), &about), 0);
        QCOMPARE(about.st_mode & 0777, mode_t(0644));
    }
    umask(mask);
}

void TestAtomicFile::hasNoNameWhileItIsWritten()
{
    AtomicFile file(path("a.txt"));
    file.stream() << "half";
    file.stream().flush();
    // Whatever ends the program now, nothing stays in the folder.
    QCOMPARE(names(), QStringList());
    file.commit();
    QCOMPARE(content("a.txt"), QByteArray("half"));
}

void TestAtomicFile::namedTemporariesAreRemovedOnDemand()
{
    {
        AtomicFile file(path("a.txt"), AtomicFile::Temporary::Named);
        AtomicFile other(path("b.txt"), AtomicFile::Temporary::Named);
        file.stream() << "half";
        QCOMPARE(names().size(), 2);
        other.stream() << "whole";
        other.commit();
        AtomicFile::removeUnfinished();
        QCOMPARE(names(), QStringList{QStringLiteral("b.txt")});
    }
    AtomicFile::removeUnfinished();
    QCOMPARE(content("b.txt"), QByteArray("whole"));
}

QTEST_GUILESS_MAIN(TestAtomicFile)
#include "tst_atomicfile.moc"
