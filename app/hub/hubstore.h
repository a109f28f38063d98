// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/hub/hubfile.h"

#include <functional>
#include <vector>

namespace headscope::app {

/// Where the files of one model come to lie: in the cache that all Hugging Face programs share
/// (https://huggingface.co/docs/hub/local-cache), or plainly in a folder. While they come they are
/// blobs, named after their hash; publish() gives them their names, all of them together. Throws
/// core::Error{WriteFailed}.
class HubStore
{
public:
    /// `into` empty: into the cache.
    HubStore(const QString& cache, const QString& id, const QString& into);

    /// Makes the folders that a download writes to.
    void prepare() const;
    /// An existing folder on the disk that all is written to.
    QString onDisk() const;

    QString blob(const HubFile& file) const;
    QString incomplete(const HubFile& file) const;
    QString lock(const HubFile& file) const;
    /// Bytes that came before and are not whole yet.
    qint64 came(const HubFile& file) const;

    /// Where the file is complete already, under its hash or its name; empty where it is not.
    /// `hashOf` hashes a file as `HubFile::hash` is made, where the name does not say it. Throws
    /// core::Error{WriteFailed} where another file has its place in a plain folder.
    QString find(const HubFile& file, const QString& commit,
                 const std::function<QByteArray(const QString& path)>& hashOf) const;

    /// Gives all files their names and, in the cache, then the revision its commit; the folder.
    QString publish(const std::vector<HubFile>& files, const QString& commit,
                    const QString& revision) const;

private:
    QString snapshot(const QString& commit) const;
    void publishLink(const HubFile& file, const QString& folder) const;
    void publishPlain(const HubFile& file, const std::vector<HubFile>& files) const;
    void writeReference(const QString& commit, const QString& revision) const;

    QString m_root;  ///< models--ORG--NAME, or the plain folder
    QString m_blobs; ///< where files are written
    QString m_locks;
    bool m_plain;
};

} // namespace headscope::app
