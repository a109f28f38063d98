// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/labtokensmodel.h"
#include "ui/views/figure.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QStackedLayout;

namespace headscope::app {
class Selection;
}

namespace headscope::ui {

class PaneTable;
class RowDelegate;

/// What a change does to the prompt: the numbers that sum it up, and a table with a row per token.
/// A sentence stands in its place while there is none. Owned by its parent, GUI thread, nothing
/// fails.
class LabTokens : public QWidget
{
    Q_OBJECT
public:
    explicit LabTokens(app::Selection* selection, QWidget* parent = nullptr);
    ~LabTokens() override;

    void setResult(const LabResultPtr& result, bool showSpaces);
    /// In place of the table; empty: the table.
    void setSentence(const QString& sentence);
    QString sentence() const;
    /// The numbers are of a change that is no longer the one that is wanted: they become pale,
    /// unless others come soon.
    void setStale(bool stale);

    void sortBy(LabTokensModel::Column column, bool descending);
    LabTokensModel* model() { return &m_model; }
    const LabTokensModel* model() const { return &m_model; }
    PaneTable* table() const { return m_table; }
    QString summaryText() const;
    QString selectedText() const;
    bool find(const QString& text, bool backwards);
    /// The summary and the rows, at most `maxWidth` wide; whole tables end after some hundred rows.
    Figure figure(FigurePart part, int maxWidth) const;

    QSize minimumSizeHint() const override { return {240, 120}; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void makeSummary();
    static QList<RowDelegate*> delegates(QObject* parent); ///< a column each
    void dress(PaneTable* table, const QList<RowDelegate*>& delegates) const;
    void share(PaneTable* table, int width) const;
    void measure(PaneTable* table) const;
    void follow();
    void sortByHeader(int section);

    app::Selection* m_selection;
    LabTokensModel m_model;
    QList<RowDelegate*> m_delegates;
    QWidget* m_summary;
    QWidget* m_content;
    PaneTable* m_table;
    QTimer m_pale;
    QLabel* m_sentence;
    QStackedLayout* m_stack;
};

} // namespace headscope::ui
