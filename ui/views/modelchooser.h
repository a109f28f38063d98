// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/modelentry.h"

#include <QDialog>

#include <optional>
#include <vector>

class QLabel;
class QLineEdit;
class QListView;
class QPushButton;
class QSplitter;

namespace headscope::ui {

class ModelDetails;
class ModelList;

/// The dialog to choose a model from: what is in the program, on this computer, opened before, to
/// download; a search that filters while one types, and everything about the chosen one. Does
/// nothing itself: whatever is asked for is told by a signal. Owned by the main window.
class ModelChooser : public QDialog
{
    Q_OBJECT
public:
    explicit ModelChooser(QWidget* parent = nullptr);

    /// The chosen one stays chosen, where it is still there; else the open one is, or the first.
    void setEntries(std::vector<ModelEntry> entries);
    void updateEntry(const ModelEntry& entry);
    void setFreeMemory(std::optional<qint64> bytes);
    /// Where the models of "On this computer" are looked for.
    void setCachePlace(const QString& folder);
    void setReading(bool reading);
    /// A failure of something that was asked for here; empty: none.
    void showFailure(const QString& sentence);

    ModelList* list() const { return m_list; }
    QListView* view() const { return m_view; }
    QLineEdit* searchField() const { return m_search; }
    ModelDetails* details() const { return m_details; }
    QPushButton* mainButton() const { return m_main; }
    /// nullptr where none is chosen.
    const ModelEntry* chosen() const;
    void choose(const QString& key);
    /// As it was left: which size, and how it was divided.
    QByteArray saveLayout() const;
    void restoreLayout(const QByteArray& layout);

Q_SIGNALS:
    void openRequested(const QString& key);
    void openFolderRequested();
    void showFolderRequested(const QString& folder);
    void copyPathRequested(const QString& path);
    void removeRequested(const QString& key);
    void downloadRequested(const QString& key);
    void cancelDownloadRequested(const QString& key);
    void refreshRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeListSide();
    QWidget* makeButtons();
    void showChosen();
    void act(bool onlyOpen);
    void move(QKeyEvent* event);
    void restoreChoice(const QString& key);

    ModelList* m_list;
    QLineEdit* m_search;
    QListView* m_view;
    ModelDetails* m_details;
    QLabel* m_failure;
    QLabel* m_note;
    QPushButton* m_folder;
    QPushButton* m_close;
    QPushButton* m_main;
    QSplitter* m_splitter;
    std::optional<qint64> m_freeMemory;
    bool m_setting = false;
    bool m_chosenByUser = false; ///< else the open model is chosen as soon as it is in the list
};

} // namespace headscope::ui
