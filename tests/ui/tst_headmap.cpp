// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/headmap.h"

#include "app/selection.h"
#include "ui/models/headname.h"
#include "ui/theme/theme.h"
#include "ui/views/barlist.h"
#include "ui/views/headmappanel.h"

#include <QCheckBox>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace headscope;
using namespace headscope::ui;

namespace {

QString text(const char* utf8)
{
    return QString::fromUtf8(utf8);
}

/// Layers of `own` heads, and of `cross` ones that have no measure of places. The value says which
/// head it is of.
std::vector<core::HeadMeasures> measures(int layers, int own, int cross, double scale)
{
    std::vector<core::HeadMeasures> all;
    for (int layer = 0; layer < layers; ++layer) {
        for (int head = 0; head < own + cross; ++head) {
            core::HeadMeasures m;
            m.layer = core::LayerIndex(layer);
            m.head = core::HeadIndex(head);
            const double value = scale * (layer * (own + cross) + head + 1);
            m.first = value;
            m.entropy = value;
            if (head < own)
                m.self = value;
            all.push_back(m);
        }
    }
    return all;
}

HeadMapPanel::MeasuresPtr shared(std::vector<core::HeadMeasures> all)
{
    return std::make_shared<const std::vector<core::HeadMeasures>>(std::move(all));
}

} // namespace

/// The map of a decoder of two layers, four heads and four cross heads, behind an encoder of three
/// layers of four heads.
class HeadMapTest : public QObject
{
    Q_OBJECT
private:
    app::Selection m_selection;
    std::unique_ptr<HeadMapPanel> m_panel;

    HeadMap* map() const { return m_panel->map(); }
    static QPoint middle(const HeadMapGeometry& geometry, int layer, int head)
    {
        return geometry.cell(layer, head).center();
    }
    /// Of the map as it is seen, with what is behind it.
    QRgb colourAt(QPoint point) const
    {
        return m_panel->grab().toImage().pixel(map()->mapTo(m_panel.get(), point));
    }
    void showDecoder()
    {
        m_selection.setBounds(2, 8, 3, 10);
        m_selection.setMemory(4, 7);
        m_panel->setOwnHeads(4);
        m_panel->setOther({true, 4, shared(measures(3, 4, 0, 0.02))});
        m_panel->setMeasures(shared(measures(2, 4, 4, 0.05)));
    }
    void showEncoder()
    {
        m_selection.setBounds(3, 4, 7, 10);
        m_selection.setMemory(4, 0);
        m_panel->setOwnHeads(4);
        m_panel->setOther({false, 4, shared(measures(2, 4, 4, 0.05))});
        m_panel->setMeasures(shared(measures(3, 4, 0, 0.02)));
    }

private Q_SLOTS:
    void init()
    {
        m_panel = std::make_unique<HeadMapPanel>(&m_selection);
        m_panel->resize(228, 760);
        m_panel->show();
    }
    void cleanup() { m_panel.reset(); }

    void theThreeKindsStandApart()
    {
        showDecoder();
        QTest::qWait(20); // the layout follows the map's new size
        const HeadMapGeometry own = map()->cells();
        const HeadMapGeometry other = map()->otherCells();
        QCOMPARE(own.layers, 2);
        QCOMPARE(own.heads, 8);
        QCOMPARE(other.layers, 3);
        QCOMPARE(other.heads, 4);
        // Cross heads behind a gap that is wider than between others.
        const auto between = [&own](int head) {
            return own.cell(0, head).left() - own.cell(0, head - 1).right();
        };
        QVERIFY(between(4) > 2 * between(3));
        QCOMPARE(between(3), between(5));
        QVERIFY(!own.at(QPoint(own.cell(0, 4).left() - 4, own.cell(0, 4).center().y())));
        // The encoder below its decoder, head under head.
        QVERIFY(other.cell(2, 0).top() > own.cell(0, 0).bottom());
        for (int head = 0; head < 4; ++head) {
            QCOMPARE(other.cell(0, head).left(), own.cell(0, head).left());
            QCOMPARE(other.cell(0, head).width(), own.cell(0, head).width());
        }
        QVERIFY(map()->height() >= other.top + other.height);
        QVERIFY(map()->width() >= own.cell(0, 7).right());
        // The same places where the encoder is looked at.
        const HeadMapGeometry decoder = own;
        showEncoder();
        QTest::qWait(20);
        QCOMPARE(map()->cells().cell(1, 2), other.cell(1, 2));
        QCOMPARE(map()->otherCells().cell(1, 6), decoder.cell(1, 6));
    }

