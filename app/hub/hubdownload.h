// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/hub/hubsettings.h"
#include "core/base/error.h"

#include <QObject>
#include <QString>

#include <memory>

namespace headscope::app {

/// How far a download is. Bytes and files that were there already count as done.
struct HubProgress {
    QString file;         ///< the one that comes now; empty while the list of files is asked for
    qint64 fileDone = 0;  ///< bytes of it
    qint64 fileTotal = 0; ///< bytes it will have
    qint64 done = 0;      ///< bytes of all files
    qint64 total = 0;     ///< 0 while it is not known
    double bytesPerSecond = 0; ///< over the last seconds; 0 while it is not known
    double secondsLeft = -1;   ///< < 0 while it is not known
    int filesDone = 0;
    int filesTotal = 0;
    bool waiting = false; ///< another program downloads this file; this one waits for it
};

/// Downloads a model from the Hugging Face hub into the cache that all Hugging Face programs share,
/// or into a folder. Nothing has its name before all of it is there and its size and hash are
/// right; what came of a file that is not whole yet stays for the next time. Lives in the thread
/// that made it, needs an event loop and blocks it nowhere; connections are opened only between
/// start() and the signal that ends it. Each start() ends with exactly one of finished(), failed()
/// and stopped(), never before start() has returned.
class HubDownload final : public QObject
{
    Q_OBJECT

public:
    explicit HubDownload(HubSettings settings, QObject* parent = nullptr);
    /// As cancel(), without a signal.
    ~HubDownload() override;

    /// Begins with the model `id` ("openai-community/gpt2") at `revision` (a branch, a tag or a
    /// commit). With `into` the files come into this folder, plainly, else into the cache. Must not
    /// be called while isRunning().
    void start(const QString& id, const QString& revision = QStringLiteral("main"),
               const QString& into = {});
    /// Stops at once and keeps what came; stopped() follows. Nothing happens where nothing runs.
    void cancel();
    bool isRunning() const;

Q_SIGNALS:
    /// At most every 100 ms, and once when all is there.
    void progressed(const headscope::app::HubProgress& progress);
    /// All is there; `folder` holds config.json and the rest.
    void finished(const QString& folder);
    /// One sentence for people, with both numbers where numbers disagree.
    void failed(headscope::core::ErrorKind kind, const QString& sentence);
    /// After cancel().
    void stopped();

private:
    class Running;

    HubSettings m_settings;
    std::unique_ptr<Running> m_running;
};

} // namespace headscope::app
