// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tensor/weight.h"

#include <vector>

namespace headscope::core {

/// How many rows and columns of a result one tile of the kernel holds in registers.
enum class TileShape {
    Wide,  ///< 8 x 48, for the 32 registers of AVX-512
    Narrow ///< 6 x 16, for 16 registers
};
/// The better one for this machine.
TileShape bestTileShape();

/// The left factor a (rows, in) of products with weights, copied once so that the kernel reads it
/// in one stream: blocks of the sum, in each of them groups of as many rows as a tile has. Few rows
/// are copied as they are. Its memory is kept from one pack() to the next.
class PackedRows
{
public:
    /// On all threads unless called in one of them.
    void pack(const ConstMatrixView& a, TileShape shape = bestTileShape());

    /// Of a, without those that fill up the last group.
    Eigen::Index rows() const { return m_rows; }
    Eigen::Index inner() const { return m_inner; } ///< columns of a: the terms of each sum

private:
    friend void multiply(const PackedRows& a, const Weight& w, MatrixView c);

    void reserve(Eigen::Index floats);

    std::vector<float> m_data;
    Eigen::Index m_rows = 0;
    Eigen::Index m_inner = 0;
    TileShape m_shape = TileShape::Wide;
};

/// c (a.rows(), w.out) = a w in the caller's thread, w (a.inner(), w.out) wherever it lies; c is
/// written only. Columns of w may be shared among threads (Weight::outputs(), and `columns()` of
/// c): the same numbers however they are. Blocks of the sum, 128 terms each, are rounded together.
void multiply(const PackedRows& a, const Weight& w, MatrixView c);

/// How many columns to make at a time when threads share a product of `columns` columns, each of
/// which takes `operations` multiplications: pieces enough for all threads, whole tiles, and no
/// more work in one than a few milliseconds, so that it can be stopped. All columns for small
/// products.
Eigen::Index pieceColumns(Eigen::Index columns, Eigen::Index operations);

} // namespace headscope::core
