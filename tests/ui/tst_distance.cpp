// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/places.h"
#include "tests/support/ui/realwindow.h"
#include "ui/models/headscoresmodel.h"
#include "ui/models/headwordsmodel.h"
#include "ui/models/roles.h"
#include "ui/models/wordtext.h"
#include "ui/views/filterbar.h"
#include "ui/views/headgridview.h"
#include "ui/views/headtableview.h"
#include "ui/views/headview.h"
#include "ui/views/inspector.h"
#include "ui/views/panetable.h"
#include "ui/views/tableheader.h"

#include <QComboBox>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

using namespace headscope;
using namespace headscope::core;
using namespace headscope::ui;
using Kind = app::Selection::View;

/// Heads of models unlike GPT-2 in the real window: patterns by distance, groups, latents, cross
/// heads.
class DistanceTest : public QObject
{
    Q_OBJECT
private:
    RealWindow m_real;
    std::shared_ptr<const Model> m_model;
    std::shared_ptr<const Lens> m_lens;
    QJsonArray m_saved; ///< the last table

    static QString text(const char* utf8) { return QString::fromUtf8(utf8); }
    static QString prompt() { return text("The captain of the ship gave the order"); }
    const QString llama = tests::qModelsPath("/bookshelf-llama-14m");

    void open(const QString& model, const QString& prompt);
    QComboBox* distance() const { return control<QComboBox>("distance"); }
    QSpinBox* fixed() const { return control<QSpinBox>("fixedDistance"); }
    template<class Widget>
    Widget* control(const char* name) const
    {
        return m_real.window()->findChild<Widget*>(text(name));
    }
    HeadTablePtr table() const { return m_real.window()->headView()->table(); }
    /// The table on the screen is the core's with these options, words and all.
    void checkTable(const PatternDistance& distance, PatternSide side = PatternSide::Key) const;
    void fix(const char* typed);

private Q_SLOTS:
    void cleanup() { m_real.close(); }

    void patternsAreThoseOfThePair();
    void keysOverInputTokensKeepTheirPlace();
    void aFixedDistanceIsKept();
    void whatTokensLookForByDistance();
    void allHeadsAreAtOneDistance();
    void otherViewsDoNotWaitForIt();
    void modelsWithoutDistanceHaveNoSwitch();
    void groupsAndEmbeddingsAreNamed();
    void latentsAreNamed();
    void windowsAreSeen();
    void crossHeadsInTheWindow();
    void crossHeadsAreSavedWhole();
};

void DistanceTest::open(const QString& model, const QString& prompt)
{
    m_real.forgetSettings();
    m_real.open(prompt, model);
    QTRY_VERIFY_WITH_TIMEOUT(table() != nullptr, RealWindow::patience);
    m_real.settle();
    if (!m_model || m_model->info.folder != std::filesystem::path(model.toStdString())) {
        m_model = loadModel(model.toStdString());
        m_lens = std::make_shared<const Lens>(m_model);
    }
}

void DistanceTest::checkTable(const PatternDistance& distance, PatternSide side) const
{
    m_real.settle();
    std::vector<TokenId> ids;
    for (const PromptToken& token : m_real.session()->prompt()->tokens)
        ids.push_back(token.id);
    const auto trace = runTrace(*m_model, ids);
    HeadTableOptions options = m_real.views()->filters()->options();
    options.distance = distance;
    options.side = side;
    const auto wanted = makeHeadTable(*m_model, *trace, *m_lens, m_real.selection()->layer(),
                                      m_real.selection()->head(), options);
    const HeadTablePtr shown = table();
    QVERIFY(shown->byDistance);
    QVERIFY(shown->options.distance == distance);
    const auto* model = m_real.window()->headView()->tableView()->wordsModel();
    for (std::size_t j = 0; j < ids.size(); ++j) {
        QVERIFY(shown->patternCells[j].ids == wanted->patternCells[j].ids);
        QVERIFY(shown->messageCells[j].ids == wanted->messageCells[j].ids);
        QVERIFY(std::abs(shown->shifts[j] - wanted->shifts[j]) < 1e-4F);
        QCOMPARE(model->index(static_cast<int>(j), HeadWordsModel::Pattern)
                     .data(WordsRole)
                     .toStringList(),
                 shownWords(*m_model->words, wanted->patternCells[j].ids, false));
    }
}

