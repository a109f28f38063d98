// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/places.h"
#include "tests/support/ui/realwindow.h"
#include "ui/theme/language.h"
#include "ui/views/headview.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QDockWidget>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QProcess>
#include <QRegularExpression>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>
#include <QXmlStreamReader>

#include <vector>

using namespace headscope;
using namespace headscope::ui;

namespace {

QString text(const char* utf8)
{
    return QString::fromUtf8(utf8);
}

struct Message {
    QString context;
    QString source;
    QStringList translations; ///< several where there are plurals
    QString type;             ///< "unfinished", "vanished", "obsolete"; empty: finished
};

/// What Qt Linguist's file has.
std::vector<Message> messagesOf(const QString& path)
{
    QFile file(path);
    std::vector<Message> messages;
    if (!file.open(QIODevice::ReadOnly))
        return messages;
    QXmlStreamReader xml(&file);
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == QLatin1String("name"))
            context = xml.readElementText();
        else if (xml.name() == QLatin1String("source"))
            messages.push_back({context, xml.readElementText(), {}, {}});
        else if (xml.name() == QLatin1String("translation")) {
            Message& message = messages.back();
            message.type = xml.attributes().value(QLatin1String("type")).toString();
            const QString whole = xml.readElementText(QXmlStreamReader::IncludeChildElements);
            message.translations.append(whole);
        }
    }
    return xml.hasError() ? std::vector<Message>() : messages;
}

/// What must be in a translation as in its source, sorted: places for values, tags, formulas' arms.
QStringList fixedParts(const QString& text, int plurals)
{
    static const QRegularExpression form(QStringLiteral("%L?\\d+|%n|</?[a-z0-9]+[^>]*>|\\n"));
    QStringList parts;
    auto found = form.globalMatch(text);
    while (found.hasNext()) {
        const QString part = found.next().captured();
        for (int i = 0; i < plurals; ++i)
            parts.append(part);
    }
    parts.sort();
    return parts;
}

/// Mnemonics: an & before a letter.
qsizetype mnemonics(const QString& text)
{
    static const QRegularExpression form(QStringLiteral("&(?![a-z]+;)\\w"));
    return QString(text).replace(QLatin1String("&&"), QString()).count(form);
}

/// Says every text between brackets, so that a text that is not asked for here is seen.
class Brackets final : public QTranslator
{
public:
    QString translate(const char* context, const char* source, const char*, int) const override
    {
        return QByteArray(context).startsWith("headscope::")
                   ? text("⟦") + QString::fromUtf8(source) + text("⟧")
                   : QString();
    }
    bool isEmpty() const override { return false; }
};

/// The text outside all brackets, without tags and values.
QString unasked(const QString& shown)
{
    QString left;
    int depth = 0;
    for (const QChar c : shown) {
        if (c == QChar(0x27e6))
            ++depth;
        else if (c == QChar(0x27e7))
            --depth;
        else if (depth == 0)
            left.append(c);
    }
    static const QRegularExpression tags(QStringLiteral("<[^>]*>|&[a-z]+;"));
    return left.replace(tags, QString()).simplified();
}

} // namespace

/// Every text of the window can be translated, and the translations that there are are whole.
class TranslationTest : public QObject
{
    Q_OBJECT
private:
    QStringList m_seen; ///< what was shown and not asked for

    void see(const QString& where, const QString& shown)
    {
        // Values (numbers, names of files and of models) are in no translation; a sentence has
        // three words in a row.
        static const QRegularExpression sentence(
            QStringLiteral("\\b[A-Za-z]+[a-z] [a-z]+ [a-z]{2,}\\b"));
        const QString left = unasked(shown);
        if (left.contains(sentence))
            m_seen.append(where + text(": ") + left);
    }
    void seeActions(const QWidget* widget)
    {
        for (const QAction* action : widget->findChildren<QAction*>()) {
            see(text("action"), action->text());
            see(text("tip of action"), action->toolTip());
        }
    }
    /// Cells have words of the model in them, which look like a sentence.
    void seeHeader(const QAbstractItemView* view)
    {
        const QAbstractItemModel* model = view->model();
        if (!model)
            return;
        for (int column = 0; column < model->columnCount(); ++column)
            for (const int role : {int(Qt::DisplayRole), int(Qt::ToolTipRole)})
                see(text("header"), model->headerData(column, Qt::Horizontal, role).toString());
    }
    void seeAll(const QWidget* window)
    {
        seeActions(window);
        for (const QWidget* widget : window->findChildren<QWidget*>()) {
            if (widget->objectName().startsWith(text("qt_"))) // Qt's own buttons of a dock
                continue;
            const QString where = QString::fromLatin1(widget->metaObject()->className()) + text(" ")
                                  + widget->objectName();
            see(where, widget->toolTip());
            see(where, widget->accessibleName());
            see(where, widget->accessibleDescription());
            see(where, widget->windowTitle());
            if (const auto* label = qobject_cast<const QLabel*>(widget))
                see(where, label->text());
            if (const auto* button = qobject_cast<const QAbstractButton*>(widget))
                see(where, button->text());
            if (const auto* line = qobject_cast<const QLineEdit*>(widget))
                see(where, line->placeholderText());
            if (const auto* tabs = qobject_cast<const QTabBar*>(widget))
                for (int i = 0; i < tabs->count(); ++i)
                    see(where, tabs->tabText(i));
            if (const auto* box = qobject_cast<const QComboBox*>(widget))
                for (int i = 0; i < box->count(); ++i)
                    see(where, box->itemText(i));
            if (const auto* view = qobject_cast<const QAbstractItemView*>(widget))
                seeHeader(view);
        }
    }

private Q_SLOTS:
    void cleanup() { QVERIFY(useLanguage(text("en"))); }

