// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Time from asking for a head until its table is there, while the worker is busy with the
// background work of the prompt.
#include "app/neuroncache.h"
#include "app/session.h"
#include "tests/bench/support/bench.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTemporaryDir>
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

/// What is waited for: the words of the rows on the screen, or of all rows.
enum class Wanted { Screen, Table };
constexpr int rowsOnScreen = 24; // as many as a window of 1280 x 800 shows

/// Asks for `count` heads all over the model, each a little later in the background work, before
/// that comes to the words of other heads.
std::vector<double> askForHeads(app::Session& session, const QString& prompt, int count,
                                Wanted wanted)
{
    std::vector<int> onScreen;
    for (int token = 0; token < rowsOnScreen; ++token)
        onScreen.push_back(token);
    const auto info = session.model()->info;
    std::vector<double> samples;
    for (int i = 0; i < count; ++i) {
        if (session.measures() || !session.prompt() || session.prompt()->prompt != prompt) {
            // The background work is over; a new run begins it again.
            session.run(prompt, true);
            waitFor(session, &app::Session::headChanged);
        }
        while (!session.headTable()->complete())
            waitFor(session, &app::Session::headChanged);
        pass(i * 7 % 40);
        const int head = i * 31 % (info.layers * info.heads);
        QElapsedTimer timer;
        timer.start();
        session.wantHead(core::LayerIndex(head / info.heads), core::HeadIndex(head % info.heads),
                         {}, onScreen);
        waitFor(session, &app::Session::headChanged);
        while (wanted == Wanted::Table && !session.headTable()->complete())
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

/// Words of all neurons as they would be found, in a file of their own, read back.
std::vector<double> reloadNeurons(const core::Model& model)
{
    const QTemporaryDir folder;
    const app::NeuronCache cache(folder.path(), qint64(1) << 40);
    core::NeuronWords words;
    core::LensCell cell;
    for (int k = 0; k < words.options.top; ++k) {
        cell.ids.push_back(k);
        cell.scores.push_back(0.5F);
    }
    const std::vector<core::LensCell> layer(static_cast<std::size_t>(model.info.ffn), cell);
    words.in.assign(static_cast<std::size_t>(model.info.layers), layer);
    words.gate.resize(words.in.size()); // there are none
    words.out = words.in;
    if (!cache.write(model, words))
        throw std::runtime_error("the words of the neurons cannot be written");
    QElapsedTimer timer;
    timer.start();
    const auto read = cache.read(model, words.options);
    const double milliseconds = static_cast<double>(timer.nsecsElapsed()) * 1e-6;
    if (!read)
        throw std::runtime_error("the words of the neurons cannot be read back");
    return {milliseconds};
}

} // namespace

int main(int argc, char** argv)
{
    Bench bench(argc, argv);
    QCoreApplication application(argc, argv);
    const bool smoke = bench.options().smoke;
    std::unique_ptr<app::Session> session;
    const auto add = [&](const std::string& name, int tokens, Wanted wanted) {
        bench.add({.name = name, .bar = Bar::atMost(50.0), .barOfWorst = true}, 1,
                  [&, tokens, wanted] {
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
                      return askForHeads(*session, prompt, smoke ? 4 : 100, wanted);
                  });
    };
    add("session/head/T:8", 8, Wanted::Table);
    const int many = smoke ? 60 : 64;
    add("session/screen/T:" + std::to_string(many), many, Wanted::Screen);
    add("session/head/T:" + std::to_string(many), many, Wanted::Table);
    bench.add({.name = "session/neurons/reload", .bar = Bar::atMost(100.0)}, 5,
              [&] { return reloadNeurons(*bench.model()); });
    const int code = bench.run();
    session.reset();
    return code;
}
