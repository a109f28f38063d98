// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/hub/hublock.h"
#include "app/savedsession.h"

#include <QString>

#include <optional>

namespace headscope::app {

/// The copy of a window's unsaved work that outlives a crash, and what another window left that
/// crashed. Each window has a file of its own, locked while the window lives: the system lets go of
/// the lock however a program ends, so that a file whose lock can be had is left over. Owned by the
/// window, GUI thread.
class RecoveryFile
{
public:
    /// `folder` holds the files of all windows; empty: nothing is kept and nothing found.
    explicit RecoveryFile(QString folder);

    /// The user's own folder.
    static QString usersFolder();

    bool isKept() const { return !m_folder.isEmpty(); }
    QString path() const { return m_path; } ///< empty before the first write()
    /// Whole or not at all. Throws core::Error{WriteFailed}.
    void write(const SavedSession& session);
    /// Nothing is unsaved any more.
    void remove();

    /// The latest that was left over, and its lock: no other window is offered it. What cannot be
    /// read is no use to anybody and is removed.
    std::optional<SavedSession> takeLeft();
    /// It has been answered for, and is removed.
    void forgetLeft();

private:
    std::optional<SavedSession> readLeft(const QString& path);

    QString m_folder;
    QString m_path;
    HubLock m_lock;
    QString m_left;
    HubLock m_leftLock;
};

} // namespace headscope::app
