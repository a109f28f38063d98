// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whole folders with one thing wrong, and the sentence that says so.
#include "core/base/utf8.h"
#include "core/model/trace.h"
#include "tests/support/core/damage.h"
#include "tests/support/core/errors.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <nlohmann/json.hpp>

#include <cstring>

#include <sys/resource.h>
#include <sys/stat.h>

using namespace headscope;
using namespace headscope::core;
using namespace headscope::tests;

namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

/// Some of a shape's numbers changed in the header, and as many bytes of data as it then needs.
std::string reshaped(const std::string& weights, const std::string& name,
                     const std::vector<int>& shape)
{
    std::uint64_t length = 0;
    std::memcpy(&length, weights.data(), sizeof length);
    auto header = ordered_json::parse(weights.substr(8, length));
    const std::string data = weights.substr(8 + length);
    std::string newData;
    for (auto& [key, entry] : header.items()) {
        if (key == "__metadata__")
            continue;
        const std::size_t begin = entry["data_offsets"][0];
        const std::size_t end = entry["data_offsets"][1];
        std::string bytes = data.substr(begin, end - begin);
        if (key == name) {
            entry["shape"] = shape;
            std::size_t size = 4;
            for (const int extent : shape)
                size *= static_cast<std::size_t>(extent);
            bytes.resize(size, '\0');
        }
        entry["data_offsets"] = {newData.size(), newData.size() + bytes.size()};
        newData += bytes;
    }
    const std::string text = header.dump();
    const std::uint64_t newLength = text.size();
    return std::string(reinterpret_cast<const char*>(&newLength), sizeof newLength) + text
           + newData;
}

} // namespace

class TestModelFolders : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    Files m_files;

    fs::path folder() const { return m_folder->path().toStdString(); }
    void write(const std::string& name, const std::string& content) const
    {
        tests::writeFile(m_folder->filePath(QString::fromStdString(name)),
                         QByteArray::fromStdString(content));
    }
    /// What loading the folder ends with; empty where it ends well.
    QString sentence() const
    {
        const auto error = errorOf([&] { loadModel(folder()); });
        return error ? QString::fromUtf8(error->what()) : QString();
    }
    void compare(const QString& said, const QString& file, const QString& words) const
    {
        const QString start = m_folder->filePath(file);
        QVERIFY2(said.startsWith(start) || said.startsWith(QStringLiteral("cannot read ") + start),
                 qPrintable(said));
        QVERIFY2(said.contains(words), qPrintable(said));
        QVERIFY2(!said.contains(u'\n') && said.size() < 500, qPrintable(said));
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_files = smallModel(Layout::Single);
        for (const auto& [name, content] : m_files)
            write(name, content);
    }
    void configs_data();
    void configs();
    void shapes_data();
    void shapes();
    void numbersBeyondFloat32();
    void configsDoNotDecideHowMuchMemory();
    void linksAsInTheHubsCache();
    void shardsThatAreNoFiles_data();
    void shardsThatAreNoFiles();
    void manyShards();
    void oneFileNamedInTwoWays();
};

void TestModelFolders::configs_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* key, const char* value, const char* words) {
        QTest::addRow("%s %.40s", key, value)
            << QByteArray(key) << QByteArray(value) << QString::fromUtf8(words);
    };
    for (const char* const key :
         {"n_layer", "n_head", "n_embd", "n_positions", "vocab_size", "n_inner"}) {
        const std::string name = key;
        row(key, "0", (name + " is 0 but must be a whole number from 1 to ").c_str());
        row(key, "-1", (name + " is -1 but must be a whole number from 1 to ").c_str());
        row(key, "2147483648",
            (name + " is 2147483648 but must be a whole number from 1 to ").c_str());
        row(key, "9223372036854775808", (name + " is 9.22337").c_str());
        row(key, "1e308", (name + " is 1e+308 but must be a whole number").c_str());
        row(key, "2.5", (name + " is 2.5 but must be a whole number").c_str());
        row(key, "\"2\"", (name + " is \"2\" but must be a whole number").c_str());
        row(key, "[2]", (name + " is a list but must be a whole number").c_str());
        row(key, "true", (name + " is true but must be a whole number").c_str());
    }
    row("n_layer", "null", "n_layer is missing but must be");
    row("n_head", "5", "n_embd 16 is no multiple of n_head 5");
    row("layer_norm_epsilon", "-1e-5",
        "layer_norm_epsilon is -1e-05 but must be a number from 0.0");
    row("layer_norm_epsilon", "1e308",
        "layer_norm_epsilon is 1e+308 but must be a number from 0.0");
    row("layer_norm_epsilon", "1", "layer_norm_epsilon is 1.0 but must be a number from 0.0 up to");
    row("layer_norm_epsilon", "\"NaN\"", "layer_norm_epsilon is \"NaN\" but must be a number");
    row("layer_norm_epsilon", "NaN", "is not valid JSON at line 1");
    row("layer_norm_epsilon", "1e999", "has a number too large to be read");
    row("model_type", "null", "model_type is missing");
    row("model_type", "\"a\\nb\\u0000\"", "model_type \"a\\x0Ab\\x00\" is not among the families");
    row("activation_function", "\"x\\u001b[31m\"",
        "activation_function \"x\\x1B[31m\" is not one of");
    row("tie_word_embeddings", "1", "tie_word_embeddings is 1 but must be true or false");
    row("bos_token_id", "1.5", "bos_token_id is 1.5 but must be a whole number");
    row("add_cross_attention", "true", "cross-attention");
}

