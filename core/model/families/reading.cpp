// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/families/reading.h"

#include "core/base/error.h"
#include "core/files/quote.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace headscope::core::reading {

int count(const ConfigFile& config, std::string_view key, std::int64_t most)
{
    return static_cast<int>(config.requiredInteger(key, 1, most));
}

int countOr(const ConfigFile& config, std::string_view key, int fallback, std::int64_t most)
{
    return config.has(key) ? count(config, key, most) : fallback;
}

float epsilon(const ConfigFile& config, std::string_view key, double fallback)
{
    return static_cast<float>(config.numberWithin(key, 0.0, 1.0).value_or(fallback));
}

void refuse(const ConfigFile& config, std::string_view key, const std::string& value,
            const std::string& why)
{
    throw Error(ErrorKind::Unsupported,
                config.path().string() + ": " + std::string(key) + " is " + value + "; " + why);
}

void refuseWhereTrue(const ConfigFile& config, std::string_view key, const std::string& why)
{
    if (config.boolean(key).value_or(false))
        refuse(config, key, "true", why);
}

Activation activationNamed(const ConfigFile& config, std::string_view key, const std::string& name)
{
    if (name == "gelu_new" || name == "gelu_pytorch_tanh" || name == "gelu_fast")
        return Activation::GeluTanh;
    if (name == "gelu")
        return Activation::Gelu;
    if (name == "relu")
        return Activation::Relu;
    if (name == "silu" || name == "swish")
        return Activation::Silu;
    throw Error(
        ErrorKind::Unsupported,
        config.path().string() + ": " + std::string(key) + " " + quote(name)
            + " is not one of gelu_new, gelu_pytorch_tanh, gelu_fast, gelu, relu, silu, swish");
}

Activation activation(const ConfigFile& config, std::string_view key, const char* fallback)
{
    return activationNamed(config, key, config.text(key).value_or(fallback));
}

std::optional<TokenId> beginningOfSequence(const ConfigFile& config)
{
    const auto bos = config.integer("bos_token_id");
    if (!bos || *bos < 0 || *bos >= config.requiredInteger("vocab_size", 1, mostCount))
        return std::nullopt;
    return static_cast<TokenId>(*bos);
}

Norm layerNorm(WeightStore& weights, const std::string& name, int width, float epsilon)
{
    return {Norm::Kind::Layer, weights.vector(name + ".weight", width),
            weights.vector(name + ".bias", width), width, epsilon};
}

Norm rmsNorm(WeightStore& weights, const std::string& name, int width, float epsilon)
{
    return {Norm::Kind::Rms, weights.vector(name + ".weight", width), nullptr, width, epsilon};
}

Norm noNorm(WeightStore& weights, int width)
{
    return {Norm::Kind::None, weights.ones(width), nullptr, width, 0.0F};
}

Weight linear(WeightStore& weights, const std::string& name, int in, int out)
{
    return weights.matrix(name + ".weight", in, out, WeightStore::Layout::OutIn);
}

Vector bias(WeightStore& weights, const std::string& name, int size, bool there)
{
    if (!there)
        return Vector::Zero(size);
    return ConstVectorView(weights.vector(name + ".bias", size), size);
}

std::string rotaryPrefix(const ConfigFile& config, const RotaryDefaults& defaults)
{
    if (config.has("rope_parameters")) {
        const std::string own = "rope_parameters." + defaults.kind;
        return !defaults.kind.empty() && config.has(own) ? own + "." : "rope_parameters.";
    }
    return "rope_scaling.";
}

double yarnFactor(double scale, double factor)
{
    return scale <= 1.0 ? 1.0 : 0.1 * factor * std::log(scale) + 1.0;
}

namespace {

/// Reads one kind of rotary positions.
class RotaryReader
{
public:
    RotaryReader(const ConfigFile& config, int headSize, const RotaryDefaults& defaults)
        : m_config(config), m_prefix(rotaryPrefix(config, defaults))
    {
        const bool inside = m_config.has(m_prefix + "rope_theta");
        m_theta =
            positive(inside ? m_prefix + "rope_theta" : defaults.thetaKey).value_or(defaults.theta);
        const double share = shareOf(defaults);
        m_size = static_cast<int>(headSize * share);
        for (int k = 0; k < m_size; k += 2)
            m_rotary.frequencies.push_back(
                std::pow(m_theta, -static_cast<double>(k) / static_cast<double>(m_size)));
        if (m_rotary.size() > headSize)
            refuse(m_config, "partial_rotary_factor", std::to_string(share),
                   "it turns " + std::to_string(m_rotary.size()) + " dimensions of heads that have "
                       + std::to_string(headSize));
    }

    Rotary read(bool scaled)
    {
        const std::string type = scaled ? typeName() : "default";
        if (type == "linear")
            linearly();
        else if (type == "llama3")
            likeLlama3();
        else if (type == "yarn")
            yarn();
        else if (type == "longrope" || type == "su")
            longrope();
        else if (type != "default")
            throw Error(ErrorKind::Unsupported,
                        m_config.path().string() + ": " + m_prefix + "rope_type " + quote(type)
                            + " is not one of default, linear, llama3, yarn, longrope");
        return std::move(m_rotary);
    }

private:
    std::string typeName() const
    {
        if (const auto type = m_config.text(m_prefix + "rope_type"))
            return *type;
        return m_config.text(m_prefix + "type").value_or("default");
    }

    std::optional<double> positive(const std::string& key) const
    {
        const auto value = m_config.number(key);
        if (value && (!(*value > 0.0) || !std::isfinite(*value)))
            throw Error(ErrorKind::FileDamaged, m_config.path().string() + ": " + key + " is "
                                                    + std::to_string(*value)
                                                    + " but must be a number above 0");
        return value;
    }

