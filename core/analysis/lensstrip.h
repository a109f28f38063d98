// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/lenskernel.h"
#include "core/analysis/wordside.h"
#include "core/tensor/packedproduct.h"

#include <vector>

namespace headscope::core {

/// A prepared vector on its way over the words.
struct LensRow {
    const WordSide* side = nullptr; ///< that it is compared with; outlives the strip
    float constant = 0.0F;          ///< c of WordSide
    double mean = 0.0;              ///< of its scores over all words
    double covariance = 0.0;        ///< of its scores with the word bias
    bool zero = false;              ///< nothing to compare
    bool probabilities = false;     ///< scores go through a softmax
    std::size_t batch = 0;          ///< of those that the search was given
    std::size_t index = 0;          ///< in its batch
};

/// What one thread needs to work; reused from block to block.
struct LensScratch {
    Matrix projected;                                           ///< (sum of r, words)
    std::vector<float> memory;                                  ///< of the products
    std::vector<float> shown;                                   ///< (words)
    MatrixView products(Eigen::Index rows, Eigen::Index words); ///< (rows, words), not initialised
};

/// Vectors that go over the words together, block by block, each block's scores made in the cache
/// of the thread that then picks the best of them. The words may be cut into parts that several
/// threads take at the same time; within a part blocks come in order, one at a time.
class LensStrip
{
public:
    static constexpr Eigen::Index block = 480; ///< words at a time; whole tiles of the products

    /// `words` (V, D): the rows of the sides of all `rows`.
    LensStrip(Weight words, std::vector<LensRow> rows);
    virtual ~LensStrip() = default;

    const std::vector<LensRow>& rows() const { return m_rows; } ///< in the order of found()
    /// Before the first block.
    void cut(int parts, int top);
    /// Takes one block of words. Different parts may be taken at the same time.
    /// `hidden` (V), `bias` (V): see ScoreKeeper::take().
    void take(int part, Eigen::Index firstWord, const float* hidden, const float* bias,
              LensScratch& scratch);
    /// What was found for one row, all parts together.
    ScoreKeeper found(std::size_t row) const;

protected:
    /// What take() was given.
    struct Block {
        int part;               ///< of the words: whose keepers take them
        Eigen::Index firstWord; ///< its id
        Eigen::Index count;     ///< LensStrip::block, less at the end of the vocabulary
        const float* hidden;    ///< (V)
        const float* bias;      ///< (V)
    };
    /// Makes the scores of a block and has them select()ed; `rows` (count, D) are its words.
    virtual void score(const Block& words, const Weight& rows, LensScratch& scratch) = 0;
    /// `products` (n, count): of rows first .. first + n - 1 with the block's words.
    void select(const Block& words, const MatrixView& products, std::size_t first,
                LensScratch& scratch);

private:
    Weight m_words; ///< (V, D)
    std::vector<LensRow> m_rows;
    int m_parts = 0;
    std::vector<ScoreKeeper> m_keepers; ///< (rows, parts)
};

/// Every vector times every word.
class DirectStrip final : public LensStrip
{
public:
    static constexpr Eigen::Index mostRows = 384; ///< so that scores stay in the cache

    /// `vectors` (rows, D)
    DirectStrip(Weight words, std::vector<LensRow> rows, const Matrix& vectors);

private:
    void score(const Block& words, const Weight& rows, LensScratch& scratch) override;

    PackedRows m_vectors;
};

/// Words projected on a few bases, and vectors compared in the coordinates of theirs.
class LowRankStrip final : public LensStrip
{
public:
    static constexpr Eigen::Index fewestColumns = 768; ///< bases are put together up to this many
    static constexpr Eigen::Index mostRows = 256; ///< so that scores stay in the cache beside words
    /// The vectors of one basis.
    struct Group {
        Matrix basis;       ///< (r, D), orthonormal rows
        Matrix coordinates; ///< (n, r)
    };

    /// Rows follow each other group by group.
    LowRankStrip(Weight words, std::vector<LensRow> rows, const std::vector<Group>& groups);

private:
    void score(const Block& words, const Weight& rows, LensScratch& scratch) override;

    /// Those of one group.
    struct Vectors {
        Eigen::Index ranks = 0;
        std::vector<PackedRows> coordinates; ///< (n, ranks), mostRows at a time
    };

    PackedRows m_bases; ///< (sum of r, D)
    std::vector<Vectors> m_groups;
};

} // namespace headscope::core
