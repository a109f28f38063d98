// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Downloading in the dialog of the real window, from a server on loopback.
#include "app/modelsource.h"
#include "tests/support/app/hubserver.h"
#include "tests/support/app/modelfolders.h"
#include "tests/support/places.h"
#include "tests/support/ui/realwindow.h"
#include "ui/mainwindow/modelopening.h"
#include "ui/models/modellist.h"
#include "ui/models/roles.h"
#include "ui/views/banner.h"
#include "ui/views/modelchooser.h"
#include "ui/views/modeldetails.h"

#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTest>

using namespace headscope;
using namespace headscope::ui;
using State = ModelEntry::State;
using tests::HubReply;
using tests::HubRequest;

namespace {

const QString id = QStringLiteral("distilbert/distilgpt2");
const QString weights = QStringLiteral("model.safetensors");

} // namespace

class TestModelDownloads : public QObject
{
    Q_OBJECT
    static constexpr int patience = RealWindow::patience;
    std::unique_ptr<QTemporaryDir> m_root;
    std::unique_ptr<tests::HubServer> m_server;
    RealWindow m_real;

    MainWindow* window() const { return m_real.window(); }
    ModelOpening* opening() const { return window()->opening(); }
    ModelChooser* chooser() const { return opening()->chooser(); }
    QString key() const { return QStringLiteral("download:") + id; }
    QString cache() const { return m_root->filePath(QStringLiteral("hub")); }
    const ModelEntry* entry() const
    {
        return chooser()->list()->entry(chooser()->list()->indexOf(key()));
    }
    bool is(State state) const { return entry() && entry()->state == state; }
    void openDialog() const
    {
        QTest::keyClick(window(), Qt::Key_O, Qt::ControlModifier);
        QVERIFY(chooser() && chooser()->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(!opening()->catalog()->isReading(), patience);
    }
    void press(const char* words) const
    {
        QCOMPARE(chooser()->mainButton()->text(), QString::fromUtf8(words));
        QVERIFY(chooser()->mainButton()->isEnabled());
        QTest::mouseClick(chooser()->mainButton(), Qt::LeftButton);
    }
    /// The weights stop coming after so many bytes, so often.
    void stallAfter(qint64 bytes, int times) const
    {
        m_server->intercept =
            [=, this, left = times](const HubRequest& request) mutable -> std::optional<HubReply> {
            if (!request.path.endsWith("model.safetensors") || request.method != "GET"
                || left-- <= 0)
                return {};
            HubReply reply = m_server->usual(request);
            reply.cutAfter = bytes;
            reply.stall = true;
            return reply;
        };
    }

private Q_SLOTS:
    void init()
    {
        m_root = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<tests::HubServer>();
        m_server->id = id;
        const QString tiny = tests::qDataPath("/gpt2-tiny/");
        m_server->add(QStringLiteral("config.json"),
                      tests::contentOf(tiny + QStringLiteral("config.json")));
        m_server->add(weights, tests::contentOf(tiny + weights), true);
        m_real.forgetSettings();
        m_real.settings()->setValue(app::Settings::Key::RecentModels, QStringList());
        m_real.places = {tests::qModelsPath(), cache()};
        m_real.hub = tests::hubSettings(*m_server, cache());
        m_real.hub.patience.stall = std::chrono::minutes(10);
        m_real.open(QStringLiteral("The ship"));
        openDialog();
        chooser()->choose(key());
    }
    void cleanup() { m_real.close(); }

    void asksNothingBeforeTheClick()
    {
        QVERIFY(is(State::Offered));
        QCOMPARE(chooser()->list()->shownCount(), 7); // and the two embedded ones
        const QString about = chooser()->details()->text();
        for (const char* said : {"Download\t", "Free on disk\t", "From\t127.0.0.1", "Goes to\t"})
            QVERIFY2(about.contains(QString::fromUtf8(said)), qPrintable(about));
        const QModelIndex at = chooser()->list()->indexOf(key());
        chooser()->view()->scrollTo(at);
        const QPoint place = chooser()->view()->visualRect(at).center();
        QTest::mouseClick(chooser()->view()->viewport(), Qt::LeftButton, {}, place);
        QTest::mouseDClick(chooser()->view()->viewport(), Qt::LeftButton, {}, place);
        QTest::qWait(50);
        QCOMPARE(m_server->requests.size(), std::size_t(0));
        QVERIFY(is(State::Offered));
    }

    void comesAndOpens()
    {
        press("Download");
        QVERIFY(is(State::Downloading));
        QCOMPARE(chooser()->mainButton()->text(), QStringLiteral("Cancel download"));
        // It moves to where models of this computer are, and is chosen there.
        QTRY_VERIFY_WITH_TIMEOUT(!entry() && chooser()->chosen()
                                     && chooser()->chosen()->canBeOpened()
                                     && chooser()->chosen()->name == id,
                                 patience);
        QVERIFY(chooser()->chosen()->section == ModelEntry::Section::Computer);
        const auto asked = m_server->requests.size();
        press("Open");
        QTRY_VERIFY_WITH_TIMEOUT(m_real.session()->model()->info.name == id.toStdString(),
                                 patience);
        QCOMPARE(window()->windowTitle(), id + QStringLiteral(" – Headscope"));
        QCOMPARE(m_server->requests.size(), asked); // opened from the disk
    }

    void isCancelledAndResumed()
    {
        const qint64 all = m_server->bytes(weights).size();
        stallAfter(all / 2, 1);
        press("Download");
        QTRY_VERIFY_WITH_TIMEOUT(is(State::Downloading) && entry()->done >= all / 3, patience);
        const QModelIndex at = chooser()->list()->indexOf(key());
        QVERIFY(at.data(FractionRole).toDouble() > 0.2);
        QVERIFY(at.data(FractionRole).toDouble() < 0.9);
        press("Cancel download");
        QTRY_VERIFY_WITH_TIMEOUT(is(State::Stopped), patience);
        QTRY_VERIFY_WITH_TIMEOUT(!opening()->catalog()->isReading(), patience);
        QVERIFY(is(State::Stopped));
        QVERIFY(entry()->done > 0);
        // Said once, here, and not as a broken model as well.
        for (int row = 0; row < chooser()->list()->rowCount(); ++row) {
            const ModelEntry* other = chooser()->list()->entry(chooser()->list()->index(row));
            if (other && other->name == id)
                QVERIFY2(other->key == key(), qPrintable(QStringLiteral("%1, state %2: %3")
                                                             .arg(other->revision)
                                                             .arg(static_cast<int>(other->state))
                                                             .arg(other->problem)));
        }
        QCOMPARE(chooser()->chosen()->key, key());
        // Also another time, by another window.
        m_real.close();
        m_real.open(QStringLiteral("The ship"));
        openDialog();
        chooser()->choose(key());
        QVERIFY(is(State::Stopped));
        press("Resume download");
        QTRY_VERIFY_WITH_TIMEOUT(chooser()->chosen() && chooser()->chosen()->canBeOpened()
                                     && chooser()->chosen()->name == id,
                                 patience);
        QVERIFY(m_server->last("model.safetensors").headers.contains("range"));
    }

    void aFailureIsSaid()
    {
        m_server->intercept = [](const HubRequest&) -> std::optional<HubReply> {
            HubReply reply;
            reply.status = 404;
            return reply;
        };
        press("Download");
        QTRY_VERIFY_WITH_TIMEOUT(is(State::Stopped), patience);
        QVERIFY2(chooser()->details()->problem().contains(id),
                 qPrintable(chooser()->details()->problem()));
        QVERIFY(chooser()->list()->indexOf(key()).data(WarningRole).toBool());
        m_server->intercept = {};
        press("Try again");
        QTRY_VERIFY_WITH_TIMEOUT(!entry(), patience);
    }

    void goesOnWhileTheDialogIsClosed()
    {
        press("Download");
        QTest::keyClick(chooser(), Qt::Key_Escape);
        QVERIFY(!chooser()->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(
            window()->banner()->isVisible() && window()->banner()->text().contains(id), patience);
        QVERIFY(!window()->banner()->isFailure());
        // And is opened from there.
        auto* action = window()->banner()->findChild<QPushButton*>(QStringLiteral("bannerAction"));
        QVERIFY(action->isVisible());
        QCOMPARE(action->text(), QStringLiteral("Open"));
        QTest::mouseClick(action, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(m_real.session()->model()->info.name == id.toStdString(),
                                 patience);
        QVERIFY(!window()->banner()->isVisible());
    }

    void aPulledModelOpensOffline()
    {
        m_real.close();
        const auto pulled = tests::pull(m_real.hub, id);
        QCOMPARE(pulled.sentence, QString());
        // There is no server any more, and nobody may ask one.
        m_server.reset();
        m_real.hub.offline = true;
        m_real.open(QStringLiteral("5 17 3"));
        openDialog();
        chooser()->choose(pulled.folder);
        QVERIFY(chooser()->chosen() && chooser()->chosen()->name == id);
        QVERIFY(chooser()->chosen()->section == ModelEntry::Section::Computer);
        press("Open");
        QTRY_VERIFY_WITH_TIMEOUT(m_real.session()->model()->info.name == id.toStdString()
                                     && window()->shownRun(),
                                 patience);
        QCOMPARE(m_real.tokens(), 3); // it came without tokenizer: a prompt of it is ids
        m_real.settle();
        m_real.check(RealWindow::Kind::Head);
        // Also as the first model of a window, by its id.
        const QString folder = app::resolveModel(id, m_real.places);
        m_real.open(QStringLiteral("5 17 3"), folder);
        QTRY_VERIFY_WITH_TIMEOUT(m_real.session()->model() && window()->shownRun(), patience);
        QCOMPARE(window()->windowTitle(), id + QStringLiteral(" – Headscope"));
    }

    void offlineNothingIsOffered()
    {
        m_real.close();
        m_real.hub.offline = true;
        m_real.open(QStringLiteral("The ship"));
        openDialog();
        chooser()->choose(key());
        QVERIFY(is(State::Offered));
        const QPushButton* button = chooser()->mainButton();
        QCOMPARE(button->text(), QStringLiteral("Download"));
        QVERIFY(!button->isEnabled());
        QVERIFY2(button->toolTip().contains(QStringLiteral("HF_HUB_OFFLINE")),
                 qPrintable(button->toolTip()));
        QTest::keyClick(chooser()->searchField(), Qt::Key_Return);
        QVERIFY(is(State::Offered));
        QTest::qWait(50);
        QCOMPARE(m_server->requests.size(), std::size_t(0));
        // What is on this computer opens all the same.
        chooser()->choose(chooser()->list()->entry(chooser()->list()->first())->key);
        QVERIFY(button->isEnabled() && button->toolTip().isEmpty());
    }

    void aFailureOnTheWaySaysWhatIsKept()
    {
        const qint64 all = m_server->bytes(weights).size();
        m_server->intercept =
            [=, this, first = true](const HubRequest& request) mutable -> std::optional<HubReply> {
            if (!request.path.endsWith("model.safetensors") || request.method != "GET")
                return {};
            HubReply reply;
            reply.status = 404;
            if (first) {
                reply = m_server->usual(request);
                reply.cutAfter = all / 2;
            }
            first = false;
            return reply;
        };
        press("Download");
        QTRY_VERIFY_WITH_TIMEOUT(is(State::Stopped) && !opening()->catalog()->isReading(),
                                 patience);
        QVERIFY(entry()->done > 0);
        const QString said = chooser()->details()->problem();
        QVERIFY2(said.endsWith(QStringLiteral(". What else has come is kept.")), qPrintable(said));
        QVERIFY2(!said.contains(QStringLiteral("..")), qPrintable(said));
        QVERIFY2(said.contains(QStringLiteral("404")), qPrintable(said));
    }

    void stopsWithTheWindow()
    {
        stallAfter(1000, 1000);
        press("Download");
        QTRY_VERIFY_WITH_TIMEOUT(m_server->count("model.safetensors") > 0, patience);
        m_real.close();
        const auto asked = m_server->requests.size();
        QTest::qWait(100);
        QCOMPARE(m_server->requests.size(), asked);
    }
};

QTEST_MAIN(TestModelDownloads)
#include "tst_modeldownloads.moc"
