// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/labtokens.h"

#include "app/selection.h"
#include "ui/delegates/activationdelegate.h"
#include "ui/delegates/differencedelegate.h"
#include "ui/delegates/predictionsdelegate.h"
#include "ui/delegates/rowdelegate.h"
#include "ui/delegates/textdelegate.h"
#include "ui/models/labtext.h"
#include "ui/theme/theme.h"
#include "ui/views/flowlayout.h"
#include "ui/views/panetable.h"
#include "ui/views/tableheader.h"

#include <QEvent>
#include <QGraphicsOpacityEffect>
#include <QLabel>
#include <QPainter>
#include <QScrollBar>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <memory>

namespace headscope::ui {

namespace {

using Column = LabTokensModel::Column;

constexpr int pictureRows = 400;
constexpr int stalePause = 400; // ms
constexpr int goodWords = 150;  ///< pixels of a column of predictions that is read with ease
constexpr int leastWords = 72;  ///< that still has the best word
constexpr int mostWords = 380;

int textWidth(const QString& text, int steps = 0, bool bold = false)
{
    return QFontMetrics(Theme::font(steps, bold)).horizontalAdvance(text);
}

} // namespace

LabTokens::LabTokens(app::Selection* selection, QWidget* parent)
    : QWidget(parent),
      m_selection(selection),
      m_summary(new QWidget(this)),
      m_content(new QWidget(this)),
      m_table(new PaneTable(this)),
      m_sentence(new QLabel(this)),
      m_stack(new QStackedLayout(this))
{
    m_summary->setObjectName(QStringLiteral("labSummary"));
    auto* flow = new FlowLayout(16, m_summary);
    flow->setContentsMargins(2, 0, 0, 0);
    m_delegates = delegates(this);
    m_table->setObjectName(QStringLiteral("labTable"));
    m_table->setProperty("pane", false);
    m_table->setFrameShape(QFrame::StyledPanel);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setAccessibleName(tr("What the change does to the prediction at each token"));
    dress(m_table, m_delegates);
    m_table->viewport()->installEventFilter(this);
    m_sentence->setObjectName(QStringLiteral("labSentence"));
    m_sentence->setAlignment(Qt::AlignCenter);
    m_sentence->setWordWrap(true);
    m_sentence->setProperty("quiet", true);
    m_sentence->setFont(Theme::font(1));

    auto* layout = new QVBoxLayout(m_content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_summary);
    layout->addWidget(m_table, 1);
    m_stack->addWidget(m_sentence);
    m_stack->addWidget(m_content);
    m_stack->setCurrentWidget(m_sentence);

    // Runs that are quick do not flicker.
    m_pale.setSingleShot(true);
    m_pale.setInterval(stalePause);
    connect(&m_pale, &QTimer::timeout, this, [this] {
        auto* pale = new QGraphicsOpacityEffect(m_content);
        pale->setOpacity(0.5);
        m_content->setGraphicsEffect(pale);
    });
    connect(m_table->titles(), &QHeaderView::sectionClicked, this, &LabTokens::sortByHeader);
    connect(m_table, &PaneTable::chosen, this, [this](const QModelIndex& index) {
        m_selection->setQuery(core::Position(m_model.tokenOfRow(index.row())));
    });
    connect(selection, &app::Selection::tokenChanged, this, &LabTokens::follow);
    connect(&Theme::instance(), &Theme::changed, this, [this] { m_table->viewport()->update(); });
}

LabTokens::~LabTokens()
{
    m_table->setModel(nullptr);
}

QList<RowDelegate*> LabTokens::delegates(QObject* parent)
{
    QList<RowDelegate*> all;
    for (int column = 0; column < LabTokensModel::columns; ++column) {
        RowDelegate* delegate = nullptr;
        switch (column) {
        case LabTokensModel::Token:
            delegate = new TokenDelegate(parent);
            break;
        case LabTokensModel::Kl:
            delegate = new LengthDelegate(parent);
            break;
        case LabTokensModel::Next:
            delegate = new TextDelegate(parent);
            break;
        case LabTokensModel::Delta:
            delegate = new DifferenceDelegate(parent);
            break;
        case LabTokensModel::TopBefore:
        case LabTokensModel::TopAfter:
            delegate = new PredictionsDelegate(parent);
            break;
        default:
            delegate = new NumberDelegate(parent);
        }
        all.append(delegate);
    }
    return all;
}

void LabTokens::dress(PaneTable* table, const QList<RowDelegate*>& delegates) const
{
    table->setModel(const_cast<LabTokensModel*>(&m_model)); // views only read it
    for (int column = 0; column < LabTokensModel::columns; ++column)
        table->setItemDelegateForColumn(column, delegates[column]);
}

void LabTokens::setResult(const LabResultPtr& result, bool showSpaces)
{
    const int scrolled = m_table->verticalScrollBar()->value();
    const bool sameTokens = result && m_model.result()
                            && result->tokens.size() == m_model.result()->tokens.size();
    m_model.setResult(result, showSpaces);
    makeSummary();
    measure(m_table);
    share(m_table, m_table->viewport()->width());
    if (sameTokens) {
        // Who compares one change with the next stays at the same tokens.
        m_table->settle();
        m_table->verticalScrollBar()->setValue(scrolled);
    }
    follow();
}

void LabTokens::makeSummary()
{
    qDeleteAll(m_summary->findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly));
    if (!m_model.result())
        return;
    for (const LabFigure& figure : labFigures(*m_model.result())) {
        auto* tile = new QWidget(m_summary);
        auto* caption = new QLabel(figure.caption, tile);
        caption->setProperty("quiet", true);
        caption->setFont(Theme::font(-1));
        auto* value = new QLabel(figure.value, tile);
        value->setFont(Theme::font(1, true));
        auto* lines = new QVBoxLayout(tile);
        lines->setContentsMargins(0, 0, 0, 0);
        lines->setSpacing(0);
        lines->addWidget(caption);
        lines->addWidget(value);
        tile->setToolTip(figure.tip);
        tile->setAccessibleName(QStringLiteral("%1: %2").arg(figure.caption, figure.value));
        m_summary->layout()->addWidget(tile);
        tile->show();
    }
}

