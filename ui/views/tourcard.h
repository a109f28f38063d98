// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace headscope::ui {

/// What there is to see at a stop of the guided tour, and the way on. Knows nothing of the tour.
/// While it has the focus, Left and Right go back and on and Escape ends. GUI thread.
class TourCard : public QFrame
{
    Q_OBJECT
public:
    explicit TourCard(QWidget* parent = nullptr);

    /// `index` of `count`, from 0. Shows the card.
    void showStop(int index, int count, const QString& title, const QString& text);
    QString title() const;
    QString text() const;
    QString progress() const; ///< as shown
    QPushButton* backButton() const { return m_back; }
    QPushButton* nextButton() const { return m_next; }
    QPushButton* endButton() const { return m_end; }

Q_SIGNALS:
    void backRequested();
    void nextRequested(); ///< not at the last stop
    void endRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void goOn();

    QLabel* m_title;
    QLabel* m_progress;
    QLabel* m_text;
    QPushButton* m_back;
    QPushButton* m_next;
    QPushButton* m_end;
    bool m_last = false;
};

} // namespace headscope::ui
