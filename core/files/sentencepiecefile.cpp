// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/sentencepiecefile.h"

#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/files/protobuf.h"
#include "core/files/quote.h"
#include "core/files/textfile.h"
#include "core/files/tokenizerfile.h"

#include <bit>
#include <cmath>

namespace headscope::core {

namespace {

/// The largest published models have 5 MB.
constexpr std::size_t largestFile = std::size_t{64} << 20U;
/// The library's tree of pieces is built with a call per byte of the longest one. Pieces are at
/// most a few dozen bytes long.
constexpr std::size_t longestPiece = 4096;

using Field = ProtobufReader::Field;

class Reader
{
public:
    Reader(SentencePieceFile& result, const RunControl& control)
        : m_result(result), m_where(result.path.string()), m_control(control)
    {}

    void read()
    {
        ProtobufReader model(m_result.bytes, 0, m_where);
        while (const auto field = model.next()) {
            m_control.endIfStopped();
            constexpr std::uint32_t pieces = 1;
            constexpr std::uint32_t trainer = 2;
            constexpr std::uint32_t normalizer = 3;
            constexpr std::uint32_t denormalizer = 5;
            if (field->number > denormalizer)
                continue;
            if (field->kind != Field::Kind::Bytes)
                model.damaged("field " + std::to_string(field->number) + " is no message");
            if (field->number == pieces)
                readPiece(message(*field, model));
            else if (field->number == trainer)
                readTrainer(message(*field, model));
            else if (field->number == normalizer || field->number == denormalizer)
                readNormalizer(message(*field, model), field->number == normalizer);
        }
        if (m_result.pieces.empty())
            damaged("the model has 0 pieces but must have at least 1");
        checkEnd(m_result.firstToken, "bos_id");
        checkEnd(m_result.lastToken, "eos_id");
    }

private:
    [[noreturn]] void damaged(const std::string& fault) const
    {
        throw Error(ErrorKind::FileDamaged, m_where + ": " + fault);
    }

    ProtobufReader message(const Field& field, const ProtobufReader& parent) const
    {
        return {field.bytes, parent.position() - field.bytes.size(), m_where};
    }

    std::string place() const { return "piece " + std::to_string(m_result.pieces.size()); }

    void readPiece(ProtobufReader reader)
    {
        SentencePieceFile::Piece piece;
        if (m_result.pieces.size() >= static_cast<std::size_t>(tokenIdLimit))
            damaged("the model has more than " + std::to_string(tokenIdLimit) + " pieces");
        while (const auto field = reader.next()) {
            if (field->number == 1 && field->kind == Field::Kind::Bytes)
                piece.text = field->bytes;
            else if (field->number == 2 && field->kind == Field::Kind::Fixed32)
                piece.score = checkedScore(static_cast<std::uint32_t>(field->value));
            else if (field->number == 3 && field->kind == Field::Kind::Varint)
                piece.kind = kindOf(field->value);
            else if (field->number <= 3)
                reader.damaged("field " + std::to_string(field->number)
                               + " of a piece has the wrong type");
        }
        if (piece.text.empty() || piece.text.size() > longestPiece)
            damaged(place() + " has " + std::to_string(piece.text.size())
                    + " bytes but must have 1 to " + std::to_string(longestPiece));
        if (!isValidUtf8(piece.text))
            damaged(place() + ", " + quote(piece.text) + ", is not valid UTF-8");
        if (piece.text.find('\0') != std::string::npos)
            damaged(place() + ", " + quote(piece.text) + ", holds a zero byte");
        m_result.pieces.push_back(std::move(piece));
    }

    float checkedScore(std::uint32_t bits) const
    {
        const auto score = std::bit_cast<float>(bits);
        if (!std::isfinite(score))
            damaged(place() + " has the score " + std::to_string(score)
                    + " but must have a finite one");
        return score;
    }

    SentencePieceFile::PieceKind kindOf(std::uint64_t type) const
    {
        constexpr auto last = static_cast<std::uint64_t>(SentencePieceFile::PieceKind::Byte);
        if (type < 1 || type > last)
            damaged(place() + " is of type " + std::to_string(type) + " but must be of 1 to "
                    + std::to_string(last));
        return static_cast<SentencePieceFile::PieceKind>(type);
    }

    void readTrainer(ProtobufReader reader)
    {
        constexpr std::uint32_t spaceIsSuffix = 24;
        constexpr std::uint32_t firstToken = 41;
        constexpr std::uint32_t lastToken = 42;
        while (const auto field = reader.next()) {
            if (field->kind != Field::Kind::Varint)
                continue;
            // Negative numbers are written as 64 bits.
            const auto number = static_cast<std::int64_t>(field->value);
            if (field->number == spaceIsSuffix)
                m_result.spaceIsSuffix = number != 0;
            else if (field->number == firstToken)
                m_result.firstToken = idOf(number, "bos_id");
            else if (field->number == lastToken)
                m_result.lastToken = idOf(number, "eos_id");
        }
    }

    TokenId idOf(std::int64_t number, const char* name) const
    {
        if (number < -1 || number >= tokenIdLimit)
            damaged(std::string(name) + " is " + std::to_string(number) + " but must be from -1 to "
                    + std::to_string(tokenIdLimit - 1));
        return static_cast<TokenId>(number);
    }

    /// Ids that are not of a control piece are left over from training.
    void checkEnd(TokenId& id, const char* name) const
    {
        if (id >= static_cast<TokenId>(m_result.pieces.size()))
            damaged(std::string(name) + " is " + std::to_string(id) + " but the model has "
                    + std::to_string(m_result.pieces.size()) + " pieces");
        if (id >= 0
            && m_result.pieces[static_cast<std::size_t>(id)].kind
                   != SentencePieceFile::PieceKind::Control)
            id = -1;
    }

    /// The denormalizer changes no ids, but the library reads its table, too.
    void readNormalizer(ProtobufReader reader, bool encodes)
    {
        while (const auto field = reader.next()) {
            if (field->number == 2 && field->kind == Field::Kind::Bytes && !field->bytes.empty())
                m_result.tables.emplace_back(field->bytes);
            else if (field->number == 3 && field->kind == Field::Kind::Varint && encodes)
                m_result.addsSpace = field->value != 0;
            else if (field->number == 5 && field->kind == Field::Kind::Varint && encodes)
                m_result.marksSpaces = field->value != 0;
        }
    }

    SentencePieceFile& m_result;
    std::string m_where;
    const RunControl& m_control;
};

} // namespace

SentencePieceFile readSentencePiece(const std::filesystem::path& file, const RunControl& control)
{
    SentencePieceFile result;
    result.path = file;
    result.bytes = readTextFile(file, largestFile);
    if (result.bytes.empty())
        throw Error(ErrorKind::FileDamaged,
                    file.string() + " has 0 bytes but must hold a SentencePiece model");
    Reader(result, control).read();
    return result;
}

} // namespace headscope::core
