// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/streambars.h"
#include "ui/views/figure.h"
#include "ui/views/streamgeometry.h"

#include <QAbstractScrollArea>

namespace headscope::ui {

/// The stack: a bar for every band from the embedding at the bottom to the state at the top, each
/// beginning where the one under it ends. A click on a band opens it into its heads or neurons; the
/// arrow keys move over bars (up, down) and their pieces (left, right), Enter opens, Escape closes.
/// Shows shared results; GUI thread; nothing fails. Paints only the rows in sight.
class StreamPicture : public QAbstractScrollArea
{
    Q_OBJECT
public:
    explicit StreamPicture(QWidget* parent = nullptr);

    void setStream(TokenStreamPtr stream);
    void setLength(StreamLength length);
    void setShowSpaces(bool show);
    /// What is marked; its band is opened. Tells nobody.
    void setPlace(const StreamPlace& place);

    const StreamBars& bars() const { return m_bars; }
    const StreamPlace& place() const { return m_place; }
    int open() const { return m_open; }
    const StreamGeometry& geometryOfBars() const { return m_geometry; }
    int axisHeight() const;
    /// What a row says, for assistive technology.
    QString rowText(int row) const;
    /// Everything, at this width.
    Figure figure(FigurePart part, int width) const;
    QSize sizeHint() const override { return {600, 360}; }

Q_SIGNALS:
    /// By a click or the keyboard; none: the marked one is given up.
    void placeChosen(const headscope::ui::StreamPlace& place);
    /// Enter on what has nothing to open.
    void activated(const headscope::ui::StreamPlace& place);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    void rebuild();
    void layOut();
    StreamGeometry measured(int width, int height) const;
    void setCurrent(int row, int segment);
    void choose(int row, int segment);
    bool openOrClose(int row);
    int segmentAt(int row, int x) const; ///< -1 between them
    QRectF segmentRect(const StreamGeometry& geometry, const StreamBar& bar,
                       const StreamSegment& segment, int top, int height) const;
    void paintAxis(QPainter& painter, const StreamGeometry& geometry) const;
    void paintGrid(QPainter& painter, const StreamGeometry& geometry, int from, int to) const;
    void paintRow(QPainter& painter, const StreamGeometry& geometry, int row, bool marks) const;
    void paintBar(QPainter& painter, const StreamGeometry& geometry, int row) const;
    void paintNumbers(QPainter& painter, const StreamGeometry& geometry, int row) const;
    double step(const StreamGeometry& geometry) const;

    TokenStreamPtr m_stream;
    StreamLength m_length = StreamLength::Share;
    bool m_showSpaces = false;
    StreamBars m_bars;
    StreamGeometry m_geometry;
    StreamPlace m_place;
    int m_open = -1;
    int m_row = 0;      ///< of the keyboard
    int m_segment = -1; ///< -1: the bar as a whole
    int m_hovered = -1;
};

} // namespace headscope::ui
