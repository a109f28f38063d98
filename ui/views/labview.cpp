// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/labview.h"

#include "app/selection.h"
#include "ui/models/labtext.h"
#include "ui/models/sentence.h"
#include "ui/models/wordtext.h"
#include "ui/theme/theme.h"
#include "ui/views/colourlegend.h"
#include "ui/views/gridview.h"
#include "ui/views/labchanges.h"
#include "ui/views/labheads.h"
#include "ui/views/labsweep.h"
#include "ui/views/labtokens.h"
#include "ui/views/look.h"
#include "ui/views/panetable.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QSplitter>
#include <QStackedLayout>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace headscope::ui {

namespace {

constexpr int typingPause = 250; // ms
constexpr int wideEnough = 640;  // pixels, for the changes beside the result
constexpr int changesWidth = 320;

constexpr std::array pageNames{"tokens", "heads", "sweep"};
// In the order of LabTokensModel::Column and LabHeadsModel::Measure.
constexpr std::array sortNames{"position", "token", "kl",         "next",     "before",
                               "after",    "delta", "top_before", "top_after"};
constexpr std::array measureNames{"dropped", "routed", "emptied"};

} // namespace

LabView::LabView(app::Selection* selection, QWidget* parent)
    : View(selection, parent),
      m_everywhere(new QCheckBox(this)),
      m_compare(new QPushButton(this)),
      m_splitter(new QSplitter(Qt::Horizontal)),
      m_changes(new LabChanges(selection)),
      m_tabs(new QTabBar),
      m_tokens(new LabTokens(selection)),
      m_heads(new LabHeads(selection)),
      m_sweep(new LabSweep(selection)),
      m_pages(makePages())
{
    setObjectName(QStringLiteral("labView"));
    makeHeader();
    m_splitter->setObjectName(QStringLiteral("labSplitter"));
    m_splitter->addWidget(m_changes);
    m_splitter->addWidget(m_pages);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(14);
    setContent(m_splitter);
    m_pause.setSingleShot(true);
    connectParts();
    refresh();
}

LabView::~LabView() = default;

void LabView::makeHeader()
{
    m_everywhere->setObjectName(QStringLiteral("labEverywhere"));
    m_everywhere->setText(tr("Show the changed run in every view"));
    m_everywhere->setToolTip(tr("All views of the window show the run with the checked changes, in "
                                "place of the model as it is"));
    m_compare->setObjectName(QStringLiteral("labCompare"));
    m_compare->setText(tr("Compare with the original"));
    m_compare->setToolTip(tr("Puts the changed run beside the original one in the view Compare: A "
                             "is the original, B the changed run"));
    controls()->addWidget(m_everywhere);
    controls()->addWidget(m_compare);
}

