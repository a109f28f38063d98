// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QString>

#include <vector>

namespace headscope::ui {

/// One line of a list of bars: words with their scores, heads with their measure.
struct Bar {
    QString label;
    QString valueText;
    QString tip;
    double value = 0;
    double fraction = 0; ///< length, 0..1
    int key = 0;         ///< what the line stands for, to the one who filled the list
};

/// A list of bars. Two columns, so that it copies as label and number. GUI thread; nothing fails.
class BarsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Label, Value, ColumnCount };

    explicit BarsModel(QObject* parent = nullptr);

    void setBars(std::vector<Bar> bars);
    const std::vector<Bar>& bars() const { return m_bars; }
    int rowOfKey(int key) const; ///< -1 where there is none

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role) const final;

private:
    std::vector<Bar> m_bars;
};

} // namespace headscope::ui
