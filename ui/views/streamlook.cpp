// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/look.h"
#include "ui/views/streampicture.h"
#include "ui/views/streamview.h"
#include "ui/views/wordbox.h"

#include <QComboBox>
#include <QLineEdit>
#include <QSignalBlocker>

// What a session file keeps of the stream's view.

namespace headscope::ui {

namespace {

// In the order of StreamLength, and of StreamModel's Kinds, Column and Order.
constexpr std::array lengthNames{"share", "effect", "size", "weight"};
constexpr std::array kindNames{"all", "messages", "neurons", "others"};
constexpr std::array columnNames{"kind",  "place",  "token",       "weight",      "size",
                                 "share", "effect", "input_words", "output_words"};
constexpr std::array orderNames{"largest", "smallest", "magnitude", "added"};
constexpr int most = 100'000'000; // a bound, not a band

void insert(QVariantMap& look, const char* name, int value)
{
    if (value >= 0)
        look.insert(QString::fromLatin1(name), value);
}

} // namespace

QVariantMap StreamView::look() const
{
    const StreamModel::Look& table = m_model->look();
    QVariantMap all{
        {QStringLiteral("length"), nameOfChoice(lengthNames, static_cast<int>(length()))},
        {QStringLiteral("filter"), table.text},
        {QStringLiteral("kinds"), nameOfChoice(kindNames, static_cast<int>(table.kinds))},
        {QStringLiteral("sort"), nameOfChoice(columnNames, table.column)},
        {QStringLiteral("order"), nameOfChoice(orderNames, static_cast<int>(table.order))}};
    insert(all, "word", m_word->wanted().value_or(-1));
    const StreamPlace& open = m_picture->place();
    insert(all, "open_band", open.band);
    insert(all, "open_head", open.head);
    insert(all, "open_token", open.context);
    insert(all, "open_neuron", open.neuron);
    insert(all, "only_band", table.place.band);
    insert(all, "only_head", table.place.head);
    return all;
}

StreamModel::Look StreamView::tableLook(const LookReader& from) const
{
    using Model = StreamModel;
    Model::Look look;
    look.place = {from.integer("only_band", -1, most, -1), from.integer("only_head", -1, most, -1)};
    look.kinds = static_cast<Model::Kinds>(from.choice("kinds", kindNames));
    look.text = from.text("filter");
    look.column = from.choice("sort", columnNames, look.column);
    look.order = static_cast<Model::Order>(
        from.choice("order", orderNames, static_cast<int>(look.order)));
    return look;
}

void StreamView::setLook(const QVariantMap& look)
{
    const LookReader from(look);
    const StreamModel::Look wanted = tableLook(from);
    const auto length = static_cast<StreamLength>(from.choice("length", lengthNames));
    m_length->setCurrentIndex(m_length->findData(static_cast<int>(length)));
    {
        const QSignalBlocker quietFilter(m_filter);
        const QSignalBlocker quietKinds(m_kinds);
        m_filter->setText(wanted.text);
        m_kinds->setCurrentIndex(static_cast<int>(wanted.kinds));
    }
    const int word = from.integer("word", -1, most, -1);
    m_word->setWanted(word >= 0 ? std::optional<core::TokenId>(word) : std::nullopt);
    m_picture->setPlace(
        {from.integer("open_band", -1, most, -1), from.integer("open_head", -1, most, -1),
         from.integer("open_token", -1, most, -1), from.integer("open_neuron", -1, most, -1)});
    applyLook(wanted);
    Q_EMIT this->wanted();
}

} // namespace headscope::ui
