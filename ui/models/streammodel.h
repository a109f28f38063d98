// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/headgrid.h"
#include "core/analysis/neuronwords.h"
#include "ui/models/streambars.h"
#include "ui/models/wordtext.h"

#include <QAbstractTableModel>

#include <memory>
#include <vector>

namespace headscope::ui {

/// The giant table: every message and neuron of a token's stream, with embedding, position and
/// biases, a row each. Holds shared, immutable results and the order of the rows, which is made
/// when it changes; GUI thread; nothing fails. Words may come later or not at all: "…" until then.
class StreamModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Kind, Where, Token, Weight, Size, Share, Effect, Input, Output, ColumnCount };
    enum class Kinds { All, Messages, Neurons, Others };
    enum class Order { LargestFirst, SmallestFirst, Magnitude, AsAdded };

    /// Which parts are rows, and in which order.
    struct Look {
        StreamPlace place; ///< only what is in it, where it is one
        Kinds kinds = Kinds::All;
        QString text; ///< in the place's name, the token or the words
        int column = Share;
        Order order = Order::Magnitude;
        bool operator==(const Look&) const = default;
    };

    explicit StreamModel(QObject* parent = nullptr);

    /// Null: no rows.
    void setStream(TokenStreamPtr stream);
    /// Either may be null, or be of a longer run than the stream's. False where nothing is new.
    bool setWords(std::shared_ptr<const core::HeadGrid> grid,
                  std::shared_ptr<const core::NeuronWords> neurons);
    void setShowSpaces(bool show);
    void setLook(const Look& look);
    const Look& look() const { return m_look; }
    /// By a column as a click on its title does: largest first, smallest first, by magnitude.
    void sortBy(int column);

    const TokenStreamPtr& stream() const { return m_stream; }
    int partOf(int row) const { return m_order[static_cast<std::size_t>(row)]; }
    int rowOf(int part) const; ///< -1 where the row is filtered out
    StreamPlace placeOf(int part) const;
    const QString& wordOfEffect() const { return m_word; }
    /// The words of a part as they are shown, none where they are not known.
    QStringList words(int part, bool output) const;
    /// Whether the row's word, or its place's name, has `text`.
    bool rowHas(int row, const QString& text) const;

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const final;

private:
    const core::LensCell* cell(const core::StreamPart& part, bool output) const;
    bool hasWords(const core::StreamPart& part) const;
    /// What opens the gate of a neuron; none where it has none, or where they are hidden.
    QStringList gateWords(const core::StreamPart& part) const;
    bool hidden(const core::StreamPart& part, const core::LensCell& cell) const;
    QString kindText(core::StreamPart::Kind kind) const;
    /// Of the token that sent a message.
    const TokenLabel& labelOf(const core::StreamPart& message) const;
    QString whereText(const core::StreamPart& part) const;
    QVariant wordData(const core::StreamPart& part, bool output, int role) const;
    QVariant numberData(int part, int column, int role) const;
    void makeOrder();
    void filterText(std::vector<int>& rows) const;
    void sortRows(std::vector<int>& rows) const;
    void reorder();

    TokenStreamPtr m_stream;
    std::shared_ptr<const core::HeadGrid> m_grid;
    std::shared_ptr<const core::NeuronWords> m_neurons;
    std::vector<TokenLabel> m_labels;       ///< (T)
    std::vector<TokenLabel> m_memoryLabels; ///< (T_enc)
    std::vector<int> m_order;               ///< the part of each row
    std::vector<int> m_rows;                ///< (count()): the row of each part, -1: none
    Look m_look;
    QString m_word;
    bool m_showSpaces = false;
};

} // namespace headscope::ui
