// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/headgridmodel.h"
#include "ui/views/view.h"

#include <QTimer>

#include <optional>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace headscope::ui {

class ColourLegend;
class GridView;

/// The words of the patterns, or of the messages, of all heads and tokens at a glance: a row for
/// each head, to filter, to order, to zoom. Shows the last grid it was given; a cell selects its
/// head and context token, Enter or a double click opens them in the Head view. GUI thread.
class HeadGridView : public View
{
    Q_OBJECT
public:
    using Kind = HeadGridModel::Kind;

    HeadGridView(Kind kind, app::Selection* selection, QWidget* parent = nullptr);
    ~HeadGridView() override;

    /// Pieces of one result may follow each other. Null: nothing to show.
    void setGrid(HeadGridPtr grid);
    void setLabels(const QStringList& labels); ///< for each head, layer after layer
    void setShowSpaces(bool show);

    HeadGridModel* model() const { return m_model; }
    GridView* grid() const { return m_grid; }

    QString selectedText() const override;
    bool find(const QString& text, bool backwards) override;
    bool canFind() const override { return true; }
    Figure figure(FigurePart part, int maxWidth) const override;
    Figure legend(FigurePart part, int maxWidth) const override;
    QWidget* focusTarget() override;
    QVariantMap look() const override;
    void setLook(const QVariantMap& look) override;

protected:
    QString title() const override;
    QString facts() const override;
    QString factsTip() const override;

private:
    void buildControls();
    void applyLook();
    void showSwitches();
    void sayWhatIsMissing();
    void showLegend();
    void select(int row, int column, bool open);
    void follow();

    Kind m_kind;
    HeadGridModel* m_model;
    GridView* m_grid;
    QLineEdit* m_filter;
    QDoubleSpinBox* m_threshold;
    QPushButton* m_repeats;
    QComboBox* m_rows;
    QComboBox* m_order;
    QComboBox* m_shade;
    QComboBox* m_lookAt; ///< whose tokens: of models with an encoder
    ColourLegend* m_legend;
    QLabel* m_none; ///< in place of the grid while no row fits
    QTimer m_typing;
    std::optional<bool> m_crossWanted; ///< by setLook(), until there is a grid
    bool m_selecting = false;
    bool m_followsCross = false; ///< the selected head looked at the encoder when it was followed
};

} // namespace headscope::ui