QString LabTokens::summaryText() const
{
    if (!m_model.result())
        return {};
    QStringList parts;
    for (const LabFigure& figure : labFigures(*m_model.result()))
        parts << tr("%1 %2").arg(figure.caption, figure.value);
    return parts.join(QStringLiteral("  ·  "));
}

void LabTokens::setSentence(const QString& sentence)
{
    m_sentence->setText(sentence);
    m_stack->setCurrentWidget(sentence.isEmpty() ? m_content : static_cast<QWidget*>(m_sentence));
}

QString LabTokens::sentence() const
{
    return m_sentence->text();
}

void LabTokens::setStale(bool stale)
{
    if (stale) {
        if (m_content->graphicsEffect() == nullptr && !m_pale.isActive())
            m_pale.start();
        return;
    }
    m_pale.stop();
    m_content->setGraphicsEffect(nullptr);
}

void LabTokens::sortBy(LabTokensModel::Column column, bool descending)
{
    m_model.sortBy(column, descending);
    follow();
}

void LabTokens::sortByHeader(int section)
{
    const auto column = static_cast<Column>(section);
    // Numbers largest first, but for the change, where what became less likely is looked for;
    // places and words as they stand.
    const bool first = column == LabTokensModel::Kl || column == LabTokensModel::TopBefore
                       || column == LabTokensModel::TopAfter || column == LabTokensModel::Before
                       || column == LabTokensModel::After;
    sortBy(column, column == m_model.sortColumn() ? !m_model.descending() : first);
    m_table->scrollToTop();
}

void LabTokens::measure(PaneTable* table) const
{
    table->verticalHeader()->setDefaultSectionSize(QFontMetrics(Theme::font()).height() + 10);
    table->titles()->setFixedHeight(table->titles()->neededHeight());
}

/// Gives the columns their widths: words what is left; where that is too little, some numbers go,
/// which tooltips have too.
void LabTokens::share(PaneTable* table, int width) const
{
    int token = textWidth(m_model.title(LabTokensModel::Token), 0, true) + 30;
    int next = textWidth(m_model.title(LabTokensModel::Next), 0, true) + 34;
    for (int row = 0; row < std::min(m_model.rowCount(), 200); ++row) {
        const auto wide = [&](int column, bool bold) {
            return textWidth(m_model.index(row, column).data().toString(), 0, bold) + 26;
        };
        token = std::max(token, wide(LabTokensModel::Token, true));
        next = std::max(next, wide(LabTokensModel::Next, false));
    }
    const int number =
        std::max(textWidth(QStringLiteral("−00.00"), -1),
                 textWidth(m_model.title(LabTokensModel::Delta) + QStringLiteral(" ▾"), 0, true))
        + 20;
    const bool narrow = width < 600;
    const std::array<int, LabTokensModel::TopBefore> fixed{
        textWidth(QStringLiteral("000 ▾"), 0, true) + 14,
        std::min(token, narrow ? 104 : 150),
        number + (narrow ? 4 : 22),
        std::min(next, 130),
        number,
        number,
        number};
    std::array<bool, LabTokensModel::TopBefore> shown{};
    shown.fill(true);
    const auto left = [&] {
        int sum = width;
        for (std::size_t i = 0; i < fixed.size(); ++i)
            sum -= shown[i] ? fixed[i] : 0;
        return sum;
    };
    for (const Column column : {LabTokensModel::Before, LabTokensModel::After,
                                LabTokensModel::Place, LabTokensModel::Next})
        if (left() < 2 * goodWords)
            shown[static_cast<std::size_t>(column)] = false;
    for (std::size_t i = 0; i < fixed.size(); ++i) {
        table->setColumnHidden(static_cast<int>(i), !shown[i]);
        table->setColumnWidth(static_cast<int>(i), fixed[i]);
    }
    const int each = std::max(left() / 2, leastWords);
    table->setColumnWidth(LabTokensModel::TopBefore, each);
    table->setColumnWidth(LabTokensModel::TopAfter, std::max(each, left() - each));
}

