// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/ranks.h"

#include <Eigen/Eigenvalues>
#include <Eigen/Householder>
#include <Eigen/SVD>

#include <array>
#include <cmath>

namespace headscope::core {

namespace {

using MatrixD = Eigen::MatrixXd;

/// What bidiagonal a square matrix becomes by reflections from both sides, as the numbers d1, e1,
/// d2, e2, .. of diagonal and upper diagonal.
Eigen::VectorXd bidiagonal(MatrixD a)
{
    const Eigen::Index n = a.cols();
    Eigen::VectorXd result(2 * n - 1);
    Eigen::VectorXd work(n);
    for (Eigen::Index k = 0; k < n; ++k) {
        const Eigen::Index behind = n - k - 1;
        double tau = 0.0;
        auto column = a.col(k).tail(behind + 1);
        column.makeHouseholderInPlace(tau, result[2 * k]);
        if (behind == 0)
            break;
        a.bottomRightCorner(behind + 1, behind)
            .applyHouseholderOnTheLeft(a.col(k).tail(behind), tau, work.data());
        auto row = a.row(k).tail(behind);
        row.makeHouseholderInPlace(tau, result[2 * k + 1]);
        a.bottomRightCorner(behind, behind)
            .applyHouseholderOnTheRight(a.row(k).tail(behind - 1).transpose(), tau, work.data());
    }
    return result;
}

/// Singular values alone, largest first, in a third of the time that Eigen's decompositions take
/// for them: with the numbers of the bidiagonal beside a diagonal of zeros, a tridiagonal matrix
/// has +s and -s as its eigenvalues (Golub and Kahan 1965), to the rounding of the largest.
Eigen::VectorXd valuesOf(const MatrixD& core)
{
    if (core.size() == 0)
        return {};
    if (core.rows() != core.cols())
        return valuesOf(triangleOf(core.rows() > core.cols() ? core : MatrixD(core.transpose())));
    const Eigen::Index n = core.cols();
    Eigen::SelfAdjointEigenSolver<MatrixD> solver;
    solver.computeFromTridiagonal(Eigen::VectorXd::Zero(2 * n), bidiagonal(core),
                                  Eigen::EigenvaluesOnly);
    if (solver.info() != Eigen::Success)
        return Eigen::BDCSVD<MatrixD>(core).singularValues();
    return solver.eigenvalues().tail(n).reverse().cwiseMax(0.0);
}

} // namespace

Eigen::VectorXd singularValues(const Attention& attention, HeadIndex head, HeadMatrix matrix,
                               bool fold)
{
    const HeadFactors f = headFactors(attention, head, fold);
    // A B^T = Q_A (R_A R_B^T) Q_B^T, and A = Q_A R_A.
    switch (matrix) {
    case HeadMatrix::Pattern:
        return valuesOf(triangleOf(f.k) * triangleOf(f.q).transpose());
    case HeadMatrix::Message:
        return valuesOf(triangleOf(f.v) * triangleOf(f.o).transpose());
    case HeadMatrix::Query:
        return valuesOf(triangleOf(f.q));
    case HeadMatrix::Key:
        return valuesOf(triangleOf(f.k));
    case HeadMatrix::Value:
        return valuesOf(triangleOf(f.v));
    case HeadMatrix::Output:
        break;
    }
    return valuesOf(triangleOf(f.o));
}

Eigen::VectorXd singularValues(const Model& model, LayerIndex layer, HeadIndex head,
                               HeadMatrix matrix, bool fold)
{
    const HeadPlace place = headPlace(model, layer, head);
    return singularValues(place.attention, place.head, matrix, fold);
}

std::vector<Eigen::VectorXd> firstSingularValues(const Attention& attention, HeadIndex head,
                                                 bool fold, int count)
{
    const HeadFactors f = headFactors(attention, head, fold);
    const MatrixD q = triangleOf(f.q);
    const MatrixD k = triangleOf(f.k);
    const MatrixD v = triangleOf(f.v);
    const MatrixD o = triangleOf(f.o);
    const std::array<MatrixD, headMatrixCount> cores = {
        k * q.transpose(), v * o.transpose(), q, k, v, o};
    std::vector<Eigen::VectorXd> values;
    for (int i = 0; i < count; ++i)
        values.push_back(valuesOf(cores[static_cast<std::size_t>(i)]));
    return values;
}

Ranks ranks(const Eigen::VectorXd& s)
{
    Ranks result;
    const double total = s.squaredNorm();
    if (s.size() == 0 || !(total > 0.0))
        return result;
    const auto fewest = [&](double share) {
        double sum = 0.0;
        for (Eigen::Index i = 0; i < s.size(); ++i) {
            sum += s[i] * s[i];
            if (sum >= share * total)
                return static_cast<int>(i + 1);
        }
        return static_cast<int>(s.size());
    };
    result.e90 = fewest(0.9);
    result.e99 = fewest(0.99);
    result.e999 = fewest(0.999);
    double entropy = 0.0;
    for (const double value : s)
        if (const double p = value / s.sum(); p > 0.0)
            entropy -= p * std::log(p);
    result.entropy = std::exp(entropy);
    result.stable = total / (s[0] * s[0]);
    return result;
}

} // namespace headscope::core
