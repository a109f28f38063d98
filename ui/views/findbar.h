// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;

namespace headscope::ui {

/// A line to search the view in front with: Enter goes to the next place, Shift+Enter to the one
/// before, Escape closes it. Asks by findRequested and is told by setFound(). GUI thread.
class FindBar : public QWidget
{
    Q_OBJECT
public:
    explicit FindBar(QWidget* parent = nullptr);

    /// Shows the line, with its text selected, and gives it the focus.
    void open();
    QString text() const;
    void setFound(bool found);
    void next() { ask(false); }
    void previous() { ask(true); }

Q_SIGNALS:
    void findRequested(const QString& text, bool backwards);
    void closed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void ask(bool backwards);

    QLineEdit* m_edit;
    QLabel* m_none;
};

} // namespace headscope::ui
