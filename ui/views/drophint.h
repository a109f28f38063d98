// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace headscope::ui {

/// Covers the window while something is dragged over it and says what dropping it would do. Takes
/// no events itself.
class DropHint : public QWidget
{
    Q_OBJECT
public:
    explicit DropHint(QWidget* parent);

    /// Over the whole parent; `refused`: dropping would do nothing.
    void say(const QString& sentence, bool refused);
    QString text() const { return m_sentence; }
    bool isRefusal() const { return m_refused; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_sentence;
    bool m_refused = false;
};

} // namespace headscope::ui
