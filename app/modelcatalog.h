// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/modelsource.h"
#include "core/model/modeloutline.h"

#include <QObject>
#include <QStringList>
#include <QThread>

#include <optional>
#include <stop_token>
#include <vector>

namespace headscope::app {

/// One model on this computer, as far as it is known without loading it.
struct CatalogEntry {
    enum class Origin {
        Embedded, ///< comes with the program
        HubCache, ///< a snapshot in Hugging Face's cache
        Folder,   ///< anywhere else: opened before, or asked about
    };
    enum class State {
        Unread,     ///< listed, not looked into yet
        Readable,   ///< can be loaded, as far as config and headers say
        Unreadable, ///< `problem` says why it cannot
        Gone,       ///< there is nothing at this place any more
    };
    Origin origin = Origin::Folder;
    State state = State::Unread;
    QString name;     ///< "bookshelf-20m", "org/name", a folder's name
    QString revision; ///< of a snapshot that is not the default: its ref's name or short hash
    QString folder;
    QString problem;                           ///< one sentence; empty where nothing is wrong
    std::optional<core::ModelOutline> outline; ///< of a readable one
    qint64 diskBytes = 0;                      ///< of all files in the folder
    /// Of a snapshot that is not complete: what has come of its files; 0 where the download is
    /// whole and something else is wrong.
    qint64 partBytes = 0;
};

/// Lists the models: the embedded ones by name, those of the cache by name with the default
/// revision first, then `recent` folders that are none of these in their order. Looks at names and
/// links only. Whatever is broken is listed with its reason and stops nothing else. Any thread.
std::vector<CatalogEntry> listModels(const ModelPlaces& places, const QStringList& recent);

/// Looks into one: reads config and headers. Never throws. Any thread.
void readEntry(CatalogEntry& entry);

/// The models on this computer. GUI thread; folders are read in a thread of its own.
class ModelCatalog : public QObject
{
    Q_OBJECT
public:
    explicit ModelCatalog(ModelPlaces places, QObject* parent = nullptr);
    ~ModelCatalog() override;

    const ModelPlaces& places() const { return m_places; }
    /// Lists and reads everything anew, giving up what is under way; changed() follows when the
    /// list is there and whenever more of it is known, finished() at the end.
    void refresh(const QStringList& recent);
    /// Gives up reading; what is known stays.
    void cancel();
    bool isReading() const { return m_reading; }
    const std::vector<CatalogEntry>& entries() const { return m_entries; }

    /// Reads one folder, or the folder of a file, before everything else; answered by inspected()
    /// unless another is asked about before.
    void inspect(const QString& folderOrFile);

Q_SIGNALS:
    void changed();
    void finished();
    /// `path`: as it was asked about.
    void inspected(const QString& path, const headscope::app::CatalogEntry& entry);

private:
    void listed(quint64 id, std::vector<CatalogEntry> entries);
    void read(quint64 id, std::size_t index, const CatalogEntry& entry);

    ModelPlaces m_places;
    std::vector<CatalogEntry> m_entries;
    quint64 m_refreshId = 0;
    quint64 m_inspectId = 0;
    bool m_reading = false;
    std::stop_source m_stop;
    // What reads lives in the first, what inspects in the second: a long list delays no opening.
    QObject* m_reader = nullptr;
    QObject* m_inspector = nullptr;
    QThread m_thread;
    QThread m_inspectThread;
};

} // namespace headscope::app
