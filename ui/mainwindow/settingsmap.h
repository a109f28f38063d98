// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/selection.h"
#include "app/settings.h"
#include "ui/export/pictureoptions.h"
#include "ui/models/headtableptr.h"
#include "ui/models/measure.h"
#include "ui/theme/theme.h"

#include <utility>

namespace headscope::ui {

/// Between what the settings file spells and what the views use.
core::HeadTableOptions storedOptions(const app::Settings& settings);
void storeOptions(app::Settings& settings, const core::HeadTableOptions& options);

QString measureField(Measure measure); ///< as in `headscope-cli heads`
Measure measureOfField(const QString& field);

ColourMap::Kind colourMapKind(const QString& name);
QString colourMapName(ColourMap::Kind kind);

/// The head that was looked at last; what is damaged counts as the first of all.
std::pair<core::LayerIndex, core::HeadIndex> storedHead(const app::Settings& settings);
void storeHead(app::Settings& settings, core::LayerIndex layer, core::HeadIndex head);

/// How the last picture was made.
PictureOptions storedPicture(const app::Settings& settings);
void storePicture(app::Settings& settings, const PictureOptions& options);

QString viewName(app::Selection::View view); ///< as the settings file and file names spell it
app::Selection::View viewOfName(const QString& name);

Theme::Choice themeChoice(const QString& name);
QString themeName(Theme::Choice choice);

} // namespace headscope::ui