    void theOtherPartIsPaleAndHasTheSameColours()
    {
        showDecoder();
        QTest::qWait(20);
        QCOMPARE(map()->values().high, 0.05 * 16);
        QCOMPARE(map()->otherValues().high, map()->values().high);
        QCOMPARE(map()->otherValues().low, map()->values().low);
        m_selection.setHead(core::LayerIndex(1), core::HeadIndex(0));
        const Theme& theme = Theme::instance();
        const double value = *map()->values().at(0, 6);
        QCOMPARE(colourAt(middle(map()->cells(), 0, 6)),
                 theme.measureMap().colour(map()->values().fraction(value)).rgb());
        const double other = *map()->otherValues().at(2, 3);
        const QRgb full = theme.measureMap().colour(map()->otherValues().fraction(other)).rgb();
        const QRgb seen = colourAt(middle(map()->otherCells(), 2, 3));
        const QRgb surface = colourAt(QPoint(map()->width() - 2, map()->otherCells().top + 5));
        QVERIFY(seen != full && seen != surface);
        using Channel = int (*)(QRgb);
        for (const Channel part : {Channel(&qRed), Channel(&qGreen), Channel(&qBlue)}) {
            // Between the two.
            const auto [low, high] = std::minmax({part(full), part(surface)});
            QVERIFY(part(seen) >= low && part(seen) <= high);
        }
    }

