// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/textfile.h"

#include "core/base/error.h"
#include "core/files/mappedfile.h"

namespace headscope::core {

std::string readTextFile(const std::filesystem::path& path, std::size_t largest)
{
    const MappedFile file(path);
    const auto bytes = file.bytes();
    if (bytes.size() > largest) {
        throw Error(ErrorKind::FileDamaged, path.string() + " is " + std::to_string(bytes.size())
                                                + " bytes long, more than the "
                                                + std::to_string(largest)
                                                + " such a file may have");
    }
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace headscope::core
