// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include "ui/theme/stylesheet.h"

#include <QApplication>
#include <QEvent>
#include <QPalette>
#include <QProxyStyle>
#include <QTableView>

#include <array>
#include <cmath>

namespace headscope::ui {

namespace {

/// The light of each of sRGB's 256 steps (IEC 61966-2-1).
std::array<double, 256> linearSteps()
{
    std::array<double, 256> steps{};
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const double channel = static_cast<double>(i) / 255.0;
        steps[i] = channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    }
    return steps;
}

double luminance(const QColor& colour)
{
    static const std::array<double, 256> linear = linearSteps();
    const QRgb rgb = colour.rgb();
    const auto light = [](int step) { return linear[static_cast<std::size_t>(step)]; };
    return 0.2126 * light(qRed(rgb)) + 0.7152 * light(qGreen(rgb)) + 0.0722 * light(qBlue(rgb));
}

/// Fusion, but for the background that it prepares for every cell of a table: those cells paint
/// theirs themselves.
class Style final : public QProxyStyle
{
public:
    Style() : QProxyStyle(QStringLiteral("Fusion")) {}
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override
    {
        if (element == PE_PanelItemViewRow && qobject_cast<const QTableView*>(widget) != nullptr)
            return;
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
};

constexpr double lowestGelu = 0.17; // gelu is nowhere below -0.17

std::array<QColor, ColourMap::stepCount> inksOn(const ColourMap& map)
{
    std::array<QColor, ColourMap::stepCount> inks;
    for (std::size_t step = 0; step < inks.size(); ++step)
        inks[step] = Theme::textOn(QColor::fromRgb(map.atStep(step)));
    return inks;
}

QPalette paletteOf(const Colours& c)
{
    QPalette palette;
    palette.setColor(QPalette::Window, c.surface);
    palette.setColor(QPalette::WindowText, c.text);
    palette.setColor(QPalette::Base, c.surface);
    palette.setColor(QPalette::AlternateBase, c.window);
    palette.setColor(QPalette::Text, c.text);
    palette.setColor(QPalette::PlaceholderText, c.muted);
    palette.setColor(QPalette::Button, c.field);
    palette.setColor(QPalette::ButtonText, c.text);
    palette.setColor(QPalette::BrightText, c.onAccent);
    palette.setColor(QPalette::ToolTipBase, c.surface);
    palette.setColor(QPalette::ToolTipText, c.text);
    palette.setColor(QPalette::Highlight, c.accent);
    palette.setColor(QPalette::HighlightedText, c.onAccent);
    palette.setColor(QPalette::Link, c.accent);
    palette.setColor(QPalette::LinkVisited, c.accent);
    palette.setColor(QPalette::Light, Theme::mix(c.field, c.text, 0.02));
    palette.setColor(QPalette::Midlight, c.hover);
    palette.setColor(QPalette::Mid, c.border);
    palette.setColor(QPalette::Dark, Theme::mix(c.border, c.text, 0.25));
    palette.setColor(QPalette::Shadow, QColor(0, 0, 0));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, c.faint);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, c.border);
    return palette;
}

bool isDark(const QPalette& palette)
{
    return luminance(palette.color(QPalette::Window))
           < luminance(palette.color(QPalette::WindowText));
}

} // namespace

Theme& Theme::instance()
{
    static Theme theme;
    return theme;
}

Theme::Theme()
{
    m_systemDark = isDark(QApplication::palette());
    QApplication::setStyle(new Style);
    m_measureMap = ColourMap::named(m_measureKind);
    m_dark = m_systemDark;
    apply();
    qApp->installEventFilter(this);
}

void Theme::setSystemDark(bool dark)
{
    m_systemDark = dark;
    setChoice(m_choice);
}

void Theme::askSystem()
{
    // An empty palette is the platform's own; this one's returns with apply().
    QApplication::setPalette(QPalette());
    const bool dark = isDark(QApplication::palette());
    apply();
    m_asking = false;
    setSystemDark(dark);
}

bool Theme::eventFilter(QObject* watched, QEvent* event)
{
    // Comes once for every window; not to be answered from within.
    if (event->type() == QEvent::ThemeChange && !m_asking) {
        m_asking = true;
        QMetaObject::invokeMethod(this, &Theme::askSystem, Qt::QueuedConnection);
    }
    return QObject::eventFilter(watched, event);
}

void Theme::setChoice(Choice choice)
{
    m_choice = choice;
    const bool dark = choice == Choice::Dark || (choice == Choice::System && m_systemDark);
    if (dark == m_dark)
        return;
    m_dark = dark;
    apply();
    Q_EMIT changed();
}

void Theme::setMeasureKind(ColourMap::Kind kind)
{
    if (kind == m_measureKind)
        return;
    m_measureKind = kind;
    m_measureMap = ColourMap::named(kind);
    Q_EMIT changed();
}

void Theme::apply()
{
    m_colours = coloursOf(m_dark);
    m_scoreMap = ColourMap::between(m_colours.surface, m_colours.accent, 0.8);
    m_tintMap = ColourMap::between(
        m_colours.surface, mix(m_colours.surface, m_colours.accent, m_dark ? 0.5 : 0.42), 1.0);
    m_divergingMap = ColourMap::diverging(m_colours.barAgainst, m_colours.surface,
                                          m_colours.accent);
    m_activationMap = ColourMap::through(m_colours.surface, m_colours.fires, m_colours.firesMost);
    m_inhibitionMap = ColourMap::between(m_colours.surface, m_colours.firesNot, 1.0);
    m_activationInks = inksOn(m_activationMap);
    m_inhibitionInks = inksOn(m_inhibitionMap);
    QApplication::setPalette(paletteOf(m_colours));
    qApp->setStyleSheet(styleSheet(m_colours));
}

