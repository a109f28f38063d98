// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/neuronwords.h"

#include <QString>

#include <memory>

namespace headscope::app {

/// The words of all neurons of a model, kept on disk because looking them up takes seconds to
/// minutes. A file belongs to one set of weights, one set of hidden words and one set of lens
/// options, and to nothing else: its name is a hash of all three. Written whole or not at all; when
/// read, its size and a checksum of all of it are verified, and a file that fails is removed, to be
/// made anew. Any thread; several programs may use the folder at the same time.
class NeuronCache
{
public:
    /// headscope/neurons in the user's cache folder (XDG_CACHE_HOME).
    NeuronCache();
    /// Another folder and another limit, as tests have.
    NeuronCache(QString folder, qint64 mostBytes);

    /// nullptr where there is no whole file of them.
    std::shared_ptr<const core::NeuronWords> read(const core::Model& model,
                                                  const core::LensOptions& options) const;
    /// Then removes the files used longest ago until all together are within the limit. False where
    /// it could not be written: the words are just looked up again next time.
    bool write(const core::Model& model, const core::NeuronWords& words) const;

    /// Where the words are or would be kept.
    QString path(const core::Model& model, const core::LensOptions& options) const;

private:
    void trim() const;

    QString m_folder;
    qint64 m_mostBytes;
};

} // namespace headscope::app
