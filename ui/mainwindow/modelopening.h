// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/hub/hubsettings.h"
#include "app/modelcatalog.h"
#include "app/session.h"
#include "app/settings.h"
#include "ui/mainwindow/modeldownloads.h"
#include "ui/models/modelentry.h"

#include <QMessageBox>
#include <QObject>
#include <QPointer>

#include <functional>
#include <optional>

class QWidget;

namespace headscope::ui {

class LoadingStrip;
class MainWindow;
class ModelChooser;

/// Everything between somebody who wants another model and MainWindow::openModel(): the catalogue
/// and the dialog to choose from, the question where memory is short, the line that shows how far
/// loading is, and the list of models opened before. Owned by the main window.
class ModelOpening : public QObject
{
    Q_OBJECT
public:
    /// `settings` outlives this.
    ModelOpening(MainWindow* window, app::Settings* settings, const app::ModelPlaces& places,
                 const app::HubSettings& hub, LoadingStrip* strip);
    ~ModelOpening() override;

    /// Looks into a folder, or the folder of a file, and opens it; asks before where it would take
    /// more memory than there is, and says in the banner why it cannot be opened.
    void open(const QString& path);
    /// The first model: loaded at once, without looking into it before; false where it is so large
    /// that it is looked into, and asked about where it does not fit into memory.
    bool openAtStart(const QString& path);
    /// The system's dialog, then open().
    void openFolder();
    void showChooser();
    /// nullptr before it was shown for the first time.
    ModelChooser* chooser() const { return m_chooser; }
    app::ModelCatalog* catalog() { return &m_catalog; }
    ModelDownloads* downloads() { return &m_downloads; }
    /// The question that is open; nullptr where none is.
    QMessageBox* question() const { return m_question; }
    /// Instead of asking the system, as tests do.
    void setFreeMemorySource(std::function<std::optional<qint64>()> source);

    /// MainWindow::openModel() has begun.
    void loadingBegan(const QString& folder);
    /// The model of this folder is in the window: it becomes the first of those opened before.
    void opened(const QString& folder);
    /// Fills the prompt bar's menu.
    void showChoices();
    static QString nameOf(const QString& folder);

    static constexpr int mostRecent = 12;

Q_SIGNALS:
    /// Somebody wants another model.
    void asked(const QString& path);
    /// It cannot be opened, or somebody has answered that it shall not be.
    void refused(const QString& path);

private:
    void makeChooser();
    void connectChooser();
    void refresh();
    void showEntries();
    std::vector<ModelEntry> entries() const;
    ModelEntry entryOf(const app::CatalogEntry& entry) const;
    void inspected(const QString& path, const app::CatalogEntry& entry);
    void openFromChooser(const QString& key);
    void openOrAsk(const ModelEntry& entry, const QString& path);
    void ask(const ModelEntry& entry, const QString& path, std::function<void()> open);
    void remove(const QString& key);
    void showInFileManager(const QString& folder);
    void showStep(app::Session::Stage stage, int done, int total);
    QWidget* dialogParent() const;
    void connectDownloads();
    void downloaded(const QString& id, const QString& folder);
    /// What is on disk, for the downloads to know.
    void tellDownloads();
    static QString idOf(const QString& key);

    MainWindow* m_window;
    app::Settings* m_settings;
    LoadingStrip* m_strip;
    app::ModelCatalog m_catalog;
    ModelDownloads m_downloads;
    QString m_arrived; ///< the folder of what has just been downloaded, to be chosen in the list
    ModelChooser* m_chooser = nullptr;
    QPointer<QMessageBox> m_question;
    std::function<std::optional<qint64>()> m_freeMemory;
};

} // namespace headscope::ui
