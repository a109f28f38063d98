// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>

/// Where the tests find what lies in the source tree and in the build folder, with `below`
/// appended. One file is compiled with these paths, so that a clone in another folder finds all
/// other files of the tests in the compiler's cache.
namespace headscope::tests {

std::string dataPath(const char* below = "");     ///< tests/data
std::string modelsPath(const char* below = "");   ///< resources/models: those embedded
std::string docsPath(const char* below = "");     ///< docs
std::string programsPath(const char* below = ""); ///< bin of the build folder

inline QString qDataPath(const char* below = "")
{
    return QString::fromStdString(dataPath(below));
}

inline QString qModelsPath(const char* below = "")
{
    return QString::fromStdString(modelsPath(below));
}

inline QString qDocsPath(const char* below = "")
{
    return QString::fromStdString(docsPath(below));
}

inline QString qProgramsPath(const char* below = "")
{
    return QString::fromStdString(programsPath(below));
}

} // namespace headscope::tests
