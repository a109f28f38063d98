// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QTimer>

class QLabel;
class QProgressBar;
class QPushButton;

namespace headscope::ui {

/// A line above the views while a model is loaded: which, how far, and a way to stop it. Loading
/// that is over in a moment does not show.
class LoadingStrip : public QFrame
{
    Q_OBJECT
public:
    explicit LoadingStrip(QWidget* parent = nullptr);

    static constexpr int delay = 150; ///< milliseconds

    void begin(const QString& model);
    /// `step` as a part of a sentence: "checking the weights". `total` 0: not known.
    void setStep(const QString& step, int done, int total);
    void end();
    QString text() const;
    int percent() const; ///< -1 where it is not known
    QPushButton* cancelButton() const { return m_cancel; }

Q_SIGNALS:
    void cancelRequested();

private:
    QString m_model;
    QLabel* m_label;
    QProgressBar* m_progress;
    QPushButton* m_cancel;
    QTimer m_shown;
};

} // namespace headscope::ui
