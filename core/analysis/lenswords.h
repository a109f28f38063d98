// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/lens.h"
#include "core/analysis/wordside.h"

#include <map>
#include <memory>
#include <mutex>
#include <tuple>

namespace headscope::core {

/// What a lens keeps of a model's words: the word bias, the sides of all norms, the filters. Made
/// when first needed; shared by a Lens and its searches; thread-safe.
class LensWords
{
public:
    /// Builds the filters alone.
    explicit LensWords(std::shared_ptr<const Model> model);

    const Model& model() const { return *m_model; } ///< whose words they are
    /// b_t (V)
    const Vector& bias();
    /// The words' side for a space; all layers' sides are made at once. nullptr when stopped.
    const WordSide* side(const LensTarget& target, const Norm& reader, Space space, Metric metric,
                         const RunControl& control);
    /// (V): 0 for words that count, -infinity for those that the options hide.
    const std::vector<float>& hidden(const LensOptions& options) const
    {
        return options.hideFragments ? m_fragmentsHidden : m_nothingHidden;
    }

private:
    /// The embedding, the norm that words go through (nullptr: none), the metric, and whether
    /// scores are logits, with all that the output adds to them.
    using SideKey = std::tuple<const float*, const Norm*, Metric, bool>;

    void addOutput(WordSide& side);

    std::shared_ptr<const Model> m_model;
    std::once_flag m_biasOnce;
    Vector m_bias;
    std::vector<float> m_fragmentsHidden; ///< (V)
    std::vector<float> m_nothingHidden;   ///< (V)
    std::mutex m_sidesMutex;
    std::map<SideKey, std::unique_ptr<const WordSide>> m_sides;
};

} // namespace headscope::core
