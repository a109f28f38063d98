// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/mappedfile.h"
#include "core/files/textfile.h"
#include "tests/support/core/errors.h"

#include <QTemporaryDir>
#include <QThread>
#include <QtTest>

#include <array>
#include <csignal>
#include <functional>
#include <numeric>
#include <thread>

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace headscope;
using namespace headscope::core;
using headscope::tests::errorOf;

namespace {

const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));

unsigned sumOf(std::span<const std::byte> bytes)
{
    return std::accumulate(bytes.begin(), bytes.end(), 0U, [](unsigned sum, std::byte b) {
        return sum + std::to_integer<unsigned>(b);
    });
}

/// How a child process ends that does `work`: the status of waitpid().
int endOf(const std::function<void()>& work)
{
    const pid_t child = ::fork();
    if (child == 0) {
        work();
        ::_exit(0);
    }
    int status = -1;
    ::waitpid(child, &status, 0);
    return status;
}

/// The bytes of a file that is mapped without a guard and cut: touching them raises SIGBUS.
const std::byte* unguardedFault()
{
    static std::array<char, 32> name{"/tmp/headscope-fault-XXXXXX"};
    const int file = ::mkstemp(name.data());
    ::unlink(name.data());
    if (::ftruncate(file, static_cast<off_t>(page)) != 0)
        ::_exit(99);
    void* const data = ::mmap(nullptr, page, PROT_READ, MAP_PRIVATE, file, 0);
    if (::ftruncate(file, 0) != 0)
        ::_exit(98);
    return static_cast<const std::byte*>(data);
}

volatile std::sig_atomic_t faultsSeen = 0;

/// As a program's own handler, from before the first mapping: puts a page there.
extern "C" void repair(int, siginfo_t* info, void*)
{
    faultsSeen = faultsSeen + 1;
    const auto address = reinterpret_cast<std::uintptr_t>(info->si_addr) / page * page;
    ::mmap(reinterpret_cast<void*>(address), page, PROT_READ,
           MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
}

} // namespace

class TestMappedFile : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;

    std::filesystem::path path(const char* name) const
    {
        return m_folder->filePath(QString::fromUtf8(name)).toStdString();
    }
    void write(const char* name, const QByteArray& content) const
    {
        tests::writeFile(m_folder->filePath(QString::fromUtf8(name)), content);
    }
    QString changeOf(const MappedFile& file) const
    {
        const auto error = errorOf([&] { file.checkUnchanged(); });
        if (!error)
            return {};
        if (error->kind() != ErrorKind::FileDamaged)
            qFatal("a file that changed is damaged");
        return QString::fromUtf8(error->what());
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    // First: the handler of the parent must not be there yet when these fork.
    void faultsElsewhereEndTheProgramAsBefore();
    void faultsElsewhereGoToTheHandlerThatWasThere();
    void signalsThatAreSentEndTheProgram();
    void holdsTheBytes();
    void cutFilesGiveZerosAndASentence_data();
    void cutFilesGiveZerosAndASentence();
    void severalThreadsAndFilesMayFault();
    void filesThatGrowAreNotTheSame();
    void filesWrittenInPlaceAreNotTheSame();
    void filesReplacedByNameAreHarmless();
    void movedMappingsStayGuarded();
    void slotsAreUsedAgain();
    void whatIsNoFileIsRefused_data();
    void whatIsNoFileIsRefused();
    void textFiles();
};

void TestMappedFile::faultsElsewhereEndTheProgramAsBefore()
{
    write("a", QByteArray(100, 'x'));
    const int status = endOf([&] {
        ::signal(SIGBUS, SIG_DFL);
        const MappedFile file(path("a"));
        static_cast<void>(*static_cast<const volatile std::byte*>(unguardedFault()));
    });
    QVERIFY(WIFSIGNALED(status));
    QCOMPARE(WTERMSIG(status), SIGBUS);
}

void TestMappedFile::faultsElsewhereGoToTheHandlerThatWasThere()
{
    write("a", QByteArray(100, 'x'));
    const int status = endOf([&] {
        struct sigaction action = {};
        action.sa_sigaction = repair;
        action.sa_flags = SA_SIGINFO;
        ::sigaction(SIGBUS, &action, nullptr);
        const MappedFile file(path("a"));
        const auto* const fault = unguardedFault();
        const bool zero = sumOf({fault, 1}) == 0;
        ::_exit(zero && faultsSeen == 1 && sumOf(file.bytes()) == 100U * 'x' ? 7 : 8);
    });
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), 7);
}

void TestMappedFile::signalsThatAreSentEndTheProgram()
{
    write("a", QByteArray(100, 'x'));
    const int status = endOf([&] {
        ::signal(SIGBUS, SIG_DFL);
        const MappedFile file(path("a"));
        ::raise(SIGBUS);
    });
    QVERIFY(WIFSIGNALED(status));
    QCOMPARE(WTERMSIG(status), SIGBUS);
}