void TestModelFolders::configs()
{
    QFETCH(const QByteArray, key);
    QFETCH(const QByteArray, value);
    QFETCH(const QString, words);
    auto config = ordered_json::parse(m_files["config.json"]);
    config.erase(key.toStdString());
    std::string text = config.dump();
    text.insert(1, "\"" + key.toStdString() + "\":" + value.toStdString() + ",");
    write("config.json", text);
    compare(sentence(), QStringLiteral("config.json"), words);
}

void TestModelFolders::shapes_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QVector<int>>("shape");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, QVector<int> shape, const char* words) {
        QTest::addRow("%s %s", name, words)
            << QString::fromUtf8(name) << shape << QString::fromUtf8(words);
    };
    row("transformer.wte.weight", {261, 16}, "shape (261, 16), but config.json says (262, 16)");
    row("transformer.wte.weight", {16, 262}, "shape (16, 262), but config.json says (262, 16)");
    row("transformer.wte.weight", {262 * 16}, "shape (4192), but config.json says (262, 16)");
    row("transformer.wte.weight", {262, 16, 1},
        "shape (262, 16, 1), but config.json says (262, 16)");
    row("lm_head.weight", {263, 16}, "shape (263, 16), but config.json says (262, 16)");
    row("transformer.wpe.weight", {0, 16}, "shape (0, 16), but config.json says (12, 16)");
    row("transformer.ln_f.bias", {}, "shape (), but config.json says (16)");
    row("transformer.h.1.attn.c_attn.bias", {16}, "shape (16), but config.json says (48)");
    row("transformer.h.1.mlp.c_proj.weight", {16, 24},
        "shape (16, 24), but config.json says (24, 16)");
}

void TestModelFolders::shapes()
{
    QFETCH(const QString, name);
    QFETCH(const QVector<int>, shape);
    QFETCH(const QString, words);
    write("model.safetensors",
          reshaped(m_files["model.safetensors"], name.toStdString(), {shape.begin(), shape.end()}));
    compare(sentence(), QStringLiteral("model.safetensors"),
            QStringLiteral("tensor %1 has %2").arg(name, words));
}

void TestModelFolders::numbersBeyondFloat32()
{
    // Each is finite; the run is not.
    std::string weights = m_files["model.safetensors"];
    std::uint64_t length = 0;
    std::memcpy(&length, weights.data(), sizeof length);
    for (std::size_t at = 8 + length; at + 4 <= weights.size(); at += 4) {
        const float number = 3e38F;
        std::memcpy(weights.data() + at, &number, sizeof number);
    }
    write("model.safetensors", weights);
    const auto model = loadModel(folder());
    const auto error = errorOf([&] { runTrace(*model, {0, 1}, {.logits = true}); });
    QVERIFY(error && error->kind() == ErrorKind::Unsupported);
    compare(QString::fromUtf8(error->what()), QString(),
            QStringLiteral("leave the range of float32 at token 0 before layer 0"));
}

void TestModelFolders::configsDoNotDecideHowMuchMemory()
{
    rusage before{};
    ::getrusage(RUSAGE_SELF, &before);
    auto config = ordered_json::parse(m_files["config.json"]);
    for (const char* const key : {"n_layer", "n_embd", "n_positions", "vocab_size", "n_inner"}) {
        auto large = config;
        large[key] = std::string(key) == "n_layer" ? 1024 : 65536;
        write("config.json", large.dump());
        QVERIFY(!sentence().isEmpty());
    }
    rusage after{};
    ::getrusage(RUSAGE_SELF, &after);
    QVERIFY2(after.ru_maxrss - before.ru_maxrss < 50'000,
             qPrintable(QString::number(after.ru_maxrss - before.ru_maxrss)));
}

