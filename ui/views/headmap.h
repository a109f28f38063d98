// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/measure.h"
#include "ui/views/headmapgeometry.h"

#include <QStringList>
#include <QWidget>

namespace headscope::app {
class Selection;
}

namespace headscope::ui {

/// All heads of the model as coloured cells. Arrow keys and clicks select a head. Heads without a
/// value are hatched.
class HeadMap : public QWidget
{
    Q_OBJECT
public:
    explicit HeadMap(app::Selection* selection, QWidget* parent = nullptr);

    void setValues(HeadValues values);
    const HeadValues& values() const { return m_values; }
    /// Layer after layer; heads that have one are marked, and their tooltips tell.
    void setLabels(QStringList labels, QStringList notes);
    HeadMapGeometry cells() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    int leftMargin() const;
    int bottomMargin() const;
    QString tip(int layer, int head) const;
    static void paintLabelled(QPainter& painter, const QRectF& cell);

    app::Selection* m_selection;
    HeadValues m_values;
    QStringList m_labels;
    QStringList m_notes;
    std::optional<std::pair<int, int>> m_hover;
};

} // namespace headscope::ui
