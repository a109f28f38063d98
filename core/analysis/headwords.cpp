// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/headwords.h"

#include "core/analysis/repeats.h"

namespace headscope::core {

namespace {

// One search looks up the vectors of so many heads that its products are large: from about two
// thousand rows on, more make them no faster. Heads with many rows are compared in their own d
// dimensions; then it is heads that must be many. Their vectors are held at once, so they have a
// limit too.
constexpr Eigen::Index enoughRows = 2304;
constexpr std::size_t enoughBatches = 24;
constexpr Eigen::Index mostFloats = 16'000'000;

std::vector<float> norms(const Matrix& vectors)
{
    const Vector n = vectors.rowwise().norm();
    return {n.data(), n.data() + n.size()};
}

} // namespace

HeadBatches headBatches(const Model& model, const Trace& trace, LayerIndex layer, HeadIndex head,
                        const HeadTableOptions& options, bool meanMessage)
{
    const HeadRun run = headRun(model, trace, layer, head);
    // What queries of cross-attention look for are patterns of other tokens than its messages.
    const PatternSide side = run.attention.cross ? PatternSide::Key : options.side;
    const Head h = run.attention.head(run.head);
    HeadBatches result;
    Matrix p = patterns(model, trace, layer, head, side, options.distance);
    if (options.centredPatterns)
        centre(p);
    Matrix m = messages(model, trace, layer, head);
    const Matrix mean = meanMessage ? Matrix(meanOfLaterTokens(m).transpose()) : Matrix();
    if (options.centredMessages)
        centre(m);
    result.words.patternSizes = norms(p);
    result.words.messageSizes = norms(m);
    const LensTarget read = patternTarget(model, layer, head, side);
    const LensTarget written = messageTarget(model, layer, head);
    result.batches.push_back({read, std::move(p), side == PatternSide::Key ? h.wq : h.wk,
                              LensPath::FewestOperations, h.made});
    result.batches.push_back({written, std::move(m), h.wo.flipped()});
    if (meanMessage)
        result.batches.push_back({written, mean});
    return result;
}

void takeCells(HeadWords& words, std::vector<std::vector<LensCell>> cells)
{
    words.patterns = std::move(cells[0]);
    words.messages = std::move(cells[1]);
    if (cells.size() > 2)
        words.alwaysWrites = std::move(cells[2].front());
}

HeadWordsSearch::HeadWordsSearch(std::shared_ptr<const Model> model,
                                 std::shared_ptr<const Trace> trace,
                                 std::shared_ptr<const Lens> lens, Request request)
    : m_model(std::move(model)),
      m_trace(std::move(trace)),
      m_lens(std::move(lens)),
      m_request(std::move(request))
{}

bool HeadWordsSearch::advance(const RunControl& control)
{
    const auto total = m_request.heads.size();
    while (done() < total) {
        if (!m_search && !startNext(control))
            return false;
        const RunControl quiet{control.stop, {}};
        if (!m_search->advance(quiet))
            return false;
        finishNext();
        control.report(static_cast<int>(done()), static_cast<int>(total));
    }
    return true;
}

bool HeadWordsSearch::startNext(const RunControl& control)
{
    std::vector<LensBatch> batches;
    std::vector<HeadWords> next;
    Eigen::Index rows = 0;
    for (std::size_t k = done(); k < m_request.heads.size(); ++k) {
        if (control.stopped())
            return false;
        const Which& which = m_request.heads[k];
        HeadBatches head = headBatches(*m_model, *m_trace, which.layer, which.head,
                                       m_request.options, m_request.meanMessage);
        for (LensBatch& batch : head.batches) {
            rows += batch.vectors.rows();
            batches.push_back(std::move(batch));
        }
        next.push_back(std::move(head.words));
        if ((rows >= enoughRows && batches.size() >= enoughBatches)
            || rows * m_model->info.width >= mostFloats)
            break;
    }
    m_search = m_lens->start(std::move(batches), m_request.options.lens, control);
    if (!m_search)
        return false;
    m_next = std::move(next);
    return true;
}

void HeadWordsSearch::finishNext()
{
    auto cells = m_search->take();
    m_search.reset();
    auto cell = cells.begin();
    const std::ptrdiff_t batches = m_request.meanMessage ? 3 : 2;
    for (HeadWords& words : m_next) {
        takeCells(words, {std::make_move_iterator(cell), std::make_move_iterator(cell + batches)});
        cell += batches;
        const bool hide = m_request.options.lens.hideHighBias;
        words.patternRepeats = repeatingCells(words.patterns, hide);
        words.messageRepeats = repeatingCells(words.messages, hide);
        m_words.push_back(std::make_shared<const HeadWords>(std::move(words)));
    }
    m_next.clear();
}

std::vector<HeadWordsSearch::Which> allHeads(const ModelInfo& info, LayerIndex first)
{
    std::vector<HeadWordsSearch::Which> heads;
    const auto addLayer = [&](int layer) {
        for (int head = 0; head < info.headsPerLayer(); ++head)
            heads.push_back({LayerIndex(layer), HeadIndex(head)});
    };
    addLayer(first.value);
    for (int layer = 0; layer < info.layers; ++layer)
        if (layer != first.value)
            addLayer(layer);
    return heads;
}

} // namespace headscope::core
