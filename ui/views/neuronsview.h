// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/neuronrows.h"
#include "ui/models/wordtext.h"
#include "ui/views/view.h"

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace headscope::ui {

class NeuronTable;

/// Every neuron of the model: its words, and how active it is on each token of the prompt. A row
/// per neuron, filtered and ordered; the words may come later than the activations. Everything
/// about the rows (what "fires on" means, what the sums are about) belongs to one token: the
/// selected one, until a click inside the table selects another, which leaves the rows where they
/// are. GUI thread.
class NeuronsView : public View
{
    Q_OBJECT
public:
    explicit NeuronsView(app::Selection* selection, QWidget* parent = nullptr);

    void setActivity(NeuronActivityPtr activity);
    /// Null: they are being looked up.
    void setWords(NeuronWordsPtr words);
    void setShowSpaces(bool show);

    const NeuronActivityPtr& activity() const { return m_activity; }
    const NeuronFilter& filter() const { return m_filter; }
    const NeuronSort& sort() const { return m_sort; }
    NeuronTable* table() const { return m_table; }

    QString selectedText() const override;
    bool find(const QString& text, bool backwards) override;
    bool canFind() const override { return true; }
    /// The first rows in their order (a picture of all would be as high as a house), and a line
    /// that says how many there are.
    Figure figure(FigurePart part, int maxWidth) const override;
    Figure legend(FigurePart part, int maxWidth) const override;
    QWidget* focusTarget() override;
    QVariantMap look() const override;
    void setLook(const QVariantMap& look) override;

protected:
    QString title() const override;
    QString facts() const override;
    QString factsTip() const override;

private:
    QWidget* makeBar();
    QPushButton* chip(const QString& name, NeuronFilter::Fires fires);
    void setFilter(const NeuronFilter& filter);
    void sortBy(NeuronSort::Key key, int token);
    void choose(int place, int token);
    void tokenChanged();
    void neuronChanged();
    void makeLabels();
    void fillLayers();
    /// Which neurons have a row, and in which order; `top`: from the first one on.
    void refreshRows(bool top);
    void refreshBar();
    void mark();
    int selectedPlace() const;
    QString tokenName(int token) const;

    static constexpr int pictureRows = 200;

    NeuronActivityPtr m_activity;
    NeuronWordsPtr m_words;
    std::vector<TokenLabel> m_labels; ///< (T)
    NeuronFilter m_filter;
    NeuronSort m_sort;
    int m_token = 0;                  ///< that the rows are about
    std::optional<int> m_tokenWanted; ///< by setLook(), until there are rows
    /// Of the model that the filter is about; null: of the next one.
    std::shared_ptr<const core::WordList> m_filterOf;
    bool m_showSpaces = false;
    bool m_choosing = false; ///< the selection is changed from within the table
    QPushButton* m_any = nullptr;
    QPushButton* m_firstOnly = nullptr;
    QPushButton* m_ran = nullptr; ///< of models with experts
    QPushButton* m_onToken = nullptr;
    QDoubleSpinBox* m_threshold = nullptr;
    QComboBox* m_layer = nullptr;
    QLineEdit* m_match = nullptr;
    QLabel* m_nothing = nullptr; ///< instead of rows where the filters let none through
    NeuronTable* m_table = nullptr;
};

} // namespace headscope::ui
