// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What configs of the families may say, in the old spelling and the new, and what is refused by
// name before anything runs.
#include "core/base/error.h"
#include "core/model/modeloutline.h"
#include "core/model/trace.h"
#include "tests/support/core/reference.h"
#include "tests/support/places.h"

#include <QTemporaryDir>

#include <array>
#include <cmath>
#include <cstring>
#include <fstream>
#include <numbers>

using namespace headscope;
using namespace headscope::core;
using namespace headscope::tests;

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

fs::path source(const std::string& name)
{
    return fs::path(tests::dataPath()) / name;
}

Json configOf(const std::string& name)
{
    std::ifstream file(source(name) / "config.json");
    return Json::parse(file);
}

/// 16 upper bits of a float32, rounded to the nearest even.
std::uint16_t toBfloat(float x)
{
    std::uint32_t bits = 0;
    std::memcpy(&bits, &x, sizeof bits);
    return static_cast<std::uint16_t>((bits + 0x7FFFU + ((bits >> 16U) & 1U)) >> 16U);
}

} // namespace

class TestFamilyConfigs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusals_data();
    void refusals();
    void spellings_data();
    void spellings();
    void frequencies_data();
    void frequencies();
    void longPromptsTurnOtherwise();
    void windowsOfLayers();
    void sixteenBits_data();
    void sixteenBits();
    void assembledWeightsAreTheTensorsParts();

private:
    /// A folder with the model's weights and this config.
    fs::path folder(const std::string& name, const Json& config);
    QTemporaryDir m_place;
    int m_count = 0;
};

fs::path TestFamilyConfigs::folder(const std::string& name, const Json& config)
{
    const fs::path path = fs::path(m_place.path().toStdString())
                          / (name + std::to_string(m_count++));
    fs::create_directory(path);
    fs::create_symlink(source(name) / "model.safetensors", path / "model.safetensors");
    std::ofstream(path / "config.json") << config;
    return path;
}

void TestFamilyConfigs::refusals_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("change");
    QTest::addColumn<QStringList>("named"); // in the sentence
    const auto add = [](const char* what, const char* model, const char* change,
                        const QStringList& named) {
        QTest::newRow(what) << QString::fromLatin1(model) << QString::fromLatin1(change) << named;
    };
    const auto words = [](const char* list) {
        return QString::fromLatin1(list).split(QLatin1Char('|'));
    };
    add("another family", "llama3-tiny", R"({"model_type": "mamba"})",
        words("model_type|mamba|deepseek_v3"));
    add("rope type", "llama3-tiny", R"({"rope_parameters": {"rope_type": "dynamic"}})",
        words("rope_type|dynamic|yarn"));
    add("rope type, old spelling", "llama3-tiny",
        R"({"rope_parameters": null, "rope_scaling": {"type": "mystery", "factor": 2}})",
        words("rope_scaling.|mystery"));
    add("rope factor", "llama3-tiny",
        R"({"rope_parameters": {"rope_type": "linear", "factor": -2.0}})", words("factor|above 0"));
    add("no rope factor", "llama3-tiny", R"({"rope_parameters": {"rope_type": "linear"}})",
        words("factor|missing"));
    add("long rope's factors", "phi4mini-tiny",
        R"({"rope_parameters": {"rope_type": "longrope", "short_factor": [1, 2], "long_factor": [1]}})",
        words("short_factor|2|6"));
    add("theta", "llama3-tiny", R"({"rope_parameters": {"rope_theta": 0}})", words("rope_theta"));
    add("activation", "llama3-tiny", R"({"hidden_act": "mish"})", words("hidden_act|mish|silu"));
    add("activation of GPT-NeoX", "gptneox-tiny", R"({"hidden_act": "elu"})",
        words("hidden_act|elu"));
    add("activation of T5", "t5-tiny", R"({"feed_forward_proj": "gated-tanh"})",
        words("feed_forward_proj|tanh"));
    add("groups", "llama3-tiny", R"({"num_key_value_heads": 3})", words("num_key_value_heads|8|3"));
    add("soft caps of scores", "gemma3-tiny", R"({"attn_logit_softcapping": 50.0})",
        words("attn_logit_softcapping|50"));
    add("soft caps of logits", "gemma3-tiny", R"({"final_logit_softcapping": 30.0})",
        words("final_logit_softcapping|30"));
    add("Gemma as an encoder", "gemma3-tiny", R"({"use_bidirectional_attention": true})",
        words("use_bidirectional_attention"));
    add("kinds of layers", "gemma3-tiny",
        R"({"layer_types": ["sliding_attention", "full_attention", "chunked_attention"]})",
        words("layer_types|chunked_attention"));
    add("too few kinds of layers", "gemma3-tiny", R"({"layer_types": ["sliding_attention"]})",
        words("layer_types|1|3"));
    add("kinds of attention", "gptneo-tiny", R"({"attention_layers": ["global", "sparse"]})",
        words("attention_layers|sparse"));
    add("positions of BERT", "bert-tiny", R"({"position_embedding_type": "relative_key"})",
        words("position_embedding_type|relative_key"));
    add("BERT as a decoder", "bert-tiny", R"({"is_decoder": true})", words("is_decoder"));
    add("T5's encoder alone", "t5-tiny", R"({"is_encoder_decoder": false})",
        words("is_encoder_decoder"));
    add("buckets", "t5-tiny", R"({"relative_attention_num_buckets": 2})",
        words("relative_attention_num_buckets|2"));
    add("biases of latents", "deepseekv3-tiny", R"({"attention_bias": true})",
        words("attention_bias"));
    add("groups of experts", "deepseekv3-tiny", R"({"n_group": 3})", words("8|3"));
    add("more experts than there are", "deepseekv3-tiny", R"({"num_experts_per_tok": 9})",
        words("num_experts_per_tok|9|8"));
    add("a shape that the weights do not have", "mistral-tiny", R"({"head_dim": 8})",
        words("q_proj|(64, 64)|(32, 64)"));
}