    void aClickInTheOtherPartAsksForIt()
    {
        showDecoder();
        QTest::qWait(20);
        QSignalSpy asked(map(), &HeadMap::otherPartChosen);
        QTest::mouseClick(map(), Qt::LeftButton, {}, middle(map()->cells(), 0, 5));
        QCOMPARE(m_selection.head(), core::HeadIndex(5));
        QCOMPARE(asked.count(), 0);
        QTest::mouseClick(map(), Qt::LeftButton, {}, middle(map()->otherCells(), 2, 1));
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked[0][0].toInt(), 2);
        QCOMPARE(asked[0][1].toInt(), 1);
        QCOMPARE(m_selection.head(), core::HeadIndex(5)); // the window's to do
        QTest::mouseMove(map(), middle(map()->otherCells(), 2, 1));
        QTRY_COMPARE(map()->cursor().shape(), Qt::PointingHandCursor);
        QTest::mouseMove(map(), middle(map()->cells(), 0, 5));
        QTRY_COMPARE(map()->cursor().shape(), Qt::ArrowCursor);
    }

    void keysGoThroughOwnAndCrossHeads()
    {
        showDecoder();
        map()->setFocus();
        m_selection.setHead(core::LayerIndex(0), core::HeadIndex(3));
        QTest::keyClick(map(), Qt::Key_Right);
        QCOMPARE(m_selection.head(), core::HeadIndex(4));
        QVERIFY(m_selection.isCross(m_selection.head()));
        QTest::keyClick(map(), Qt::Key_End);
        QCOMPARE(m_selection.head(), core::HeadIndex(7));
        QTest::keyClick(map(), Qt::Key_Right);
        QCOMPARE(m_selection.head(), core::HeadIndex(7));
        QTest::keyClick(map(), Qt::Key_Up);
        QTest::keyClick(map(), Qt::Key_Up);
        QCOMPARE(m_selection.layer(), core::LayerIndex(1));
        QTest::keyClick(map(), Qt::Key_Home);
        QCOMPARE(m_selection.head(), core::HeadIndex(0));
    }

    void whatIsNoMeasureOfCrossHeadsIsSaid()
    {
        showDecoder();
        auto* note = [this] {
            for (QLabel* label : m_panel->findChildren<QLabel*>())
                if (label->wordWrap() && label->parent() == m_panel.get())
                    return label;
            return static_cast<QLabel*>(nullptr);
        }();
        QVERIFY(note && !note->isVisible());
        m_panel->setMeasure(Measure::Self);
        QVERIFY(map()->values().at(1, 3).has_value());
        QVERIFY(!map()->values().at(1, 4).has_value());
        QVERIFY(map()->tip(1, 4).contains(text("none for cross heads")));
        QVERIFY(!map()->tip(1, 3).contains(text("none for cross heads")));
        QVERIFY(note->isVisible() && note->text().contains(text("cross heads")));
        QCOMPARE(m_panel->finder()->model()->rowCount(), 8); // own heads alone
        m_panel->setMeasure(Measure::Entropy);
        QVERIFY(!note->isVisible());
        QCOMPARE(m_panel->finder()->model()->rowCount(), 16);
        const QModelIndex best = m_panel->finder()->model()->index(0, 0);
        QCOMPARE(best.data().toString(), text("1.c3"));
        // What is not there yet is no fault of the prompt.
        m_panel->setMeasure(Measure::PatternLegibility);
        QVERIFY(map()->tip(0, 0).contains(text("not computed yet")));
        QVERIFY(map()->tip(0, 0, true).contains(text("before this part is looked at")));
        m_panel->setMeasure(Measure::Duplicate);
        QVERIFY(map()->tip(0, 0).contains(text("nothing to average")));
        QVERIFY(map()->tip(0, 4).contains(text("none for cross heads")));
    }

    void tipsSayWhichPartAHeadIsOf()
    {
        showDecoder();
        QVERIFY(map()->tip(1, 5).contains(text("Decoder · Layer 1 · Cross head 1")));
        QVERIFY(map()->tip(2, 1, true).contains(text("Encoder · Layer 2 · Head 1")));
        QVERIFY(map()->tip(2, 1, true).contains(text("Click to look at the encoder")));
        m_panel->setOther({});
        QVERIFY(map()->tip(1, 5).contains(text("<b>Layer 1 · Cross head 1")));
        QVERIFY(map()->otherValues().empty());
    }

    void theProbeIsOfOnePart()
    {
        showDecoder();
        m_panel->setProbeMeasures(shared(measures(2, 4, 4, 0.01)));
        auto* probe = m_panel->findChild<QCheckBox*>();
        QTest::mouseClick(probe, Qt::LeftButton, {}, QPoint(8, probe->height() / 2));
        QVERIFY(m_panel->probing());
        QCOMPARE(*map()->values().at(0, 0), 0.01);
        QVERIFY(!map()->otherValues().at(0, 0));
        QVERIFY(map()->tip(0, 0, true).contains(text("not probed before")));
        QCOMPARE(map()->values().high, 0.01 * 16); // its own colours
    }

    void veryManyHeadsFitIntoTheirRoom_data()
    {
        QTest::addColumn<int>("own");
        QTest::addColumn<int>("cross");
        QTest::newRow("64") << 64 << 0;
        QTest::newRow("128") << 128 << 0;
        QTest::newRow("128 and 128") << 128 << 128;
    }
    void veryManyHeadsFitIntoTheirRoom()
    {
        QFETCH(const int, own);
        QFETCH(const int, cross);
        m_selection.setBounds(4, own + cross, 3, 10);
        m_selection.setMemory(own, cross > 0 ? 3 : 0);
        m_panel->setOwnHeads(own);
        m_panel->setOther(cross > 0 ? HeadMapPanel::Other{true, own, shared(measures(4, own, 0, 1))}
                                    : HeadMapPanel::Other{});
        m_panel->setMeasures(shared(measures(4, own, cross, 1e-4)));
        QTest::qWait(20);
        const HeadMapGeometry cells = map()->cells();
        QVERIFY(map()->width() <= m_panel->width());
        int before = -1;
        for (int head = 0; head < own + cross; ++head) {
            QVERIFY(cells.cell(0, head).left() >= before);
            QVERIFY(cells.cell(0, head).width() >= 1);
            QVERIFY(cells.cell(0, head).right() < map()->width());
            before = cells.cell(0, head).left();
            if (cells.columnWidth(head) > 0)
                QCOMPARE(cells.at(middle(cells, 2, head)), std::optional(std::pair(2, head)));
        }
        map()->grab(); // is painted
    }
};

QTEST_MAIN(HeadMapTest)
#include "tst_headmap.moc"
