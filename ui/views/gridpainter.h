// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/textcache.h"
#include "ui/theme/theme.h"
#include "ui/views/figure.h"
#include "ui/views/gridgeometry.h"

#include <QImage>
#include <QPixmap>

#include <array>
#include <memory>
#include <optional>
#include <vector>

class QPainter;

namespace headscope::ui {

class GridModel;

/// Paints a GridModel with the cells and headers where a GridGeometry says, on the screen or into a
/// picture. Keeps what is the same from painting to painting: laid out words, colours of text, the
/// whole map of small cells as an image. Owned by whoever paints; GUI thread.
class GridPainter
{
public:
    /// Which of the theme's maps turns shades into colours.
    enum class Map { Tint, Score, Measure, Diverging };
    struct Cell {
        int row = -1;
        int column = -1;
        bool operator==(const Cell&) const = default;
    };
    /// What is lit over the cells.
    struct Marks {
        Cell current;
        Cell hover;
        QRect selected; ///< columns and rows (x, y); null where nothing is
        bool focus = false;
    };

    GridPainter();

    void setModel(const GridModel* model);
    void setMap(Map map);
    Map map() const { return m_map; }
    /// What is counted downwards and across, for the corner.
    void setAxes(const QString& rows, const QString& columns);
    /// The model says something else, or the theme looks different.
    void forget();
    /// Only what depends on the cells, not the headers.
    void forgetCells();

    /// Of a row of words.
    int rowHeight() const;
    /// What the headers need where cells have this size.
    QSize headerSize(QSize cell) const;
    /// `area`: what is painted anew, in the geometry's pixels.
    void paint(QPainter& painter, const GridGeometry& geometry, const Marks& marks,
               const QRect& area);
    /// All cells of a geometry with their headers, nothing lit: narrower cells, then a map, where
    /// it would be wider than `maxWidth` or too large to draw. Or those in sight, as they are.
    Figure figure(const GridGeometry& geometry, FigurePart part, int maxWidth);
    /// How the cells of such a figure stand.
    GridGeometry page(const GridGeometry& geometry, FigurePart part, int maxWidth) const;

private:
    static constexpr int ranks = 10; ///< steps from the best word's colour to the last one's
    using Inks = std::array<QRgb, ranks>;
    struct Fonts {
        explicit Fonts(const QFont& application);
        QFont base;
        TextCache words;
        TextCache hidden;
        TextCache bold;
        TextCache small;
    };
    Fonts& fonts();
    const ColourMap& colours() const;
    double place(double shade) const;
    void makeInks();
    void makeImage();
    void makeCorner(double pixelRatio);
    static void paintFold(QPainter& painter, QPoint at);
    void measureHeaders() const;

    void paintMap(QPainter& painter, const GridGeometry& geometry, const QRect& area);
    GridGeometry wholePage(GridGeometry whole, int maxWidth) const;
    void paintWords(QPainter& painter, const GridGeometry& geometry, const QRect& area);
    void paintCellWords(QPainter& painter, const QRect& cell, const QStringList& words,
                        const Inks& inks);
    void paintCorners(QPainter& painter, const QRect& cell, unsigned marks) const;
    void paintLines(QPainter& painter, const GridGeometry& geometry, const QRect& area) const;
    static void paintMarks(QPainter& painter, const GridGeometry& geometry, const Marks& marks);
    void paintColumnHeaders(QPainter& painter, const GridGeometry& geometry, const Marks& marks,
                            const QRect& area);
    void paintRowHeaders(QPainter& painter, const GridGeometry& geometry, const Marks& marks,
                         const QRect& area);
    void paintCorner(QPainter& painter, const GridGeometry& geometry);

    const GridModel* m_model = nullptr;
    Map m_map = Map::Tint;
    QString m_rowAxis;
    QString m_columnAxis;
    std::unique_ptr<Fonts> m_fonts;
    std::vector<Inks> m_inks; ///< for each step of the map, then where there is no shade, then
                              ///< faded
    QImage m_image;           ///< a pixel for each cell
    QPixmap m_corner;         ///< of cells that repeat, for the last device's pixels
    mutable std::optional<QSize> m_labels; ///< widest row label, widest column label
};

} // namespace headscope::ui