    /// The files have all texts of the sources, all are translated, and lupdate understood them.
    void filesAreUpToDateAndWhole()
    {
        const QString script = QDir(tests::qDocsPath()).filePath(text("../packaging/translate.sh"));
        QVERIFY2(QFile::exists(script), qUtf8Printable(script));
        QProcess process;
        process.start(script, {text("--check")});
        QVERIFY(process.waitForFinished(120'000));
        QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
    }

    void translationsKeepWhatIsFixed_data()
    {
        QTest::addColumn<QString>("file");
        const QDir folder(QDir(tests::qDocsPath()).filePath(text("../resources/translations")));
        for (const QString& name : folder.entryList({text("headscope_*.ts")}))
            QTest::newRow(qPrintable(name)) << folder.filePath(name);
    }
    void translationsKeepWhatIsFixed()
    {
        QFETCH(const QString, file);
        const auto messages = messagesOf(file);
        QVERIFY(!messages.empty());
        const bool plurals = file.endsWith(text("_en.ts"));
        QVERIFY(plurals || messages.size() > 1900);
        QStringList wrong;
        for (const Message& message : messages) {
            const QString whole = message.translations.value(0);
            const int forms = message.source.contains(text("%n")) ? 2 : 1;
            QStringList mine = fixedParts(whole, 1);
            if (forms == 2) // what separates the forms in the file is no part of them
                mine.removeAll(text("\n"));
            const bool same = message.type.isEmpty() && !whole.trimmed().isEmpty()
                              && mine == fixedParts(message.source, forms)
                              && mnemonics(whole) == forms * mnemonics(message.source)
                              && (forms == 2
                                  || (whole.startsWith(QLatin1Char(' '))
                                          == message.source.startsWith(QLatin1Char(' '))
                                      && whole.endsWith(QLatin1Char(' '))
                                             == message.source.endsWith(QLatin1Char(' '))));
            if (!same)
                wrong.append(message.context + text(": ") + message.source + text(" -> ") + whole);
        }
        QVERIFY2(wrong.isEmpty(), qUtf8Printable(wrong.join(QLatin1Char('\n'))));
    }

    void everyTextOfTheWindowIsAskedFor()
    {
        Brackets brackets;
        QCoreApplication::installTranslator(&brackets);
        RealWindow real;
        // A small model without a tokenizer: what is not asked for here is no word of a model.
        real.open(text("5 17 3 40"), tests::qDataPath("/gpt2-tiny"));
        QTRY_VERIFY_WITH_TIMEOUT(real.window()->headView()->table() != nullptr,
                                 RealWindow::patience);
        real.settle();
        using Kind = RealWindow::Kind;
        for (const Kind kind :
             {Kind::Head, Kind::Patterns, Kind::Messages, Kind::Stream, Kind::Neurons,
              Kind::Evolution, Kind::Positions, Kind::Weights, Kind::Compare, Kind::Lab}) {
            real.show(kind);
            seeAll(real.window());
        }
        // The marks are there at all.
        QVERIFY(real.window()->menuBar()->actions().constFirst()->text().startsWith(text("⟦")));
        real.close();
        QCoreApplication::removeTranslator(&brackets);
        m_seen.removeDuplicates();
        QVERIFY2(m_seen.isEmpty(), qUtf8Printable(m_seen.join(QLatin1Char('\n'))));
    }

    void localesChooseTheirLanguage()
    {
        QVERIFY(languages().contains(text("de")));
        QCOMPARE(languages().constFirst(), text("en"));
        QCOMPARE(languageOf(QLocale(QLocale::German, QLocale::Austria)), text("de"));
        QCOMPARE(languageOf(QLocale(QLocale::English, QLocale::India)), text("en"));
        QCOMPARE(languageOf(QLocale(QLocale::Icelandic)), text("en"));
        QCOMPARE(languageOf(QLocale::c()), text("en"));
        QCOMPARE(languageName(text("de")), text("Deutsch"));
    }

    void settingsKnowEveryLanguage()
    {
        QStringList choices = app::Settings::entry(app::Settings::Key::Language).choices;
        QCOMPARE(choices.takeFirst(), text("system"));
        QCOMPARE(choices, languages());
    }

    void germanWindowsSpeakGerman()
    {
        QVERIFY(useLanguage(text("de")));
        RealWindow real;
        real.open(text("The captain of the ship gave the order to lower the boats"));
        QStringList menus;
        for (const QAction* action : real.window()->menuBar()->actions())
            menus.append(action->text().remove(QLatin1Char('&')));
        QVERIFY2(menus.contains(text("Datei")), qUtf8Printable(menus.join(QLatin1Char(' '))));
        QVERIFY(menus.contains(text("Ansicht")));
        QCOMPARE(QLocale().decimalPoint(), text(","));
        // The choice is remembered, and says when it counts.
        const auto* menu = real.window()->findChild<QMenu*>(text("languages"));
        QVERIFY(menu);
        QAction* english = menu->actions().at(1);
        QCOMPARE(english->text(), text("English"));
        english->trigger();
        QCOMPARE(real.settings()->text(app::Settings::Key::Language), text("en"));
        real.close();
        QVERIFY(!useLanguage(text("tlh")));
        QVERIFY(useLanguage(text("en")));
        QCOMPARE(QLocale().decimalPoint(), text("."));
    }
};

QTEST_MAIN(TranslationTest)
#include "tst_translation.moc"
