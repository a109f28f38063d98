// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/statusline.h"
#include "app/hub/hubdownload.h"
#include "app/hub/hubmodels.h"

#include <QEventLoop>
#include <QFile>
#include <QTimer>

#include <array>
#include <csignal>
#include <cstdio>

namespace headscope::cli {

namespace {

struct PullOptions {
    std::string id;
    std::optional<std::string> revision;
    std::optional<std::string> into;
};

volatile std::sig_atomic_t receivedSignal = 0;

extern "C" void noteSignal(int signal)
{
    receivedSignal = signal;
}

/// While this lives, Ctrl-C and its like are only noted. Signals that are ignored stay ignored.
class NotedSignals
{
public:
    NotedSignals()
    {
        receivedSignal = 0;
        for (size_t i = 0; i < signals.size(); ++i) {
            m_before[i] = std::signal(signals[i], noteSignal);
            if (m_before[i] == SIG_IGN)
                std::signal(signals[i], SIG_IGN);
        }
    }
    ~NotedSignals()
    {
        for (size_t i = 0; i < signals.size(); ++i)
            std::signal(signals[i], m_before[i]);
    }
    NotedSignals(const NotedSignals&) = delete;
    NotedSignals& operator=(const NotedSignals&) = delete;

private:
    static constexpr std::array signals{SIGINT, SIGTERM, SIGHUP};
    std::array<void (*)(int), signals.size()> m_before{};
};

/// "12.3 MB": decimal, as disks and the hub count.
std::string bytesText(double bytes)
{
    const char* unit = "bytes";
    for (const char* larger : {"kB", "MB", "GB", "TB"}) {
        if (bytes < 1000)
            break;
        bytes /= 1000;
        unit = larger;
    }
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), unit == std::string("bytes") ? "%.0f %s" : "%.1f %s",
                  bytes, unit);
    return text.data();
}

std::string timeText(double seconds)
{
    std::array<char, 40> text{};
    if (seconds < 100)
        std::snprintf(text.data(), text.size(), "%.0f s", seconds);
    else if (seconds < 6000)
        std::snprintf(text.data(), text.size(), "%.0f min", seconds / 60);
    else
        std::snprintf(text.data(), text.size(), "%.1f h", seconds / 3600);
    return text.data();
}

/// How far the download is, on standard error: one line redrawn on a terminal, else a line for each
/// file.
class ProgressLine
{
public:
    void show(const app::HubProgress& progress)
    {
        if (m_terminal)
            draw(progress);
        else
            tell(progress);
    }

private:
    void draw(const app::HubProgress& progress)
    {
        std::string line;
        if (progress.total == 0)
            line = "asking for the list of files";
        else if (progress.waiting)
            line = progress.file.toStdString() + ": another program downloads it; waiting";
        else {
            line = (progress.file.isEmpty() ? "" : progress.file.toStdString() + "  ")
                   + bytesText(double(progress.done)) + " of " + bytesText(double(progress.total));
            if (progress.bytesPerSecond > 0)
                line += "  " + bytesText(progress.bytesPerSecond) + "/s";
            if (progress.secondsLeft >= 0)
                line += "  " + timeText(progress.secondsLeft) + " left";
        }
        m_line.draw(line);
    }

    void tell(const app::HubProgress& progress)
    {
        if (progress.file.isEmpty() || progress.file == m_told)
            return;
        m_told = progress.file;
        std::fprintf(stderr, "%s (%d of %d files, %s%s)\n", m_told.toStdString().c_str(),
                     progress.filesDone + 1, progress.filesTotal,
                     bytesText(double(progress.fileTotal)).c_str(),
                     progress.fileDone > 0
                         ? (", from byte " + std::to_string(progress.fileDone) + " on").c_str()
                         : "");
    }

    bool m_terminal = StatusLine::isPossible();
    StatusLine m_line;
    QString m_told;
};

/// Ends the program as the signal would have, once what came is safe and that is said.
[[noreturn]] void endBySignal()
{
    std::fputs("headscope-cli: stopped; what came is kept, and the same command goes on with it\n",
               stderr);
    std::fflush(stderr);
    std::signal(receivedSignal, SIG_DFL);
    std::raise(receivedSignal);
    std::_Exit(1);
}

void pull(const PullOptions& options, std::string& out)
{
    app::HubDownload download(app::HubSettings::ofThisProcess());
    QEventLoop loop;
    QString folder;
    std::optional<core::Error> error;
    bool stopped = false;
    {
        const NotedSignals noted;
        ProgressLine line;
        QObject::connect(&download, &app::HubDownload::progressed, &loop,
                         [&](const app::HubProgress& progress) { line.show(progress); });
        QObject::connect(&download, &app::HubDownload::finished, &loop, [&](const QString& where) {
            folder = where;
            loop.quit();
        });
        QObject::connect(&download, &app::HubDownload::failed, &loop,
                         [&](core::ErrorKind kind, const QString& sentence) {
                             error.emplace(kind, sentence.toStdString());
                             loop.quit();
                         });
        QObject::connect(&download, &app::HubDownload::stopped, &loop, [&] {
            stopped = true;
            loop.quit();
        });
        QTimer signals;
        QObject::connect(&signals, &QTimer::timeout, &download, [&] {
            if (receivedSignal != 0)
                download.cancel();
        });
        signals.start(50);
        download.start(QString::fromStdString(options.id),
                       QString::fromStdString(options.revision.value_or("main")),
                       QString::fromStdString(options.into.value_or("")));
        loop.exec();
    }
    if (stopped)
        endBySignal();
    if (error)
        throw *error;
    out += folder.toStdString() + "\n";
}

std::string knownModels()
{
    std::string text = "Some models, with the size of their weights:\n";
    for (const auto& model : app::hubModels())
        text += "  " + model.id.toStdString() + " (" + bytesText(double(model.bytes)) + ")\n";
    return text
           + "Others by their id on the hub. HF_ENDPOINT, HF_TOKEN, HF_HOME, HF_HUB_CACHE and "
             "HF_HUB_OFFLINE mean what they mean to Hugging Face's programs.";
}

} // namespace

void addPull(CLI::App& program, Work& work)
{
    auto* command = program.add_subcommand(
        "pull", "Download a model from the Hugging Face hub: resumed where it stopped, checked "
                "against its hashes, found by --model afterwards");
    auto options = std::make_shared<PullOptions>();
    command
        ->add_option(
            "ID", options->id,
            "The model's id on the hub, as in openai-community/gpt2, or the address of its "
            "page")
        ->required();
    addText(*command, "--revision", options->revision,
            "A branch, a tag or a commit (default: main)");
    addText(*command, "--into", options->into,
            "A folder for the plain files (default: the cache that all Hugging Face programs use)");
    command->footer(knownModels());
    command->callback([options, &work] {
        if (options->into && options->into->empty())
            throw UsageError("--into: no folder is named");
        work = [options](std::string& out) { pull(*options, out); };
    });
}

} // namespace headscope::cli
