// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/labchange.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QSpinBox;

namespace headscope::ui {

/// The parts of one intervention: what it is, at which heads, and its numbers. Owned by its parent,
/// GUI thread, nothing fails.
class LabEditor : public QWidget
{
    Q_OBJECT
public:
    explicit LabEditor(QWidget* parent = nullptr);

    void setShape(const LabModelShape& shape);
    /// Shows it; tells nobody.
    void setIntervention(const core::Intervention& intervention);
    const core::Intervention& intervention() const { return m_intervention; }
    /// The keyboard goes to the number, where there is one, else to the heads.
    void focusFirst();

Q_SIGNALS:
    /// `typing`: a number, of which another digit may follow.
    void edited(const headscope::core::Intervention& intervention, bool typing);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum class Scope { All, Layer, Head, EveryLayer };

    void makeParts();
    void connectParts();
    QWidget* part(const QString& label, QWidget* widget);
    void fillHeads();
    void show(const core::Intervention& intervention);
    void showScope();
    void showWhat();
    void take(const core::Intervention& intervention, bool typing);
    void takeScope();
    core::Intervention withNumbers() const;

    LabModelShape m_shape;
    core::Intervention m_intervention;
    bool m_showing = false;
    QComboBox* m_kind;
    QComboBox* m_scope;
    QWidget* m_place = nullptr; ///< layer and head
    QSpinBox* m_layer;
    QComboBox* m_head;
    QSpinBox* m_rank;
    QDoubleSpinBox* m_share;
    QDoubleSpinBox* m_bias;
    QDoubleSpinBox* m_cosine;
    QComboBox* m_offMode;
    QComboBox* m_dropMode;
};

} // namespace headscope::ui
