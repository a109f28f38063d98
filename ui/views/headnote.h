// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace headscope::ui {

/// Where somebody names a head and writes down what it does. Tells when an edit is finished: by
/// Enter, or when the focus goes elsewhere or another head comes. GUI thread.
class HeadNote : public QWidget
{
    Q_OBJECT
public:
    explicit HeadNote(QWidget* parent = nullptr);

    /// What is shown of a head; an edit of the head before is finished first.
    /// `name`: what the head is called, as "1.2".
    void setHead(int layer, int head, const QString& name, const QString& label,
                 const QString& note);
    /// Finishes what is being edited.
    void commit();
    QLineEdit* labelEdit() const { return m_label; }
    QPlainTextEdit* noteEdit() const { return m_note; }

Q_SIGNALS:
    void edited(int layer, int head, const QString& label, const QString& note);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QLabel* m_title;
    QLineEdit* m_label;
    QPlainTextEdit* m_note;
    int m_layer = -1;
    int m_head = -1;
    QString m_oldLabel;
    QString m_oldNote;
};

} // namespace headscope::ui
