// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/labchange.h"

#include <QElapsedTimer>
#include <QUndoStack>
#include <QWidget>

#include <array>

class QAction;
class QBoxLayout;
class QLabel;
class QScrollArea;
class QToolButton;
class QVBoxLayout;

namespace headscope::app {
class Selection;
}

namespace headscope::ui {

class LabEditor;
class LabRow;

/// The list of what the Lab changes, and the parts of the selected one of them; every edit can be
/// undone. Owned by its parent, GUI thread, nothing fails.
class LabChanges : public QWidget
{
    Q_OBJECT
public:
    explicit LabChanges(app::Selection* selection, QWidget* parent = nullptr);
    ~LabChanges() override;

    /// Takes what that model cannot have off the list, and says so; edited() tells where that is
    /// something that counted.
    void setShape(const LabModelShape& shape);
    const LabModelShape& shape() const { return m_shape; }
    const LabEntries& entries() const { return m_entries; }
    /// Another list, of which there is nothing to undo; tells nobody.
    void setEntries(const LabEntries& entries);

    void add(LabKind kind);
    void replace(int row, const core::Intervention& intervention, bool typing);
    void setOn(int row, bool on);
    void remove(int row);
    void clear();
    void undo();
    void redo();
    bool canUndo() const { return m_undo.canUndo(); }
    bool canRedo() const { return m_undo.canRedo(); }

    int current() const { return m_current; } ///< -1: none
    void setCurrent(int row);
    LabRow* row(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    LabEditor* editor() const { return m_editor; }
    QString notice() const;
    QString textOf(int row) const;
    /// Where the keyboard goes: the current row, else the button that adds one.
    QWidget* focusTarget() const;
    /// The parts of a change beside the list instead of under it.
    void setWide(bool wide);

    QSize sizeHint() const override { return {330, 420}; }
    /// Wide enough for its buttons; what is below scrolls.
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// `typing`: more may follow at once.
    void edited(bool typing);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    class Command;

    void fillBar();
    QToolButton* barButton(const QString& sign, const QString& text, const char* objectName);
    LabRow* makeRow();
    void push(LabEntries entries, const QString& text, int current, int mergeId = -1);
    void show(const LabEntries& entries, int current);
    void showNotice(const QString& text);
    void refresh();
    void fitList();

    app::Selection* m_selection;
    LabModelShape m_shape;
    LabEntries m_entries;
    int m_current = -1;
    QUndoStack m_undo;
    QElapsedTimer m_sinceTyped;
    bool m_wide = false;
    int m_series = 0; ///< of edits that follow each other at once
    QToolButton* m_add;
    QToolButton* m_undoButton = nullptr;
    QToolButton* m_redoButton = nullptr;
    QToolButton* m_clear = nullptr;
    std::array<QAction*, labKindCount> m_kinds = {};
    QWidget* m_bar; ///< buttons for the whole list
    QBoxLayout* m_parts;
    QScrollArea* m_list;
    QVBoxLayout* m_lines;
    QLabel* m_empty;
    QLabel* m_notice;
    QWidget* m_editorBox;
    LabEditor* m_editor;
    std::vector<LabRow*> m_rows;
};

} // namespace headscope::ui
