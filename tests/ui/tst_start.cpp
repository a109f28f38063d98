// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The window's program from its start to the first table.
#include "app/settings.h"
#include "tests/support/app/hubserver.h"
#include "tests/support/app/modelfolders.h"
#include "tests/support/places.h"

#include <QTemporaryDir>
#include <QTest>

using namespace headscope;
using Key = app::Settings::Key;

namespace {

QString text(const char* utf8)
{
    return QString::fromUtf8(utf8);
}

} // namespace

class StartTest : public QObject
{
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_folder;

    QString broken() const { return m_folder->filePath(text("broken")); }
    QString settingsFile() const { return m_folder->filePath(text("headscope/headscope.ini")); }
    /// Until the first table is there, or a failure is.
    tests::ProgramResult start(const QStringList& arguments) const
    {
        return tests::runBeside(
            tests::qProgramsPath("/headscope"),
            QStringList{text("--exit-after-first-table"), text("--prompt"), text("The ship")}
                + arguments,
            {{text("XDG_CONFIG_HOME"), m_folder->path()},
             {text("XDG_CACHE_HOME"), m_folder->filePath(text("cache"))},
             {text("XDG_RUNTIME_DIR"), m_folder->path()}, // without one Qt says so
             {text("HF_HOME"), m_folder->filePath(text("hf"))}});
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        tests::putFile(broken() + text("/config.json"), R"({"model_type": "mamba"})");
    }

    void aBrokenModelThatIsNamedIsAFailure()
    {
        const auto result = start({broken()});
        QCOMPARE(result.code, 1);
        QVERIFY2(result.err.startsWith("headscope: ") && result.err.contains("mamba"), result.err);
    }

    void aBrokenModelOfLastTimeIsReplacedByTheEmbeddedOne()
    {
        app::Settings(settingsFile()).setValue(Key::Model, broken());
        const auto result = start({});
        QCOMPARE(result.err, QByteArray());
        QCOMPARE(result.code, 0);
        // It is the one that was open last, from now on.
        const QString last = app::Settings(settingsFile()).text(Key::Model);
        QVERIFY2(last.endsWith(text("/bookshelf-20m")), qPrintable(last));
    }
};

QTEST_GUILESS_MAIN(StartTest)
#include "tst_start.moc"
