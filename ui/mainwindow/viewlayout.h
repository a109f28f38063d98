// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QSet>

namespace headscope::ui {

/// How somebody has arranged the insides of the views: handles of splitters that were moved,
/// columns that were resized or reordered. What nobody has touched keeps fitting itself and is not
/// kept. Parts are told by their object names. GUI thread; a layout that cannot be read is ignored.
class ViewLayout : public QObject
{
    Q_OBJECT
public:
    /// `root`, which outlives this, has all its splitters and tables by now.
    explicit ViewLayout(QWidget* root);

    QByteArray save() const;
    void restore(const QByteArray& layout);

private:
    QWidget* m_root;
    QSet<QString> m_moved; ///< splitters
};

} // namespace headscope::ui
