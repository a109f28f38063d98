// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hub/hubfile.h"

#include "core/base/error.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace headscope::app {

namespace {

/// More than any repository has; so that the sum of all sizes cannot overflow.
constexpr qint64 largestFile = qint64(1) << 44;
constexpr qsizetype mostFiles = 100000;

[[noreturn]] void fail(core::ErrorKind kind, const QString& sentence)
{
    throw core::Error(kind, sentence.toStdString());
}

[[noreturn]] void badAnswer(const QString& id, const QString& what)
{
    fail(core::ErrorKind::DownloadFailed,
         QStringLiteral("%1: the hub's answer about its files cannot be used: %2").arg(id, what));
}

/// For a sentence: short, and without control characters.
QString shown(QString name)
{
    for (QChar& c : name)
        if (c.unicode() < 0x20)
            c = QLatin1Char('?');
    return name.left(100);
}

/// Leads nowhere but below the folder it is put in.
bool isSafe(const QString& name)
{
    if (name.isEmpty() || name.size() > 1000 || name.startsWith(QLatin1Char('/'))
        || name.contains(QChar(0)) || name.contains(QLatin1Char('\\')))
        return false;
    const auto parts = name.split(QLatin1Char('/'));
    return std::none_of(parts.begin(), parts.end(), [](const QString& part) {
        return part.isEmpty() || part == QLatin1String(".") || part == QLatin1String("..");
    });
}

HubFile readFile(const QJsonValue& value, const QString& id)
{
    const QJsonObject entry = value.toObject();
    HubFile file;
    file.name = entry.value(QLatin1String("rfilename")).toString();
    if (!isSafe(file.name))
        badAnswer(id, QStringLiteral("\"%1\" is no name of a file").arg(shown(file.name)));
    const QJsonValue lfs = entry.value(QLatin1String("lfs"));
    if (lfs.isObject()) {
        file.size = lfs[QLatin1String("size")].toInteger(-1);
        file.hash = hashInEtag(lfs[QLatin1String("sha256")].toString().toLatin1());
    } else {
        file.size = entry.value(QLatin1String("size")).toInteger(-1);
        file.hash = hashInEtag(entry.value(QLatin1String("blobId")).toString().toLatin1());
    }
    if (file.size < -1 || file.size > largestFile)
        badAnswer(id, QStringLiteral("%1 cannot have %2 bytes (at most %3)")
                          .arg(shown(file.name))
                          .arg(file.size)
                          .arg(largestFile));
    return file;
}

/// Why a repository without safetensors cannot be used, and the way out.
[[noreturn]] void refuseWeights(const HubRevision& revision, const QString& id)
{
    static const QRegularExpression pickle(QStringLiteral("\\.(bin|pt|pth|ckpt|pkl)\\z"),
                                           QRegularExpression::CaseInsensitiveOption);
    const auto found = std::find_if(revision.files.begin(), revision.files.end(),
                                    [](const HubFile& file) { return file.name.contains(pickle); });
    if (found != revision.files.end())
        fail(core::ErrorKind::Unsupported,
             QStringLiteral("%1 has its weights as pickle only (%2), a format whose files can run "
                            "programs, so they are not downloaded; look for a revision or a copy "
                            "of the model with model.safetensors, or convert it with "
                            "save_pretrained(..., safe_serialization=True) of transformers")
                 .arg(id, shown(found->name)));
    fail(core::ErrorKind::Unsupported,
         QStringLiteral("%1 has neither model.safetensors nor %2 (files there: %3)")
             .arg(id, QLatin1String(indexName))
             .arg(revision.files.size()));
}

} // namespace

const HubFile* HubRevision::find(const QString& name) const
{
    const auto found = std::find_if(files.begin(), files.end(),
                                    [&](const HubFile& file) { return file.name == name; });
    return found == files.end() ? nullptr : &*found;
}

bool isHubId(const QString& id)
{
    static const QRegularExpression form(
        QStringLiteral("\\A[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)?\\z"));
    return id.size() <= 200 && form.match(id).hasMatch() && !id.contains(QLatin1String("--"))
           && !id.contains(QLatin1String(".."));
}

QString hubIdIn(const QString& text, const QString& endpoint)
{
    for (const QString& hub : {endpoint, QStringLiteral("https://huggingface.co")})
        if (!hub.isEmpty() && text.startsWith(hub + QLatin1Char('/'))) {
            QString id = text.mid(hub.size() + 1);
            if (id.endsWith(QLatin1Char('/')))
                id.chop(1);
            return id;
        }
    return text;
}

bool isHubRevision(const QString& revision)
{
    static const QRegularExpression form(
        QStringLiteral("\\A[A-Za-z0-9_][A-Za-z0-9_.+@-]*(/[A-Za-z0-9_][A-Za-z0-9_.+@-]*)*\\z"));
    return revision.size() <= 200 && form.match(revision).hasMatch();
}

