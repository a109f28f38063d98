// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/modelchooser.h"

#include "ui/delegates/modeldelegate.h"
#include "ui/models/modellist.h"
#include "ui/models/sentence.h"
#include "ui/theme/theme.h"
#include "ui/views/modeldetails.h"

#include <QCoreApplication>
#include <QDataStream>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QVBoxLayout>

#include <utility>

namespace headscope::ui {

namespace {
constexpr quint32 layoutVersion = 1;
}

ModelChooser::ModelChooser(QWidget* parent)
    : QDialog(parent),
      m_list(new ModelList(this)),
      m_search(new QLineEdit),
      m_view(new QListView),
      m_details(new ModelDetails),
      m_failure(new QLabel),
      m_note(new QLabel),
      m_folder(new QPushButton(tr("Open folder…"))),
      m_close(new QPushButton(tr("Close"))),
      m_main(new QPushButton(tr("Open"))),
      m_splitter(new QSplitter(Qt::Horizontal))
{
    setObjectName(QStringLiteral("modelChooser"));
    setWindowTitle(tr("Open a model"));
    setMinimumSize(560, 380);
    resize(900, 580);
    m_splitter->addWidget(makeListSide());
    m_splitter->addWidget(m_details);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({460, 440});
    m_details->setMinimumWidth(220);
    m_failure->setObjectName(QStringLiteral("modelFailure"));
    m_failure->setWordWrap(true);
    m_failure->setTextFormat(Qt::PlainText);
    m_failure->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_failure->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_splitter, 1);
    layout->addWidget(m_failure);
    layout->addWidget(makeButtons());

    connect(m_details, &ModelDetails::showFolderRequested, this,
            &ModelChooser::showFolderRequested);
    connect(m_details, &ModelDetails::copyPathRequested, this, &ModelChooser::copyPathRequested);
    connect(m_details, &ModelDetails::removeRequested, this, &ModelChooser::removeRequested);
    auto* again = new QShortcut(QKeySequence(Qt::Key_F5), this);
    connect(again, &QShortcut::activated, this, &ModelChooser::refreshRequested);
    auto* find = new QShortcut(QKeySequence::Find, this);
    connect(find, &QShortcut::activated, this, [this] {
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->selectAll();
    });
    showChosen();
}

QWidget* ModelChooser::makeListSide()
{
    auto* side = new QWidget;
    m_search->setObjectName(QStringLiteral("modelSearch"));
    m_search->setProperty("field", true);
    m_search->setPlaceholderText(tr("Search by name, family or folder"));
    m_search->setAccessibleName(tr("Search the models"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_view->setObjectName(QStringLiteral("modelList"));
    m_view->setAccessibleName(tr("Models"));
    m_view->setModel(m_list);
    m_view->setItemDelegate(new ModelDelegate(m_view));
    m_view->setMouseTracking(true);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setResizeMode(QListView::Adjust);
    m_view->installEventFilter(this);
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(12, 12, 4, 0);
    layout->setSpacing(8);
    layout->addWidget(m_search);
    layout->addWidget(m_view, 1);
    side->setMinimumWidth(240);

    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        const QString key = chosen() ? chosen()->key : QString();
        m_chosenByUser = m_chosenByUser || !text.isEmpty();
        m_setting = true;
        m_list->setSearch(text);
        m_setting = false;
        restoreChoice(key);
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        if (m_setting)
            return;
        m_chosenByUser = true;
        showChosen();
    });
    connect(m_view, &QListView::doubleClicked, this, [this] { act(true); });
    return side;
}

QWidget* ModelChooser::makeButtons()
{
    auto* line = new QWidget;
    line->setObjectName(QStringLiteral("dialogButtons"));
    line->setAttribute(Qt::WA_StyledBackground);
    m_folder->setObjectName(QStringLiteral("openFolderButton"));
    m_folder->setToolTip(tr("Choose a folder with config.json and model.safetensors"));
    m_main->setObjectName(QStringLiteral("modelMainButton"));
    m_main->setProperty("strong", true);
    m_main->setDefault(true);
    m_note->setProperty("quiet", true);
    for (QPushButton* button : {m_folder, m_close})
        button->setAutoDefault(false);
    auto* layout = new QHBoxLayout(line);
    layout->setContentsMargins(12, 10, 12, 12);
    layout->setSpacing(8);
    layout->addWidget(m_folder);
    layout->addWidget(m_note, 1);
    layout->addWidget(m_close);
    layout->addWidget(m_main);
    connect(m_folder, &QPushButton::clicked, this, &ModelChooser::openFolderRequested);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_main, &QPushButton::clicked, this, [this] { act(false); });
    return line;
}

void ModelChooser::setEntries(std::vector<ModelEntry> entries)
{
    QString key = chosen() ? chosen()->key : QString();
    if (!m_chosenByUser)
        for (const ModelEntry& entry : entries)
            if (entry.open)
                key = entry.key;
    m_setting = true;
    m_list->setEntries(std::move(entries));
    m_setting = false;
    restoreChoice(key);
}

