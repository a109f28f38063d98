// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/plotgeometry.h"

#include <QPixmap>
#include <QString>
#include <QWidget>

#include <memory>
#include <vector>

namespace headscope::ui {

/// What a LinePlot shows. Values that are NaN leave a gap.
struct LinePlotData {
    QString title;
    QString xTitle;
    QStringList xLabels;       ///< one a point; empty: the points' numbers
    int first = 0;             ///< the number of the first point
    std::vector<float> strong; ///< (count): the line that is read
    QString strongName;        ///< for tooltips
    /// (lines, count), one after the other: faint, behind it. Shared with whoever made them.
    std::shared_ptr<const std::vector<float>> faint;
    bool numbers = false; ///< at every point that has room, not only at the marked one
    bool ranks = false;   ///< ranks from 1 up to `worst`, on a logarithmic scale
    double worst = 1;
    int decimals = 2; ///< of values as they are read
};

/// One line over whole numbers (layers, positions, distances), others faint behind it, and one
/// marked point, which is chosen by click or arrow keys. Owned by its parent, GUI thread, nothing
/// fails.
class LinePlot : public QWidget
{
    Q_OBJECT
public:
    explicit LinePlot(QWidget* parent = nullptr);

    void setData(LinePlotData data);
    const LinePlotData& data() const { return m_data; }
    /// -1: no point is marked.
    void setCurrent(int index);
    int current() const { return m_current; }
    PlotGeometry geometryOfPoints() const { return geometryIn(rect()); }
    /// As it looks, without marks, into any rectangle.
    void paintInto(QPainter& painter, const QRect& rect) const;
    QString pointText(int index) const;

    QSize sizeHint() const override { return {320, 200}; }
    QSize minimumSizeHint() const override { return {180, 110}; }

Q_SIGNALS:
    void picked(int index);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;

private:
    int count() const { return static_cast<int>(m_data.strong.size()); }
    PlotGeometry geometryIn(const QRect& rect) const;
    QString valueText(double value) const;
    QString tickText(double value) const;
    QString label(int index) const;
    void paintAxes(QPainter& painter, const QRect& rect, const PlotGeometry& geometry) const;
    void paintFaint(QPainter& painter, const PlotGeometry& geometry) const;
    void paintFaintShapes(QPainter& painter, const PlotGeometry& geometry, double opacity) const;
    void paintStrong(QPainter& painter, const PlotGeometry& geometry) const;
    void paintNumbers(QPainter& painter, const PlotGeometry& geometry, int marked) const;
    void paintPoint(QPainter& painter, const PlotGeometry& geometry, int index) const;
    void describe();

    LinePlotData m_data;
    double m_low = 0;
    double m_high = 1;
    int m_current = -1;
    int m_hover = -1;
    QPixmap m_back; ///< axes and lines; made when painted, kept until something changes
};

} // namespace headscope::ui
