// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/neuroncache.h"

#include "core/base/atomicfile.h"
#include "core/base/error.h"
#include "core/files/textfile.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <type_traits>
#include <vector>

namespace headscope::app {

namespace {

constexpr qint64 mostBytesByDefault = qint64(512) << 20;
constexpr auto checksumKind = QCryptographicHash::Blake2b_256;
constexpr qsizetype checksumSize = 32;
/// Changes with the layout below and with what a search finds for the same weights.
constexpr const char* format = "headscope neuron words 2\n";

QString text(const std::optional<double>& number)
{
    return number ? QString::number(*number, 'g', 17) : QStringLiteral("-");
}

template<class Enum>
QString text(const std::optional<Enum>& choice)
{
    return choice ? QString::number(static_cast<int>(*choice)) : QStringLiteral("-");
}

/// All that the words depend on, a line each.
QByteArray keyOf(const core::Model& model, const core::LensOptions& options)
{
    const QByteArray hidden(reinterpret_cast<const char*>(model.fragments.data()),
                            static_cast<qsizetype>(model.fragments.size()));
    const auto hash = QCryptographicHash::hash(hidden, checksumKind).toHex();
    const int first = model.info.firstToken.value_or(-1); // the word bias may depend on it
    return QByteArray(format) + "weights " + QByteArray::fromStdString(model.info.weightsHash)
           + "\nfamily " + QByteArray::fromStdString(model.info.family) + "\nhidden " + hash
           + "\nfirst " + QByteArray::number(first) + "\nspace " + text(options.space).toLatin1()
           + " metric " + text(options.metric).toLatin1() + " top "
           + QByteArray::number(options.top) + " fragments "
           + QByteArray::number(options.hideFragments ? 1 : 0) + " rule "
           + QByteArray::number(static_cast<int>(options.biasRule)) + " threshold "
           + text(options.biasThreshold).toLatin1() + "\n\n";
}

/// The numbers of one neuron's cell, as they lie in the file; words and scores follow, `top` each.
struct Fixed {
    double bias;
    double rho;
    double legibility;
    std::int32_t words;
    std::int32_t highBias;
};
static_assert(std::is_trivially_copyable_v<Fixed> && sizeof(Fixed) == 32);

qsizetype cellSize(int top)
{
    return static_cast<qsizetype>(sizeof(Fixed))
           + top * static_cast<qsizetype>(sizeof(core::TokenId) + sizeof(float));
}

void appendCell(QByteArray& out, const core::LensCell& cell, int top)
{
    const Fixed fixed{cell.bias, cell.rho, cell.legibility,
                      static_cast<std::int32_t>(cell.ids.size()), cell.highBias ? 1 : 0};
    const auto start = out.size();
    out.resize(start + cellSize(top)); // what is not written below stays 0
    std::memset(out.data() + start, 0, static_cast<std::size_t>(cellSize(top)));
    std::memcpy(out.data() + start, &fixed, sizeof fixed);
    if (cell.ids.empty())
        return; // nothing may not be copied from nowhere
    char* ids = out.data() + start + sizeof fixed;
    std::memcpy(ids, cell.ids.data(), cell.ids.size() * sizeof(core::TokenId));
    std::memcpy(ids + static_cast<std::size_t>(top) * sizeof(core::TokenId), cell.scores.data(),
                cell.scores.size() * sizeof(float));
}

/// Whether the cell is one that a search gives: words of the vocabulary, each once, and numbers.
bool isPlausible(const core::LensCell& cell, int vocab)
{
    std::vector<core::TokenId> ids = cell.ids;
    std::sort(ids.begin(), ids.end());
    if (!ids.empty() && (ids.front() < 0 || ids.back() >= vocab))
        return false;
    if (std::adjacent_find(ids.begin(), ids.end()) != ids.end())
        return false;
    return std::isfinite(cell.bias) && std::isfinite(cell.rho) && std::isfinite(cell.legibility)
           && std::all_of(cell.scores.begin(), cell.scores.end(),
                          [](float score) { return std::isfinite(score); });
}

/// False where the numbers are none that a search gives.
bool readCell(const char* from, core::LensCell& cell, int top, int vocab)
{
    Fixed fixed;
    std::memcpy(&fixed, from, sizeof fixed);
    if (fixed.words < 0 || fixed.words > top || (fixed.highBias != 0 && fixed.highBias != 1))
        return false;
    const auto n = static_cast<std::size_t>(fixed.words);
    cell.bias = fixed.bias;
    cell.rho = fixed.rho;
    cell.legibility = fixed.legibility;
    cell.highBias = fixed.highBias != 0;
    cell.ids.resize(n);
    cell.scores.resize(n);
    if (n > 0) {
        const char* ids = from + sizeof fixed;
        std::memcpy(cell.ids.data(), ids, n * sizeof(core::TokenId));
        std::memcpy(cell.scores.data(), ids + static_cast<std::size_t>(top) * sizeof(core::TokenId),
                    n * sizeof(float));
    }
    return isPlausible(cell, vocab);
}

/// Bytes of the file but for its checksum.
qsizetype sizeBeforeChecksum(const QByteArray& key, const core::Model& model,
                             const core::LensOptions& options)
{
    qsizetype cells = 0;
    for (const core::Layer& layer : model.layers)
        cells += (layer.feedForward.gated() ? 3 : 2) * qsizetype(layer.feedForward.neurons);
    return key.size() + cells * cellSize(options.top);
}

QByteArray fileOf(const core::Model& model, const core::NeuronWords& words)
{
    QByteArray bytes = keyOf(model, words.options);
    bytes.reserve(sizeBeforeChecksum(bytes, model, words.options) + checksumSize);
    for (const auto* side : {&words.in, &words.gate, &words.out})
        for (const auto& layer : *side)
            for (const core::LensCell& cell : layer)
                appendCell(bytes, cell, words.options.top);
    return bytes + QCryptographicHash::hash(bytes, checksumKind);
}

/// nullptr where the bytes are not what fileOf() makes.
std::shared_ptr<const core::NeuronWords> wordsOf(const QByteArray& bytes, const core::Model& model,
                                                 const core::LensOptions& options)
{
    const QByteArray key = keyOf(model, options);
    const qsizetype one = cellSize(options.top);
    const qsizetype size = sizeBeforeChecksum(key, model, options);
    if (bytes.size() != size + checksumSize || !bytes.startsWith(key))
        return nullptr;
    const auto whole = QByteArray::fromRawData(bytes.constData(), size);
    if (QCryptographicHash::hash(whole, checksumKind) != bytes.right(checksumSize))
        return nullptr;
    auto words = std::make_shared<core::NeuronWords>();
    words->options = options;
    const char* next = bytes.constData() + key.size();
    for (auto* side : {&words->in, &words->gate, &words->out}) {
        for (const core::Layer& layer : model.layers) {
            const bool there = side != &words->gate || layer.feedForward.gated();
            auto& cells = side->emplace_back(
                static_cast<std::size_t>(there ? layer.feedForward.neurons : 0));
            for (core::LensCell& cell : cells) {
                if (!readCell(next, cell, options.top, model.info.vocab))
                    return nullptr;
                next += one;
            }
        }
    }
    return words;
}

} // namespace

NeuronCache::NeuronCache()
    : NeuronCache(QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation)
                      + QStringLiteral("/headscope/neurons"),
                  mostBytesByDefault)
{}

