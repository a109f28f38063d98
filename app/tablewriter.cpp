// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tablewriter.h"

#include "core/base/error.h"
#include "core/export/tablefile.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QThread>

#include <utility>

namespace headscope::app {

namespace {
constexpr int leastPause = 30; ///< milliseconds between two tellings of progress
}

TableWriter::TableWriter(QObject* parent) : QObject(parent) {}

TableWriter::~TableWriter()
{
    m_stop.request_stop();
    if (m_thread != nullptr)
        m_ending.push_back(m_thread);
    for (QThread* thread : m_ending) {
        thread->wait();
        delete thread;
    }
}

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
    m_stop = std::stop_source();
    core::RunControl control;
    control.stop = m_stop.get_token();
    QElapsedTimer last;
    last.start();
    control.progress = [this, id, last](int done, int total) mutable {
        if (last.elapsed() < leastPause && done < total)
            return;
        last.restart();
        QMetaObject::invokeMethod(this, [this, id, done, total] {
            if (id == m_id && busy())
                Q_EMIT progressed(done, total);
        });
    };
    auto work = [this, id, path, format = *format, control,
                 kept = std::make_shared<std::vector<core::TableSource>>(std::move(tables))] {
        QString failure;
        try {
            core::saveTables(*kept, format, QFile::encodeName(path).toStdString(), control);
        } catch (const std::exception& error) {
            failure = QString::fromUtf8(error.what());
        }
        QMetaObject::invokeMethod(this, [this, id, path, failure] { end(id, path, failure); });
    };
    m_thread = QThread::create(std::move(work));
    m_thread->setObjectName(QStringLiteral("tables"));
    m_thread->start(QThread::LowPriority);
}

void TableWriter::cancel()
{
    if (m_thread == nullptr)
        return;
    m_stop.request_stop();
    ++m_id; // its end is nobody's business any more
    QThread* thread = std::exchange(m_thread, nullptr);
    m_ending.push_back(thread);
    connect(thread, &QThread::finished, this, [this, thread] {
        std::erase(m_ending, thread);
        thread->deleteLater();
    });
    Q_EMIT cancelled();
}

void TableWriter::end(quint64 id, const QString& path, const QString& failure)
{
    if (id != m_id || m_thread == nullptr)
        return;
    m_thread->wait();
    delete std::exchange(m_thread, nullptr);
    Q_EMIT finished(path, failure);
}

} // namespace headscope::app
