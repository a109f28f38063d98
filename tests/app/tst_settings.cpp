// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings.h"

#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using headscope::app::Settings;
using Key = Settings::Key;

namespace {

/// A value that differs from the default and from those of the other entries.
QVariant another(const Settings::Entry& entry, int number)
{
    switch (entry.initial.typeId()) {
    case QMetaType::Bool:
        return !entry.initial.toBool();
    case QMetaType::Double:
        // Within its bounds, whatever they are; a hundred entries would have room.
        return entry.low + (entry.high - entry.low) * (number + 0.5) / 100.0;
    case QMetaType::QByteArray:
        return QByteArray("\0\x01\xff@", 4) + QByteArray::number(number);
    case QMetaType::QStringList:
        return QStringList{QStringLiteral("a, \"b\"\n%1").arg(number), QStringLiteral("@ü; \\ ")};
    default:
        break;
    }
    return entry.choices.isEmpty()
               ? QVariant(QStringLiteral("@ two\nlines; \"%1\" über \\").arg(number))
               : QVariant(entry.choices.last());
}

} // namespace

class TestSettings : public QObject
{
    Q_OBJECT
    QTemporaryDir m_folder;
    QString file() const { return m_folder.filePath(QStringLiteral("settings.ini")); }

private Q_SLOTS:
    void init() { QFile::remove(file()); }

    void theTableIsInOrder()
    {
        QSet<QString> names;
        for (std::size_t i = 0; i < Settings::entries().size(); ++i) {
            const auto& entry = Settings::entries()[i];
            QCOMPARE(static_cast<std::size_t>(entry.key), i);
            QVERIFY(!names.contains(entry.name));
            names.insert(entry.name);
            if (!entry.choices.isEmpty())
                QVERIFY(entry.choices.contains(entry.initial.toString()));
        }
        QCOMPARE(Settings::entries().size(), static_cast<std::size_t>(Key::KnownModels) + 1);
    }

    void defaults()
    {
        const Settings s(file());
        for (const auto& entry : Settings::entries())
            QCOMPARE(s.value(entry.key), entry.initial);
        QVERIFY(s.flag(Key::CentredPatterns));
        QVERIFY(!s.flag(Key::CentredMessages));
        QCOMPARE(s.number(Key::BiasThreshold), 0.5);
        QCOMPARE(s.text(Key::Theme), QStringLiteral("system"));
    }

    /// All at once, so that an entry stored in another's place is found.
    void everyEntryIsStoredAndReloaded()
    {
        {
            Settings s(file());
            int number = 0;
            for (const auto& entry : Settings::entries())
                s.setValue(entry.key, another(entry, ++number));
        }
        const Settings again(file());
        int number = 0;
        for (const auto& entry : Settings::entries()) {
            const auto stored = again.value(entry.key);
            const auto expected = another(entry, ++number);
            QVERIFY2(expected != entry.initial, qPrintable(entry.name));
            QVERIFY2(stored == expected, qPrintable(entry.name));
            QCOMPARE(stored.typeId(), entry.initial.typeId());
        }
    }

    void theDefaultIsNotWritten()
    {
        {
            Settings s(file());
            s.setValue(Key::Theme, QStringLiteral("dark"));
            s.setValue(Key::Theme, QStringLiteral("system"));
        }
        QVERIFY(QSettings(file(), QSettings::IniFormat).allKeys().isEmpty());
    }

    void refusesWhatDoesNotFit()
    {
        Settings s(file());
        s.setValue(Key::Theme, QStringLiteral("pink"));
        s.setValue(Key::BiasThreshold, -1.0);
        s.setValue(Key::BiasThreshold, qQNaN());
        QCOMPARE(s.text(Key::Theme), QStringLiteral("system"));
        QCOMPARE(s.number(Key::BiasThreshold), 0.5);
    }

    void damagedValuesCountAsTheDefault()
    {
        {
            QSettings raw(file(), QSettings::IniFormat);
            raw.setValue(Settings::entry(Key::BiasThreshold).name, QStringLiteral("many"));
            raw.setValue(Settings::entry(Key::CentredPatterns).name, QStringLiteral("perhaps"));
            raw.setValue(Settings::entry(Key::Metric).name, QStringLiteral("miles"));
        }
        const Settings s(file());
        QCOMPARE(s.number(Key::BiasThreshold), 0.5);
        QVERIFY(s.flag(Key::CentredPatterns));
        QCOMPARE(s.text(Key::Metric), QStringLiteral("cosine"));
    }

    void remembersTheLatest()
    {
        Settings s(file());
        for (const char* prompt : {"a", "b", "c", "a"})
            s.remember(Key::PromptHistory, QString::fromLatin1(prompt), 2);
        QCOMPARE(s.texts(Key::PromptHistory),
                 (QStringList{QStringLiteral("a"), QStringLiteral("c")}));
    }
};

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
