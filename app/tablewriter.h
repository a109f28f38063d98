// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/threadjob.h"
#include "core/analysis/table.h"
#include "core/export/tableformat.h"

#include <QObject>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace headscope::app {

/// Writes tables to files in a thread of its own, one file at a time; the window goes on. A file
/// appears whole or not at all. Lives in the GUI thread; its destructor stops what is being written
/// and waits for the row it is at.
class TableWriter : public QObject
{
    Q_OBJECT
public:
    explicit TableWriter(QObject* parent = nullptr);

    /// By the ending of the name.
    static std::optional<core::TableFormat> formatOf(const QString& path);
    /// The sentence where it has none that is known.
    static QString unknownFormat(const QString& path);

    /// Stops what is being written, and begins; several tables need a format that holds them. Then
    /// progressed() now and then, and finished().
    void write(std::vector<core::TableSource> tables, const QString& path);
    void cancel();
    bool busy() const { return m_job.busy(); }

Q_SIGNALS:
    void progressed(int rows, int of);
    /// Empty: it is there. Else one sentence. After cancel() neither comes, but cancelled().
    void finished(const QString& path, const QString& failure);
    void cancelled();

private:
    ThreadJob m_job;
    quint64 m_id = 0; ///< of the current file
};

} // namespace headscope::app
