// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ui/realwindow.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QFile>
#include <QFileDialog>
#include <QKeyEvent>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPointer>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>
#include <vector>

using namespace headscope;
using namespace headscope::ui;

namespace {

QString text(const char* utf8)
{
    return QString::fromUtf8(utf8);
}

const QString prompt = text("The captain of the ship gave the order to lower the boats");

/// What the system has given to this process and is in memory, in MiB (VmRSS of proc(5)).
double residentMiB()
{
    QFile status(text("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const auto lines = status.readAll().split('\n');
    for (const QByteArray& line : lines)
        if (line.startsWith("VmRSS:"))
            return line.mid(6).simplified().split(' ').constFirst().toDouble() / 1024;
    return 0;
}

int setting(const char* name, int usual)
{
    return qEnvironmentVariableIsSet(name) ? qEnvironmentVariableIntValue(name) : usual;
}

/// Somebody who knows nothing and presses everything. Each step sets the time of the next before it
/// does anything, since menus and dialogs wait inside the step that opened them.
class Monkey : public QObject
{
public:
    Monkey(MainWindow* window, unsigned seed, int seconds)
        : m_window(window), m_random(seed), m_milliseconds(seconds * 1000)
    {}

    /// Returns when the time is over and every menu and dialog is closed.
    void play()
    {
        m_clock.start();
        next();
        while (m_clock.elapsed() < m_milliseconds || QApplication::activePopupWidget()
               || QApplication::activeModalWidget())
            QTest::qWait(50);
        m_over = true;
        QTest::qWait(100); // for the last step
    }
    int steps() const { return m_steps; }
    int dialogs() const { return m_dialogs; }

private:
    int any(int count) { return std::uniform_int_distribution<int>(0, count - 1)(m_random); }

    void next()
    {
        if (!m_over)
            QTimer::singleShot(4, this, [this] {
                next();
                step();
            });
    }

    QWidget* top() const
    {
        if (QWidget* popup = QApplication::activePopupWidget())
            return popup;
        if (QWidget* dialog = QApplication::activeModalWidget())
            return dialog;
        return m_window;
    }

    void step()
    {
        ++m_steps;
        const QPointer<QWidget> where = top();
        if (where != m_window)
            ++m_dialogs;
        // Nothing is written over but what the window itself keeps: file dialogs are only looked
        // at. At the end everything is closed.
        const bool over = m_clock.elapsed() >= m_milliseconds;
        if (qobject_cast<QFileDialog*>(where) || (where != m_window && (over || any(12) == 0))) {
            QTest::keyClick(where, Qt::Key_Escape);
            return;
        }
        if (over)
            return;
        QWidget* const target = child(where);
        switch (any(12)) {
        case 0:
        case 1:
        case 2:
        case 3:
            press(target);
            break;
        case 4:
        case 5:
        case 6:
            key(target);
            break;
        case 7:
            wheel(target);
            break;
        case 8:
            drag(target);
            break;
        case 9:
            choose();
            break;
        case 10:
            turn(target);
            break;
        case 11:
            if (any(6) == 0)
                m_window->resize(MainWindow::smallest() + QSize(any(900), any(500)));
            else
                write(target);
            break;
        }
    }

    /// A widget that can be seen and used.
    QWidget* child(QWidget* where)
    {
        auto all = where->findChildren<QWidget*>();
        all.erase(std::remove_if(all.begin(), all.end(),
                                 [](const QWidget* w) {
                                     return !w->isVisible() || !w->isEnabled() || w->width() < 2
                                            || w->height() < 2;
                                 }),
                  all.end());
        return all.isEmpty() ? where : all[any(static_cast<int>(all.size()))];
    }

    QPoint spot(const QWidget* widget) { return {any(widget->width()), any(widget->height())}; }

    void press(QWidget* widget)
    {
        const Qt::MouseButton button = any(5) == 0 ? Qt::RightButton : Qt::LeftButton;
        const Qt::KeyboardModifiers keys = any(8) == 0   ? Qt::ControlModifier
                                           : any(8) == 0 ? Qt::ShiftModifier
                                                         : Qt::NoModifier;
        const QPoint at = spot(widget);
        if (any(5) == 0)
            QTest::mouseDClick(widget, button, keys, at);
        else
            QTest::mouseClick(widget, button, keys, at);
    }

    void drag(QWidget* widget)
    {
        const QPointer<QWidget> safe = widget;
        QTest::mousePress(widget, Qt::LeftButton, Qt::NoModifier, spot(widget));
        for (int i = 0; i < 3 && safe; ++i)
            QTest::mouseMove(safe, spot(safe));
        if (safe)
            QTest::mouseRelease(safe, Qt::LeftButton, Qt::NoModifier, spot(safe));
    }

    void key(QWidget* widget)
    {
        static const std::vector<int> keys{
            Qt::Key_Up,     Qt::Key_Down,      Qt::Key_Left,  Qt::Key_Right, Qt::Key_Return,
            Qt::Key_Escape, Qt::Key_Tab,       Qt::Key_Space, Qt::Key_Home,  Qt::Key_End,
            Qt::Key_PageUp, Qt::Key_PageDown,  Qt::Key_F1,    Qt::Key_F3,    Qt::Key_F6,
            Qt::Key_Delete, Qt::Key_Backspace, Qt::Key_Plus,  Qt::Key_Minus, Qt::Key_Slash,
            Qt::Key_A,      Qt::Key_B,         Qt::Key_C,     Qt::Key_E,     Qt::Key_F,
            Qt::Key_L,      Qt::Key_M,         Qt::Key_N,     Qt::Key_P,     Qt::Key_V,
            Qt::Key_Z,      Qt::Key_0,         Qt::Key_1,     Qt::Key_2,     Qt::Key_3,
            Qt::Key_4,      Qt::Key_5,         Qt::Key_6,     Qt::Key_7,     Qt::Key_8,
            Qt::Key_9};
        static const std::vector<Qt::KeyboardModifiers> modifiers{
            Qt::NoModifier,      Qt::NoModifier,    Qt::AltModifier,
            Qt::ControlModifier, Qt::ShiftModifier, Qt::ControlModifier | Qt::ShiftModifier};
        QTest::keyClick(
            widget,
            static_cast<Qt::Key>(
                keys[static_cast<std::size_t>(any(static_cast<int>(keys.size())))]),
            modifiers[static_cast<std::size_t>(any(static_cast<int>(modifiers.size())))]);
    }

    void write(QWidget* widget)
    {
        static const QStringList texts{
            text("boats"),     text("naïve 漢字 🙂"), text("-1"),       text("1e9"),
            text("0.5, 0.25"), text("the the the"),        text("\\\"<b>&"), text("3.1")};
        // QTest::keyClicks() knows ASCII alone.
        const QString chosen = texts[any(static_cast<int>(texts.size()))];
        QKeyEvent typed(QEvent::KeyPress, 0, Qt::NoModifier, chosen);
        QCoreApplication::sendEvent(widget, &typed);
    }

    void wheel(QWidget* widget)
    {
        const QPoint at = spot(widget);
        QWheelEvent event(at, widget->mapToGlobal(at), QPoint(),
                          QPoint(0, any(2) == 0 ? 120 : -120), Qt::NoButton,
                          any(4) == 0 ? Qt::ControlModifier : Qt::NoModifier, Qt::NoScrollPhase,
                          false);
        QCoreApplication::sendEvent(widget, &event);
    }

    /// Anything from the menus but leaving.
    void choose()
    {
        auto actions = m_window->findChildren<QAction*>();
        QAction* action = actions[any(static_cast<int>(actions.size()))];
        if (action->isEnabled() && action->isVisible() && !action->menu()
            && action->shortcut() != QKeySequence(QKeySequence::Quit)
            && !action->text().contains(text("Quit")))
            action->trigger();
    }

    void turn(QWidget* widget)
    {
        if (auto* box = qobject_cast<QComboBox*>(widget); box && box->count() > 0)
            box->setCurrentIndex(any(box->count()));
        else
            press(widget);
    }

    MainWindow* m_window;
    std::mt19937 m_random;
    int m_milliseconds;
    QElapsedTimer m_clock;
    bool m_over = false;
    int m_steps = 0;
    int m_dialogs = 0;
};

} // namespace

/// The window after long use. Short here; HEADSCOPE_RERUNS=500 and HEADSCOPE_MONKEY_SECONDS=600
/// make it long, HEADSCOPE_MONKEY_SEED another monkey.
class EnduranceTest : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_home;
    RealWindow m_real;

private Q_SLOTS:
    /// What the monkey notes about heads is no user's.
    void initTestCase()
    {
        qputenv("HF_HUB_OFFLINE", "1");
        for (const char* const name : {"XDG_DATA_HOME", "XDG_CONFIG_HOME"})
            qputenv(name, QFile::encodeName(m_home.path()));
    }
    void cleanup() { m_real.close(); }

    /// Prompts of many lengths, one after the other, each looked at in another view: what they take
    /// is given back.
    void rerunsTakeNoMoreMemory()
    {
        const int reruns = setting("HEADSCOPE_RERUNS", 40);
        m_real.forgetSettings();
        m_real.open(prompt);
        m_real.settle();
        const std::vector<RealWindow::Kind> kinds{
            RealWindow::Kind::Head,      RealWindow::Kind::Patterns, RealWindow::Kind::Messages,
            RealWindow::Kind::Stream,    RealWindow::Kind::Neurons,  RealWindow::Kind::Evolution,
            RealWindow::Kind::Positions, RealWindow::Kind::Weights};
        const QStringList words = prompt.split(QLatin1Char(' '));
        std::vector<double> memory;
        std::vector<double> seconds;
        QElapsedTimer clock;
        clock.start();
        for (int run = 0; run < reruns; ++run) {
            if (run % 5 == 0)
                m_real.show(kinds[static_cast<std::size_t>(run / 5) % kinds.size()]);
            const int length = 2 + run % 9;
            QStringList chosen;
            for (int i = 0; i < length; ++i)
                chosen.append(words[(i + run) % words.size()]);
            QElapsedTimer one;
            one.start();
            const QString wanted = chosen.join(QLatin1Char(' '));
            auto* edit = m_real.window()->findChild<QPlainTextEdit*>(text("promptEdit"));
            edit->setFocus();
            edit->selectAll();
            edit->insertPlainText(wanted);
            QTest::keyClick(edit, Qt::Key_Return);
            QTRY_VERIFY_WITH_TIMEOUT(m_real.session()->prompt()
                                         && m_real.session()->prompt()->prompt == wanted,
                                     RealWindow::patience);
            m_real.settle();
            seconds.push_back(static_cast<double>(one.elapsed()) / 1000);
            memory.push_back(residentMiB());
            if ((run + 1) % 50 == 0)
                qInfo("run %d: %.0f MiB, %.2f s each of the last 50", run + 1, memory.back(), [&] {
                    double sum = 0;
                    for (auto it = seconds.end() - 50; it != seconds.end(); ++it)
                        sum += *it;
                    return sum / 50;
                }());
        }
        // After the first quarter everything that is kept on purpose (views, words, fonts) is
        // there.
        const double early = *std::max_element(memory.begin() + reruns / 4,
                                               memory.begin() + reruns / 2);
        const double late = *std::max_element(memory.begin() + reruns / 2, memory.end());
        qInfo("%d runs in %.0f s: at most %.0f MiB in the second quarter, %.0f MiB in the second "
              "half",
              reruns, static_cast<double>(clock.elapsed()) / 1000, early, late);
        // A run of these prompts takes some 10 MiB: were they kept, this would be passed at once.
        QVERIFY2(late < early + 40, "memory grows with every run");
        m_real.show(RealWindow::Kind::Head);
        m_real.check(RealWindow::Kind::Head);
    }

    /// Whatever is pressed, the window lives, and shows right numbers after it.
    void survivesAMonkey()
    {
        m_real.forgetSettings();
        m_real.open(prompt);
        m_real.settle();
        const auto seed = static_cast<unsigned>(setting("HEADSCOPE_MONKEY_SEED", 20261129));
        Monkey monkey(m_real.window(), seed, setting("HEADSCOPE_MONKEY_SECONDS", 15));
        monkey.play();
        qInfo("seed %u: %d steps, %d of them in menus and dialogs", seed, monkey.steps(),
              monkey.dialogs());
        QVERIFY(monkey.steps() > 50);
        QVERIFY(m_real.window()->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(m_real.session()->model() != nullptr, RealWindow::patience);
        // A new window with what the old one has left in its settings.
        m_real.open(prompt);
        m_real.settle();
        m_real.show(RealWindow::Kind::Head);
        m_real.check(RealWindow::Kind::Head);
    }
};

QTEST_MAIN(EnduranceTest)
#include "tst_endurance.moc"
