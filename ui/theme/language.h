// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocale>
#include <QString>
#include <QStringList>

/// The language of the window's texts. English is in the sources; the others are
/// resources/translations/headscope_*.ts, compiled into the program. What the core says of files
/// and what the command line says stays English: it can be searched for, and scripts read it.
namespace headscope::ui {

/// Codes of ISO 639: "en" and those that there is a translation for.
QStringList languages();

/// "Deutsch", as its speakers call it.
QString languageName(const QString& code);

/// The first of the languages that the locale prefers and that there is; else "en".
QString languageOf(const QLocale& locale);

/// From now on the application's texts and numbers are in this language ("system": that of the
/// system's locale), Qt's own texts as far as they are installed. Before the first window is made,
/// since a text keeps the language it was made in; false where `code` is no language that there is.
bool useLanguage(const QString& code);

} // namespace headscope::ui
