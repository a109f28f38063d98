// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// HEADSCOPE_CLONES before a function: it is written once and compiled for several instruction sets;
// the machine's best is chosen at start. What it calls must be inlined into it (HEADSCOPE_INLINE),
// or stays plain. Sanitizers cannot follow the choice at start, so they get the plain build.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)                                \
    && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define HEADSCOPE_CLONES                                                                           \
    __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define HEADSCOPE_CLONES
#endif
#define HEADSCOPE_INLINE [[gnu::always_inline]] inline
