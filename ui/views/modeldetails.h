// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/modelentry.h"

#include <QScrollArea>

#include <optional>

class QFrame;
class QGridLayout;
class QLabel;
class QProgressBar;
class QPushButton;

namespace headscope::ui {

/// Everything about one model of the chooser: what it is, where it lies, what it needs, what is
/// wrong with it. Owned by the chooser.
class ModelDetails : public QScrollArea
{
    Q_OBJECT
public:
    explicit ModelDetails(QWidget* parent = nullptr);

    /// nullptr: nothing is chosen.
    void setEntry(const ModelEntry* entry, std::optional<qint64> freeMemory);
    /// What it says, line by line: label, tab, value. Of tests and of copying.
    QString text() const;
    QString problem() const;

Q_SIGNALS:
    void showFolderRequested(const QString& folder);
    void copyPathRequested(const QString& folder);
    void removeRequested(const QString& key);

private:
    void addFacts(const ModelEntry& entry, std::optional<qint64> freeMemory);
    void addFact(const QString& label, const QString& value, bool warn = false);
    QString problemOf(const ModelEntry& entry, std::optional<qint64> freeMemory) const;

    QString m_key;
    QString m_folder;
    QStringList m_lines;
    QLabel* m_name;
    QLabel* m_summary;
    QFrame* m_problem;
    QLabel* m_problemText;
    QProgressBar* m_progress;
    QWidget* m_facts;
    QGridLayout* m_factsLayout;
    QWidget* m_buttons;
    QPushButton* m_show;
    QPushButton* m_copy;
    QPushButton* m_remove;
};

} // namespace headscope::ui
