// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/comparebar.h"
#include "ui/views/compareview.h"
#include "ui/views/look.h"

#include <QComboBox>
#include <QLineEdit>

#include <array>
#include <string>

// How somebody has set up the view of comparisons, and that again.

namespace headscope::ui {

namespace {

using core::ComparedTable;

constexpr std::array tableNames{"heads",  "head",    "patterns",  "messages",
                                "stream", "neurons", "evolution", "positions"};
constexpr std::array shownNames{"difference", "a", "b", "both"};

} // namespace

QVariantMap CompareView::look() const
{
    QVariantMap all{
        {QStringLiteral("table"), nameOfChoice(tableNames, static_cast<int>(m_table))},
        {QStringLiteral("shown"), nameOfChoice(shownNames, static_cast<int>(m_maps->shown()))},
        {QStringLiteral("prompt"), m_bar->prompt()},
        {QStringLiteral("model"), m_bar->folder()},
        {QStringLiteral("model_name"), m_bar->modelName()},
        {QStringLiteral("filter"), m_filter->text()}};
    for (std::size_t i = 0; i < m_chosen.size(); ++i)
        if (!m_chosen[i].isEmpty())
            all.insert(QStringLiteral("value_") + QLatin1String(tableNames[i]), m_chosen[i]);
    // What is asked for and cannot be yet is asked for.
    if (const QVariant head = m_headWanted ? QVariant(*m_headWanted) : m_headsOfB->currentData();
        head.isValid()) {
        all.insert(QStringLiteral("layer_of_b"), head.toPoint().x());
        all.insert(QStringLiteral("head_of_b"), head.toPoint().y());
    }
    QString sort = m_sortWanted;
    if (m_rows && m_sort.column >= 0)
        sort = QString::fromStdString(
            m_rows->columns[static_cast<std::size_t>(m_sort.column)].value.name);
    if (!sort.isEmpty()) {
        all.insert(QStringLiteral("sort"), sort);
        all.insert(QStringLiteral("sort_side"), static_cast<int>(m_sort.side));
    }
    all.insert(QStringLiteral("descending"), m_sort.descending);
    return all;
}

void CompareView::setLook(const QVariantMap& look)
{
    const LookReader from(look);
    for (std::size_t i = 0; i < m_chosen.size(); ++i)
        m_chosen[i] = from.text((std::string("value_") + tableNames[i]).c_str());
    setTable(static_cast<ComparedTable>(from.choice("table", tableNames)));
    setShown(static_cast<ComparedMaps::Shown>(from.choice("shown", shownNames)));
    m_filter->setText(from.text("filter"));
    m_headWanted.reset();
    if (from.has("layer_of_b") && from.has("head_of_b"))
        m_headWanted = QPoint(from.integer("layer_of_b", 0, 1 << 20, 0),
                              from.integer("head_of_b", 0, 1 << 20, 0));
    m_sortWanted = from.text("sort");
    m_sort = {-1, static_cast<ComparedSide>(from.integer("sort_side", 0, 2, 0)),
              from.flag("descending", true)};
    m_bar->setOther(m_bar->folderOf(from.text("model"), from.text("model_name")),
                    from.text("prompt"));
    Q_EMIT m_bar->otherChanged();
    showHeadOfB();
    refresh();
}

/// The head of B that a look has asked for, once B has it.
void CompareView::showHeadOfB()
{
    const int at = m_headWanted ? m_headsOfB->findData(*m_headWanted) : 0;
    if (at < 0)
        return;
    if (m_headWanted)
        m_headWanted.reset();
    m_headsOfB->setCurrentIndex(at);
}

/// The column that a look has asked for the order of, once there is one.
void CompareView::findSort()
{
    if (m_sortWanted.isEmpty() || !m_rows)
        return;
    for (std::size_t c = 0; c < m_rows->columns.size(); ++c)
        if (QString::fromStdString(m_rows->columns[c].value.name) == m_sortWanted)
            m_sort.column = static_cast<int>(c);
    m_sortWanted.clear();
}

} // namespace headscope::ui
