// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The program itself, as other programs see it: exit codes, standard output and error, and the
// files it leaves. Longer than other files: the commands are tried in the order of the help.
#include "tests/support/app/clirun.h"
#include "tests/support/patience.h"
#include "tests/support/places.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

#include <cmath>
#include <csignal>
#include <cstring>
#include <map>

using namespace headscope::tests;
using Json = nlohmann::ordered_json;

namespace {

std::vector<Json> lines(const QByteArray& text)
{
    std::vector<Json> parsed;
    for (const auto& line : text.split('\n'))
        if (!line.isEmpty())
            parsed.push_back(Json::parse(line.toStdString()));
    return parsed;
}

QString prompt(int number)
{
    const auto all = Json::parse(
        contents(data + QStringLiteral("/bookshelf-20m/prompts.json")).toStdString());
    return QString::fromStdString(all[static_cast<std::size_t>(number)].get<std::string>());
}

std::string keys(const Json& object)
{
    std::string all;
    for (const auto& item : object.items())
        all += (all.empty() ? "" : " ") + item.key();
    return all;
}

/// The float32 arrays of a safetensors file.
struct Array {
    std::vector<std::int64_t> shape;
    std::vector<float> values;
};
std::map<std::string, Array> arrays(const QString& file)
{
    const auto bytes = contents(file);
    const auto header = qFromLittleEndian<quint64>(bytes.constData());
    std::map<std::string, Array> all;
    const auto entries = Json::parse(bytes.mid(8, static_cast<int>(header)).toStdString());
    for (const auto& item : entries.items()) {
        if (item.key() == "__metadata__")
            continue;
        Array a;
        a.shape = item.value()["shape"].get<std::vector<std::int64_t>>();
        const auto begin = item.value()["data_offsets"][0].get<std::size_t>();
        const auto end = item.value()["data_offsets"][1].get<std::size_t>();
        a.values.resize((end - begin) / sizeof(float));
        std::memcpy(a.values.data(), bytes.constData() + 8 + header + begin, end - begin);
        all.emplace(item.key(), std::move(a));
    }
    return all;
}

/// The texts under "__metadata__" in the header of a safetensors file.
Json metadata(const QString& file)
{
    const auto bytes = contents(file);
    const auto header = qFromLittleEndian<quint64>(bytes.constData());
    return Json::parse(bytes.mid(8, static_cast<int>(header)).toStdString())
        .value("__metadata__", Json::object());
}

/// Whether the program has a file in `folder` open, under a name or without one.
bool writesIn(const QString& folder, qint64 pid)
{
    const QDir open(QStringLiteral("/proc/%1/fd").arg(pid));
    for (const auto& entry : open.entryInfoList(QDir::AllEntries | QDir::System))
        if (entry.symLinkTarget().startsWith(folder))
            return true;
    return false;
}

/// The largest difference, over the largest value; infinite where sizes differ.
double difference(const Array& a, const Array& b, bool relative)
{
    if (a.values.size() != b.values.size() || a.values.empty())
        return HUGE_VAL;
    double worst = 0;
    double size = 0;
    for (std::size_t i = 0; i < a.values.size(); ++i) {
        worst = std::max(worst, std::abs(double(a.values[i]) - double(b.values[i])));
        size = std::max(size, std::abs(double(b.values[i])));
    }
    return relative ? worst / size : worst;
}

} // namespace

class TestCli : public QObject
{
    Q_OBJECT
    QTemporaryDir m_folder;
    QString path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }

