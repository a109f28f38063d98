// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHeaderView>

namespace headscope::ui {

/// The header of a head table: a title with a second line under it, or a token that runs upwards.
/// The marked section has the accent's line on top.
class TableHeader : public QHeaderView
{
    Q_OBJECT
public:
    explicit TableHeader(QWidget* parent = nullptr);

    void setMarked(int section);
    /// A line of words above the sections ("input token (attends)").
    void setAxis(const QString& axis);
    /// The height that the longest text needs (limited), axis included.
    int neededHeight() const;
    /// Whether somebody has dragged sections to another size or place.
    bool arranged() const { return m_arranged; }
    /// Nobody has, any more.
    void forget() { m_arranged = false; }
    /// Sizes and places as saveState() told them; ignored where they are of other sections.
    void arrange(const QByteArray& state);

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    int axisHeight() const;
    void paintGroups(QPainter& painter) const;

    QString m_axis;
    int m_marked = -1;
    bool m_pressed = false; ///< the mouse is down: what changes, somebody changes
    bool m_arranged = false;
    static constexpr int maxText = 110;
};

} // namespace headscope::ui
