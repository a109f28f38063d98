// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/streammodel.h"
#include "ui/views/view.h"

#include <QTimer>

#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSplitter;

namespace headscope::ui {

class LookReader;
class PaneTable;
class PlainDelegate;
class StreamLegend;
class StreamPicture;
class WordBox;

/// The residual stream of the selected token: the stack of bars, and under it the table of
/// everything that was added. Shows the last results it was given; a message selects its head and
/// cell, a neuron is selected as such. GUI thread.
class StreamView : public View
{
    Q_OBJECT
public:
    explicit StreamView(app::Selection* selection, QWidget* parent = nullptr);
    ~StreamView() override;

    /// What the view wants to see: of the selection's token and state, and the word chosen here.
    core::StreamOptions options() const;
    /// Null: nothing to show.
    void setStream(TokenStreamPtr stream);
    void setWords(std::shared_ptr<const core::HeadGrid> grid,
                  std::shared_ptr<const core::NeuronWords> neurons);
    void setShowSpaces(bool show);

    StreamModel* model() const { return m_model; }
    StreamPicture* stack() const { return m_picture; }
    PaneTable* table() const { return m_table; }
    StreamLength length() const;
    QString sumText() const; ///< as shown
    /// The part in the table's current row; -1 without one.
    int currentPart() const;

    QString selectedText() const override;
    bool find(const QString& text, bool backwards) override;
    bool canFind() const override { return true; }
    Figure figure(FigurePart part, int maxWidth) const override;
    QWidget* focusTarget() override;
    QVariantMap look() const override;
    void setLook(const QVariantMap& look) override;

Q_SIGNALS:
    void currentPartChanged();

protected:
    QString title() const override;
    QString facts() const override;
    QString factsTip() const override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildTop();
    void buildBottom(QWidget* parent);
    void connectParts();
    /// Makes the selected message or neuron the current row; the first one where there is none.
    void follow();
    int selectedPart() const; ///< -1 where nothing of the stream is selected
    void fitColumns();        ///< until somebody sizes them
    void refresh();
    void showPlace(const StreamPlace& place);
    void applyLook(const StreamModel::Look& look);
    void currentRowChanged(const QModelIndex& index);
    /// Shows the row's message in its head, its neuron among the neurons.
    void open(const QModelIndex& index);
    void select(const StreamPlace& place);
    /// Changes the rows of the same stream; the current part stays, nobody is told.
    template<class Change>
    void changeRows(Change change);
    QString name(const QString& word) const;
    StreamModel::Look tableLook(const LookReader& from) const;

    StreamModel* m_model;
    StreamPicture* m_picture;
    PaneTable* m_table;
    StreamLegend* m_legend;
    QSplitter* m_splitter;
    QComboBox* m_length;
    WordBox* m_word;
    QLabel* m_sum;
    QLabel* m_count;
    QLineEdit* m_filter;
    QComboBox* m_kinds;
    QPushButton* m_contributors;
    QPushButton* m_chip;
    QPushButton* m_last; ///< from a state on the way to the final one
    QTimer m_typing;
    TokenStreamPtr m_stream;
    bool m_showSpaces = false;
};

} // namespace headscope::ui
