// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/support/childprocess.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <string_view>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace headscope::bench {

namespace {

[[noreturn]] void refuse(const std::string& program, int error)
{
    throw std::runtime_error(program + " could not be run: " + std::strerror(error));
}

std::vector<char*> pointers(std::vector<std::string>& texts)
{
    std::vector<char*> result;
    for (std::string& text : texts)
        result.push_back(text.data());
    result.push_back(nullptr);
    return result;
}

/// This process's environment as runChild() changes it.
std::vector<std::string> environmentWith(const std::vector<std::string>& changes)
{
    std::vector<std::string> result;
    for (const std::string& change : changes)
        if (change.find('=') != std::string::npos)
            result.push_back(change);
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view there = *entry;
        const auto name = there.substr(0, there.find('='));
        bool changed = false;
        for (const std::string& change : changes)
            changed = changed || std::string_view(change).substr(0, change.find('=')) == name;
        if (!changed)
            result.emplace_back(there);
    }
    return result;
}

std::string readAll(int file)
{
    std::string text;
    std::array<char, 4096> buffer{};
    for (;;) {
        const ssize_t n = read(file, buffer.data(), buffer.size());
        if (n > 0)
            text.append(buffer.data(), static_cast<std::size_t>(n));
        else if (n == 0 || errno != EINTR)
            return text;
    }
}

} // namespace

ChildResult runChild(const std::vector<std::string>& command,
                     const std::vector<std::string>& environment)
{
    std::array<int, 2> pipe{};
    if (pipe2(pipe.data(), O_CLOEXEC) != 0)
        refuse(command.front(), errno);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO);
    auto arguments = command;
    auto variables = environmentWith(environment);
    pid_t child = 0;
    const auto start = std::chrono::steady_clock::now();
    const int error = posix_spawn(&child, command.front().c_str(), &actions, nullptr,
                                  pointers(arguments).data(), pointers(variables).data());
    posix_spawn_file_actions_destroy(&actions);
    close(pipe[1]);
    ChildResult result;
    if (error == 0)
        result.output = readAll(pipe[0]);
    close(pipe[0]);
    if (error != 0)
        refuse(command.front(), error);
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    result.milliseconds =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    result.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return result;
}

int processId()
{
    return getpid();
}

std::string thisProgram()
{
    return std::filesystem::read_symlink("/proc/self/exe").string();
}

} // namespace headscope::bench
