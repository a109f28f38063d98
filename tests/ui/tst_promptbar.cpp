// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/promptbar.h"

#include "app/settings.h"
#include "ui/mainwindow/prompthistory.h"

#include <QCheckBox>
#include <QLabel>
#include <QMenu>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace headscope;
using namespace headscope::ui;

namespace {

QString text(const char* utf8)
{
    return QString::fromUtf8(utf8);
}

const PromptBar::Reading plain;
const PromptBar::Reading encoder{true, true, false, true};
const PromptBar::Reading idsOnly{true, false, false, true};

} // namespace

/// The line on top of the window, by keys and clicks.
class PromptBarTest : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<PromptBar> m_bar;

    template<class Widget>
    Widget* find(const char* name) const
    {
        return m_bar->findChild<Widget*>(text(name));
    }
    PromptEdit* edit() const { return find<PromptEdit>("promptEdit"); }
    PromptEdit* decoder() const { return find<PromptEdit>("decoderEdit"); }
    QToolButton* part(bool encoderPart) const
    {
        return find<QToolButton>(encoderPart ? "encoderPart" : "decoderPart");
    }
    QList<QAction*> earlier() const
    {
        return find<QToolButton>("historyButton")->findChild<QMenu*>()->actions();
    }

private Q_SLOTS:
    void init()
    {
        m_bar = std::make_unique<PromptBar>();
        m_bar->setReading(plain);
        m_bar->resize(900, m_bar->sizeHint().height());
        m_bar->show();
        m_bar->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_bar.get()));
    }
    void cleanup() { m_bar.reset(); }

    void theDecodersLineIsThereForEncodersAlone()
    {
        const QWidgetList widgets{decoder(), find<QLabel>("decoderLabel"), part(true), part(false)};
        const int oneLine = m_bar->sizeHint().height();
        for (const QWidget* widget : widgets)
            QVERIFY(!widget->isVisible());
        m_bar->setReading(encoder);
        for (const QWidget* widget : widgets)
            QVERIFY(widget->isVisible());
        QVERIFY(m_bar->sizeHint().height() > oneLine);
        QCOMPARE(find<QLabel>("decoderLabel")->text(), text("Decoder has said so far"));
        QVERIFY(decoder()->toolTip().contains(text("start token is put in front")));
        QTRY_VERIFY(decoder()->y() > edit()->geometry().bottom());
        QCOMPARE(decoder()->x(), edit()->x());
        m_bar->setReading(plain);
        for (const QWidget* widget : widgets)
            QVERIFY(!widget->isVisible());
        QCOMPARE(m_bar->sizeHint().height(), oneLine);
    }

    void enterRunsAndAPauseTells()
    {
        m_bar->setReading(encoder);
        QSignalSpy run(m_bar.get(), &PromptBar::runRequested);
        QSignalSpy paused(m_bar.get(), &PromptBar::editPaused);
        for (PromptEdit* line : {edit(), decoder()}) {
            line->setFocus();
            QTest::keyClicks(line, text("some words"));
            QTest::keyClick(line, Qt::Key_Return);
            QCOMPARE(run.count(), 1);
            QTest::qWait(PromptBar::pause + 100);
            QCOMPARE(paused.count(), 0); // it has run already
            QTest::keyClicks(line, text(" more"));
            QTRY_COMPARE(paused.count(), 1);
            QCOMPARE(run.count(), 1);
            run.clear();
            paused.clear();
        }
        QCOMPARE(m_bar->prompt(), text("some words more"));
        QCOMPARE(m_bar->decoder(), text("some words more"));
        // What the window puts there is no editing.
        m_bar->setPrompt(text("a"));
        m_bar->setDecoder(text("b"));
        QTest::qWait(PromptBar::pause + 100);
        QCOMPARE(paused.count(), 0);
    }

    void thePartIsChosenByClickAndArrowKeys()
    {
        m_bar->setReading(encoder);
        QSignalSpy chosen(m_bar.get(), &PromptBar::partChosen);
        QVERIFY(!m_bar->encoderLookedAt());
        QTest::mouseClick(part(true), Qt::LeftButton);
        QCOMPARE(chosen.count(), 1);
        QVERIFY(chosen[0][0].toBool() && m_bar->encoderLookedAt());
        QTest::mouseClick(part(true), Qt::LeftButton); // is chosen
        QCOMPARE(chosen.count(), 1);
        part(true)->setFocus();
        QTest::keyClick(part(true), Qt::Key_Right);
        QVERIFY(part(false)->hasFocus());
        if (m_bar->encoderLookedAt())
            QTest::keyClick(part(false), Qt::Key_Space);
        QCOMPARE(chosen.count(), 2);
        QVERIFY(!chosen[1][0].toBool() && !m_bar->encoderLookedAt());
        // The window is not told of what it does itself.
        m_bar->setEncoderLookedAt(true);
        QVERIFY(m_bar->encoderLookedAt());
        QCOMPARE(chosen.count(), 2);
        // Tab stops at the one that is chosen.
        edit()->setFocus();
        QList<QWidget*> stops;
        for (int i = 0; i < 7; ++i) {
            QTest::keyClick(m_bar->focusWidget(), Qt::Key_Tab);
            stops << m_bar->focusWidget();
        }
        QVERIFY(stops.contains(decoder()) && stops.contains(part(true)));
        QCOMPARE(stops.first(), decoder());
    }

    void hintsSayWhatIsTyped()
    {
        QVERIFY(edit()->placeholderText().contains(text("captain")));
        QVERIFY(!edit()->toolTip().contains(text("encoder")));
        m_bar->setReading(encoder);
        QVERIFY(edit()->toolTip().contains(text("encoder")));
        m_bar->setReading(idsOnly);
        for (const PromptEdit* line : {edit(), decoder()}) {
            QVERIFY(line->placeholderText().contains(text("token ids")));
            QVERIFY(line->toolTip().contains(text("token ids")));
            QVERIFY(line->toPlainText().isEmpty());
        }
    }

    void theSwitchIsNamedAfterWhatItAdds()
    {
        auto* box = m_bar->findChild<QCheckBox*>();
        QCOMPARE(box->text(), text("First token"));
        m_bar->setReading(encoder);
        QCOMPARE(box->text(), text("Last token"));
        m_bar->setFirst(true);
        QVERIFY(m_bar->first() && box->isEnabled());
        m_bar->setReading({false, true, true, true});
        QCOMPARE(box->text(), text("First and last token"));
        QVERIFY(m_bar->first());
        QSignalSpy toggled(m_bar.get(), &PromptBar::firstToggled);
        QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2));
        QCOMPARE(toggled.count(), 1);
        QVERIFY(!m_bar->first());
        // Nothing is added to ids, nor where there is no such token.
        for (const PromptBar::Reading& reading :
             {idsOnly, PromptBar::Reading{false, true, false, false}}) {
            m_bar->setReading(plain);
            m_bar->setFirst(true);
            m_bar->setReading(reading);
            QVERIFY(!m_bar->first() && !box->isEnabled());
            m_bar->setFirst(true);
            QVERIFY(!m_bar->first());
        }
        m_bar->setReading(plain);
        m_bar->setPromptEnabled(false);
        QVERIFY(!box->isEnabled());
        m_bar->setPromptEnabled(true);
        QVERIFY(box->isEnabled());
    }

    void upBringsBackWhatTheDecoderHadSaidToo()
    {
        m_bar->setReading(encoder);
        m_bar->setHistory(
            {{text("three"), text("drei")}, {text("two"), {}}, {text("two"), text("zwei")}});
        m_bar->setPrompt(text("draft"));
        m_bar->setDecoder(text("Entwurf"));
        const auto typed = [this] { return m_bar->prompt() + u'|' + m_bar->decoder(); };
        edit()->setFocus();
        QStringList seen;
        for (int i = 0; i < 4; ++i) {
            QTest::keyClick(edit(), Qt::Key_Up);
            seen << typed();
        }
        QCOMPARE(seen, QStringList(
                           {text("three|drei"), text("two|"), text("two|zwei"), text("two|zwei")}));
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(edit(), Qt::Key_Down);
        QCOMPARE(typed(), text("draft|Entwurf"));
        // What the decoder says is edited: a new draft.
        QTest::keyClick(edit(), Qt::Key_Up);
        QCOMPARE(typed(), text("three|drei"));
        decoder()->setFocus();
        QTest::keyClicks(decoder(), text("!"));
        edit()->setFocus();
        QTest::keyClick(edit(), Qt::Key_Up);
        QCOMPARE(typed(), text("three|drei"));
        QTest::keyClick(edit(), Qt::Key_Down);
        QVERIFY(typed().startsWith(text("three|")) && typed().contains(u'!'));
    }

    void withoutDecoderEachPromptIsThereOnce()
    {
        m_bar->setHistory(
            {{text("two"), {}}, {text("two"), text("zwei")}, {text("one"), text("eins")}});
        QCOMPARE(earlier().size(), 2);
        QTest::keyClick(edit(), Qt::Key_Up);
        QCOMPARE(m_bar->prompt(), text("two"));
        QTest::keyClick(edit(), Qt::Key_Up);
        QCOMPARE(m_bar->prompt(), text("one"));
        QVERIFY(m_bar->decoder().isEmpty());
        m_bar->setReading(encoder);
        QCOMPARE(earlier().size(), 3);
        QCOMPARE(earlier()[2]->text(), text("one → eins"));
        QSignalSpy run(m_bar.get(), &PromptBar::runRequested);
        earlier()[2]->trigger();
        QCOMPARE(run.count(), 1);
        QCOMPARE(m_bar->prompt(), text("one"));
        QCOMPARE(m_bar->decoder(), text("eins"));
    }

    void settingsKeepBothTexts()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(text("settings.ini"));
        const std::vector<EarlierPrompt> prompts{{text("one"), text("eins, \"zwei\"\nund \\ drei")},
                                                 {text("plain"), {}},
                                                 {text("with a separator \x1e in it"), {}},
                                                 {text("one"), text("eins")}};
        {
            app::Settings settings(file);
            for (auto prompt = prompts.rbegin(); prompt != prompts.rend(); ++prompt)
                rememberPrompt(settings, *prompt);
            settings.sync();
        }
        app::Settings settings(file);
        QVERIFY(earlierPrompts(settings) == prompts);
        rememberPrompt(settings, prompts[3]); // to the front, not twice
        QVERIFY(earlierPrompts(settings).front() == prompts[3]);
        QCOMPARE(earlierPrompts(settings).size(), prompts.size());
        for (int i = 0; i < 40; ++i)
            rememberPrompt(settings, {QString::number(i), {}});
        QCOMPARE(earlierPrompts(settings).size(), std::size_t(30));
        // Of a version that knew no decoders.
        settings.setValue(app::Settings::Key::PromptHistory, QStringList{text("old")});
        QVERIFY(earlierPrompts(settings) == std::vector<EarlierPrompt>({{text("old"), {}}}));
    }
};

QTEST_MAIN(PromptBarTest)
#include "tst_promptbar.moc"
