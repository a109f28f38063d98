// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headlabels.h"

#include "app/viewtable.h"
#include "core/analysis/headstable.h"
#include "core/base/error.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <algorithm>

namespace headscope::app {

namespace {

/// At most `longest` bytes, cut between characters.
std::string cut(const QString& text, std::size_t longest)
{
    QString shorter = text.trimmed();
    while (static_cast<std::size_t>(shorter.toUtf8().size()) > longest)
        shorter.chop(qMax<qsizetype>(1, (shorter.toUtf8().size() - qsizetype(longest)) / 4));
    if (!shorter.isEmpty() && shorter.back().isHighSurrogate())
        shorter.chop(1);
    return shorter.toStdString();
}

bool before(const core::HeadLabel& a, const core::HeadLabel& b)
{
    return std::pair(a.layer.value, a.head.value) < std::pair(b.layer.value, b.head.value);
}

core::TableSource tableOf(HeadLabels::Entries entries)
{
    return {{"layer", "head", "label", "note"},
            [entries = std::move(entries), at = std::size_t(0)](core::TableRow& row) mutable {
                if (at == entries.size())
                    return false;
                const core::HeadLabel& entry = entries[at++];
                row = {static_cast<std::int64_t>(entry.layer.value),
                       static_cast<std::int64_t>(entry.head.value), entry.label, entry.note};
                return true;
            }};
}

} // namespace

HeadLabels::HeadLabels(const QString& folder, QObject* parent)
    : QObject(parent),
      m_folder(!folder.isEmpty()
                   ? folder
                   : QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
                         + QStringLiteral("/headscope/labels"))
{}

void HeadLabels::setModel(const QString& name, const QString& weightsHash, int layers, int heads)
{
    m_layers = layers;
    m_heads = heads;
    m_entries.clear();
    QString plain = name;
    for (QChar& c : plain)
        if (!c.isLetterOrNumber() && c != QLatin1Char('-') && c != QLatin1Char('.'))
            c = QLatin1Char('_');
    m_file = QDir(m_folder).filePath(plain + QLatin1Char('-') + weightsHash.left(12)
                                     + QStringLiteral(".csv"));
    if (QFile::exists(m_file)) {
        try {
            m_entries = core::readHeadLabels(m_file.toStdString(), layers, heads);
        } catch (const core::Error& error) {
            const QString aside = m_file + QStringLiteral(".unread");
            QFile::remove(aside);
            const bool moved = QFile::rename(m_file, aside);
            Q_EMIT failed(
                QString::fromUtf8(error.what()) + QStringLiteral(". ")
                + (moved ? tr("Headscope begins with no labels; the file is now %1.").arg(aside)
                         : tr("Headscope begins with no labels.")));
        }
    }
    Q_EMIT changed();
}

const core::HeadLabel* HeadLabels::find(int layer, int head) const
{
    const core::HeadLabel wanted{core::LayerIndex(layer), core::HeadIndex(head), {}, {}};
    const auto at = std::lower_bound(m_entries.begin(), m_entries.end(), wanted, before);
    return at != m_entries.end() && !before(wanted, *at) ? &*at : nullptr;
}

QString HeadLabels::label(int layer, int head) const
{
    const core::HeadLabel* entry = find(layer, head);
    return entry ? QString::fromStdString(entry->label) : QString();
}

QString HeadLabels::note(int layer, int head) const
{
    const core::HeadLabel* entry = find(layer, head);
    return entry ? QString::fromStdString(entry->note) : QString();
}

QStringList HeadLabels::texts(std::string core::HeadLabel::*text) const
{
    QStringList all(qsizetype(m_layers) * m_heads);
    for (const core::HeadLabel& entry : m_entries)
        all[qsizetype(entry.layer.value) * m_heads + entry.head.value] = QString::fromStdString(
            entry.*text);
    return all;
}

QStringList HeadLabels::labels() const
{
    return texts(&core::HeadLabel::label);
}

QStringList HeadLabels::notes() const
{
    return texts(&core::HeadLabel::note);
}

void HeadLabels::put(core::HeadLabel entry)
{
    const auto at = std::lower_bound(m_entries.begin(), m_entries.end(), entry, before);
    const bool known = at != m_entries.end() && !before(entry, *at);
    if (entry.label.empty() && entry.note.empty()) {
        if (known)
            m_entries.erase(at);
    } else if (known) {
        *at = std::move(entry);
    } else {
        m_entries.insert(at, std::move(entry));
    }
}

void HeadLabels::set(int layer, int head, const QString& label, const QString& note)
{
    if (m_file.isEmpty() || layer < 0 || layer >= m_layers || head < 0 || head >= m_heads)
        return;
    const Entries old = m_entries;
    put({core::LayerIndex(layer), core::HeadIndex(head),
         cut(label.simplified(), core::HeadLabel::longestLabel),
         cut(note, core::HeadLabel::longestNote)});
    if (m_entries != old)
        save();
}

void HeadLabels::setEntries(Entries entries)
{
    if (m_file.isEmpty() || entries == m_entries)
        return;
    m_entries = std::move(entries);
    save();
}

void HeadLabels::takeOver(const Entries& entries)
{
    const Entries old = m_entries;
    for (const core::HeadLabel& entry : entries)
        if (entry.layer.value < m_layers && entry.head.value < m_heads)
            put(entry);
    if (!m_file.isEmpty() && m_entries != old)
        save();
}

void HeadLabels::save()
{
    if (!QDir().mkpath(m_folder))
        Q_EMIT failed(
            tr("The labels could not be saved: the folder %1 cannot be made.").arg(m_folder));
    else if (const QString failure = saveTable(tableOf(m_entries), m_file); !failure.isEmpty())
        Q_EMIT failed(tr("The labels could not be saved: %1.").arg(failure));
    Q_EMIT changed();
}

QString HeadLabels::importFrom(const QString& path)
{
    if (m_file.isEmpty())
        return tr("There is no model whose heads could be labelled.");
    try {
        Entries entries = core::readHeadLabels(path.toStdString(), m_layers, m_heads);
        if (entries.empty())
            return tr("%1: the file labels no head.").arg(path);
        for (core::HeadLabel& entry : entries)
            put(std::move(entry));
    } catch (const core::Error& error) {
        return QString::fromUtf8(error.what());
    }
    save();
    return {};
}

QString HeadLabels::exportTo(const QString& path) const
{
    if (m_entries.empty())
        return tr("No head has a label or a note yet.");
    return saveTable(tableOf(m_entries), path);
}

core::TableSource HeadLabels::named(core::TableSource table) const
{
    core::HeadNames names;
    for (const core::HeadLabel& entry : m_entries)
        if (!entry.label.empty())
            names[{entry.layer.value, entry.head.value}] = entry.label;
    return names.empty() ? table : core::withLabels(std::move(table), std::move(names));
}

} // namespace headscope::app
