// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/networkside.h"
#include "ui/views/figure.h"

#include <QWidget>

#include <optional>

class QLabel;
class QPushButton;
class QTimer;

namespace headscope::app {
class Selection;
}

namespace headscope::ui {

class NetworkDrawing;

/// A head as a network that grows: the tokens come one after the other, each first adds its neuron
/// (pattern and message) and then is read by all neurons there are; the FFN of the layer reads the
/// same token beside it. Where tokens see those behind them, or the encoder's, nothing grows. The
/// token is the selected query, so all other views follow. Shows the results it was given; what it
/// needs further is wanted(). GUI thread.
class NetworkPanel : public QWidget
{
    Q_OBJECT
public:
    explicit NetworkPanel(app::Selection* selection, QWidget* parent = nullptr);

    void setTable(HeadTablePtr table, bool showSpaces);
    void setNetwork(HeadNetworkPtr network);
    /// Null: they are being looked up.
    void setNeuronWords(NeuronWordsPtr words);

    /// What is to be evaluated for the selection; nothing while it is not on the screen.
    std::optional<core::HeadNetworkOptions> options() const;
    NetworkStep step() const { return m_step; }
    /// Whether the token has been read by all neurons; it is where nothing grows.
    void setEvaluated(bool evaluated);
    QString sentence() const;
    NetworkDrawing* drawing() const { return m_drawing; }
    /// As it looks now, without the buttons.
    Figure figure(int width) const;

Q_SIGNALS:
    void wanted(); ///< options() are other ones

protected:
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* makeButtons();
    QPushButton* button(const QString& text, const QString& name, const QString& tip);
    bool handleKey(QKeyEvent* event);
    void goTo(NetworkStep step);
    void goBy(int steps);
    void setPlaying(bool playing);
    void selectionChanged();
    void refresh();
    NetworkSteps steps() const; ///< none without a table
    /// The network that belongs to what is shown; null: another is on its way.
    const core::HeadNetwork* current() const;

    app::Selection* m_selection;
    HeadTablePtr m_table;
    HeadNetworkPtr m_network;
    NeuronWordsPtr m_words;
    NetworkStep m_step{0, true};
    bool m_showSpaces = false;
    bool m_stepping = false; ///< the selection is changed from here
    QPushButton* m_first = nullptr;
    QPushButton* m_back = nullptr;
    QPushButton* m_grow = nullptr;
    QPushButton* m_evaluate = nullptr;
    QPushButton* m_last = nullptr;
    QPushButton* m_play = nullptr;
    QLabel* m_place = nullptr;
    QLabel* m_sentence = nullptr;
    NetworkDrawing* m_drawing = nullptr;
    QTimer* m_timer = nullptr;
};

} // namespace headscope::ui
