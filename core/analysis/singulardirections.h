// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/headfactors.h"
#include "core/analysis/lens.h"
#include "core/base/runcontrol.h"

#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

namespace headscope::core {

/// Whose directions, and how their words are looked up.
struct DirectionOptions {
    LayerIndex layer;                        ///< of the head; both count from 0
    HeadIndex head;                          ///< behind the layer's own those of cross-attention
    HeadMatrix matrix = HeadMatrix::Pattern; ///< Pattern or Message
    bool fold = false;                       ///< see headFactors()
    LensOptions lens = {};                   ///< for the words of all ends

    bool operator==(const DirectionOptions&) const = default; ///< field by field
};

/// A value that is nearer to a neighbour than this share of itself gives no direction of its own:
/// changes of the weights by a tenth of that would turn it by some six degrees into the
/// neighbour's (Wedin 1972: the sine of the angle is at most the change over the gap).
constexpr double closeGap = 0.05;

/// One singular value s_i of a head's matrix, and its two directions: W = sum of s_i u_i v_i^T.
struct SingularDirection {
    double value = 0.0; ///< s_i
    /// (s_(i-1) - s_i) / s_i; infinity for the first.
    double gapBefore = std::numeric_limits<double>::infinity();
    double gapAfter = 0.0; ///< (s_i - s_(i+1)) / s_i; 1 for the last, which only zeros follow
    /// The directions that this one cannot be told from, all of them in a row: their values are
    /// closer to each other than closeGap. Itself alone where it stands apart.
    int firstAlike = 0;
    int lastAlike = 0; ///< included; both count values from 0
    /// The words at both ends, +u_i and -u_i, +v_i and -v_i; the same signs belong together. No
    /// words where the model has none.
    std::array<LensCell, 2> left;  ///< of +u_i, -u_i
    std::array<LensCell, 2> right; ///< of +v_i, -v_i

    /// To the nearer neighbour, as a share of s_i.
    double gap() const { return std::min(gapBefore, gapAfter); }
    /// Whether the direction is its own, and its words mean something by themselves.
    bool standsApart() const { return firstAlike == lastAlike; }
};

/// The singular directions of W^P or W^M of one head, largest first.
///
/// W^P = W_K W_Q^T: left is what is looked up in the token that is attended to, right what in the
/// token that attends; a token far out on the left's + end and one far out on the right's raise
/// the score by s_i times both. W^M = W_V W_O: left is what is read, right what is written.
///
/// The sign is that which makes the left direction's largest number positive; u_i and v_i may only
/// be turned over together. Immutable; shared with the window.
struct SingularDirections {
    DirectionOptions options;              ///< that they were made with
    std::vector<SingularDirection> all;    ///< (n), n = the head's size
    Matrix left;                           ///< (n, D) u_i
    Matrix right;                          ///< (n, D) v_i
    std::shared_ptr<const WordList> words; ///< spells the ids of all cells
    bool hasWords = false;                 ///< whether words were looked up
};

/// By thin QR of both factors and the singular vectors of the (d, d) core. With folded gains a
/// direction is of what the norm has before its gain; it is then compared with words as the vector
/// that reads the same behind the gain. nullopt when stopped; throws Error{BadArgument} for a head
/// that is not there, or another matrix.
std::optional<SingularDirections> singularDirections(const Model& model, const Lens& lens,
                                                     const DirectionOptions& options,
                                                     const RunControl& control = {});

} // namespace headscope::core