QWidget* LabView::makePages()
{
    auto* box = new QWidget;
    m_tabs->setObjectName(QStringLiteral("labPages"));
    m_tabs->addTab(tr("Tokens"));
    m_tabs->addTab(tr("Heads"));
    m_tabs->addTab(tr("Sweep"));
    m_tabs->setTabToolTip(0, tr("What the changes do to the prediction at each token"));
    m_tabs->setTabToolTip(1, tr("How much of each head's cache is dropped, and how many queries "
                                "pass it by"));
    m_tabs->setTabToolTip(2, tr("How a parameter decides what becomes of the predictions"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setAccessibleName(tr("Parts of the Lab"));
    auto* pages = new QWidget(box);
    auto* stack = new QStackedLayout(pages);
    stack->addWidget(m_tokens);
    stack->addWidget(m_heads);
    stack->addWidget(m_sweep);
    connect(m_tabs, &QTabBar::currentChanged, stack, &QStackedLayout::setCurrentIndex);
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_tabs);
    layout->addWidget(pages, 1);
    return box;
}

void LabView::connectParts()
{
    connect(m_changes, &LabChanges::edited, this,
            [this](bool typing) { edited(typing ? typingPause : 0); });
    connect(&m_pause, &QTimer::timeout, this, &LabView::tell);
    connect(m_everywhere, &QCheckBox::clicked, this, &LabView::everywhereWanted);
    connect(m_compare, &QPushButton::clicked, this, &LabView::compareWanted);
    connect(m_sweep, &LabSweep::wanted, this, &LabView::sweepWanted);
    connect(m_sweep, &LabSweep::cancelled, this, &LabView::sweepCancelled);
    connect(m_sweep, &LabSweep::promptsFileWanted, this, &LabView::promptsFileWanted);
    connect(m_sweep, &LabSweep::promptsOfFileWanted, this, &LabView::promptsOfFileWanted);
    connect(m_splitter, &QSplitter::splitterMoved, this, [this] { m_partsFit = false; });
    connect(m_tabs, &QTabBar::currentChanged, this, &LabView::refreshHeader);
}

void LabView::edited(int pause)
{
    m_failure.clear();
    m_sweep->setBase(change());
    refreshSentence();
    refreshHeader();
    m_pause.start(pause);
}

void LabView::tell()
{
    m_pause.stop();
    const core::Change now = change();
    if (now == m_told)
        return;
    m_told = now;
    Q_EMIT changeWanted(now);
}

void LabView::setShape(const LabModelShape& shape)
{
    m_shape = shape;
    m_changes->setShape(shape);
    m_sweep->setShape(shape);
    m_sweep->setBase(change());
    m_heads->setResult(m_result, shape.ownHeads);
    refresh();
}

core::Change LabView::change() const
{
    return changeOf(m_changes->entries());
}

void LabView::setChange(const core::Change& change)
{
    m_told = change;
    if (change == this->change())
        return;
    m_changes->setEntries(entriesOf(change));
    m_sweep->setBase(this->change());
    refresh();
}

void LabView::setResult(LabResultPtr result)
{
    m_result = std::move(result);
    m_failure.clear();
    m_tokens->setResult(m_result, m_showSpaces);
    m_heads->setResult(m_result, m_shape.ownHeads);
    refresh();
}

void LabView::setFailure(const QString& sentence)
{
    m_failure = asSentence(sentence);
    refresh();
}

void LabView::setSweep(std::optional<core::SweepParameter> parameter, SweepPointsPtr points,
                       const QString& over)
{
    m_sweep->setPoints(parameter, std::move(points), over);
}

void LabView::setSweepRunning(bool running, int done, int total)
{
    m_sweep->setRunning(running, done, total);
}

void LabView::setSweepFailure(const QString& sentence)
{
    m_sweep->setFailure(sentence);
}

void LabView::setPrompts(const QString& path, const QStringList& prompts)
{
    m_sweep->setPrompts(path, prompts);
}

void LabView::setEverywhere(bool everywhere)
{
    m_everywhere->setChecked(everywhere);
}

bool LabView::everywhere() const
{
    return m_everywhere->isChecked();
}

void LabView::setShowSpaces(bool show)
{
    if (show == m_showSpaces)
        return;
    m_showSpaces = show;
    m_tokens->setResult(m_result, m_showSpaces);
}

LabView::Page LabView::page() const
{
    return static_cast<Page>(m_tabs->currentIndex());
}

void LabView::setPage(Page page)
{
    m_tabs->setCurrentIndex(static_cast<int>(page));
}

void LabView::refresh()
{
    setState(m_shape.empty() ? State::Empty : State::Ready,
             tr("Run a prompt to see what becomes of it when the model is changed."));
    refreshSentence();
    refreshHeader();
    arrange();
}

/// What stands in place of the result, if anything.
void LabView::refreshSentence()
{
    const core::Change now = change();
    const bool current = m_result && m_result->change == now;
    QString sentence;
    if (!m_failure.isEmpty())
        sentence = m_failure;
    else if (now.empty() && !current)
        sentence = m_changes->entries().empty()
                       ? tr("Add a change to see what becomes of the predictions.")
                       : tr("No change is checked: the model runs as it is.");
    else if (!m_result)
        sentence = tr("The changed run is being made…");
    m_tokens->setSentence(sentence);
    m_heads->setSentence(sentence);
    m_tokens->setStale(m_result && !current);
    m_everywhere->setEnabled(!now.empty() || m_everywhere->isChecked());
    m_compare->setEnabled(!now.empty());
}

QString LabView::title() const
{
    return tr("<b>Lab</b>");
}

QString LabView::facts() const
{
    const LabEntries& entries = m_changes->entries();
    if (entries.empty())
        return {};
    const core::Change now = change();
    const auto all = static_cast<int>(entries.size());
    const auto on = static_cast<int>(now.interventions.size());
    QStringList facts{on == all ? changesText(all)
                                : tr("%1 of %2 checked").arg(on).arg(changesText(all))};
    if (!m_failure.isEmpty() || now.empty())
        return facts.constFirst();
    if (!m_result || m_result->change != now)
        facts << tr("being run…");
    else
        facts << tr("mean KL %1 nats").arg(natsText(m_result->meanKl));
    return facts.join(QStringLiteral("  ·  "));
}

QString LabView::factsTip() const
{
    return tr("All checked changes count together: ranks are cut first, then messages are left out "
              "of the cache, then queries pass heads by, and last heads are switched off.");
}

bool LabView::event(QEvent* event)
{
    // Before the window's own Undo, which is about notes of heads.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            event->accept();
            return true;
        }
    }
    return View::event(event);
}

