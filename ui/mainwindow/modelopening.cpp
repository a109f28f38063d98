// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/modelopening.h"

#include "app/freememory.h"
#include "app/modelsource.h"
#include "ui/mainwindow/centreviews.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/modeltext.h"
#include "ui/models/modellist.h"
#include "ui/models/sentence.h"
#include "ui/views/comparebar.h"
#include "ui/views/compareview.h"
#include "ui/views/loadingstrip.h"
#include "ui/views/modelchooser.h"

#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QUrl>

#include <algorithm>
#include <utility>

namespace headscope::ui {

using Key = app::Settings::Key;

ModelOpening::ModelOpening(MainWindow* window, app::Settings* settings,
                           const app::ModelPlaces& places, const app::HubSettings& hub,
                           LoadingStrip* strip)
    : QObject(window),
      m_window(window),
      m_settings(settings),
      m_strip(strip),
      m_catalog(places),
      m_downloads(hub),
      m_freeMemory([] { return app::freeMemory(); })
{
    app::Session* session = window->session();
    connect(&m_catalog, &app::ModelCatalog::changed, this, &ModelOpening::showEntries);
    connect(&m_catalog, &app::ModelCatalog::finished, this, &ModelOpening::showChoices);
    connect(&m_catalog, &app::ModelCatalog::inspected, this, &ModelOpening::inspected);
    connect(session, &app::Session::progressed, this, &ModelOpening::showStep);
    connect(session, &app::Session::loadingChanged, m_strip, [this](bool loading) {
        if (!loading)
            m_strip->end();
    });
    connect(m_strip, &LoadingStrip::cancelRequested, session, &app::Session::cancelLoad);
    connectDownloads();
}

ModelOpening::~ModelOpening() = default;

QString ModelOpening::nameOf(const QString& folder)
{
    return app::modelNameOf(folder);
}

void ModelOpening::setFreeMemorySource(std::function<std::optional<qint64>()> source)
{
    m_freeMemory = std::move(source);
    if (m_chooser)
        m_chooser->setFreeMemory(m_freeMemory());
}

// ---- opening -----------------------------------------------------------------------------------

void ModelOpening::open(const QString& path)
{
    Q_EMIT asked(path);
    m_catalog.inspect(path);
}

bool ModelOpening::openAtStart(const QString& path)
{
    const QFileInfo info(path);
    qint64 bytes = 0;
    for (const QFileInfo& file : QDir(info.isDir() ? path : info.path()).entryInfoList(QDir::Files))
        bytes += file.size();
    // Numbers of 16 bits take twice the room that they have in the file.
    const auto free = m_freeMemory();
    if (free && 2 * bytes > *free) {
        m_catalog.inspect(path);
        return false;
    }
    m_window->openModel(path);
    return true;
}

void ModelOpening::openFolder()
{
    const QString last = m_settings->texts(Key::RecentModels).value(0);
    const QString from = last.isEmpty() ? QDir::homePath() : QFileInfo(last).path();
    const QString folder = QFileDialog::getExistingDirectory(
        dialogParent(), tr("Open a model folder"),
        QFileInfo(from).isDir() ? from : QDir::homePath());
    if (!folder.isEmpty())
        open(folder);
}

QWidget* ModelOpening::dialogParent() const
{
    if (m_chooser && m_chooser->isVisible())
        return m_chooser;
    return m_window;
}

void ModelOpening::inspected(const QString& path, const app::CatalogEntry& entry)
{
    const ModelEntry model = entryOf(entry);
    if (model.canBeOpened()) {
        openOrAsk(model, path);
        return;
    }
    if (m_chooser && m_chooser->isVisible())
        m_chooser->showFailure(model.problem);
    else
        m_window->failToOpen(model.problem);
    Q_EMIT refused(path);
}

void ModelOpening::openFromChooser(const QString& key)
{
    const auto all = entries();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const ModelEntry& entry) { return entry.key == key; });
    if (found == all.end())
        return;
    Q_EMIT asked(found->folder);
    openOrAsk(*found, found->folder);
}

void ModelOpening::openOrAsk(const ModelEntry& entry, const QString& path)
{
    const auto open = [this, path] {
        if (m_chooser)
            m_chooser->accept();
        m_window->openModel(path);
    };
    if (!entry.open && exceedsMemory(entry, m_freeMemory()))
        ask(entry, path, open);
    else
        open();
}

void ModelOpening::ask(const ModelEntry& entry, const QString& path, std::function<void()> open)
{
    delete m_question.data();
    auto* box = new QMessageBox(
        QMessageBox::Warning, tr("Open a large model"),
        tr("Loading %1 takes about %2 of memory, and %3 are free. Open it all the same?")
            .arg(entry.name, memorySizeText(entry.needs),
                 memorySizeText(m_freeMemory().value_or(0))),
        QMessageBox::NoButton, dialogParent());
    box->setInformativeText(tr(
        "It may slow this computer down, or the system may end the program to get memory back."));
    box->setObjectName(QStringLiteral("memoryQuestion"));
    box->setTextFormat(Qt::PlainText);
    QPushButton* yes = box->addButton(tr("Open anyway"), QMessageBox::AcceptRole);
    QPushButton* no = box->addButton(tr("Do not open"), QMessageBox::RejectRole);
    box->setDefaultButton(no);
    box->setEscapeButton(no);
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(yes, &QPushButton::clicked, this, std::move(open));
    connect(no, &QPushButton::clicked, this, [this, path] { Q_EMIT refused(path); });
    m_question = box;
    box->open();
}