void TestFamilyConfigs::refusals()
{
    QFETCH(QString, model);
    QFETCH(QString, change);
    QFETCH(QStringList, named);
    Json config = configOf(model.toStdString());
    config.update(Json::parse(change.toStdString()));
    const fs::path path = folder(model.toStdString(), config);
    for (const bool outline : {true, false}) {
        try {
            if (outline)
                outlineModel(path);
            else
                loadModel(path);
            QFAIL("the model was taken");
        } catch (const Error& error) {
            const QString sentence = QString::fromStdString(error.what());
            QVERIFY2(sentence.contains(QString::fromStdString(path.string())),
                     qPrintable(sentence));
            for (const QString& word : named)
                QVERIFY2(sentence.contains(word), qPrintable(sentence));
        }
    }
}

void TestFamilyConfigs::spellings_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("change");
    const auto add = [](const char* what, const char* model, const char* change) {
        QTest::newRow(what) << QString::fromLatin1(model) << QString::fromLatin1(change);
    };
    add("llama3", "llama3-tiny",
        R"({"rope_parameters": null, "rope_theta": 500000.0, "torch_dtype": "float32",
            "rope_scaling": {"rope_type": "llama3", "factor": 8.0, "high_freq_factor": 4.0,
                             "low_freq_factor": 1.0, "original_max_position_embeddings": 32}})");
    add("head size by division", "llama3-tiny", R"({"head_dim": null})");
    add("mistral", "mistral-tiny", R"({"rope_parameters": null, "rope_theta": 10000.0})");
    add("phi", "phi4mini-tiny",
        R"({"rope_parameters": null, "rope_theta": 10000.0, "partial_rotary_factor": 0.75,
            "rope_scaling": null})");
    add("gptneox", "gptneox-tiny",
        R"({"rope_parameters": null, "rotary_pct": 0.25, "rotary_emb_base": 10000})");
    add("gemma", "gemma3-tiny",
        R"({"rope_parameters": null, "rope_theta": 1000000.0, "rope_local_base_freq": 10000.0,
            "layer_types": null, "sliding_window_pattern": 6})");
    add("gptneo", "gptneo-tiny", R"({"attention_layers": null})");
    add("deepseek", "deepseekv3-tiny",
        R"({"rope_parameters": null, "rope_theta": 10000.0, "rope_scaling": null})");
    add("t5", "t5-tiny", R"({"scale_decoder_outputs": null})");
    add("bert", "bert-tiny", R"({"hidden_act": "gelu", "position_embedding_type": "absolute"})");
}

