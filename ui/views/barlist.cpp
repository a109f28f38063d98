// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/barlist.h"

#include "ui/delegates/bardelegate.h"
#include "ui/models/barsmodel.h"

#include <QScrollBar>

namespace headscope::ui {

BarList::BarList(double labelShare, QWidget* parent) : QListView(parent)
{
    setItemDelegate(new BarDelegate(labelShare, this));
    setFrameShape(QFrame::NoFrame);
    setUniformItemSizes(true);
    setMouseTracking(true);
    setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    connect(verticalScrollBar(), &QAbstractSlider::actionTriggered, this,
            [this] { m_following = false; });
}

void BarList::setBars(BarsModel* model)
{
    setModel(model);
    connect(model, &QAbstractItemModel::modelReset, this, &QWidget::updateGeometry);
}

void BarList::follow()
{
    m_following = true;
    scrollTo(currentIndex());
}

/// Behind every change of the lines or of the room for them, also where they are laid out later.
void BarList::updateGeometries()
{
    QListView::updateGeometries();
    if (!m_following || m_placing)
        return;
    m_placing = true; // scrolling lays out what has not been yet
    scrollToTop();    // the same place, whatever was in sight before
    scrollTo(currentIndex());
    m_placing = false;
}

void BarList::setWhole(bool whole)
{
    m_whole = whole;
    setVerticalScrollBarPolicy(whole ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    setSizePolicy(QSizePolicy::Expanding, whole ? QSizePolicy::Fixed : QSizePolicy::Expanding);
    updateGeometry();
}

QSize BarList::sizeHint() const
{
    const int rows = model() ? model()->rowCount() : 0;
    return {180, (m_whole ? rows : qMax(4, rows)) * BarDelegate::lineHeight() + 2};
}

QSize BarList::minimumSizeHint() const
{
    return {80, m_whole ? sizeHint().height() : 4 * BarDelegate::lineHeight()};
}

} // namespace headscope::ui
