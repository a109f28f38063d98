// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The real window: how long it takes from asking for another view until it is painted and until its
// result is, and how long the window answers nobody meanwhile.
#include "app/settings.h"
#include "core/analysis/headtable.h"
#include "tests/bench/support/bench.h"
#include "ui/mainwindow/centreviews.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/theme/theme.h"
#include "ui/views/headview.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QMetaEnum>
#include <QTemporaryDir>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <memory>
#include <stdexcept>

#include <time.h>

namespace {

using namespace headscope;
using bench::Bar;
using bench::Bench;
using Kind = app::Selection::View;
using ui::View;

constexpr int patience = 120'000; // ms; never waited for where things work
constexpr int settling = 100;     // ms after a result, in which what follows it counts too

double millisecondsOf(const QElapsedTimer& timer)
{
    return static_cast<double>(timer.nsecsElapsed()) * 1e-6;
}

/// Of this thread alone: what others do meanwhile does not count.
double cpuMilliseconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return 1e3 * static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_nsec);
}

/// An application that knows which view was painted when, and which event took most of the
/// processor's time.
class WatchedApplication : public QApplication
{
public:
    using QApplication::QApplication;

    /// From now on `view` is watched; null: none.
    void watch(View* view)
    {
        m_view = view;
        m_frame = m_result = -1.0;
        m_longest = 0.0;
        m_longestName.clear();
        m_timer.start();
    }
    double frame() const { return m_frame; }   ///< ms until the view was painted; -1: not yet
    double result() const { return m_result; } ///< until it was painted with its result
    double longest() const { return m_longest; }
    const std::string& longestName() const { return m_longestName; }

    bool notify(QObject* receiver, QEvent* event) override
    {
        // The worker's thread has its own events, which nobody in front of the window notices.
        if (QThread::currentThread() != thread())
            return QApplication::notify(receiver, event);
        if (m_view && event->type() == QEvent::Paint && isWithin(receiver)) {
            m_painted = true;
            m_paintedResult = m_view->state() == View::State::Ready;
        }
        // The receiver may be gone afterwards.
        const std::string name = m_depth > 0 ? std::string() : nameOf(receiver, event);
        const double before = cpuMilliseconds();
        ++m_depth;
        const bool known = QApplication::notify(receiver, event);
        if (--m_depth == 0)
            note(name, cpuMilliseconds() - before);
        return known;
    }

private:
    bool isWithin(const QObject* receiver) const
    {
        for (; receiver; receiver = receiver->parent())
            if (receiver == m_view)
                return true;
        return false;
    }
    static std::string nameOf(const QObject* receiver, const QEvent* event)
    {
        const char* type = QMetaEnum::fromType<QEvent::Type>().valueToKey(event->type());
        return std::string(type ? type : "?") + " of "
               + (receiver->isWindowType() ? "the window" : receiver->metaObject()->className());
    }
    /// An event that came from nowhere else is done; what it painted is on the screen.
    void note(const std::string& name, double milliseconds)
    {
        if (milliseconds > m_longest) {
            m_longest = milliseconds;
            m_longestName = name;
        }
        if (!m_painted)
            return;
        if (m_frame < 0.0)
            m_frame = millisecondsOf(m_timer);
        if (m_paintedResult && m_result < 0.0)
            m_result = millisecondsOf(m_timer);
        m_painted = false;
    }

    View* m_view = nullptr;
    QElapsedTimer m_timer;
    double m_frame = -1.0;
    double m_result = -1.0;
    double m_longest = 0.0;
    std::string m_longestName;
    int m_depth = 0;
    bool m_painted = false;
    bool m_paintedResult = false;
};

/// Beats every millisecond in the GUI thread; the longest gap is how long nobody was answered.
class Heartbeat : public QObject
{
public:
    Heartbeat()
    {
        m_beat.setTimerType(Qt::PreciseTimer);
        m_beat.setInterval(1);
        connect(&m_beat, &QTimer::timeout, this, [this] {
            m_gap = std::max(m_gap, millisecondsOf(m_since));
            m_since.start();
        });
    }
    void start()
    {
        m_gap = 0.0;
        m_since.start();
        m_beat.start();
    }
    double stop()
    {
        m_beat.stop();
        return std::max(m_gap, millisecondsOf(m_since));
    }

private:
    QTimer m_beat;
    QElapsedTimer m_since;
    double m_gap = 0.0;
};

