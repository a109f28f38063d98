// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/gridmodel.h"
#include "ui/models/roles.h"
#include "ui/theme/theme.h"
#include "ui/views/gridview.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QPainter>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <cmath>
#include <limits>

using namespace headscope::ui;
using Cell = GridView::Cell;

namespace {

/// Words name their cell; the shade goes from 0 to 1 along a row, and column 3 has none.
class NumberedCells final : public GridModel
{
public:
    void setSize(int rows, int columns)
    {
        beginResetModel();
        m_rows = rows;
        m_columns = columns;
        endResetModel();
    }
    int rowCount(const QModelIndex& parent = {}) const final
    {
        return parent.isValid() ? 0 : m_rows;
    }
    int columnCount(const QModelIndex& parent = {}) const final
    {
        return parent.isValid() ? 0 : m_columns;
    }
    double shade(int, int column) const final
    {
        ++asked;
        return column == 3 ? std::numeric_limits<double>::quiet_NaN()
                           : static_cast<double>(column) / qMax(1, m_columns - 1);
    }
    unsigned marks(int row, int column) const final { return row == column ? Repeats : 0U; }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const final
    {
        if (role == Qt::DisplayRole)
            return (orientation == Qt::Horizontal ? QStringLiteral("c%1") : QStringLiteral("r%1"))
                .arg(section);
        if (role == Qt::ToolTipRole)
            return QStringLiteral("about %1").arg(section);
        return {};
    }
    mutable int asked = 0;

protected:
    QVariant cellData(int row, int column, int role) const final
    {
        const QStringList words{QStringLiteral("w%1").arg(row), QStringLiteral("x%1").arg(column)};
        switch (role) {
        case WordsRole:
            return words;
        case HiddenRole:
            return row == 1 && column == 1;
        case Qt::DisplayRole:
            return QStringLiteral("(hidden)");
        case ExportRole:
            return words.join(QStringLiteral(", "));
        case Qt::ToolTipRole:
            return QStringLiteral("tip");
        }
        return {};
    }

private:
    int m_rows = 0;
    int m_columns = 0;
};

QImage shown(GridView& view)
{
    return view.viewport()->grab().toImage().convertToFormat(QImage::Format_RGB32);
}

QPoint middle(const GridView& view, int row, int column)
{
    return view.geometryOfCells().cell(row, column).center();
}

void turnWheel(GridView& view, int turned, Qt::KeyboardModifiers modifiers, QPoint at)
{
    QWheelEvent event(at, view.viewport()->mapToGlobal(at), {}, {0, turned}, Qt::NoButton,
                      modifiers, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(view.viewport(), &event);
}

} // namespace

class GridViewTest : public QObject
{
    Q_OBJECT
private:
    NumberedCells m_model;
    std::unique_ptr<GridView> m_view;

    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(m_view.get(), key, modifiers);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        Theme::instance().setChoice(Theme::Choice::Light);
    }

    void init()
    {
        m_model.setSize(48, 13);
        m_view = std::make_unique<GridView>();
        m_view->setAxes(QStringLiteral("row"), QStringLiteral("column"));
        m_view->setModel(&m_model);
        m_view->resize(900, 500);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        m_view->setFocus();
    }

    void keepsTheContractOfItemModels()
    {
        NumberedCells model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (const QSize size : {QSize(0, 0), QSize(3, 5), QSize(1, 1), QSize(0, 0)})
            model.setSize(size.height(), size.width());
        model.setSize(2, 5);
        QVERIFY(!model.index(0, 3).data(ValueRole).isValid());
        QCOMPARE(model.index(0, 4).data(ValueRole).toDouble(), 1.0);
        QCOMPARE(model.index(1, 1).data(MarkedRole).toInt(), static_cast<int>(GridModel::Repeats));
    }

    void keysMoveTheCurrentCell()
    {
        QSignalSpy told(m_view.get(), &GridView::currentChanged);
        m_view->setCurrent({0, 0});
        QCOMPARE(told.count(), 0);
        key(Qt::Key_Right);
        key(Qt::Key_Down);
        key(Qt::Key_Down);
        QVERIFY((m_view->current() == Cell{2, 1}));
        QCOMPARE(told.count(), 3);
        QCOMPARE(told.last().at(0).toInt(), 2);
        key(Qt::Key_End);
        QVERIFY((m_view->current() == Cell{2, 12}));
        key(Qt::Key_End, Qt::ControlModifier);
        QVERIFY((m_view->current() == Cell{47, 12}));
        const GridGeometry& geometry = m_view->geometryOfCells();
        QVERIFY(geometry.body().contains(geometry.cell(47, 12)));
        key(Qt::Key_Right);
        key(Qt::Key_Down);
        QVERIFY((m_view->current() == Cell{47, 12}));
        key(Qt::Key_PageUp);
        QVERIFY(m_view->current().row < 40);
        key(Qt::Key_Home, Qt::ControlModifier);
        QVERIFY((m_view->current() == Cell{0, 0}));
        QCOMPARE(geometry.scroll, QPoint(0, 0));
        QCOMPARE(m_view->accessibleDescription(), QStringLiteral("r0, c0: w0, x0"));
        QSignalSpy activated(m_view.get(), &GridView::activated);
        key(Qt::Key_Return);
        QCOMPARE(activated.count(), 1);
    }

