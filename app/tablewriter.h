// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/table.h"
#include "core/export/tableformat.h"

#include <QObject>
#include <QString>

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

class QThread;

namespace headscope::app {

/// Writes tables to files in a thread of its own, one file at a time; the window goes on. A file
/// appears whole or not at all. Lives in the GUI thread; its destructor stops what is being written
/// and waits for the row it is at.
class TableWriter : public QObject
{
    Q_OBJECT
public:
    explicit TableWriter(QObject* parent = nullptr);
    ~TableWriter() override;

    /// By the ending of the name.
    static std::optional<core::TableFormat> formatOf(const QString& path);
    /// The sentence where it has none that is known.
    static QString unknownFormat(const QString& path);

    /// Stops what is being written, and begins; several tables need a format that holds them. Then
    /// progressed() now and then, and finished().
    void write(std::vector<core::TableSource> tables, const QString& path);
    void cancel();
    bool busy() const { return m_thread != nullptr; }

Q_SIGNALS:
    void progressed(int rows, int of);
    /// Empty: it is there. Else one sentence. After cancel() neither comes, but cancelled().
    void finished(const QString& path, const QString& failure);
    void cancelled();

private:
    void end(quint64 id, const QString& path, const QString& failure);

    QThread* m_thread = nullptr;    ///< of the current file; null where none is written
    std::vector<QThread*> m_ending; ///< that were stopped and are still at their row
    std::stop_source m_stop;
    quint64 m_id = 0;
};

} // namespace headscope::app
