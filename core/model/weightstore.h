// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/runcontrol.h"
#include "core/files/tensorreader.h"
#include "core/model/model.h"

#include <initializer_list>
#include <memory>
#include <string>
#include <vector>

namespace headscope::core {

/// Gives a family the tensors of a checkpoint as float32, in place where the file holds aligned
/// float32, else widened once into memory of its own. Owned by the model that it feeds; every
/// pointer handed out lives as long as the store. Every getter checks the shape against what the
/// config says and throws Error naming file, tensor and both shapes.
class WeightStore
{
public:
    /// How the file lays a matrix out.
    enum class Layout {
        InOut, ///< rows are inputs, as GPT-2's Conv1D
        OutIn, ///< rows are outputs, as torch's Linear
    };

    WeightStore(std::unique_ptr<Checkpoint> checkpoint, RunControl control);

    const Checkpoint& checkpoint() const { return *m_checkpoint; }
    bool has(const std::string& name) const { return m_checkpoint->find(name) != nullptr; }
    Weight matrix(const std::string& name, int in, int out, Layout layout);
    const float* vector(const std::string& name, int size);
    /// A copy of the tensor, or zeros where there is no tensor of that name.
    Vector vectorOrZeros(const std::string& name, int size);

    /// To be called when the family has all it wants: throws Error{FileDamaged} where a file was
    /// cut or written to while it was read, and closes those that nothing is used of in place.
    void finishReading();

    /// The number of elements of all tensors handed out, each counted once, and the dtype of most
    /// of them.
    std::int64_t elements() const { return m_elements; }
    std::string mainDtype() const;
    /// Of all tensors handed out, see core::weightsHash().
    std::string hash() const { return weightsHash(m_used); }
    /// True once the caller asked to stop; the families then return early.
    bool stopped() const { return m_control.stopped(); }

private:
    const float* floats(const std::string& name, std::initializer_list<std::int64_t> shape);

    std::unique_ptr<Checkpoint> m_checkpoint;
    RunControl m_control;
    std::vector<std::unique_ptr<float[]>> m_widened;
    std::vector<const TensorEntry*> m_inPlace;
    std::vector<std::pair<const TensorEntry*, TensorDigest>> m_used;
    std::int64_t m_elements = 0;
};

} // namespace headscope::core
