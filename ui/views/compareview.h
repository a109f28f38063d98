// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/comparedtablemodel.h"
#include "ui/models/inspection.h"
#include "ui/views/comparedmaps.h"
#include "ui/views/view.h"

#include <QTimer>

#include <array>
#include <optional>
#include <utility>

class QComboBox;
class QLineEdit;
class QSplitter;

namespace headscope::ui {

class ColourLegend;
class CompareBar;
class ComparedPanes;

/// Two prompts, or two models, side by side: a value of one of the views' tables as heatmaps of A,
/// of B and of what they differ by, over the table of all values. Owned by its parent, GUI thread;
/// shows what it is given and tells what it wants.
class CompareView : public View
{
    Q_OBJECT
public:
    explicit CompareView(app::Selection* selection, QWidget* parent = nullptr);
    ~CompareView() override;

    CompareBar* bar() const { return m_bar; }
    core::ComparedTable table() const;
    void setTable(core::ComparedTable table);
    /// The head of B that stands beside the selected one; nullopt: the same.
    std::optional<std::pair<core::LayerIndex, core::HeadIndex>> otherHead() const;
    /// Of how many layers and heads B can choose; (0, 0): there is no B.
    void setHeadsOfB(int layers, int heads, int ownHeads);
    /// Null: nothing to show. `ofTable`: what the rows are of.
    void setRows(ComparedRowsPtr rows, core::ComparedTable ofTable, int ownHeads);
    const ComparedRowsPtr& rows() const { return m_rows; }
    /// What A and B are, for captions.
    void setNames(const QString& a, const QString& b);
    void setShowSpaces(bool show);
    void setShown(ComparedMaps::Shown shown);
    /// By the name that it has in files ("words", "share"); nothing where there is none.
    void setValue(const QString& kind);
    QString value() const;
    void setSort(const ComparedSort& sort);
    /// Everything about the current cell or row; nullopt where nothing is current.
    std::optional<Inspection> inspection() const;

    ComparedMaps* maps() const { return m_maps; }
    ComparedPanes* panes() const { return m_panes; }
    QComboBox* tables() const { return m_tables; }
    QComboBox* values() const { return m_values; }
    QComboBox* shownBox() const { return m_shownBox; }
    QComboBox* headsOfB() const { return m_headsOfB; }
    QLineEdit* filter() const { return m_filter; }

    QString selectedText() const override;
    bool find(const QString& text, bool backwards) override;
    bool canFind() const override { return true; }
    Figure figure(FigurePart part, int maxWidth) const override;
    Figure legend(FigurePart part, int maxWidth) const override;
    QVariantMap look() const override;
    void setLook(const QVariantMap& look) override;
    QString pictureNote() const override;
    QWidget* focusTarget() override;

Q_SIGNALS:
    void inspectionChanged();
    void tableChanged();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    QString title() const override;
    QString facts() const override;
    QString factsTip() const override;

private:
    QWidget* makeControls();
    void fillValues();
    void refresh();
    void refreshRows();
    void findSort();
    void showHeadOfB();
    void showMaps();
    void share();
    void choose(int row, int column);
    void open(int row);
    void follow();
    int rowOfSelection() const;
    int columnOfSelection() const;
    int valueColumn() const;
    static QString defaultValue(core::ComparedTable table);

    ComparedRowsPtr m_rows;
    core::ComparedTable m_table = core::ComparedTable::Heads;   ///< wanted
    core::ComparedTable m_ofTable = core::ComparedTable::Heads; ///< of the rows
    ComparedLabels m_labels;
    ComparedSort m_sort;
    QString m_sortWanted;               ///< by name, until there are rows
    std::optional<QPoint> m_headWanted; ///< of B: layer and head, until it has them
    std::array<QString, core::comparedTableCount> m_chosen; ///< the value of each table
    int m_ownHeads = 0;
    int m_row = -1;    ///< current, of the rows
    int m_column = -1; ///< of the rows: the value of the current cell
    bool m_showSpaces = false;
    bool m_choosing = false;
    bool m_sharedByHand = false; ///< the user has moved the handle between maps and table
    CompareBar* m_bar;
    QComboBox* m_tables;
    QComboBox* m_values;
    QComboBox* m_shownBox;
    QComboBox* m_headsOfB;
    QLineEdit* m_filter;
    QTimer m_typing;
    QSplitter* m_splitter;
    ComparedMaps* m_maps;
    ColourLegend* m_legend;
    ComparedPanes* m_panes;
};

} // namespace headscope::ui
