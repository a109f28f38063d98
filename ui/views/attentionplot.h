// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/headtableptr.h"
#include "ui/models/wordtext.h"
#include "ui/views/heatmapgeometry.h"

#include <QImage>
#include <QWidget>

#include <vector>

namespace headscope::app {
class Selection;
}

namespace headscope::ui {

/// The attention of one head on one area, all of it at once, with the message sizes and shifts of
/// the context tokens as bars beside it. The area, a square but in cross-attention, is drawn once
/// per result into an image; where cells are smaller than pixels, each pixel shows its strongest
/// cell.
class AttentionPlot : public QWidget
{
    Q_OBJECT
public:
    explicit AttentionPlot(app::Selection* selection, QWidget* parent = nullptr);

    void setTable(HeadTablePtr table, bool showSpaces);
    /// Whether the selected row and column are marked; not so in pictures.
    void setMarksShown(bool shown) { m_marksShown = shown; }
    HeatmapGeometry heatmap() const;
    /// More height than this would stay empty.
    int mostHeight() const;
    QSize sizeHint() const override { return {400, 240}; }
    QSize minimumSizeHint() const override { return {300, 112}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Bars {
        QString title;
        QString sign; ///< short for it
        QRect area;
        const std::vector<float>* values;
        double low;
        double high;
    };
    int markedContext() const; ///< -1 where nothing is
    void makeImage();
    void paintLabels(QPainter& painter, const HeatmapGeometry& map) const;
    void paintMarks(QPainter& painter, const HeatmapGeometry& map) const;
    void paintBars(QPainter& painter, const HeatmapGeometry& map, const Bars& bars) const;
    void paintLegend(QPainter& painter, const QRect& area) const;
    QString contextAxis() const;
    QString inputAxis() const;
    QString tipAt(QPoint point) const;

    app::Selection* m_selection;
    HeadTablePtr m_table;
    std::vector<TokenLabel> m_labels; ///< of context tokens
    std::vector<TokenLabel> m_inputs;
    int m_labelWidth = 0;
    double m_largestMessage = 0;
    double m_lowestShift = 0;
    double m_highestShift = 0;
    QImage m_image;
    bool m_marksShown = true;
};

} // namespace headscope::ui
