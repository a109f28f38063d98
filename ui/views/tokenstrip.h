// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/wordtext.h"
#include "ui/views/tokenstripgeometry.h"

#include <QAbstractScrollArea>

#include <vector>

namespace headscope::app {
class Selection;
}

namespace headscope::ui {

/// The prompt as a line of chips, one per token. A click selects the context token (the row),
/// Shift+click the input token (the column); arrow keys move. Only the chips in sight are painted.
class TokenStrip : public QAbstractScrollArea
{
    Q_OBJECT
public:
    explicit TokenStrip(app::Selection* selection, QWidget* parent = nullptr);

    void setTokens(std::vector<TokenLabel> labels);
    const std::vector<TokenLabel>& tokens() const { return m_labels; }
    const TokenStripGeometry& geometryOfChips() const { return m_geometry; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {60, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    bool hasRows() const;
    int current() const;
    void choose(int token, bool column);
    void place();
    void updateScrollBar();
    void ensureVisible(int token);
    int tokenAt(QPoint viewportPoint) const;
    void paintChip(QPainter& painter, int token) const;

    app::Selection* m_selection;
    std::vector<TokenLabel> m_labels;
    TokenStripGeometry m_geometry;
    int m_hover = -1;
    bool m_following = true; ///< the selected token is kept in sight until somebody scrolls away
};

} // namespace headscope::ui
