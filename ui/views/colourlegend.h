// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/figure.h"

#include <QWidget>

namespace headscope::ui {

/// What the colours of a map mean: a gradient between two numbers.
class ColourLegend : public QWidget
{
    Q_OBJECT
public:
    enum class Map { Score, Measure, Tint, Diverging, Activation };

    explicit ColourLegend(Map map, QWidget* parent = nullptr);
    void setMap(Map map);
    void setRange(const QString& low, const QString& high);
    QString low() const { return m_low; }
    QString high() const { return m_high; }
    /// The same for a picture.
    Figure figure(int width) const;
    static Figure figure(Map map, const QString& low, const QString& high, int width);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {80, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Map m_map;
    QString m_low;
    QString m_high;
};

} // namespace headscope::ui
