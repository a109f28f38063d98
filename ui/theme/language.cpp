// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/language.h"

#include <QCoreApplication>
#include <QDir>
#include <QLibraryInfo>
#include <QTranslator>

#include <array>

namespace headscope::ui {

namespace {

const QString english = QStringLiteral("en");
const QString folder = QStringLiteral(":/translations");

/// Ours, and that of Qt's dialogs and menus of text fields.
std::array<QTranslator, 2>& translators()
{
    static std::array<QTranslator, 2> all;
    return all;
}

} // namespace

QStringList languages()
{
    QStringList all{english};
    const auto files = QDir(folder).entryList({QStringLiteral("headscope_*.qm")}, QDir::Files,
                                              QDir::Name);
    for (const QString& file : files)
        if (const QString code = file.section(QLatin1Char('_'), 1).chopped(3); code != english)
            all.append(code);
    return all;
}

QString languageName(const QString& code)
{
    const QString name = code == english ? QStringLiteral("English")
                                         : QLocale(code).nativeLanguageName();
    return name.left(1).toUpper() + name.mid(1);
}

QString languageOf(const QLocale& locale)
{
    const QStringList known = languages();
    const auto wanted = locale.uiLanguages();
    for (const QString& name : wanted)
        if (QString code = QLocale(name).name().section(QLatin1Char('_'), 0, 0);
            known.contains(code))
            return code;
    return english;
}

bool useLanguage(const QString& code)
{
    const QLocale system = QLocale::system();
    const QString language = code == QLatin1String("system") ? languageOf(system) : code;
    if (!languages().contains(language))
        return false;
    // Numbers in the language of their words, as the system writes them where it speaks it too.
    const QLocale wanted(language);
    const QLocale locale = system.language() == wanted.language() ? system : wanted;
    QLocale::setDefault(locale);
    auto& [ours, qts] = translators();
    for (QTranslator* const translator : {&ours, &qts})
        QCoreApplication::removeTranslator(translator);
    // English has a file too: its plurals.
    if (ours.load(QStringLiteral("headscope_") + language, folder))
        QCoreApplication::installTranslator(&ours);
    if (language != english
        && qts.load(wanted, QStringLiteral("qtbase"), QStringLiteral("_"),
                    QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&qts);
    return true;
}

} // namespace headscope::ui