NeuronCache::NeuronCache(QString folder, qint64 mostBytes)
    : m_folder(std::move(folder)), m_mostBytes(mostBytes)
{}

QString NeuronCache::path(const core::Model& model, const core::LensOptions& options) const
{
    const auto hash = QCryptographicHash::hash(keyOf(model, options), checksumKind).toHex();
    return m_folder + QLatin1Char('/') + QString::fromLatin1(hash.left(32))
           + QStringLiteral(".words");
}

std::shared_ptr<const core::NeuronWords> NeuronCache::read(const core::Model& model,
                                                           const core::LensOptions& options) const
{
    if (model.info.weightsHash.empty())
        return nullptr;
    const QString path = this->path(model, options);
    std::shared_ptr<const core::NeuronWords> words;
    try {
        const auto size = sizeBeforeChecksum(keyOf(model, options), model, options) + checksumSize;
        // Not by Qt: it would wait for the writer of a named pipe, and read a file of any size.
        const std::string bytes = core::readTextFile(QFile::encodeName(path).toStdString(),
                                                     static_cast<std::size_t>(size));
        words = wordsOf(QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size())),
                        model, options);
    } catch (const core::Error& error) {
        if (error.kind() == core::ErrorKind::FileMissing)
            return nullptr;
    }
    QFile file(path);
    if (!words) {
        file.remove();
        return nullptr;
    }
    // The time says when it was last used. Where it cannot be set the file is just removed earlier.
    if (file.open(QIODevice::ReadOnly))
        file.setFileTime(QDateTime::currentDateTime(), QFileDevice::FileModificationTime);
    return words;
}

bool NeuronCache::write(const core::Model& model, const core::NeuronWords& words) const
{
    if (model.info.weightsHash.empty() || !QDir().mkpath(m_folder))
        return false;
    try {
        // Nobody but this program puts files here: a link is none of ours, and what it leads to
        // stays as it is.
        const QString path = this->path(model, words.options);
        if (QFileInfo(path).isSymLink() && !QFile::remove(path))
            return false;
        const QByteArray bytes = fileOf(model, words);
        core::AtomicFile file(QFile::encodeName(path).toStdString());
        file.stream().write(bytes.constData(), bytes.size());
        file.commit();
    } catch (const core::Error&) {
        return false;
    }
    trim();
    return true;
}

void NeuronCache::trim() const
{
    const QDir folder(m_folder);
    qint64 kept = 0;
    // Latest first.
    const auto files = folder.entryInfoList({QStringLiteral("*.words")}, QDir::Files, QDir::Time);
    for (const QFileInfo& file : files) {
        kept += file.size();
        if (kept > m_mostBytes)
            QFile::remove(file.filePath());
    }
}

} // namespace headscope::app
