// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/plotgeometry.h"

#include <QPen>
#include <QString>
#include <QWidget>

#include <vector>

namespace headscope::ui {

/// The singular values of one matrix as a line of a SpectrumPlot.
struct SpectrumLine {
    QString name;               ///< "Wᴾ"
    std::vector<double> values; ///< largest first
    bool strong = false;        ///< one of those that are read; the others are there to compare
};

/// What is drawn of singular values s.
enum class SpectrumScale {
    Log,      ///< s, each power of ten as high
    Relative, ///< s / s_1
    Share,    ///< the share of sum s^2 that the first i hold
};

/// The spectra of a head's matrices over the number of the singular value, told apart by dashes as
/// well as colours, and one marked number, which is chosen by click or arrow keys. Owned by its
/// parent, GUI thread, nothing fails.
class SpectrumPlot : public QWidget
{
    Q_OBJECT
public:
    explicit SpectrumPlot(QWidget* parent = nullptr);

    void setLines(const QString& title, std::vector<SpectrumLine> lines, SpectrumScale scale);
    /// -1: none is marked.
    void setCurrent(int index);
    int current() const { return m_current; }
    const std::vector<SpectrumLine>& lines() const { return m_lines; }
    SpectrumScale scale() const { return m_scale; }
    /// What a line has at a number, on the scale that is shown; NaN where it has none.
    double shown(std::size_t line, int index) const;
    /// As it looks, without marks, into any rectangle.
    void paintInto(QPainter& painter, const QRect& rect) const;
    QString pointText(int index) const;
    PlotGeometry geometryOfPoints() const { return geometryIn(rect()); }

    QSize sizeHint() const override { return {420, 300}; }
    QSize minimumSizeHint() const override { return {200, 140}; }

Q_SIGNALS:
    void picked(int index);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;

private:
    PlotGeometry geometryIn(const QRect& rect) const;
    std::vector<double> ticks(const PlotGeometry& geometry) const;
    QString tickText(double tick) const;
    QString valueText(double value) const;
    QPen penOf(std::size_t line) const;
    void paintAll(QPainter& painter, const QRect& rect) const;
    void paintAxes(QPainter& painter, const QRect& rect, const PlotGeometry& geometry) const;
    void paintLegend(QPainter& painter, const QRect& rect) const;
    void paintLines(QPainter& painter, const PlotGeometry& geometry) const;
    void paintMark(QPainter& painter, const PlotGeometry& geometry, int index, bool sure) const;
    void describe();

    QString m_title;
    std::vector<SpectrumLine> m_lines;
    std::vector<std::vector<double>> m_heights; ///< of each line, on the scale; of Log, log10
    SpectrumScale m_scale = SpectrumScale::Log;
    int m_count = 0; ///< of the longest line
    double m_low = 0;
    double m_high = 1;
    int m_current = -1;
    int m_hover = -1;
};

} // namespace headscope::ui
