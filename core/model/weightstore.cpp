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

const float* WeightStore::floats(const std::string& name, std::initializer_list<std::int64_t> shape)
{
    const TensorEntry* tensor = m_checkpoint->find(name);
    if (tensor == nullptr)
        throw Error(ErrorKind::FileDamaged, m_checkpoint->file().string() + ": there is no tensor "
                                                + name + " among the "
                                                + std::to_string(m_checkpoint->tensors().size()));
    if (!std::equal(shape.begin(), shape.end(), tensor->shape.begin(), tensor->shape.end()))
        throw Error(ErrorKind::FileDamaged, tensor->file.string() + ": tensor " + name
                                                + " has shape " + shapeText(tensor->shape)
                                                + ", config.json says "
                                                + shapeText({shape.begin(), shape.size()}));
    const std::int64_t n = tensor->elements();
    const bool known = std::any_of(m_used.begin(), m_used.end(),
                                   [&](const auto& used) { return used.first == tensor; });
    const bool inPlace = isFloatView(*tensor);
    m_control.report(inKibibytes(m_bytesRead), inKibibytes(m_bytesTotal));
    const float* data = nullptr;
    std::optional<TensorDigest> digest;
    if (m_reading == Reading::Outline) {
        checkReadable(*tensor);
        data = m_zeros.floats(static_cast<std::size_t>(n));
    } else if (inPlace) {
        data = reinterpret_cast<const float*>(tensor->bytes.data());
        digest = checkFinite(*tensor, m_control);
        m_inPlace.push_back(tensor);
    } else {
        m_widened.push_back(std::make_unique_for_overwrite<float[]>(static_cast<std::size_t>(n)));
        data = m_widened.back().get();
        digest = readFloats(*tensor, {m_widened.back().get(), static_cast<std::size_t>(n)},
                            m_control);
    }
    // Stopped: the model is given up, and so is the digest.
    if (!known) {
        m_used.emplace_back(tensor, digest.value_or(TensorDigest()));
        m_elements += n;
        m_bytesRead += static_cast<std::int64_t>(tensor->bytes.size());
        if (inPlace)
            m_bytesInPlace += n * static_cast<std::int64_t>(sizeof(float));
    }
    // Widened again where it is asked for again.
    if (!inPlace)
        m_bytesWidened += n * static_cast<std::int64_t>(sizeof(float));
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
