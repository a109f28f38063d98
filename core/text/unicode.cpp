// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/unicode.h"

#include "core/base/utf8.h"

#include <unicode/brkiter.h>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uniset.h>
#include <unicode/utext.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace headscope::core {

namespace {

/// The library fails only where its own data or memory is missing.
void check(UErrorCode status)
{
    if (U_FAILURE(status))
        throw std::runtime_error(std::string("the Unicode library failed: ") + u_errorName(status));
}

const icu::Normalizer2& library(NormalForm form)
{
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* result = nullptr;
    switch (form) {
    case NormalForm::Nfc:
        result = icu::Normalizer2::getNFCInstance(status);
        break;
    case NormalForm::Nfd:
        result = icu::Normalizer2::getNFDInstance(status);
        break;
    case NormalForm::Nfkc:
        result = icu::Normalizer2::getNFKCInstance(status);
        break;
    case NormalForm::Nfkd:
        result = icu::Normalizer2::getNFKDInstance(status);
        break;
    }
    check(status);
    return *result;
}

/// The characters of Unicode 9.
const icu::UnicodeSet& ofUnicode9()
{
    static const icu::UnicodeSet set = [] {
        UErrorCode status = U_ZERO_ERROR;
        icu::UnicodeSet characters(u"[:Age=9.0:]", status);
        check(status);
        characters.freeze();
        return characters;
    }();
    return set;
}

bool isAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

icu::StringPiece pieceOf(std::string_view text)
{
    return {text.data(), static_cast<std::int32_t>(text.size())};
}

} // namespace

std::string normalized(std::string_view text, NormalForm form)
{
    if (isAscii(text))
        return std::string(text);
    const icu::FilteredNormalizer2 normalizer(library(form), ofUnicode9());
    std::string result;
    icu::StringByteSink<std::string> sink(&result);
    UErrorCode status = U_ZERO_ERROR;
    normalizer.normalizeUTF8(0, pieceOf(text), sink, nullptr, status);
    check(status);
    return result;
}

std::string lowercase(std::string_view text)
{
    std::string result;
    result.reserve(text.size());
    std::size_t offset = 0;
    while (const auto c = nextCodePoint(text, offset)) {
        // The one character that becomes two in lower case without regard to its neighbours.
        constexpr std::uint32_t dottedCapitalI = 0x130;
        appendUtf8(*c == dottedCapitalI
                       ? U'i'
                       : static_cast<std::uint32_t>(u_tolower(static_cast<UChar32>(*c))),
                   result);
        if (*c == dottedCapitalI)
            appendUtf8(0x307, result);
    }
    return result;
}

std::string withoutMarks(std::string_view text)
{
    std::string result;
    result.reserve(text.size());
    std::size_t offset = 0;
    while (const auto c = nextCodePoint(text, offset)) {
        if (u_charType(static_cast<UChar32>(*c)) != U_NON_SPACING_MARK)
            appendUtf8(*c, result);
    }
    return result;
}

std::vector<std::string_view> graphemes(std::string_view text)
{
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::BreakIterator> iterator(
        icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
    check(status);
    const std::unique_ptr<UText, decltype(&utext_close)> source(
        utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status),
        utext_close);
    check(status);
    iterator->setText(source.get(), status);
    check(status);
    std::vector<std::string_view> result;
    std::int32_t begin = iterator->first();
    for (std::int32_t end = iterator->next(); end != icu::BreakIterator::DONE;
         begin = end, end = iterator->next())
        result.push_back(
            text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin)));
    return result;
}

bool isWhiteSpace(std::uint32_t codePoint)
{
    return u_isUWhiteSpace(static_cast<UChar32>(codePoint)) != 0;
}

bool isControl(std::uint32_t codePoint)
{
    switch (u_charType(static_cast<UChar32>(codePoint))) {
    case U_CONTROL_CHAR:
    case U_FORMAT_CHAR:
    case U_UNASSIGNED:
    case U_PRIVATE_USE_CHAR:
        return true;
    default:
        return false;
    }
}

void appendUtf8(std::uint32_t codePoint, std::string& text)
{
    const auto tail = [&](unsigned shift) {
        text += static_cast<char>(0x80U | (codePoint >> shift & 0x3FU));
    };
    if (codePoint < 0x80) {
        text += static_cast<char>(codePoint);
    } else if (codePoint < 0x800) {
        text += static_cast<char>(0xC0U | codePoint >> 6U);
        tail(0);
    } else if (codePoint < 0x10000) {
        text += static_cast<char>(0xE0U | codePoint >> 12U);
        tail(6);
        tail(0);
    } else {
        text += static_cast<char>(0xF0U | codePoint >> 18U);
        tail(12);
        tail(6);
        tail(0);
    }
}

} // namespace headscope::core
