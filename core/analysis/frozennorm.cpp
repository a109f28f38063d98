// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/frozennorm.h"

namespace headscope::core {

FrozenNorm::FrozenNorm(const Norm& norm, const Eigen::VectorXd& input)
    : m_norm(&norm), m_scale(norm.gains().cast<double>() * norm.factor(input))
{}

void FrozenNorm::apply(WideMatrix& vectors) const
{
    if (m_norm->centres())
        vectors.colwise() -= vectors.rowwise().mean().eval();
    vectors.array().rowwise() *= m_scale.transpose().array();
}

Eigen::VectorXd FrozenNorm::apply(const Eigen::VectorXd& vector) const
{
    WideMatrix row = vector.transpose();
    apply(row);
    return row.row(0).transpose();
}

Eigen::VectorXd FrozenNorm::back(const Eigen::VectorXd& direction) const
{
    Eigen::VectorXd result = direction.cwiseProduct(m_scale);
    if (m_norm->centres())
        result.array() -= result.mean();
    return result;
}

void FrozenWay::apply(WideMatrix& vectors) const
{
    for (const FrozenNorm* norm : m_norms)
        norm->apply(vectors);
}

Eigen::VectorXd FrozenWay::apply(Eigen::VectorXd vector) const
{
    for (const FrozenNorm* norm : m_norms)
        vector = norm->apply(vector);
    return vector;
}

Eigen::VectorXd FrozenWay::back(Eigen::VectorXd direction) const
{
    for (auto norm = m_norms.rbegin(); norm != m_norms.rend(); ++norm)
        direction = (*norm)->back(direction);
    return direction;
}

} // namespace headscope::core