void LabView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Undo))
        m_changes->undo();
    else if (event->matches(QKeySequence::Redo))
        m_changes->redo();
    else
        View::keyPressEvent(event);
}

/// The changes beside the result where there is room, above it where not.
void LabView::arrange()
{
    if (!m_partsFit || m_splitter->width() <= 0)
        return;
    const bool wide = m_splitter->width() >= wideEnough;
    m_splitter->setOrientation(wide ? Qt::Horizontal : Qt::Vertical);
    m_changes->setWide(!wide);
    const int all = (wide ? m_splitter->width() : m_splitter->height()) - m_splitter->handleWidth();
    const int least = m_changes->minimumSizeHint().width();
    const int changes = wide ? std::clamp(all * 3 / 10, least, std::max(least, changesWidth))
                             : std::clamp(all * 2 / 5, 130, 190);
    m_splitter->setSizes({changes, all - changes});
}

void LabView::resizeEvent(QResizeEvent* event)
{
    View::resizeEvent(event);
    // After the layout has given the parts their sizes.
    QMetaObject::invokeMethod(this, &LabView::arrange, Qt::QueuedConnection);
}

QWidget* LabView::focusTarget()
{
    return m_changes->focusTarget();
}

QString LabView::selectedText() const
{
    switch (page()) {
    case Page::Tokens:
        return m_tokens->selectedText();
    case Page::Heads:
        return m_heads->grid()->selectedText();
    case Page::Sweep:
        break;
    }
    return m_sweep->selectedText();
}

bool LabView::find(const QString& text, bool backwards)
{
    switch (page()) {
    case Page::Tokens:
        return m_tokens->find(text, backwards);
    case Page::Heads:
        return m_heads->grid()->find(text, backwards);
    case Page::Sweep:
        break;
    }
    return m_sweep->find(text, backwards);
}

QVariantMap LabView::look() const
{
    const LabTokensModel* tokens = m_tokens->model();
    QVariantMap all{
        {QStringLiteral("changes"), lookOf(m_changes->entries())},
        {QStringLiteral("page"), nameOfChoice(pageNames, m_tabs->currentIndex())},
        {QStringLiteral("sort"), nameOfChoice(sortNames, static_cast<int>(tokens->sortColumn()))},
        {QStringLiteral("descending"), tokens->descending()}};
    if (m_heads->measureChosen())
        all.insert(QStringLiteral("heads"),
                   nameOfChoice(measureNames, static_cast<int>(m_heads->measure())));
    if (everywhere())
        all.insert(QStringLiteral("everywhere"), true);
    if (m_compared)
        all.insert(QStringLiteral("compared"), true);
    m_sweep->addLook(all);
    return all;
}

