// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/modelshape.h"

#include <QString>

#include <optional>

namespace headscope::ui {

/// One model that can be chosen, as the window shows it. Plain data; whoever fills it knows where
/// it comes from.
struct ModelEntry {
    enum class Section { Program, Computer, Recent, Download };
    enum class State {
        Reading,     ///< not looked into yet
        Ready,       ///< can be opened
        Broken,      ///< `problem` says why it cannot
        Gone,        ///< there is nothing at its place any more
        Offered,     ///< can be downloaded
        Downloading, ///< on its way
        Stopped,     ///< a part has come; `problem` says why no more, if it was not asked for
    };

    QString key; ///< tells models apart, over all readings of the list
    Section section = Section::Computer;
    State state = State::Reading;
    QString name;
    QString title;     ///< a name that people know it by, beside its id; may be empty
    QString revision;  ///< empty: the usual one
    QString folder;    ///< empty: not on this computer
    QString problem;   ///< a sentence; empty where nothing is wrong
    bool open = false; ///< it is the model that the window shows
    // Of one that is Ready.
    QString family;
    ModelShape shape;
    int width = 0;
    int vocab = 0;
    int context = 0;
    qint64 parameters = 0;
    QString dtype;
    bool tokenizer = true;
    QString missing;  ///< what it does without, in a sentence; empty where it can run
    qint64 needs = 0; ///< bytes of memory to load it and run a prompt
    qint64 bytes = 0; ///< on disk, or to download
    // Of a download.
    qint64 done = 0;                  ///< bytes that have come
    double bytesPerSecond = 0;        ///< 0: not known yet
    double secondsLeft = -1;          ///< below 0: not known yet
    QString source;                   ///< the computer that it comes from
    QString goesTo;                   ///< the folder
    std::optional<qint64> freeOnDisk; ///< there
    bool offline = false;             ///< nothing may be downloaded
    QString step;                     ///< what is done just now, where no bytes come

    bool isDownload() const { return section == Section::Download; }
    /// Whether there is too little room on the disk for what is still to come.
    bool exceedsDisk() const { return isDownload() && freeOnDisk && bytes - done > *freeOnDisk; }
    bool canBeDownloaded() const
    {
        return (state == State::Offered || state == State::Stopped) && !offline;
    }
    bool canBeOpened() const { return state == State::Ready; }
    bool operator==(const ModelEntry&) const = default;
};

/// "1.2 GB": decimal, as disks and the hub count.
QString diskSizeText(qint64 bytes);
/// "0.6 GiB": binary, as memory is counted.
QString memorySizeText(qint64 bytes);
/// "124 M parameters"
QString parametersText(qint64 parameters);
/// "GPT-2 · 12 layers × 12 heads · 124 M parameters", or what else there is to say in a line.
QString modelSummary(const ModelEntry& entry);
/// "needs 0.6 GiB of memory, 18 GiB are free"; without the second part where nothing is known.
QString memoryText(const ModelEntry& entry, std::optional<qint64> freeMemory);
/// Whether it would take more memory than there is; false where that is not known.
bool exceedsMemory(const ModelEntry& entry, std::optional<qint64> freeMemory);
/// "38 % · 12.5 MB/s · 20 s left"
QString downloadText(const ModelEntry& entry);

} // namespace headscope::ui