QRgb Theme::activationColour(double activation) const
{
    return activation < 0 ? m_inhibitionMap.at(-activation / lowestGelu)
                          : m_activationMap.at(activation);
}

QColor Theme::activationInk(double activation) const
{
    return activation < 0 ? m_inhibitionInks[ColourMap::step(-activation / lowestGelu)]
                          : m_activationInks[ColourMap::step(activation)];
}

Colours Theme::coloursOf(bool dark)
{
    Colours c;
    if (dark) {
        c.window = QColor(0x1a, 0x1c, 0x22);
        c.surface = QColor(0x22, 0x25, 0x2c);
        c.field = QColor(0x2a, 0x2e, 0x37);
        c.hover = QColor(0x31, 0x36, 0x41);
        c.border = QColor(0x3b, 0x40, 0x4b);
        c.grid = QColor(0x30, 0x34, 0x3d);
        c.text = QColor(0xe8, 0xea, 0xed);
        c.muted = QColor(0xa3, 0xab, 0xb8);
        c.faint = QColor(0x7b, 0x84, 0x92);
        c.accent = QColor(0x5e, 0xa2, 0xff);
        c.onAccent = QColor(0x0b, 0x12, 0x1d);
        c.bar = QColor(0x4f, 0x83, 0xc9);
        c.barAgainst = QColor(0xc9, 0x7a, 0x4f);
        c.fires = QColor(0x2f, 0x7d, 0x4d);
        c.firesMost = QColor(0xc8, 0x45, 0x3e);
        c.firesNot = QColor(0x3d, 0x4a, 0x5f);
        c.streamHeads = QColor(0x5a, 0xa0, 0xe6);
        c.streamNeurons = QColor(0xdf, 0xa0, 0x4e);
        c.streamAgainst = QColor(0xe8, 0x63, 0x6c);
        c.streamFixed = QColor(0x8f, 0x98, 0xa6);
        c.warning = QColor(0x4a, 0x2b, 0x29);
        c.onWarning = QColor(0xff, 0xd9, 0xd3);
        c.notice = QColor(0x24, 0x36, 0x52);
        c.onNotice = QColor(0xd9, 0xe8, 0xff);
    } else {
        c.window = QColor(0xf3, 0xf5, 0xf8);
        c.surface = QColor(0xff, 0xff, 0xff);
        c.field = QColor(0xf5, 0xf7, 0xfa);
        c.hover = QColor(0xe9, 0xed, 0xf3);
        c.border = QColor(0xd5, 0xda, 0xe2);
        c.grid = QColor(0xe4, 0xe8, 0xee);
        c.text = QColor(0x1b, 0x1d, 0x22);
        c.muted = QColor(0x5b, 0x64, 0x73);
        c.faint = QColor(0x7c, 0x86, 0x95);
        c.accent = QColor(0x17, 0x4f, 0x9e);
        c.onAccent = QColor(0xff, 0xff, 0xff);
        c.bar = QColor(0x4f, 0x7d, 0xba);
        c.barAgainst = QColor(0xba, 0x6a, 0x3c);
        c.fires = QColor(0x7f, 0xc9, 0x8b);
        c.firesMost = QColor(0xe4, 0x5c, 0x52);
        c.firesNot = QColor(0xcb, 0xd6, 0xe6);
        c.streamHeads = QColor(0x3b, 0x82, 0xc4);
        c.streamNeurons = QColor(0xc8, 0x7f, 0x22);
        c.streamAgainst = QColor(0xb8, 0x36, 0x42);
        c.streamFixed = QColor(0x78, 0x82, 0x91);
        c.warning = QColor(0xfb, 0xe6, 0xe2);
        c.onWarning = QColor(0x6d, 0x1b, 0x10);
        c.notice = QColor(0xe4, 0xee, 0xfb);
        c.onNotice = QColor(0x12, 0x3a, 0x73);
    }
    c.accentSoft = mix(c.surface, c.accent, dark ? 0.12 : 0.08);
    return c;
}

QColor Theme::textOn(const QColor& back)
{
    const QColor dark(0x10, 0x14, 0x1a);
    const QColor light(0xff, 0xff, 0xff);
    return contrast(back, light) >= contrast(back, dark) ? light : dark;
}

double Theme::contrast(const QColor& a, const QColor& b)
{
    const double first = luminance(a) + 0.05;
    const double second = luminance(b) + 0.05;
    return first > second ? first / second : second / first;
}

void Theme::setTransparent(bool transparent)
{
    for (QColor* colour : {&m_colours.surface, &m_colours.window})
        colour->setAlpha(transparent ? 0 : 255);
}

QColor Theme::mix(const QColor& a, const QColor& b, double part)
{
    const auto channel = [part](double x, double y) {
        return static_cast<float>(x + (y - x) * part);
    };
    return QColor::fromRgbF(channel(a.redF(), b.redF()), channel(a.greenF(), b.greenF()),
                            channel(a.blueF(), b.blueF()));
}

QFont Theme::font(int steps, bool bold)
{
    QFont font = QApplication::font();
    const double factor = 1.0 + steps / 8.0;
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * factor);
    else
        font.setPixelSize(static_cast<int>(std::lround(font.pixelSize() * factor)));
    font.setBold(bold);
    return font;
}

} // namespace headscope::ui
