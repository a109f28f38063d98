// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/headtableptr.h"
#include "ui/views/view.h"

#include <QString>

#include <memory>
#include <optional>

class QPushButton;
class QSplitter;

namespace headscope::ui {

class AttentionPlot;
class FilterBar;
class HeadTableView;
class NetworkPanel;

/// One head: its title, the switches, the posts' table, and the whole attention beside it; or, in
/// their place, the head as a network. Shows the last result it was given. Owns the filter bar,
/// which the other views of words borrow. GUI thread.
class HeadView : public View
{
    Q_OBJECT
public:
    explicit HeadView(app::Selection* selection, QWidget* parent = nullptr);
    ~HeadView() override;

    void setTable(HeadTablePtr table);
    const HeadTablePtr& table() const { return m_table; }
    /// How much of the prompt's attention goes to the first token, for the title; none hides it.
    void setFirstShare(std::optional<double> share);
    /// What somebody calls the heads, layer after layer; for the title.
    void setLabels(const QStringList& labels);
    void setShowSpaces(bool show);
    bool showSpaces() const { return m_showSpaces; }

    FilterBar* filters() const { return m_filters; }
    HeadTableView* tableView() const { return m_tableView; }
    AttentionPlot* plot() const { return m_plot; }
    NetworkPanel* network() const { return m_network; }
    bool asNetwork() const;
    void setAsNetwork(bool network);
    /// A table of its own over the same result, without marks and as large as its content: for
    /// pictures. Null without table.
    std::unique_ptr<HeadTableView> wholeTable(int maxWordsWidth) const;

    QString selectedText() const override;
    /// Goes over the tokens and the words of patterns and messages, row after row.
    bool find(const QString& text, bool backwards) override;
    bool canFind() const override { return m_table != nullptr; }
    Figure figure(FigurePart part, int maxWidth) const override;
    Figure legend(FigurePart part, int maxWidth) const override;
    QString pictureTitle() const override;
    QString pictureNote() const override;
    QWidget* focusTarget() override;
    QVariantMap look() const override;
    void setLook(const QVariantMap& look) override;

protected:
    QString title() const override;
    QString facts() const override;
    QString factsTip() const override;
    QString nature() const override;
    QString natureTip() const override;
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QString labelOfHead() const;
    QString titleWith(const QString& label) const;
    void refresh();
    void followSelection();
    /// The table on the screen, where it is that of the selected head.
    const core::HeadTable* current() const;
    void showContent();
    void fitSplitter();
    void fitParts();

    HeadTablePtr m_table;
    static constexpr int longestLabel = 260; ///< pixels

    std::optional<double> m_firstShare;
    QStringList m_labels;
    core::Position m_sortedFor; ///< the input token by whose attention rows are ordered
    bool m_showSpaces = false;
    FilterBar* m_filters;
    QSplitter* m_splitter;
    bool m_fitting = false;
    int m_plotHeight = 0; ///< that somebody gave it; 0: nobody
    HeadTableView* m_tableView;
    AttentionPlot* m_plot;
    NetworkPanel* m_network;
    QPushButton* m_asNetwork;
};

} // namespace headscope::ui