bool isCommit(const QString& revision)
{
    static const QRegularExpression form(QStringLiteral("\\A[0-9a-f]{40}\\z"));
    return form.match(revision).hasMatch();
}

QByteArray hashInEtag(const QByteArray& etag)
{
    QByteArray text = etag.trimmed();
    if (text.startsWith("W/"))
        text = text.mid(2);
    if (text.size() >= 2 && text.startsWith('"') && text.endsWith('"'))
        text = text.mid(1, text.size() - 2);
    text = text.toLower();
    const bool digits = std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    });
    return digits && (text.size() == 40 || text.size() == 64) ? text : QByteArray();
}

HubRevision readRevision(const QByteArray& json, const QString& id)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isObject())
        badAnswer(id, document.isNull() ? QStringLiteral("it is no JSON (%1 at byte %2 of %3)")
                                              .arg(error.errorString())
                                              .arg(error.offset)
                                              .arg(json.size())
                                        : QStringLiteral("it is no JSON object"));
    HubRevision revision;
    revision.commit = document[QLatin1String("sha")].toString();
    if (!isCommit(revision.commit))
        badAnswer(id, QStringLiteral("\"sha\" is no commit"));
    const QJsonValue siblings = document[QLatin1String("siblings")];
    if (!siblings.isArray())
        badAnswer(id, QStringLiteral("it has no list \"siblings\""));
    const QJsonArray list = siblings.toArray();
    if (list.size() > mostFiles)
        badAnswer(id,
                  QStringLiteral("it lists %1 files (at most %2)").arg(list.size()).arg(mostFiles));
    QSet<QString> names;
    for (const auto& entry : list) {
        revision.files.push_back(readFile(entry, id));
        const QString& name = revision.files.back().name;
        if (names.contains(name))
            badAnswer(id, QStringLiteral("it lists %1 twice").arg(shown(name)));
        names.insert(name);
    }
    return revision;
}

std::vector<HubFile> neededFiles(const HubRevision& revision, const QString& id)
{
    const HubFile* config = revision.find(QStringLiteral("config.json"));
    if (!config)
        fail(core::ErrorKind::Unsupported,
             QStringLiteral("%1 is no model of transformers: it has no config.json (files there: "
                            "%2)")
                 .arg(id)
                 .arg(revision.files.size()));
    const HubFile* weights = revision.find(QStringLiteral("model.safetensors"));
    if (!weights)
        weights = revision.find(QLatin1String(indexName));
    if (!weights)
        refuseWeights(revision, id);
    std::vector<HubFile> files{*config};
    for (const char* name :
         {"generation_config.json", "tokenizer_config.json", "special_tokens_map.json",
          "added_tokens.json", "tokenizer.json", "vocab.json", "merges.txt", "vocab.txt",
          "tokenizer.model", "spiece.model"})
        if (const HubFile* file = revision.find(QLatin1String(name)))
            files.push_back(*file);
    files.push_back(*weights);
    return files;
}

std::vector<HubFile> shardsIn(const QByteArray& index, const HubRevision& revision,
                              const QString& id)
{
    const auto damaged = [&](const QString& what) {
        fail(core::ErrorKind::FileDamaged,
             QStringLiteral("%1 of %2: %3").arg(QLatin1String(indexName), id, what));
    };
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(index, &error);
    const QJsonValue map = document[QLatin1String("weight_map")];
    if (!map.isObject())
        damaged(document.isNull() ? QStringLiteral("it is no JSON (%1 at byte %2 of %3)")
                                        .arg(error.errorString())
                                        .arg(error.offset)
                                        .arg(index.size())
                                  : QStringLiteral("it has no \"weight_map\""));
    QSet<QString> names;
    for (const auto& value : map.toObject()) {
        const QString name = value.toString();
        if (!isSafe(name) || name.contains(QLatin1Char('/'))
            || !name.endsWith(QLatin1String(".safetensors")))
            damaged(QStringLiteral("\"%1\" is no name of a safetensors file beside it")
                        .arg(shown(name)));
        names.insert(name);
    }
    if (names.isEmpty())
        damaged(QStringLiteral("its \"weight_map\" names no file"));
    QStringList sorted(names.begin(), names.end());
    sorted.sort();
    std::vector<HubFile> shards;
    for (const QString& name : sorted) {
        const HubFile* file = revision.find(name);
        if (!file)
            damaged(QStringLiteral("it names %1, which is not among the %2 files of the repository")
                        .arg(shown(name))
                        .arg(revision.files.size()));
        shards.push_back(*file);
    }
    return shards;
}

} // namespace headscope::app