/// Both spellings give the same numbers.
void TestFamilyConfigs::spellings()
{
    QFETCH(QString, model);
    QFETCH(QString, change);
    const std::string name = model.toStdString();
    Json config = configOf(name);
    config.update(Json::parse(change.toStdString()));
    const auto one = loadModel(source(name));
    const auto other = loadModel(folder(name, config));
    const Golden golden(name);
    const PromptIds prompt(golden.prompts()[2], golden.decoderIds(2));
    const auto a = runTrace(*one, prompt, {.logits = true});
    const auto b = runTrace(*other, prompt, {.logits = true});
    QCOMPARE(largestDifference(a->logits, b->logits), 0.0);
}

void TestFamilyConfigs::frequencies_data()
{
    QTest::addColumn<QString>("parameters");
    QTest::newRow("default") << QStringLiteral(R"({"rope_type": "default"})");
    QTest::newRow("linear") << QStringLiteral(R"({"rope_type": "linear", "factor": 4.0})");
    QTest::newRow("llama3") << QStringLiteral(
        R"({"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0,
            "original_max_position_embeddings": 1024})");
    QTest::newRow("yarn") << QStringLiteral(
        R"({"rope_type": "yarn", "factor": 4.0, "original_max_position_embeddings": 2048})");
    QTest::newRow("longrope") << QStringLiteral(
        R"({"rope_type": "longrope", "short_factor": [1, 1.5, 2, 4], "long_factor": [2, 3, 4, 9],
            "original_max_position_embeddings": 1024})");
}

/// By the words of the papers: Chen et al. 2023 (linear), Grattafiori et al. 2024 (Llama 3), Peng
/// et al. 2023 (YaRN), Ding et al. 2024 (LongRoPE). Heads of 8 dimensions, so four pairs; theta
/// 10,000.
void TestFamilyConfigs::frequencies()
{
    QFETCH(QString, parameters);
    Json config = configOf("llama3-tiny");
    config["rope_parameters"] = Json::parse(parameters.toStdString());
    config["rope_parameters"]["rope_theta"] = 10000.0;
    const Rotary rotary = loadModel(folder("llama3-tiny", config))->layers.front().attention.rotary;
    QCOMPARE(rotary.frequencies.size(), std::size_t(4));
    const std::string type = config["rope_parameters"]["rope_type"];
    const double plain[] = {1.0, 0.1, 0.01, 0.001};
    for (std::size_t p = 0; p < 4; ++p) {
        double expected = plain[p];
        const double wave = 2 * std::numbers::pi / plain[p]; // positions for one turn
        if (type == "linear")
            expected = plain[p] / 4;
        if (type == "llama3") {
            if (wave > 1024.0 / 1.0)
                expected = plain[p] / 8;
            else if (wave >= 1024.0 / 4.0) {
                const double smooth = (1024.0 / wave - 1.0) / (4.0 - 1.0);
                expected = (1 - smooth) * plain[p] / 8 + smooth * plain[p];
            }
        }
        if (type == "yarn") {
            // Dimensions that turn 32 times and once within 2,048 positions, rounded outwards.
            const auto dimension = [](double turns) {
                return 8 * std::log(2048 / (turns * 2 * std::numbers::pi))
                       / (2 * std::log(10000.0));
            };
            const double low = std::floor(dimension(32));
            const double high = std::min(std::ceil(dimension(1)), 7.0);
            const double share = std::min(
                1.0, std::max(0.0, (static_cast<double>(p) - low) / (high - low)));
            expected = plain[p] / 4 * share + plain[p] * (1 - share);
        }
        if (type == "longrope")
            expected = plain[p] / std::array{1.0, 1.5, 2.0, 4.0}[p];
        QVERIFY2(
            std::abs(rotary.frequencies[p] / expected - 1) < 1e-12,
            qPrintable(
                QStringLiteral("%1: %2, not %3").arg(p).arg(rotary.frequencies[p]).arg(expected)));
    }
    const double scale = type == "yarn"       ? 0.1 * std::log(4.0) + 1
                         : type == "longrope" ? std::sqrt(1 + std::log(8.0) / std::log(1024.0))
                                              : 1.0;
    QVERIFY(std::abs(rotary.scale - scale) < 1e-12);
}

