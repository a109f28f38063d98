// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/comparedgridmodel.h"
#include "ui/views/colourlegend.h"
#include "ui/views/figure.h"

#include <QWidget>

#include <array>

namespace headscope::ui {

class ElidedLabel;
class GridView;

/// One value of a comparison as heatmaps: of A, of B, and of what they differ by, one of them or
/// all beside each other; they scroll and zoom together. Owned by the view; GUI thread.
class ComparedMaps : public QWidget
{
    Q_OBJECT
public:
    enum class Shown { Difference, A, B, All };
    using Cell = core::ComparedPlane::Cell; ///< row and column of the comparison

    explicit ComparedMaps(QWidget* parent = nullptr);
    ~ComparedMaps() override;

    /// `column` of the rows; -1: nothing is shown.
    void setRows(const ComparedRowsPtr& rows, int column, const ComparedLabels& labels,
                 bool showSpaces);
    /// What A and B are, for the lines over the maps.
    void setNames(const QString& a, const QString& b);
    void setShown(Shown shown);
    Shown shown() const { return m_shown; }
    void setSquare(bool square);
    /// Moves there without telling, where the cell is shown.
    void setCurrent(const Cell& cell);
    GridView* view(ComparedSide side) const { return map(side).view; }
    const ComparedGridModel* model(ComparedSide side) const { return map(side).model; }
    GridView* front() const { return map(frontSide()).view; }

    /// What the colours of the front map mean; not there for what has no scale.
    struct Scale {
        bool there = false;
        ColourLegend::Map map = ColourLegend::Map::Diverging;
        QString low;
        QString high;
    };
    Scale scale() const;
    /// Of the map with the focus alone; or of the front one.
    QString selectedText(bool focused) const;
    Figure figure(FigurePart part, int maxWidth) const;

    /// What the front map would take to show all its rows in its cells' present size.
    int wholeHeight() const;
    QSize minimumSizeHint() const override { return {240, 130}; }

Q_SIGNALS:
    void chosen(int row, int column); ///< of the comparison
    void opened(int row);

private:
    /// A heatmap with a line over it that says what it is of.
    struct Map {
        QWidget* box = nullptr;
        ElidedLabel* name = nullptr;
        GridView* view = nullptr;
        ComparedGridModel* model = nullptr;
    };
    static constexpr std::array sides = {ComparedSide::A, ComparedSide::B,
                                         ComparedSide::Difference};
    const Map& map(ComparedSide side) const { return m_maps[static_cast<std::size_t>(side)]; }
    ComparedSide frontSide() const;
    static bool isSigned(const ComparedGridModel& model);
    QString nameOf(ComparedSide side) const;
    QString rangeOf(ComparedSide side) const;
    void join();
    void showNames();

    std::array<Map, 3> m_maps;
    Shown m_shown = Shown::Difference;
    QString m_nameA;
    QString m_nameB;
};

} // namespace headscope::ui
