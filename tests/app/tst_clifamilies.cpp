// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The program on models that are not like GPT-2: two prompts, three kinds of attention, gates,
// experts, distances.
#include "tests/support/app/clirun.h"
#include "tests/support/places.h"

#include "core/files/checkpoint.h"
#include "core/files/tensorreader.h"

#include <nlohmann/json.hpp>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <set>
#include <string>
#include <vector>

using namespace headscope;

namespace {

QString model(const char* name)
{
    return tests::qDataPath("/") + QLatin1String(name);
}

std::vector<nlohmann::json> lines(const QByteArray& out)
{
    std::vector<nlohmann::json> result;
    for (const QByteArray& line : out.split('\n'))
        if (!line.isEmpty())
            result.push_back(nlohmann::json::parse(line.toStdString()));
    return result;
}

} // namespace

class CliFamiliesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tracesHaveThreeKindsOfAttention();
    void headsOfThreeKinds();
    void wordsOfCrossAttention();
    void gatesOfNeurons();
    void neuronsOfExperts();
    void patternsByDistance();
    void refusesWhatTheModelLacks_data();
    void refusesWhatTheModelLacks();

private:
    QTemporaryDir m_folder;
};

void CliFamiliesTest::tracesHaveThreeKindsOfAttention()
{
    const QString file = m_folder.filePath(QStringLiteral("model.safetensors"));
    const auto run = tests::run({QStringLiteral("trace"), QStringLiteral("--model"),
                                 model("t5-tiny"), QStringLiteral("--ids"),
                                 QStringLiteral("206,495,189,486,118,400,73"),
                                 QStringLiteral("--decoder-ids"), QStringLiteral("0,101,49,268"),
                                 QStringLiteral("--out"), file});
    QCOMPARE(run.code, 0);
    const core::Checkpoint trace(m_folder.path().toStdString());
    std::map<std::string, std::vector<std::int64_t>> shapes;
    for (const core::TensorEntry& tensor : trace.tensors())
        shapes[tensor.name] = {tensor.shape.begin(), tensor.shape.end()};
    using Shape = std::vector<std::int64_t>;
    QCOMPARE(shapes.at("resid.2"), (Shape{4, 48}));
    QCOMPARE(shapes.at("attn.1"), (Shape{4, 4, 4}));
    QCOMPARE(shapes.at("logits"), (Shape{4, 512}));
    QCOMPARE(shapes.at("enc.resid.3"), (Shape{7, 48}));
    QCOMPARE(shapes.at("enc.attn.2"), (Shape{4, 7, 7}));
    QCOMPARE(shapes.at("enc.act.0"), (Shape{7, 96}));
    QCOMPARE(shapes.at("cross.attn.1"), (Shape{4, 4, 7}));
    QCOMPARE(shapes.at("cross.pattern.0"), (Shape{4, 7, 48}));
    QCOMPARE(shapes.at("cross.query_pattern.0"), (Shape{4, 4, 48}));
    QCOMPARE(shapes.at("cross.message.0"), (Shape{4, 7, 48}));
    QCOMPARE(shapes.at("cross.shift.0"), (Shape{4, 7}));
    QCOMPARE(shapes.count("enc.logits") + shapes.count("cross.resid.0"), std::size_t(0));
    // Weights over the encoder's tokens add up to 1.
    const core::TensorEntry* cross = trace.find("cross.attn.1");
    std::vector<float> weights(4 * 4 * 7);
    core::readFloats(*cross, weights);
    for (std::size_t row = 0; row < 16; ++row) {
        double sum = 0;
        for (std::size_t j = 0; j < 7; ++j)
            sum += static_cast<double>(weights[7 * row + j]);
        QVERIFY(std::abs(sum - 1.0) < 1e-5);
    }
}

void CliFamiliesTest::headsOfThreeKinds()
{
    const QStringList prompt{QStringLiteral("--model"),       model("t5-tiny"),
                             QStringLiteral("--ids"),         QStringLiteral("206,495,189"),
                             QStringLiteral("--decoder-ids"), QStringLiteral("0,101")};
    const auto decoder = tests::run(QStringList{QStringLiteral("heads")} + prompt);
    QCOMPARE(decoder.code, 0);
    const auto all = lines(decoder.out);
    QCOMPARE(all.size(), std::size_t(2 * 8));
    for (const auto& head : all) {
        const bool cross = head.at("head").get<int>() >= 4;
        QCOMPARE(head.contains("attention"), cross);
        QCOMPARE(head.at("self").is_null(), cross);
        QVERIFY(head.at("entropy").is_number());
        QVERIFY(head.at("rank_p").at("e90").get<int>() > 0);
    }
    const auto encoder = tests::run(
        QStringList{QStringLiteral("heads"), QStringLiteral("--encoder")} + prompt);
    QCOMPARE(encoder.code, 0);
    QCOMPARE(lines(encoder.out).size(), std::size_t(3 * 4));
}

void CliFamiliesTest::wordsOfCrossAttention()
{
    const QStringList base{
        QStringLiteral("lens"),   QStringLiteral("--model"),     model("t5-tiny"),
        QStringLiteral("--ids"),  QStringLiteral("206,495,189"), QStringLiteral("--decoder-ids"),
        QStringLiteral("0,101"),  QStringLiteral("--layer"),     QStringLiteral("1"),
        QStringLiteral("--head"), QStringLiteral("5"),           QStringLiteral("--keep-bias"),
        QStringLiteral("--what")};
    // What the encoder's three tokens offer and say; what the decoder's two look for.
    QCOMPARE(lines(tests::run(base + QStringList{QStringLiteral("pattern")}).out).size(),
             std::size_t(3));
    QCOMPARE(lines(tests::run(base + QStringList{QStringLiteral("message")}).out).size(),
             std::size_t(3));
    const auto looked = lines(tests::run(base + QStringList{QStringLiteral("query_pattern")}).out);
    QCOMPARE(looked.size(), std::size_t(2));
    QCOMPARE(looked[0].at("ids").size(), std::size_t(10));
}

