// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/regexsplitter.h"

#include "core/base/error.h"
#include "core/files/quote.h"
#include "core/text/onigurumapattern.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <new>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

namespace headscope::core {

namespace {

struct Free {
    void operator()(pcre2_code* code) const { pcre2_code_free(code); }
    void operator()(pcre2_match_data* data) const { pcre2_match_data_free(data); }
    void operator()(pcre2_match_context* context) const { pcre2_match_context_free(context); }
    void operator()(pcre2_compile_context* context) const { pcre2_compile_context_free(context); }
};
using Code = std::unique_ptr<pcre2_code, Free>;
using MatchData = std::unique_ptr<pcre2_match_data, Free>;
using MatchContext = std::unique_ptr<pcre2_match_context, Free>;
using CompileContext = std::unique_ptr<pcre2_compile_context, Free>;

template<class Pointer>
Pointer allocated(Pointer pointer)
{
    if (!pointer)
        throw std::bad_alloc();
    return pointer;
}

std::string reasonOf(int error)
{
    std::array<PCRE2_UCHAR, 256> text{};
    pcre2_get_error_message(error, text.data(), text.size());
    return reinterpret_cast<const char*>(text.data());
}

PCRE2_SPTR units(std::string_view text)
{
    return reinterpret_cast<PCRE2_SPTR>(text.data());
}

Code compile(const std::string& pattern, std::uint32_t options, const std::string& where)
{
    const CompileContext context = allocated(CompileContext(pcre2_compile_context_create(nullptr)));
    // The library's own default is a choice of whoever built it.
    pcre2_set_newline(context.get(), PCRE2_NEWLINE_LF);
    int error = 0;
    PCRE2_SIZE offset = 0;
    Code code(
        pcre2_compile(units(pattern), pattern.size(), options, &error, &offset, context.get()));
    if (!code)
        throw Error(ErrorKind::Unsupported, where + ": the pattern " + quote(pattern)
                                                + " is wrong at byte " + std::to_string(offset)
                                                + " of " + std::to_string(pattern.size()) + ": "
                                                + reasonOf(error));
    // Where there is no just-in-time compiler, matching is slower and the same.
    pcre2_jit_compile(code.get(), PCRE2_JIT_COMPLETE);
    return code;
}

} // namespace

struct RegexSplitter::Impl {
    std::string where;
    Code code;
};

RegexSplitter::RegexSplitter(const TokenizerFile::Pattern& pattern, std::string where)
    : m_impl(std::make_unique<Impl>())
{
    m_impl->where = std::move(where);
    if (!pattern.isRegex)
        m_impl->code = compile(pattern.text, PCRE2_UTF | PCRE2_LITERAL, m_impl->where);
    else
        m_impl->code = compile(onigurumaToPcre2(pattern.text, m_impl->where),
                               PCRE2_UTF | PCRE2_UCP | PCRE2_MULTILINE | PCRE2_NEVER_BACKSLASH_C,
                               m_impl->where);
}

RegexSplitter::~RegexSplitter() = default;
RegexSplitter::RegexSplitter(RegexSplitter&&) noexcept = default;

void RegexSplitter::split(std::string_view text, std::vector<Segment>& segments) const
{
    const MatchData data = allocated(
        MatchData(pcre2_match_data_create_from_pattern(m_impl->code.get(), nullptr)));
    const MatchContext context = allocated(MatchContext(pcre2_match_context_create(nullptr)));
    // One match may span the whole text and look at each character a few times; a pattern that
    // needs far more than that would never end.
    constexpr std::size_t least = 10'000'000;
    constexpr std::size_t perByte = 64;
    constexpr std::size_t most = UINT32_MAX;
    pcre2_set_match_limit(
        context.get(), static_cast<std::uint32_t>(std::clamp(text.size() * perByte, least, most)));
    constexpr std::uint32_t mostKibibytes = 1U << 20U;
    pcre2_set_heap_limit(context.get(), mostKibibytes);

    const auto addGap = [&](std::size_t begin, std::size_t end) {
        if (end > begin)
            segments.push_back({text.substr(begin, end - begin), false});
    };
    std::size_t covered = 0;  // segments reach up to here
    std::size_t searched = 0; // and the next match begins here or later
    while (searched < text.size()) {
        // Checking the text's UTF-8 anew for each match would make the whole quadratic.
        std::uint32_t options = PCRE2_NO_UTF_CHECK;
        int count = pcre2_match(m_impl->code.get(), units(text), text.size(), searched, options,
                                data.get(), context.get());
        if (count == PCRE2_ERROR_JIT_STACKLIMIT) {
            // The interpreter keeps its stack on the heap.
            options |= PCRE2_NO_JIT;
            count = pcre2_match(m_impl->code.get(), units(text), text.size(), searched, options,
                                data.get(), context.get());
        }
        if (count == PCRE2_ERROR_NOMATCH)
            break;
        if (count < 0)
            throw Error(ErrorKind::Unsupported, m_impl->where + ": the pattern fails on a text of "
                                                    + std::to_string(text.size())
                                                    + " bytes at byte " + std::to_string(searched)
                                                    + ": " + reasonOf(count));
        const PCRE2_SIZE* const range = pcre2_get_ovector_pointer(data.get());
        const std::size_t begin = range[0];
        const std::size_t end = range[1];
        addGap(covered, begin);
        segments.push_back({text.substr(begin, end > begin ? end - begin : 0), true});
        covered = std::max(begin, end);
        searched = covered;
        if (end <= begin) {
            // An empty match is a boundary; go on behind the next character.
            ++searched;
            while (searched < text.size()
                   && (static_cast<unsigned char>(text[searched]) & 0xC0U) == 0x80U)
                ++searched;
        }
    }
    addGap(covered, text.size());
}

bool RegexSplitter::isWordCharacter(std::string_view character)
{
    static const Code code = compile(R"([\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\x{200c}\x{200d}])",
                                     PCRE2_UTF | PCRE2_UCP, "word characters");
    const MatchData data = allocated(
        MatchData(pcre2_match_data_create_from_pattern(code.get(), nullptr)));
    return pcre2_match(code.get(), units(character), character.size(), 0, PCRE2_ANCHORED,
                       data.get(), nullptr)
           > 0;
}

} // namespace headscope::core
