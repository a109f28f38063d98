// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session.h"
#include "app/viewtable.h"
#include "tests/support/app/slowloading.h"
#include "tests/support/patience.h"
#include "tests/support/places.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <numeric>

using namespace headscope;
using app::Session;
using core::HeadIndex;
using core::LayerIndex;
using headscope::tests::patience;

namespace {

const QString bookshelf = tests::qModelsPath("/bookshelf-20m");
const QString tiny = tests::qDataPath("/gpt2-tiny");

QString words(int count)
{
    return QStringLiteral("ship").append(QStringLiteral(" the captain").repeated(count / 2));
}

/// A session with bookshelf-20m loaded.
struct Loaded {
    Session session;
    Loaded()
    {
        QSignalSpy idle(&session, &Session::idle);
        session.load(bookshelf);
        if (!idle.wait(patience) || !session.model())
            qFatal("bookshelf-20m cannot be loaded");
    }
};

} // namespace

class TestSession : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        // Neuron words go to a cache of this test's own.
        QVERIFY(m_cache.isValid());
        qputenv("XDG_CACHE_HOME", QFile::encodeName(m_cache.path()));
    }

    void oneRunFromLoadToMeasures()
    {
        Session s;
        QStringList order;
        connect(&s, &Session::modelChanged, &s, [&] { order << QStringLiteral("model"); });
        connect(&s, &Session::promptChanged, &s, [&] { order << QStringLiteral("prompt"); });
        connect(&s, &Session::headChanged, &s, [&] { order << QStringLiteral("head"); });
        connect(&s, &Session::measuresChanged, &s, [&] { order << QStringLiteral("measures"); });
        QSignalSpy idle(&s, &Session::idle);
        QSignalSpy busy(&s, &Session::busyChanged);
        // All before the model is there.
        s.wantHead(LayerIndex(99), HeadIndex(2), {});
        s.load(bookshelf);
        s.run(QStringLiteral("The captain of the ship"), true);
        QVERIFY(s.busy());
        QVERIFY(idle.wait(patience));
        QCOMPARE(order.join(QLatin1Char(' ')), QStringLiteral("model prompt head measures"));
        QCOMPARE(idle.count(), 1);
        QCOMPARE(busy.count(), 2);
        QVERIFY(!s.busy());
        QCOMPARE(s.prompt()->tokens.size(), std::size_t(6));
        QCOMPARE(s.prompt()->measures.size(), std::size_t(48));
        QVERIFY(s.prompt()->measures[3].first.has_value());
        QCOMPARE(s.headTable()->layer.value, 7); // the nearest that the model has
        QCOMPARE(s.headTable()->head.value, 2);
        QCOMPARE(s.measures()->size(), std::size_t(48));
        for (const auto& head : *s.measures()) {
            QVERIFY(head.patternLegibility && *head.patternLegibility > 0);
            QVERIFY(head.messageLegibility && *head.messageLegibility > 0);
            QVERIFY(head.patternRanks.e90 > 0 && head.messageRanks.e90 > 0);
        }
    }

    void onlyTheLatestRunCounts()
    {
        Loaded l;
        QSignalSpy prompts(&l.session, &Session::promptChanged);
        QSignalSpy idle(&l.session, &Session::idle);
        for (int i = 1; i <= 10; ++i)
            l.session.run(QString::number(i), true);
        QVERIFY(idle.wait(patience));
        QCOMPARE(prompts.count(), 1);
        QCOMPARE(l.session.prompt()->prompt, QStringLiteral("10"));
        QCOMPARE(idle.count(), 1);
    }

    void aLateResultIsDropped()
    {
        Loaded l;
        l.session.run(QStringLiteral("first"), true);
        QTest::qSleep(1000); // the first result is posted by now, and not delivered
        l.session.run(QStringLiteral("second"), true);
        QStringList seen;
        connect(&l.session, &Session::promptChanged, &l.session,
                [&] { seen << l.session.prompt()->prompt; });
        QSignalSpy idle(&l.session, &Session::idle);
        QVERIFY(idle.wait(patience));
        QCOMPARE(seen, QStringList{QStringLiteral("second")});
    }

    void cancelKeepsTheOldResults()
    {
        Loaded l;
        QSignalSpy idle(&l.session, &Session::idle);
        l.session.run(QStringLiteral("old"), true);
        QVERIFY(idle.wait(patience));
        const auto old = l.session.prompt();
        QSignalSpy prompts(&l.session, &Session::promptChanged);
        l.session.run(words(400), true);
        l.session.cancel();
        QVERIFY(idle.wait(patience));
        QCOMPARE(prompts.count(), 0);
        QCOMPARE(l.session.prompt(), old);
        QVERIFY(!l.session.busy());
        // What comes next works as ever, and on the prompt that is shown.
        l.session.wantHead(LayerIndex(1), HeadIndex(1), {});
        QVERIFY(idle.wait(patience));
        QCOMPARE(l.session.headTable()->tokens.size(), old->tokens.size());
    }

    void failureKeepsTheOldResultsAndTheWantedHead()
    {
        Loaded l;
        QSignalSpy idle(&l.session, &Session::idle);
        QSignalSpy failed(&l.session, &Session::failed);
        l.session.run(QStringLiteral("old"), true);
        QVERIFY(idle.wait(patience));
        l.session.wantHead(LayerIndex(2), HeadIndex(3), {});
        l.session.run(words(2000), true);
        QVERIFY(idle.wait(patience));
        QCOMPARE(failed.count(), 1);
        QVERIFY(failed[0][0].value<core::ErrorKind>() == core::ErrorKind::PromptTooLong);
        QVERIFY(failed[0][1].toString().contains(QLatin1String("512")));
        QCOMPARE(l.session.prompt()->prompt, QStringLiteral("old"));
        QVERIFY(l.session.headTable());
        QCOMPARE(l.session.headTable()->layer.value, 2);
        l.session.run(QString(), true);
        QVERIFY(idle.wait(patience));
        QVERIFY(failed[1][0].value<core::ErrorKind>() == core::ErrorKind::PromptEmpty);
        l.session.wantHead(LayerIndex(8), HeadIndex(0), {});
        QVERIFY(idle.wait(patience));
        QVERIFY(failed[2][0].value<core::ErrorKind>() == core::ErrorKind::BadArgument);
    }

    void aModelThatFailsLeavesTheOldOne()
    {
        Loaded l;
        QSignalSpy idle(&l.session, &Session::idle);
        QSignalSpy failed(&l.session, &Session::failed);
        const auto old = l.session.model();
        l.session.load(QStringLiteral("/no/such/folder"));
        l.session.run(QStringLiteral("meanwhile"), true);
        QVERIFY(idle.wait(patience));
        QCOMPARE(failed.count(), 1);
        QVERIFY(failed[0][0].value<core::ErrorKind>() == core::ErrorKind::FileMissing);
        QCOMPARE(l.session.model(), old);
        QCOMPARE(l.session.prompt()->prompt, QStringLiteral("meanwhile"));

        QSignalSpy models(&l.session, &Session::modelChanged);
        l.session.load(tiny);
        QVERIFY(idle.wait(patience));
        QCOMPARE(models.count(), 1);
        QCOMPARE(l.session.model()->info.vocab, 512);
        QVERIFY(!l.session.prompt());
        QVERIFY(!l.session.measures());
        l.session.run(QStringLiteral("text"), true);
        QVERIFY(idle.wait(patience));
        QCOMPARE(failed.count(), 2); // this model has no tokenizer
    }

    void theOldModelIsUsedWhileAnotherIsLoaded()
    {
        Loaded l;
        Session& s = l.session;
        QSignalSpy idle(&s, &Session::idle);
        s.run(QStringLiteral("old"), true);
        QVERIFY(idle.wait(patience));
        QStringList order;
        connect(&s, &Session::modelChanged, &s, [&] { order << QStringLiteral("model"); });
        connect(&s, &Session::promptChanged, &s, [&] { order << s.prompt()->prompt; });
        const auto old = s.model();
        QSignalSpy loading(&s, &Session::loadingChanged);
        const app::SlowLoading slow(s);
        s.load(tiny);
        QVERIFY(s.loading());
        s.run(QStringLiteral("while it is loaded"), true);
        QVERIFY(s.working());
        QSignalSpy prompts(&s, &Session::promptChanged);
        QVERIFY(prompts.wait(patience));
        QVERIFY(s.loading());
        s.wantHead(LayerIndex(1), HeadIndex(1), {});
        QSignalSpy tables(&s, &Session::headChanged);
        QVERIFY(tables.wait(patience));
        QCOMPARE(s.headTable()->layer.value, 1);
        QVERIFY(s.loading());
        QCOMPARE(s.model(), old);
        slow.goOn();
        QTRY_VERIFY_WITH_TIMEOUT(!s.loading(), patience);
        QCOMPARE(order,
                 (QStringList{QStringLiteral("while it is loaded"), QStringLiteral("model")}));
        QCOMPARE(loading.count(), 2);
        QVERIFY(s.model() != old);
        QVERIFY(!s.prompt());
    }

    void loadingIsGivenUp()
    {
        Loaded l;
        Session& s = l.session;
        QSignalSpy idle(&s, &Session::idle);
        s.run(QStringLiteral("old"), true);
        QVERIFY(idle.wait(patience));
        const auto old = s.model();
        const auto prompt = s.prompt();
        QSignalSpy models(&s, &Session::modelChanged);
        QSignalSpy failed(&s, &Session::failed);
        {
            const app::SlowLoading slow(s);
            s.load(tiny);
            s.cancelLoad();
            QVERIFY(!s.loading());
            QVERIFY(!s.busy());
            QCOMPARE(idle.count(), 2);
            s.load(tiny);
            s.cancel(); // of everything
            QVERIFY(!s.loading());
        }
        QTRY_VERIFY_WITH_TIMEOUT(!s.busy(), patience);
        QTest::qWait(100);
        QCOMPARE(models.count(), 0);
        QCOMPARE(failed.count(), 0);
        QCOMPARE(s.model(), old);
        QCOMPARE(s.prompt(), prompt);
        s.cancelLoad(); // of nothing
        s.run(QStringLiteral("next"), true);
        QVERIFY(idle.wait(patience));
        QCOMPARE(s.prompt()->prompt, QStringLiteral("next"));
    }

    void theSameModelIsKept()
    {
        const QTemporaryDir folder;
        const QString weights = folder.filePath(QStringLiteral("model.safetensors"));
        QVERIFY(QFile::copy(tiny + QStringLiteral("/config.json"),
                            folder.filePath(QStringLiteral("config.json"))));
        QVERIFY(QFile::copy(tiny + QStringLiteral("/model.safetensors"), weights));
        Session s;
        QSignalSpy idle(&s, &Session::idle);
        QSignalSpy models(&s, &Session::modelChanged);
        s.load(folder.path());
        QVERIFY(idle.wait(patience));
        const auto model = s.model();
        QVERIFY(model);
        // By another name, and by a file in it.
        for (const QString& again :
             {folder.path(), folder.path() + QStringLiteral("/."), weights}) {
            s.load(again);
            QVERIFY(idle.wait(patience));
            QCOMPARE(models.count(), 1);
            QCOMPARE(s.model(), model);
        }
        // Not when its files are others.
        QFile file(weights);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.setFileTime(QDateTime::currentDateTime().addSecs(-60),
                                 QFileDevice::FileModificationTime));
        file.close();
        s.load(folder.path());
        QVERIFY(idle.wait(patience));
        QCOMPARE(models.count(), 2);
        QVERIFY(s.model() != model);
    }

    void loadingSaysItsSteps()
    {
        Session s;
        QList<Session::Stage> steps;
        connect(&s, &Session::progressed, &s, [&](Session::Stage stage, int done, int total) {
            if (steps.isEmpty() || steps.last() != stage)
                steps << stage;
            QVERIFY(done <= total);
        });
        QSignalSpy idle(&s, &Session::idle);
        s.load(bookshelf);
        QVERIFY(idle.wait(patience));
        QCOMPARE(steps, (QList<Session::Stage>{Session::Stage::Opening, Session::Stage::Loading,
                                               Session::Stage::Vocabulary}));
    }

    void withoutAModelNothingRuns()
    {
        Session s;
        s.run(QStringLiteral("x"), true);
        s.probe();
        QVERIFY(!s.busy());
        QSignalSpy idle(&s, &Session::idle);
        s.load(QStringLiteral("/no/such/folder"));
        s.run(QStringLiteral("x"), true);
        QVERIFY(idle.wait(patience));
        QVERIFY(!s.model());
        QVERIFY(!s.prompt());
    }

    void theWantedHeadComesBeforeBackgroundWork()
    {
        Loaded l;
        QStringList order;
        connect(&l.session, &Session::headChanged, &l.session, [&] {
            order << QStringLiteral("%1.%2")
                         .arg(l.session.headTable()->layer.value)
                         .arg(l.session.headTable()->head.value);
        });
        connect(&l.session, &Session::measuresChanged, &l.session,
                [&] { order << QStringLiteral("measures"); });
        std::vector<int> done;
        connect(
            &l.session, &Session::progressed, &l.session, [&](Session::Stage stage, int n, int) {
                if (stage != Session::Stage::Heads)
                    return;
                done.push_back(n);
                // From the middle of the background work, three times.
                if (done.size() <= 3)
                    l.session.wantHead(LayerIndex(static_cast<int>(done.size())), HeadIndex(1), {});
            });
        QSignalSpy idle(&l.session, &Session::idle);
        l.session.run(words(60), true);
        QVERIFY(idle.wait(patience));
        QVERIFY(order.size() >= 2);
        QCOMPARE(order.last(), QStringLiteral("measures"));
        QCOMPARE(order.count(QStringLiteral("measures")), 1);
        // Finished parts are kept: the count of heads never goes back.
        QVERIFY(done.size() >= 3);
        QVERIFY(std::is_sorted(done.begin(), done.end()));
    }

    void otherHeadsAreKnownBeforeTheyAreWanted()
    {
        Loaded l;
        QSignalSpy idle(&l.session, &Session::idle);
        core::HeadTableOptions options;
        options.centredPatterns = true;
        l.session.wantHead(LayerIndex(0), HeadIndex(0), options);
        l.session.run(words(40), true);
        QVERIFY(idle.wait(patience));
        const auto model = core::loadModel(bookshelf.toStdString());
        const core::Lens lens(model);
        const auto trace = core::runTrace(*model,
                                          core::promptIds(*model, words(40).toStdString(), true));
        for (const auto& [layer, head] : {std::pair(3, 1), std::pair(0, 2), std::pair(7, 4)}) {
            l.session.wantHead(LayerIndex(layer), HeadIndex(head), options);
            QVERIFY(idle.wait(patience));
            const auto table = l.session.headTable();
            QCOMPARE(table->layer, LayerIndex(layer));
            QCOMPARE(table->head, HeadIndex(head));
            const auto alone = core::makeHeadTable(*model, *trace, lens, LayerIndex(layer),
                                                   HeadIndex(head), options);
            QVERIFY(table->attention == alone->attention);
            QCOMPARE(table->alwaysWrites.ids, alone->alwaysWrites.ids);
            for (std::size_t k = 0; k < table->patternCells.size(); ++k) {
                QCOMPARE(table->patternCells[k].ids.front(), alone->patternCells[k].ids.front());
                QCOMPARE(table->messageCells[k].ids.front(), alone->messageCells[k].ids.front());
            }
        }
        // Another way of looking has words of its own.
        options.centredPatterns = false;
        l.session.wantHead(LayerIndex(3), HeadIndex(1), options);
        QVERIFY(idle.wait(patience));
        const auto plain = core::makeHeadTable(*model, *trace, lens, LayerIndex(3), HeadIndex(1),
                                               options);
        QVERIFY(l.session.headTable()->options == options);
        QCOMPARE(l.session.headTable()->patternCells.back().ids, plain->patternCells.back().ids);
    }

    void theWordsOfAllHeadsComeInPieces()
    {
        Loaded l;
        Session& s = l.session;
        s.wantHead(LayerIndex(2), HeadIndex(1), {});
        s.preferGrid(true);
        QSignalSpy idle(&s, &Session::idle);
        std::vector<app::HeadGridPtr> pieces;
        connect(&s, &Session::gridChanged, &s, [&] { pieces.push_back(s.grid()); });
        s.run(words(60), true);
        QVERIFY(idle.wait(patience));
        QVERIFY(!pieces.empty());
        QVERIFY(s.grid() == pieces.back());
        QVERIFY(s.grid()->complete());
        QCOMPARE(s.grid()->heads.size(), std::size_t(48));
        QCOMPARE(s.grid()->tokens.size(), s.prompt()->tokens.size());
        // Pieces only grow, and the wanted layer comes first.
        QVERIFY(pieces.front()->of(LayerIndex(2), HeadIndex(0)) != nullptr);
        for (std::size_t k = 1; k < pieces.size(); ++k)
            for (std::size_t h = 0; h < 48; ++h)
                QVERIFY(!pieces[k - 1]->heads[h] || pieces[k]->heads[h] == pieces[k - 1]->heads[h]);
        // The same cells as the head's own table has.
        const core::HeadWords* of = s.grid()->of(LayerIndex(2), HeadIndex(1));
        const auto table = s.headTable();
        for (std::size_t j = 0; j < table->tokens.size(); ++j) {
            QVERIFY(of->patterns[j].ids == table->patternCells[j].ids);
            QVERIFY(of->messages[j].ids == table->messageCells[j].ids);
        }
        // The whole result as a table: a line for each head and token.
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("all.tsv"));
        const auto lines = [&path] {
            QFile file(path);
            return file.open(QIODevice::ReadOnly) ? file.readAll().count('\n') : 0;
        };
        for (const bool patterns : {true, false}) {
            const headscope::app::ViewTable rows = patterns ? s.patternRows() : s.messageRows();
            QVERIFY(rows.source);
            QCOMPARE(headscope::app::saveTable(*rows.source, path), QString());
            QCOMPARE(lines(), qsizetype(1 + 48 * s.grid()->tokens.size()));
        }
        s.load(tiny);
        QVERIFY(idle.wait(patience));
        QVERIFY(!s.grid());
        QVERIFY(s.patternRows().reason.contains(QStringLiteral("no table to save")));
    }

    void wordsOnTheScreenComeFirst()
    {
        Loaded l;
        QSignalSpy idle(&l.session, &Session::idle);
        l.session.run(words(60), true);
        QVERIFY(idle.wait(patience));
        const auto rows = l.session.prompt()->tokens.size();
        std::vector<std::vector<bool>> found;
        connect(&l.session, &Session::headChanged, &l.session,
                [&] { found.push_back(l.session.headTable()->found); });
        l.session.wantHead(LayerIndex(2), HeadIndex(3), {}, {10, 11, 12, 13, 14, 15, 16});
        QVERIFY(idle.wait(patience));
        QCOMPARE(found.size(), std::size_t(2));
        for (std::size_t row = 0; row < rows; ++row)
            QCOMPARE(bool(found[0][row]), row >= 10 && row < 17);
        QVERIFY(l.session.headTable()->complete());
        // Nothing to gain where most rows are on the screen, nor where rows are none of the table.
        found.clear();
        core::HeadTableOptions options;
        options.lens.top = 4; // in no table that is known
        std::vector<int> everyRow(rows);
        std::iota(everyRow.begin(), everyRow.end(), 0);
        l.session.wantHead(LayerIndex(2), HeadIndex(3), options, everyRow);
        QVERIFY(idle.wait(patience));
        options.lens.top = 5;
        l.session.wantHead(LayerIndex(2), HeadIndex(3), options, {1000, 1007, -1});
        QVERIFY(idle.wait(patience));
        QCOMPARE(found.size(), std::size_t(2));
        QVERIFY(l.session.headTable()->complete());
    }

    void neuronsAreFoundOnceAndThenRead()
    {
        core::NeuronWords first;
        for (const bool again : {false, true}) {
            Loaded l;
            QSignalSpy neurons(&l.session, &Session::neuronsChanged);
            QSignalSpy progress(&l.session, &Session::progressed);
            l.session.wantNeurons();
            QVERIFY(l.session.busy());
            QVERIFY(neurons.wait(patience));
            const auto words = l.session.neuronWords();
            QVERIFY(words != nullptr);
            QCOMPARE(words->in.size(), std::size_t(8));
            QCOMPARE(progress.isEmpty(), again); // reading them back has nothing to report
            if (again) {
                QCOMPARE(words->out[3][5].ids, first.out[3][5].ids);
                QCOMPARE(words->out[3][5].scores, first.out[3][5].scores);
            } else {
                first = *words;
            }
            QTRY_VERIFY_WITH_TIMEOUT(!l.session.busy(), patience);
        }
    }

    void cancelGivesUpBackgroundWork()
    {
        Loaded l;
        QSignalSpy idle(&l.session, &Session::idle);
        core::LensOptions options;
        options.top = 3; // not in the cache
        l.session.wantNeurons(options);
        l.session.cancel();
        QVERIFY(idle.wait(patience));
        QVERIFY(!l.session.busy());
        QVERIFY(!l.session.neuronWords());
    }

    void probes()
    {
        Session s;
        QSignalSpy idle(&s, &Session::idle);
        s.load(bookshelf);
        s.probe(); // waits for the model
        QVERIFY(idle.wait(patience));
        QVERIFY(s.probeMeasures());
        QCOMPARE(s.probeMeasures()->size(), std::size_t(48));
        QVERIFY(s.probeMeasures()->front().induction.has_value());
    }

    void progressIsThrottled()
    {
        QElapsedTimer timer;
        timer.start();
        Loaded l;
        QSignalSpy progress(&l.session, &Session::progressed);
        QSignalSpy idle(&l.session, &Session::idle);
        l.session.run(words(60), true);
        QVERIFY(idle.wait(patience));
        QVERIFY(progress.count() > 0);
        QVERIFY2(progress.count() <= timer.elapsed() / 30 + 1,
                 qPrintable(QString::number(progress.count())));
    }

    void diesInTheMiddle()
    {
        for (int i = 0; i < 3; ++i) {
            Loaded l;
            l.session.wantHead(LayerIndex(0), HeadIndex(0), {});
            l.session.run(words(400), true);
            l.session.probe();
            QTest::qWait(i * 150);
        }
        Session s;
        s.load(bookshelf);
    }

private:
    QTemporaryDir m_cache;
};

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
