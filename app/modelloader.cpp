// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/modelloader.h"

#include "app/failure.h"
#include "app/modelworker.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <utility>

namespace headscope::app {

namespace {

constexpr qint64 progressMilliseconds = 30;

Session::Stage stageOf(core::LoadStep step)
{
    switch (step) {
    case core::LoadStep::Headers:
        return Session::Stage::Opening;
    case core::LoadStep::Weights:
        return Session::Stage::Loading;
    case core::LoadStep::Words:
        return Session::Stage::Vocabulary;
    }
    return Session::Stage::Loading;
}

} // namespace

QByteArray folderStamp(const QString& folderOrFile)
{
    const QFileInfo info(folderOrFile);
    const QDir dir(info.isDir() ? folderOrFile : info.path());
    const QFileInfoList files = dir.entryInfoList(QDir::Files, QDir::Name);
    if (files.isEmpty())
        return {};
    QCryptographicHash hash(QCryptographicHash::Sha1); // to tell apart, not to protect
    hash.addData(dir.canonicalPath().toUtf8());
    for (const QFileInfo& file : files)
        hash.addData(QStringLiteral("\n%1\t%2\t%3\t%4")
                         .arg(file.fileName(), file.canonicalFilePath())
                         .arg(file.size())
                         .arg(file.lastModified().toMSecsSinceEpoch())
                         .toUtf8());
    return hash.result();
}

void ModelLoader::report(quint64 id, Session::Stage stage, int done, int total)
{
    if (m_sinceProgress.isValid() && m_sinceProgress.elapsed() < progressMilliseconds)
        return;
    m_sinceProgress.start();
    Q_EMIT progressed(id, stage, done, total);
}

namespace {

/// A model, or a part of one, with its lens and summary.
std::shared_ptr<LoadedModel> withLens(std::shared_ptr<const core::Model> model)
{
    auto result = std::make_shared<LoadedModel>();
    result->summary = std::make_shared<const ModelSummary>(
        ModelSummary{model->info, model->words, nullptr, model->tokenizer != nullptr});
    result->lens = std::make_shared<const core::Lens>(model);
    result->model = std::move(model);
    return result;
}

} // namespace

LoadedModelPtr ModelLoader::loadedModel(const LoadJob& job, const QByteArray& stamp)
{
    auto stage = Session::Stage::Opening;
    const core::RunControl control{
        job.stop, [&](int done, int total) { report(job.id, stage, done, total); }};
    auto model = core::loadModel(QFile::encodeName(job.folder).toStdString(), control,
                                 [&](core::LoadStep step) {
                                     stage = stageOf(step);
                                     m_sinceProgress.invalidate(); // said at once
                                     report(job.id, stage, 0, 0);
                                 });
    if (!model || control.stopped())
        return nullptr;
    model->checkFiles();
    auto result = withLens(model);
    if (model->encoder) { // which lives in the model, and keeps it
        const auto encoder = withLens(
            std::shared_ptr<const core::Model>(model, model->encoder.get()));
        auto summary = std::make_shared<ModelSummary>(*result->summary);
        summary->encoder = encoder->summary;
        result->summary = std::move(summary);
        result->encoder = encoder;
    }
    result->stamp = stamp;
    return result;
}

void ModelLoader::load(const LoadJob& job)
{
    LoadedModelPtr model;
    bool same = false;
    const auto failure = failureOf([&] {
        if (job.stop.stop_requested())
            return;
        // Before anything is read: what changes meanwhile makes another model.
        const QByteArray stamp = folderStamp(job.folder);
        same = job.current && !stamp.isEmpty() && job.current->stamp == stamp;
        if (!same)
            model = loadedModel(job, stamp);
    });
    if (failure)
        Q_EMIT failed(job.id, failure->kind, failure->sentence);
    else if (same)
        Q_EMIT unchanged(job.id);
    else if (model)
        Q_EMIT loaded(job.id, model);
    else
        Q_EMIT stopped(job.id);
}

} // namespace headscope::app
