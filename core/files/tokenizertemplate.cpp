// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/quote.h"
#include "core/files/tokenizersteps.h"

#include <algorithm>

namespace headscope::core {

namespace {

class TemplateReader
{
public:
    TemplateReader(const TokenizerFields& fields, TokenizerFile& file)
        : m_fields(fields), m_file(file)
    {
        for (const auto& token : file.vocabulary)
            m_largest = std::max(m_largest, token.id);
        for (const auto& token : file.addedTokens)
            m_largest = std::max(m_largest, token.id);
        m_known.resize(static_cast<std::size_t>(m_largest) + 1);
        for (const auto& token : file.vocabulary)
            m_known[static_cast<std::size_t>(token.id)] = true;
        for (const auto& token : file.addedTokens)
            m_known[static_cast<std::size_t>(token.id)] = true;
    }

    void read(const JsonValue& value)
    {
        const std::string type = m_fields.typeOf(value, place);
        if (type == "Sequence") {
            for (const JsonValue& step : m_fields.list(value, "processors", place))
                read(step);
        } else if (type == "TemplateProcessing") {
            readTemplate(value);
        } else if (type == "BertProcessing" || type == "RobertaProcessing") {
            surround({pairId(value, "cls")}, {pairId(value, "sep")});
        } else if (type != "ByteLevel") { // which changes no ids
            m_fields.unsupported("the post-processor " + quote(type) + " is not supported");
        }
    }

private:
    static constexpr const char* place = "post_processor";

    /// Each step works on what the one before it made.
    void surround(std::vector<TokenId> before, const std::vector<TokenId>& behind)
    {
        before.insert(before.end(), m_file.prefix.begin(), m_file.prefix.end());
        m_file.prefix = std::move(before);
        m_file.suffix.insert(m_file.suffix.end(), behind.begin(), behind.end());
    }

    TokenId checkedId(const JsonValue& value, const std::string& token) const
    {
        const auto* const id = value.integer();
        if (id == nullptr || *id < 0 || *id > m_largest || !m_known[static_cast<std::size_t>(*id)])
            m_fields.damaged("post_processor: the token " + quote(token) + " has the id "
                             + describe(value) + ", which no token has (the largest is "
                             + std::to_string(m_largest) + ")");
        return static_cast<TokenId>(*id);
    }

    /// ["[CLS]", 101]
    TokenId pairId(const JsonValue& value, std::string_view key) const
    {
        const auto& pair = m_fields.list(value, key, place);
        if (pair.size() != 2 || pair[0].text() == nullptr)
            m_fields.damaged("post_processor: " + std::string(key) + " is a list of "
                             + std::to_string(pair.size())
                             + " values but must be 2, a token and its id");
        return checkedId(pair[1], *pair[0].text());
    }

    std::vector<TokenId> specialIds(const JsonValue& value, const std::string& name) const
    {
        const JsonValue* const specials = value.find("special_tokens");
        const JsonValue* const special = specials != nullptr ? specials->find(name) : nullptr;
        if (special == nullptr)
            m_fields.damaged("post_processor: the template names the token " + quote(name)
                             + ", which is not among its special_tokens");
        std::vector<TokenId> ids;
        for (const JsonValue& id : m_fields.list(*special, "ids", place))
            ids.push_back(checkedId(id, name));
        return ids;
    }

    void readTemplate(const JsonValue& value)
    {
        std::vector<TokenId> before;
        std::vector<TokenId> behind;
        int texts = 0;
        for (const JsonValue& part : m_fields.list(value, "single", place)) {
            if (const JsonValue* const special = part.find("SpecialToken")) {
                const auto ids = specialIds(value, m_fields.text(*special, "id", place));
                auto& side = texts > 0 ? behind : before;
                side.insert(side.end(), ids.begin(), ids.end());
            } else if (const JsonValue* const text = part.find("Sequence")) {
                const std::string& id = m_fields.text(*text, "id", place);
                if (id != "A")
                    m_fields.damaged("post_processor: the template of a single text names the text "
                                     + quote(id) + " but can only have \"A\"");
                ++texts;
            } else {
                m_fields.damaged("post_processor: a part of the template is " + describe(part)
                                 + " but must be a SpecialToken or a Sequence");
            }
        }
        if (texts != 1)
            m_fields.damaged("post_processor: the template of a single text holds the text "
                             + std::to_string(texts) + " times but must hold it once");
        surround(std::move(before), behind);
    }

    const TokenizerFields& m_fields;
    TokenizerFile& m_file;
    TokenId m_largest = -1;
    std::vector<bool> m_known; ///< by id
};

} // namespace

void readPostProcessor(const JsonValue& value, const TokenizerFields& fields, TokenizerFile& file)
{
    TemplateReader(fields, file).read(value);
}

} // namespace headscope::core
