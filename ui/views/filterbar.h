// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/roworder.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QFrame;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace headscope::ui {

class FlowLayout;

/// The switches above the head table: which side of the score, what is centred, what is hidden, how
/// rows are ordered. Where they would take more than two lines, all but the first move into a panel
/// behind a button.
class FilterBar : public QWidget
{
    Q_OBJECT
public:
    explicit FilterBar(QWidget* parent = nullptr);

    /// At the distance of the pair only where patterns depend on it; a fixed distance is kept for
    /// heads where it has a meaning.
    core::HeadTableOptions options() const;
    void setOptions(const core::HeadTableOptions& options); ///< without telling
    RowSort rowSort() const;
    void setRowSort(RowSort sort); ///< without telling
    /// Whether the head's patterns depend on the distance of two tokens, which can be chosen then.
    void setByDistance(bool byDistance);
    /// The token that makes a pair with every row, for patterns at the distance of the pair.
    void setInputToken(core::Position token);
    /// The view in front: only what it has a use for is shown.
    enum class Scope { Head, Patterns, Messages, Stream, States, Directions };
    void setScope(Scope scope);

    bool compact() const { return m_compact; }

Q_SIGNALS:
    void optionsChanged();
    void rowSortChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildLayout();
    void fit();
    void showPanel();
    bool inScope(const QWidget* widget) const;
    QPushButton* chip(const QString& text, const QString& tip, const QString& name);
    void showRule(core::BiasRule rule);
    void buildDistance();
    void showDistance(const core::PatternDistance& distance);
    bool isFixed() const;

    QPushButton* m_key;
    QPushButton* m_query;
    QPushButton* m_centredPatterns;
    QComboBox* m_distance; ///< of the pair, or fixed
    QSpinBox* m_fixed;
    QPushButton* m_centredMessages;
    QPushButton* m_fragments;
    QPushButton* m_highBias;
    QComboBox* m_rule;
    QDoubleSpinBox* m_threshold;
    QComboBox* m_metric;
    QComboBox* m_rows;
    FlowLayout* m_line = nullptr;
    QPushButton* m_display = nullptr; ///< shows the panel
    QFrame* m_panel = nullptr;        ///< what does not fit into the line
    QVBoxLayout* m_panelLines = nullptr;
    QList<QWidget*> m_always; ///< stay in the line
    QList<QWidget*> m_extras; ///< in the line or in the panel
    Scope m_scope = Scope::Head;
    bool m_compact = false;
    bool m_byDistance = false;
    core::Position m_inputToken;
    bool m_setting = false;
};

} // namespace headscope::ui
