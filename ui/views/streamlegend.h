// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace headscope::ui {

/// What the colours of the stream's bars mean. GUI thread.
class StreamLegend : public QWidget
{
    Q_OBJECT
public:
    explicit StreamLegend(QWidget* parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {80, sizeHint().height()}; }
    /// Into any painter, from its origin.
    void draw(QPainter& painter) const;

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace headscope::ui
