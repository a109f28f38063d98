// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/tensorreader.h"

#include "core/base/error.h"
#include "core/files/quote.h"

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>
#include <type_traits>

namespace headscope::core {

namespace {

[[noreturn]] void damaged(const std::string& sentence)
{
    throw Error(ErrorKind::FileDamaged, sentence);
}

/// Widening of 16-bit floats to the same number in 32 bits, without a branch, so that the loops
/// vectorise. Function objects rather than functions: a pointer to a function would be called for
/// each element.
constexpr auto fromF16 = [](std::uint16_t half) {
    const std::uint32_t sign = (half & 0x8000U) << 16U;
    const std::uint32_t magnitude = (half & 0x7FFFU) << 13U;
    constexpr std::uint32_t exponentShift = (127U - 15U) << 23U;
    constexpr std::uint32_t one = 1U << 23U;
    // Where the half's exponent is zero, its fraction counts 2^-24: put it behind the implicit one
    // of 2^-14 and subtract that. No subnormal float appears on the way, so that a processor set to
    // flush them gives the same.
    const float tiny = std::bit_cast<float>(magnitude + exponentShift + one)
                       - std::bit_cast<float>(exponentShift + one);
    // All ones where the difference is negative; a comparison would be a branch.
    const auto isTiny = static_cast<std::uint32_t>(static_cast<std::int32_t>(magnitude - one)
                                                   >> 31);
    const std::uint32_t normal = magnitude + exponentShift;
    return std::bit_cast<float>(sign | (std::bit_cast<std::uint32_t>(tiny) & isTiny)
                                | (normal & ~isTiny));
};

constexpr auto fromBf16 = [](std::uint16_t brain) {
    return std::bit_cast<float>(static_cast<std::uint32_t>(brain) << 16U);
};

constexpr auto fromF32 = [](std::uint32_t bits) { return std::bit_cast<float>(bits); };

/// What one thread checks and hashes at a time: it stays in the second-level cache between the two,
/// and a stop is seen between chunks.
constexpr std::size_t chunkBytes = 256 * 1024;

/// The first of n numbers that is NaN or infinite, or n. `exponent` are the bits that are all set
/// in both, the highest but the sign.
template<class Stored>
std::size_t firstNotFinite(const std::byte* bytes, std::size_t n,
                           std::make_signed_t<Stored> exponent)
{
    using Signed = std::make_signed_t<Stored>;
    constexpr Signed withoutSign = std::numeric_limits<Signed>::max();
    constexpr std::size_t blockElements = 2048; // the first-level cache
    std::array<Stored, blockElements> stored;   // copied: a tensor may begin at any byte
    for (std::size_t first = 0; first < n; first += blockElements) {
        const std::size_t count = std::min(blockElements, n - first);
        std::memcpy(stored.data(), bytes + first * sizeof(Stored), count * sizeof(Stored));
        // Without a way out of the loop it becomes vector instructions.
        Signed largest = 0;
        for (std::size_t i = 0; i < count; ++i)
            largest = std::max(largest, static_cast<Signed>(stored[i] & withoutSign));
        if (largest < exponent)
            continue;
        const auto* const found = std::find_if(
            stored.begin(), stored.begin() + count,
            [&](Stored bits) { return static_cast<Signed>(bits & withoutSign) >= exponent; });
        return first + static_cast<std::size_t>(found - stored.begin());
    }
    return n;
}

template<class Stored, class Widen>
void widenAll(const std::byte* bytes, std::size_t n, Widen widen, float* out)
{
    constexpr std::size_t blockElements = 2048;
    std::array<Stored, blockElements> stored;
    for (std::size_t first = 0; first < n; first += blockElements) {
        const std::size_t count = std::min(blockElements, n - first);
        std::memcpy(stored.data(), bytes + first * sizeof(Stored), count * sizeof(Stored));
        for (std::size_t i = 0; i < count; ++i)
            out[first + i] = widen(stored[i]);
    }
}

[[noreturn]] void refuseDtype(const TensorEntry& tensor)
{
    throw Error(ErrorKind::Unsupported, tensor.file.string() + ", tensor " + quote(tensor.name)
                                            + " holds " + tensor.dtypeName
                                            + ", but weights are read as F32, F16 or BF16 only");
}

TensorDigest digestOf(const void* data, std::size_t size)
{
    const XXH128_hash_t hash = XXH3_128bits(data, size);
    return {hash.low64, hash.high64};
}

/// Checks, hashes and (where `out` is not nullptr) widens a tensor, all threads together.
template<class Stored, class Widen>
std::optional<TensorDigest> readTensor(const TensorEntry& tensor,
                                       std::make_signed_t<Stored> exponent, Widen widen, float* out,
                                       const RunControl& control)
{
    constexpr std::size_t chunkElements = chunkBytes / sizeof(Stored);
    const auto count = static_cast<std::size_t>(tensor.elements());
    const std::size_t chunks = (count + chunkElements - 1) / chunkElements;
    std::vector<TensorDigest> digests(chunks);
    std::size_t firstBad = count;
#pragma omp parallel for schedule(dynamic) reduction(min : firstBad) if (chunks > 1)
    for (std::size_t chunk = 0; chunk < chunks; ++chunk) {
        if (control.stopped())
            continue;
        const std::size_t first = chunk * chunkElements;
        const std::size_t n = std::min(chunkElements, count - first);
        const std::byte* const bytes = tensor.bytes.data() + first * sizeof(Stored);
        if (const std::size_t bad = firstNotFinite<Stored>(bytes, n, exponent); bad < n)
            firstBad = std::min(firstBad, first + bad);
        digests[chunk] = digestOf(bytes, n * sizeof(Stored));
        if (out != nullptr)
            widenAll<Stored>(bytes, n, widen, out + first);
    }
    if (control.stopped())
        return std::nullopt;
    if (firstBad < count)
        damaged(tensor.file.string() + ", tensor " + quote(tensor.name) + ": element "
                + std::to_string(firstBad) + " of " + std::to_string(count)
                + " is not a finite number");
    return digestOf(digests.data(), digests.size() * sizeof(TensorDigest));
}

std::optional<TensorDigest> readTensor(const TensorEntry& tensor, float* out,
                                       const RunControl& control)
{
    switch (tensor.dtype) {
    case Dtype::F32:
        return readTensor<std::uint32_t>(tensor, 0x7F800000, fromF32, out, control);
    case Dtype::F16:
        return readTensor<std::uint16_t>(tensor, 0x7C00, fromF16, out, control);
    case Dtype::BF16:
        return readTensor<std::uint16_t>(tensor, 0x7F80, fromBf16, out, control);
    case Dtype::Other:
        break;
    }
    refuseDtype(tensor);
}

} // namespace

std::optional<TensorDigest> readFloats(const TensorEntry& tensor, std::span<float> out,
                                       const RunControl& control)
{
    if (out.size() != static_cast<std::size_t>(tensor.elements()))
        throw Error(ErrorKind::BadArgument, tensor.file.string() + ", tensor " + quote(tensor.name)
                                                + " has " + std::to_string(tensor.elements())
                                                + " elements, but there is room for "
                                                + std::to_string(out.size()));
    return readTensor(tensor, out.data(), control);
}

void checkReadable(const TensorEntry& tensor)
{
    if (tensor.dtype == Dtype::Other)
        refuseDtype(tensor);
}

std::optional<TensorDigest> checkFinite(const TensorEntry& tensor, const RunControl& control)
{
    return readTensor(tensor, nullptr, control);
}

std::string weightsHash(std::vector<std::pair<const TensorEntry*, TensorDigest>> tensors)
{
    std::sort(tensors.begin(), tensors.end(),
              [](const auto& a, const auto& b) { return a.first->name < b.first->name; });
    // Lengths go before what they count, so that no two lists of tensors read the same.
    std::string text;
    const auto number = [&text](std::uint64_t value) {
        text.append(reinterpret_cast<const char*>(&value), sizeof value);
    };
    for (const auto& [tensor, digest] : tensors) {
        for (const std::string& part : {tensor->name, tensor->dtypeName}) {
            number(part.size());
            text += part;
        }
        number(tensor->shape.size());
        for (const std::int64_t extent : tensor->shape)
            number(static_cast<std::uint64_t>(extent));
        number(digest.low);
        number(digest.high);
    }
    const TensorDigest whole = digestOf(text.data(), text.size());
    std::string hex;
    for (const std::uint64_t half : {whole.high, whole.low})
        for (int shift = 60; shift >= 0; shift -= 4)
            hex += "0123456789abcdef"[half >> static_cast<unsigned>(shift) & 0xFU];
    return hex;
}

} // namespace headscope::core
