// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sessionmodel.h"

#include "app/hub/hubfile.h"
#include "core/base/error.h"
#include "core/model/model.h"

#include <QDir>
#include <QFileInfo>

namespace headscope::app {

namespace {

bool isModel(const QString& folder)
{
    return !folder.isEmpty() && QFileInfo(folder).isDir()
           && QDir(folder).exists(QStringLiteral("config.json"));
}

/// Names come from a file: they must not lead out of the folder that they are in.
bool isPlainName(const QString& name)
{
    return !name.isEmpty() && !name.contains(QLatin1Char('/')) && !name.contains(QChar(0))
           && name != QLatin1String(".") && name != QLatin1String("..");
}

QString inHubCache(const SavedSession::Model& model, const ModelPlaces& places)
{
    if (!isHubId(model.hubId))
        return {};
    QString folder = places.hubCache + QStringLiteral("/models--")
                     + QString(model.hubId).replace(QLatin1Char('/'), QLatin1String("--"))
                     + QStringLiteral("/snapshots/") + model.revision;
    if (isPlainName(model.revision) && isModel(folder))
        return folder;
    try {
        return resolveModel(model.hubId, places);
    } catch (const core::Error&) {
        return {};
    }
}

} // namespace

SavedSession::Model identityOf(const core::ModelInfo& model, const ModelPlaces& places)
{
    SavedSession::Model identity;
    identity.name = QString::fromStdString(model.name);
    identity.folder = QString::fromStdString(model.folder.string());
    identity.weights = QString::fromStdString(model.weightsHash);
    const QFileInfo folder(QDir::cleanPath(identity.folder));
    const QDir parent = folder.dir();
    const QString repository = QFileInfo(parent.path()).dir().dirName();
    if (parent.dirName() == QLatin1String("snapshots")
        && repository.startsWith(QLatin1String("models--"))) {
        identity.hubId = hubIdOf(repository);
        identity.revision = folder.fileName();
    }
    if (!places.embedded.isEmpty() && QFileInfo(parent.path()) == QFileInfo(places.embedded))
        identity.embedded = folder.fileName();
    return identity;
}

QString findModel(const SavedSession::Model& model, const ModelPlaces& places,
                  const QStringList& known)
{
    if (isModel(model.folder))
        return model.folder;
    if (QString folder = inHubCache(model, places); isModel(folder))
        return folder;
    if (isPlainName(model.embedded)) {
        QString folder = places.embedded + QLatin1Char('/') + model.embedded;
        if (isModel(folder))
            return folder;
    }
    if (model.weights.isEmpty())
        return {};
    for (const QString& each : known)
        if (QString folder = each.section(QLatin1Char(' '), 1);
            each == knownModel(model.weights, folder) && isModel(folder))
            return folder;
    return {};
}

QString knownModel(const QString& weights, const QString& folder)
{
    return weights + QLatin1Char(' ') + folder;
}

} // namespace headscope::app
