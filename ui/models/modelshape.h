// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace headscope::ui {

/// How a model is built, as far as it is said beside its name. Of a model with an encoder it says
/// how the decoder is built, but for `encoderLayers`.
struct ModelShape {
    int layers = 0;
    int heads = 0;         ///< per layer
    int groups = 0;        ///< of heads that share key and value vectors; `heads` without grouping
    int crossHeads = 0;    ///< per layer, that look at the encoder
    int encoderLayers = 0; ///< 0: there is no encoder
    bool causal = true;    ///< tokens see none behind them
    bool tied = true;      ///< words are written by the vectors that they are read by

    bool operator==(const ModelShape&) const = default;
};

/// "3 layers × 8 heads in 2 groups", "2 layers × 4 heads and 4 cross heads"
QString stackText(const ModelShape& shape);
/// "3 layers × 4 heads"; empty without an encoder.
QString encoderText(const ModelShape& shape);
/// Both in a few words: "3 + 2 layers × 4 heads".
QString shapeText(const ModelShape& shape);
/// Which tokens a token looks at.
QString directionText(const ModelShape& shape);
/// Whether words are written by the vectors that they are read by.
QString tiedText(const ModelShape& shape);

} // namespace headscope::ui