/// Runs the event loop until `done`, then `after` ms longer.
template<class Done>
void runUntil(const char* what, Done done, int after = 0)
{
    QEventLoop loop;
    QTimer poll;
    QElapsedTimer waited;
    waited.start();
    QObject::connect(&poll, &QTimer::timeout, &loop, [&] {
        if (done() || waited.elapsed() > patience)
            loop.quit();
    });
    poll.start(2);
    loop.exec();
    if (!done())
        throw std::runtime_error(std::string("never happened: ") + what);
    if (after > 0) {
        QTimer::singleShot(after, &loop, &QEventLoop::quit);
        loop.exec();
    }
}

/// What is measured of one switch.
struct Switch {
    double frame = 0.0;  ///< ms until the view is painted, whatever it shows
    double result = 0.0; ///< ms until it is painted with its result
    double stall = 0.0;  ///< ms: the longest that nobody was answered
    double longest = 0.0;
    std::string longestName; ///< of the longest event
};

constexpr int visits = 2; // the first, and coming back
/// By visit and view.
using Switches = std::array<std::array<Switch, app::Selection::viewCount>, visits>;

struct Figures {
    std::vector<Switches> rounds;
    std::vector<double> arriving; ///< the longest stall while the words of all heads come
};

/// A window of its own on a prompt, with the first table in it.
class Window
{
public:
    Window(WatchedApplication& application, const QString& model, const std::string& prompt,
           int tokens)
        : m_application(application), m_settings(m_folder.filePath(QStringLiteral("settings.ini")))
    {
        // Words of neurons are found anew, not read back from an earlier window's.
        qputenv("XDG_CACHE_HOME", QFile::encodeName(m_folder.path()));
        ui::MainWindow::Start start;
        start.model = model;
        start.prompt = QString::fromStdString(prompt);
        start.compare = app::Comparing::Other{{}, start.prompt->left(start.prompt->size() * 3 / 4)};
        m_window = std::make_unique<ui::MainWindow>(&m_settings, start);
        m_window->resize(1920, 1080);
        m_window->show();
        runUntil("the first table", [this] { return m_window->headView()->table() != nullptr; });
        const auto found = static_cast<int>(m_window->headView()->table()->tokens.size());
        if (found != tokens)
            throw std::runtime_error("the prompt has " + std::to_string(found) + " tokens, not "
                                     + std::to_string(tokens));
        runUntil(
            "all rows of the first table",
            [this] { return m_window->headView()->table()->complete(); }, settling);
    }
    ~Window() { m_application.watch(nullptr); }

    Switch show(Kind kind)
    {
        View* view = m_window->views()->view(kind);
        m_heartbeat.start();
        QTimer::singleShot(0, view, [this, view, kind] {
            m_application.watch(view);
            m_window->selection()->setView(kind);
        });
        m_application.watch(nullptr);
        runUntil(
            "the view with its result", [this] { return m_application.result() >= 0.0; }, settling);
        const double stall = m_heartbeat.stop();
        return {m_application.frame(), m_application.result(), stall, m_application.longest(),
                m_application.longestName()};
    }
    /// Every view once, the one in front last.
    void showAll(std::array<Switch, app::Selection::viewCount>& switches)
    {
        for (int i = 1; i <= app::Selection::viewCount; ++i) {
            const int kind = i % app::Selection::viewCount;
            switches[static_cast<std::size_t>(kind)] = show(static_cast<Kind>(kind));
        }
    }
    /// Waits before the Patterns until the words of all heads are there.
    double waitForGrid()
    {
        show(Kind::Patterns);
        m_heartbeat.start();
        runUntil("the words of all heads", [this] {
            const auto grid = m_window->session()->grid();
            return grid && grid->complete();
        });
        return m_heartbeat.stop();
    }

private:
    WatchedApplication& m_application;
    QTemporaryDir m_folder;
    app::Settings m_settings;
    Heartbeat m_heartbeat;
    std::unique_ptr<ui::MainWindow> m_window;
};

struct Subject {
    std::string name; ///< "bookshelf/T:13"
    std::filesystem::path model;
    int tokens = 0;
};