void LabTokens::follow()
{
    const int row = m_model.rowOfToken(m_selection->query().value);
    for (RowDelegate* delegate : m_delegates)
        delegate->setMarkedRow(row);
    if (row >= 0 && m_table->currentIndex().row() != row) {
        const QModelIndex index = m_model.index(row, LabTokensModel::Token);
        m_table->moveUnselected(index);
        m_table->scrollTo(index);
    }
    m_table->viewport()->update();
}

QString LabTokens::selectedText() const
{
    return m_table->selectedText();
}

bool LabTokens::find(const QString& text, bool backwards)
{
    const int count = m_model.rowCount();
    if (count == 0 || text.isEmpty())
        return false;
    const int start = m_table->currentIndex().row();
    for (int step = 1; step <= count; ++step) {
        const int row = backwards ? ((start < 0 ? count : start) - step + count) % count
                                  : (start + step) % count;
        if (!m_model.has(row, text))
            continue;
        m_table->setCurrentIndex(m_model.index(row, LabTokensModel::Token));
        return true;
    }
    return false;
}

Figure LabTokens::figure(FigurePart part, int maxWidth) const
{
    if (!m_model.result() || m_stack->currentWidget() != m_content)
        return {};
    const QRect seen = m_table->cellsInSight();
    const bool whole = part == FigurePart::Whole;
    const int first = whole ? 0 : seen.top();
    const int end = whole ? std::min(m_model.rowCount(), pictureRows) : seen.bottom() + 1;
    const auto table = std::make_shared<PaneTable>();
    table->setAttribute(Qt::WA_DontShowOnScreen);
    table->setFrameShape(QFrame::NoFrame);
    table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    dress(table.get(), delegates(table.get())); // none has a marked row
    table->keepRows(first, end - 1);
    measure(table.get());
    const int width = std::min(maxWidth, 620 + 2 * mostWords);
    table->resize(width, table->titles()->height()
                             + (end - first) * table->verticalHeader()->defaultSectionSize());
    share(table.get(), width);
    table->ensurePolished();
    table->show(); // places its parts; WA_DontShowOnScreen keeps it off the screen
    const QFont font = Theme::font(-1);
    const int line = QFontMetrics(font).height() + 8;
    const QString rest = tr("The first %1 of %2 tokens; the exported table has all of them.")
                             .arg(locale().toString(end), locale().toString(m_model.rowCount()));
    const bool cut = whole && end < m_model.rowCount();
    const QSize size(width, table->height() + (cut ? line : 0));
    return {size, [=](QPainter& painter) {
                const Colours& colours = Theme::instance().colours();
                painter.fillRect(QRect(QPoint(), size), colours.surface);
                table->render(&painter);
                if (!cut)
                    return;
                painter.setFont(font);
                painter.setPen(colours.muted);
                painter.drawText(QRect(4, table->height(), width - 8, line),
                                 Qt::AlignLeft | Qt::AlignVCenter, rest);
            }};
}

bool LabTokens::eventFilter(QObject* watched, QEvent* event)
{
    // Not from within the table's own layout.
    if (watched == m_table->viewport() && event->type() == QEvent::Resize)
        QMetaObject::invokeMethod(
            this, [this] { share(m_table, m_table->viewport()->width()); }, Qt::QueuedConnection);
    return QWidget::eventFilter(watched, event);
}

void LabTokens::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::FontChange) {
        m_sentence->setFont(Theme::font(1));
        makeSummary();
        measure(m_table);
        share(m_table, m_table->viewport()->width());
    }
    QWidget::changeEvent(event);
}

} // namespace headscope::ui