void TestFamilyConfigs::longPromptsTurnOtherwise()
{
    Json config = configOf("phi4mini-tiny");
    config["rope_parameters"] = {
        {"rope_type", "longrope"},           {"rope_theta", 10000.0},
        {"partial_rotary_factor", 0.75},     {"short_factor", {1, 1, 1, 1, 1, 1}},
        {"long_factor", {2, 2, 2, 2, 2, 2}}, {"original_max_position_embeddings", 4}};
    config["max_position_embeddings"] = 4; // no factor on queries and keys
    const auto longer = loadModel(folder("phi4mini-tiny", config));
    config["max_position_embeddings"] = 4096;
    const auto plain = loadModel(source("phi4mini-tiny"));
    const auto model = loadModel(folder("phi4mini-tiny", config));
    QCOMPARE(model->layers[0].attention.rotary.longFrom, 4);
    QCOMPARE(longer->info.context, 4);
    // Up to the length of training nothing is different but the factor; beyond it all turns are.
    const Rotary& rotary = model->layers[0].attention.rotary;
    QCOMPARE(rotary.frequenciesFor(4), plain->layers[0].attention.rotary.frequencies);
    for (std::size_t p = 0; p < 6; ++p)
        QCOMPARE(rotary.frequenciesFor(5)[p], rotary.frequenciesFor(4)[p] / 2);
    const std::vector<TokenId> ids{5, 17, 3, 200};
    QCOMPARE(largestDifference(runTrace(*plain, ids, {.logits = true})->logits,
                               runTrace(*longer, ids, {.logits = true})->logits),
             0.0);
}

void TestFamilyConfigs::windowsOfLayers()
{
    Json config = configOf("gemma3-tiny");
    config["layer_types"] = {"sliding_attention", "full_attention", "sliding_attention"};
    const auto gemma = loadModel(folder("gemma3-tiny", config));
    QCOMPARE(gemma->layers[0].attention.window, 16);
    QCOMPARE(gemma->layers[1].attention.window, 0);
    // Layers that see all tokens turn more slowly.
    QVERIFY(gemma->layers[1].attention.rotary.frequencies[1]
            < gemma->layers[0].attention.rotary.frequencies[1]);
    config = configOf("qwen2-tiny");
    config["layer_types"] = nullptr;
    config["use_sliding_window"] = true;
    config["sliding_window"] = 8;
    config["max_window_layers"] = 1;
    const auto qwen = loadModel(folder("qwen2-tiny", config));
    QCOMPARE(qwen->layers[0].attention.window, 0);
    QCOMPARE(qwen->layers[1].attention.window, 8);
    config["use_sliding_window"] = false;
    QCOMPARE(loadModel(folder("qwen2-tiny", config))->layers[1].attention.window, 0);
    config = configOf("mistral-tiny");
    config["sliding_window"] = nullptr;
    QCOMPARE(loadModel(folder("mistral-tiny", config))->layers[1].attention.window, 0);
}

void TestFamilyConfigs::sixteenBits_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("dtype");
    for (const char* const model :
         {"llama3-tiny", "gemma3-tiny", "deepseekv3-tiny", "gptneox-tiny", "t5-tiny", "bert-tiny"})
        for (const char* const dtype : {"F16", "BF16"})
            QTest::addRow("%s, %s", model, dtype)
                << QString::fromLatin1(model) << QString::fromLatin1(dtype);
}

