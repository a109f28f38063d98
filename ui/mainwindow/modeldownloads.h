// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/hub/hubdownload.h"
#include "ui/models/modelentry.h"

#include <QObject>

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace headscope::ui {

/// The models that are offered for downloading, and those that are on their way. Opens no
/// connection before start(). Owned by ModelOpening; GUI thread. When it goes, downloads stop and
/// keep what came.
class ModelDownloads : public QObject
{
    Q_OBJECT
public:
    explicit ModelDownloads(const app::HubSettings& settings, QObject* parent = nullptr);
    ~ModelDownloads() override;

    /// `there`: ids that are on this computer as a whole; `parts`: bytes of those that are there in
    /// part.
    void setOnDisk(const QStringList& there, const std::map<QString, qint64>& parts);
    /// What is not there yet: what is offered, what has come in part, what is on its way.
    std::vector<ModelEntry> entries() const;
    std::optional<ModelEntry> entry(const QString& id) const;

    void start(const QString& id);
    /// Keeps what came.
    void cancel(const QString& id);

Q_SIGNALS:
    /// Of one entry, often.
    void progressed(const headscope::ui::ModelEntry& entry);
    /// All of it is there.
    void finished(const QString& id, const QString& folder);
    /// It has stopped, by cancel() (no sentence) or by a failure.
    void stopped(const QString& id, const QString& sentence);

private:
    struct Download {
        QString name; ///< as it is offered; the id where it is not
        qint64 bytes = 0;
        qint64 done = 0;
        bool there = false;
        QString failure;
        app::HubProgress progress;
        std::unique_ptr<app::HubDownload> running; ///< null: not on its way
    };
    ModelEntry entryOf(const QString& id, const Download& download) const;
    void release(const QString& id);
    std::optional<qint64> freeOnDisk() const;

    app::HubSettings m_settings;
    std::vector<QString> m_order; ///< of what is offered, then of what came from elsewhere
    std::map<QString, Download> m_downloads;
};

} // namespace headscope::ui
