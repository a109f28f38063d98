// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/headvectors.h"
#include "core/analysis/lens.h"

#include <memory>
#include <optional>
#include <vector>

namespace headscope::core {

/// Which vectors of a head are looked up, and how.
struct HeadTableOptions {
    PatternSide side = PatternSide::Key; ///< of patterns; see headBatches() for cross-attention
    bool centredPatterns = false;        ///< subtract the mean pattern of tokens 1 .. T - 1
    bool centredMessages = false;        ///< subtract the mean message of these tokens
    PatternDistance distance = {};       ///< of patterns that depend on one
    LensOptions lens;                    ///< for all words

    bool operator==(const HeadTableOptions&) const = default; ///< field by field
};

/// The words of one head's patterns and messages on a prompt of T tokens, of cross-attention on the
/// T tokens of the encoder.
struct HeadWords {
    std::vector<LensCell> patterns;  ///< (T)
    std::vector<LensCell> messages;  ///< (T)
    std::vector<float> patternSizes; ///< (T) |p_j|, as looked up (after centring)
    std::vector<float> messageSizes; ///< (T) |m_j|
    LensCell alwaysWrites;           ///< words of the mean message
    /// (T): which cells share their words with others of their row (repeats.h). Only of heads that
    /// were looked up together with others.
    std::vector<bool> patternRepeats;
    std::vector<bool> messageRepeats; ///< (T), likewise
};

/// The vectors of one head, ready to be looked up: patterns, messages, then the mean message where
/// it is wanted.
struct HeadBatches {
    std::vector<LensBatch> batches; ///< two, or three with the mean message
    HeadWords words;                ///< sizes only
};
/// In cross-attention `options.side` does not count: patterns are then those of the key side.
HeadBatches headBatches(const Model& model, const Trace& trace, LayerIndex layer, HeadIndex head,
                        const HeadTableOptions& options, bool meanMessage = true);
/// Completes `words` by what was found for the batches.
void takeCells(HeadWords& words, std::vector<std::vector<LensCell>> cells);

/// Looks up the patterns and messages of many heads of one prompt, with a few large products for
/// all. Belongs to one thread at a time. Stopping loses nothing.
class HeadWordsSearch
{
public:
    /// A head of the model.
    struct Which {
        LayerIndex layer; ///< 0 .. L - 1
        HeadIndex head;   ///< 0 .. headsPerLayer() - 1
    };
    /// What is to be looked up.
    struct Request {
        HeadTableOptions options; ///< the same for all heads
        std::vector<Which> heads; ///< in the order in which they are wanted
        bool meanMessage = true;  ///< the words of "always writes" too
    };

    /// `trace`: a run of `model`; `lens`: of the same. Heads are not checked.
    HeadWordsSearch(std::shared_ptr<const Model> model, std::shared_ptr<const Trace> trace,
                    std::shared_ptr<const Lens> lens, Request request);
    /// Goes on until all heads are done (true) or `control` asks to stop (false); reports heads.
    bool advance(const RunControl& control = {});

    const Request& request() const { return m_request; } ///< as it was given
    const Trace& trace() const { return *m_trace; }      ///< whose vectors are looked up
    /// How many of the request's heads are done, in its order.
    std::size_t done() const { return m_words.size(); }
    /// Of head k of the request, k < done().
    const std::shared_ptr<const HeadWords>& words(std::size_t k) const { return m_words[k]; }

private:
    bool startNext(const RunControl& control);
    void finishNext();

    std::shared_ptr<const Model> m_model;
    std::shared_ptr<const Trace> m_trace;
    std::shared_ptr<const Lens> m_lens;
    Request m_request;
    std::vector<std::shared_ptr<const HeadWords>> m_words;
    std::vector<HeadWords> m_next; ///< sizes of the heads that are being looked up
    std::optional<LensSearch> m_search;
};

/// All heads of a model, those of layer `first` before the others.
std::vector<HeadWordsSearch::Which> allHeads(const ModelInfo& info, LayerIndex first = {});

} // namespace headscope::core
