// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/networkside.h"
#include "ui/theme/textcache.h"
#include "ui/theme/theme.h"
#include "ui/views/networkgeometry.h"

#include <QWidget>

#include <array>

namespace headscope::ui {

/// Two networks side by side, or one above the other where it is narrow: a head and the FFN of its
/// layer, drawn in the same way. Owned by the NetworkPanel; GUI thread.
class NetworkDrawing : public QWidget
{
    Q_OBJECT
public:
    enum Which { Head, FeedForward, SideCount };

    explicit NetworkDrawing(QWidget* parent = nullptr);

    void setSides(NetworkSide head, NetworkSide feedForward);
    const NetworkSide& side(Which which) const { return m_sides[which]; }
    NetworkGeometry geometryOf(Which which) const;
    /// How many rows each side has room for.
    int capacity() const;
    bool stacked() const;

    QSize sizeHint() const override { return {900, 420}; }
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void capacityChanged();
    void rowClicked(headscope::ui::NetworkDrawing::Which which, int key);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Fonts {
        TextCache text{Theme::font()};
        TextCache bold{Theme::font(0, true)};
        TextCache small{Theme::font(-1)};
    };
    Fonts& fonts() const;
    void paintSide(QPainter& painter, const NetworkSide& side, const NetworkGeometry& g) const;
    void paintLines(QPainter& painter, const NetworkSide& side, const NetworkGeometry& g) const;
    void paintRow(QPainter& painter, const NetworkSide::Row& row, const NetworkGeometry& g,
                  int k) const;
    void paintNodes(QPainter& painter, const NetworkSide& side, const NetworkGeometry& g) const;
    void paintWords(QPainter& painter, const QRect& rect, const QStringList& words,
                    const QString& note) const;

    std::array<NetworkSide, SideCount> m_sides;
    int m_capacity = 0;
    mutable std::unique_ptr<Fonts> m_fonts;
};

} // namespace headscope::ui
