// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>
#include <functional>

namespace headscope::app {

/// How long a download waits before it gives up. Tests take shorter times.
struct HubPatience {
    /// A connection that brings nothing for so long counts as broken.
    std::chrono::milliseconds stall = std::chrono::seconds(60);
    /// Connections that break one after another without bringing anything, before it fails.
    int tries = 5;
    /// Before the second try; each further pause is twice as long, up to longestPause.
    std::chrono::milliseconds firstPause = std::chrono::seconds(1);
    std::chrono::milliseconds longestPause = std::chrono::seconds(30);
    /// What a server may at most ask for with Retry-After; more is a failure that says so.
    std::chrono::milliseconds longestRetryAfter = std::chrono::minutes(5);
};

/// Where models are downloaded from and to, read once from the environment as huggingface_hub reads
/// it (https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables).
struct HubSettings {
    QString endpoint = QStringLiteral("https://huggingface.co"); ///< HF_ENDPOINT; no slash at the
                                                                 ///< end
    /// HF_TOKEN, else what HF_TOKEN_PATH, HF_HOME/token or ~/.cache/huggingface/token holds; empty:
    /// nobody is signed in, or HF_HUB_DISABLE_IMPLICIT_TOKEN is set and the token only in a file.
    QString token;
    QString cache;        ///< HF_HUB_CACHE, HF_HOME/hub or ~/.cache/huggingface/hub
    bool offline = false; ///< HF_HUB_OFFLINE: nothing is downloaded
    HubPatience patience;

    /// Of this process.
    static HubSettings ofThisProcess();
    /// `variable` gives an environment variable, empty where it is not set; `home` is the user's
    /// folder.
    static HubSettings from(const std::function<QString(const char*)>& variable,
                            const QString& home);
};

} // namespace headscope::app