void CliFamiliesTest::gatesOfNeurons()
{
    const auto run = tests::run({QStringLiteral("lens"), QStringLiteral("--model"),
                                 model("llama3-tiny"), QStringLiteral("--what"),
                                 QStringLiteral("neuron_gate"), QStringLiteral("--layer"),
                                 QStringLiteral("2"), QStringLiteral("--keep-bias")});
    QCOMPARE(run.code, 0);
    QCOMPARE(lines(run.out).size(), std::size_t(112));
}

void CliFamiliesTest::neuronsOfExperts()
{
    const auto run = tests::run(
        {QStringLiteral("table"), QStringLiteral("--model"), model("deepseekv3-tiny"),
         QStringLiteral("--ids"), QStringLiteral("206,495,189"), QStringLiteral("--view"),
         QStringLiteral("neurons"), QStringLiteral("--format"), QStringLiteral("json"),
         QStringLiteral("--out"), QStringLiteral("-")});
    QCOMPARE(run.code, 0);
    const auto rows = nlohmann::json::parse(run.out.toStdString());
    // 112 in the dense layer; one shared and eight routed experts of 32 in the two others.
    QCOMPARE(rows.size(), std::size_t(112 + 2 * 9 * 32));
    std::map<int, std::set<int>> experts;
    for (const auto& row : rows)
        if (row.at("expert").is_number())
            experts[row.at("layer").get<int>()].insert(row.at("expert").get<int>());
    QCOMPARE(experts.size(), std::size_t(2));
    QCOMPARE(experts.at(1).size(), std::size_t(8));
    QVERIFY(rows[0].contains("gate_words"));
}

void CliFamiliesTest::patternsByDistance()
{
    const QStringList base{
        QStringLiteral("lens"),        QStringLiteral("--model"),     model("llama3-tiny"),
        QStringLiteral("--ids"),       QStringLiteral("206,495,189"), QStringLiteral("--layer"),
        QStringLiteral("1"),           QStringLiteral("--head"),      QStringLiteral("3"),
        QStringLiteral("--keep-bias"), QStringLiteral("--what"),      QStringLiteral("pattern")};
    const auto plain = tests::run(base).out;
    QVERIFY(!plain.isEmpty());
    QCOMPARE(tests::run(base + QStringList{QStringLiteral("--distance"), QStringLiteral("1")}).out,
             plain);
    QVERIFY(tests::run(base + QStringList{QStringLiteral("--distance"), QStringLiteral("7")}).out
            != plain);
}

void CliFamiliesTest::refusesWhatTheModelLacks_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("sentence");
    const auto add = [](const char* name, const QString& arguments, int code,
                        const char* sentence) {
        QTest::newRow(name) << arguments.split(QLatin1Char(' ')) << code << QByteArray(sentence);
    };
    const QString gpt = QStringLiteral("--model ") + model("gpt2-tiny");
    const QString t5 = QStringLiteral("--model ") + model("t5-tiny");
    add("decoder of a model without encoder",
        QStringLiteral("heads --ids 1,2 --decoder-ids 1 ") + gpt, 1, "gpt2-tiny has no encoder");
    add("encoder of a model without one", QStringLiteral("heads --ids 1,2 --encoder ") + gpt, 1,
        "gpt2-tiny has no encoder");
    add("arrays of an encoder",
        QStringLiteral("trace --ids 1,2 --arrays attn,enc.attn --out none.safetensors ") + gpt, 1,
        "there is no array enc.attn: gpt2-tiny has no encoder");
    add("arrays that there are not",
        QStringLiteral("trace --ids 1,2 --arrays cross.resid --out none.safetensors ") + t5, 2,
        "cross.resid");
    add("gates", QStringLiteral("lens --what neuron_gate ") + gpt, 1, "have no gates");
    add("negative distances", QStringLiteral("lens --what pattern --ids 1,2 --distance -1 ") + gpt,
        2, "--distance");
    add("distances where nothing turns",
        QStringLiteral("table --view head --layer 0 --head 0 --format csv --out none.csv --ids 1,2 "
                       "--distance 3 ")
            + t5,
        1, "t5-tiny has no rotary positions");
    add("distances where nothing turns, words",
        QStringLiteral("lens --what pattern --ids 1,2 --distance 3 ") + gpt, 1,
        "gpt2-tiny has no rotary positions");
    add("decoder's ids", QStringLiteral("heads --ids 1,2 --decoder-ids 1,x ") + t5, 2, "\"x\"");
    add("decoder's vocabulary", QStringLiteral("heads --ids 1,2 --decoder-ids 999999 ") + t5, 1,
        "999999");
}

void CliFamiliesTest::refusesWhatTheModelLacks()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    QFETCH(QByteArray, sentence);
    const auto run = tests::run(arguments);
    QCOMPARE(run.code, code);
    QVERIFY(run.out.isEmpty());
    QCOMPARE(run.err.count('\n'), 1);
    QVERIFY2(run.err.contains(sentence), run.err.constData());
}

QTEST_GUILESS_MAIN(CliFamiliesTest)
#include "tst_clifamilies.moc"
