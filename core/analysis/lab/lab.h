// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/lab/change.h"
#include "core/model/trace.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace headscope::core {

/// What a changed run did to one head.
struct HeadEffect {
    LayerIndex layer; ///< of the head; both count from 0
    HeadIndex head;   ///< from ModelInfo::heads on those of cross-attention
    int messages = 0; ///< K: how many there would be in the cache
    int dropped = 0;  ///< of them, not there
    int queries = 0;  ///< T
    int routed = 0;   ///< of them, past the head
    int emptied = 0;  ///< queries for which no key was left (DropMessages::Mode::Renormalise)

    /// Of the messages, 0 .. 1; 0 where there are none.
    double droppedShare() const { return messages > 0 ? double(dropped) / messages : 0.0; }
    /// Of the queries, likewise.
    double routedShare() const { return queries > 0 ? double(routed) / queries : 0.0; }
};

/// The numbers of HeadEffect, added up over heads.
struct EffectSums {
    std::int64_t messages = 0; ///< those that there would be in the cache
    std::int64_t dropped = 0;  ///< of them, not there
    std::int64_t queries = 0;  ///< a token counts once for every head
    std::int64_t routed = 0;   ///< of them, past their head
    std::int64_t emptied = 0;  ///< of them, with no key left
};
/// All zero for no heads.
EffectSums sumOf(const std::vector<HeadEffect>& heads);

/// A prompt run with a change. Immutable. Every analysis works on `model` and `trace` as on any
/// other run: the trace has the changed attention, so that the stream is the sum of what it shows.
/// Heads that are replaced by their mean have attention on later tokens too (AttentionRun::open).
struct ChangedRun {
    std::shared_ptr<const Model> model; ///< the original where no rank is cut
    std::shared_ptr<const Trace> trace; ///< of that model
    std::vector<HeadEffect> heads;      ///< (L H), layer after layer
    std::int64_t parametersSaved = 0;   ///< see AppliedChange
};

/// The end of a changed run, where nothing else is wanted of it.
struct ChangedEnd {
    Matrix states;                 ///< (T, D): the last, before the final norm
    std::vector<HeadEffect> heads; ///< (L H), layer after layer
};

/// (T_enc, D): what the encoder of a model leaves for its decoder; nullopt when stopped.
std::optional<Matrix> encoderMemory(const Model& model, const PromptIds& prompt,
                                    const RunControl& control = {});

/// A change made ready to run: the model with its ranks cut and what the run-time parts look up.
/// Immutable; may be used from several threads at once.
class AppliedChange
{
public:
    ~AppliedChange();

    const Change& change() const; ///< as it was given to Lab::apply()
    /// With the ranks cut; the original itself where none is.
    const std::shared_ptr<const Model>& model() const;
    /// The floats that the heads with a cut matrix have less: their W_K, W_Q or W_V, W_O (those
    /// that a group shares count once all its heads are cut) against two factors (D, r) a head.
    /// Negative where what is shared was smaller.
    std::int64_t parametersSaved() const;

    /// nullopt when stopped. Throws as runTrace(), and Error{Unsupported} where the attention of
    /// the run would take more than options.attentionBytes.
    std::optional<ChangedRun> run(const PromptIds& prompt, const TraceOptions& options = {},
                                  const RunControl& control = {}) const;
    /// The same without a trace, whatever the length of the prompt. `memory` (T_enc, D): what an
    /// encoder left, where it is known already.
    std::optional<ChangedEnd> runToEnd(const PromptIds& prompt, const RunControl& control = {},
                                       const Matrix* memory = nullptr) const;

private:
    friend class Lab;
    struct Impl;
    explicit AppliedChange(std::unique_ptr<const Impl> impl);
    std::unique_ptr<const Impl> m_impl;
};

/// Makes changes of one model ready to run, and keeps what many changes need: the decompositions of
/// heads (which any rank is cut from) and what the word bias is made of. Belongs to one thread at a
/// time.
class Lab
{
public:
    /// Decomposes nothing before a change needs it.
    explicit Lab(std::shared_ptr<const Model> model);
    ~Lab();

    const std::shared_ptr<const Model>& model() const; ///< the one that is changed, as it was given
    /// Null when stopped; reports heads. Throws as checkChange().
    std::shared_ptr<const AppliedChange> apply(const Change& change,
                                               const RunControl& control = {});

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace headscope::core
