// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Another model takes the place of the one in the window, whichever view is in front.
#include "tests/support/places.h"
#include "tests/support/ui/realwindow.h"
#include "ui/models/headgridmodel.h"
#include "ui/models/neuronwordsmodel.h"
#include "ui/models/streammodel.h"
#include "ui/views/banner.h"
#include "ui/views/evolutionview.h"
#include "ui/views/gridview.h"
#include "ui/views/headgridview.h"
#include "ui/views/headview.h"
#include "ui/views/inspector.h"
#include "ui/views/neuronsview.h"
#include "ui/views/neurontable.h"
#include "ui/views/panetable.h"
#include "ui/views/positionsview.h"
#include "ui/views/streamview.h"
#include "ui/views/tokenstrip.h"

#include <QTest>

#include <array>

using namespace headscope;
using namespace headscope::ui;
using Kind = app::Selection::View;

namespace {

const QString large = tests::qModelsPath("/bookshelf-20m");
/// Fewer layers, heads, neurons, words and no tokenizer: a prompt of it is ids.
const QString small = tests::qDataPath("/gpt2-tiny");
/// Text for the large one, ids for the small one.
const QString prompt = QStringLiteral("5 17 3 5 17 3");

constexpr std::array kinds{Kind::Head,    Kind::Patterns,  Kind::Messages, Kind::Stream,
                           Kind::Neurons, Kind::Evolution, Kind::Positions};

} // namespace

class OtherModelTest : public QObject
{
    Q_OBJECT
    RealWindow m_real;

    MainWindow* window() const { return m_real.window(); }
    QString name() const
    {
        const auto model = m_real.session()->model();
        return model ? QString::fromStdString(model->info.name) : QString();
    }
    /// What there is in the window of a run.
    QStringList shown() const
    {
        QStringList all;
        const auto add = [&all](bool is, const QString& what) {
            if (is)
                all << what;
        };
        const CentreViews* views = m_real.views();
        add(window()->shownRun() != nullptr, QStringLiteral("the run"));
        add(!window()->tokenStrip()->tokens().empty(), QStringLiteral("tokens"));
        add(window()->headView()->table() != nullptr, QStringLiteral("the head's table"));
        add(views->patterns()->model()->rowCount() > 0, QStringLiteral("patterns"));
        add(views->messages()->model()->rowCount() > 0, QStringLiteral("messages"));
        add(views->stream()->model()->rowCount() > 0, QStringLiteral("the stream"));
        add(views->neurons()->table()->wordsModel()->rowCount() > 0, QStringLiteral("neurons"));
        add(views->evolution()->grid()->model()->columnCount() > 0, QStringLiteral("states"));
        add(views->evolution()->printout()->model()->rowCount() > 0, QStringLiteral("printout"));
        add(views->positions()->patterns() != nullptr, QStringLiteral("positions"));
        add(!window()->inspector()->inspection().title.isEmpty(), QStringLiteral("inspector"));
        for (const Kind kind : kinds)
            add(views->view(kind)->state() == View::State::Ready,
                QStringLiteral("the view ") + CentreViews::name(kind));
        return all;
    }
    /// Opens it, and tells what was still shown as soon as it was the window's model.
    QString openOther(const QString& folder) const
    {
        QStringList left{QStringLiteral("the model did not change")};
        QObject here;
        // Connected after the window's own slot.
        QObject::connect(m_real.session(), &app::Session::modelChanged, &here,
                         [&] { left = shown(); });
        const QString before = name();
        window()->openModel(folder);
        [&] { QTRY_VERIFY_WITH_TIMEOUT(name() != before, RealWindow::patience); }();
        return left.join(QStringLiteral(", "));
    }
    /// Looks at the other part, and tells what was still shown of the old one.
    QString lookAtOther() const
    {
        QStringList left{QStringLiteral("the part did not change")};
        QObject here;
        // Connected after the window's own slot.
        QObject::connect(m_real.session(), &app::Session::partChanged, &here,
                         [&] { left = shown(); });
        window()->lookAt(m_real.session()->part() == app::Session::Part::Decoder);
        return left.join(QStringLiteral(", "));
    }
    void waitForRun() const
    {
        QTRY_VERIFY_WITH_TIMEOUT(m_real.session()->prompt() && window()->shownRun(),
                                 RealWindow::patience);
        m_real.settle();
        QTRY_COMPARE_WITH_TIMEOUT(m_real.views()->front()->state(), View::State::Ready,
                                  RealWindow::patience);
    }

private Q_SLOTS:
    void init() { m_real.forgetSettings(); }
    void cleanup() { m_real.close(); }

