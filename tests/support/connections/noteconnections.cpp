// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Loaded into a program by LD_PRELOAD: writes a line to the file that HEADSCOPE_TEST_CONNECTIONS
// names for everything that is a step towards the network. Sockets within the machine (AF_UNIX) are
// none.
#include <cstdlib>
#include <cstring>

#include <dlfcn.h>
#include <fcntl.h>
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

void note(const char* what)
{
    const char* path = std::getenv("HEADSCOPE_TEST_CONNECTIONS");
    const int file = path ? ::open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
    // A step that cannot be noted must not pass for none.
    if (file < 0 || ::write(file, what, std::strlen(what)) < 0)
        std::abort();
    ::close(file);
}

bool isNetwork(int family)
{
    return family == AF_INET || family == AF_INET6;
}

template<typename Function>
Function next(const char* name)
{
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

} // namespace

extern "C" {

int socket(int domain, int type, int protocol)
{
    if (isNetwork(domain))
        note("socket\n");
    return next<int (*)(int, int, int)>("socket")(domain, type, protocol);
}

int connect(int socket, const sockaddr* address, socklen_t length)
{
    if (address && isNetwork(address->sa_family))
        note("connect\n");
    return next<int (*)(int, const sockaddr*, socklen_t)>("connect")(socket, address, length);
}

int getaddrinfo(const char* node, const char* service, const addrinfo* hints, addrinfo** result)
{
    note("getaddrinfo\n");
    return next<int (*)(const char*, const char*, const addrinfo*, addrinfo**)>("getaddrinfo")(
        node, service, hints, result);
}

hostent* gethostbyname(const char* name)
{
    note("gethostbyname\n");
    return next<hostent* (*)(const char*)>("gethostbyname")(name);
}

} // extern "C"
