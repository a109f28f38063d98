// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/colourmap.h"

#include <QFont>
#include <QObject>

#include <array>

namespace headscope::ui {

/// Every colour that the window uses, by what it is for.
struct Colours {
    QColor window;  ///< behind everything
    QColor surface; ///< tables, docks, bars
    QColor field;   ///< editable text, chips
    QColor hover;   ///< under the pointer
    QColor border;  ///< hairlines and frames
    QColor grid;    ///< lines between cells
    QColor text;
    QColor muted;       ///< secondary text, still readable
    QColor faint;       ///< what has no meaning to show: "(high bias)"
    QColor accent;      ///< selection, focus, the one strong button
    QColor onAccent;    ///< text on the accent
    QColor accentSoft;  ///< rows and columns that are selected
    QColor bar;         ///< lengths: words, sizes
    QColor barAgainst;  ///< lengths below zero
    QColor fires;       ///< an activation of 0.5
    QColor firesMost;   ///< an activation of 1 and above
    QColor firesNot;    ///< the lowest activation
    QColor streamHeads; ///< the stream's parts by their kind
    QColor streamNeurons;
    QColor streamAgainst; ///< parts that point the other way
    QColor streamFixed;   ///< embedding, position, biases
    QColor warning;       ///< background of a failure
    QColor onWarning;
    QColor notice; ///< background of a hint
    QColor onNotice;
};

/// Light and dark, for the whole application. One object, GUI thread, made after the QApplication.
class Theme : public QObject
{
    Q_OBJECT
public:
    enum class Choice { System, Light, Dark };
    Q_ENUM(Choice)

    /// The palette that the platform offers is remembered at the first call.
    static Theme& instance();

    Choice choice() const { return m_choice; }
    bool dark() const { return m_dark; }
    /// Sets palette and style sheet of the application; changed() follows.
    void setChoice(Choice choice);
    /// What the platform has changed to while the program runs; counts where the choice is System.
    void setSystemDark(bool dark);
    ColourMap::Kind measureKind() const { return m_measureKind; }
    void setMeasureKind(ColourMap::Kind kind);

    /// Surface and window become see-through, for what is painted from here on, or as they were.
    /// Tells nobody: of use between two paintings of the screen alone.
    void setTransparent(bool transparent);

    const Colours& colours() const { return m_colours; }
    const ColourMap& scoreMap() const { return m_scoreMap; }     ///< attention, 0..1
    const ColourMap& measureMap() const { return m_measureMap; } ///< head map, lowest to highest
    const ColourMap& tintMap() const { return m_tintMap; } ///< behind words, 0..1: stays quiet
    /// Below zero to above, -1..1 brought to 0..1.
    const ColourMap& divergingMap() const { return m_divergingMap; }
    /// A neuron's activation: the surface at 0, green at 0.5, red at 1 and above; grey-blue below
    /// 0, full where gelu is lowest.
    QRgb activationColour(double activation) const;
    /// Of a number on it.
    QColor activationInk(double activation) const;

    /// Near-black or white, whichever is read better on `back`.
    static QColor textOn(const QColor& back);
    /// WCAG contrast of two colours, 1..21.
    static double contrast(const QColor& a, const QColor& b);
    static QColor mix(const QColor& a, const QColor& b, double part);
    /// The application's font, smaller or larger by `steps` of one eighth.
    static QFont font(int steps = 0, bool bold = false);
    static Colours coloursOf(bool dark);

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    Theme();
    void apply();
    void askSystem();

    Choice m_choice = Choice::System;
    bool m_systemDark = false;
    bool m_dark = false;
    bool m_asking = false;
    Colours m_colours;
    ColourMap m_scoreMap;
    ColourMap m_measureMap;
    ColourMap m_tintMap;
    ColourMap m_divergingMap;
    ColourMap m_activationMap; ///< 0..1
    ColourMap m_inhibitionMap; ///< 0 .. the lowest of gelu, brought to 0..1
    // For each step of them the colour of a number.
    std::array<QColor, ColourMap::stepCount> m_activationInks;
    std::array<QColor, ColourMap::stepCount> m_inhibitionInks;
    ColourMap::Kind m_measureKind = ColourMap::Kind::Viridis;
};

} // namespace headscope::ui