/// A checkpoint of 16 bits runs as one of the same numbers in float32 does, bit for bit.
void TestFamilyConfigs::sixteenBits()
{
    QFETCH(QString, model);
    QFETCH(QString, dtype);
    const std::string name = model.toStdString();
    const bool brain = dtype == QLatin1String("BF16");
    const Checkpoint tensors(source(name));
    Json narrowHeader;
    Json wideHeader;
    std::string narrow;
    std::string wide;
    for (const TensorEntry& tensor : tensors.tensors()) {
        std::vector<float> numbers(static_cast<std::size_t>(tensor.elements()));
        readFloats(tensor, numbers);
        const std::size_t narrowStart = narrow.size();
        const std::size_t wideStart = wide.size();
        for (const float number : numbers) {
            std::uint16_t bits = 0;
            float kept = 0;
            if (brain) {
                bits = toBfloat(number);
                const std::uint32_t upper = std::uint32_t(bits) << 16U;
                std::memcpy(&kept, &upper, sizeof kept);
            } else {
                const auto half = static_cast<Eigen::half>(number);
                bits = half.x;
                kept = static_cast<float>(half);
            }
            narrow.append(reinterpret_cast<const char*>(&bits), sizeof bits);
            wide.append(reinterpret_cast<const char*>(&kept), sizeof kept);
        }
        const std::vector<std::int64_t> shape(tensor.shape.begin(), tensor.shape.end());
        narrowHeader[tensor.name] = {{"dtype", dtype.toStdString()},
                                     {"shape", shape},
                                     {"data_offsets", {narrowStart, narrow.size()}}};
        wideHeader[tensor.name] = {
            {"dtype", "F32"}, {"shape", shape}, {"data_offsets", {wideStart, wide.size()}}};
    }
    const auto written = [&](const Json& header, const std::string& data) {
        const fs::path path = folder(name, configOf(name));
        fs::remove(path / "model.safetensors");
        std::string text = header.dump();
        text.append((8 - text.size() % 8) % 8, ' ');
        const std::uint64_t size = text.size();
        std::ofstream file(path / "model.safetensors", std::ios::binary);
        file.write(reinterpret_cast<const char*>(&size), sizeof size);
        file << text << data;
        file.close();
        return loadModel(path);
    };
    const auto narrowModel = written(narrowHeader, narrow);
    const auto wideModel = written(wideHeader, wide);
    QCOMPARE(narrowModel->info.dtype, dtype.toStdString());
    QCOMPARE(narrowModel->info.parameters, wideModel->info.parameters);
    const Golden golden(name);
    const PromptIds prompt(golden.prompts()[1], golden.decoderIds(1));
    QCOMPARE(largestDifference(runTrace(*narrowModel, prompt, {.logits = true})->logits,
                               runTrace(*wideModel, prompt, {.logits = true})->logits),
             0.0);
}

void TestFamilyConfigs::assembledWeightsAreTheTensorsParts()
{
    const auto neox = loadModel(source("gptneox-tiny"));
    const Checkpoint tensors(source("gptneox-tiny"));
    const TensorEntry* joint = tensors.find("gpt_neox.layers.1.attention.query_key_value.weight");
    Matrix all(144, 48);
    readFloats(*joint, {all.data(), static_cast<std::size_t>(all.size())});
    const Attention& a = neox->layers[1].attention;
    for (int h = 0; h < 4; ++h) {
        const Head head = a.head(HeadIndex(h));
        QCOMPARE(largestDifference(head.wq.dense().transpose(), all.middleRows(36 * h, 12)), 0.0);
        QCOMPARE(largestDifference(head.wk.dense().transpose(), all.middleRows(36 * h + 12, 12)),
                 0.0);
        QCOMPARE(largestDifference(head.wv.dense().transpose(), all.middleRows(36 * h + 24, 12)),
                 0.0);
    }
    const auto deepseek = loadModel(source("deepseekv3-tiny"));
    const Checkpoint experts(source("deepseekv3-tiny"));
    const FeedForward& f = deepseek->layers[2].feedForward;
    QCOMPARE(f.neurons, 9 * 32);
    for (int e = 0; e < 8; ++e) {
        Matrix down(64, 32);
        readFloats(
            *experts.find("model.layers.2.mlp.experts." + std::to_string(e) + ".down_proj.weight"),
            {down.data(), static_cast<std::size_t>(down.size())});
        QCOMPARE(largestDifference(f.out.inputs(32 + 32 * e, 32).dense(), down.transpose()), 0.0);
    }
    // Every tensor counts once, whatever it was put together to.
    std::int64_t elements = 0;
    for (const TensorEntry& tensor : experts.tensors())
        elements += tensor.elements();
    QCOMPARE(deepseek->info.parameters, elements);
}

QTEST_GUILESS_MAIN(TestFamilyConfigs)
#include "tst_familyconfigs.moc"
