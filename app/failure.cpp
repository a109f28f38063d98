// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/failure.h"

#include <new>

namespace headscope::app {

std::optional<Failure> failureOf(const std::function<void()>& work)
{
    try {
        work();
    } catch (const core::Error& error) {
        return Failure{error.kind(), QString::fromUtf8(error.what())};
    } catch (const std::bad_alloc&) {
        return Failure{core::ErrorKind::Unsupported,
                       QStringLiteral("there is not enough memory for this")};
    } catch (const std::exception& error) {
        return Failure{core::ErrorKind::Unsupported, QString::fromUtf8(error.what())};
    }
    return std::nullopt;
}

} // namespace headscope::app
