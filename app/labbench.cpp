// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/labbench.h"

namespace headscope::app {

LabBench::LabBench() = default;
LabBench::~LabBench() = default;

core::Lab& LabBench::lab(const LoadedModelPtr& model)
{
    if (m_model != model) {
        forget();
        m_lab = std::make_unique<core::Lab>(model->model);
        m_model = model;
    }
    return *m_lab;
}

std::optional<LabBench::Ready> LabBench::ready(const LoadedModelPtr& model,
                                               const core::Change& change,
                                               const core::RunControl& control)
{
    core::Lab& bench = lab(model);
    if (m_ready && m_ready->change->change() == change)
        return m_ready;
    auto applied = bench.apply(change, control);
    if (!applied)
        return std::nullopt;
    LoadedModelPtr changed = model;
    if (applied->model() != model->model) {
        // Only heads are changed: words are looked up as before.
        auto copy = std::make_shared<LoadedModel>(*model);
        copy->model = applied->model();
        changed = std::move(copy);
    }
    m_ready = Ready{std::move(applied), std::move(changed)};
    return m_ready;
}

void LabBench::forget()
{
    m_ready.reset();
    m_lab.reset();
    m_model.reset();
}

} // namespace headscope::app