// ---- while it is loaded ------------------------------------------------------------------------

void ModelOpening::loadingBegan(const QString& folder)
{
    m_strip->begin(nameOf(folder));
}

void ModelOpening::showStep(app::Session::Stage stage, int done, int total)
{
    switch (stage) {
    case app::Session::Stage::Opening:
        m_strip->setStep(tr("reading what it is"), 0, 0);
        break;
    case app::Session::Stage::Loading:
        m_strip->setStep(tr("checking the weights"), done, total);
        break;
    case app::Session::Stage::Vocabulary:
        m_strip->setStep(tr("reading its words"), 0, 0);
        break;
    default:
        break;
    }
}

void ModelOpening::opened(const QString& folder)
{
    m_settings->remember(Key::RecentModels, folder, mostRecent);
    m_settings->setValue(Key::Model, folder);
    showChoices();
    showEntries();
}

void ModelOpening::showChoices()
{
    std::vector<PromptBar::Choice> found;
    std::vector<PromptBar::Choice> recent;
    for (const app::CatalogEntry& entry : m_catalog.entries()) {
        if (entry.state != app::CatalogEntry::State::Readable)
            continue;
        const QString name = entry.revision.isEmpty()
                                 ? entry.name
                                 : tr("%1 (%2)").arg(entry.name, entry.revision);
        if (entry.origin == app::CatalogEntry::Origin::Folder)
            recent.push_back(
                {tr("%1 (%2)").arg(name, QFileInfo(entry.folder).path()), entry.folder});
        else
            found.push_back({name, entry.folder});
    }
    if (m_catalog.entries().empty())
        return;
    m_window->promptBar()->setModels(found, recent);
    found.insert(found.end(), recent.begin(), recent.end());
    m_window->views()->compare()->bar()->setModels(found);
}

// ---- the dialog --------------------------------------------------------------------------------

void ModelOpening::showChooser()
{
    if (!m_chooser)
        makeChooser();
    m_chooser->showFailure({});
    m_chooser->setFreeMemory(m_freeMemory());
    refresh();
    m_chooser->open();
}

void ModelOpening::makeChooser()
{
    m_chooser = new ModelChooser(m_window);
    m_chooser->restoreLayout(m_settings->bytes(Key::ModelDialog));
    // Pictures of the window never show it, and so not its dialog.
    m_chooser->setAttribute(Qt::WA_DontShowOnScreen,
                            m_window->testAttribute(Qt::WA_DontShowOnScreen));
    m_chooser->setCachePlace(QDir::toNativeSeparators(m_catalog.places().hubCache));
    connectChooser();
    showEntries();
}

void ModelOpening::connectChooser()
{
    connect(m_chooser, &ModelChooser::openRequested, this, &ModelOpening::openFromChooser);
    connect(m_chooser, &ModelChooser::openFolderRequested, this, &ModelOpening::openFolder);
    connect(m_chooser, &ModelChooser::refreshRequested, this, &ModelOpening::refresh);
    connect(m_chooser, &ModelChooser::removeRequested, this, &ModelOpening::remove);
    connect(m_chooser, &ModelChooser::downloadRequested, this,
            [this](const QString& key) { m_downloads.start(idOf(key)); });
    connect(m_chooser, &ModelChooser::cancelDownloadRequested, this,
            [this](const QString& key) { m_downloads.cancel(idOf(key)); });
    connect(m_chooser, &ModelChooser::showFolderRequested, this, &ModelOpening::showInFileManager);
    connect(m_chooser, &ModelChooser::copyPathRequested, this,
            [](const QString& path) { QApplication::clipboard()->setText(path); });
    connect(m_chooser, &QDialog::finished, this, [this] {
        m_settings->setValue(Key::ModelDialog, m_chooser->saveLayout());
        m_catalog.cancel();
    });
}

void ModelOpening::refresh()
{
    m_catalog.refresh(m_settings->texts(Key::RecentModels));
    m_chooser->setFreeMemory(m_freeMemory());
    m_chooser->setReading(true);
}

void ModelOpening::showEntries()
{
    if (!m_chooser)
        return;
    tellDownloads();
    m_chooser->setReading(m_catalog.isReading());
    m_chooser->setEntries(entries());
    if (!m_arrived.isEmpty() && m_chooser->list()->indexOf(m_arrived).isValid()) {
        m_chooser->choose(m_arrived);
        m_arrived.clear();
    }
}