void TestMappedFile::holdsTheBytes()
{
    write("a", QByteArray(10'000, 'x'));
    const MappedFile file(path("a"));
    QCOMPARE(file.bytes().size(), std::size_t(10'000));
    QCOMPARE(sumOf(file.bytes()), 10'000U * 'x');
    QCOMPARE(changeOf(file), QString());
    write("empty", "");
    const MappedFile empty(path("empty"));
    QVERIFY(empty.bytes().empty());
    QCOMPARE(changeOf(empty), QString());
    write("empty", "1");
    QVERIFY(changeOf(empty).contains(QStringLiteral("was 0 bytes long")));
}

void TestMappedFile::cutFilesGiveZerosAndASentence_data()
{
    QTest::addColumn<int>("left");
    QTest::newRow("to nothing") << 0;
    QTest::newRow("within the first page") << 100;
    QTest::newRow("at a page") << static_cast<int>(2 * page);
    QTest::newRow("within a page") << static_cast<int>(2 * page + 1);
}

void TestMappedFile::cutFilesGiveZerosAndASentence()
{
    QFETCH(const int, left);
    const auto size = static_cast<int>(5 * page + 17);
    write("a", QByteArray(size, '\1'));
    const MappedFile file(path("a"));
    // Pages that were touched before are gone as well.
    QCOMPARE(sumOf(file.bytes()), static_cast<unsigned>(size));
    QCOMPARE(::truncate(path("a").c_str(), left), 0);
    QCOMPARE(sumOf(file.bytes()), static_cast<unsigned>(left));
    QCOMPARE(changeOf(file), QStringLiteral("%1 was %2 bytes long when it was opened and is %3 "
                                            "bytes long now; open the model again")
                                 .arg(QString::fromStdString(path("a").string()))
                                 .arg(size)
                                 .arg(left));
    // As long as it was, but not what it was.
    QCOMPARE(::truncate(path("a").c_str(), size), 0);
    QVERIFY(!changeOf(file).isEmpty());
    QCOMPARE(sumOf(file.bytes()), static_cast<unsigned>(left));
}

void TestMappedFile::severalThreadsAndFilesMayFault()
{
    const auto size = static_cast<int>(64 * page);
    write("a", QByteArray(size, '\1'));
    write("b", QByteArray(size, '\1'));
    const MappedFile a(path("a"));
    const MappedFile b(path("b"));
    QCOMPARE(::truncate(path("a").c_str(), 0), 0);
    std::array<unsigned, 8> sums{};
    {
        std::vector<std::thread> threads;
        for (std::size_t i = 0; i < sums.size(); ++i)
            threads.emplace_back([&, i] { sums[i] = sumOf(i % 2 == 0 ? a.bytes() : b.bytes()); });
        for (std::thread& thread : threads)
            thread.join();
    }
    for (std::size_t i = 0; i < sums.size(); ++i)
        QCOMPARE(sums[i], i % 2 == 0 ? 0U : static_cast<unsigned>(size));
    QVERIFY(!changeOf(a).isEmpty());
    QCOMPARE(changeOf(b), QString());
}

void TestMappedFile::filesThatGrowAreNotTheSame()
{
    write("a", QByteArray(100, 'x'));
    const MappedFile file(path("a"));
    QCOMPARE(::truncate(path("a").c_str(), 101), 0);
    QVERIFY(changeOf(file).contains(
        QStringLiteral("was 100 bytes long when it was opened and is 101")));
}

void TestMappedFile::filesWrittenInPlaceAreNotTheSame()
{
    write("a", QByteArray(100, 'x'));
    const MappedFile file(path("a"));
    // The clock of files moves in steps of some milliseconds.
    QThread::msleep(30);
    const int descriptor = ::open(path("a").c_str(), O_WRONLY);
    QCOMPARE(::pwrite(descriptor, "y", 1, 50), ssize_t(1));
    ::close(descriptor);
    QVERIFY(changeOf(file).contains(QStringLiteral(
        "was written to since it was opened, and is 100 bytes long as it was then")));
}

void TestMappedFile::filesReplacedByNameAreHarmless()
{
    write("a", QByteArray(10'000, '\1'));
    const MappedFile file(path("a"));
    QThread::msleep(30);
    write("b", QByteArray(5, '\2'));
    std::filesystem::rename(path("b"), path("a"));
    QCOMPARE(sumOf(file.bytes()), 10'000U);
    QCOMPARE(changeOf(file), QString());
    std::filesystem::remove(path("a"));
    QCOMPARE(sumOf(file.bytes()), 10'000U);
    QCOMPARE(changeOf(file), QString());
}

void TestMappedFile::movedMappingsStayGuarded()
{
    const auto size = static_cast<int>(3 * page);
    write("a", QByteArray(size, '\1'));
    std::vector<MappedFile> files;
    for (int i = 0; i < 5; ++i)
        files.emplace_back(path("a"));
    MappedFile last = std::move(files.back());
    QVERIFY(files.back().bytes().empty());
    files.pop_back();
    files.erase(files.begin());
    QCOMPARE(::truncate(path("a").c_str(), 0), 0);
    QCOMPARE(sumOf(last.bytes()), 0U);
    for (const MappedFile& file : files) {
        QCOMPARE(sumOf(file.bytes()), 0U);
        QVERIFY(!changeOf(file).isEmpty());
    }
}

void TestMappedFile::slotsAreUsedAgain()
{
    write("a", QByteArray(10, '\1'));
    for (std::size_t i = 0; i < 2 * MappingGuard::most; ++i)
        QCOMPARE(sumOf(MappedFile(path("a")).bytes()), 10U);
}

void TestMappedFile::whatIsNoFileIsRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("reason");
    QTest::newRow("absent") << QStringLiteral("absent") << QStringLiteral("No such file");
    QTest::newRow("folder") << QStringLiteral("folder") << QStringLiteral("it is a folder");
    QTest::newRow("pipe") << QStringLiteral("pipe") << QStringLiteral("it is not a regular file");
    QTest::newRow("socket") << QStringLiteral("socket") << QString();
    QTest::newRow("device") << QStringLiteral("device")
                            << QStringLiteral("it is not a regular file");
    QTest::newRow("link to a folder")
        << QStringLiteral("to-folder") << QStringLiteral("it is a folder");
    QTest::newRow("dangling link") << QStringLiteral("dangling") << QStringLiteral("No such file");
    QTest::newRow("link to itself")
        << QStringLiteral("loop") << QStringLiteral("Too many levels of symbolic links");
    QTest::newRow("below a file") << QStringLiteral("file/below")
                                  << QStringLiteral("Not a directory");
    QTest::newRow("long name") << QString(300, u'n') << QStringLiteral("File name too long");
    QTest::newRow("not permitted")
        << QStringLiteral("secret") << QStringLiteral("Permission denied");
}

void TestMappedFile::whatIsNoFileIsRefused()
{
    QFETCH(const QString, name);
    QFETCH(const QString, reason);
    write("file", "x");
    write("secret", "x");
    ::chmod(path("secret").c_str(), 0);
    std::filesystem::create_directory(path("folder"));
    ::mkfifo(path("pipe").c_str(), 0600);
    const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string socketName = path("socket").string();
    if (socketName.size() < sizeof address.sun_path) {
        socketName.copy(address.sun_path, sizeof address.sun_path - 1);
        ::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    }
    ::close(socket);
    std::filesystem::create_symlink("/dev/zero", path("device"));
    std::filesystem::create_symlink(path("folder"), path("to-folder"));
    std::filesystem::create_symlink("nowhere", path("dangling"));
    std::filesystem::create_symlink("loop", path("loop"));
    if (name == QLatin1String("secret") && ::geteuid() == 0)
        QSKIP("no file is closed to root");

    const auto target = path(qPrintable(name));
    for (const auto& error : {errorOf([&] { MappedFile file(target); }),
                              errorOf([&] { readTextFile(target, 1000); })}) {
        QVERIFY(error && error->kind() == ErrorKind::FileMissing);
        const QString sentence = QString::fromUtf8(error->what());
        QVERIFY2(sentence.contains(QString::fromStdString(target.string()))
                     && sentence.contains(reason),
                 error->what());
    }
}

void TestMappedFile::textFiles()
{
    write("a", QByteArray(1000, 'x'));
    QCOMPARE(readTextFile(path("a"), 1000), std::string(1000, 'x'));
    const auto error = errorOf([&] { readTextFile(path("a"), 999); });
    QVERIFY(error && error->kind() == ErrorKind::FileDamaged);
    QVERIFY(QString::fromUtf8(error->what())
                .contains(QStringLiteral("is 1000 bytes long, more than the 999")));
    // A sparse file larger than the memory is refused before anything is read.
    QCOMPARE(::truncate(path("a").c_str(), off_t(1) << 42), 0);
    QVERIFY(errorOf([&] { readTextFile(path("a"), 1 << 20); }));
    const auto zero = errorOf(
        [&] { readTextFile(std::filesystem::path(std::string("a\0b", 3)), 10); });
    QVERIFY(zero && QString::fromUtf8(zero->what()).contains(QStringLiteral("zero byte")));
}

QTEST_GUILESS_MAIN(TestMappedFile)
#include "tst_mappedfile.moc"
