// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/places.h"

namespace headscope::tests {

std::string dataPath(const char* below)
{
    return std::string(HEADSCOPE_SOURCE_DIR "/tests/data") + below;
}

std::string modelsPath(const char* below)
{
    return std::string(HEADSCOPE_SOURCE_DIR "/resources/models") + below;
}

std::string docsPath(const char* below)
{
    return std::string(HEADSCOPE_SOURCE_DIR "/docs") + below;
}

std::string programsPath(const char* below)
{
    return std::string(HEADSCOPE_BINARY_DIR "/bin") + below;
}

} // namespace headscope::tests
