// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/runcontrol.h"
#include "core/files/checkpoint.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace headscope::core {

/// XXH3 of a tensor's bytes, 128 bits: of the hashes of its pieces, which several threads make.
struct TensorDigest {
    std::uint64_t low = 0;  ///< bits 0 .. 63
    std::uint64_t high = 0; ///< bits 64 .. 127
    /// As good as: the same bytes.
    friend bool operator==(const TensorDigest&, const TensorDigest&) = default;
};

/// Widens F16, BF16 or F32 bytes to float32; `out` has as many elements as the tensor. Hashes them
/// in the same pass; nullopt when stopped. Throws Error{Unsupported} for other dtypes and
/// Error{FileDamaged} for NaN or infinity, naming file, tensor and element.
std::optional<TensorDigest> readFloats(const TensorEntry& tensor, std::span<float> out,
                                       const RunControl& control = {});

/// Throws the Error{Unsupported} of readFloats() where the dtype is none of the three.
void checkReadable(const TensorEntry& tensor);

/// As readFloats(), but only looks: for tensors that are used in place.
std::optional<TensorDigest> checkFinite(const TensorEntry& tensor, const RunControl& control = {});

/// 32 hex digits of names, dtypes, shapes and digests, whatever the order and the file of each
/// tensor. Tells weights apart; no protection against forgery.
std::string weightsHash(std::vector<std::pair<const TensorEntry*, TensorDigest>> tensors);

} // namespace headscope::core
