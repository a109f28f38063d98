// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hub/hubsettings.h"

#include "app/modelsource.h"

#include <QDir>
#include <QFile>

namespace headscope::app {

namespace {

/// As huggingface_hub understands a switch.
bool isOn(const QString& value)
{
    const QString upper = value.trimmed().toUpper();
    return upper == QLatin1String("1") || upper == QLatin1String("ON")
           || upper == QLatin1String("YES") || upper == QLatin1String("TRUE");
}

/// A token goes into a header line: what has a blank or a control character in it is none.
QString cleanToken(const QString& text)
{
    const QString token = text.trimmed();
    for (const QChar c : token)
        if (c.unicode() <= 0x20 || c.unicode() >= 0x7f)
            return {};
    return token;
}

QString tokenIn(const QString& path)
{
    // No token is longer; a file that is has something else in it.
    constexpr qint64 longest = 4096;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > longest)
        return {};
    return cleanToken(QString::fromUtf8(file.read(longest)));
}

} // namespace

HubSettings HubSettings::ofThisProcess()
{
    return from([](const char* name) { return qEnvironmentVariable(name); }, QDir::homePath());
}

HubSettings HubSettings::from(const std::function<QString(const char*)>& variable,
                              const QString& home)
{
    HubSettings settings;
    if (QString endpoint = variable("HF_ENDPOINT").trimmed(); !endpoint.isEmpty()) {
        while (endpoint.endsWith(QLatin1Char('/')))
            endpoint.chop(1);
        settings.endpoint = endpoint;
    }
    settings.cache = ModelPlaces::hubCacheFrom(variable, home);
    settings.offline = isOn(variable("HF_HUB_OFFLINE"));
    settings.token = cleanToken(variable("HF_TOKEN"));
    if (settings.token.isEmpty() && !isOn(variable("HF_HUB_DISABLE_IMPLICIT_TOKEN"))) {
        QString path = variable("HF_TOKEN_PATH");
        if (path.isEmpty()) {
            // Beside the default cache, as huggingface_hub keeps it.
            const QString folder = variable("HF_HOME");
            const QString xdg = variable("XDG_CACHE_HOME");
            path = !folder.isEmpty() ? folder + QStringLiteral("/token")
                                     : (xdg.isEmpty() ? home + QStringLiteral("/.cache") : xdg)
                                           + QStringLiteral("/huggingface/token");
        }
        settings.token = tokenIn(path);
    }
    return settings;
}

} // namespace headscope::app
