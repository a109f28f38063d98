// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/headtableptr.h"

#include <QWidget>

#include <memory>
#include <optional>

class QLabel;
class QPushButton;
class QSplitter;

namespace headscope::app {
class Selection;
}

namespace headscope::ui {

class AttentionPlot;
class ElidedLabel;
class FilterBar;
class HeadTableView;
class NetworkPanel;

/// One head: its title, the switches, the posts' table, and the whole attention beside it; or, in
/// their place, the head as a network. Shows
/// the last result it was given; says so in words where there is none.
class HeadView : public QWidget
{
    Q_OBJECT
public:
    explicit HeadView(app::Selection* selection, QWidget* parent = nullptr);
    ~HeadView() override;

    void setTable(HeadTablePtr table);
    const HeadTablePtr& table() const { return m_table; }
    /// How much of the prompt's attention goes to the first token, for the title; none hides it.
    void setFirstShare(std::optional<double> share);
    /// What stands in the middle while there is no table.
    void setEmptyText(const QString& text);
    void setShowSpaces(bool show);
    bool showSpaces() const { return m_showSpaces; }

    FilterBar* filters() const { return m_filters; }
    HeadTableView* tableView() const { return m_tableView; }
    AttentionPlot* plot() const { return m_plot; }
    NetworkPanel* network() const { return m_network; }
    bool asNetwork() const;
    void setAsNetwork(bool network);
    QString titleText() const;
    /// A table of its own over the same result, without marks and as large as its content: for
    /// pictures. Null without table.
    std::unique_ptr<HeadTableView> wholeTable(int maxWordsWidth) const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void refresh();
    void refreshTitle();
    void showContent();
    void fitSplitter();

    app::Selection* m_selection;
    HeadTablePtr m_table;
    std::optional<double> m_firstShare;
    bool m_showSpaces = false;
    QLabel* m_title;
    ElidedLabel* m_facts;
    FilterBar* m_filters;
    QSplitter* m_splitter;
    HeadTableView* m_tableView;
    AttentionPlot* m_plot;
    NetworkPanel* m_network;
    QPushButton* m_asNetwork;
    QLabel* m_empty;
};

} // namespace headscope::ui
