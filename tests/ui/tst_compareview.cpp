// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two prompts and two models side by side in the real window, by keys and clicks.
#include "app/comparing.h"
#include "tests/support/places.h"
#include "tests/support/ui/realwindow.h"
#include "ui/export/figurefile.h"
#include "ui/models/comparedgridmodel.h"
#include "ui/models/comparedtablemodel.h"
#include "ui/models/roles.h"
#include "ui/views/comparebar.h"
#include "ui/views/comparedmaps.h"
#include "ui/views/comparedpanes.h"
#include "ui/views/compareview.h"
#include "ui/views/gridview.h"
#include "ui/views/inspector.h"
#include "ui/views/panetable.h"
#include "ui/views/promptbar.h"
#include "ui/views/promptedit.h"
#include "ui/views/tableheader.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTest>

#include <cmath>

using namespace headscope;
using namespace headscope::ui;
using core::ComparedTable;

namespace {

const QString promptA = QStringLiteral("The captain of the ship gave the order");
const QString promptB = QStringLiteral("The captain of the army gave the order");

QString text(const char* utf8)
{
    return QString::fromUtf8(utf8);
}

} // namespace

class TestCompareView : public QObject
{
    Q_OBJECT

private:
    RealWindow m_real;

    app::Comparing* comparing() const { return m_real.window()->comparing(); }
    CompareView* view() const { return m_real.views()->compare(); }
    void settle() const
    {
        QTest::qWait(20); // what is wanted is asked for in the next event
        QTRY_VERIFY_WITH_TIMEOUT(comparing()->isCurrent() && !comparing()->busy()
                                     && !m_real.session()->busy()
                                     && view()->rows() == comparing()->rows(),
                                 RealWindow::patience);
    }
    void choose(QComboBox* box, int index) const
    {
        QTest::keyClick(box, Qt::Key_Home);
        for (int i = 0; i < index; ++i)
            QTest::keyClick(box, Qt::Key_Down);
        QCOMPARE(box->currentIndex(), index);
    }
    void compareTable(ComparedTable table) const
    {
        choose(view()->tables(), static_cast<int>(table));
        settle();
        QCOMPARE(comparing()->wanted()->table, table);
    }
    /// Types the second prompt.
    void type(const QString& prompt) const
    {
        PromptEdit* edit = view()->bar()->edit();
        edit->selectAll();
        QTest::keyClick(edit, Qt::Key_Delete);
        QTest::keyClicks(edit, prompt);
        QTest::keyClick(edit, Qt::Key_Return);
    }
    /// The number of a heatmap's cell, as it copies.
    static double number(const ComparedGridModel* model, int row, int column)
    {
        bool good = false;
        const double value = model->index(row, column).data(ExportRole).toString().toDouble(&good);
        return good ? value : std::nan("");
    }

private Q_SLOTS:
    void init()
    {
        m_real.forgetSettings();
        m_real.open(promptA);
        QTest::keyClick(m_real.window(), Qt::Key_9, Qt::AltModifier);
        QCOMPARE(m_real.selection()->view(), RealWindow::Kind::Compare);
    }
    void cleanup() { m_real.close(); }
    void saysWhatToDoFirst();
    void typingASecondPromptCompares();
    void everyTableByKeys();
    void heatmapsAreWhatTheyDifferBy();
    void wordsThatBothHave();
    void rowsAreSortedAndFiltered();
    void cellsSelectAndOpen();
    void anotherModelIsChosen();
    void swapExchangesPromptsAndModels();
    void isRememberedAndGoesAway();
    void tablesAndPicturesAreExported();
    void modelsKeepTheRules();
};

void TestCompareView::saysWhatToDoFirst()
{
    QTRY_COMPARE(view()->state(), View::State::Empty);
    QVERIFY(view()->sentence().contains(text("second prompt")));
    QVERIFY(view()->bar()->isVisible());
    QVERIFY(view()->picture(800).isNull());
    QVERIFY(!m_real.window()->saveTable(m_real.path(text("none.csv"))));
    QVERIFY(!QFile::exists(m_real.path(text("none.csv"))));
}

