// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/modelentry.h"

#include <QAbstractListModel>
#include <QStringList>

#include <vector>

namespace headscope::ui {

/// The models to choose from, under the titles of their sections; those that fit what is searched
/// for. Owned by the chooser, GUI thread.
///
/// A title cannot be selected. A section without models has no title, but "On this computer" always
/// stands and says why it is empty; where nothing fits a search one line says so.
class ModelList : public QAbstractListModel
{
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    /// Sections in their order, entries of a section in the order given.
    void setEntries(std::vector<ModelEntry> entries);
    /// Exchanges the entry of this key; nothing where there is none.
    void updateEntry(const ModelEntry& entry);
    /// Every word of it is in the name, the revision, the family or the folder.
    void setSearch(const QString& words);
    /// What stands under "On this computer" where there is no model.
    void setEmptyNote(const QString& note);

    /// nullptr for titles and notes.
    const ModelEntry* entry(const QModelIndex& index) const;
    QModelIndex indexOf(const QString& key) const; ///< invalid where it is not shown
    QModelIndex first() const;                     ///< the first entry shown; invalid where none is
    int shownCount() const;

    int rowCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role) const final;
    Qt::ItemFlags flags(const QModelIndex& index) const final;

    static QString title(ModelEntry::Section section);

private:
    struct Row {
        enum class Kind { Title, Note, Entry } kind = Kind::Entry;
        ModelEntry::Section section = ModelEntry::Section::Program;
        std::size_t entry = 0;
    };
    bool fits(const ModelEntry& entry) const;
    void rebuild();
    QVariant entryData(const ModelEntry& entry, int role) const;

    std::vector<ModelEntry> m_entries;
    std::vector<Row> m_rows;
    QStringList m_search;
    QString m_emptyNote;
};

} // namespace headscope::ui