/// Chooses a fixed distance by the keyboard.
void DistanceTest::fix(const char* typed)
{
    distance()->setFocus();
    QTest::keyClick(distance(), Qt::Key_Down);
    QVERIFY(fixed()->isVisible());
    fixed()->setFocus();
    fixed()->selectAll();
    QTest::keyClicks(fixed(), text(typed));
    QTest::keyClick(fixed(), Qt::Key_Return);
    m_real.settle();
}

void DistanceTest::patternsAreThoseOfThePair()
{
    open(llama, prompt());
    const int last = m_real.tokens() - 1;
    QVERIFY(distance()->isVisible());
    QVERIFY(!fixed()->isVisible());
    m_real.selection()->setHead(LayerIndex(4), HeadIndex(0));
    m_real.settle();
    QCOMPARE(m_real.selection()->query().value, last);
    checkTable({.fixed = {}, .other = Position(last)});
    const HeadTablePtr before = table();
    // A click on the title of another column.
    PaneTable* scores = m_real.window()->headView()->tableView()->scoresPane();
    QHeaderView* titles = scores->titles();
    const int middle = titles->sectionViewportPosition(3) + titles->sectionSize(3) / 2;
    QTest::mouseClick(titles->viewport(), Qt::LeftButton, {},
                      QPoint(middle, titles->height() - 20));
    QCOMPARE(m_real.selection()->query().value, 3);
    checkTable({.fixed = {}, .other = Position(3)});
    int changed = 0;
    for (int j = 0; j <= last; ++j) {
        const auto at = static_cast<std::size_t>(j);
        QCOMPARE(table()->distanceOf(j), j <= 3 ? 3 - j : 1);
        changed += table()->patternCells[at].ids != before->patternCells[at].ids ? 1 : 0;
        // What is attended to and what is sent are the same as before.
        QVERIFY(table()->messageCells[at].ids == before->messageCells[at].ids);
    }
    QVERIFY(changed > 3);
    QCOMPARE(table()->attention, before->attention);
    const auto* words = m_real.window()->headView()->tableView()->wordsModel();
    QVERIFY(words->headerData(HeadWordsModel::Pattern, Qt::Horizontal, SubtitleRole)
                .toString()
                .contains(text("distance to “of”")));
    // The inspector's numbers are those of this pair, and add up.
    m_real.selection()->setCell(Position(1), Position(3));
    QCOMPARE(m_real.window()->inspector()->inspection().pattern.facts[0].second, text("2"));
    QVERIFY(m_real.window()->inspector()->inspection().formula.contains(text("/ √")));
}

void DistanceTest::keysOverInputTokensKeepTheirPlace()
{
    open(llama, prompt());
    PaneTable* scores = m_real.window()->headView()->tableView()->scoresPane();
    scores->setFocus();
    m_real.selection()->setCell(Position(1), Position(2));
    m_real.settle();
    for (int step = 3; step < m_real.tokens(); ++step) {
        QTest::keyClick(scores, Qt::Key_Right);
        m_real.settle();
        QCOMPARE(m_real.selection()->query().value, step);
        QCOMPARE(m_real.selection()->context().value, 1);
        QVERIFY(scores->hasFocus());
        QCOMPARE(table()->distanceOf(1), step - 1);
        QCOMPARE(m_real.window()->headView()->selectedText(),
                 scores->currentIndex().data(ExportRole).toString());
    }
    // Ordered by the attention of that token.
    auto* order = control<QComboBox>("headRowOrder");
    order->setFocus();
    QTest::keyClick(order, Qt::Key_Down);
    scores->setFocus();
    QTest::keyClick(scores, Qt::Key_Left);
    m_real.settle();
    const int query = m_real.selection()->query().value;
    const auto& model = *m_real.window()->headView()->tableView()->scoresModel();
    for (int row = 0; row < query; ++row)
        QVERIFY(model.index(row, query).data(ValueRole).toDouble()
                >= model.index(row + 1, query).data(ValueRole).toDouble());
}

