// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/files/configfile.h"
#include "tests/support/core/errors.h"
#include "tests/support/places.h"

#include <QFile>
#include <QObject>
#include <QTemporaryDir>
#include <QtTest>

#include <optional>

using namespace headscope;
using namespace headscope::core;
using headscope::tests::errorOf;

class TestConfigFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void embeddedModel();
    void values();
    void wrongTypes_data();
    void wrongTypes();
    void outOfBounds_data();
    void outOfBounds();
    void badFiles_data();
    void badFiles();
    void missing();

private:
    std::filesystem::path write(const QByteArray& content)
    {
        QFile file(m_folder.filePath(QStringLiteral("config.json")));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("the test cannot write its file");
        return file.fileName().toStdString();
    }

    QTemporaryDir m_folder;
};

void TestConfigFile::embeddedModel()
{
    const ConfigFile config(tests::modelsPath("/bookshelf-20m/config.json"));
    QCOMPARE(config.text("model_type").value(), std::string("gpt2"));
    QCOMPARE(config.requiredInteger("vocab_size", 1, 1 << 20), 16384);
    QVERIFY(config.texts("architectures").value() == std::vector<std::string>{"GPT2LMHeadModel"});
}

void TestConfigFile::values()
{
    const ConfigFile config(write(
        R"({"i": -3, "r": 1e-5, "b": true, "t": "ä", "n": null, "list": ["a", "b"], "none": [],
        "rope": {"factor": 8, "deep": {"low": 1.5}}, "large": 18446744073709551615})"));
    QCOMPARE(config.integer("i").value(), -3);
    QCOMPARE(config.number("r").value(), 1e-5);
    QCOMPARE(config.number("i").value(), -3.0);
    QCOMPARE(config.boolean("b").value(), true);
    QCOMPARE(config.text("t").value(), std::string("ä"));
    QVERIFY(config.texts("list").value() == (std::vector<std::string>{"a", "b"}));
    QVERIFY(config.texts("none").value().empty());
    QCOMPARE(config.integer("rope.factor").value(), 8);
    QCOMPARE(config.number("rope.deep.low").value(), 1.5);
    QVERIFY(!config.integer("n") && !config.text("absent") && !config.number("rope.absent"));
    QVERIFY(!config.number("absent.factor") && !config.number("n.factor"));
    QCOMPARE(config.number("large").value(), 18446744073709551615.0);
    // A byte order mark is no part of the text.
    QCOMPARE(ConfigFile(write("\xEF\xBB\xBF{\"i\": 1}")).integer("i").value(), 1);
    QCOMPARE(config.numberWithin("r", 0.0, 1.0).value(), 1e-5);
    QVERIFY(!config.numberWithin("absent", 0.0, 1.0));
    for (const auto& [low, high] : {std::pair(0.0, 1e-5), std::pair(1.1e-5, 1.0)})
        QVERIFY(errorOf([&] { config.numberWithin("r", low, high); }));
}

void TestConfigFile::wrongTypes_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("what");
    QTest::newRow("real") << QByteArray(R"({"x": 1.5})")
                          << QStringLiteral("x is 1.5 but must be a whole number");
    QTest::newRow("text") << QByteArray(R"({"x": "12"})")
                          << QStringLiteral("x is \"12\" but must be");
    QTest::newRow("boolean") << QByteArray(R"({"x": true})")
                             << QStringLiteral("x is true but must be");
    QTest::newRow("list") << QByteArray(R"({"x": [1]})")
                          << QStringLiteral("x is a list but must be");
    QTest::newRow("beyond 64 bits")
        << QByteArray(R"({"x": 9223372036854775808})") << QStringLiteral("x is 9.22337");
}

void TestConfigFile::wrongTypes()
{
    QFETCH(const QByteArray, content);
    QFETCH(const QString, what);
    const ConfigFile config(write(content));
    const auto error = errorOf([&] { config.integer("x"); });
    QVERIFY(error && error->kind() == ErrorKind::FileDamaged);
    const QString sentence = QString::fromUtf8(error->what());
    QVERIFY2(sentence.contains(what) && sentence.contains(QStringLiteral("config.json")),
             error->what());

    QVERIFY(errorOf([&] { config.texts("x"); }));
    const auto path = errorOf([&] { config.number("x.y"); });
    QVERIFY(path
            && QString::fromUtf8(path->what()).contains(QStringLiteral("but must be an object")));
}

void TestConfigFile::outOfBounds_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("what");
    QTest::newRow("below") << QByteArray(R"({"n_layer": 0})") << QStringLiteral("n_layer is 0");
    QTest::newRow("above") << QByteArray(R"({"n_layer": 1025})")
                           << QStringLiteral("n_layer is 1025");
    QTest::newRow("absent") << QByteArray(R"({})") << QStringLiteral("n_layer is missing");
    QTest::newRow("null") << QByteArray(R"({"n_layer": null})")
                          << QStringLiteral("n_layer is missing");
}

