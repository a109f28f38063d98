// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/composition.h"

#include "core/base/threads.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace headscope::core {

namespace {

/// So many heads per thread are taken apart between two looks at whether to stop.
constexpr int headsPerThread = 2;

using ColumnsOf = Eigen::Ref<const Matrix, 0, Eigen::OuterStride<>>;

/// What headFactors() does to a factor, to its transpose (rank, D).
void foldNorm(const Norm& norm, Matrix& reader)
{
    reader.array().rowwise() *= norm.gains().transpose().array();
    if (norm.centres())
        reader.colwise() -= reader.rowwise().mean().eval();
}

double normOf(const ColumnsOf& m)
{
    return m.cast<double>().norm();
}

} // namespace

const char* letterOf(Composition kind)
{
    constexpr std::array letters = {"Q", "K", "V"};
    return letters[static_cast<std::size_t>(kind)];
}

CompositionSearch::CompositionSearch(std::shared_ptr<const Model> model, CompositionOptions options)
    : m_model(std::move(model))
{
    const ModelInfo& info = m_model->info;
    m_result.options = options;
    m_result.layers = info.layers;
    m_result.headsPerLayer = info.headsPerLayer();
    m_result.ownHeads = info.heads;
    m_result.random = 1.0 / std::sqrt(static_cast<double>(info.width));
    for (Matrix& values : m_result.values)
        values.setConstant(m_result.count(), m_result.count(),
                           std::numeric_limits<float>::quiet_NaN());
}

HeadPlace CompositionSearch::placeOf(int head) const
{
    return headPlace(*m_model, LayerIndex(head / m_result.headsPerLayer),
                     HeadIndex(head % m_result.headsPerLayer));
}

bool CompositionSearch::prepare(const RunControl& control)
{
    const int total = m_result.count();
    m_triangles.resize(static_cast<std::size_t>(total));
    while (m_prepared < total) {
        if (control.stopped())
            return false;
        const int count = std::min(headsPerThread * threadCount(), total - m_prepared);
        sharePieces(count, [&](std::ptrdiff_t piece) {
            const int at = m_prepared + static_cast<int>(piece);
            const HeadPlace place = placeOf(at);
            const HeadFactors f = headFactors(place.attention, place.head, m_result.options.fold);
            const Eigen::MatrixXd q = triangleOf(f.q);
            const Eigen::MatrixXd k = triangleOf(f.k);
            const Eigen::MatrixXd v = triangleOf(f.v);
            const Eigen::MatrixXd o = triangleOf(f.o);
            m_triangles[static_cast<std::size_t>(at)] = {q.cast<float>(),
                                                         k.cast<float>(),
                                                         v.cast<float>(),
                                                         o.cast<float>(),
                                                         (k * q.transpose()).norm(),
                                                         (v * o.transpose()).norm()};
        });
        m_prepared += count;
    }
    return true;
}

void CompositionSearch::readLayer(int layer)
{
    const int heads = m_result.headsPerLayer;
    std::vector<Matrix> readers; // by head and Composition
    for (int h = 0; h < heads; ++h) {
        const HeadPlace place = placeOf(layer * heads + h);
        const Head head = place.attention.head(place.head);
        const Triangles& t = m_triangles[static_cast<std::size_t>(layer * heads + h)];
        const auto read = [&](const Matrix& triangle, const Weight& factor) {
            Matrix& reader = readers.emplace_back(triangle.rows(), factor.in);
            multiplyTransposed(constView(triangle), factor, view(reader));
            if (m_result.options.fold)
                foldNorm(place.attention.norm, reader);
        };
        read(t.k, head.wq);
        if (place.attention.cross) { // keys and values are made of what an encoder wrote
            readers.resize(readers.size() + 2);
            continue;
        }
        read(t.q, head.wk);
        read(t.o, head.wv);
    }
    m_readerRows = {0};
    for (const Matrix& reader : readers)
        m_readerRows.push_back(m_readerRows.back() + reader.rows());
    m_readers.resize(m_readerRows.back(), m_model->info.width);
    for (std::size_t k = 0; k < readers.size(); ++k)
        if (readers[k].rows() > 0)
            m_readers.middleRows(m_readerRows[k], readers[k].rows()) = readers[k];
}

void CompositionSearch::compose(int writer)
{
    const HeadPlace place = placeOf(writer);
    const Head head = place.attention.head(place.head);
    const Triangles& own = m_triangles[static_cast<std::size_t>(writer)];
    Matrix written(own.v.rows(), m_model->info.width); // R_V W_O
    multiply(constView(own.v), head.wo, view(written));
    Matrix cores(written.rows(), m_readers.rows());
    multiplyRows(constView(written), constView(m_readers), view(cores));
    for (std::size_t k = 0; k + 1 < m_readerRows.size(); ++k) {
        const Eigen::Index rows = m_readerRows[k + 1] - m_readerRows[k];
        if (rows == 0)
            continue;
        const int reader = m_layer * m_result.headsPerLayer
                           + static_cast<int>(k / compositionCount);
        const auto kind = static_cast<Composition>(k % compositionCount);
        const Triangles& reads = m_triangles[static_cast<std::size_t>(reader)];
        const double whole = own.message
                             * (kind == Composition::Value ? reads.message : reads.pattern);
        const double share = whole > 0.0 ? normOf(cores.middleCols(m_readerRows[k], rows)) / whole
                                         : 0.0;
        const auto value = static_cast<float>(share);
        const auto at = static_cast<std::size_t>(kind);
        m_result.values[at](writer, reader) = value;
        m_result.largest[at] = std::max(m_result.largest[at], value);
    }
}

bool CompositionSearch::advance(const RunControl& control)
{
    const int heads = m_result.headsPerLayer;
    const int total = heads * m_result.layers * (m_result.layers - 1) / 2;
    if (!prepare(control))
        return false;
    for (; m_layer < m_result.layers; ++m_layer, m_writer = 0) {
        if (control.stopped())
            return false;
        readLayer(m_layer);
        for (; m_writer < m_layer * heads; ++m_writer) {
            if (control.stopped())
                return false;
            compose(m_writer);
            control.report(heads * m_layer * (m_layer - 1) / 2 + m_writer + 1, total);
        }
    }
    return true;
}

} // namespace headscope::core
