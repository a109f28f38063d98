// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QtGlobal>

#include <vector>

namespace headscope::app {

/// A model that can be downloaded, with what is known of it without asking the network.
struct HubModel {
    QString id;   ///< "openai-community/gpt2", for HubDownload::start()
    QString name; ///< "GPT-2 small"
    qint64 bytes; ///< of its model.safetensors; the other files have about 4 MB together
};

/// GPT-2 in its four sizes and DistilGPT-2, the smallest first.
const std::vector<HubModel>& hubModels();

} // namespace headscope::app
