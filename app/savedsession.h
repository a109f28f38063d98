// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/selection.h"
#include "core/analysis/headwords.h"
#include "core/files/headlabels.h"

#include <QByteArray>
#include <QMap>
#include <QSize>
#include <QString>
#include <QStringList>
#include <QVariantMap>

#include <vector>

namespace headscope::app {

/// What a session file (.headscope) holds: everything that makes the window show again what it
/// showed, and no result, for those are made anew. Plain data; any thread.
///
/// The file is JSON with "format" and "version". A version only grows where a reader of the one
/// before would misunderstand it; keys that a reader does not know are passed over, as are views.
struct SavedSession {
    static constexpr int newest = 1;
    static constexpr std::size_t largest = std::size_t(32) << 20; ///< bytes of a file
    static constexpr const char* ending = ".headscope";

    /// What the model is, and where it was.
    struct Model {
        QString name;
        QString folder;
        QString hubId;    ///< "org/name" where it lies in Hugging Face's cache
        QString revision; ///< then the name of its snapshot
        QString embedded; ///< its name among the models of the program
        QString weights;  ///< ModelInfo::weightsHash
        bool operator==(const Model&) const = default;
    };
    /// How the window was laid out. Bytes are what Qt and the views make of it.
    struct Window {
        QSize size; ///< invalid: as it is
        QByteArray docks;
        QStringList hidden; ///< panels that are open, but had no room
        QByteArray views;
        bool operator==(const Window&) const = default;
    };

    Model model;
    QString prompt;
    QString decoder;   ///< what the decoder had said, of a model with an encoder
    bool first = true; ///< whether the first token was put in front
    bool encoder = false;
    QString view;           ///< in front, as the settings spell it; place.view is not kept
    Selection::Place place; ///< the rest of the selection
    core::HeadTableOptions filters;
    bool showSpaces = false;
    QString measure; ///< of the head map
    QString colours;
    bool probe = false;
    QMap<QString, QVariantMap> views; ///< what View::look() told, by the view's name
    std::vector<core::HeadLabel> labels;
    Window window;
    QString file; ///< in the copy that is kept for a crash: where the session itself is
};

/// Reads and checks all of it. Throws core::Error, one sentence with the file, the place in it and
/// both numbers: FileMissing, FileDamaged, Unsupported for a newer version.
SavedSession readSession(const QString& path);
/// The same from the bytes of a file; `path` is for sentences.
SavedSession readSession(const QByteArray& bytes, const QString& path);

/// The file's bytes: the same for the same session.
QByteArray bytesOf(const SavedSession& session);
/// The bytes without what merely says how the window is laid out and scrolled: whether somebody has
/// changed something.
QByteArray contentOf(SavedSession session);

/// Whole or not at all. Throws core::Error{WriteFailed}.
void writeSession(const SavedSession& session, const QString& path);

} // namespace headscope::app
