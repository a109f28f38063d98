// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/modeldetails.h"

#include <QFrame>
#include <QLabel>
#include <QTest>

#include <algorithm>

using namespace headscope::ui;
using State = ModelEntry::State;

namespace {

QString text(const char* utf8)
{
    return QString::fromUtf8(utf8);
}

ModelEntry download(State state, qint64 done, const QString& problem)
{
    ModelEntry entry;
    entry.key = entry.name = text("org/name");
    entry.section = ModelEntry::Section::Download;
    entry.state = state;
    entry.bytes = 1000;
    entry.done = done;
    entry.problem = problem;
    return entry;
}

} // namespace

Q_DECLARE_METATYPE(ModelShape)

class TestModelDetails : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsKeptIsSaidOnce_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("done");
        QTest::addColumn<QString>("problem");
        QTest::addColumn<QString>("said");
        const auto row = [](const char* name, State state, int done, const char* problem,
                            const char* said) {
            QTest::newRow(name) << static_cast<int>(state) << done << text(problem) << text(said);
        };
        row("without a full stop", State::Stopped, 5, "It broke",
            "It broke. What else has come is kept.");
        row("with one", State::Stopped, 5, "It broke.", "It broke. What else has come is kept.");
        row("nothing has come", State::Stopped, 0, "It broke.", "It broke.");
        row("cancelled", State::Stopped, 5, "", "");
        row("on its way", State::Downloading, 5, "", "");
    }
    void whatIsKeptIsSaidOnce()
    {
        QFETCH(const int, state);
        QFETCH(const int, done);
        QFETCH(const QString, problem);
        QFETCH(const QString, said);
        ModelDetails details;
        const ModelEntry entry = download(static_cast<State>(state), done, problem);
        details.setEntry(&entry, std::nullopt);
        QCOMPARE(details.problem(), said);
        details.setEntry(nullptr, std::nullopt);
        QCOMPARE(details.problem(), QString());
    }

    void howAModelIsBuiltIsSaid_data()
    {
        QTest::addColumn<ModelShape>("shape");
        QTest::addColumn<QStringList>("facts");
        QTest::addColumn<QString>("summary");
        QTest::newRow("as GPT-2")
            << ModelShape{12, 12, 12}
            << QStringList{text("Shape\t12 layers × 12 heads"),
                           text("Attention\tcausal: tokens see no later ones"),
                           text("Embedding\ttied: the same vectors read and write words")}
            << text("12 layers × 12 heads");
        QTest::newRow("groups") << ModelShape{3, 8, 2, 0, 0, true, false}
                                << QStringList{text("Shape\t3 layers × 8 heads in 2 groups"),
                                               text("Embedding\tuntied: different vectors")}
                                << text("3 layers × 8 heads in 2 groups");
        QTest::newRow("one group")
            << ModelShape{1, 8, 1} << QStringList{text("Shape\t1 layer × 8 heads in 1 group")}
            << text("1 layer × 8 heads in 1 group");
        QTest::newRow("both ways")
            << ModelShape{2, 4, 4, 0, 0, false, true}
            << QStringList{text("Attention\tboth ways: tokens see all others")}
            << text("2 layers × 4 heads");
        QTest::newRow("encoder and decoder")
            << ModelShape{2, 4, 4, 4, 3, true, true}
            << QStringList{text("Encoder\t3 layers × 4 heads"),
                           text("Decoder\t2 layers × 4 heads and 4 cross heads"),
                           text("Attention\tencoder both ways, decoder causal")}
            << text("3 + 2 layers × 4 heads");
    }
    void howAModelIsBuiltIsSaid()
    {
        QFETCH(const ModelShape, shape);
        QFETCH(const QStringList, facts);
        QFETCH(const QString, summary);
        ModelEntry entry;
        entry.name = text("a model");
        entry.state = State::Ready;
        entry.family = text("family");
        entry.shape = shape;
        ModelDetails details;
        details.setEntry(&entry, std::nullopt);
        for (const QString& fact : facts)
            QVERIFY2(details.text().contains(fact), qPrintable(details.text()));
        QCOMPARE(details.text().contains(text("Encoder\t")), shape.encoderLayers > 0);
        QVERIFY2(modelSummary(entry).contains(text(" · ") + summary + text(" · ")),
                 qPrintable(modelSummary(entry)));
    }

    /// A checksum or a path must not make the panel wider than the dialog.
    void longWordsBreak()
    {
        const QString hash(64, u'a');
        const QString path = text("/a/very/long/") + QString(100, u'x') + text("/end");
        const ModelEntry entry = download(State::Stopped, 5,
                                          text("%1 has the hash %2, not %2").arg(path, hash));
        ModelDetails details;
        details.resize(240, 400);
        details.show();
        details.setEntry(&entry, std::nullopt);
        QVERIFY(details.problem().contains(hash) && details.problem().contains(path));
        const auto* shown = details.findChild<QFrame*>(text("modelProblem"))->findChild<QLabel*>();
        qsizetype run = 0;
        qsizetype longest = 0;
        for (const QChar c : shown->text()) {
            run = c.isSpace() || c == QChar(0x200b) ? 0 : run + 1;
            longest = std::max(longest, run);
        }
        QVERIFY2(longest <= 33, qPrintable(QString::number(longest)));
        QVERIFY(longest > 1); // and words are not torn apart
        QVERIFY(shown->width() <= details.viewport()->width());
    }
};

QTEST_MAIN(TestModelDetails)
#include "tst_modeldetails.moc"