std::vector<ModelEntry> ModelOpening::entries() const
{
    std::vector<ModelEntry> all;
    for (const app::CatalogEntry& entry : m_catalog.entries())
        all.push_back(entryOf(entry));
    // What is here in part is shown once, where it can be had whole.
    const auto downloads = m_downloads.entries();
    std::erase_if(all, [&downloads](const ModelEntry& entry) {
        return entry.state == ModelEntry::State::Broken && entry.revision.isEmpty()
               && std::any_of(downloads.begin(), downloads.end(), [&](const ModelEntry& other) {
                      return other.name == entry.name && other.done > 0;
                  });
    });
    all.insert(all.end(), downloads.begin(), downloads.end());
    return all;
}

ModelEntry ModelOpening::entryOf(const app::CatalogEntry& entry) const
{
    using From = app::CatalogEntry;
    ModelEntry model;
    model.key = entry.folder;
    model.name = entry.name;
    model.revision = entry.revision;
    model.folder = entry.folder;
    model.problem = entry.problem;
    model.bytes = entry.diskBytes;
    switch (entry.origin) {
    case From::Origin::Embedded:
        model.section = ModelEntry::Section::Program;
        break;
    case From::Origin::HubCache:
        model.section = ModelEntry::Section::Computer;
        break;
    case From::Origin::Folder:
        model.section = ModelEntry::Section::Recent;
        break;
    }
    switch (entry.state) {
    case From::State::Unread:
        model.state = ModelEntry::State::Reading;
        break;
    case From::State::Readable:
        model.state = ModelEntry::State::Ready;
        break;
    case From::State::Unreadable:
        model.state = ModelEntry::State::Broken;
        break;
    case From::State::Gone:
        model.state = ModelEntry::State::Gone;
        break;
    }
    const auto current = m_window->session()->model();
    const QString open = current ? QString::fromStdString(current->info.folder.string())
                                 : QString();
    model.open = !open.isEmpty() && open == entry.folder;
    if (!entry.outline)
        return model;
    const core::ModelInfo& info = entry.outline->info;
    model.family = QString::fromStdString(info.family);
    model.shape = shapeOf(info, entry.outline->encoderLayers);
    model.width = info.width;
    model.vocab = info.vocab;
    model.context = info.context;
    model.parameters = info.parameters;
    model.dtype = QString::fromStdString(info.dtype);
    model.tokenizer = entry.outline->tokenizer;
    model.missing = missingSentence(info.missing, entry.outline->tokenizer);
    model.needs = entry.outline->needs.total();
    model.open = current && current->info.folder == info.folder;
    return model;
}

void ModelOpening::remove(const QString& key)
{
    QStringList recent = m_settings->texts(Key::RecentModels);
    recent.removeAll(key);
    m_settings->setValue(Key::RecentModels, recent);
    refresh();
}

// ---- downloads ---------------------------------------------------------------------------------

QString ModelOpening::idOf(const QString& key)
{
    return key.mid(key.indexOf(QLatin1Char(':')) + 1);
}

void ModelOpening::connectDownloads()
{
    connect(&m_downloads, &ModelDownloads::progressed, this, [this](const ModelEntry& entry) {
        if (m_chooser)
            m_chooser->updateEntry(entry);
    });
    connect(&m_downloads, &ModelDownloads::finished, this, &ModelOpening::downloaded);
    connect(&m_downloads, &ModelDownloads::stopped, this,
            [this](const QString& id, const QString& sentence) {
                if (m_chooser && m_chooser->isVisible()) {
                    refresh();
                    return;
                }
                if (sentence.isEmpty())
                    return;
                const QString whole = asSentence(sentence);
                const auto entry = m_downloads.entry(id);
                m_window->failToOpen(
                    entry && entry->done > 0
                        ? tr("%1 What has come of %2 is kept: go on with it in File, Open model.")
                              .arg(whole, id)
                        : whole);
            });
}

void ModelOpening::tellDownloads()
{
    QStringList there;
    std::map<QString, qint64> parts;
    for (const app::CatalogEntry& entry : m_catalog.entries()) {
        if (entry.origin != app::CatalogEntry::Origin::HubCache || !entry.revision.isEmpty())
            continue;
        if (entry.state == app::CatalogEntry::State::Unreadable && entry.partBytes > 0)
            parts[entry.name] = entry.partBytes;
        else
            there << entry.name;
    }
    m_downloads.setOnDisk(there, parts);
}

void ModelOpening::downloaded(const QString& id, const QString& folder)
{
    m_arrived = folder;
    if (m_chooser && m_chooser->isVisible()) {
        refresh();
        return;
    }
    m_catalog.refresh(m_settings->texts(Key::RecentModels));
    m_window->offer(tr("%1 has been downloaded.").arg(id), tr("Open"),
                    [this, folder] { open(folder); });
}

void ModelOpening::showInFileManager(const QString& folder)
{
    if (!QDesktopServices::openUrl(QUrl::fromLocalFile(folder)))
        m_chooser->showFailure(
            tr("There is no file manager that could be started. The folder is %1.").arg(folder));
}

} // namespace headscope::ui
