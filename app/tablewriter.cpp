// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tablewriter.h"

#include "core/base/error.h"
#include "core/export/tablefile.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>

#include <exception>
#include <memory>
#include <utility>

namespace headscope::app {

namespace {
constexpr int leastPause = 30; ///< milliseconds between two tellings of progress
}

TableWriter::TableWriter(QObject* parent) : QObject(parent) {}

std::optional<core::TableFormat> TableWriter::formatOf(const QString& path)
{
    return core::tableFormat(QFileInfo(path).suffix().toLower().toStdString());
}

QString TableWriter::unknownFormat(const QString& path)
{
    return tr("%1: the name must end in .csv, .tsv, .json, .xlsx or .html.").arg(path);
}

void TableWriter::write(std::vector<core::TableSource> tables, const QString& path)
{
    cancel();
    const quint64 id = ++m_id;
    const auto format = formatOf(path);
    if (!format) {
        Q_EMIT finished(path, unknownFormat(path));
        return;
    }
    QElapsedTimer last;
    last.start();
    const auto progress = [this, id, last](int done, int total) mutable {
        if (last.elapsed() < leastPause && done < total)
            return;
        last.restart();
        QMetaObject::invokeMethod(this, [this, id, done, total] {
            if (id == m_id && busy())
                Q_EMIT progressed(done, total);
        });
    };
    m_job.start([this, path, format = *format, progress,
                 kept = std::make_shared<std::vector<core::TableSource>>(std::move(tables))](
                    const std::stop_token& stop) -> ThreadJob::After {
        QString failure;
        try {
            core::saveTables(*kept, format, QFile::encodeName(path).toStdString(),
                             core::RunControl{stop, progress});
        } catch (const std::exception& error) {
            failure = QString::fromUtf8(error.what());
        }
        return [this, path, failure] { Q_EMIT finished(path, failure); };
    });
}

void TableWriter::cancel()
{
    if (m_job.cancel())
        Q_EMIT cancelled();
}

} // namespace headscope::app