    void takesAllOfTheOldOneWithIt_data()
    {
        QTest::addColumn<int>("kind");
        for (const Kind kind : kinds)
            QTest::newRow(qPrintable(CentreViews::name(kind))) << static_cast<int>(kind);
    }
    void takesAllOfTheOldOneWithIt()
    {
        QFETCH(const int, kind);
        const Kind front = static_cast<Kind>(kind);
        m_real.open(prompt);
        // Where the small one has nothing.
        m_real.selection()->setNeuron(core::LayerIndex(7), core::NeuronIndex(1500));
        m_real.selection()->setHead(core::LayerIndex(7), core::HeadIndex(5));
        m_real.show(front);
        m_real.check(front);
        QVERIFY(shown().contains(QStringLiteral("the view ") + CentreViews::name(front)));

        QCOMPARE(openOther(small), QString());
        QCOMPARE(name(), QStringLiteral("gpt2-tiny"));
        waitForRun();
        QCOMPARE(m_real.tokens(), 6);
        QVERIFY(m_real.selection()->layer().value < 3);
        QVERIFY(m_real.selection()->head().value < 4);
        QCOMPARE(m_real.selection()->view(), front);
        m_real.check(front);
        for (const Kind other : {Kind::Neurons, Kind::Stream, front}) {
            m_real.show(other);
            m_real.check(other);
        }

        QCOMPARE(openOther(large), QString());
        QCOMPARE(name(), QStringLiteral("bookshelf-20m"));
        waitForRun();
        m_real.check(front);
        QVERIFY(!window()->banner()->isVisible() || !window()->banner()->isFailure());
    }

    void anotherPartTakesAllOfTheOldOneWithIt_data() { takesAllOfTheOldOneWithIt_data(); }
    /// From a decoder to its encoder, which has more layers and fewer heads, and back.
    void anotherPartTakesAllOfTheOldOneWithIt()
    {
        QFETCH(const int, kind);
        const auto front = static_cast<Kind>(kind);
        m_real.open(prompt, tests::qDataPath("/t5-tiny"));
        QTRY_VERIFY_WITH_TIMEOUT(window()->headView()->table(), RealWindow::patience);
        // A cross head where there is something of it to see: it has no positions.
        const int head = front == Kind::Positions ? 3 : 6;
        m_real.selection()->setHead(core::LayerIndex(1), core::HeadIndex(head));
        m_real.show(front);
        m_real.check(front);
        QVERIFY(shown().contains(QStringLiteral("the view ") + CentreViews::name(front)));
        for (const int tokens : {6, 1}) {
            QCOMPARE(lookAtOther(), QString());
            waitForRun();
            QCOMPARE(m_real.tokens(), tokens);
            QCOMPARE(m_real.selection()->view(), front);
            m_real.check(front);
        }
    }

    void aPromptThatItCannotRunShowsNothingOfTheOldOne()
    {
        m_real.open(QStringLiteral("The captain of the ship"));
        m_real.show(Kind::Neurons);
        QCOMPARE(openOther(small), QString());
        QTRY_COMPARE_WITH_TIMEOUT(m_real.views()->front()->state(), View::State::Failed,
                                  RealWindow::patience);
        QVERIFY2(m_real.views()->front()->sentence().contains(QStringLiteral("token ids")),
                 qPrintable(m_real.views()->front()->sentence()));
        QCOMPARE(shown().join(QStringLiteral(", ")), QString());
        // Ids it can.
        m_real.run(prompt, 6);
        waitForRun();
        m_real.check(Kind::Neurons);
        std::vector<core::TokenId> ids;
        for (const auto& token : m_real.session()->prompt()->tokens)
            ids.push_back(token.id);
        QVERIFY(ids == (std::vector<core::TokenId>{5, 17, 3, 5, 17, 3}));
    }
};

QTEST_MAIN(OtherModelTest)
#include "tst_othermodel.moc"
