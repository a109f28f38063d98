// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/headfactors.h"
#include "core/base/runcontrol.h"

#include <array>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

namespace headscope::core {

/// What of a later head reads what an earlier one writes.
enum class Composition {
    Query, ///< what it looks for: |W^M_1 W^P_2^T|
    Key,   ///< what it finds in the tokens: |W^M_1 W^P_2|
    Value, ///< what it passes on: |W^M_1 W^M_2|
};
/// Kinds of it, for lists that have an entry for each.
constexpr int compositionCount = 3;
/// "Q", "K", "V".
const char* letterOf(Composition kind);

/// Which factors are composed.
struct CompositionOptions {
    bool fold = false; ///< see headFactors()

    bool operator==(const CompositionOptions&) const = default; ///< field by field
};

/// How much of what a head writes each head of a later layer reads: |A B| / (|A| |B|), all
/// Frobenius norms (Elhage et al. 2021, A Mathematical Framework for Transformer Circuits), 0 .. 1.
/// Two matrices turned at random against each other have 1 / sqrt(D) in the mean square, whatever
/// their ranks: E |A U B|^2 = |A|^2 |B|^2 / D over rotations U. Immutable; shared with the window.
struct CompositionMatrix {
    CompositionOptions options; ///< that it was computed with
    int layers = 0;             ///< L
    int headsPerLayer = 0;      ///< those of cross-attention included
    int ownHeads = 0;           ///< per layer, before those of cross-attention
    double random = 0.0;        ///< 1 / sqrt(D)
    /// By Composition, (L heads, L heads): row = the head that writes, column = the one that reads;
    /// NaN where that does not come later, or reads what an encoder wrote.
    std::array<Matrix, compositionCount> values;
    std::array<float, compositionCount> largest{}; ///< of each kind's values that are no NaN

    int count() const { return layers * headsPerLayer; } ///< L heads: the rows of each of `values`
    /// The row and column of a head, layer after layer.
    int place(LayerIndex layer, HeadIndex head) const
    {
        return layer.value * headsPerLayer + head.value;
    }
    /// `from` writes, `to` reads; both as place() numbers them. NaN as in `values`.
    float at(Composition kind, int from, int to) const
    {
        return values[static_cast<std::size_t>(kind)](from, to);
    }
};

/// Computes it a writing head at a time, against all heads of a later layer: by the (dv, d) cores
/// R_V1 (W_O1 W_K2) R_Q2^T and their like, never (D, D). Belongs to one thread at a time, and uses
/// all of the core's threads in its products. Stopping loses nothing.
class CompositionSearch
{
public:
    /// Nothing is computed before advance().
    CompositionSearch(std::shared_ptr<const Model> model, CompositionOptions options);
    /// Goes on until all pairs are done (true) or `control` asks to stop (false); reports heads.
    bool advance(const RunControl& control = {});
    /// Only once advance() returned true.
    CompositionMatrix take() { return std::move(m_result); }

private:
    /// R of the factors of one head, and what they make of its norms.
    struct Triangles {
        Matrix q;
        Matrix k;
        Matrix v;
        Matrix o;
        double pattern = 0.0; ///< |W^P|
        double message = 0.0; ///< |W^M|
    };
    bool prepare(const RunControl& control);
    void readLayer(int layer);
    void compose(int writer);
    HeadPlace placeOf(int head) const;

    std::shared_ptr<const Model> m_model;
    CompositionMatrix m_result;
    std::vector<Triangles> m_triangles; ///< (L heads)
    int m_prepared = 0;
    /// Of the layer that reads, head below head and kind below kind: R_K W_Q^T and its like, whose
    /// product with what is written has the norm that the whole matrix's would have. (rows, D)
    Matrix m_readers;
    std::vector<Eigen::Index> m_readerRows; ///< where each begins; one more at the end
    int m_layer = 1;                        ///< that reads
    int m_writer = 0;                       ///< the next head that writes
};

} // namespace headscope::core
