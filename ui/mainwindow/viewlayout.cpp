// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/viewlayout.h"

#include "ui/views/tableheader.h"

#include <QDataStream>
#include <QIODevice>
#include <QMap>
#include <QSplitter>

namespace headscope::ui {

namespace {

constexpr quint32 version = 1;

/// Headers are told by the table they belong to.
QString nameOf(const TableHeader* header)
{
    return header->parent()->objectName();
}

} // namespace

ViewLayout::ViewLayout(QWidget* root) : QObject(root), m_root(root)
{
    for (QSplitter* splitter : root->findChildren<QSplitter*>())
        if (!splitter->objectName().isEmpty())
            connect(splitter, &QSplitter::splitterMoved, this,
                    [this, splitter] { m_moved.insert(splitter->objectName()); });
}

QByteArray ViewLayout::save() const
{
    QMap<QString, QByteArray> parts;
    for (const QSplitter* splitter : m_root->findChildren<QSplitter*>())
        if (m_moved.contains(splitter->objectName()))
            parts.insert(splitter->objectName(), splitter->saveState());
    for (const TableHeader* header : m_root->findChildren<TableHeader*>())
        if (header->arranged() && !nameOf(header).isEmpty())
            parts.insert(nameOf(header), header->saveState());
    QByteArray layout;
    QDataStream stream(&layout, QIODevice::WriteOnly);
    stream.setVersion(QDataStream::Qt_6_0);
    stream << version << parts;
    return layout;
}

void ViewLayout::restore(const QByteArray& layout)
{
    QDataStream stream(layout);
    stream.setVersion(QDataStream::Qt_6_0);
    quint32 found = 0;
    QMap<QString, QByteArray> parts;
    stream >> found >> parts;
    if (stream.status() != QDataStream::Ok || found != version)
        return;
    m_moved.clear();
    for (QSplitter* splitter : m_root->findChildren<QSplitter*>())
        // The views learn from the signal that their parts are no more theirs to place.
        if (parts.contains(splitter->objectName())
            && splitter->restoreState(parts.value(splitter->objectName())))
            Q_EMIT splitter->splitterMoved(splitter->sizes().value(0), 1);
    for (TableHeader* header : m_root->findChildren<TableHeader*>()) {
        header->forget();
        if (parts.contains(nameOf(header)))
            header->arrange(parts.value(nameOf(header)));
    }
}

} // namespace headscope::ui
