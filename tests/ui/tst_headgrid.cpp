// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/selection.h"
#include "tests/support/ui/handmade.h"
#include "ui/models/headgridmodel.h"
#include "ui/models/roles.h"
#include "ui/theme/theme.h"
#include "ui/views/colourlegend.h"
#include "ui/views/gridview.h"
#include "ui/views/headgridview.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace headscope;
using namespace headscope::ui;
using core::HeadIndex;
using core::LayerIndex;
using core::Position;
using Kind = HeadGridModel::Kind;

namespace {

QStringList rowNames(const HeadGridModel& model)
{
    QStringList names;
    for (int row = 0; row < model.rowCount(); ++row)
        names.append(model.headerData(row, Qt::Vertical, Qt::DisplayRole).toString());
    return names;
}

QString text(const char* utf8)
{
    return QString::fromUtf8(utf8);
}

} // namespace

class HeadGridTest : public QObject
{
    Q_OBJECT
private:
    app::Selection m_selection;
    std::unique_ptr<HeadGridView> m_view;

    void show(Kind kind, const HeadGridPtr& grid)
    {
        m_view = std::make_unique<HeadGridView>(kind, &m_selection);
        if (grid)
            m_selection.setBounds(grid->layers, grid->headsPerLayer,
                                  static_cast<int>(grid->tokens.size()));
        m_view->setGrid(grid);
        m_view->setState(View::State::Ready);
        m_view->resize(1000, 700);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    }
    template<class Widget>
    Widget* control(const char* name)
    {
        return m_view->findChild<Widget*>(QString::fromLatin1(name));
    }
    /// Types into the filter and ends with Enter.
    void filter(const char* typed)
    {
        auto* box = control<QLineEdit>("rowFilter");
        box->clear();
        QTest::keyClicks(box, text(typed));
        QTest::keyClick(box, Qt::Key_Return);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        Theme::instance().setChoice(Theme::Choice::Light);
    }
    void cleanup() { m_view.reset(); }

    void filtersAreReadAsTheyAreMeant()
    {
        const auto has = [](const char* filter, int layer, int head) {
            return RowFilter::parse(text(filter)).has(LayerIndex(layer), HeadIndex(head));
        };
        QVERIFY(has("", 3, 1) && RowFilter::parse(text("  ")).word.isEmpty());
        QVERIFY(has("5", 5, 0) && has("5", 5, 11) && !has("5", 4, 11) && !has("5", 6, 0));
        QVERIFY(has("5.2", 5, 2) && !has("5.2", 5, 1) && !has("5.2", 5, 3));
        QVERIFY(has("3-5", 3, 0) && has("3 – 5", 5, 9) && !has("3-5", 6, 0));
        QVERIFY(has("3.1-4.2", 3, 1) && has("3.1-4.2", 4, 2) && !has("3.1-4.2", 3, 0)
                && !has("3.1-4.2", 4, 3));
        QVERIFY(has("1, 5.2", 1, 7) && has("1 5.2", 5, 2) && !has("1, 5.2", 5, 1));
        QCOMPARE(RowFilter::parse(text("the sea")).word, text("the sea"));
        QCOMPARE(RowFilter::parse(text("\"5\"")).word, text("5"));
        QCOMPARE(RowFilter::parse(text("5.2 he")).word, text("5.2 he"));
    }

    void keepsTheContractOfItemModels()
    {
        HeadGridModel model(Kind::Patterns);
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (const int found : {0, 3, 6}) {
            model.setGrid(test::handmadeGrid(2, 3, 5, found));
            QCOMPARE(model.rowCount(), 6);
            QCOMPARE(model.columnCount(), 5);
            QCOMPARE(model.headsFound(), found);
        }
        model.setGrid(test::handmadeGrid(2, 3, 1));
        model.setLook({.filter = text("nothing like this")});
        QCOMPARE(model.rowCount(), 0);
        model.setGrid(nullptr);
        QCOMPARE(model.rowCount() + model.columnCount(), 0);
        model.setLook({});
        model.setGrid(test::handmadeGrid(8, 8, 512));
        QCOMPARE(model.rowCount(), 64);
    }

