// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace headscope::ui {

/// One sentence or two across the top of the centre: what failed, or a hint. Hidden until it has
/// something to say.
class Banner : public QFrame
{
    Q_OBJECT
public:
    explicit Banner(QWidget* parent = nullptr);

    void showFailure(const QString& sentence);
    /// With a button that offers to do something about it, where `action` says what.
    void showHint(const QString& sentence, const QString& action = {});
    QString text() const;
    bool isFailure() const { return m_failure; }

Q_SIGNALS:
    void dismissed(bool wasHint);
    void actionTriggered();

private:
    void present(const QString& sentence, const QString& action, bool failure);

    QLabel* m_label;
    QPushButton* m_action;
    QPushButton* m_close;
    bool m_failure = false;
};

} // namespace headscope::ui
