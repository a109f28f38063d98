// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/indices.h"
#include "core/model/trace.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headscope::app {

/// The arrays of `headscope-cli trace`, in the order in which a file holds them.
enum class TraceArray {
    Resid,   ///< resid.{l} (T, D), l = 0 .. L: the state before layer l; the last one before the
             ///< final norm
    Attn,    ///< attn.{l} (H, T, T)
    Pattern, ///< pattern.{l} (H, T, D)
    QueryPattern, ///< query_pattern.{l} (H, T, D)
    Message,      ///< message.{l} (H, T, D)
    Shift,        ///< shift.{l} (H, T)
    Act,          ///< act.{l} (T, F)
    Logits,       ///< logits (T, V)
};

/// Whose array it is.
enum class TracePart {
    Own,     ///< of the model, or of the decoder where there is an encoder
    Encoder, ///< enc.: resid to act
    Cross,   ///< cross.: attn to shift, (H, T, T_enc), (H, T_enc, D) or, of queries, (H, T, D)
};

/// One array, or all layers of it.
struct TraceChoice {
    TraceArray array = TraceArray::Resid;
    std::optional<core::LayerIndex> layer;
    TracePart part = TracePart::Own;
};

/// Reads "resid,attn.3,enc.act,logits"; nothing = none, which is taken for all. Throws
/// core::Error{BadArgument} naming what is no array.
std::vector<TraceChoice> parseTraceArrays(std::string_view list);

/// Throws core::Error{BadArgument} where a choice names a layer, or a part, that the model does not
/// have.
void checkTraceArrays(const std::vector<TraceChoice>& choices, const core::Model& model);

/// Whether the trace must have been made with logits.
bool needsLogits(const std::vector<TraceChoice>& choices);

/// Writes the chosen arrays, all where none is chosen, as float32 to a safetensors file, each once,
/// head after head without an array being whole in memory; its header says of which model and
/// prompt they are. `prompt`: as it was given; without it, what the tokens spell. The file appears
/// whole or not at all. Throws core::Error. docs/trace-format.md is about such files.
void writeTraceFile(const std::filesystem::path& file, const core::Model& model,
                    const core::Trace& trace, const std::vector<TraceChoice>& choices,
                    const std::optional<std::string>& prompt = {});

} // namespace headscope::app
