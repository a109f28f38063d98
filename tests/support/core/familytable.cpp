// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/core/familytable.h"
#include "tests/support/places.h"

#include <algorithm>
#include <fstream>

namespace headscope::tests {

const std::vector<FamilyTable::Family>& FamilyTable::families()
{
    static const std::vector<Family> all{
        {"bookshelf-20m", "gpt2", "the embedded model", "byte-level BPE, its own"},
        {"bookshelf-llama-14m", "llama", "the second embedded model: groups of four heads, untied",
         "byte-level BPE, its own"},
        {"gpt2-tiny", "gpt2", "learned positions", "byte-level BPE (gpt2)"},
        {"llama3-tiny", "llama", "rotary \"llama3\", groups of four heads, untied",
         "byte-level BPE (llama3), SentencePiece BPE (llama2)"},
        {"mistral-tiny", "mistral", "sliding window, groups of two heads, untied",
         "SentencePiece BPE with byte fallback (llama2)"},
        {"qwen2-tiny", "qwen2", "biases of query, key and value, tied", "byte-level BPE (qwen2)"},
        {"phi4mini-tiny", "phi3", "joint projections, partial rotary, tied",
         "byte-level BPE (o200k)"},
        {"gptneo-tiny", "gpt_neo", "local attention, scores not scaled", "byte-level BPE (gpt2)"},
        {"gptneox-tiny", "gpt_neox", "parallel residual, partial rotary, untied",
         "byte-level BPE (gpt2)"},
        {"gemma3-tiny", "gemma3_text",
         "1 + gain, norms before and behind, norms of query and key, scaled embedding",
         "SentencePiece BPE with byte fallback (llama2)"},
        {"t5-tiny", "t5", "encoder, decoder, cross-attention; relative bias; scaled output",
         "unigram (t5)"},
        {"flan-t5-tiny", "t5", "the same with a gated FFN", "unigram (t5)"},
        {"deepseekv3-tiny", "deepseek_v3",
         "latent attention, rotary apart, routed and shared experts", "byte-level BPE (llama3)"},
        {"bert-tiny", "bert", "both ways, post-norm, segments, transform before the output",
         "WordPiece in tokenizer.json"},
    };
    return all;
}

std::string FamilyTable::modelFolder(const QString& name)
{
    const QString top = name.startsWith(QLatin1String("bookshelf")) ? tests::qModelsPath("/")
                                                                    : tests::qDataPath("/");
    return (top + name).toStdString();
}

std::string FamilyTable::goldenFolder(const QString& name)
{
    return name.toStdString();
}

namespace {

std::string figure(double value)
{
    return QString::number(value, 'g', 2).toStdString();
}

} // namespace

void FamilyTable::write() const
{
    const QByteArray name = qgetenv("HEADSCOPE_WRITE_FAMILIES");
    if (name.isEmpty())
        return;
    std::ofstream out(name.toStdString());
    out << R"(# Families

Every family that Headscope reads, against outputs of Hugging Face transformers 5.17.0 on a small
random model of it (bookshelf: on the embedded models), three prompts of 1, 7 and 33 tokens each.
This page is written by a test: `HEADSCOPE_WRITE_FAMILIES=docs/families.md build/ci/tests/tst_families`.

Figures are the largest differences found. *Logits*: divided by their standard deviation where that
is above 1; bound 2e-4. *States*: of every layer, relative to the state's size; bound 1e-4.
*Attention*: of every head, cross-attention included; bound 1e-5. *Patterns*: attention made from
patterns and shifts, each query's at the distances of its pairs, against the model's own; bound 1e-5.
*Messages*: the state behind each attention made from the heads' messages; bound 1e-5. *Stream*: all
parts of a token's stream added up, against the state, with the scale of the norms on the way frozen;
bound 1e-5. *Views*: everything that the views show was made for every layer, head, token and neuron.

| model | model_type | what is particular | logits | states | attention | patterns | messages | stream | views | tokenizer (reference set) |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
)";
    for (const Family& family : families()) {
        const auto found = m_rows.find(QString::fromLatin1(family.folder));
        if (found == m_rows.end())
            continue;
        const Row& row = found->second;
        out << "| " << family.folder << " | " << family.type << " | " << family.what << " | "
            << figure(row.logits) << " | " << figure(row.states) << " | " << figure(row.attention)
            << " | " << figure(row.patterns) << " | " << figure(row.messages) << " | "
            << figure(row.stream) << " | " << (row.views ? "all" : "not all") << " | "
            << family.tokenizer << " |\n";
    }
    out << R"(
T5 has wider bounds (logits and attention 4e-4): its scores are not divided by the square root of the
head size, and with the weights of these models they reach 77, where one rounding of float32 in a
product is 1e-4 of a score. Evaluated in float64, the reference itself is 1e-4 (attention) and 1.3e-4
(logits) from the exact result.

Tokenizers are tested line by line against Hugging Face tokenizers and SentencePiece, see
[tokenizers.md](tokenizers.md); the name in brackets is the reference set.

## Pictures

The small models are random and have no tokenizer: their words are ids.

![A head of Llama: groups, distance, untied vocabulary](images/head-llama3-tiny.png)
![Its stream](images/stream-llama3-tiny.png)
![A head of T5: three kinds of attention in the map, two prompts](images/head-t5-tiny.png)
![The stream of its decoder](images/stream-t5-tiny.png)
![A head of DeepSeek V3: latent and head size](images/head-deepseekv3-tiny.png)
![Its stream, with neurons of experts](images/stream-deepseekv3-tiny.png)

## Refused

What is not in this table is refused by name before anything runs: other values of model_type, other
types of rotary scaling than default, linear, llama3, yarn and longrope, activations that are not
known, soft caps of scores, position embeddings of BERT that are not absolute.
)";
}

} // namespace headscope::tests
