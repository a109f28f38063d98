// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/lens.h"

#include "core/analysis/lenswords.h"

namespace headscope::core {

Lens::Lens(std::shared_ptr<const Model> model)
    : m_words(std::make_shared<LensWords>(std::move(model)))
{}

Lens::~Lens() = default;

const Vector& Lens::wordBias() const
{
    return m_words->bias();
}

std::optional<std::vector<std::vector<LensCell>>> Lens::search(std::vector<LensBatch> batches,
                                                               const LensOptions& options,
                                                               const RunControl& control) const
{
    auto search = start(std::move(batches), options, control);
    if (!search || !search->advance(control))
        return std::nullopt;
    return search->take();
}

std::optional<std::vector<LensCell>> Lens::search(const ConstMatrixView& vectors,
                                                  const LensTarget& target,
                                                  const LensOptions& options,
                                                  const RunControl& control) const
{
    std::vector<LensBatch> batches;
    batches.push_back({target, vectors});
    auto cells = search(std::move(batches), options, control);
    if (!cells)
        return std::nullopt;
    return std::move(cells->front());
}

} // namespace headscope::core