    void cellsAreThoseOfTheGrid()
    {
        const auto grid = test::handmadeGrid(2, 3, 5);
        for (const Kind kind : {Kind::Patterns, Kind::Messages}) {
            HeadGridModel model(kind);
            model.setGrid(grid);
            for (int row = 0; row < 6; ++row) {
                const auto* words = grid->of(model.layerOf(row), model.headOf(row));
                QCOMPARE(model.rowOf(model.layerOf(row), model.headOf(row)), row);
                for (int j = 0; j < 5; ++j) {
                    const auto at = static_cast<std::size_t>(j);
                    const auto& cell = kind == Kind::Patterns ? words->patterns[at]
                                                              : words->messages[at];
                    const QModelIndex index = model.index(row, j);
                    QCOMPARE(index.data(WordsRole).toStringList(),
                             shownWords(*grid->words, cell.ids, false));
                    QCOMPARE(index.data(HiddenRole).toBool(), cell.highBias);
                    const double wanted = cell.highBias
                                              ? std::nan("")
                                              : qBound(0.0,
                                                       (cell.legibility - model.shadeLow())
                                                           / (model.shadeHigh() - model.shadeLow()),
                                                       1.0);
                    QCOMPARE(model.shade(row, j), wanted);
                }
            }
            QCOMPARE(model.index(0, 2).data(ExportRole).toString(), text("(high bias)"));
            model.setLook({.shade = HeadGridLook::Shade::Size});
            const double largest = kind == Kind::Patterns ? 5.0 : 6.0;
            QCOMPARE(model.shadeHigh(), largest);
            QCOMPARE(model.shade(3, 1), (largest - 3.0) / largest);
            model.setShowSpaces(true);
            QVERIFY(model.index(0, 0).data(ExportRole).toString().startsWith(text("␣w")));
            QCOMPARE(model.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(), text("␣t1"));
        }
    }

    void wordsFillInWithoutMovingRows()
    {
        HeadGridModel model(Kind::Messages);
        model.setGrid(test::handmadeGrid(2, 3, 5, 2));
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        const QStringList names = rowNames(model);
        QCOMPARE(model.index(4, 0).data().toString(), text("…"));
        QVERIFY(std::isnan(model.shade(4, 0)));
        // An order that depends on the words waits for all of them.
        model.setLook({.order = HeadGridLook::Order::Repeating});
        model.setGrid(test::handmadeGrid(2, 3, 5, 5));
        QCOMPARE(rowNames(model), names);
        QCOMPARE(reset.count(), 0);
        QVERIFY(model.index(4, 0).data().toString() != text("…"));
        model.setGrid(test::handmadeGrid(2, 3, 5, 6));
        QCOMPARE(rowNames(model).constFirst(), text("1.1"));
    }

    void rowsAreFilteredByWordAndLabel()
    {
        HeadGridModel model(Kind::Patterns);
        const auto grid = test::handmadeGrid(2, 3, 5);
        model.setGrid(grid);
        model.setLabels({{}, text("the sea"), {}, {}, {}, {}});
        for (const auto& [typed, id] : {std::pair("w31", 31), std::pair("W3", 3)}) {
            model.setLook({.filter = text(typed)});
            QStringList wanted;
            for (int head = 0; head < 6; ++head) {
                bool has = false;
                for (const auto& cell : grid->heads[static_cast<std::size_t>(head)]->patterns)
                    has = has
                          || (!cell.highBias
                              && std::count(cell.ids.begin(), cell.ids.end(), id) > 0);
                if (has)
                    wanted.append(QStringLiteral("%1.%2").arg(head / 3).arg(head % 3));
            }
            QVERIFY(!wanted.isEmpty() && wanted.size() < 6);
            QCOMPARE(rowNames(model), wanted);
            for (int row = 0; row < model.rowCount(); ++row)
                for (int j = 0; j < 5; ++j)
                    QCOMPARE((model.marks(row, j) & GridModel::Matches) != 0,
                             !model.index(row, j).data(HiddenRole).toBool()
                                 && model.index(row, j).data(WordsRole).toStringList().contains(
                                     text(typed).toLower()));
        }
        model.setLook({.filter = text("SEA")});
        QCOMPARE(rowNames(model), QStringList(text("0.1")));
        // No such word; but some begin so.
        model.setLook({.filter = text("w")});
        QCOMPARE(model.rowCount(), 6);
    }

    void repeatsAndIllegibleCellsAreMarked()
    {
        HeadGridModel model(Kind::Patterns);
        model.setGrid(test::handmadeGrid(2, 3, 5));
        HeadGridLook look;
        look.markRepeats = true;
        look.threshold = 6.05;
        model.setLook(look);
        for (int row = 0; row < 6; ++row)
            for (int j = 0; j < 5; ++j) {
                QCOMPARE((model.marks(row, j) & GridModel::Repeats) != 0, row == 4);
                const bool faded = j < 2 || (j == 2 && row < 3);
                QCOMPARE((model.marks(row, j) & GridModel::Faded) != 0, faded);
                QVERIFY(!faded || std::isnan(model.shade(row, j)));
            }
        look.rows = HeadGridLook::Rows::Repeating;
        model.setLook(look);
        QCOMPARE(rowNames(model), QStringList(text("1.1")));
        look.rows = HeadGridLook::Rows::Legible;
        look.threshold = 8.05;
        model.setLook(look);
        QCOMPARE(rowNames(model), QStringList({text("1.0"), text("1.1"), text("1.2")}));
        look.threshold = 0;
        look.order = HeadGridLook::Order::Legibility;
        model.setLook(look);
        QCOMPARE(rowNames(model).constFirst(), text("1.0"));
    }

