// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QCheckBox;
class QLabel;
class QToolButton;

namespace headscope::ui {

/// A line of the Lab's list of changes: a check box, a short text, and a button that removes it.
/// Owned by its parent, GUI thread, nothing fails.
class LabRow : public QWidget
{
    Q_OBJECT
public:
    explicit LabRow(QWidget* parent = nullptr);

    void setEntry(const QString& text, const QString& tip, bool on);
    void setCurrent(bool current);
    QString text() const;
    QCheckBox* box() const { return m_box; }
    QToolButton* removeButton() const { return m_remove; }

Q_SIGNALS:
    void chosen();
    void opened(); ///< to be edited
    void switched(bool on);
    void removeWanted();
    void moveWanted(int rows); ///< to the row above (-1) or below (1)

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    QCheckBox* m_box;
    QLabel* m_text;
    QToolButton* m_remove;
    bool m_current = false;
};

} // namespace headscope::ui