void LabView::setLook(const QVariantMap& look)
{
    const LookReader from(look);
    m_changes->setEntries(entriesOfLook(look.value(QStringLiteral("changes"))));
    m_sweep->setBase(change());
    m_partsFit = true;
    setPage(static_cast<Page>(from.choice("page", pageNames)));
    m_tokens->sortBy(static_cast<LabTokensModel::Column>(from.choice("sort", sortNames)),
                     from.flag("descending"));
    m_heads->setMeasure(static_cast<LabHeadsModel::Measure>(from.choice("heads", measureNames)));
    if (!from.has("heads"))
        m_heads->forgetMeasure();
    m_sweep->setLook(from);
    refresh();
    tell();
    setEverywhere(from.flag("everywhere"));
    Q_EMIT everywhereWanted(everywhere());
    Q_EMIT comparedWanted(from.flag("compared"));
}

QString LabView::pictureFacts() const
{
    return page() == Page::Sweep ? m_sweep->captionText() : m_tokens->summaryText();
}

QString LabView::pictureNote() const
{
    switch (page()) {
    case Page::Tokens:
        return tr("Bars: KL(original || changed) in nats. Colours: change of the log-probability "
                  "of the true next token. An arrow: another word is the most likely.");
    case Page::Heads:
        return tr("Cells: %1").arg(m_heads->measureName());
    case Page::Sweep:
        break;
    }
    return {};
}

Figure LabView::legend(FigurePart, int) const
{
    if (!m_result || page() == Page::Sweep)
        return {};
    if (page() == Page::Heads)
        return m_heads->legend(legendWidth);
    const double most = m_tokens->model()->largestDelta();
    return ColourLegend::figure(ColourLegend::Map::Diverging, signedText(-most, 2),
                                signedText(most, 2), legendWidth);
}

Figure LabView::figure(FigurePart part, int maxWidth) const
{
    Figure content = page() == Page::Tokens  ? m_tokens->figure(part, maxWidth)
                     : page() == Page::Heads ? m_heads->grid()->figure(part, maxWidth)
                                             : m_sweep->figure(maxWidth);
    if (content.isNull() || (page() == Page::Heads && !m_tokens->sentence().isEmpty()))
        return {};
    if (page() == Page::Sweep)
        return content;
    QStringList changes;
    for (int row = 0; row < std::ssize(m_changes->entries()); ++row)
        if (m_changes->entries()[static_cast<std::size_t>(row)].on)
            changes << m_changes->textOf(row);
    const QFont font = Theme::font();
    const QFontMetrics metrics(font);
    const int line = metrics.height() + 3;
    const int top = static_cast<int>(changes.size()) * line + 8;
    int width = content.size.width();
    for (const QString& text : changes)
        width = std::max(width, std::min(maxWidth, metrics.horizontalAdvance(text)));
    const QSize size(width, top + content.size.height());
    return {size, [=](QPainter& painter) {
                const Colours& colours = Theme::instance().colours();
                painter.fillRect(QRect(QPoint(), size), colours.surface);
                painter.setFont(font);
                painter.setPen(colours.text);
                for (int i = 0; i < changes.size(); ++i)
                    painter.drawText(QRect(0, i * line, width, line),
                                     Qt::AlignLeft | Qt::AlignVCenter,
                                     metrics.elidedText(changes[i], Qt::ElideRight, width));
                painter.save();
                painter.translate(0, top);
                content.paint(painter);
                painter.restore();
            }};
}

} // namespace headscope::ui
