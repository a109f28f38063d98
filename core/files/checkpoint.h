// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace headscope::core {

/// How the numbers of a tensor are stored.
enum class Dtype {
    F32,  ///< IEEE 754's single, used where it lies
    F16,  ///< IEEE 754's half: 5 bits of exponent
    BF16, ///< the upper half of a float32
    Other ///< one of the format's that readFloats() refuses, as I64
};

/// One tensor of a checkpoint: its bytes lie in the mapped file, little-endian, row-major.
struct TensorEntry {
    std::string name;                 ///< once in a checkpoint
    Dtype dtype = Dtype::Other;       ///< what `dtypeName` means
    std::string dtypeName;            ///< as the file spells it
    std::vector<std::int64_t> shape;  ///< outermost first
    std::span<const std::byte> bytes; ///< empty where closeAllBut() gave up the file
    std::filesystem::path file;       ///< the one that the bytes lie in

    std::int64_t elements() const; ///< product of the shape: 1 for a single number, ()
};

/// The weights of a model folder: model.safetensors, or the shards that
/// model.safetensors.index.json names. Owner of the file mappings: every span handed out lives as
/// long as this object. Constructed in any thread, read-only afterwards. The headers are checked
/// completely (sizes, offsets, overlaps, overflow, duplicates) before the constructor returns; it
/// throws Error naming file, tensor and both numbers. Pickle files (.bin) are refused. Format:
/// https://github.com/huggingface/safetensors (8-byte header length, JSON header, data).
class Checkpoint
{
public:
    /// Error{FileMissing} where a file is not there, Unsupported for pickle and unknown dtypes,
    /// FileDamaged for the rest.
    explicit Checkpoint(const std::filesystem::path& folder);
    ~Checkpoint();
    Checkpoint(const Checkpoint&) = delete;
    Checkpoint& operator=(const Checkpoint&) = delete;

    const std::filesystem::path& folder() const; ///< as the constructor got it
    /// model.safetensors, or the index of its shards: what says which tensors there are.
    const std::filesystem::path& file() const;
    std::span<const TensorEntry> tensors() const; ///< sorted by name
    /// nullptr where the checkpoint has no such tensor
    const TensorEntry* find(std::string_view name) const;

    /// Gives up the files that none of `inPlace` lies in; the bytes of their tensors are then
    /// empty. What was widened into other memory needs its file no longer.
    void closeAllBut(std::span<const TensorEntry* const> inPlace);
    /// Throws Error{FileDamaged} where a file that is still open was cut or written to since then:
    /// what was computed from it is no result.
    void checkUnchanged() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

/// Whether the tensor's bytes can be used in place as floats (F32 and aligned). Nothing has looked
/// at them: see checkFinite().
bool isFloatView(const TensorEntry& tensor);

} // namespace headscope::core