void TestModelFolders::linksAsInTheHubsCache()
{
    // snapshots/REVISION/NAME -> ../../blobs/HASH: out of the folder, and read.
    const QTemporaryDir cache;
    const fs::path root = cache.path().toStdString();
    fs::create_directories(root / "blobs");
    fs::create_directories(root / "snapshots" / "main");
    int number = 0;
    for (const auto& [name, content] : m_files) {
        const std::string hash = "hash" + std::to_string(number++);
        fs::rename(folder() / name, root / "blobs" / hash);
        fs::create_symlink("../../blobs/" + hash, root / "snapshots" / "main" / name);
    }
    QVERIFY(loadModel(root / "snapshots" / "main") != nullptr);
    // By a link to the folder, too.
    fs::create_directory_symlink(root / "snapshots" / "main", folder() / "link");
    QVERIFY(loadModel(folder() / "link") != nullptr);
    // A download that was cut short.
    fs::remove(root / "blobs" / "hash1");
    const auto error = errorOf([&] { loadModel(root / "snapshots" / "main"); });
    QVERIFY(error && error->kind() == ErrorKind::FileMissing);
    QVERIFY2(QByteArray(error->what()).contains("model.safetensors"), error->what());
}

void TestModelFolders::shardsThatAreNoFiles_data()
{
    QTest::addColumn<int>("way");
    QTest::addColumn<QString>("words");
    QTest::newRow("missing") << 0 << QStringLiteral("one of the 2 shards that");
    QTest::newRow("pipe") << 1 << QStringLiteral("it is not a regular file");
    QTest::newRow("folder") << 2 << QStringLiteral("it is a folder");
    QTest::newRow("link to itself") << 3 << QStringLiteral("model-00002-of-00002.safetensors");
    QTest::newRow("device") << 4 << QStringLiteral("it is not a regular file");
    QTest::newRow("the other shard") << 5 << QStringLiteral("lies both in");
    QTest::newRow("empty") << 6 << QStringLiteral("is 0 bytes long");
}

void TestModelFolders::shardsThatAreNoFiles()
{
    QFETCH(const int, way);
    QFETCH(const QString, words);
    m_folder = std::make_unique<QTemporaryDir>();
    for (const auto& [name, content] : smallModel(Layout::Shards))
        write(name, content);
    const fs::path shard = folder() / "model-00002-of-00002.safetensors";
    fs::remove(shard);
    if (way == 1)
        QCOMPARE(::mkfifo(shard.c_str(), 0600), 0);
    else if (way == 2)
        fs::create_directory(shard);
    else if (way == 3)
        fs::create_symlink(shard.filename(), shard);
    else if (way == 4)
        fs::create_symlink("/dev/zero", shard);
    else if (way == 5)
        fs::copy_file(folder() / "model-00001-of-00002.safetensors", shard);
    else if (way == 6)
        write(shard.filename().string(), "");
    const QString said = sentence();
    QVERIFY2(said.contains(m_folder->path()) && said.contains(words), qPrintable(said));
    QVERIFY2(said.contains(QStringLiteral("model-00002-of-00002.safetensors")), qPrintable(said));
}

void TestModelFolders::manyShards()
{
    // More shards than one process may have open; whatever the limit, it is a sentence.
    m_folder = std::make_unique<QTemporaryDir>();
    write("config.json", m_files["config.json"]);
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
    const rlimit few{40, before.rlim_max};
    ordered_json map;
    for (int i = 0; i < 60; ++i) {
        const std::string name = "s" + std::to_string(i) + ".safetensors";
        const std::string header = "{\"t" + std::to_string(i)
                                   + R"(":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}})";
        const std::uint64_t length = header.size();
        write(name, std::string(reinterpret_cast<const char*>(&length), sizeof length) + header);
        map["t" + std::to_string(i)] = name;
    }
    write("model.safetensors.index.json", ordered_json{{"weight_map", map}}.dump());
    QCOMPARE(::setrlimit(RLIMIT_NOFILE, &few), 0);
    const QString said = sentence();
    ::setrlimit(RLIMIT_NOFILE, &before);
    QVERIFY2(said.contains(QStringLiteral(".safetensors: Too many open files")), qPrintable(said));
}

void TestModelFolders::oneFileNamedInTwoWays()
{
    m_folder = std::make_unique<QTemporaryDir>();
    Files files = smallModel(Layout::Shards);
    auto index = ordered_json::parse(files["model.safetensors.index.json"]);
    bool other = false;
    for (auto& [name, shard] : index["weight_map"].items())
        if ((other = !other))
            shard = "./" + shard.get<std::string>();
    files["model.safetensors.index.json"] = index.dump();
    for (const auto& [name, content] : files)
        write(name, content);
    QCOMPARE(sentence(), QString());
}

QTEST_GUILESS_MAIN(TestModelFolders)
#include "tst_modelfolders.moc"
