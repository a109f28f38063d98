// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QString>

#include <functional>
#include <optional>

namespace headscope::app {

/// What the core's exceptions become where work in another thread ends: no exception crosses an
/// event loop.
struct Failure {
    core::ErrorKind kind = core::ErrorKind::Unsupported;
    QString sentence;
};

/// Runs `work`; nullopt where it ends well.
std::optional<Failure> failureOf(const std::function<void()>& work);

} // namespace headscope::app
