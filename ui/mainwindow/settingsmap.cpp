// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/settingsmap.h"

#include <array>

namespace headscope::ui {

using Key = app::Settings::Key;

namespace {

// In the order of Measure.
constexpr std::array<const char*, measureCount> fields = {
    "first",   "self",         "previous",           "duplicate",          "induction",
    "entropy", "message_size", "pattern_legibility", "message_legibility", "rank_p",
    "rank_m"};

QString text(const char* ascii)
{
    return QString::fromLatin1(ascii);
}

} // namespace

core::HeadTableOptions storedOptions(const app::Settings& settings)
{
    core::HeadTableOptions options;
    options.side = settings.text(Key::PatternSide) == text("query") ? core::PatternSide::Query
                                                                    : core::PatternSide::Key;
    options.centredPatterns = settings.flag(Key::CentredPatterns);
    options.centredMessages = settings.flag(Key::CentredMessages);
    if (settings.flag(Key::FixedDistance))
        options.distance.fixed = static_cast<int>(settings.number(Key::Distance));
    options.lens.hideFragments = settings.flag(Key::HideFragments);
    options.lens.hideHighBias = settings.flag(Key::HideHighBias);
    options.lens.biasRule = settings.text(Key::BiasRule) == text("posts") ? core::BiasRule::Posts
                                                                          : core::BiasRule::Rho;
    options.lens.biasThreshold = settings.number(Key::BiasThreshold);
    options.lens.metric = settings.text(Key::Metric) == text("dot") ? core::Metric::Dot
                                                                    : core::Metric::Cosine;
    return options;
}

void storeOptions(app::Settings& settings, const core::HeadTableOptions& options)
{
    settings.setValue(Key::PatternSide,
                      options.side == core::PatternSide::Query ? text("query") : text("key"));
    settings.setValue(Key::CentredPatterns, options.centredPatterns);
    settings.setValue(Key::CentredMessages, options.centredMessages);
    settings.setValue(Key::FixedDistance, options.distance.fixed.has_value());
    if (options.distance.fixed)
        settings.setValue(Key::Distance, static_cast<double>(*options.distance.fixed));
    settings.setValue(Key::HideFragments, options.lens.hideFragments);
    settings.setValue(Key::HideHighBias, options.lens.hideHighBias);
    settings.setValue(Key::BiasRule,
                      options.lens.biasRule == core::BiasRule::Posts ? text("posts") : text("rho"));
    if (options.lens.biasThreshold)
        settings.setValue(Key::BiasThreshold, *options.lens.biasThreshold);
    settings.setValue(Key::Metric,
                      options.lens.metric == core::Metric::Dot ? text("dot") : text("cosine"));
}

QString measureField(Measure measure)
{
    return text(fields[static_cast<std::size_t>(measure)]);
}

Measure measureOfField(const QString& field)
{
    for (std::size_t i = 0; i < fields.size(); ++i)
        if (field == text(fields[i]))
            return static_cast<Measure>(i);
    return Measure::First;
}

ColourMap::Kind colourMapKind(const QString& name)
{
    return name == text("cividis") ? ColourMap::Kind::Cividis : ColourMap::Kind::Viridis;
}

QString colourMapName(ColourMap::Kind kind)
{
    return kind == ColourMap::Kind::Cividis ? text("cividis") : text("viridis");
}

std::pair<core::LayerIndex, core::HeadIndex> storedHead(const app::Settings& settings)
{
    const QStringList parts = settings.text(Key::Head).split(QLatin1Char('.'));
    return {core::LayerIndex(parts.value(0).toInt()), core::HeadIndex(parts.value(1).toInt())};
}

void storeHead(app::Settings& settings, core::LayerIndex layer, core::HeadIndex head)
{
    settings.setValue(Key::Head, QStringLiteral("%1.%2").arg(layer.value).arg(head.value));
}

PictureOptions storedPicture(const app::Settings& settings)
{
    const QString colours = settings.text(Key::PictureColours);
    PictureOptions options;
    options.part = settings.text(Key::PicturePart) == QLatin1String("visible") ? FigurePart::Visible
                                                                               : FigurePart::Whole;
    options.colours = colours == QLatin1String("light")  ? PictureOptions::Colours::Light
                      : colours == QLatin1String("dark") ? PictureOptions::Colours::Dark
                                                         : PictureOptions::Colours::AsWindow;
    options.transparent = settings.flag(Key::PictureClear);
    options.scale = settings.number(Key::PictureScale);
    options.title = settings.flag(Key::PictureTitle);
    options.legend = settings.flag(Key::PictureLegend);
    options.caption = settings.flag(Key::PictureCaption);
    return options;
}

void storePicture(app::Settings& settings, const PictureOptions& options)
{
    using Scheme = PictureOptions::Colours;
    settings.setValue(Key::PicturePart, options.part == FigurePart::Whole
                                            ? QStringLiteral("whole")
                                            : QStringLiteral("visible"));
    settings.setValue(Key::PictureColours,
                      options.colours == Scheme::Light  ? QStringLiteral("light")
                      : options.colours == Scheme::Dark ? QStringLiteral("dark")
                                                        : QStringLiteral("window"));
    settings.setValue(Key::PictureClear, options.transparent);
    settings.setValue(Key::PictureScale, options.scale);
    settings.setValue(Key::PictureTitle, options.title);
    settings.setValue(Key::PictureLegend, options.legend);
    settings.setValue(Key::PictureCaption, options.caption);
}

QString viewName(app::Selection::View view)
{
    return app::Settings::entry(Key::View).choices.at(static_cast<int>(view));
}

app::Selection::View viewOfName(const QString& name)
{
    const auto index = app::Settings::entry(Key::View).choices.indexOf(name);
    return static_cast<app::Selection::View>(qMax(qsizetype(0), index));
}

Theme::Choice themeChoice(const QString& name)
{
    return name == text("light")  ? Theme::Choice::Light
           : name == text("dark") ? Theme::Choice::Dark
                                  : Theme::Choice::System;
}

QString themeName(Theme::Choice choice)
{
    switch (choice) {
    case Theme::Choice::Light:
        return text("light");
    case Theme::Choice::Dark:
        return text("dark");
    case Theme::Choice::System:
        break;
    }
    return text("system");
}

} // namespace headscope::ui
