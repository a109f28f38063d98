// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/headproducts.h"

#include "core/tensor/panels.h"

namespace headscope::core {

void keyPatterns(const Attention& a, HeadIndex head, const Matrix& keys, MatrixView out)
{
    const Eigen::Index d = a.headSize;
    multiplyTransposedPrecisely(columns(keys, a.groupOf(head) * d, d),
                                a.query.outputs(head.value * d, d), out);
}

void queryPatterns(const Attention& a, HeadIndex head, const Matrix& queries, MatrixView out)
{
    const Eigen::Index d = a.headSize;
    multiplyTransposedPrecisely(columns(queries, head.value * d, d),
                                a.key.outputs(a.groupOf(head) * d, d), out);
}

void headMessages(const Attention& a, HeadIndex head, const Matrix& values, MatrixView out)
{
    const Eigen::Index d = a.headSize;
    multiply(columns(values, a.groupOf(head) * d, d), a.output.inputs(head.value * d, d), out);
}

} // namespace headscope::core
