// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/pretokenizer.h"

#include <algorithm>

namespace headscope::core {

namespace {

using Description = TokenizerFile::PreTokenizer;
using Behaviour = Description::Behaviour;
using Segment = RegexSplitter::Segment;

constexpr std::string_view gpt2Pattern =
    R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";

/// From where `first` begins to where `last` ends; both are parts of one text.
std::string_view span(std::string_view first, std::string_view last)
{
    return {first.data(), static_cast<std::size_t>(last.data() + last.size() - first.data())};
}

/// Matches join what stands before them, unless that is a match, too.
std::vector<Segment> mergedWithPrevious(const std::vector<Segment>& segments)
{
    std::vector<Segment> merged;
    bool behindMatch = false;
    for (const Segment& segment : segments) {
        if (segment.isMatch && !behindMatch && !merged.empty())
            merged.back().text = span(merged.back().text, segment.text);
        else
            merged.push_back({segment.text, false});
        behindMatch = segment.isMatch;
    }
    return merged;
}

std::vector<Segment> mergedWithNext(const std::vector<Segment>& segments)
{
    std::vector<Segment> merged;
    bool beforeMatch = false;
    for (auto segment = segments.rbegin(); segment != segments.rend(); ++segment) {
        if (segment->isMatch && !beforeMatch && !merged.empty())
            merged.back().text = span(segment->text, merged.back().text);
        else
            merged.push_back({segment->text, false});
        beforeMatch = segment->isMatch;
    }
    std::reverse(merged.begin(), merged.end());
    return merged;
}

std::vector<Segment> contiguous(const std::vector<Segment>& segments)
{
    std::vector<Segment> merged;
    for (const Segment& segment : segments) {
        if (!merged.empty() && merged.back().isMatch == segment.isMatch)
            merged.back().text = span(merged.back().text, segment.text);
        else
            merged.push_back(segment);
    }
    return merged;
}

void behave(Behaviour behaviour, bool inverted, std::vector<Segment>& segments)
{
    if (inverted) {
        for (Segment& segment : segments)
            segment.isMatch = !segment.isMatch;
    }
    switch (behaviour) {
    case Behaviour::Isolated:
        break;
    case Behaviour::Removed:
        segments.erase(std::remove_if(segments.begin(), segments.end(),
                                      [](const Segment& segment) { return segment.isMatch; }),
                       segments.end());
        break;
    case Behaviour::MergedWithPrevious:
        segments = mergedWithPrevious(segments);
        break;
    case Behaviour::MergedWithNext:
        segments = mergedWithNext(segments);
        break;
    case Behaviour::Contiguous:
        segments = contiguous(segments);
        break;
    }
}

} // namespace

PreTokenizer::PreTokenizer(const TokenizerFile& file)
{
    for (const Description& description : file.preTokenizers) {
        Step step{description, std::nullopt};
        if (description.kind == Description::Kind::Split)
            step.splitter.emplace(description.pattern, file.path.string());
        else if (description.kind == Description::Kind::Metaspace && description.splits)
            step.splitter.emplace(TokenizerFile::Pattern{description.mark, false},
                                  file.path.string());
        else if (description.kind == Description::Kind::ByteLevel && description.useRegex)
            step.splitter.emplace(TokenizerFile::Pattern{std::string(gpt2Pattern), true},
                                  file.path.string());
        if (description.kind == Description::Kind::Metaspace)
            step.description.behaviour = Behaviour::MergedWithNext;
        m_steps.push_back(std::move(step));
    }
}

void PreTokenizer::cut(std::string_view text, bool isBegin, Pieces& result) const
{
    result.pieces.assign(1, {text, isBegin});
    result.respelled.clear();
    Pieces made;
    for (const Step& step : m_steps) {
        made.pieces.clear();
        for (const Piece& piece : result.pieces)
            apply(step, piece, made);
        result.pieces.swap(made.pieces);
    }
    result.respelled.swap(made.respelled);
}

PreTokenizer::Piece PreTokenizer::withMarks(const Step& step, const Piece& piece, Pieces& made)
{
    using Prepend = Description::Prepend;
    const Description& description = step.description;
    std::string marked;
    for (const char c : piece.text) {
        if (c == ' ')
            marked += description.mark;
        else
            marked += c;
    }
    const bool wanted = description.prepend == Prepend::Always
                        || (description.prepend == Prepend::First && piece.isBegin);
    if (wanted && !marked.starts_with(description.mark))
        marked.insert(0, description.mark);
    return {made.respelled.emplace_back(std::move(marked)), piece.isBegin};
}

void PreTokenizer::apply(const Step& step, const Piece& piece, Pieces& made)
{
    const Description& description = step.description;
    Piece whole = piece;
    if (description.kind == Description::Kind::Metaspace)
        whole = withMarks(step, piece, made);
    else if (description.kind == Description::Kind::ByteLevel && description.addPrefixSpace
             && !piece.text.starts_with(' '))
        whole.text = made.respelled.emplace_back(1, ' ').append(piece.text);
    if (!step.splitter) {
        made.pieces.push_back(whole);
        return;
    }
    std::vector<Segment> segments;
    step.splitter->split(whole.text, segments);
    behave(description.behaviour, description.inverted, segments);
    for (const Segment& segment : segments) {
        if (!segment.text.empty())
            made.pieces.push_back(
                {segment.text, whole.isBegin && segment.text.data() == whole.text.data()});
    }
}

} // namespace headscope::core
