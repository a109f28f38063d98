// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/table.h"
#include "core/files/headlabels.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <vector>

namespace headscope::app {

/// What somebody has noted about the heads of the loaded model, kept in one CSV file per model
/// (name and weights) in the user's data folder. Every change is saved at once, whole or not at
/// all; a kept file that cannot be read is put aside under another name, never written over. GUI
/// thread; a failure is one sentence.
class HeadLabels : public QObject
{
    Q_OBJECT
public:
    using Entries = std::vector<core::HeadLabel>;

    /// `folder` holds the files; empty: the user's own.
    explicit HeadLabels(const QString& folder = {}, QObject* parent = nullptr);

    /// Reads what is kept for this model; changed() follows, or failed() first.
    void setModel(const QString& name, const QString& weightsHash, int layers, int heads);
    QString file() const { return m_file; }

    const Entries& entries() const { return m_entries; } ///< by layer and head
    QString label(int layer, int head) const;
    QString note(int layer, int head) const;
    /// (L H), layer after layer; empty texts where nothing is noted.
    QStringList labels() const;
    QStringList notes() const;

    /// Texts are trimmed and cut to what is possible; both empty: nothing is noted any more.
    void set(int layer, int head, const QString& label, const QString& note);
    /// All at once, as entries() told before.
    void setEntries(Entries entries);
    /// Takes over these heads, as far as the model has them; the others keep what they have.
    void takeOver(const Entries& entries);
    /// Takes over the heads that a CSV file names; the others keep what they have. Empty when done,
    /// else one sentence, and nothing is changed.
    QString importFrom(const QString& path);
    /// As csv, tsv or json, by the name's ending. Empty when done, else one sentence.
    QString exportTo(const QString& path) const;
    /// A table with a column of what its heads are called; as it is where none has a name.
    core::TableSource named(core::TableSource table) const;

Q_SIGNALS:
    void changed();
    void failed(const QString& sentence);

private:
    const core::HeadLabel* find(int layer, int head) const;
    QStringList texts(std::string core::HeadLabel::*text) const;
    void put(core::HeadLabel entry);
    void save();

    QString m_folder;
    QString m_file; ///< of the model; empty without one
    int m_layers = 0;
    int m_heads = 0;
    Entries m_entries;
};

} // namespace headscope::app