void DistanceTest::aFixedDistanceIsKept()
{
    open(llama, prompt());
    QSignalSpy changed(m_real.session(), &app::Session::headChanged);
    fix("5");
    checkTable({.fixed = 5, .other = {}});
    QVERIFY(m_real.settings()->flag(app::Settings::Key::FixedDistance));
    QCOMPARE(m_real.settings()->number(app::Settings::Key::Distance), 5.0);
    // No other token changes these words.
    const HeadTablePtr before = table();
    m_real.selection()->setQuery(Position(2));
    m_real.settle();
    QTest::qWait(50);
    QCOMPARE(table(), before);
    m_real.close();
    m_real.open(prompt(), llama);
    QTRY_VERIFY_WITH_TIMEOUT(table() != nullptr, RealWindow::patience);
    QVERIFY(distance()->isVisible() && fixed()->isVisible());
    QCOMPARE(fixed()->value(), 5);
    checkTable({.fixed = 5, .other = {}});
    distance()->setFocus();
    QTest::keyClick(distance(), Qt::Key_Up);
    QVERIFY(!fixed()->isVisible());
    checkTable({.fixed = {}, .other = m_real.selection()->query()});
    QVERIFY(!m_real.settings()->flag(app::Settings::Key::FixedDistance));
}

void DistanceTest::whatTokensLookForByDistance()
{
    open(llama, prompt());
    m_real.selection()->setQuery(Position(2));
    m_real.settle();
    QTest::mouseClick(control<QPushButton>("querySide"), Qt::LeftButton);
    checkTable({.fixed = {}, .other = Position(2)}, PatternSide::Query);
    QCOMPARE(table()->distanceOf(6), 4);
    QCOMPARE(table()->distanceOf(1), 1); // what it looks at is not yet there
    const auto tip = m_real.window()
                         ->headView()
                         ->tableView()
                         ->wordsModel()
                         ->index(6, HeadWordsModel::Pattern)
                         .data(Qt::ToolTipRole)
                         .toString();
    QVERIFY2(tip.contains(text("at distance 4, when it looks at “captain”")), qPrintable(tip));
    fix("3");
    checkTable({.fixed = 3, .other = {}}, PatternSide::Query);
}

void DistanceTest::allHeadsAreAtOneDistance()
{
    open(llama, prompt());
    m_real.show(Kind::Patterns);
    QVERIFY(distance()->isVisible());
    const auto grid = m_real.session()->grid();
    QVERIFY(grid->byDistance && grid->options.distance == PatternDistance());
    QVERIFY(m_real.views()->patterns()->factsText().contains(text("at distance 1")));
    // Cells of all heads are not looked up again for every token.
    m_real.selection()->setQuery(Position(2));
    m_real.settle();
    QTest::qWait(50);
    QCOMPARE(m_real.session()->grid(), grid);
    fix("7");
    QTRY_VERIFY_WITH_TIMEOUT(m_real.session()->grid()->options.distance.fixed == 7,
                             RealWindow::patience);
    m_real.settle();
    QVERIFY(m_real.views()->patterns()->factsText().contains(text("at distance 7")));
    std::vector<TokenId> ids;
    for (const PromptToken& token : m_real.session()->prompt()->tokens)
        ids.push_back(token.id);
    const auto trace = runTrace(*m_model, ids);
    HeadTableOptions options = m_real.views()->filters()->options();
    options.distance.fixed = 7;
    const auto wanted = makeHeadTable(*m_model, *trace, *m_lens, LayerIndex(3), HeadIndex(5),
                                      options);
    const auto* words = m_real.session()->grid()->of(LayerIndex(3), HeadIndex(5));
    for (std::size_t j = 0; j < ids.size(); ++j)
        QVERIFY(words->patterns[j].ids == wanted->patternCells[j].ids);
    m_real.show(Kind::Messages);
    QVERIFY(!distance()->isVisible());
    m_real.show(Kind::Head);
    QVERIFY(distance()->isVisible());
}

void DistanceTest::otherViewsDoNotWaitForIt()
{
    open(llama, prompt());
    m_real.show(Kind::Evolution);
    const HeadTablePtr before = m_real.session()->headTable();
    m_real.selection()->setQuery(Position(1));
    m_real.settle();
    QTest::qWait(50);
    QCOMPARE(m_real.session()->headTable(), before);
    m_real.show(Kind::Head);
    checkTable({.fixed = {}, .other = Position(1)});
}

