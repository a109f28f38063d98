// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Input: a letter that says what follows.
//   r  the whole file
//   c  the cells, behind the right key, cut or filled to the right size, and before the right
//   checksum
#include "app/neuroncache.h"
#include "tests/fuzz/fuzz.h"

#include <QCryptographicHash>
#include <QFile>

#include <algorithm>

using namespace headscope;
using fuzz::finding;

namespace {

constexpr int top = 3;
constexpr qsizetype checksumSize = 32;

/// A model of just what the cache looks at, and a file of its words.
struct Example {
    fuzz::Folder folder;
    app::NeuronCache cache{QString::fromStdString(folder.path().string()), qint64(1) << 30};
    core::Model model;
    core::LensOptions options{.top = top};
    QString path;
    QByteArray key;
    qsizetype cellBytes = 0;

    Example()
    {
        model.info.family = "fuzz";
        model.info.layers = 2;
        model.info.ffn = 3;
        model.info.vocab = 7;
        model.info.weightsHash = "0123456789abcdef";
        model.fragments.assign(7, 0);
        model.layers.resize(2);
        for (core::Layer& layer : model.layers)
            layer.feedForward.neurons = 3;
        // The second layer's neurons have gates, whose weights are not looked at.
        static const float weight = 0;
        model.layers[1].feedForward.gate = {&weight, 1, 3, 3, false};
        core::NeuronWords words;
        words.options = options;
        const core::LensCell cell{{1, 2}, {0.5F, 0.25F}, 0, 0, 0, false};
        words.in.assign(2, std::vector<core::LensCell>(3, cell));
        words.gate = {{}, words.in[1]};
        words.out = words.in;
        if (!cache.write(model, words))
            finding("the cache cannot be written");
        path = cache.path(model, options);
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            finding("the cache cannot be read");
        const QByteArray whole = file.readAll();
        key = whole.left(whole.indexOf("\n\n") + 2);
        cellBytes = whole.size() - key.size() - checksumSize;
    }
};

QByteArray fileOf(const Example& example, const QByteArray& input)
{
    if (!input.startsWith('c'))
        return input.mid(1);
    QByteArray cells = input.mid(1, example.cellBytes);
    cells.append(QByteArray(example.cellBytes - cells.size(), '\0'));
    const QByteArray file = example.key + cells;
    return file + QCryptographicHash::hash(file, QCryptographicHash::Blake2b_256);
}

void check(const core::NeuronWords& words, const Example& example)
{
    for (const auto* side : {&words.in, &words.gate, &words.out}) {
        const std::size_t first = side == &words.gate ? 0 : 3;
        if (side->size() != 2 || side->front().size() != first || side->back().size() != 3)
            finding("the words are not those of the model's neurons");
        for (const auto& layer : *side)
            for (const core::LensCell& cell : layer) {
                const bool known = std::all_of(cell.ids.begin(), cell.ids.end(), [&](auto id) {
                    return id >= 0 && id < example.model.info.vocab;
                });
                if (!known || cell.ids.size() > top || cell.ids.size() != cell.scores.size())
                    finding("a neuron has words that no search gives");
            }
    }
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const Example example;
    const QByteArray bytes = fileOf(
        example, QByteArray(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size)));
    example.folder.write(example.path.section(QLatin1Char('/'), -1).toStdString(),
                         {bytes.constData(), static_cast<std::size_t>(bytes.size())});
    if (const auto words = example.cache.read(example.model, example.options))
        check(*words, example);
    else if (QFile::exists(example.path))
        finding("a file that was refused is still there");
    return 0;
}