void TestCompareView::typingASecondPromptCompares()
{
    type(promptB);
    settle();
    QCOMPARE(view()->state(), View::State::Ready);
    QCOMPARE(view()->panes()->names()->rowCount(), 48);
    QVERIFY2(view()->factsText().contains(text("8 of 9 places")), qPrintable(view()->factsText()));
    m_real.check(RealWindow::Kind::Compare);
    // A new prompt of the window is compared too.
    m_real.run(text("The captain"), 3);
    settle();
    QTRY_COMPARE(view()->rows()->tokensA.size(), std::size_t(3));
    type({}); // nothing to compare with
    QTRY_COMPARE(view()->state(), View::State::Empty);
}

void TestCompareView::everyTableByKeys()
{
    type(promptB);
    const int rows[] = {48,       9,     48 * 9,     48 * 9, 2 + 8 * (6 * 9 + 1536 + 2),
                        8 * 1536, 9 * 9, 32 * 33 / 2};
    for (int i = 0; i < core::comparedTableCount; ++i) {
        compareTable(static_cast<ComparedTable>(i));
        QCOMPARE(view()->panes()->names()->rowCount(), rows[i]);
        QVERIFY(view()->maps()->model(ComparedSide::Difference)->columnCount() > 0);
        QVERIFY(!view()->values()->currentText().isEmpty());
        QVERIFY(view()->inspection());
        // Each value can be shown, and every way to show it.
        for (int v = 0; v < view()->values()->count(); ++v) {
            view()->setValue(view()->values()->itemData(v).toString());
            QVERIFY(view()->maps()->model(ComparedSide::A)->rowCount() > 0);
        }
        choose(view()->shownBox(), i % 4);
        QVERIFY(!view()->grab().isNull());
    }
}

void TestCompareView::heatmapsAreWhatTheyDifferBy()
{
    type(promptB);
    compareTable(ComparedTable::Head);
    const auto* a = view()->maps()->model(ComparedSide::A);
    const auto* b = view()->maps()->model(ComparedSide::B);
    const auto* both = view()->maps()->model(ComparedSide::Difference);
    QCOMPARE(both->rowCount(), 9);
    QCOMPARE(both->columnCount(), 9);
    double largest = 0;
    for (int row = 0; row < 9; ++row) {
        for (int column = 0; column < 9; ++column) {
            const double difference = number(both, row, column);
            if (column < row) { // a token does not see what is behind it
                QVERIFY(std::isnan(difference) && std::isnan(both->shade(row, column)));
                continue;
            }
            // Copied with nine digits.
            QVERIFY(std::abs(number(b, row, column) - number(a, row, column) - difference) < 1e-8);
            QVERIFY(std::abs(both->shade(row, column) - difference / both->largest()) < 1e-8);
            largest = std::max(largest, std::abs(difference));
        }
    }
    QVERIFY(largest > 0);
    QVERIFY(std::abs(both->largest() - largest) < 1e-8); // zero-centred, up to the largest
    QCOMPARE(view()->maps()->scale().low.mid(1), view()->maps()->scale().high.mid(1));
    const auto table = m_real.session()->headTable();
    QVERIFY(std::abs(number(a, 2, 7) - static_cast<double>(table->attention(7, 2))) < 1e-8);
    // Side by side: three maps that scroll together.
    QCOMPARE(view()->maps()->view(ComparedSide::A)->isVisible(), false);
    choose(view()->shownBox(), 3);
    for (const ComparedSide side : {ComparedSide::A, ComparedSide::B, ComparedSide::Difference})
        QVERIFY(view()->maps()->view(side)->isVisible());
    QCOMPARE(both->headerData(5, Qt::Horizontal, Qt::DisplayRole).toString(), text("ship / army"));
}

void TestCompareView::wordsThatBothHave()
{
    type(promptB);
    compareTable(ComparedTable::Messages);
    const auto* both = view()->maps()->model(ComparedSide::Difference);
    int shared = 0;
    for (int row = 0; row < both->rowCount(); ++row) {
        const auto a = view()->maps()->model(ComparedSide::A)->index(row, 5).data(WordsRole);
        const auto b = view()->maps()->model(ComparedSide::B)->index(row, 5).data(WordsRole);
        const QStringList words = both->index(row, 5).data(WordsRole).toStringList();
        for (const QString& word : words)
            QVERIFY(a.toStringList().contains(word) && b.toStringList().contains(word));
        shared += static_cast<int>(words.size());
        // The token before is the same in both, and so are all its words.
        QCOMPARE(both->index(row, 4).data(WordsRole),
                 view()->maps()->model(ComparedSide::A)->index(row, 4).data(WordsRole));
    }
    QVERIFY(shared > 0 && shared < 10 * both->rowCount());
}

