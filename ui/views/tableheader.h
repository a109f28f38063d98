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

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;
    void paintEvent(QPaintEvent* event) override;

private:
    int axisHeight() const;

    QString m_axis;
    int m_marked = -1;
    static constexpr int maxText = 110;
};

} // namespace headscope::ui
