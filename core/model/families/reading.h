// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/configfile.h"
#include "core/model/model.h"
#include "core/model/weightstore.h"

#include <string>
#include <string_view>

/// What the families share to read configurations.
namespace headscope::core::reading {

// What families read alike. Everything throws Error naming file, key and value.

constexpr std::int64_t mostWidth = 1 << 16; ///< of D and d
constexpr std::int64_t mostCount = 1 << 24; ///< of V, F and the context
constexpr std::int64_t mostLayers = 1024;   ///< of L

/// A required whole number, at least 1.
int count(const ConfigFile& config, std::string_view key, std::int64_t most = mostCount);
/// The same with a default.
int countOr(const ConfigFile& config, std::string_view key, int fallback,
            std::int64_t most = mostCount);
/// Of a norm: from 0 to below 1.
float epsilon(const ConfigFile& config, std::string_view key, double fallback);
/// The named activation; other names are refused.
Activation activation(const ConfigFile& config, std::string_view key, const char* fallback);
/// Of a name that is known already; `key` says where in errors.
Activation activationNamed(const ConfigFile& config, std::string_view key, const std::string& name);
/// Refuses an option that is not read: `why` ends the sentence "file: key is value; ".
[[noreturn]] void refuse(const ConfigFile& config, std::string_view key, const std::string& value,
                         const std::string& why);
/// Refuses a model in which the key is true.
void refuseWhereTrue(const ConfigFile& config, std::string_view key, const std::string& why);
/// bos_token_id, where it is a token.
std::optional<TokenId> beginningOfSequence(const ConfigFile& config);

/// name.weight and name.bias.
Norm layerNorm(WeightStore& weights, const std::string& name, int width, float epsilon);
/// name.weight.
Norm rmsNorm(WeightStore& weights, const std::string& name, int width, float epsilon);
/// No norm at all.
Norm noNorm(WeightStore& weights, int width);

/// As torch's Linear: name.weight (out, in).
Weight linear(WeightStore& weights, const std::string& name, int in, int out);
/// name.bias, or zeros where there is to be none.
Vector bias(WeightStore& weights, const std::string& name, int size, bool there = true);

/// What is said of rotary positions.
struct RotaryDefaults {
    double theta = 10000.0; ///< the base, where the config does not say it
    double share = 1.0;     ///< of the head that turns
    std::string kind = {}; ///< "full_attention": the entry of rope_parameters, where it has entries
    std::string thetaKey = "rope_theta"; ///< outside of rope_parameters
    bool scaled = true;                  ///< whether rope_scaling is of this kind
};
/// rope_parameters, or rope_theta and rope_scaling; types default, linear, llama3, yarn, longrope.
Rotary rotary(const ConfigFile& config, int headSize, const RotaryDefaults& defaults = {});
/// The keys' prefix where scaling is written: "rope_parameters." or "rope_scaling.".
std::string rotaryPrefix(const ConfigFile& config, const RotaryDefaults& defaults);
/// 0.1 factor ln(scale) + 1 (Peng et al. 2023, YaRN).
double yarnFactor(double scale, double factor);

} // namespace headscope::core::reading
