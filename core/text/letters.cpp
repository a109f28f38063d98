// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/letters.h"

#include <stdexcept>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

namespace headscope::core {

struct LetterFinder::Impl {
    std::unique_ptr<pcre2_code, decltype(&pcre2_code_free)> code{nullptr, pcre2_code_free};
    std::unique_ptr<pcre2_match_data, decltype(&pcre2_match_data_free)> match{
        nullptr, pcre2_match_data_free};
};

LetterFinder::LetterFinder() : m_impl(std::make_unique<Impl>())
{
    int error = 0;
    PCRE2_SIZE offset = 0;
    m_impl->code.reset(pcre2_compile(reinterpret_cast<PCRE2_SPTR>("[\\p{L}\\p{N}]"),
                                     PCRE2_ZERO_TERMINATED, PCRE2_UTF | PCRE2_UCP, &error, &offset,
                                     nullptr));
    if (!m_impl->code)
        throw std::logic_error("the pattern for letters and digits does not compile");
    m_impl->match.reset(pcre2_match_data_create_from_pattern(m_impl->code.get(), nullptr));
}

LetterFinder::~LetterFinder() = default;

bool LetterFinder::hasLetterOrDigit(std::string_view word) const
{
    return pcre2_match(m_impl->code.get(), reinterpret_cast<PCRE2_SPTR>(word.data()), word.size(),
                       0, 0, m_impl->match.get(), nullptr)
           > 0;
}

} // namespace headscope::core
