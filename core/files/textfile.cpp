// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/textfile.h"

#include "core/base/error.h"
#include "core/files/openfile.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <unistd.h>

namespace headscope::core {

namespace {

[[noreturn]] void tooLarge(const std::filesystem::path& path, std::size_t size, std::size_t largest)
{
    throw Error(ErrorKind::FileDamaged, path.string() + " is " + std::to_string(size)
                                            + " bytes long, more than the "
                                            + std::to_string(largest) + " such a file may have");
}

} // namespace

std::string readTextFile(const std::filesystem::path& path, std::size_t largest)
{
    const OpenFile file(path);
    if (file.size() > largest)
        tooLarge(path, file.size(), largest);
    std::string text(file.size(), '\0');
    std::size_t read = 0;
    while (read < text.size()) {
        const ssize_t more = ::read(file.descriptor(), text.data() + read, text.size() - read);
        if (more < 0 && errno == EINTR)
            continue;
        if (more < 0)
            throw Error(ErrorKind::FileMissing,
                        "cannot read " + path.string() + ": " + std::strerror(errno));
        if (more == 0)
            break;
        read += static_cast<std::size_t>(more);
    }
    if (const std::string change = file.change(); !change.empty() || read < text.size())
        throw Error(ErrorKind::FileDamaged,
                    path.string() + " changed while it was read: it "
                        + (change.empty() ? "ended after " + std::to_string(read) + " of its "
                                                + std::to_string(text.size()) + " bytes"
                                          : change));
    return text;
}

} // namespace headscope::core