void TestCompareView::rowsAreSortedAndFiltered()
{
    type(promptB);
    settle();
    const ComparedTableModel* values = view()->panes()->values();
    int column = 0;
    while (values->columnAt(column).side != ComparedSide::Difference)
        ++column;
    PaneTable* pane = view()->panes()->valuesPane();
    const auto click = [&] {
        const QHeaderView* header = pane->horizontalHeader();
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
                          QPoint(header->sectionViewportPosition(column) + 12, 20));
    };
    const auto sizes = [&] {
        std::vector<double> found;
        for (int row = 0; row < values->rowCount(); ++row)
            found.push_back(std::abs(values->index(row, column).data(ExportRole).toDouble()));
        return found;
    };
    const auto place = m_real.selection()->place();
    click();
    QVERIFY(m_real.selection()->place() == place); // it chooses no row
    QCOMPARE(pane->verticalScrollBar()->value(), 0);
    const auto descending = sizes();
    QVERIFY(std::is_sorted(descending.rbegin(), descending.rend()));
    QVERIFY(descending.front() > descending.back());
    click();
    const auto ascending = sizes();
    QVERIFY(std::is_sorted(ascending.begin(), ascending.end()));
    QTest::keyClicks(view()->filter(), text("3."));
    QTRY_COMPARE(view()->panes()->names()->rowCount(), 6); // heads 3.0 .. 3.5
    view()->filter()->clear();
    QTRY_COMPARE(view()->panes()->names()->rowCount(), 48);
}

void TestCompareView::cellsSelectAndOpen()
{
    type(promptB);
    settle();
    GridView* grid = view()->maps()->front();
    RealWindow::click(grid, 1, 4); // the last layer is on top
    QCOMPARE(m_real.selection()->layer().value, 6);
    QCOMPARE(m_real.selection()->head().value, 4);
    const auto inspection = view()->inspection();
    QVERIFY(inspection && inspection->title.contains(text("6.4")));
    QVERIFY2(inspection->formula.contains(text("B − A")), qPrintable(inspection->formula));
    QVERIFY(inspection->scoreTitle.isEmpty());
    compareTable(ComparedTable::Head);
    RealWindow::click(view()->maps()->front(), 6, 2); // "2" came before "6" and never saw it
    QVERIFY(view()->inspection()->scoreTitle.startsWith(text("Neither of the two")));
    QVERIFY(view()->inspection()->formula.isEmpty());
    RealWindow::click(view()->maps()->front(), 2, 6, true);
    QCOMPARE(m_real.selection()->view(), RealWindow::Kind::Head);
    QCOMPARE(m_real.selection()->context().value, 2);
    QCOMPARE(m_real.selection()->query().value, 6);
    // And the selection of the window is current there.
    m_real.selection()->setCell(core::Position(1), core::Position(3));
    QTest::keyClick(m_real.window(), Qt::Key_9, Qt::AltModifier);
    settle();
    QCOMPARE(view()->maps()->front()->current().row, 1);
    QCOMPARE(view()->maps()->front()->current().column, 3);
}

void TestCompareView::anotherModelIsChosen()
{
    QComboBox* models = view()->bar()->models();
    QTRY_VERIFY(models->findText(text("bookshelf-llama-14m")) > 0);
    choose(models, models->findText(text("bookshelf-llama-14m")));
    settle();
    QCOMPARE(view()->panes()->names()->rowCount(), 64); // eight heads a layer in B, six in A
    QVERIFY(view()->factsText().contains(text("16 only in B")));
    QVERIFY(view()->factsText().contains(text("the same 9 tokens")));
    compareTable(ComparedTable::Head);
    QCOMPARE(view()->headsOfB()->count(), 1 + 64);
    choose(view()->headsOfB(), 10); // 1.1
    settle();
    QCOMPARE(comparing()->session()->headTable()->layer.value, 1);
    QCOMPARE(comparing()->session()->headTable()->head.value, 1);
}

