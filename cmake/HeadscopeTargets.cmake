# SPDX-FileCopyrightText: 2026 The Headscope developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What every target of the project shares: compiler launcher, warnings, sanitizers, include root.

# Compiling again what was compiled before is ccache's work, where it is installed; it also knows what another clone
# of the project compiled, in whatever folder that is.
find_program(HEADSCOPE_CCACHE ccache)
mark_as_advanced(HEADSCOPE_CCACHE)
if(HEADSCOPE_CCACHE AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
        CCACHE_SLOPPINESS=pch_defines,time_macros ${HEADSCOPE_CCACHE})
endif()

add_library(headscope_options INTERFACE)
target_include_directories(headscope_options INTERFACE ${CMAKE_SOURCE_DIR})
# Two warnings of GCC 12 are off: -Wrestrict takes appended std::strings for overlapping ones (GCC bug 105651), and
# -Wmaybe-uninitialized the alternatives of a std::variant that are not there; the sanitizer builds look for the real thing.
target_compile_options(headscope_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict -Wno-maybe-uninitialized>
    $<$<BOOL:${HEADSCOPE_WERROR}>:-Werror>)
if(HEADSCOPE_SANITIZE)
    # A target with the property HEADSCOPE_UNCHECKED links the sanitizer, and is not slowed down by it.
    set(checked -fsanitize=${HEADSCOPE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
    target_compile_options(headscope_options INTERFACE
        "$<$<NOT:$<BOOL:$<TARGET_PROPERTY:HEADSCOPE_UNCHECKED>>>:${checked}>")
    # Tests that measure memory or cut files under a mapping ask for this; they may see no sanitizer themselves.
    target_compile_definitions(headscope_options INTERFACE HEADSCOPE_SANITIZED)
    # Eigen takes memory in another way where it sees the address sanitizer; all targets must take it alike.
    if(HEADSCOPE_SANITIZE MATCHES address)
        target_compile_definitions(headscope_options INTERFACE
            $<$<BOOL:$<TARGET_PROPERTY:HEADSCOPE_UNCHECKED>>:EIGEN_MALLOC_ALREADY_ALIGNED=0>)
    endif()
    target_link_options(headscope_options INTERFACE -fsanitize=${HEADSCOPE_SANITIZE})
endif()

if(HEADSCOPE_COVERAGE)
    # Tests count the program's lines, not their own. Counting so that threads do not lose counts to each other is
    # so slow in the search for words that tests end before it; tests use one thread instead.
    target_compile_options(headscope_options INTERFACE
        "$<$<NOT:$<BOOL:$<TARGET_PROPERTY:HEADSCOPE_UNCHECKED>>>:--coverage;-fprofile-update=single>")
    target_link_options(headscope_options INTERFACE --coverage)
endif()

# Headers that most files of a target include, compiled once. Off where it matters that every file names what it
# includes: in the builds that warnings fail.
function(headscope_precompile target)
    if(HEADSCOPE_PRECOMPILE)
        target_precompile_headers(${target} PRIVATE ${ARGN})
    endif()
endfunction()

# Qt without its keywords and without silent conversions between bytes and text.
add_library(headscope_qt_options INTERFACE)
target_compile_definitions(headscope_qt_options INTERFACE
    QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_FOREACH)
target_link_libraries(headscope_qt_options INTERFACE headscope_options)
