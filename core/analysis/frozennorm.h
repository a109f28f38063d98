// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/layers.h"

#include <vector>

namespace headscope::core {

/// A norm with the scale that it had on one vector: c becomes (c - mean c) factor gain, without the
/// mean for RMS norms, which is linear, so that the parts of a sum can go through it one by one.
/// Its bias is a part of its own. float64. Keeps a pointer into the model.
class FrozenNorm
{
public:
    /// `input` (D): the vector that it had its scale on.
    FrozenNorm(const Norm& norm, const Eigen::VectorXd& input);

    /// Every row of `vectors` (n, D), in place.
    void apply(WideMatrix& vectors) const;
    Eigen::VectorXd apply(const Eigen::VectorXd& vector) const; ///< the same of one vector (D)
    /// The direction that c . back(d) = apply(c) . d for every c.
    Eigen::VectorXd back(const Eigen::VectorXd& direction) const;
    /// (D); zeros where the norm has none.
    Eigen::VectorXd bias() const { return m_norm->biases().cast<double>(); }

private:
    const Norm* m_norm;
    Eigen::VectorXd m_scale; ///< (D): factor gain
};

/// Norms that something goes through, one after the other. Keeps pointers to them.
class FrozenWay
{
public:
    FrozenWay() = default;
    /// In the order in which they are gone through.
    explicit FrozenWay(std::vector<const FrozenNorm*> norms) : m_norms(std::move(norms)) {}

    bool empty() const { return m_norms.empty(); }         ///< then nothing is changed on it
    void apply(WideMatrix& vectors) const;                 ///< every row (n, D), in place
    Eigen::VectorXd apply(Eigen::VectorXd vector) const;   ///< the same of one vector (D)
    Eigen::VectorXd back(Eigen::VectorXd direction) const; ///< the last norm first

private:
    std::vector<const FrozenNorm*> m_norms;
};

} // namespace headscope::core