void TestCompareView::swapExchangesPromptsAndModels()
{
    type(promptB);
    settle();
    const auto before = view()->rows()->columns.front();
    QTest::mouseClick(view()->bar()->swapButton(), Qt::LeftButton);
    QTRY_COMPARE(m_real.window()->promptBar()->prompt(), promptB);
    QCOMPARE(view()->bar()->prompt(), promptA);
    settle();
    QTRY_COMPARE(view()->rows()->columns.front().difference(7), -before.difference(7));
    // The same with two models.
    comparing()->setOther({tests::qModelsPath("/bookshelf-llama-14m"), promptA});
    settle();
    QTest::mouseClick(view()->bar()->swapButton(), Qt::LeftButton);
    QTRY_COMPARE(m_real.window()->promptBar()->prompt(), promptA);
    settle();
    QCOMPARE(QString::fromStdString(m_real.session()->model()->info.name),
             text("bookshelf-llama-14m"));
    QCOMPARE(QString::fromStdString(comparing()->otherModel()->info.name), text("bookshelf-20m"));
    QCOMPARE(view()->bar()->prompt(), promptB);
}

void TestCompareView::isRememberedAndGoesAway()
{
    type(promptB);
    settle();
    m_real.close();
    m_real.open(promptA);
    QCOMPARE(m_real.selection()->view(), RealWindow::Kind::Compare);
    settle();
    QCOMPARE(view()->bar()->prompt(), promptB);
    // Nothing is compared while another view is looked at.
    QTest::keyClick(m_real.window(), Qt::Key_1, Qt::AltModifier);
    QTRY_VERIFY(!comparing()->wanted());
    m_real.run(text("The ship"), 3);
    QTest::qWait(50);
    QCOMPARE(view()->rows()->tokensA.size(), std::size_t(9));
    QVERIFY(!comparing()->busy());
}

void TestCompareView::tablesAndPicturesAreExported()
{
    type(promptB);
    compareTable(ComparedTable::Evolution);
    const QString path = m_real.path(text("compared.tsv"));
    QVERIFY(RealWindow::saveTable(m_real.window(), path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray head = file.readLine();
    QVERIFY2(head.contains("probability A\tprobability B\tprobability B-A"), head.constData());
    int rows = 0;
    while (!file.readLine().isEmpty())
        ++rows;
    QCOMPARE(rows, 81);
    QVERIFY2(m_real.window()
                 ->caption(app::Selection::View::Compare)
                 .contains(text("B: bookshelf-20m · ") + promptB),
             qPrintable(m_real.window()->caption(app::Selection::View::Compare)));
    for (const int shown : {0, 3}) {
        choose(view()->shownBox(), shown);
        const QString picture = m_real.path(text("compared.svg"));
        QVERIFY(m_real.window()->savePicture(picture));
        QFile svg(picture);
        QVERIFY(svg.open(QIODevice::ReadOnly));
        const QByteArray drawn = svg.readAll();
        QVERIFY(drawn.contains("ship / army"));
        QVERIFY(!drawn.contains("<image"));
    }
}

void TestCompareView::modelsKeepTheRules()
{
    type(promptB);
    settle();
    for (const auto part : {ComparedTableModel::Part::Names, ComparedTableModel::Part::Values}) {
        ComparedTableModel model(part);
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRows(nullptr, {}, {}, false);
        const ComparedLabels labels(view()->rows(), ComparedTable::Heads, 6, true);
        model.setRows(view()->rows(), comparedRowOrder(*view()->rows(), labels, {}, {}), labels,
                      true);
        QVERIFY(model.rowCount() == 48 && model.columnCount() > 2);
        model.setRows(nullptr, {}, {}, false);
        QCOMPARE(model.rowCount(), 0);
    }
    ComparedGridModel grid(ComparedSide::Difference);
    const QAbstractItemModelTester tester(&grid,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    const ComparedLabels labels(view()->rows(), ComparedTable::Heads, 6, false);
    grid.setRows(view()->rows(), 0, labels, false);
    QCOMPARE(grid.rowCount(), 8);
    grid.setRows(nullptr, -1, {}, false);
    QCOMPARE(grid.columnCount(), 0);
}

QTEST_MAIN(TestCompareView)
#include "tst_compareview.moc"