private Q_SLOTS:
    void versionAndHelp()
    {
        const auto version = run({QStringLiteral("--version")});
        QCOMPARE(version.code, 0);
        QVERIFY(version.out.startsWith("headscope-cli "));
        const auto help = run({QStringLiteral("--help")});
        QCOMPARE(help.code, 0);
        QVERIFY(help.out.contains("Examples:"));
        const auto lens = run(split("lens --help"));
        QCOMPARE(lens.code, 0);
        QVERIFY(lens.out.contains("--what"));
        QVERIFY(lens.err.isEmpty());
    }

    void info()
    {
        const auto result = run(split("info --json"));
        QCOMPARE(result.code, 0);
        const auto json = Json::parse(result.out.toStdString());
        QCOMPARE(
            keys(json),
            std::string("name family layers heads kv_heads width head_size ffn vocab context tied "
                        "parameters dtype"));
        QCOMPARE(json["name"].get<std::string>(), std::string("bookshelf-20m"));
        QCOMPARE(json["heads"].get<int>(), 6);
        QCOMPARE(json["tied"].get<bool>(), true);
        const auto other = run({QStringLiteral("info"), QStringLiteral("--model"),
                                tiny + QStringLiteral("/config.json")});
        QCOMPARE(Json::parse(other.out.toStdString())["vocab"].get<int>(), 512);
    }

    void infoReadsNoWeight()
    {
        // The last number of the last tensor is none: loading refuses it, the headers are good.
        const QTemporaryDir folder;
        const QString weights = folder.filePath(QStringLiteral("model.safetensors"));
        QVERIFY(QFile::copy(tiny + QStringLiteral("/config.json"),
                            folder.filePath(QStringLiteral("config.json"))));
        QByteArray bytes = contents(tiny + QStringLiteral("/model.safetensors"));
        bytes.replace(bytes.size() - 4, 4, QByteArray("\x00\x00\xc0\x7f", 4));
        QFile file(weights);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
        file.close();
        const QStringList model{QStringLiteral("--model"), folder.path()};
        const auto heads = run(split("heads --ids 1,2") + model);
        QCOMPARE(heads.code, 1);
        QVERIFY2(heads.err.contains("model.safetensors"), heads.err);
        const auto info = run(split("info --json") + model);
        QCOMPARE(info.code, 0);
        QCOMPARE(Json::parse(info.out.toStdString())["layers"].get<int>(), 3);
    }

    void withoutTokenizerThePromptIsIds()
    {
        const QStringList model{QStringLiteral("--model"), tiny};
        const auto ids = run(split("heads --json --ids 5,17,3") + model);
        QCOMPARE(ids.code, 0);
        QVERIFY(!ids.out.isEmpty());
        const auto prompt = run(QStringList{QStringLiteral("heads"), QStringLiteral("--json"),
                                            QStringLiteral("--prompt"), QStringLiteral("5 17 3")}
                                + model);
        QCOMPARE(prompt.err, QByteArray());
        QCOMPARE(prompt.out, ids.out);
    }

    void tokenize()
    {
        const auto text = run({QStringLiteral("tokenize"), QStringLiteral("The captain")});
        QCOMPARE(text.code, 0);
        QCOMPARE(text.out,
                 QByteArray("16383\t\"<|endoftext|>\"\n481\t\"The\"\n3171\t\" captain\"\n"));
        QCOMPARE(run(split("tokenize --no-first The")).out, QByteArray("481\t\"The\"\n"));
        const auto jsonl = run(split("tokenize --jsonl"),
                               "{\"text\": \"The captain\"}\n{\"text\": \"\"}\n");
        QCOMPARE(jsonl.code, 0);
        QCOMPARE(jsonl.out, QByteArray("{\"ids\": [481, 3171]}\n{\"ids\": []}\n"));
        const auto bad = run(split("tokenize --jsonl"), "{\"text\": \"a\"}\n{\"txt\": 1}\n");
        QCOMPARE(bad.code, 1);
        QVERIFY(bad.out.isEmpty());
        QVERIFY(bad.err.contains("line 2"));

        // A tokenizer is enough; no weights are read.
        const QTemporaryDir other;
        QVERIFY(QFile::copy(data + QStringLiteral("/tokenizers/llama2.model"),
                            other.filePath(QStringLiteral("tokenizer.model"))));
        const auto with = [&](const QString& words) {
            return run(
                {QStringLiteral("tokenize"), QStringLiteral("--model"), other.path(), words});
        };
        QCOMPARE(with(QStringLiteral("the</s>")).out, QByteArray("265\t\" the\"\n2\t\"</s>\"\n"));
        QCOMPARE(with(QString()).code, 0);
        QVERIFY(with(QString()).out.isEmpty());
    }

    void traceAgreesWithTheReference()
    {
        const auto golden = arrays(data + QStringLiteral("/bookshelf-20m/golden.safetensors"));
        const auto file = path("trace.safetensors");
        const auto result = run({QStringLiteral("trace"), QStringLiteral("--prompt"), prompt(0),
                                 QStringLiteral("--out"), file});
        QCOMPARE(result.err, QByteArray());
        QCOMPARE(result.code, 0);
        QVERIFY(result.out.isEmpty());
        const auto mine = arrays(file);
        QCOMPARE(mine.size(), std::size_t(9 + 6 * 8 + 1));
        for (int l = 0; l < 8; ++l) {
            const auto number = std::to_string(l);
            // As the issue asks of the model: states 2e-4 of their size, attention 1e-5, logits
            // 2e-4.
            QVERIFY(difference(mine.at("resid." + number), golden.at("p0.hidden." + number), true)
                    < 2e-4);
            QVERIFY(difference(mine.at("attn." + number), golden.at("p0.attn." + number), false)
                    < 1e-5);
            QCOMPARE(mine.at("pattern." + number).shape, (std::vector<std::int64_t>{6, 13, 384}));
            QCOMPARE(mine.at("query_pattern." + number).shape,
                     (std::vector<std::int64_t>{6, 13, 384}));
            QCOMPARE(mine.at("message." + number).shape, (std::vector<std::int64_t>{6, 13, 384}));
            QCOMPARE(mine.at("shift." + number).shape, (std::vector<std::int64_t>{6, 13}));
            QCOMPARE(mine.at("act." + number).shape, (std::vector<std::int64_t>{13, 1536}));
        }
        QVERIFY(difference(mine.at("logits"), golden.at("p0.logits"), false) < 2e-4);
        QCOMPARE(mine.at("resid.8").shape, (std::vector<std::int64_t>{13, 384}));
    }

    void traceWritesWhatIsAskedFor()
    {
        const auto file = path("some.safetensors");
        const auto result = run(
            {QStringLiteral("trace"), QStringLiteral("--model"), tiny, QStringLiteral("--ids"),
             QStringLiteral("5,17,3"), QStringLiteral("--arrays"),
             QStringLiteral("shift,resid.3,resid.3"), QStringLiteral("--out"), file});
        QCOMPARE(result.err, QByteArray());
        std::string names;
        for (const auto& [name, array] : arrays(file))
            names += name + " ";
        QCOMPARE(names, std::string("resid.3 shift.0 shift.1 shift.2 "));
        QCOMPARE(QDir(m_folder.path()).entryList({QStringLiteral("*.part*")}).size(), 0);
    }

    void traceSaysWhatItIsOf()
    {
        const auto file = path("named.safetensors");
        auto result = run({QStringLiteral("trace"), QStringLiteral("--prompt"),
                           QStringLiteral("The \"ship\"\n"), QStringLiteral("--arrays"),
                           QStringLiteral("shift.0"), QStringLiteral("--out"), file});
        QCOMPARE(result.err, QByteArray());
        auto about = metadata(file);
        for (const auto& item : about.items())
            QVERIFY2(item.value().is_string(), item.key().c_str()); // all that the format allows
        QCOMPARE(about.value("format", ""), std::string("headscope-trace"));
        QCOMPARE(about.value("format_version", ""), std::string("1"));
        QCOMPARE(about.value("model", ""), std::string("bookshelf-20m"));
        QCOMPARE(about.value("prompt", ""), std::string("The \"ship\"\n"));
        const auto ids = Json::parse(about.value("ids", "[]"));
        const auto words = Json::parse(about.value("words", "[]"));
        QCOMPARE(ids.size(), arrays(file).at("shift.0").values.size() / 6);
        QCOMPARE(words.size(), ids.size());
        QCOMPARE(words[0].get<std::string>(), std::string("<|endoftext|>"));
        QCOMPARE(words[1].get<std::string>(), std::string("The"));
        result = run(split("trace --ids 481,3171 --arrays shift.0 --out") + QStringList{file});
        QCOMPARE(result.err, QByteArray());
        QCOMPARE(metadata(file).value("prompt", ""), std::string("The captain"));
        QCOMPARE(metadata(file).value("ids", ""), std::string("[481, 3171]"));
    }

    void aKilledRunLeavesNothing_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("ctrl-c") << SIGINT;
        QTest::newRow("terminate") << SIGTERM;
        QTest::newRow("kill") << SIGKILL;
    }
    void aKilledRunLeavesNothing()
    {
        QFETCH(const int, signal);
        const QTemporaryDir folder;
        QProcess process;
        process.start(headscope::tests::qProgramsPath("/headscope-cli"),
                      {QStringLiteral("trace"), QStringLiteral("--prompt"),
                       QStringLiteral("ship ").repeated(450), QStringLiteral("--out"),
                       folder.filePath(QStringLiteral("long.safetensors"))});
        QVERIFY(process.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(writesIn(folder.path(), process.processId()), patience);
        QCOMPARE(::kill(static_cast<pid_t>(process.processId()), signal), 0);
        QVERIFY(process.waitForFinished(patience));
        // It dies of the signal, as a shell expects, and was still writing.
        QCOMPARE(process.exitStatus(), QProcess::CrashExit);
        QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
                 QStringList());
    }

    void lensAgreesWithTheReference_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QString>("like");
        const auto add = [](const char* options, const char* like) {
            QTest::newRow(options) << split(options) << QString::fromLatin1(like);
        };
        add("--what pattern --layer 0 --head 2",
            R"({"prompt":0,"what":"pattern","layer":0,"head":2})");
        add("--what pattern --layer 5 --head 2 --centred",
            R"({"prompt":0,"what":"pattern","layer":5,"head":2,"centred":true})");
        add("--what message --layer 7 --head 1",
            R"({"prompt":0,"what":"message","layer":7,"head":1})");
        add("--what query_pattern --layer 2 --head 0",
            R"({"prompt":0,"what":"query_pattern","layer":2,"head":0})");
        add("--what pattern --layer 2 --head 0 --space raw --metric dot --keep-fragments",
            R"({"prompt":0,"what":"pattern","layer":2,"head":0,"space":"raw","metric":"dot"})");
        add("--what state --layer 4", R"({"prompt":0,"what":"state","layer":4})");
        add("--what neuron_in --layer 3", R"({"what":"neuron_in","layer":3})");
        add("--what neuron_out --layer 6", R"({"what":"neuron_out","layer":6})");
    }
    void lensAgreesWithTheReference()
    {
        QFETCH(QStringList, options);
        QFETCH(QString, like);
        const auto wanted = Json::parse(like.toStdString());
        QStringList arguments = QStringList{QStringLiteral("lens")} + options
                                + split("--keep-bias --json");
        if (wanted.contains("prompt"))
            arguments << QStringLiteral("--prompt") << prompt(0);
        const auto result = run(arguments);
        QCOMPARE(result.err, QByteArray());
        const auto printed = lines(result.out);
        int compared = 0;
        for (auto& reference :
             lines(contents(data + QStringLiteral("/bookshelf-20m/lens.jsonl")))) {
            bool same = true;
            for (const char* key :
                 {"prompt", "what", "layer", "head", "centred", "space", "metric"})
                same = same && reference.value(key, Json()) == wanted.value(key, Json());
            if (!same)
                continue;
            const char* index = reference.contains("neuron") ? "neuron" : "token";
            const auto found = std::find_if(printed.begin(), printed.end(), [&](const Json& line) {
                return line[index] == reference[index];
            });
            QVERIFY(found != printed.end());
            const auto& line = *found;
            // Equal within the reference's rounding; probabilities of words are summed over the
            // vocabulary in float32.
            for (std::size_t i = 0; i < reference["scores"].size(); ++i) {
                const auto expected = reference["scores"][i].get<double>();
                // Dot products are not within 1: a share of their size there.
                QVERIFY(std::abs(line["scores"][i].get<double>() - expected)
                        < 2e-4 * std::max(1.0, std::abs(expected)));
            }
            for (const char* key : {"rho", "legibility"})
                QVERIFY2(std::abs(line[key].get<double>() - reference[key].get<double>())
                             < 2e-3 * std::max(1.0, std::abs(reference[key].get<double>())),
                         key);
            QCOMPARE(line["high_bias"].get<bool>(), reference["high_bias"].get<bool>());
            QCOMPARE(line["ids"][0].get<int>(), reference["ids"][0].get<int>());
            QCOMPARE(line["words"][0].get<std::string>(), reference["words"][0].get<std::string>());
            ++compared;
        }
        QVERIFY(compared > 0);
    }

    void lensLines()
    {
        const auto pattern = run({QStringLiteral("lens"), QStringLiteral("--what"),
                                  QStringLiteral("pattern"), QStringLiteral("--prompt"), prompt(0),
                                  QStringLiteral("--top"), QStringLiteral("3")});
        const auto all = lines(pattern.out);
        QCOMPARE(all.size(), std::size_t(8 * 6 * 13));
        QCOMPARE(keys(all[0]),
                 std::string("layer head token ids words scores bias rho high_bias legibility"));
        QVERIFY(!pattern.out.contains("e-"));
        int flagged = 0;
        for (std::size_t i = 0; i < all.size(); ++i) {
            QCOMPARE(all[i]["layer"].get<std::size_t>(), i / (6 * 13));
            QCOMPARE(all[i]["head"].get<std::size_t>(), i / 13 % 6);
            QCOMPARE(all[i]["token"].get<std::size_t>(), i % 13);
            const bool high = all[i]["high_bias"].get<bool>();
            flagged += high ? 1 : 0;
            for (const char* list : {"ids", "words", "scores"})
                QCOMPARE(all[i][list].size(), std::size_t(high ? 0 : 3));
        }
        QVERIFY(flagged > 0);
        const auto neuron = run(split("lens --what neuron_out --neuron 5 --layer 2"));
        QCOMPARE(lines(neuron.out).size(), std::size_t(1));
        QCOMPARE(keys(lines(neuron.out)[0]),
                 std::string("layer neuron ids words scores bias rho high_bias legibility"));
        const auto state = run({QStringLiteral("lens"), QStringLiteral("--model"), tiny,
                                QStringLiteral("--what"), QStringLiteral("state"),
                                QStringLiteral("--ids"), QStringLiteral("5,17")});
        QCOMPARE(lines(state.out).size(), std::size_t(4 * 2));
        QCOMPARE(keys(lines(state.out)[0]),
                 std::string("layer token ids words scores bias rho high_bias legibility"));
        QVERIFY(lines(state.out)[0]["words"][0].get<std::string>().starts_with("#"));
    }

    void headsAgreeWithTheReference()
    {
        const auto result = run({QStringLiteral("heads"), QStringLiteral("--prompt"), prompt(1)});
        QCOMPARE(result.code, 0);
        const auto mine = lines(result.out);
        const auto reference = lines(contents(data + QStringLiteral("/bookshelf-20m/heads.jsonl")));
        QCOMPARE(mine.size(), reference.size());
        QCOMPARE(
            keys(mine[0]),
            std::string("layer head first self previous duplicate induction entropy message_size "
                        "pattern_legibility message_legibility rank_p rank_m"));
        QCOMPARE(keys(mine[0]["rank_p"]), std::string("e90 e99 e999 entropy stable"));
        for (std::size_t i = 0; i < mine.size(); ++i) {
            const auto flat = reference[i].flatten();
            for (const auto& item : flat.items()) {
                const auto value = mine[i][Json::json_pointer(item.key())].get<double>();
                // The reference has six decimals, and five of ranks.
                QVERIFY2(std::abs(value - item.value().get<double>()) < 5e-5, item.key().c_str());
            }
        }
    }

    void headsHaveNullWhereThereIsNothing()
    {
        const auto one = lines(run({QStringLiteral("heads"), QStringLiteral("--model"), tiny,
                                    QStringLiteral("--ids"), QStringLiteral("7")})
                                   .out);
        QCOMPARE(one.size(), std::size_t(12));
        for (const char* key :
             {"first", "self", "previous", "duplicate", "induction", "entropy", "message_size"})
            QVERIFY2(one[0][key].is_null(), key);
        const auto probe = run(split("heads --probe --json"));
        QCOMPARE(probe.err, QByteArray());
        QCOMPARE(lines(probe.out).size(), std::size_t(48));
        QVERIFY(lines(probe.out)[0]["induction"].is_number());
        QVERIFY(lines(probe.out)[0]["pattern_legibility"].is_null());
    }

    void tables_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<int>("rows");
        QTest::newRow("head") << split("--view head --layer 0 --head 2 --centred-patterns") << 3;
        QTest::newRow("patterns") << split("--view patterns --side query") << 3 * 4 * 3;
        QTest::newRow("messages") << split("--view messages --centred --top 5") << 3 * 4 * 3;
        QTest::newRow("neurons") << split("--view neurons") << 3 * 192;
        QTest::newRow("neurons of a layer") << split("--view neurons --layer 1") << 192;
        QTest::newRow("evolution") << split("--view evolution") << 4 * 3;
        QTest::newRow("stream") << split("--view stream --token 2") << 2 + 3 * (4 * 3 + 192 + 2);
        QTest::newRow("stream of a state")
            << split("--view stream --token 1 --state 1") << 2 + (4 * 2 + 192 + 2);
    }
    void tables()
    {
        QFETCH(QStringList, options);
        QFETCH(int, rows);
        for (const char* format : {"csv", "tsv", "json"}) {
            const auto file = path("table");
            const auto name = QString::fromLatin1(format);
            const auto result = run(
                QStringList{QStringLiteral("table"), QStringLiteral("--model"), tiny} + options
                + QStringList{QStringLiteral("--ids"), QStringLiteral("5,17,3"),
                              QStringLiteral("--format"), name, QStringLiteral("--out"), file});
            QCOMPARE(result.err, QByteArray());
            QCOMPARE(result.code, 0);
            QVERIFY(result.out.isEmpty());
            const auto text = contents(file);
            if (name == QLatin1String("json"))
                QCOMPARE(static_cast<int>(Json::parse(text.toStdString()).size()), rows);
            else
                QCOMPARE(text.count('\n'), rows + 1);
            QFile::remove(file);
        }
    }

    /// Words as `lens` finds them, activations as `trace` keeps them.
    void theNeuronTableIsLensAndTrace()
    {
        const auto ids = split("--ids 16383,481,3171,284");
        const auto result = run(split("table --view neurons --layer 5 --format json --out -")
                                + ids);
        QCOMPARE(result.err, QByteArray());
        const auto rows = Json::parse(result.out.toStdString());
        QCOMPARE(rows.size(), std::size_t(1536));
        for (const int neuron : {0, 1151, 1152, 1535}) {
            const auto& row = rows[static_cast<std::size_t>(neuron)];
            QCOMPARE(row.at("layer").get<int>(), 5);
            QCOMPARE(row.at("neuron").get<int>(), neuron);
            for (const char* what : {"neuron_in", "neuron_out"}) {
                const auto lens = run(split("lens --layer 5 --json --what")
                                      + QStringList{QString::fromLatin1(what),
                                                    QStringLiteral("--neuron"),
                                                    QString::number(neuron)});
                QCOMPARE(lens.err, QByteArray());
                const auto cell = Json::parse(lens.out.toStdString());
                QCOMPARE(row.at(what == std::string("neuron_in") ? "input_words" : "output_words"),
                         cell.at("words"));
            }
        }
        const auto csv = run(split("table --view neurons --layer 5 --format csv --out -") + ids);
        QVERIFY(csv.out.startsWith("layer,neuron,input_words,output_words,out_size,activation 0 "));
    }

    /// Words as `lens` finds them; shares that add up to 1; the word's effects.
    void theStreamTableAddsUp()
    {
        const auto ids = split("--ids 16383,481,3171,284");
        const auto rowsOf = [&](const QStringList& more) {
            const auto result = run(split("table --view stream --token 3 --format json --out -")
                                    + ids + more);
            if (!result.err.isEmpty())
                qFatal("%s", result.err.constData());
            return Json::parse(result.out.toStdString());
        };
        const auto rows = rowsOf({});
        const auto water = rowsOf(split("--word water"));
        QCOMPARE(rows.size(), std::size_t(2 + 8 * (6 * 4 + 1536 + 2)));
        double shares = 0;
        double difference = 0;
        for (std::size_t k = 0; k < rows.size(); ++k) {
            shares += rows[k].at("share").get<double>();
            difference += std::abs(rows[k].at("effect").get<double>()
                                   - water[k].at("effect").get<double>());
        }
        QVERIFY(std::abs(shares - 1) < 1e-4); // of 12,500 numbers with a float's digits
        QVERIFY(difference > 0.1);
        const auto& message = rows[2 + 2 * 4 + 1]; // of token 1 at head 0.2
        QCOMPARE(message.at("kind").get<std::string>(), std::string("message"));
        QCOMPARE(message.at("head").get<int>(), 2);
        const auto lens = run(split("lens --layer 0 --head 2 --token 1 --json --what message")
                              + ids);
        QCOMPARE(message.at("output_words"), Json::parse(lens.out.toStdString()).at("words"));
        QVERIFY(rows[0].at("weight").is_null());
    }

    void theHeadTableSaysWhatIsHidden()
    {
        const auto rows = [](const QStringList& more) {
            const auto result = run(split("table --view head --layer 2 --head 0 --format json "
                                          "--out - --ids 16383,481,3171,284,269")
                                    + more);
            return Json::parse(result.out.isEmpty() ? "[]" : result.out.toStdString());
        };
        const auto hidden = rows({QStringLiteral("--bias-threshold"), QStringLiteral("0.2")});
        const auto kept = rows({QStringLiteral("--bias-threshold"), QStringLiteral("0.2"),
                                QStringLiteral("--keep-bias")});
        QCOMPARE(hidden.size(), std::size_t(5));
        int flagged = 0;
        for (std::size_t j = 0; j < hidden.size(); ++j) {
            for (const char* what : {"pattern", "message"}) {
                const std::string name = what;
                const bool high = hidden[j].at(name + "_high_bias").get<bool>();
                QCOMPARE(kept[j].at(name + "_high_bias").get<bool>(), high);
                QCOMPARE(high, std::abs(hidden[j].at(name + "_rho").get<double>()) >= 0.2);
                QCOMPARE(hidden[j].at(name).empty(), high);
                QVERIFY(!kept[j].at(name).empty());
                flagged += high ? 1 : 0;
            }
        }
        QVERIFY(flagged > 0);
        const auto csv = run(split("table --view head --layer 2 --head 0 --format csv --out - "
                                   "--ids 16383,481,16383,211,3171"));
        const auto header = csv.out.left(csv.out.indexOf("\r\n"));
        QVERIFY2(header.contains("pattern_high_bias") && header.contains("attention 4 captain"),
                 header.constData());
        QVERIFY2(!header.contains("  ") && !header.contains('\n'), header.constData());
    }

    void standardOutputIsForTables()
    {
        const auto file = path("same.csv");
        const auto options = split("table --view evolution --format csv --ids 5,17,3 --out");
        QCOMPARE(run(options + QStringList{file}).err, QByteArray());
        const auto printed = run(options + QStringList{QStringLiteral("-")});
        QCOMPARE(printed.err, QByteArray());
        QCOMPARE(printed.code, 0);
        QVERIFY(!printed.out.isEmpty());
        QCOMPARE(printed.out, contents(file));
        QVERIFY(!QFile::exists(QStringLiteral("-")));
    }

    void aClosedPipeEndsQuietly()
    {
        QProcess process;
        process.start(
            QStringLiteral("/bin/bash"),
            {QStringLiteral("-c"),
             QStringLiteral("\"$0\" lens --what neuron_in --layer 0 | head -1 >/dev/null; "
                            "exit ${PIPESTATUS[0]}"),
             headscope::tests::qProgramsPath("/headscope-cli")});
        QVERIFY(process.waitForFinished(patience));
        QCOMPARE(process.readAllStandardError(), QByteArray());
        QCOMPARE(process.exitCode(), 141); // what shells report of programs that SIGPIPE ended
    }

    void centredHasTwoSpellings()
    {
        const auto options = split("lens --what pattern --layer 0 --head 2 --ids 5,17,3,4");
        const auto british = run(options + QStringList{QStringLiteral("--centred")});
        const auto american = run(options + QStringList{QStringLiteral("--centered")});
        QCOMPARE(american.err, QByteArray());
        QCOMPARE(american.out, british.out);
        QVERIFY(american.out != run(options).out);
    }

    void aFullDiskIsAnError()
    {
        const QFileInfo full(QStringLiteral("/dev/full"));
        if (!full.exists() || full.isFile())
            QSKIP("this system has no /dev/full");
        QProcess process;
        process.setStandardOutputFile(full.filePath());
        process.start(headscope::tests::qProgramsPath("/headscope-cli"), {QStringLiteral("info")});
        QVERIFY(process.waitForFinished(patience));
        QCOMPARE(process.exitCode(), 1);
        QVERIFY(process.readAllStandardError().startsWith("headscope-cli: cannot write"));
    }
};

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
