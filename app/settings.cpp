// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace headscope::app {

namespace {

using Key = Settings::Key;

/// `value` as the entry's type; nullopt where it is none.
std::optional<QVariant> accepted(const Settings::Entry& entry, QVariant value)
{
    // Any text is a bool to QVariant; only these two are to us.
    if (entry.initial.typeId() == QMetaType::Bool && value.typeId() == QMetaType::QString
        && value.toString() != QLatin1String("true") && value.toString() != QLatin1String("false"))
        return std::nullopt;
    if (!value.isValid() || !value.convert(entry.initial.metaType()))
        return std::nullopt;
    if (!entry.choices.isEmpty() && !entry.choices.contains(value.toString()))
        return std::nullopt;
    if (entry.initial.typeId() == QMetaType::Double) {
        const double number = value.toDouble();
        if (!std::isfinite(number) || number < entry.low || number > entry.high)
            return std::nullopt;
    }
    return value;
}

} // namespace

const std::vector<Settings::Entry>& Settings::entries()
{
    static const auto text = [](const char* s) { return QString::fromLatin1(s); };
    static const std::vector<Entry> table{
        {Key::WindowGeometry, text("window/geometry"), QByteArray(), {}},
        {Key::WindowState, text("window/state"), QByteArray(), {}},
        {Key::ViewLayout, text("window/views"), QByteArray(), {}},
        {Key::Language,
         text("window/language"),
         text("system"),
         {text("system"), text("en"), text("de")}},
        {Key::Theme,
         text("window/theme"),
         text("system"),
         {text("system"), text("light"), text("dark")}},
        {Key::Prompt, text("prompt/last"), QString(), {}},
        {Key::DecoderPrompt, text("prompt/decoder"), QString(), {}},
        {Key::FirstToken,
         text("prompt/first_token"),
         text("usual"),
         {text("usual"), text("on"), text("off")}},
        {Key::PatternSide, text("head/pattern_side"), text("key"), {text("key"), text("query")}},
        {Key::CentredPatterns, text("head/centred_patterns"), true, {}},
        {Key::CentredMessages, text("head/centred_messages"), false, {}},
        {Key::FixedDistance, text("head/fixed_distance"), false, {}},
        {Key::Distance, text("head/distance"), 1.0, {}, 0.0, 131'071.0},
        {Key::HideFragments, text("lens/hide_fragments"), true, {}},
        {Key::HideHighBias, text("lens/hide_high_bias"), true, {}},
        {Key::BiasRule, text("lens/bias_rule"), text("rho"), {text("rho"), text("posts")}},
        {Key::BiasThreshold, text("lens/bias_threshold"), 0.5, {}, 0.0, 10.0},
        {Key::Metric, text("lens/metric"), text("cosine"), {text("cosine"), text("dot")}},
        {Key::HeadMapMeasure, text("head_map/measure"), text("first"), {}},
        {Key::ShowSpaces, text("words/show_spaces"), false, {}},
        {Key::PromptHistory, text("prompt/history"), QStringList(), {}},
        {Key::RecentModels, text("model/recent"), QStringList(), {}},
        {Key::HeadMapColours,
         text("head_map/colours"),
         text("viridis"),
         {text("viridis"), text("cividis")}},
        {Key::Head, text("head/last"), text("0.2"), {}},
        {Key::Model, text("model/last"), QString(), {}},
        {Key::ModelDialog, text("window/model_dialog"), QByteArray(), {}},
        {Key::ExportFolder, text("export/folder"), QString(), {}},
        {Key::TableFormat,
         text("export/table"),
         text("csv"),
         {text("csv"), text("tsv"), text("json"), text("xlsx"), text("html")}},
        {Key::PicturePart, text("export/part"), text("whole"), {text("whole"), text("visible")}},
        {Key::PictureColours,
         text("export/colours"),
         text("window"),
         {text("window"), text("light"), text("dark")}},
        {Key::PictureClear, text("export/transparent"), false, {}},
        {Key::PictureScale, text("export/scale"), 2.0, {}, 1.0, 4.0},
        {Key::PictureTitle, text("export/title"), true, {}},
        {Key::PictureLegend, text("export/legend"), true, {}},
        {Key::PictureCaption, text("export/caption"), true, {}},
        {Key::View,
         text("window/view"),
         text("head"),
         {text("head"), text("patterns"), text("messages"), text("stream"), text("neurons"),
          text("evolution"), text("positions"), text("weights"), text("compare"), text("lab")}},
        {Key::ComparePrompt, text("compare/prompt"), QString(), {}},
        {Key::CompareModel, text("compare/model"), QString(), {}},
        {Key::RecentSessions, text("session/recent"), QStringList(), {}},
        {Key::KnownModels, text("model/known"), QStringList(), {}},
    };
    return table;
}

const Settings::Entry& Settings::entry(Key key)
{
    // The table is in the order of the enum, which the tests check.
    return entries()[static_cast<std::size_t>(key)];
}

Settings::Settings()
    : m_store(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("headscope"),
              QStringLiteral("headscope"))
{
    m_store.setFallbacksEnabled(false);
}

Settings::Settings(const QString& file) : m_store(file, QSettings::IniFormat) {}

QVariant Settings::value(Key key) const
{
    const Entry& e = entry(key);
    return accepted(e, m_store.value(e.name)).value_or(e.initial);
}

void Settings::setValue(Key key, const QVariant& value)
{
    const Entry& e = entry(key);
    const auto fitting = accepted(e, value);
    if (!fitting)
        return;
    if (*fitting == e.initial)
        m_store.remove(e.name);
    else
        m_store.setValue(e.name, *fitting);
}

void Settings::remember(Key key, const QString& text, int most)
{
    auto list = texts(key);
    list.removeAll(text);
    list.prepend(text);
    list.resize(std::min<qsizetype>(list.size(), most));
    setValue(key, list);
}

} // namespace headscope::app
