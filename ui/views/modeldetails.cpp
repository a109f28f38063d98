// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/modeldetails.h"

#include "ui/models/sentence.h"
#include "ui/theme/theme.h"
#include "ui/views/flowlayout.h"

#include <QFrame>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace headscope::ui {

namespace {

/// A path may be long and has no spaces: it may break behind every slash. So may what else is long,
/// as checksums are.
QString breakable(QString text)
{
    constexpr qsizetype longest = 32;
    qsizetype since = 0; // the last place where it may break
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool slash = text[i] == QLatin1Char('/');
        if (slash || i - since >= longest)
            text.insert(++i, QChar(0x200b));
        if (slash || text[i].isSpace() || text[i] == QChar(0x200b))
            since = i;
    }
    return text;
}

QString plain(QString text)
{
    return text.remove(QChar(0x200b));
}

QLabel* selectable(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    // A long word must not widen the panel.
    QSizePolicy policy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    label->setSizePolicy(policy);
    return label;
}

} // namespace

ModelDetails::ModelDetails(QWidget* parent)
    : QScrollArea(parent),
      m_problem(new QFrame),
      m_progress(new QProgressBar),
      m_facts(new QWidget),
      m_buttons(new QWidget),
      m_show(new QPushButton(tr("Show in file manager"))),
      m_copy(new QPushButton(tr("Copy path"))),
      m_remove(new QPushButton(tr("Remove from list")))
{
    setObjectName(QStringLiteral("modelDetails"));
    setAccessibleName(tr("About the chosen model"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    auto* whole = new QWidget;
    whole->setObjectName(QStringLiteral("modelDetailsPage"));
    m_name = selectable(whole);
    m_name->setFont(Theme::font(2, true));
    m_summary = selectable(whole);
    m_summary->setProperty("quiet", true);
    m_problem->setObjectName(QStringLiteral("modelProblem"));
    m_problemText = selectable(m_problem);
    auto* problemLayout = new QVBoxLayout(m_problem);
    problemLayout->setContentsMargins(10, 8, 10, 8);
    problemLayout->addWidget(m_problemText);
    m_progress->setTextVisible(false);
    m_progress->setRange(0, 1000);
    m_progress->setAccessibleName(tr("How much has come"));
    m_factsLayout = new QGridLayout(m_facts);
    m_factsLayout->setContentsMargins(0, 0, 0, 0);
    m_factsLayout->setHorizontalSpacing(14);
    m_factsLayout->setVerticalSpacing(5);
    m_factsLayout->setColumnStretch(1, 1);
    auto* buttons = new FlowLayout(6, m_buttons);
    buttons->setContentsMargins(0, 0, 0, 0);
    for (QPushButton* button : {m_show, m_copy, m_remove}) {
        button->setProperty("quiet", true);
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    m_remove->setToolTip(tr("Take it out of this list; its files stay (Del)"));
    auto* layout = new QVBoxLayout(whole);
    layout->setContentsMargins(16, 14, 16, 14);
    layout->setSpacing(8);
    layout->addWidget(m_name);
    layout->addWidget(m_summary);
    layout->addWidget(m_progress);
    layout->addWidget(m_problem);
    layout->addSpacing(4);
    layout->addWidget(m_facts);
    layout->addSpacing(6);
    layout->addWidget(m_buttons);
    layout->addStretch(1);
    setWidget(whole);

    connect(m_show, &QPushButton::clicked, this, [this] { Q_EMIT showFolderRequested(m_folder); });
    connect(m_copy, &QPushButton::clicked, this, [this] { Q_EMIT copyPathRequested(m_folder); });
    connect(m_remove, &QPushButton::clicked, this, [this] { Q_EMIT removeRequested(m_key); });
    setEntry(nullptr, std::nullopt);
}

QString ModelDetails::problemOf(const ModelEntry& entry, std::optional<qint64> freeMemory) const
{
    if (exceedsMemory(entry, freeMemory))
        return tr("Loading this model takes about %1 of memory, and %2 are free. It may slow this "
                  "computer down or end the program.")
            .arg(memorySizeText(entry.needs), memorySizeText(*freeMemory));
    if (entry.exceedsDisk() && entry.problem.isEmpty())
        return tr("There is not enough room: %1 are to come, and %2 are free on the disk.")
            .arg(diskSizeText(entry.bytes - entry.done), diskSizeText(*entry.freeOnDisk));
    return entry.problem;
}

QString ModelDetails::problem() const
{
    return m_problem->isHidden() ? QString() : plain(m_problemText->text());
}

QString ModelDetails::text() const
{
    return plain(m_lines.join(QLatin1Char('\n')));
}

void ModelDetails::addFact(const QString& label, const QString& value, bool warn)
{
    if (value.isEmpty())
        return;
    auto* name = new QLabel(label, m_facts);
    name->setProperty("quiet", true);
    QLabel* shown = selectable(m_facts);
    shown->setText(value);
    if (warn)
        shown->setFont(Theme::font(0, true));
    const int row = static_cast<int>(m_lines.size());
    m_factsLayout->addWidget(name, row, 0, Qt::AlignLeft | Qt::AlignTop);
    m_factsLayout->addWidget(shown, row, 1);
    m_lines << label + QLatin1Char('\t') + value;
}

void ModelDetails::addFacts(const ModelEntry& entry, std::optional<qint64> freeMemory)
{
    const QLocale locale;
    if (entry.canBeOpened()) {
        addFact(tr("Family"), entry.family);
        const bool encoder = entry.shape.encoderLayers > 0;
        addFact(tr("Encoder"), encoderText(entry.shape));
        addFact(encoder ? tr("Decoder") : tr("Shape"), stackText(entry.shape));
        addFact(tr("Attention"), directionText(entry.shape));
        addFact(tr("Width"), locale.toString(entry.width));
        addFact(tr("Vocabulary"), tr("%1 tokens").arg(locale.toString(entry.vocab)));
        addFact(tr("Embedding"), tiedText(entry.shape));
        addFact(tr("Context"), tr("%1 tokens").arg(locale.toString(entry.context)));
        addFact(tr("Parameters"), locale.toString(entry.parameters));
        addFact(tr("Numbers"), entry.dtype);
        if (!entry.missing.isEmpty())
            addFact(tr("Missing"), entry.missing);
        else if (!entry.tokenizer)
            addFact(tr("Tokenizer"), tr("none: takes token ids only"));
        addFact(tr("Memory"), memoryText(entry, freeMemory), exceedsMemory(entry, freeMemory));
    }
    if (entry.isDownload()) {
        addFact(tr("Model"), entry.title);
        if (entry.bytes > 0)
            addFact(tr("Download"), diskSizeText(entry.bytes));
        if (entry.done > 0)
            addFact(tr("Here already"), diskSizeText(entry.done));
        if (entry.freeOnDisk)
            addFact(tr("Free on disk"), diskSizeText(*entry.freeOnDisk), entry.exceedsDisk());
        addFact(tr("From"), entry.source);
        addFact(tr("Goes to"), breakable(entry.goesTo));
    } else if (entry.bytes > 0) {
        addFact(tr("On disk"), diskSizeText(entry.bytes));
    }
    addFact(tr("Revision"), entry.revision);
    addFact(tr("Folder"), breakable(entry.folder));
}

void ModelDetails::setEntry(const ModelEntry* entry, std::optional<qint64> freeMemory)
{
    m_lines.clear();
    while (QLayoutItem* item = m_factsLayout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const bool there = entry != nullptr;
    m_key = there ? entry->key : QString();
    m_folder = there ? entry->folder : QString();
    m_name->setText(there ? breakable(entry->name) : tr("No model is chosen"));
    m_summary->setText(!there                                      ? QString()
                       : entry->open                               ? tr("Open in the window")
                       : entry->state == ModelEntry::State::Broken ? tr("Cannot be opened")
                                                                   : modelSummary(*entry));
    m_summary->setVisible(!m_summary->text().isEmpty());
    QString problem = there ? asSentence(problemOf(*entry, freeMemory)) : QString();
    if (there && entry->state == ModelEntry::State::Stopped && entry->done > 0
        && !entry->problem.isEmpty())
        problem = tr("%1 What else has come is kept.").arg(problem);
    m_problemText->setText(breakable(problem));
    m_problem->setVisible(!problem.isEmpty());
    m_problem->setAccessibleName(problem);
    const bool comes = there
                       && (entry->state == ModelEntry::State::Downloading
                           || entry->state == ModelEntry::State::Stopped);
    m_progress->setVisible(comes);
    if (comes && entry->bytes > 0)
        m_progress->setValue(static_cast<int>(entry->done * 1000 / entry->bytes));
    if (there)
        addFacts(*entry, freeMemory);
    const bool onDisk = there && !entry->folder.isEmpty() && !entry->isDownload()
                        && entry->state != ModelEntry::State::Gone;
    m_show->setVisible(onDisk);
    m_copy->setVisible(there && !entry->folder.isEmpty());
    m_remove->setVisible(there && entry->section == ModelEntry::Section::Recent);
}

} // namespace headscope::ui
