// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/normalizer.h"

#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/text/unicode.h"

namespace headscope::core {

namespace {

using Kind = TokenizerFile::Normalizer::Kind;

/// Ends where the result exceeds the limit, which the caller looks at.
std::string replace(const RegexSplitter& splitter, const std::string& by, std::string_view text,
                    std::size_t limit)
{
    std::vector<RegexSplitter::Segment> segments;
    splitter.split(text, segments);
    std::string result;
    for (const auto& segment : segments) {
        if (result.size() > limit)
            break;
        result += segment.isMatch ? std::string_view(by) : segment.text;
    }
    return result;
}

std::string cleaned(std::string_view text)
{
    std::string result;
    std::size_t offset = 0;
    while (const auto c = nextCodePoint(text, offset)) {
        const bool isLineOrTab = *c == '\t' || *c == '\n' || *c == '\r';
        if (isLineOrTab || isWhiteSpace(*c))
            result += ' ';
        else if (*c != 0 && *c != 0xFFFD && !isControl(*c))
            appendUtf8(*c, result);
    }
    return result;
}

/// The blocks that BERT's own code counts as Chinese.
bool isIdeograph(std::uint32_t c)
{
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF)
           || (c >= 0x20000 && c <= 0x2A6DF) || (c >= 0x2A700 && c <= 0x2B73F)
           || (c >= 0x2B740 && c <= 0x2B81F) || (c >= 0x2B920 && c <= 0x2CEAF)
           || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F);
}

std::string ideographsSpaced(std::string_view text)
{
    std::string result;
    std::size_t offset = 0;
    while (const auto c = nextCodePoint(text, offset)) {
        const bool spaced = isIdeograph(*c);
        if (spaced)
            result += ' ';
        appendUtf8(*c, result);
        if (spaced)
            result += ' ';
    }
    return result;
}

std::string stripped(std::string_view text, bool atBegin, bool atEnd)
{
    std::size_t begin = 0;
    std::size_t end = 0; // behind the last character that stays
    bool any = false;
    std::size_t offset = 0;
    for (std::size_t start = 0; const auto c = nextCodePoint(text, offset); start = offset) {
        if (isWhiteSpace(*c))
            continue;
        if (!any)
            begin = start;
        any = true;
        end = offset;
    }
    if (!any)
        begin = end = text.size();
    begin = atBegin ? begin : 0;
    end = atEnd && any ? end : text.size();
    return std::string(text.substr(begin, end - begin));
}

} // namespace

Normalizer::Normalizer(const TokenizerFile& file) : m_where(file.path.string())
{
    for (const auto& description : file.normalizers) {
        Step step{.kind = description.kind,
                  .content = description.content,
                  .atBegin = description.atBegin,
                  .atEnd = description.atEnd,
                  .splitter = {},
                  .charsmap = {}};
        if (step.kind == Kind::Replace)
            step.splitter.emplace(description.pattern, file.path.string());
        else if (step.kind == Kind::Precompiled)
            step.charsmap.emplace(description.content, file.path.string());
        m_steps.push_back(std::move(step));
    }
}

Normalizer::Result Normalizer::normalize(std::string_view text, bool begins) const
{
    // A file can make every letter a book, and that again and again.
    const std::size_t limit = (std::size_t{1} << 24U) + 64 * text.size();
    Result result{std::string(text), begins};
    for (const Step& step : m_steps) {
        if (step.kind == Kind::Prepend) {
            if (begins && !result.text.empty())
                result.text.insert(0, step.content);
            continue;
        }
        std::string changed = apply(step, result.text, limit);
        if (changed.size() > limit)
            throw Error(ErrorKind::Unsupported, m_where + ": the normalizer makes more than "
                                                    + std::to_string(limit) + " bytes of a text of "
                                                    + std::to_string(text.size()) + " bytes");
        if (step.kind == Kind::Strip && step.atBegin && !result.text.starts_with(changed))
            result.keepsBegin = false;
        result.text = std::move(changed);
    }
    return result;
}

std::string Normalizer::apply(const Step& step, const std::string& text, std::size_t limit)
{
    switch (step.kind) {
    case Kind::Nfc:
        return normalized(text, NormalForm::Nfc);
    case Kind::Nfd:
        return normalized(text, NormalForm::Nfd);
    case Kind::Nfkc:
        return normalized(text, NormalForm::Nfkc);
    case Kind::Nfkd:
        return normalized(text, NormalForm::Nfkd);
    case Kind::Lowercase:
        return lowercase(text);
    case Kind::StripAccents:
        return withoutMarks(text);
    case Kind::Strip:
        return stripped(text, step.atBegin, step.atEnd);
    case Kind::Prepend:
        break;
    case Kind::Replace:
        return replace(*step.splitter, step.content, text, limit);
    case Kind::Precompiled:
        return step.charsmap->replace(text, limit);
    case Kind::CleanText:
        return cleaned(text);
    case Kind::SpaceIdeographs:
        return ideographsSpaced(text);
    }
    return text;
}

} // namespace headscope::core
