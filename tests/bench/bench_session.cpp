// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Time from asking for a head until its table is there, while the worker is busy with the
// background work of the prompt.
#include "app/session.h"
#include "tests/bench/support/bench.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>

#include <memory>
#include <stdexcept>

namespace {

using namespace headscope;
using bench::Bar;
using bench::Bench;

/// Runs the event loop until `signal` comes.
template<class Signal>
void waitFor(app::Session& session, Signal signal)
{
    QEventLoop loop;
    QObject::connect(&session, signal, &loop, &QEventLoop::quit);
    QString failure;
    QObject::connect(&session, &app::Session::failed, &loop,
                     [&](core::ErrorKind, const QString& sentence) {
                         failure = sentence;
                         loop.quit();
                     });
    loop.exec();
    if (!failure.isEmpty())
        throw std::runtime_error(failure.toStdString());
}

void pass(int milliseconds)
{
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

/// Asks for `count` heads all over the model, each a little later in the background work.
std::vector<double> askForHeads(app::Session& session, const QString& prompt, int count)
{
    const auto info = session.model()->info;
    std::vector<double> samples;
    for (int i = 0; i < count; ++i) {
        if (session.measures() || !session.prompt() || session.prompt()->prompt != prompt) {
            // The background work is over; a new run begins it again.
            session.run(prompt, true);
            waitFor(session, &app::Session::headChanged);
        }
        pass(i * 7 % 40);
        const int head = i * 31 % (info.layers * info.heads);
        QElapsedTimer timer;
        timer.start();
        session.wantHead(core::LayerIndex(head / info.heads), core::HeadIndex(head % info.heads),
                         {});
        waitFor(session, &app::Session::headChanged);
        samples.push_back(static_cast<double>(timer.nsecsElapsed()) * 1e-6);
    }
    return samples;
}

/// Words of layers whose norms the lens has not seen yet take longer once; every layer is asked
/// for before anything is measured.
void warmUp(app::Session& session)
{
    const int layers = session.model()->info.layers;
    for (int l = 0; l < layers; ++l) {
        session.wantHead(core::LayerIndex(l), core::HeadIndex(0), {});
        waitFor(session, &app::Session::headChanged);
    }
}

} // namespace

int main(int argc, char** argv)
{
    Bench bench(argc, argv);
    QCoreApplication application(argc, argv);
    const bool smoke = bench.options().smoke;
    std::unique_ptr<app::Session> session;
    for (const int tokens : {8, smoke ? 16 : 64}) {
        bench.add({.name = "session/head/T:" + std::to_string(tokens),
                   .bar = Bar::atMost(50.0),
                   .barOfWorst = true},
                  1, [&, tokens] {
                      // One less: the session puts the first token in front.
                      const QString prompt = QString::fromStdString(
                          bench::benchText(*bench.model(), tokens - 1));
                      if (!session) {
                          session = std::make_unique<app::Session>();
                          session->wantHead(core::LayerIndex(0), core::HeadIndex(0), {});
                          session->load(QString::fromStdString(bench.options().folder.string()));
                          waitFor(*session, &app::Session::modelChanged);
                          session->run(prompt, true);
                          waitFor(*session, &app::Session::headChanged);
                          warmUp(*session);
                      }
                      return askForHeads(*session, prompt, smoke ? 4 : 100);
                  });
    }
    const int code = bench.run();
    session.reset();
    return code;
}
