// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListView>

namespace headscope::ui {

class BarsModel;

/// A list of bars that is as high as its lines (or scrolls, where it is given less).
class BarList : public QListView
{
    Q_OBJECT
public:
    explicit BarList(double labelShare, QWidget* parent = nullptr);

    void setBars(BarsModel* model);
    /// Whether the list asks for room for all its lines.
    void setWhole(bool whole);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    /// Keeps the current line in sight from now on.
    void follow();

protected:
    void updateGeometries() override;

private:
    bool m_whole = false;
    bool m_placing = false;
    bool m_following = true; ///< the current line is kept in sight until somebody scrolls away
};

} // namespace headscope::ui
