// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/prompttokens.h"
#include "core/analysis/stateoutput.h"
#include "core/analysis/table.h"
#include "core/base/wordlist.h"
#include "core/model/trace.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace headscope::core {

/// The words that a state is decoded to, best first, ties by id. Probabilities are shares of the
/// whole vocabulary, whatever is left out of the list.
struct StateWords {
    std::vector<TokenId> ids;         ///< as many as were asked for, fewer where no more count
    std::vector<float> probabilities; ///< of each of ids, 0 .. 1
};

/// Both lists of one state; which is shown is a matter of the filter.
struct StateReading {
    StateWords all;     ///< of the whole vocabulary
    StateWords legible; ///< without fragments (Model::fragments)
    /// Of the true next token, from 1; 0 for the last token, which has none. In models whose tokens
    /// see each other both ways, which predict what stands at a place: of the token itself.
    int nextRank = 0;

    /// The list that the filter asks for.
    const StateWords& shown(bool hideFragments) const { return hideFragments ? legible : all; }
};

/// What the model thinks after each layer, for every token of a prompt of T tokens: the logit lens,
/// softmax over the vocabulary of LN_f(state) . u_t. State 0 is embedding + position, state l + 1
/// what layer l leaves. Immutable; shared with the window.
struct Evolution {
    static constexpr int top = 10; ///< words in each list

    int layers = 0;                        ///< L
    std::vector<PromptToken> tokens;       ///< (T)
    std::shared_ptr<const WordList> words; ///< spells the ids of `states`
    std::vector<StateReading> states;      ///< (L + 1, T), state after state
    /// (T): what the prompt goes on with after each token as it is predicted: the word's bytes,
    /// where they are text by themselves, or a blank and its id, of a model without tokenizer;
    /// empty where they are part of a character or belong to no token, and where nothing is
    /// predicted that could be appended (not `causal`).
    std::vector<std::string> predictedText;
    int right = 0; ///< tokens but the last whose prediction is the true next token; see nextRank
    bool causal = true; ///< false: predictions are of the tokens' own places
    StateOutput output; ///< how words are read from states

    /// State 0 .. L, token 0 .. T - 1; neither is checked.
    const StateReading& of(LayerIndex state, Position token) const
    {
        return states[static_cast<std::size_t>(state.value) * tokens.size()
                      + static_cast<std::size_t>(token.value)];
    }
    /// What the model says comes after the token: the most likely word of the whole vocabulary.
    TokenId predicted(Position token) const
    {
        return of(LayerIndex(layers), token).all.ids.front();
    }
    /// Of that word, 0 .. 1.
    float predictedProbability(Position token) const
    {
        return of(LayerIndex(layers), token).all.probabilities.front();
    }
    /// The token that is to be predicted at `token`: the next one, or the token itself;
    /// tokens.size() where there is none.
    std::size_t target(Position token) const
    {
        return static_cast<std::size_t>(token.value) + (causal ? 1 : 0);
    }
    /// False for the last token alone, and for none where not `causal`.
    bool hasTarget(Position token) const { return target(token) < tokens.size(); }
    /// Whether the target is the most likely word; false where there is none.
    bool predictedRight(Position token) const
    {
        return of(LayerIndex(layers), token).nextRank == 1;
    }
};

/// Makes an Evolution: words and ranks in one pass over the vocabulary for each block of states.
/// Belongs to one thread at a time. Stopping loses one block at most.
class EvolutionSearch
{
public:
    /// `trace`: a run of `model`. Nothing is read before advance().
    EvolutionSearch(std::shared_ptr<const Model> model, std::shared_ptr<const Trace> trace);
    /// Goes on until all states are read (true) or `control` asks to stop (false); reports states.
    bool advance(const RunControl& control = {});
    /// Only once advance() returned true.
    Evolution take();

private:
    std::shared_ptr<const Model> m_model;
    std::shared_ptr<const Trace> m_trace;
    std::vector<StateReading> m_states; ///< (L + 1, T)
    std::size_t m_done = 0;
    Matrix m_scores; ///< (block, V): kept from block to block
};

/// Which state of which token.
struct StatePlace {
    LayerIndex state; ///< 0 .. L
    Position token;   ///< whose state it is

    bool operator==(const StatePlace&) const = default; ///< the same state of the same token
};

/// One state of one token with many words.
struct StateDetail {
    static constexpr int top = 50; ///< words in each list

    StatePlace place;                      ///< that was asked for
    StateReading reading;                  ///< with the rank of the true next token
    std::shared_ptr<const WordList> words; ///< spells the ids of `reading`
};
/// nullopt when stopped. Throws Error{BadArgument} for a state or token that the run lacks.
std::optional<StateDetail> stateDetail(const Model& model, const Trace& trace, StatePlace place,
                                       const RunControl& control = {});

/// The words of one state by its scores (V), which logits() makes; `next` is the token whose rank
/// is wanted. In the caller's thread.
StateReading readScores(const Model& model, const ConstVectorView& scores, int top,
                        std::optional<TokenId> next);
/// The token that the model is to predict at a token of a run: the next one, or the token itself in
/// models whose tokens see each other both ways; nullopt where there is none.
std::optional<TokenId> trueNext(const Model& model, const std::vector<TokenId>& ids,
                                std::size_t token);

/// The words of any states (n, D), of which no next token is known; n is at most a few hundred:
/// (n, V) scores are made at once. nullopt when stopped.
std::optional<std::vector<StateReading>> readStates(const Model& model,
                                                    const ConstMatrixView& states, int top,
                                                    const RunControl& control = {});

/// Evolution view: layer (0 .. L), position, token, id, word, probability, next_rank: rank of the
/// true next token (from 1; nothing for the last token), or own_rank where predictions are of the
/// tokens' own places: of the token itself. `hideFragments`: of the words.
TableSource evolutionTableSource(std::shared_ptr<const Evolution> evolution, bool hideFragments);

} // namespace headscope::core