void ModelChooser::updateEntry(const ModelEntry& entry)
{
    const QString key = chosen() ? chosen()->key : QString();
    m_setting = true;
    m_list->updateEntry(entry);
    m_setting = false;
    if (!m_view->currentIndex().isValid())
        restoreChoice(key);
    else if (entry.key == key)
        showChosen();
}

void ModelChooser::restoreChoice(const QString& key)
{
    QModelIndex at = m_list->indexOf(key);
    if (!at.isValid())
        at = m_list->first();
    m_setting = true;
    m_view->setCurrentIndex(at);
    m_setting = false;
    if (at.isValid() && at.row() == 1)
        m_view->scrollToTop(); // with the title above it
    showChosen();
}

void ModelChooser::setFreeMemory(std::optional<qint64> bytes)
{
    if (bytes == m_freeMemory)
        return;
    m_freeMemory = bytes;
    showChosen();
}

void ModelChooser::setCachePlace(const QString& folder)
{
    m_list->setEmptyNote(
        folder.isEmpty()
            ? tr("There is no model yet.")
            : tr("There is no model in Hugging Face's cache, %1. What other programs have "
                 "downloaded shows up here by itself.")
                  .arg(folder));
}

void ModelChooser::setReading(bool reading)
{
    m_note->setText(reading ? tr("Looking at the models…") : QString());
}

void ModelChooser::showFailure(const QString& sentence)
{
    const QString shown = asSentence(sentence);
    m_failure->setText(shown);
    m_failure->setAccessibleName(shown);
    m_failure->setVisible(!shown.isEmpty());
}

const ModelEntry* ModelChooser::chosen() const
{
    return m_list->entry(m_view->currentIndex());
}

void ModelChooser::choose(const QString& key)
{
    if (!m_list->indexOf(key).isValid())
        m_search->clear();
    m_chosenByUser = true;
    restoreChoice(key);
}

void ModelChooser::showChosen()
{
    using State = ModelEntry::State;
    const ModelEntry* entry = chosen();
    m_details->setEntry(entry, m_freeMemory);
    const auto words = [entry] {
        if (!entry)
            return tr("Open");
        switch (entry->state) {
        case State::Offered:
            return tr("Download");
        case State::Downloading:
            return tr("Cancel download");
        case State::Stopped:
            return entry->done > 0 ? tr("Resume download") : tr("Try again");
        default:
            return tr("Open");
        }
    };
    m_main->setText(words());
    const bool can = entry
                     && (entry->canBeOpened() || entry->canBeDownloaded()
                         || entry->state == State::Downloading);
    m_main->setEnabled(can);
    m_main->setToolTip(!entry           ? QString()
                       : entry->offline ? tr("Nothing is downloaded: HF_HUB_OFFLINE is set")
                       : entry->state == State::Offered
                           ? tr("Ask the network for it: nothing is asked before")
                           : QString());
}

/// What the main button says; by a double click only what loads no one's network.
void ModelChooser::act(bool onlyOpen)
{
    using State = ModelEntry::State;
    const ModelEntry* entry = chosen();
    if (!entry)
        return;
    showFailure({});
    const QString key = entry->key; // the list may change while others hear of it
    if (entry->canBeOpened())
        Q_EMIT openRequested(key);
    else if (onlyOpen)
        return;
    else if (entry->state == State::Downloading)
        Q_EMIT cancelDownloadRequested(key);
    else if (entry->canBeDownloaded())
        Q_EMIT downloadRequested(key);
}

bool ModelChooser::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(watched, event);
    auto* key = static_cast<QKeyEvent*>(event);
    const bool inList = watched == m_view;
    switch (key->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        act(false);
        return true;
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        if (inList)
            break;
        // The list follows while one types.
        QCoreApplication::sendEvent(m_view, event);
        return true;
    case Qt::Key_Delete:
        if (inList && chosen() && chosen()->section == ModelEntry::Section::Recent) {
            Q_EMIT removeRequested(chosen()->key);
            return true;
        }
        break;
    default:
        break;
    }
    return QDialog::eventFilter(watched, event);
}

void ModelChooser::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    m_chosenByUser = false;
    m_search->clear(); // or most models would seem to be gone
    m_search->setFocus(Qt::OtherFocusReason);
}

QByteArray ModelChooser::saveLayout() const
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << layoutVersion << size() << m_splitter->saveState();
    return bytes;
}

void ModelChooser::restoreLayout(const QByteArray& layout)
{
    QDataStream stream(layout);
    quint32 version = 0;
    QSize size;
    QByteArray splitter;
    stream >> version >> size >> splitter;
    if (stream.status() != QDataStream::Ok || version != layoutVersion)
        return;
    resize(size.boundedTo(QSize(4096, 4096)).expandedTo(minimumSize()));
    m_splitter->restoreState(splitter);
}

} // namespace headscope::ui
