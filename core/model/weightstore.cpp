// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/weightstore.h"

#include "core/base/error.h"

#include <algorithm>
#include <limits>
#include <map>

namespace headscope::core {

namespace {

std::string shapeText(std::span<const std::int64_t> shape)
{
    std::string text = "(";
    for (std::size_t i = 0; i < shape.size(); ++i) {
        if (i > 0)
            text += ", ";
        text += std::to_string(shape[i]);
    }
    text += ")";
    return text;
}

int inKibibytes(std::int64_t bytes)
{
    return static_cast<int>(std::min<std::int64_t>(bytes >> 10, std::numeric_limits<int>::max()));
}

} // namespace

WeightStore::WeightStore(std::unique_ptr<Checkpoint> checkpoint, RunControl control,
                         Reading reading)
    : m_checkpoint(std::move(checkpoint)), m_control(std::move(control)), m_reading(reading)
{
    for (const TensorEntry& tensor : m_checkpoint->tensors())
        m_bytesTotal += static_cast<std::int64_t>(tensor.bytes.size());
}

bool WeightStore::hasUnder(const std::string& beginning) const
{
    const auto& tensors = m_checkpoint->tensors();
    return std::any_of(tensors.begin(), tensors.end(), [&](const TensorEntry& tensor) {
        return tensor.name.starts_with(beginning);
    });
}

/// A tensor of that name and shape.
const TensorEntry& WeightStore::checked(const std::string& name,
                                        std::initializer_list<std::int64_t> shape) const
{
    const TensorEntry* tensor = m_checkpoint->find(name);
    if (tensor == nullptr)
        throw Error(ErrorKind::FileDamaged, m_checkpoint->file().string() + ": there is no tensor "
                                                + name + " among the "
                                                + std::to_string(m_checkpoint->tensors().size()));
    if (!std::equal(shape.begin(), shape.end(), tensor->shape.begin(), tensor->shape.end()))
        throw Error(ErrorKind::FileDamaged, tensor->file.string() + ": tensor " + name
                                                + " has shape " + shapeText(tensor->shape)
                                                + ", but config.json says "
                                                + shapeText({shape.begin(), shape.size()}));
    return *tensor;
}

/// Counts a tensor that was handed out; without a digest, reading was stopped and the model is
/// given up.
void WeightStore::note(const TensorEntry& tensor, const std::optional<TensorDigest>& digest,
                       bool inPlace)
{
    const bool known = std::any_of(m_used.begin(), m_used.end(),
                                   [&](const auto& used) { return used.first == &tensor; });
    if (known)
        return;
    const std::int64_t n = tensor.elements();
    m_used.emplace_back(&tensor, digest.value_or(TensorDigest()));
    m_elements += n;
    m_bytesRead += static_cast<std::int64_t>(tensor.bytes.size());
    if (inPlace)
        m_bytesInPlace += n * static_cast<std::int64_t>(sizeof(float));
}

/// Memory of the store's own for so many floats; nullptr in an outline, which has zeros for all.
float* WeightStore::own(std::int64_t floats)
{
    m_bytesWidened += floats * static_cast<std::int64_t>(sizeof(float));
    if (m_reading == Reading::Outline)
        return nullptr;
    m_widened.push_back(std::make_unique_for_overwrite<float[]>(static_cast<std::size_t>(floats)));
    return m_widened.back().get();
}

const float* WeightStore::floats(const std::string& name, std::initializer_list<std::int64_t> shape)
{
    const TensorEntry& tensor = checked(name, shape);
    const std::int64_t n = tensor.elements();
    const bool inPlace = isFloatView(tensor);
    m_control.report(inKibibytes(m_bytesRead), inKibibytes(m_bytesTotal));
    const float* data = nullptr;
    std::optional<TensorDigest> digest;
    if (m_reading == Reading::Outline) {
        checkReadable(tensor);
        if (!inPlace)
            own(n);
        data = m_zeros.floats(static_cast<std::size_t>(n));
    } else if (inPlace) {
        data = reinterpret_cast<const float*>(tensor.bytes.data());
        digest = checkFinite(tensor, m_control);
        m_inPlace.push_back(&tensor);
    } else {
        float* const widened = own(n); // again where it is asked for again
        data = widened;
        digest = readFloats(tensor, {widened, static_cast<std::size_t>(n)}, m_control);
    }
    note(tensor, digest, inPlace);
    return data;
}

/// Reads all of a tensor to memory of somebody else's.
void WeightStore::readOnce(const TensorEntry& tensor, std::span<float> to)
{
    m_control.report(inKibibytes(m_bytesRead), inKibibytes(m_bytesTotal));
    std::optional<TensorDigest> digest;
    if (m_reading == Reading::Outline)
        checkReadable(tensor);
    else
        digest = readFloats(tensor, to, m_control);
    note(tensor, digest, false);
}

Weight WeightStore::assembled(int in, int out, const std::vector<Piece>& pieces)
{
    const std::int64_t all = std::int64_t(in) * out;
    // All there before any memory is asked for.
    for (const Piece& piece : pieces)
        checked(piece.name, {piece.rows, piece.columns});
    float* const data = own(all);
    std::vector<float> whole; // of one tensor at a time
    const TensorEntry* read = nullptr;
    for (const Piece& piece : pieces) {
        if (stopped())
            break;
        const TensorEntry& tensor = checked(piece.name, {piece.rows, piece.columns});
        if (&tensor != read) {
            const bool outline = m_reading == Reading::Outline;
            whole.resize(outline ? 0 : static_cast<std::size_t>(tensor.elements()));
            readOnce(tensor, whole);
            read = &tensor;
        }
        for (int row = 0; data != nullptr && row < piece.count; ++row)
            std::copy_n(whole.begin() + std::ptrdiff_t(piece.firstRow + row) * piece.columns,
                        piece.columns,
                        data + std::ptrdiff_t(piece.atRow + row) * in + piece.atColumn);
    }
    return {data != nullptr ? data : m_zeros.floats(static_cast<std::size_t>(all)), in, out, in,
            true};
}

const float* WeightStore::changedVector(const std::string& name, int size, float (*change)(float))
{
    const TensorEntry& tensor = checked(name, {size});
    float* const data = own(size);
    readOnce(tensor, {data, data == nullptr ? 0 : static_cast<std::size_t>(size)});
    if (data == nullptr)
        return m_zeros.floats(static_cast<std::size_t>(size));
    std::transform(data, data + size, data, change);
    return data;
}

const float* WeightStore::ones(int size)
{
    float* const data = own(size);
    if (data == nullptr)
        return m_zeros.floats(static_cast<std::size_t>(size));
    std::fill_n(data, size, 1.0F);
    return data;
}

Weight WeightStore::matrix(const std::string& name, int in, int out, Layout layout)
{
    if (layout == Layout::InOut)
        return {floats(name, {in, out}), in, out, out, false};
    return {floats(name, {out, in}), in, out, in, true};
}

const float* WeightStore::vector(const std::string& name, int size)
{
    return floats(name, {size});
}

Vector WeightStore::vectorOrZeros(const std::string& name, int size)
{
    if (!has(name))
        return Vector::Zero(size);
    return ConstVectorView(vector(name, size), size);
}

void WeightStore::finishReading()
{
    m_checkpoint->checkUnchanged();
    m_checkpoint->closeAllBut(m_inPlace);
}

std::string WeightStore::mainDtype() const
{
    std::map<std::string, std::int64_t> elements;
    for (const auto& [tensor, digest] : m_used)
        elements[tensor->dtypeName] += tensor->elements();
    const auto most = std::max_element(
        elements.begin(), elements.end(),
        [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == elements.end() ? std::string() : most->first;
}

} // namespace headscope::core
