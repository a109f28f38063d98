// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// HEADSCOPE_CLONES before a function: it is written once and compiled for several instruction sets;
// the machine's best is chosen at start. What it calls must be inlined into it (HEADSCOPE_INLINE),
// or stays plain. Sanitizers cannot follow the choice at start, so they get the plain build.
// HEADSCOPE_AVX512 is for code that is another one there, and called only where hasAvx512() says
// so.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)                                \
    && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define HEADSCOPE_CLONES                                                                           \
    __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#define HEADSCOPE_AVX512 __attribute__((target("arch=x86-64-v4")))
#define HEADSCOPE_HAS_CLONES 1
#else
#define HEADSCOPE_CLONES
#define HEADSCOPE_AVX512
#define HEADSCOPE_HAS_CLONES 0
#endif
#define HEADSCOPE_INLINE [[gnu::always_inline]] inline

namespace headscope::core {

/// Whether the machine runs what HEADSCOPE_AVX512 compiles; false where that is the plain build.
inline bool hasAvx512()
{
#if HEADSCOPE_HAS_CLONES
    return __builtin_cpu_supports("x86-64-v4") != 0;
#else
    return false;
#endif
}

} // namespace headscope::core
