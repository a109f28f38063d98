// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session.h"

#include <QByteArray>
#include <QElapsedTimer>
#include <QObject>
#include <QString>

#include <stop_token>

namespace headscope::app {

struct LoadJob {
    quint64 id = 0;
    QString folder;
    LoadedModelPtr current; ///< what is open already; null where nothing is
    std::stop_token stop;
};

/// Loads models for a Session, one after another, in a thread of its own, so that the model that is
/// open goes on answering meanwhile (docs/adr/0008). Owned by the Session. Every job is answered by
/// one signal with its id: loaded(), unchanged(), failed() or stopped().
class ModelLoader : public QObject
{
    Q_OBJECT
public:
    void load(const LoadJob& job);

Q_SIGNALS:
    void loaded(quint64 id, const headscope::app::LoadedModelPtr& model);
    /// The folder is that of the current model, and none of its files has changed since.
    void unchanged(quint64 id);
    void stopped(quint64 id);
    void failed(quint64 id, headscope::core::ErrorKind kind, const QString& sentence);
    /// At most every 30 ms, but for the first report of a stage.
    void progressed(quint64 id, headscope::app::Session::Stage stage, int done, int total);

private:
    LoadedModelPtr loadedModel(const LoadJob& job, const QByteArray& stamp);
    void report(quint64 id, Session::Stage stage, int done, int total);

    QElapsedTimer m_sinceProgress;
};

/// Names, sizes and times of a model folder's files, as one value to compare; empty where the
/// folder cannot be read. Of a file in the folder: of the folder.
QByteArray folderStamp(const QString& folderOrFile);

} // namespace headscope::app
