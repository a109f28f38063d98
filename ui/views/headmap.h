// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/measure.h"
#include "ui/views/figure.h"
#include "ui/views/headmapgeometry.h"

#include <QStringList>
#include <QWidget>

namespace headscope::app {
class Selection;
}

namespace headscope::ui {

/// All heads of the model as coloured cells. Arrow keys and clicks select a head. Heads without a
/// value are hatched. Of a model with an encoder there are two blocks, the decoder's on top with
/// its cross heads set apart, and the encoder's below: the one that is not looked at is pale, and a
/// click in it asks for the other part.
class HeadMap : public QWidget
{
    Q_OBJECT
public:
    /// The part that is not looked at, where there is one.
    struct Other {
        HeadValues values;    ///< empty: there is none
        bool encoder = false; ///< it is the encoder
    };

    explicit HeadMap(app::Selection* selection, QWidget* parent = nullptr);

    void setValues(HeadValues values, Other other);
    const HeadValues& values() const { return m_values; }
    const HeadValues& otherValues() const { return m_other.values; }
    /// Layer after layer; heads that have one are marked, and their tooltips tell.
    void setLabels(QStringList labels, QStringList notes);
    HeadMapGeometry cells() const; ///< of the part that is looked at
    HeadMapGeometry otherCells() const;
    /// All cells with their numbers and marks, none selected, both parts in full colours; at most
    /// `maxWidth` wide. Null where there are none.
    Figure figure(int maxWidth) const;
    /// What is said of a head, of the other part too.
    QString tip(int layer, int head, bool other = false) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void otherPartChosen(int layer, int head);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Hit {
        bool other = false;
        int layer = 0;
        int head = 0;
        bool operator==(const Hit&) const = default;
    };
    bool hasOther() const { return !m_other.values.empty(); }
    std::optional<Hit> at(QPoint point) const;
    /// Where the block of the other part stands, or of the one that is looked at.
    HeadMapGeometry block(bool other, QSize size) const;
    HeadMapGeometry block(bool other) const { return block(other, size()); }
    int heightWith(int rowsHeight) const;
    int leftMargin() const;
    int topMargin() const;
    int titleHeight() const; ///< under a block: its heads' numbers, and what they are
    void paintNumbers(QPainter& painter, const HeadMapGeometry& geometry) const;
    void paintTitles(QPainter& painter, const HeadMapGeometry& geometry, bool other) const;
    void paintCells(QPainter& painter, const HeadMapGeometry& geometry,
                    const HeadValues& values) const;
    /// Everything but what is selected and under the mouse.
    void paintContent(QPainter& painter, QSize size, double otherOpacity) const;
    void paintSelection(QPainter& painter) const;

    app::Selection* m_selection;
    HeadValues m_values;
    Other m_other;
    QStringList m_labels;
    QStringList m_notes;
    std::optional<Hit> m_hover;
};

} // namespace headscope::ui
