// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/roworder.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QPushButton;

namespace headscope::ui {

/// The switches above the head table: which side of the score, what is centred, what is hidden, how
/// rows are ordered.
class FilterBar : public QWidget
{
    Q_OBJECT
public:
    explicit FilterBar(QWidget* parent = nullptr);

    core::HeadTableOptions options() const;
    void setOptions(const core::HeadTableOptions& options); ///< without telling
    RowSort rowSort() const;

Q_SIGNALS:
    void optionsChanged();
    void rowSortChanged();

private:
    QPushButton* chip(const QString& text, const QString& tip, const QString& name);
    void showRule(core::BiasRule rule);

    QPushButton* m_key;
    QPushButton* m_query;
    QPushButton* m_centredPatterns;
    QPushButton* m_centredMessages;
    QPushButton* m_fragments;
    QPushButton* m_highBias;
    QComboBox* m_rule;
    QDoubleSpinBox* m_threshold;
    QComboBox* m_metric;
    QComboBox* m_rows;
    bool m_setting = false;
};

} // namespace headscope::ui