    double required(const std::string& name) const
    {
        const auto value = positive(m_prefix + name);
        if (!value)
            throw Error(ErrorKind::FileDamaged, m_config.path().string() + ": " + m_prefix + name
                                                    + " is missing but must be a number above 0");
        return *value;
    }

    double shareOf(const RotaryDefaults& defaults) const
    {
        for (const std::string& key :
             {m_prefix + "partial_rotary_factor", std::string("partial_rotary_factor"),
              std::string("rotary_pct")})
            if (const auto share = positive(key))
                return std::min(*share, 1.0);
        return defaults.share;
    }

    /// The prompt length that the model was trained with before it was made longer.
    double originalLength() const
    {
        for (const std::string& key : {m_prefix + "original_max_position_embeddings",
                                       std::string("original_max_position_embeddings"),
                                       std::string("max_position_embeddings")})
            if (const auto value = positive(key))
                return *value;
        return required("original_max_position_embeddings");
    }

    void linearly()
    {
        const double factor = required("factor");
        for (double& f : m_rotary.frequencies)
            f /= factor;
    }

    /// Slow turns become slower by `factor`, fast ones stay, those between are mixed.
    void likeLlama3()
    {
        const double factor = required("factor");
        const double low = required("low_freq_factor");
        const double high = required("high_freq_factor");
        const double length = required("original_max_position_embeddings");
        if (!(high > low))
            throw Error(ErrorKind::FileDamaged, m_config.path().string() + ": " + m_prefix
                                                    + "high_freq_factor is " + std::to_string(high)
                                                    + " but must be above low_freq_factor, "
                                                    + std::to_string(low));
        for (double& f : m_rotary.frequencies) {
            const double turns = length * f / (2.0 * std::numbers::pi);
            const double kept = std::clamp((turns - low) / (high - low), 0.0, 1.0);
            f = (1.0 - kept) * f / factor + kept * f;
        }
    }

    void yarn()
    {
        const double factor = required("factor");
        const double length = originalLength();
        const auto own = positive(m_prefix + "attention_factor");
        const auto scale = positive(m_prefix + "mscale");
        const auto scaleOfAll = positive(m_prefix + "mscale_all_dim");
        if (own)
            m_rotary.scale = *own;
        else if (scale && scaleOfAll)
            m_rotary.scale = yarnFactor(factor, *scale) / yarnFactor(factor, *scaleOfAll);
        else
            m_rotary.scale = yarnFactor(factor, 1.0);
        // The dimension that turns so often within the length.
        const auto dimension = [&](double turns) {
            return m_size * std::log(length / (turns * 2.0 * std::numbers::pi))
                   / (2.0 * std::log(m_theta));
        };
        double first = dimension(positive(m_prefix + "beta_fast").value_or(32.0));
        double last = dimension(positive(m_prefix + "beta_slow").value_or(1.0));
        if (m_config.boolean(m_prefix + "truncate").value_or(true)) {
            first = std::floor(first);
            last = std::ceil(last);
        }
        first = std::max(first, 0.0);
        last = std::min(last, static_cast<double>(m_size - 1));
        if (first == last)
            last += 0.001;
        for (std::size_t p = 0; p < m_rotary.frequencies.size(); ++p) {
            double& f = m_rotary.frequencies[p];
            const double slow = std::clamp((static_cast<double>(p) - first) / (last - first), 0.0,
                                           1.0);
            f = f / factor * slow + f * (1.0 - slow);
        }
    }

    std::vector<double> factors(const std::string& name) const
    {
        const std::string key = m_prefix + name;
        const auto list = m_config.numbers(key);
        if (!list || list->size() != m_rotary.frequencies.size())
            throw Error(ErrorKind::FileDamaged, m_config.path().string() + ": " + key + " has "
                                                    + std::to_string(list ? list->size() : 0)
                                                    + " numbers but must have "
                                                    + std::to_string(m_rotary.frequencies.size())
                                                    + ", one for each pair that turns");
        for (const double factor : *list)
            if (!(factor > 0.0) || !std::isfinite(factor))
                throw Error(ErrorKind::FileDamaged, m_config.path().string() + ": " + key
                                                        + " has the item " + std::to_string(factor)
                                                        + " but must hold numbers above 0");
        return *list;
    }

    /// Ding et al. 2024, LongRoPE: a factor for each pair, other ones for long prompts.
    void longrope()
    {
        const auto shorter = factors("short_factor");
        const auto longer = factors("long_factor");
        const double length = originalLength();
        const double most = positive("max_position_embeddings").value_or(length);
        m_rotary.longFrom = static_cast<int>(std::min(length, 1e9));
        m_rotary.longFrequencies = m_rotary.frequencies;
        for (std::size_t p = 0; p < shorter.size(); ++p) {
            m_rotary.frequencies[p] /= shorter[p];
            m_rotary.longFrequencies[p] /= longer[p];
        }
        const double scale = positive(m_prefix + "factor").value_or(most / length);
        const double made = scale <= 1.0 ? 1.0
                                         : std::sqrt(1.0 + std::log(scale) / std::log(length));
        m_rotary.scale = positive(m_prefix + "attention_factor").value_or(made);
    }

    const ConfigFile& m_config;
    std::string m_prefix;
    double m_theta = 0.0;
    int m_size = 0; ///< dimensions that turn
    Rotary m_rotary;
};

} // namespace

Rotary rotary(const ConfigFile& config, int headSize, const RotaryDefaults& defaults)
{
    return RotaryReader(config, headSize, defaults).read(defaults.scaled);
}

} // namespace headscope::core::reading
