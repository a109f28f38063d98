// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/runcontrol.h"
#include "core/model/model.h"

#include <Eigen/Core>

#include <optional>

namespace headscope::core {

// Sizes and bias of messages m_j = v_j W_O from their values alone, by (dv, dv) matrices of a head,
// so that neither the messages (T, D) nor their scores (T, V) are made. float64.

/// How the scores of the words vary over the vocabulary, as Space::Final has them by the cosine:
/// the score of a prepared vector v and word t is v . e_t.
struct WordSpread {
    Eigen::MatrixXd covariance; ///< (D, D) mean over words of (e_t - mean)(e_t - mean)^T
    Eigen::VectorXd bias;       ///< (D): mean over words of b_t e_t
};
/// In one pass over the words; nullopt when stopped.
std::optional<WordSpread> wordSpread(const Model& model, const RunControl& control = {});

/// W_O of one head as its messages' sizes see it.
class MessageSizes
{
public:
    explicit MessageSizes(const Weight& wo); ///< (dv, D)
    /// (K): |v_j W_O| of values (K, dv).
    Eigen::VectorXd of(const ConstMatrixView& values) const;

private:
    Eigen::MatrixXd m_gram; ///< (dv, dv): W_O W_O^T
};

/// W_O of one head as the word bias sees its messages.
class MessageBias
{
public:
    MessageBias(const Model& model, const WordSpread& spread, const Weight& wo); ///< (dv, D)
    /// (K): rho of v_j W_O, as LensCell has it in Space::Final by the cosine; 0 for a zero message.
    Eigen::VectorXd of(const ConstMatrixView& values) const;

private:
    Eigen::MatrixXd m_gram; ///< (dv, dv): F covariance F^T, F (dv, D) what W_O comes to there
    Eigen::VectorXd m_bias; ///< (dv): F bias
};

} // namespace headscope::core