void DistanceTest::modelsWithoutDistanceHaveNoSwitch()
{
    open(llama, prompt());
    fix("9");
    m_real.window()->openModel(tests::qModelsPath("/bookshelf-20m"));
    QTRY_VERIFY_WITH_TIMEOUT(table() && !table()->byDistance, RealWindow::patience);
    m_real.settle();
    QVERIFY(!distance()->isVisible() && !fixed()->isVisible());
    const auto* words = m_real.window()->headView()->tableView()->wordsModel();
    QVERIFY(!words->headerData(HeadWordsModel::Pattern, Qt::Horizontal, SubtitleRole)
                 .toString()
                 .contains(text("distance")));
    const HeadTablePtr before = table();
    m_real.selection()->setQuery(Position(2));
    m_real.settle();
    QTest::qWait(50);
    QCOMPARE(table(), before);
    // What was chosen holds again where it has a meaning.
    m_real.window()->openModel(llama);
    QTRY_VERIFY_WITH_TIMEOUT(table() && table()->byDistance, RealWindow::patience);
    m_real.settle();
    QVERIFY(fixed()->isVisible());
    QCOMPARE(table()->options.distance.fixed, std::optional<int>(9));
}

void DistanceTest::groupsAndEmbeddingsAreNamed()
{
    open(llama, prompt());
    m_real.selection()->setHead(LayerIndex(4), HeadIndex(5));
    m_real.settle();
    QStringList others;
    for (const int head : table()->groupHeads)
        if (head != 5)
            others.append(QString::number(head));
    QCOMPARE(others.size(), 3);
    const QString line = m_real.window()->headView()->natureText();
    QVERIFY2(line.startsWith(text("shares keys and values with heads 4, 6, 7 (messages alike: ")),
             qPrintable(line));
    QVERIFY(line.contains(others.join(text(", "))));
    // The figures, from the core's messages.
    std::vector<TokenId> ids;
    for (const PromptToken& token : m_real.session()->prompt()->tokens)
        ids.push_back(token.id);
    const auto trace = runTrace(*m_model, ids);
    const Matrix own = messages(*m_model, *trace, LayerIndex(4), HeadIndex(5));
    QStringList alike;
    for (const int head : {4, 6, 7}) {
        const Matrix other = messages(*m_model, *trace, LayerIndex(4), HeadIndex(head));
        double sum = 0;
        for (Eigen::Index j = 0; j < own.rows(); ++j)
            sum += static_cast<double>(own.row(j).dot(other.row(j))
                                       / (own.row(j).norm() * other.row(j).norm()));
        alike.append(numberText(sum / static_cast<double>(own.rows())));
    }
    QVERIFY2(line.contains(text("(messages alike: %1)").arg(alike.join(text(", ")))),
             qPrintable(line));
    const auto* words = m_real.window()->headView()->tableView()->wordsModel();
    QCOMPARE(words->headerData(HeadWordsModel::Message, Qt::Horizontal, Qt::DisplayRole).toString(),
             text("message (output embedding)"));
}

void DistanceTest::latentsAreNamed()
{
    open(tests::qDataPath("/deepseekv3-tiny"), text("5 17 3 40"));
    const Attention& attention = m_model->layers[0].attention;
    QVERIFY(attention.latent.has_value());
    QCOMPARE(m_real.window()->headView()->natureText(),
             text("keys and values from a latent of rank %1; head size %2")
                 .arg(attention.latent->size())
                 .arg(attention.headSize));
}

void DistanceTest::windowsAreSeen()
{
    open(tests::qDataPath("/mistral-tiny"),
         text("5 17 3 40 8 9 21 30 7 12 2 19 44 23 6 10 11 13 14 15"));
    const int window = m_model->layers[0].attention.window;
    QVERIFY(window > 0 && window < m_real.tokens());
    m_real.check(Kind::Head);
    const auto* scores = m_real.window()->headView()->tableView()->scoresModel();
    for (int i = 0; i < m_real.tokens(); ++i)
        for (int j = 0; j < m_real.tokens(); ++j)
            QCOMPARE(scores->index(j, i).data(ValueRole).isValid(), j <= i && j > i - window);
    QVERIFY(m_real.window()->headView()->natureText().contains(
        text("sees a window of %1 tokens").arg(window)));
}

