// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/headnetwork.h"
#include "core/analysis/neuronwords.h"
#include "ui/models/headtableptr.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace headscope::ui {

using HeadNetworkPtr = std::shared_ptr<const core::HeadNetwork>;
using NeuronWordsPtr = std::shared_ptr<const core::NeuronWords>;

/// Where one is in stepping through the input tokens.
struct NetworkStep {
    int token = 0;
    bool evaluated = false;

    bool operator==(const NetworkStep&) const = default;
};

/// The steps there are. Where tokens see none behind them, each first grows the network of a head
/// by its neuron and then evaluates it; elsewhere all neurons are there from the start, and each
/// token only evaluates them.
struct NetworkSteps {
    int tokens = 0;
    bool grows = true;

    static NetworkSteps of(const core::HeadTable& table)
    {
        return {static_cast<int>(table.inputTokens.size()), table.causal && !table.cross};
    }
    int count() const { return grows ? 2 * tokens : tokens; }
    int numberOf(NetworkStep step) const
    {
        return grows ? 2 * step.token + (step.evaluated ? 1 : 0) : step.token;
    }
    NetworkStep at(int number) const
    {
        return grows ? NetworkStep{number / 2, number % 2 == 1} : NetworkStep{number, true};
    }
    NetworkStep first() const { return {0, !grows}; }
    NetworkStep last() const { return {tokens - 1, true}; }
};

/// One of two networks drawn in the same way, in words and numbers: the head, whose neurons are the
/// context tokens, or the FFN of its layer, whose neurons are fixed.
struct NetworkSide {
    struct Row {
        int key = -1;  ///< the token, or the neuron; -1: the others together
        QString label; ///< its name
        QStringList inWords;
        QStringList outWords;
        QString inNote;       ///< instead of words: hidden, or still looked up
        QString outNote;      ///< likewise
        QString score;        ///< before the softmax; empty where there is none
        QString value;        ///< the activation; empty before it is evaluated
        double fraction = 0;  ///< of the largest activation of this side, 0..1
        bool against = false; ///< the activation is below zero
        bool isNew = false;   ///< has just joined
        QString tip;          ///< rich text
    };
    QString title;    ///< rich text
    QString inTitle;  ///< what the words on the left are
    QString outTitle; ///< what the words on the right are
    QString input;    ///< the token that is read
    std::vector<Row> rows;
    QString outputTitle;
    QStringList output; ///< words of the sum; empty before it is evaluated
    QString outputNote; ///< instead of them
};

/// The head at `step.token`: the context tokens that it sees in prompt order, at most `limit` rows;
/// of more the ones with the largest attention, and one row for the others. `network`: of this
/// step's token, else null: it is being made.
NetworkSide headSide(const core::HeadTable& table, const core::HeadNetwork* network,
                     NetworkStep step, int limit, bool showSpaces);
/// The FFN of the same layer on the same token: the neurons that write most, and the others.
/// `words` may be null: they are being looked up.
NetworkSide feedForwardSide(const core::HeadTable& table, const core::HeadNetwork* network,
                            const core::NeuronWords* words, NetworkStep step, int limit,
                            bool showSpaces);
/// What happens in this step, as a sentence.
QString stepSentence(const core::HeadTable& table, const core::HeadNetwork* network,
                     NetworkStep step, bool showSpaces);

} // namespace headscope::ui
