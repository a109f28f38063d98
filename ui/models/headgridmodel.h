// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/headgrid.h"
#include "ui/models/gridmodel.h"
#include "ui/models/rowfilter.h"
#include "ui/models/wordtext.h"

#include <memory>
#include <vector>

namespace headscope::ui {

using HeadGridPtr = std::shared_ptr<const core::HeadGrid>;

/// Which rows the Patterns or the Messages view shows, and how.
struct HeadGridLook {
    enum class Shade { Legibility, Size };
    enum class Order { Head, Repeating, Legibility }; ///< the last two: largest first
    enum class Rows { All, Legible, Repeating };      ///< with at least one such cell

    Shade shade = Shade::Legibility;
    double threshold = 0; ///< legibility below it is faded; 0 fades nothing
    bool markRepeats = false;
    Order order = Order::Head;
    Rows rows = Rows::All;
    QString filter = {}; ///< see RowFilter; a word that a label has counts too
    bool cross = false;  ///< the heads that look at the encoder's tokens; else the others

    bool operator==(const HeadGridLook&) const = default;
};

/// The words of the patterns, or the messages, of all heads that look at the same tokens (the
/// layer's own, or the encoder's): a row for each head (layer.head), a column for each token.
/// Shares an immutable result that comes in pieces: heads that are not there yet keep their rows
/// and say so. GUI thread; nothing fails; no rows without a result.
class HeadGridModel : public GridModel
{
    Q_OBJECT
public:
    enum class Kind { Patterns, Messages };

    explicit HeadGridModel(Kind kind, QObject* parent = nullptr);

    void setGrid(HeadGridPtr grid);
    const HeadGridPtr& grid() const { return m_grid; }
    void setLook(const HeadGridLook& look);
    const HeadGridLook& look() const { return m_look; }
    /// A label for each head, layer after layer; may be empty, or shorter.
    void setLabels(const QStringList& labels);
    void setShowSpaces(bool show);

    /// -1 where the head has no row now.
    int rowOf(core::LayerIndex layer, core::HeadIndex head) const;
    core::LayerIndex layerOf(int row) const;
    core::HeadIndex headOf(int row) const;
    // Of those that look at these tokens:
    int heads() const;
    int headsFound() const;
    bool hasCross() const; ///< there are heads that look at the encoder's tokens
    /// What shade 1 stands for, in standard deviations or as a size; shade 0 is shadeLow().
    double shadeHigh() const { return m_shadeHigh; }
    double shadeLow() const { return m_shadeLow; }

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const final;
    double shade(int row, int column) const final;
    unsigned marks(int row, int column) const final;

protected:
    QVariant cellData(int row, int column, int role) const final;

private:
    /// What is known of one head's row besides its words.
    struct Facts {
        std::shared_ptr<const core::HeadWords> words; ///< that the rest is about; null: not there
        std::vector<unsigned char> marks;             ///< (T), of heads with a row
        int repeating = 0;
        double legibility = 0; ///< mean over the tokens whose words are shown
    };
    const std::vector<core::LensCell>& cells(const Facts& facts) const;
    const std::vector<float>& sizes(const Facts& facts) const;
    const std::vector<bool>& repeats(const Facts& facts) const;
    const Facts& factsOf(int row) const;
    int ownHeads() const;
    /// Whether a head, layer after layer, looks at the tokens that are shown.
    bool looksHere(int head) const;
    const std::vector<core::PromptToken>& tokensOf(const core::HeadGrid& grid) const;
    void parseFilter();
    bool hidden(const core::LensCell& cell) const;
    void learn(Facts& facts);
    void measureShades();
    std::vector<bool> wordsMeant(const QString& text) const;
    bool markCells(Facts& facts, const std::vector<bool>& wanted);
    bool shows(int head, bool hasWord) const;
    std::vector<int> orderOf(std::vector<int> rows) const;
    void refresh();
    const QString& word(core::TokenId id) const;
    QStringList shown(const core::LensCell& cell) const;
    QString number(int row) const;
    QString tip(int row, int column) const;
    QString rowTip(int row) const;

    Kind m_kind;
    HeadGridPtr m_grid;
    HeadGridLook m_look;
    RowFilter m_filter;
    QStringList m_labels;
    bool m_showSpaces = false;
    std::vector<Facts> m_facts; ///< (L H)
    std::vector<int> m_rows;    ///< which head each row shows
    std::vector<int> m_rowOf;   ///< (L H), -1 where there is none
    std::vector<TokenLabel> m_tokens;
    double m_shadeLow = 0;
    double m_shadeHigh = 1;
    mutable std::vector<QString> m_words; ///< (V), filled in as words are shown
};

} // namespace headscope::ui
