// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/indices.h"

#include <memory>
#include <string_view>
#include <vector>

namespace headscope::core {

/// Makes tokens of one piece after another and keeps its scratch memory between them. Belongs to
/// one text in one thread; the model must outlive it.
class PieceEncoder
{
public:
    virtual ~PieceEncoder() = default;
    /// Appends the tokens of `piece`: valid UTF-8, but for byte-level BPE any bytes.
    virtual void add(std::string_view piece, std::vector<TokenId>& ids) = 0;
};

/// The part of a tokenizer that knows the vocabulary. Immutable, usable from any thread at once.
class PieceModel
{
public:
    virtual ~PieceModel() = default;
    /// For one text at a time, in one thread.
    virtual std::unique_ptr<PieceEncoder> makeEncoder() const = 0;
};

} // namespace headscope::core
