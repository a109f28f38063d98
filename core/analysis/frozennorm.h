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
    FrozenNorm(const Norm& norm, const Eigen::VectorXd& input);

    /// Every row of `vectors` (n, D), in place.
    void apply(WideMatrix& vectors) const;
    Eigen::VectorXd apply(const Eigen::VectorXd& vector) const;
    /// The direction that c . back(d) = apply(c) . d for every c.
    Eigen::VectorXd back(const Eigen::VectorXd& direction) const;
    Eigen::VectorXd bias() const { return m_norm->biases().cast<double>(); }

private:
    const Norm* m_norm;
    Eigen::VectorXd m_scale; ///< (D): factor gain
};

/// Norms that something goes through, one after the other.
class FrozenWay
{
public:
    FrozenWay() = default;
    explicit FrozenWay(std::vector<const FrozenNorm*> norms) : m_norms(std::move(norms)) {}

    bool empty() const { return m_norms.empty(); }
    void apply(WideMatrix& vectors) const;
    Eigen::VectorXd apply(Eigen::VectorXd vector) const;
    Eigen::VectorXd back(Eigen::VectorXd direction) const;

private:
    std::vector<const FrozenNorm*> m_norms;
};

} // namespace headscope::core