Figures measure(WatchedApplication& application, const Subject& subject, int rounds)
{
    // One less: the session puts the first token in front.
    const std::string prompt = bench::benchText(*core::loadModel(subject.model),
                                                subject.tokens - 1);
    Figures figures;
    for (int round = 0; round < rounds; ++round) {
        Window window(application, QString::fromStdString(subject.model.string()), prompt,
                      subject.tokens);
        Switches& switches = figures.rounds.emplace_back();
        for (auto& visit : switches)
            window.showAll(visit);
        figures.arriving.push_back(window.waitForGrid());
    }
    return figures;
}

/// The worst of the rounds for each view: what the rows of the table do not tell.
void printViews(const std::string& name, const Figures& figures)
{
    for (std::size_t visit = 0; visit < visits; ++visit) {
        for (std::size_t i = 0; i < app::Selection::viewCount; ++i) {
            Switch worst;
            for (const Switches& round : figures.rounds) {
                const Switch& one = round[visit][i];
                worst.frame = std::max(worst.frame, one.frame);
                worst.result = std::max(worst.result, one.result);
                worst.stall = std::max(worst.stall, one.stall);
                if (one.longest > worst.longest) {
                    worst.longest = one.longest;
                    worst.longestName = one.longestName;
                }
            }
            const QByteArray view = ui::CentreViews::name(static_cast<Kind>(i)).toUtf8();
            std::printf("%-20s | %-10s | %-5s | %7.1f ms | %9.1f ms | %7.1f ms | %6.1f ms %s\n",
                        name.c_str(), view.constData(), visit == 0 ? "first" : "again", worst.frame,
                        worst.result, worst.stall, worst.longest, worst.longestName.c_str());
        }
    }
}

class SwitchBench
{
public:
    SwitchBench(Bench& bench, WatchedApplication& application)
        : m_bench(bench), m_application(application)
    {}

    void add(const Subject& subject)
    {
        const std::string start = "switch/" + subject.name;
        for (const std::size_t visit : {0U, 1U}) {
            const std::string name = start + (visit == 0 ? "/first" : "/again");
            addOf(subject, name + "/frame", Bar::atMost(50.0), visit, &Switch::frame);
            addOf(subject, name + "/result", visit == 0 ? Bar{} : Bar::atMost(50.0), visit,
                  &Switch::result);
            addOf(subject, name + "/stall", Bar::atMost(50.0), visit, &Switch::stall);
        }
        m_bench.add(
            {.name = start + "/arriving/stall", .bar = Bar::atMost(50.0), .barOfWorst = true}, 1,
            [this, subject] { return figures(subject).arriving; });
    }
    void print() const
    {
        std::printf("\n%-20s | %-10s | %-5s | %10s | %12s | %10s | %s\n", "worst of the rounds",
                    "view", "visit", "frame", "result", "stall", "longest event");
        for (const auto& [name, figures] : m_figures)
            printViews(name, figures);
    }

private:
    /// Measured once, for all rows of the table.
    const Figures& figures(const Subject& subject)
    {
        const auto found = m_figures.find(subject.name);
        if (found != m_figures.end())
            return found->second;
        const int rounds = m_bench.options().smoke ? 1 : 3;
        return m_figures[subject.name] = measure(m_application, subject, rounds);
    }
    void addOf(const Subject& subject, const std::string& name, Bar bar, std::size_t visit,
               double Switch::*figure)
    {
        m_bench.add({.name = name, .bar = bar, .barOfWorst = bar.kind != Bar::Kind::None}, 1,
                    [this, subject, visit, figure] {
                        std::vector<double> samples;
                        for (const Switches& round : figures(subject).rounds)
                            for (const Switch& each : round[visit])
                                samples.push_back(each.*figure);
                        return samples;
                    });
    }

    Bench& m_bench;
    WatchedApplication& m_application;
    std::map<std::string, Figures> m_figures;
};

} // namespace

int main(int argc, char** argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    Bench bench(argc, argv);
    WatchedApplication application(argc, argv);
    ui::Theme::instance().setChoice(ui::Theme::Choice::Light);
    SwitchBench switches(bench, application);
    if (bench.options().smoke) {
        switches.add({"smoke/T:13", bench.options().folder, 13});
    } else {
        switches.add({"bookshelf/T:13", HEADSCOPE_MODELS "/bookshelf-20m", 13});
        switches.add({"bookshelf/T:512", HEADSCOPE_MODELS "/bookshelf-20m", 512});
        switches.add({"gpt2/T:300", bench.options().folder, 300});
    }
    const int code = bench.run();
    switches.print();
    return code;
}