void DistanceTest::crossHeadsInTheWindow()
{
    open(tests::qDataPath("/t5-tiny"), text("5 17 3 40 8 9 21"));
    m_real.session()->run(text("5 17 3 40 8 9 21"), true, text("0 11 12"));
    QTRY_COMPARE_WITH_TIMEOUT(m_real.tokens(), 3, RealWindow::patience); // ids as they are
    m_real.settle();
    const int own = m_model->info.heads;
    const auto contexts = static_cast<int>(m_real.session()->prompt()->memory.size());
    QVERIFY(contexts > 3);
    QCOMPARE(m_real.selection()->heads(), own + m_model->info.crossHeads);
    m_real.selection()->setHead(LayerIndex(1), HeadIndex(own + 1));
    m_real.settle();
    QVERIFY(table()->cross);
    QVERIFY(m_real.window()->headView()->titleText().contains(
        text("Layer 1 · Cross head 1 (looks at the encoder)")));
    const auto* scores = m_real.window()->headView()->tableView()->scoresModel();
    QCOMPARE(scores->rowCount(), contexts);
    QCOMPARE(scores->columnCount(), 3);
    m_real.check(Kind::Head);
    m_real.selection()->setCell(Position(contexts - 1), Position(2));
    QCOMPARE(m_real.selection()->context().value, contexts - 1);
    QVERIFY(
        m_real.window()->inspector()->inspection().formulaNote.contains(text("the encoder token")));
    QVERIFY(!distance()->isVisible()); // T5 has biases by distance instead
    // All heads: those of the selected kind first.
    m_real.show(Kind::Messages);
    const HeadGridModel* grid = m_real.views()->messages()->model();
    QVERIFY(grid->look().cross);
    QCOMPARE(grid->columnCount(), contexts);
    QCOMPARE(grid->rowCount(), m_model->info.layers * m_model->info.crossHeads);
    RealWindow::click(m_real.views()->messages()->grid(), 0, contexts - 1);
    QCOMPARE(m_real.selection()->head().value, own);
    QCOMPARE(m_real.selection()->context().value, contexts - 1);
    m_real.selection()->setHead(LayerIndex(0), HeadIndex(0));
    QCOMPARE(grid->columnCount(), 3);
    QCOMPARE(m_real.selection()->context().value, 2);
}

void DistanceTest::crossHeadsAreSavedWhole()
{
    open(tests::qDataPath("/t5-tiny"), text("5 17 3 40 8 9 21"));
    m_real.session()->run(text("5 17 3 40 8 9 21"), true, text("0 11 12"));
    QTRY_COMPARE_WITH_TIMEOUT(m_real.tokens(), 3, RealWindow::patience);
    m_real.settle();
    const int own = m_model->info.heads;
    m_real.selection()->setHead(LayerIndex(0), HeadIndex(own));
    m_real.settle();
    const auto rows = [this](const QString& path) {
        QVERIFY2(RealWindow::saveTable(m_real.window(), path), qPrintable(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        m_saved = QJsonDocument::fromJson(file.readAll()).array();
    };
    rows(m_real.path(text("head.json")));
    const auto contexts = static_cast<qsizetype>(m_real.session()->prompt()->memory.size());
    QCOMPARE(m_saved.size(), contexts);
    for (qsizetype j = 0; j < contexts; ++j) {
        const QJsonObject row = m_saved[j].toObject();
        int columns = 0;
        double sum = 0;
        for (auto column = row.begin(); column != row.end(); ++column)
            if (column.key().startsWith(text("attention"))) {
                ++columns;
                sum += column.value().toDouble();
            }
        QCOMPARE(columns, 3);
        QVERIFY(sum > 0);
    }
    m_real.show(Kind::Patterns);
    rows(m_real.path(text("patterns.json")));
    const qsizetype layers = m_model->info.layers;
    QCOMPARE(m_saved.size(), layers * (own * 3 + m_model->info.crossHeads * contexts));
    // Behind the three tokens of the layer's own heads come the encoder's.
    const QJsonObject first = m_saved[own * 3].toObject();
    QCOMPARE(first[text("head")].toInt(), own);
    QCOMPARE(first[text("id")].toInt(), 5);
}

QTEST_MAIN(DistanceTest)
#include "tst_distance.moc"
