// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/lensstrip.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace headscope::core {

MatrixView LensScratch::products(Eigen::Index rows, Eigen::Index words)
{
    const auto size = static_cast<std::size_t>(rows * words);
    if (memory.size() < size)
        memory.resize(size);
    return MatrixView(memory.data(), rows, words, Eigen::OuterStride<>(words));
}

LensStrip::LensStrip(Weight words, std::vector<LensRow> rows)
    : m_words(words), m_rows(std::move(rows))
{}

void LensStrip::cut(int parts, int top)
{
    m_parts = parts;
    m_keepers.clear();
    m_keepers.reserve(m_rows.size() * static_cast<std::size_t>(parts));
    for (const LensRow& row : m_rows)
        for (int part = 0; part < parts; ++part)
            m_keepers.emplace_back(top, static_cast<float>(row.mean));
}

void LensStrip::take(int part, Eigen::Index firstWord, const float* hidden, const float* bias,
                     LensScratch& scratch)
{
    const Eigen::Index count = std::min(block, m_words.in - firstWord);
    scratch.shown.resize(static_cast<std::size_t>(block));
    score({part, firstWord, count, hidden, bias}, m_words.inputs(firstWord, count), scratch);
}

ScoreKeeper LensStrip::found(std::size_t row) const
{
    const auto parts = static_cast<std::size_t>(m_parts);
    ScoreKeeper all = m_keepers[row * parts];
    for (std::size_t part = 1; part < parts; ++part)
        all.merge(m_keepers[row * parts + part]);
    return all;
}

void LensStrip::select(const Block& words, const MatrixView& products, std::size_t first,
                       LensScratch& scratch)
{
    const Eigen::Index w = words.firstWord;
    for (Eigen::Index r = 0; r < products.rows(); ++r) {
        const std::size_t index = first + static_cast<std::size_t>(r);
        const LensRow& row = m_rows[index];
        m_keepers[index * static_cast<std::size_t>(m_parts) + static_cast<std::size_t>(words.part)]
            .take(products.row(r).data(), row.side->scale.data() + w, row.side->offset.data() + w,
                  row.constant, words.hidden + w, row.probabilities ? words.bias + w : nullptr,
                  static_cast<int>(words.count), static_cast<TokenId>(w), scratch.shown.data());
    }
}

DirectStrip::DirectStrip(Weight words, std::vector<LensRow> rows, const Matrix& vectors)
    : LensStrip(words, std::move(rows))
{
    m_vectors.pack(constView(vectors));
}

void DirectStrip::score(const Block& words, const Weight& rows, LensScratch& scratch)
{
    const MatrixView products = scratch.products(m_vectors.rows(), words.count);
    multiply(m_vectors, rows.flipped(), products);
    select(words, products, 0, scratch);
}

LowRankStrip::LowRankStrip(Weight words, std::vector<LensRow> rows,
                           const std::vector<Group>& groups)
    : LensStrip(words, std::move(rows))
{
    Eigen::Index ranks = 0;
    for (const Group& group : groups)
        ranks += group.basis.rows();
    Matrix bases(ranks, words.out);
    ranks = 0;
    for (const Group& group : groups) {
        bases.middleRows(ranks, group.basis.rows()) = group.basis;
        ranks += group.basis.rows();
        Vectors& vectors = m_groups.emplace_back();
        vectors.ranks = group.basis.rows();
        for (Eigen::Index r = 0; r < group.coordinates.rows(); r += mostRows)
            vectors.coordinates.emplace_back().pack(
                rowsOf(group.coordinates, r, std::min(mostRows, group.coordinates.rows() - r)));
    }
    m_bases.pack(constView(bases));
}

void LowRankStrip::score(const Block& words, const Weight& rows, LensScratch& scratch)
{
    const Eigen::Index ranks = m_bases.rows();
    scratch.projected.resize(ranks, words.count);
    multiply(m_bases, rows.flipped(), view(scratch.projected));
    const Weight projected{scratch.projected.data(), ranks, words.count, words.count, false};
    Eigen::Index rank = 0;
    std::size_t first = 0;
    for (const Vectors& vectors : m_groups) {
        for (const PackedRows& coordinates : vectors.coordinates) {
            const MatrixView products = scratch.products(coordinates.rows(), words.count);
            multiply(coordinates, projected.inputs(rank, vectors.ranks), products);
            select(words, products, first, scratch);
            first += static_cast<std::size_t>(coordinates.rows());
        }
        rank += vectors.ranks;
    }
}

} // namespace headscope::core
