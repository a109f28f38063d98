// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/runcontrol.h"
#include "core/files/tensorreader.h"
#include "core/files/zeropages.h"
#include "core/model/model.h"

#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
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

    /// What the getters do with a tensor.
    enum class Reading {
        Values,  ///< its numbers are checked, hashed and, where need be, widened
        Outline, ///< name, dtype and shape are checked; all numbers handed out are zero
    };

    /// `control` stops the getters, whose floats are then undefined, and is told KiB of the files.
    WeightStore(std::unique_ptr<Checkpoint> checkpoint, RunControl control,
                Reading reading = Reading::Values);

    /// Lives as long as the store, and closes files in finishReading().
    const Checkpoint& checkpoint() const { return *m_checkpoint; }
    /// Whether there is a tensor of just this name.
    bool has(const std::string& name) const { return m_checkpoint->find(name) != nullptr; }
    /// Whether there is any tensor whose name begins so.
    bool hasUnder(const std::string& beginning) const;
    /// A view of floats of the file, or of floats that were widened, anew by each call.
    Weight matrix(const std::string& name, int in, int out, Layout layout);
    const float* vector(const std::string& name, int size); ///< (size), likewise
    /// A copy of the tensor, or zeros where there is no tensor of that name.
    Vector vectorOrZeros(const std::string& name, int size);

    /// A part of a tensor, and where it stands in a matrix that is put together.
    struct Piece {
        std::string name; ///< of the tensor
        int rows = 0;     ///< of the tensor
        int columns = 0;  ///< of the tensor
        int firstRow = 0; ///< of the part; it has all columns
        int count = 0;    ///< its rows
        int atRow = 0;    ///< where its first row comes to stand
        int atColumn = 0; ///< where its first column does
    };
    /// (in, out) put together from parts of tensors as torch's Linear lays them out, (out, in), in
    /// memory of its own: what projections that are joined or taken apart become. Pieces cover all
    /// of it, and those of one tensor follow each other.
    Weight assembled(int in, int out, const std::vector<Piece>& pieces);
    /// A copy of a vector, every number changed by `change`.
    const float* changedVector(const std::string& name, int size, float (*change)(float));
    /// `size` ones: the gains of a norm that is none.
    const float* ones(int size);

    /// To be called when the family has all it wants: throws Error{FileDamaged} where a file was
    /// cut or written to while it was read, and closes those that nothing is used of in place.
    void finishReading();

    /// The number of elements of all tensors handed out, each counted once.
    std::int64_t elements() const { return m_elements; }
    std::string mainDtype() const; ///< of most of these elements, as the files spell it
    /// Of all tensors handed out, those used where they lie in the file, in bytes of float32.
    std::int64_t bytesInPlace() const { return m_bytesInPlace; }
    /// All floats in memory of the store's own, in bytes: widened, put together, changed, ones. An
    /// outline only counts them.
    std::int64_t bytesWidened() const { return m_bytesWidened; }
    /// Of all tensors handed out, in bytes of the files.
    std::int64_t bytesRead() const { return m_bytesRead; }
    std::int64_t fileBytes() const { return m_bytesTotal; } ///< of all tensors that there are
    /// Of all tensors handed out, see core::weightsHash(); of values that were read.
    std::string hash() const { return weightsHash(m_used); }
    /// True once the caller asked to stop; the families then return early.
    bool stopped() const { return m_control.stopped(); }

private:
    const TensorEntry& checked(const std::string& name,
                               std::initializer_list<std::int64_t> shape) const;
    const float* floats(const std::string& name, std::initializer_list<std::int64_t> shape);
    void readOnce(const TensorEntry& tensor, std::span<float> to);
    void note(const TensorEntry& tensor, const std::optional<TensorDigest>& digest, bool inPlace);
    float* own(std::int64_t floats);

    std::unique_ptr<Checkpoint> m_checkpoint;
    RunControl m_control;
    Reading m_reading;
    ZeroPages m_zeros; ///< what an outline hands out
    std::vector<std::unique_ptr<float[]>> m_widened;
    std::vector<const TensorEntry*> m_inPlace;
    std::vector<std::pair<const TensorEntry*, TensorDigest>> m_used;
    std::int64_t m_elements = 0;
    std::int64_t m_bytesInPlace = 0;
    std::int64_t m_bytesWidened = 0;
    std::int64_t m_bytesRead = 0;  ///< of the tensors handed out, in the files
    std::int64_t m_bytesTotal = 0; ///< of all tensors in the files
};

} // namespace headscope::core
