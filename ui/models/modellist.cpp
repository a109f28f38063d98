// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/modellist.h"

#include "ui/models/roles.h"

#include <algorithm>
#include <utility>

namespace headscope::ui {

QString ModelList::title(ModelEntry::Section section)
{
    switch (section) {
    case ModelEntry::Section::Program:
        return tr("In the program");
    case ModelEntry::Section::Computer:
        return tr("On this computer");
    case ModelEntry::Section::Recent:
        return tr("Opened before");
    case ModelEntry::Section::Download:
        return tr("To download");
    }
    return {};
}

void ModelList::setEntries(std::vector<ModelEntry> entries)
{
    beginResetModel();
    m_entries = std::move(entries);
    rebuild();
    endResetModel();
}

void ModelList::updateEntry(const ModelEntry& entry)
{
    const auto old = std::find_if(m_entries.begin(), m_entries.end(),
                                  [&](const ModelEntry& e) { return e.key == entry.key; });
    if (old == m_entries.end() || *old == entry)
        return;
    const bool sameRow = old->section == entry.section && fits(*old) == fits(entry);
    if (!sameRow) {
        beginResetModel();
        *old = entry;
        rebuild();
        endResetModel();
        return;
    }
    *old = entry;
    if (const QModelIndex at = indexOf(entry.key); at.isValid())
        Q_EMIT dataChanged(at, at);
}

void ModelList::setSearch(const QString& words)
{
    const QStringList search = words.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (search == m_search)
        return;
    beginResetModel();
    m_search = search;
    rebuild();
    endResetModel();
}

void ModelList::setEmptyNote(const QString& note)
{
    if (note == m_emptyNote)
        return;
    beginResetModel();
    m_emptyNote = note;
    rebuild();
    endResetModel();
}

bool ModelList::fits(const ModelEntry& entry) const
{
    return std::all_of(m_search.begin(), m_search.end(), [&](const QString& word) {
        for (const QString* text :
             {&entry.name, &entry.title, &entry.revision, &entry.family, &entry.folder})
            if (text->contains(word, Qt::CaseInsensitive))
                return true;
        return false;
    });
}

void ModelList::rebuild()
{
    using Section = ModelEntry::Section;
    m_rows.clear();
    for (const Section section :
         {Section::Program, Section::Computer, Section::Recent, Section::Download}) {
        std::vector<Row> rows;
        bool any = false;
        for (std::size_t k = 0; k < m_entries.size(); ++k) {
            if (m_entries[k].section != section)
                continue;
            any = true;
            if (fits(m_entries[k]))
                rows.push_back({Row::Kind::Entry, section, k});
        }
        const bool says = section == Section::Computer && !any && m_search.isEmpty()
                          && !m_emptyNote.isEmpty();
        if (says)
            rows.push_back({Row::Kind::Note, section, 0});
        if (rows.empty())
            continue;
        m_rows.push_back({Row::Kind::Title, section, 0});
        m_rows.insert(m_rows.end(), rows.begin(), rows.end());
    }
    if (m_rows.empty() && !m_search.isEmpty())
        m_rows.push_back({Row::Kind::Note, Section::Program, 0});
}

const ModelEntry* ModelList::entry(const QModelIndex& index) const
{
    if (!index.isValid() || index.model() != this)
        return nullptr;
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    return row.kind == Row::Kind::Entry ? &m_entries[row.entry] : nullptr;
}

QModelIndex ModelList::indexOf(const QString& key) const
{
    for (std::size_t k = 0; k < m_rows.size(); ++k)
        if (m_rows[k].kind == Row::Kind::Entry && m_entries[m_rows[k].entry].key == key)
            return index(static_cast<int>(k));
    return {};
}

QModelIndex ModelList::first() const
{
    for (std::size_t k = 0; k < m_rows.size(); ++k)
        if (m_rows[k].kind == Row::Kind::Entry)
            return index(static_cast<int>(k));
    return {};
}

int ModelList::shownCount() const
{
    return static_cast<int>(std::count_if(
        m_rows.begin(), m_rows.end(), [](const Row& row) { return row.kind == Row::Kind::Entry; }));
}

int ModelList::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

Qt::ItemFlags ModelList::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    return entry(index) ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren
                        : Qt::ItemNeverHasChildren;
}

QVariant ModelList::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    if (row.kind == Row::Kind::Entry)
        return entryData(m_entries[row.entry], role);
    const bool isTitle = row.kind == Row::Kind::Title;
    switch (role) {
    case Qt::DisplayRole:
        if (isTitle)
            return title(row.section);
        return m_search.isEmpty()
                   ? m_emptyNote
                   : tr("No model here is called “%1”.").arg(m_search.join(QLatin1Char(' ')));
    case TitleRole:
        return isTitle;
    case NoteRole:
        return !isTitle;
    default:
        return {};
    }
}

QVariant ModelList::entryData(const ModelEntry& entry, int role) const
{
    using State = ModelEntry::State;
    switch (role) {
    case Qt::DisplayRole:
        return entry.revision.isEmpty() ? entry.name
                                        : tr("%1 (%2)").arg(entry.name, entry.revision);
    case SubtitleRole:
        return modelSummary(entry);
    case Qt::ToolTipRole:
        return entry.folder.isEmpty() ? entry.name : entry.folder;
    case Qt::AccessibleTextRole:
        return tr("%1, %2, %3")
            .arg(data(indexOf(entry.key), Qt::DisplayRole).toString(), modelSummary(entry),
                 title(entry.section));
    case ValueTextRole:
        if (entry.open)
            return tr("open");
        return entry.state == State::Ready ? diskSizeText(entry.bytes) : QString();
    case MarkedRole:
        return entry.open ? 1 : 0;
    case WarningRole:
        return entry.state == State::Broken || entry.state == State::Gone
               || (entry.state == State::Stopped && !entry.problem.isEmpty());
    case FractionRole:
        if ((entry.state == State::Downloading || entry.state == State::Stopped) && entry.bytes > 0)
            return std::clamp(static_cast<double>(entry.done) / static_cast<double>(entry.bytes),
                              0.0, 1.0);
        return {};
    default:
        return {};
    }
}

} // namespace headscope::ui
