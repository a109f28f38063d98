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

DirectStrip::DirectStrip(Weight words, std::vector<LensRow> rows, Matrix vectors)
    : LensStrip(words, std::move(rows)), m_vectors(std::move(vectors))
{}

void DirectStrip::score(const Block& words, const Weight& rows, LensScratch& scratch)
{
    const MatrixView products = scratch.products(m_vectors.rows(), words.count);
    multiplyTransposed(constView(m_vectors), rows, products);
    select(words, products, 0, scratch);
}

LowRankStrip::LowRankStrip(Weight words, std::vector<LensRow> rows, std::vector<Group> groups)
    : LensStrip(words, std::move(rows))
{
    Eigen::Index columns = 0;
    for (const Group& group : groups)
        columns += group.basis.rows();
    m_bases.resize(columns, words.out);
    columns = 0;
    for (Group& group : groups) {
        m_bases.middleRows(columns, group.basis.rows()) = group.basis;
        columns += group.basis.rows();
        m_coordinates.push_back(std::move(group.coordinates));
    }
}

void LowRankStrip::score(const Block& words, const Weight& rows, LensScratch& scratch)
{
    constexpr Eigen::Index mostRows = 256; // so that scores stay in the cache beside the words
    assert(!rows.transposed);
    scratch.projected.resize(words.count, m_bases.rows());
    multiplyRows(
        ConstMatrixView(rows.data, words.count, rows.out, Eigen::OuterStride<>(rows.stride)),
        constView(m_bases), view(scratch.projected));
    Eigen::Index column = 0;
    std::size_t first = 0;
    for (const Matrix& coordinates : m_coordinates) {
        const ConstMatrixView seen = columns(std::as_const(scratch.projected), column,
                                             coordinates.cols());
        for (Eigen::Index r = 0; r < coordinates.rows(); r += mostRows) {
            const Eigen::Index n = std::min(mostRows, coordinates.rows() - r);
            const MatrixView products = scratch.products(n, words.count);
            multiplyRows(ConstMatrixView(coordinates.row(r).data(), n, coordinates.cols(),
                                         Eigen::OuterStride<>(coordinates.cols())),
                         seen, products);
            select(words, products, first, scratch);
            first += static_cast<std::size_t>(n);
        }
        column += coordinates.cols();
    }
}

} // namespace headscope::core