    void cellsSelectTheirHeadAndToken()
    {
        show(Kind::Messages, test::handmadeGrid(2, 3, 5));
        m_selection.setView(app::Selection::View::Messages);
        GridView* grid = m_view->grid();
        QSignalSpy changed(&m_selection, &app::Selection::changed);
        QTest::mouseClick(grid->viewport(), Qt::LeftButton, {},
                          grid->geometryOfCells().cell(4, 3).center());
        QCOMPARE(m_selection.layer(), LayerIndex(1));
        QCOMPARE(m_selection.head(), HeadIndex(1));
        QCOMPARE(m_selection.context(), Position(3));
        QCOMPARE(m_selection.focus(), app::Selection::Focus::Message);
        QCOMPARE(changed.count(), 1);
        QTest::keyClick(grid, Qt::Key_Up);
        QCOMPARE(m_selection.head(), HeadIndex(0));
        QCOMPARE(m_selection.view(), app::Selection::View::Messages);
        QTest::keyClick(grid, Qt::Key_Return);
        QCOMPARE(m_selection.view(), app::Selection::View::Head);
        // And the other way round.
        m_selection.setHead(LayerIndex(0), HeadIndex(2));
        m_selection.setContext(Position(1), app::Selection::Focus::Pattern);
        QVERIFY((grid->current() == GridView::Cell{2, 1}));
        QVERIFY(m_view->selectedText().startsWith(text("w")));
    }

    void controlsChangeWhatIsShown()
    {
        show(Kind::Patterns, test::handmadeGrid(2, 3, 5));
        QVERIFY(m_view->titleText().contains(text("Patterns")));
        QCOMPARE(m_view->factsText(), text("what tokens offer  ·  6 heads"));
        m_selection.setHead(LayerIndex(1), HeadIndex(2));
        filter("1");
        QCOMPARE(rowNames(*m_view->model()), QStringList({text("1.0"), text("1.1"), text("1.2")}));
        QVERIFY(m_view->factsText().endsWith(text("3 of 6 heads")));
        QCOMPARE(m_view->grid()->current().row, 2);
        filter("0");
        QCOMPARE(m_view->grid()->current().row, -1); // the selected head has no row
        filter("9");
        QVERIFY(!m_view->grid()->isVisible());
        filter("");
        QVERIFY(m_view->grid()->isVisible());
        QTest::mouseClick(control<QPushButton>("markRepeats"), Qt::LeftButton);
        QVERIFY(m_view->model()->look().markRepeats);
        control<QComboBox>("rowOrder")->setCurrentIndex(1);
        QCOMPARE(rowNames(*m_view->model()).constFirst(), text("1.1"));
        control<QComboBox>("shadeBy")->setCurrentIndex(1);
        const auto* legend = m_view->findChild<ColourLegend*>();
        QCOMPARE(legend->low(), text("size 0"));
        QCOMPARE(legend->high(), text("5.0"));
        control<QDoubleSpinBox>("legibility")->setValue(6);
        QTRY_COMPARE(m_view->model()->look().threshold, 6.0);
        QVERIFY(m_view->find(text("w34"), false));
        QVERIFY(!m_view->find(text("zzz"), false));
    }

    void typingIsWaitedFor()
    {
        show(Kind::Patterns, test::handmadeGrid(2, 3, 5));
        QTest::keyClicks(control<QLineEdit>("rowFilter"), text("1.1"));
        QCOMPARE(m_view->model()->rowCount(), 6);
        QTRY_COMPARE(m_view->model()->rowCount(), 1);
    }

    void piecesAreCounted()
    {
        show(Kind::Patterns, test::handmadeGrid(2, 3, 5, 2));
        QVERIFY(m_view->factsText().contains(text("words of 2 of 6 heads")));
        auto whole = std::make_shared<core::HeadGrid>(*test::handmadeGrid(2, 3, 5));
        whole->options.side = core::PatternSide::Query;
        whole->options.centredPatterns = true;
        m_view->setGrid(whole);
        QCOMPARE(m_view->factsText(), text("what tokens look for  ·  centred  ·  6 heads"));
    }

    void anyNumberOfTokensIsShown()
    {
        for (const int tokens : {1, 512}) {
            show(Kind::Messages, test::handmadeGrid(8, 8, tokens));
            m_selection.setHead(LayerIndex(7), HeadIndex(7));
            m_selection.setContext(Position(tokens - 1), app::Selection::Focus::Message);
            const GridGeometry& geometry = m_view->grid()->geometryOfCells();
            QVERIFY(geometry.body().contains(geometry.cell(63, tokens - 1)));
            QVERIFY(!m_view->grab().isNull());
            QVERIFY(!m_view->picture(4000).isNull());
        }
        show(Kind::Messages, nullptr);
        QVERIFY(m_view->picture(1000).isNull());
        QVERIFY(!m_view->find(text("w"), false));
        QVERIFY(m_view->selectedText().isEmpty());
        QCOMPARE(m_view->factsText(), QString());
    }
};

QTEST_MAIN(HeadGridTest)
#include "tst_headgrid.moc"
