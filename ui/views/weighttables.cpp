// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/weighttables.h"

#include "ui/delegates/plaindelegate.h"
#include "ui/delegates/rowdelegate.h"
#include "ui/models/roles.h"
#include "ui/theme/theme.h"
#include "ui/views/tableheader.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <memory>

namespace headscope::ui {

namespace {

constexpr int padding = 22; ///< of a cell, both sides, and an arrow in the header
constexpr int pictureRows = 400;
constexpr int leastWords = 110;
constexpr int pictureWords = 320;

int lineHeight()
{
    return QFontMetrics(Theme::font(0, true)).height() + 8;
}

int wholeHeight(const PaneTable& table, int rows)
{
    return table.horizontalHeader()->height() + rows * table.verticalHeader()->defaultSectionSize()
           + 2 * table.frameWidth();
}

/// A picture of a table that is not on the screen, with the rows that are wanted of it.
template<class Table>
Figure pictureOf(const std::shared_ptr<Table>& table, const PaneTable& shown, FigurePart part,
                 int width)
{
    const int all = shown.model()->rowCount();
    const QRect seen = shown.cellsInSight();
    const int first = part == FigurePart::Whole ? 0 : seen.top();
    const int last = part == FigurePart::Whole ? std::min(all, pictureRows) - 1 : seen.bottom();
    table->setAttribute(Qt::WA_DontShowOnScreen);
    table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table->setFrameShape(QFrame::NoFrame);
    table->keepRows(first, last);
    table->resize(width, wholeHeight(*table, last - first + 1));
    table->ensurePolished();
    table->show(); // places its parts; WA_DontShowOnScreen keeps it off the screen
    table->settle();
    const bool cut = part == FigurePart::Whole && last + 1 < all;
    const QFont font = Theme::font(-1);
    const int foot = cut ? QFontMetrics(font).height() + 8 : 0;
    const QString line = QCoreApplication::translate("headscope::ui::WeightTables",
                                                     "The first %1 of %2 rows; the exported table "
                                                     "has all of them.")
                             .arg(QLocale().toString(last + 1), QLocale().toString(all));
    return {table->size() + QSize(0, foot), [table, line, font, foot](QPainter& painter) {
                table->render(&painter);
                if (foot == 0)
                    return;
                painter.setFont(font);
                painter.setPen(Theme::instance().colours().muted);
                painter.drawText(QRect(4, table->height(), table->width() - 8, foot),
                                 Qt::AlignLeft | Qt::AlignVCenter, line);
            }};
}

} // namespace

RanksTable::RanksTable(WeightsModel* model, QWidget* parent)
    : PaneTable(parent),
      m_model(model),
      m_names(new PlainDelegate(true, this)),
      m_numbers(new PlainDelegate(false, this))
{
    setObjectName(QStringLiteral("headRanks"));
    setModel(model);
    setItemDelegate(m_numbers);
    setItemDelegateForColumn(WeightsModel::headColumn, m_names);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setAccessibleName(tr("All heads, and the effective ranks of their matrices"));
    connect(titles(), &QHeaderView::sectionClicked, this, [this](int column) {
        const bool again = column == m_model->sortColumn();
        const bool falling = again ? m_model->sortOrder() == Qt::AscendingOrder
                                   : column != WeightsModel::headColumn;
        m_model->sort(column, falling ? Qt::DescendingOrder : Qt::AscendingOrder);
    });
}

void RanksTable::mark(int row)
{
    for (PlainDelegate* delegate : {m_names, m_numbers})
        delegate->setMarkedRow(row);
    viewport()->update();
}

int RanksTable::columnRoom() const
{
    const QFontMetrics bold(Theme::font(0, true));
    int widest = std::max(bold.horizontalAdvance(QStringLiteral("W_K ▾")),
                          QFontMetrics(Theme::font()).horizontalAdvance(QStringLiteral("000.00")));
    const QFontMetrics small(Theme::font(-1));
    for (int column = WeightsModel::firstMatrix; column < m_model->columnCount(); ++column)
        widest = std::max(
            widest, small.horizontalAdvance(
                        m_model->headerData(column, Qt::Horizontal, SubtitleRole).toString()));
    return widest + padding - 4;
}

int RanksTable::neededWidth(bool factors) const
{
    const int head = QFontMetrics(Theme::font(0, true))
                         .horizontalAdvance(m_model->title(0) + QStringLiteral(" ▾"))
                     + padding;
    return head + (factors ? core::headMatrixCount : 2) * columnRoom() + 2 * frameWidth();
}

void RanksTable::arrange(bool factors)
{
    titles()->setFixedHeight(titles()->neededHeight());
    verticalHeader()->setDefaultSectionSize(lineHeight());
    const int room = columnRoom();
    for (int column = WeightsModel::firstMatrix; column < m_model->columnCount(); ++column) {
        setColumnHidden(column, !factors && column >= WeightsModel::firstMatrix + 2);
        if (!isColumnHidden(column))
            setColumnWidth(column, room);
    }
    setColumnWidth(WeightsModel::headColumn, neededWidth(false) - 2 * room - 2 * frameWidth());
}

void RanksTable::fit()
{
    arrange(width() >= neededWidth(true) + verticalScrollBar()->sizeHint().width());
}

void RanksTable::resizeEvent(QResizeEvent* event)
{
    PaneTable::resizeEvent(event);
    fit();
}

Figure RanksTable::figure(FigurePart part) const
{
    const auto table = std::make_shared<RanksTable>(m_model);
    table->m_names->setMarkedRow(m_names->markedRow());
    table->m_numbers->setMarkedRow(m_names->markedRow());
    table->arrange(true);
    return pictureOf(table, *this, part,
                     neededWidth(true) + verticalScrollBar()->sizeHint().width());
}

DirectionsTable::DirectionsTable(DirectionsModel* model, QWidget* parent)
    : PaneTable(parent), m_model(model)
{
    auto* plain = new PlainDelegate(false, this);
    auto* bold = new PlainDelegate(true, this);
    auto* words = new WordsDelegate(this);
    m_delegates = {plain, bold, words};
    setObjectName(QStringLiteral("directions"));
    setModel(model);
    setItemDelegate(plain);
    setItemDelegateForColumn(DirectionsModel::End, bold);
    setItemDelegateForColumn(DirectionsModel::Left, words);
    setItemDelegateForColumn(DirectionsModel::Right, words);
    setAccessibleName(tr("Singular directions, and the words at both of their ends"));
    titles()->setSectionsClickable(false);
}

void DirectionsTable::mark(int row)
{
    for (RowDelegate* delegate : m_delegates)
        delegate->setMarkedRow(row);
    viewport()->update();
}

int DirectionsTable::fixedWidth() const
{
    const QFontMetrics bold(Theme::font(0, true));
    const QFontMetrics metrics(Theme::font());
    return bold.horizontalAdvance(QStringLiteral("000 +"))
           + metrics.horizontalAdvance(QStringLiteral("000.00"))
           + metrics.horizontalAdvance(
               tr("%1, mixed with %2–%3").arg(QStringLiteral("0.0 %")).arg(10).arg(100))
           + 3 * padding;
}

void DirectionsTable::arrange(int width)
{
    titles()->setFixedHeight(titles()->neededHeight());
    verticalHeader()->setDefaultSectionSize(lineHeight() + 2);
    const QFontMetrics bold(Theme::font(0, true));
    const QFontMetrics metrics(Theme::font());
    const int end = bold.horizontalAdvance(QStringLiteral("000 +")) + padding;
    const int value = metrics.horizontalAdvance(QStringLiteral("000.00")) + padding;
    const int words = std::max(leastWords, (width - fixedWidth()) / 2);
    setColumnWidth(DirectionsModel::End, end);
    setColumnWidth(DirectionsModel::Value, value);
    for (const int column : {DirectionsModel::Left, DirectionsModel::Right})
        setColumnHidden(column, !m_model->hasWords());
    setColumnWidth(DirectionsModel::Gap, m_model->hasWords() ? fixedWidth() - end - value
                                                             : std::max(width - end - value, 100));
    setColumnWidth(DirectionsModel::Left, words);
    setColumnWidth(DirectionsModel::Right, words);
}

void DirectionsTable::fit()
{
    arrange(width() - verticalScrollBar()->sizeHint().width() - 2 * frameWidth());
}

void DirectionsTable::resizeEvent(QResizeEvent* event)
{
    PaneTable::resizeEvent(event);
    fit();
}

Figure DirectionsTable::figure(FigurePart part, int maxWidth) const
{
    const auto table = std::make_shared<DirectionsTable>(m_model);
    const int width = std::clamp(maxWidth, fixedWidth() + 2 * leastWords,
                                 fixedWidth() + 2 * pictureWords);
    table->arrange(width - 2 * frameWidth());
    return pictureOf(table, *this, part, width);
}

} // namespace headscope::ui