void TestConfigFile::outOfBounds()
{
    QFETCH(const QByteArray, content);
    QFETCH(const QString, what);
    const ConfigFile config(write(content));
    const auto error = errorOf([&] { config.requiredInteger("n_layer", 1, 1024); });
    QVERIFY(error && error->kind() == ErrorKind::FileDamaged);
    const QString sentence = QString::fromUtf8(error->what());
    QVERIFY2(sentence.contains(what + QStringLiteral(" but must be a whole number from 1 to 1024"))
                 && sentence.contains(QStringLiteral("config.json")),
             error->what());
}

void TestConfigFile::badFiles_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("what");
    QTest::newRow("empty") << QByteArray()
                           << QStringLiteral("is not valid JSON at line 1, column 1");
    QTest::newRow("cut") << QByteArray("{\n  \"a\": 1,\n  \"b\"")
                         << QStringLiteral("is not valid JSON at line 3");
    QTest::newRow("comment") << QByteArray("{} // x")
                             << QStringLiteral("is not valid JSON at line 1, column 4");
    QTest::newRow("not UTF-8") << QByteArray("{\"a\": \"\xC3\x28\"}")
                               << QStringLiteral("is not valid JSON");
    QTest::newRow("too large") << QByteArray("{\"a\": 1e999}")
                               << QStringLiteral("a number too large to be read");
    QTest::newRow("zero byte") << QByteArray("{}\0", 3)
                               << QStringLiteral("is not valid JSON at line 1, column 3");
    QTest::newRow("zero byte in a text")
        << QByteArray("{\"a\0\": 1}", 9) << QStringLiteral("is not valid JSON at line 1, column 4");
    QTest::newRow("half a surrogate pair")
        << QByteArray(R"({"a": "\ud800"})") << QStringLiteral("is not valid JSON at line 1");
    QTest::newRow("overlong UTF-8")
        << QByteArray("{\"a\": \"\xC0\xAF\"}") << QStringLiteral("is not valid JSON at line 1");
    QTest::newRow("UTF-16") << QByteArray("\xFF\xFE{\0}\0", 6)
                            << QStringLiteral("is not valid JSON at line 1");
    QTest::newRow("NaN") << QByteArray("{\"a\": NaN}") << QStringLiteral("is not valid JSON");
    QTest::newRow("a number of a million digits")
        << QByteArray("{\"a\": " + QByteArray(1'000'000, '9') + "}")
        << QStringLiteral("a number too large to be read");
    QTest::newRow("values without end")
        << QByteArray("[" + QByteArray("0,").repeated(5'000'000) + "0]")
        << QStringLiteral("holds more than 1000000 values");
    QTest::newRow("three million levels of objects")
        << QByteArray(QByteArray("{\"\":").repeated(3'000'000))
        << QStringLiteral("nested deeper than the 64");
    QTest::newRow("list") << QByteArray("[1]")
                          << QStringLiteral("holds a list but must hold an object");
    QTest::newRow("key twice") << QByteArray(R"({"a": 1, "b": {"c": 1, "c": 2}})")
                               << QStringLiteral("has the key \"c\" twice");
    QTest::newRow("65 levels") << QByteArray("{\"a\":" + QByteArray(64, '[') + QByteArray(64, ']')
                                             + "}")
                               << QStringLiteral("nested deeper than the 64 levels");
    QTest::newRow("a million levels")
        << QByteArray(1'000'000, '[') << QStringLiteral("nested deeper than the 64");
    QTest::newRow("17 MiB") << QByteArray(QByteArray(17 << 20, ' ') + "{}")
                            << QStringLiteral("is 17825794 bytes long, more than the 16777216");
}

void TestConfigFile::badFiles()
{
    QFETCH(const QByteArray, content);
    QFETCH(const QString, what);
    const auto path = write(content);
    const auto error = errorOf([&] { ConfigFile config(path); });
    QVERIFY(error && error->kind() == ErrorKind::FileDamaged);
    const QString sentence = QString::fromUtf8(error->what());
    QVERIFY2(sentence.contains(what) && sentence.contains(QStringLiteral("config.json")),
             error->what());
    QVERIFY(!sentence.contains(u'\n'));
}

void TestConfigFile::missing()
{
    const auto absent = errorOf(
        [&] { ConfigFile config(m_folder.filePath(QStringLiteral("absent.json")).toStdString()); });
    QVERIFY(absent && absent->kind() == ErrorKind::FileMissing);
    QVERIFY(QString::fromUtf8(absent->what()).contains(QStringLiteral("absent.json")));
    const auto folder = errorOf([&] { ConfigFile config(m_folder.path().toStdString()); });
    QVERIFY(folder && folder->kind() == ErrorKind::FileMissing);
    QVERIFY(QString::fromUtf8(folder->what()).contains(QStringLiteral("it is a folder")));
}

QTEST_GUILESS_MAIN(TestConfigFile)
#include "tst_configfile.moc"
