// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/inspection.h"

#include <QScrollArea>

#include <optional>

class QFormLayout;
class QGridLayout;
class QLabel;
class QVBoxLayout;

namespace headscope::app {
class Selection;
}

namespace headscope::ui {

class BarList;

/// Everything about the selected cell of the head table: the words of pattern and message with
/// their scores, the score's formula with the numbers filled in, sizes. The selected vector comes
/// first.
class Inspector : public QScrollArea
{
    Q_OBJECT
public:
    explicit Inspector(app::Selection* selection, QWidget* parent = nullptr);

    void setTable(HeadTablePtr table, bool showSpaces);
    /// What a view has to say beside the head's cell; shown in its place.
    void setOther(std::optional<Inspection> other);
    const Inspection& inspection() const { return m_inspection; }
    QString selectedText() const; ///< of the list that has the focus, tab-separated

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Part {
        QWidget* box;
        QLabel* title;
        QLabel* note;
        BarList* words;
        BarsModel* model;
        QGridLayout* facts;
    };
    Part makePart(const QString& name);
    void fill(Part& part, const Inspection::Vector& vector);
    void refresh();
    void show(bool messageFirst);

    app::Selection* m_selection;
    HeadTablePtr m_table;
    bool m_showSpaces = false;
    Inspection m_inspection;
    std::optional<Inspection> m_other;
    QWidget* m_body;
    QVBoxLayout* m_layout;
    QLabel* m_title;
    QLabel* m_empty;
    QLabel* m_score;
    QLabel* m_formula;
    QLabel* m_formulaNote;
    Part m_pattern;
    Part m_gate;
    Part m_message;
};

} // namespace headscope::ui
