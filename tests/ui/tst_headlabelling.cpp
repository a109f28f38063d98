// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ui/realwindow.h"
#include "ui/mainwindow/headlabelling.h"
#include "ui/models/headgridmodel.h"
#include "ui/models/roles.h"
#include "ui/views/banner.h"
#include "ui/views/barlist.h"
#include "ui/views/headgridview.h"
#include "ui/views/headmap.h"
#include "ui/views/headmappanel.h"
#include "ui/views/headnote.h"
#include "ui/views/headview.h"

#include <QFile>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTest>

using namespace headscope;
using namespace headscope::ui;
using Kind = app::Selection::View;

/// Labels and notes in the real window: typed, seen everywhere, kept, undone, imported.
class HeadLabellingTest : public QObject
{
    Q_OBJECT
private:
    RealWindow m_real;

    static QString text(const char* utf8) { return QString::fromUtf8(utf8); }
    HeadNote* note() const { return m_real.window()->headMapPanel()->note(); }
    app::HeadLabels* labels() const { return m_real.window()->labelling()->labels(); }
    void type(const QString& label)
    {
        note()->labelEdit()->setFocus();
        note()->labelEdit()->selectAll();
        QTest::keyClicks(note()->labelEdit(), label);
        QTest::keyClick(note()->labelEdit(), Qt::Key_Return);
    }

private Q_SLOTS:
    void init()
    {
        qputenv("XDG_DATA_HOME", QFile::encodeName(m_real.path(text("data"))));
        m_real.forgetSettings();
        m_real.open(text("The captain of the ship"));
        m_real.selection()->setHead(core::LayerIndex(5), core::HeadIndex(2));
    }
    void cleanup()
    {
        labels()->setEntries({});
        m_real.close();
    }

    void aLabelIsSeenEverywhere()
    {
        type(text("pronouns"));
        QCOMPARE(labels()->label(5, 2), text("pronouns"));
        QVERIFY(m_real.views()->head()->titleText().contains(text("pronouns")));
        const auto* finder = m_real.window()->headMapPanel()->finder();
        int named = 0;
        for (int row = 0; row < finder->model()->rowCount(); ++row)
            named += finder->model()->index(row, 0).data().toString() == text("5.2 pronouns");
        QCOMPARE(named, 1);
        // The map is another one with the mark than without it.
        HeadMap* map = m_real.window()->headMapPanel()->map();
        const QImage with = map->grab().toImage();
        m_real.window()->labelling()->undoStack()->undo();
        QVERIFY(map->grab().toImage() != with);
        m_real.window()->labelling()->undoStack()->redo();
        QVERIFY(map->grab().toImage() == with);
        // The grids find the head by its label.
        m_real.show(Kind::Patterns);
        auto* model = m_real.views()->patterns()->model();
        auto* filter = m_real.views()->patterns()->findChild<QLineEdit*>(text("rowFilter"));
        QTest::keyClicks(filter, text("pronouns"));
        QTRY_COMPARE_WITH_TIMEOUT(model->rowCount(), 1, RealWindow::patience);
        QCOMPARE(model->layerOf(0).value, 5);
        QCOMPARE(model->headOf(0).value, 2);
    }

    void anEditIsFinishedWhenAnotherHeadComes()
    {
        note()->labelEdit()->setFocus();
        QTest::keyClicks(note()->labelEdit(), text("half"));
        QVERIFY(labels()->label(5, 2).isEmpty());
        m_real.selection()->setHead(core::LayerIndex(5), core::HeadIndex(3));
        QCOMPARE(labels()->label(5, 2), text("half"));
        QVERIFY(labels()->label(5, 3).isEmpty());
        QVERIFY(note()->labelEdit()->text().isEmpty());
        note()->noteEdit()->setFocus();
        QTest::keyClicks(note()->noteEdit(), text("a note"));
        QTest::keyClick(note()->noteEdit(), Qt::Key_Tab);
        QCOMPARE(labels()->note(5, 3), text("a note"));
        m_real.selection()->setHead(core::LayerIndex(5), core::HeadIndex(2));
        QCOMPARE(note()->labelEdit()->text(), text("half"));
    }

    void editsAreUndone()
    {
        type(text("one"));
        type(text("two"));
        m_real.window()->headMapPanel()->map()->setFocus();
        QTest::keyClick(m_real.window(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(note()->labelEdit()->text(), text("one"));
        QTest::keyClick(m_real.window(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(labels()->entries().empty());
        QTest::keyClick(m_real.window(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(labels()->label(5, 2), text("one"));
    }

    void labelsAreThereAtTheNextStart()
    {
        type(text("pronouns"));
        m_real.close();
        m_real.open(text("The captain of the ship"));
        m_real.selection()->setHead(core::LayerIndex(5), core::HeadIndex(2));
        QCOMPARE(note()->labelEdit()->text(), text("pronouns"));
    }

    void aFileOfLabelsThatCannotBeReadIsSaidAndSetAside()
    {
        type(text("pronouns"));
        const QString file = labels()->file();
        m_real.close();
        QFile damaged(file);
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.write("layer,head,label\nfive,2,pronouns\n");
        damaged.close();
        m_real.open(text("The captain of the ship"));
        // The first run is on the screen, and what was said before it still is.
        QVERIFY(m_real.window()->banner()->isVisible());
        QVERIFY(m_real.window()->banner()->text().contains(file + text(".unread")));
        QVERIFY(QFile::exists(file + text(".unread")));
        QVERIFY(labels()->entries().empty());
    }

    void anImportIsOneStep()
    {
        const QString path = m_real.path(text("labels.csv"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("layer,head,label\n2,0,first token\n5,2,pronouns\n");
        file.close();
        QCOMPARE(m_real.window()->labelling()->importFrom(path), QString());
        QCOMPARE(note()->labelEdit()->text(), text("pronouns"));
        m_real.window()->labelling()->undoStack()->undo();
        QVERIFY(labels()->entries().empty());
        QVERIFY(!m_real.window()->labelling()->importFrom(path + text("x")).isEmpty());
        QVERIFY(!m_real.window()->labelling()->undoStack()->canUndo());
    }
};

QTEST_MAIN(HeadLabellingTest)
#include "tst_headlabelling.moc"