    void whatIsSetBeforeItIsSeenIsRevealedThen()
    {
        GridView view;
        view.setModel(&m_model);
        view.resize(100, 60);
        view.setCurrent({2, 2}); // would have to be scrolled to
        view.resize(900, 500);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QCOMPARE(view.geometryOfCells().scroll, QPoint(0, 0));
        view.hide();
        view.setCurrent({40, 12});
        view.show();
        QVERIFY(view.geometryOfCells().body().contains(view.geometryOfCells().cell(40, 12)));
    }

    void theCurrentCellStaysInSightUntilSomebodyScrolls()
    {
        const GridGeometry& geometry = m_view->geometryOfCells();
        const auto inSight = [&] { return geometry.body().contains(geometry.cell(40, 12)); };
        m_view->setCurrent({40, 12});
        QVERIFY(inSight());
        m_view->resize(300, 200); // as where a panel is opened beside it
        QVERIFY(inSight());
        turnWheel(*m_view, 1200, Qt::NoModifier, middle(*m_view, 40, 12));
        QVERIFY(!inSight());
        m_view->resize(320, 220);
        QVERIFY(!inSight());
    }

    void clicksSelectAndActivate()
    {
        QSignalSpy told(m_view.get(), &GridView::currentChanged);
        QSignalSpy activated(m_view.get(), &GridView::activated);
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, middle(*m_view, 4, 2));
        QVERIFY((m_view->current() == Cell{4, 2}));
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, Qt::ShiftModifier,
                          middle(*m_view, 6, 3));
        QCOMPARE(m_view->selected(), QRect(QPoint(2, 4), QPoint(3, 6)));
        QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, middle(*m_view, 5, 1));
        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated.last().at(1).toInt(), 1);
        const int before = static_cast<int>(told.count());
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, QPoint(3, 3)); // the corner
        QCOMPARE(told.count(), before);
    }

    void headersSelectTheirRowOrColumn()
    {
        m_view->setCurrent({4, 2});
        const QRect cell = m_view->geometryOfCells().cell(6, 3);
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, QPoint(8, cell.center().y()));
        QVERIFY((m_view->current() == Cell{6, 2}));
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, QPoint(cell.center().x(), 8));
        QVERIFY((m_view->current() == Cell{6, 3}));
    }

    void selectedCellsAreCopiedAsTable()
    {
        m_view->setCurrent({1, 2});
        QCOMPARE(m_view->selectedText(), QStringLiteral("w1, x2"));
        key(Qt::Key_Right, Qt::ShiftModifier);
        key(Qt::Key_Down, Qt::ShiftModifier);
        const QString text = QStringLiteral("w1, x2\tw1, x3\nw2, x2\tw2, x3");
        QCOMPARE(m_view->selectedText(), text);
        key(Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), text);
        key(Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(m_view->selectedText().count(QLatin1Char('\n')), 47);
        QCOMPARE(m_view->selectedText().count(QLatin1Char('\t')), 48 * 12);
        key(Qt::Key_Left);
        QCOMPARE(m_view->selected().size(), QSize(1, 1));
    }

    void zoomGoesFromWordsToPixelsAndBack()
    {
        const GridGeometry& geometry = m_view->geometryOfCells();
        const int fitting = geometry.cellSize.width();
        QVERIFY(m_view->fits());
        QVERIFY(fitting >= GridGeometry::leastFit * m_view->rowHeight() / 26);
        for (int i = 0; i < 12; ++i)
            key(Qt::Key_Minus, Qt::ControlModifier);
        QCOMPARE(geometry.cellSize.width(), 2);
        QCOMPARE(geometry.cellSize.height(), geometry.room().height() / 48); // all rows in sight
        QCOMPARE(m_view->horizontalScrollBar()->maximum(), 0);
        QTRY_VERIFY(!m_view->horizontalScrollBar()->isVisible());
        // The map has the colours of the cells.
        m_view->setCurrent({20, 8});
        const QImage image = shown(*m_view);
        for (const int column : {0, 5, 12}) {
            const QColor pixel = image.pixelColor(geometry.cell(7, column).topLeft());
            const QColor wanted = Theme::instance().scoreMap().colour(column / 12.0);
            QCOMPARE(pixel.rgb(), wanted.rgb());
        }
        QCOMPARE(image.pixelColor(geometry.cell(7, 3).topLeft()).rgb(),
                 Theme::instance().colours().window.rgb());
        for (int i = 0; i < 12; ++i)
            key(Qt::Key_Plus, Qt::ControlModifier);
        QCOMPARE(geometry.cellSize, GridGeometry::levels(m_view->rowHeight()).back());
        key(Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(geometry.cellSize.width(), fitting);
        QVERIFY(m_view->fits());
    }

    void theWheelScrollsAndZoomsAroundThePointer()
    {
        const GridGeometry& geometry = m_view->geometryOfCells();
        const QPoint at = middle(*m_view, 3, 2);
        turnWheel(*m_view, -120, Qt::NoModifier, at);
        QVERIFY(geometry.scroll.y() > 0);
        QCOMPARE(m_view->verticalScrollBar()->value(), geometry.scroll.y());
        turnWheel(*m_view, -120, Qt::ShiftModifier, at);
        QVERIFY(geometry.scroll.x() > 0);
        const int row = geometry.rowAt(at.y());
        const int column = geometry.columnAt(at.x());
        turnWheel(*m_view, 120, Qt::ControlModifier, at);
        QVERIFY(!m_view->fits());
        QCOMPARE(geometry.rowAt(at.y()), row);
        QCOMPARE(geometry.columnAt(at.x()), column);
        m_view->verticalScrollBar()->setValue(100);
        QCOMPARE(geometry.scroll.y(), 100);
    }

    void onlyWhatIsInSightIsAskedFor()
    {
        m_model.setSize(4096, 512);
        shown(*m_view);
        m_model.asked = 0;
        shown(*m_view);
        const GridGeometry& geometry = m_view->geometryOfCells();
        const int inSight = (geometry.lastRow() + 1 - geometry.firstRow())
                            * (geometry.lastColumn() + 1 - geometry.firstColumn());
        QCOMPARE(m_model.asked, inSight);
        QVERIFY(inSight < 300);
    }

    void findGoesRound()
    {
        QSignalSpy told(m_view.get(), &GridView::currentChanged);
        QVERIFY(m_view->find(QStringLiteral("W7"), false));
        QVERIFY((m_view->current() == Cell{7, 0}));
        QVERIFY(m_view->find(QStringLiteral("x12"), false));
        QVERIFY((m_view->current() == Cell{7, 12}));
        QVERIFY(m_view->find(QStringLiteral("x12"), true));
        QVERIFY((m_view->current() == Cell{6, 12}));
        QVERIFY(m_view->find(QStringLiteral("w0"), false));
        QVERIFY((m_view->current() == Cell{0, 0}));
        QVERIFY(!m_view->find(QStringLiteral("nowhere"), false));
        QCOMPARE(told.count(), 4);
    }

    void picturesHaveAllCells()
    {
        const QImage whole = m_view->figure(FigurePart::Whole, 100000).image();
        const GridGeometry& geometry = m_view->geometryOfCells();
        QCOMPARE(whole.size(), geometry.content() + geometry.header);
        const QImage narrow = m_view->figure(FigurePart::Whole, 1200).image();
        QVERIFY(narrow.width() <= 1200 && narrow.width() > 1000);
        QCOMPARE(narrow.height() - geometry.header.height(), 48 * m_view->rowHeight());
        m_model.setSize(64, 512);
        const QImage map = m_view->figure(FigurePart::Whole, 2000).image();
        QVERIFY(!map.isNull() && map.width() <= 2000);
        m_model.setSize(0, 0);
        QVERIFY(m_view->figure(FigurePart::Whole, 2000).image().isNull());
    }

    void emptyAndSingleCellsAreNoTrouble()
    {
        m_view->setCurrent({40, 12});
        m_model.setSize(0, 0);
        QVERIFY((m_view->current() == Cell{}));
        for (const auto pressed : {Qt::Key_Right, Qt::Key_End, Qt::Key_Return, Qt::Key_PageDown})
            key(pressed);
        key(Qt::Key_A, Qt::ControlModifier);
        key(Qt::Key_Minus, Qt::ControlModifier);
        QVERIFY(m_view->selectedText().isEmpty());
        QVERIFY(!m_view->find(QStringLiteral("w"), false));
        shown(*m_view);
        m_view->zoomToFit();
        m_model.setSize(1, 1);
        key(Qt::Key_Down);
        QVERIFY((m_view->current() == Cell{0, 0}));
        shown(*m_view);
        m_view->setModel(nullptr);
        shown(*m_view);
        QCOMPARE(m_view->accessibleDescription(), QString());
    }
};

QTEST_MAIN(GridViewTest)
#include "tst_gridview.moc"
