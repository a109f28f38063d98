// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/modelsource.h"

#include "app/hub/hubfile.h"
#include "core/base/error.h"
#include "core/model/modeloutline.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QStringList>

namespace headscope::app {

namespace {

[[noreturn]] void missing(const QString& sentence)
{
    throw core::Error(core::ErrorKind::FileMissing, sentence.toStdString());
}

QString cacheFolder(const QString& id, const QString& hubCache)
{
    return hubCache + QStringLiteral("/models--")
           + QString(id).replace(QLatin1Char('/'), QLatin1String("--"));
}

/// The snapshot that refs/main names; empty where there is none.
QString mainSnapshot(const QString& folder)
{
    QFile reference(folder + QStringLiteral("/refs/main"));
    if (!reference.open(QIODevice::ReadOnly))
        return {};
    static const QRegularExpression form(QStringLiteral("\\A[A-Za-z0-9_][A-Za-z0-9_.-]*\\z"));
    const QString revision = QString::fromLatin1(reference.read(200)).trimmed();
    const QString snapshot = folder + QStringLiteral("/snapshots/") + revision;
    return form.match(revision).hasMatch() && QFileInfo(snapshot).isDir() ? snapshot : QString();
}

bool looksLikeModel(const QString& folder)
{
    const QDir dir(folder);
    return dir.exists(QStringLiteral("config.json"))
           && (dir.exists(QStringLiteral("model.safetensors"))
               || dir.exists(QStringLiteral("model.safetensors.index.json")));
}

} // namespace

ModelPlaces ModelPlaces::ofThisProgram()
{
    ModelPlaces places;
    places.embedded = QDir::cleanPath(QCoreApplication::applicationDirPath()
                                      + QStringLiteral("/../share/headscope/models"));
    places.hubCache = hubCacheFrom([](const char* name) { return qEnvironmentVariable(name); },
                                   QDir::homePath());
    return places;
}

QString ModelPlaces::hubCacheFrom(const std::function<QString(const char*)>& variable,
                                  const QString& home)
{
    // As huggingface_hub reads them: the cache itself, else below HF_HOME, else below the user's
    // cache folder.
    if (const QString cache = variable("HF_HUB_CACHE"); !cache.isEmpty())
        return cache;
    if (const QString folder = variable("HF_HOME"); !folder.isEmpty())
        return folder + QStringLiteral("/hub");
    const QString xdg = variable("XDG_CACHE_HOME");
    return (xdg.isEmpty() ? home + QStringLiteral("/.cache") : xdg)
           + QStringLiteral("/huggingface/hub");
}

QString embeddedNames()
{
    QStringList names;
    for (const char* const name : embeddedModels)
        names << QString::fromLatin1(name);
    return names.join(QStringLiteral(" or "));
}

QString resolveModel(const QString& model, const ModelPlaces& places)
{
    const QString name = model.isEmpty() ? QString::fromLatin1(defaultModel) : model;
    // What is on disk under exactly this path comes first, as in Hugging Face's own loaders.
    if (!model.isEmpty() && QFileInfo::exists(name)) {
        if (QFileInfo(name).isDir() && !QDir(name).exists(QStringLiteral("config.json")))
            missing(QStringLiteral("%1 is not a model folder: it has no config.json").arg(name));
        return name;
    }
    if (!name.contains(QLatin1Char('/')) && name != QLatin1String(".")
        && name != QLatin1String("..")) {
        const QString embedded = places.embedded + QLatin1Char('/') + name;
        if (QFileInfo(embedded).isDir())
            return embedded;
    }
    if (model.isEmpty())
        missing(
            QStringLiteral("the embedded model %1 is missing from %2").arg(name, places.embedded));
    if (!isHubId(name))
        missing(QStringLiteral("%1: there is no such model folder or file").arg(name));

    const QString cached = cacheFolder(name, places.hubCache);
    if (!QFileInfo(cached).isDir())
        missing(QStringLiteral("%1: there is no such folder, no embedded model of this name in %2, "
                               "and no Hugging Face "
                               "model of this id in %3")
                    .arg(name, places.embedded, places.hubCache));
    const QString snapshot = mainSnapshot(cached);
    if (snapshot.isEmpty())
        missing(
            QStringLiteral("%1: %2 holds no complete download of its revision main; download it "
                           "(headscope-cli pull %1), or name the folder of another revision in "
                           "%2/snapshots")
                .arg(name, cached));
    return snapshot;
}

QString modelNameOf(const QString& folder)
{
    const auto path = QFile::encodeName(QDir::cleanPath(folder)).toStdString();
    return QFile::decodeName(core::modelName(path).c_str());
}

QString hubIdOf(const QString& cacheFolder)
{
    QString id = cacheFolder.mid(qsizetype(qstrlen("models--")));
    if (const auto slash = id.indexOf(QLatin1String("--")); slash >= 0)
        id.replace(slash, 2, QLatin1Char('/'));
    return id;
}

std::vector<FoundModel> findModels(const ModelPlaces& places)
{
    std::vector<FoundModel> found;
    const auto embedded =
        QDir(places.embedded).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    for (const QString& name : embedded) {
        const QString folder = places.embedded + QLatin1Char('/') + name;
        if (looksLikeModel(folder))
            found.push_back({name, folder, true});
    }
    const auto cached =
        QDir(places.hubCache).entryList({QStringLiteral("models--*")}, QDir::Dirs, QDir::Name);
    for (const QString& entry : cached) {
        const QString snapshot = mainSnapshot(places.hubCache + QLatin1Char('/') + entry);
        if (!snapshot.isEmpty() && looksLikeModel(snapshot))
            found.push_back({hubIdOf(entry), snapshot, false});
    }
    return found;
}

} // namespace headscope::app
