// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace headscope::app {

/// A file of a repository as the hub describes it.
struct HubFile {
    QString name;     ///< below the repository's root
    qint64 size = -1; ///< -1: not said
    /// In hexadecimal: the SHA-256 of a large file's bytes (64 digits), or the SHA-1 that git gives
    /// a small one (40 digits); empty: not said. It is also the name of its blob in the cache.
    QByteArray hash;

    bool isComplete() const { return size >= 0 && !hash.isEmpty(); }
};

/// What a repository holds at one commit.
struct HubRevision {
    QString commit; ///< 40 hexadecimal digits
    std::vector<HubFile> files;

    const HubFile* find(const QString& name) const;
};

/// "name" or "org/name", as the hub spells its ids.
bool isHubId(const QString& id);
/// The id in what somebody names a model by: the address of its page at the endpoint or at
/// huggingface.co, or the id itself. Anything else stays as it is, to be refused by isHubId().
QString hubIdIn(const QString& text, const QString& endpoint);
/// A branch, a tag or a commit; nothing that leads out of the folder of references.
bool isHubRevision(const QString& revision);
/// 40 digits: a commit, not a name of one.
bool isCommit(const QString& revision);
/// The hash in an ETag, without its quotation marks; empty where it holds none.
QByteArray hashInEtag(const QByteArray& etag);

/// Reads the hub's answer about the model `id`. Throws core::Error{DownloadFailed}.
HubRevision readRevision(const QByteArray& json, const QString& id);

/// The files that a model is loaded from, but for the parts that an index names: configuration and
/// tokenizer first, weights last. Throws core::Error{Unsupported} where the weights are in no form
/// that can be read safely.
std::vector<HubFile> neededFiles(const HubRevision& revision, const QString& id);

/// The files with weights that an index names. Throws core::Error{FileDamaged}.
std::vector<HubFile> shardsIn(const QByteArray& index, const HubRevision& revision,
                              const QString& id);

inline constexpr const char* indexName = "model.safetensors.index.json";

} // namespace headscope::app
