// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/modelsource.h"
#include "core/base/error.h"
#include "tests/support/patience.h"
#include "tests/support/places.h"

#include <QDir>
#include <QFile>
#include <QHash>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace headscope;
using app::ModelPlaces;

class TestModelSource : public QObject
{
    Q_OBJECT
    QTemporaryDir m_root;
    ModelPlaces m_places;

    QString path(const char* name) const { return m_root.filePath(QString::fromLatin1(name)); }

    static void write(const QString& file, const QByteArray& bytes = "{}")
    {
        QVERIFY(QDir().mkpath(QFileInfo(file).path()));
        QFile f(file);
        QVERIFY(f.open(QIODevice::WriteOnly));
        f.write(bytes);
    }
    static void makeModel(const QString& folder)
    {
        write(folder + QStringLiteral("/config.json"));
        write(folder + QStringLiteral("/model.safetensors"));
    }
    QString resolve(const char* name) const
    {
        return app::resolveModel(QString::fromLatin1(name), m_places);
    }
    QString refusal(const char* name) const
    {
        try {
            return QStringLiteral("found ") + resolve(name);
        } catch (const core::Error& error) {
            return error.kind() == core::ErrorKind::FileMissing ? QString::fromUtf8(error.what())
                                                                : QString();
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_places.embedded = path("share/models");
        m_places.hubCache = path("hub");
        makeModel(path("share/models/bookshelf-20m"));
        makeModel(path("share/models/other"));
        makeModel(path("mine"));
        makeModel(path("hub/models--org--some-name/snapshots/abc123"));
        makeModel(path("hub/models--org--some-name/snapshots/old"));
        write(path("hub/models--org--some-name/refs/main"), "abc123\n");
        makeModel(path("hub/models--gpt2/snapshots/f00"));
        write(path("hub/models--gpt2/refs/main"), "f00");
        QVERIFY(QDir().mkpath(path("hub/models--org--half/snapshots")));
        makeModel(path("hub/models--org--evil/elsewhere"));
        write(path("hub/models--org--evil/refs/main"), "../elsewhere");
        write(path("hub/models--org--pickle/snapshots/1/config.json"));
        write(path("hub/models--org--pickle/refs/main"), "1");
    }

    void absentIsTheEmbeddedModel()
    {
        QCOMPARE(resolve(""), path("share/models/bookshelf-20m"));
        ModelPlaces nowhere = m_places;
        nowhere.embedded = path("nowhere");
        QVERIFY_EXCEPTION_THROWN(app::resolveModel({}, nowhere), core::Error);
    }
    /// What the options say is there is there: in the list, by its name, in the help of
    /// headscope-cli.
    void theEmbeddedModelsAreAllThere()
    {
        const ModelPlaces real{tests::qModelsPath(), path("nowhere")};
        QStringList found;
        for (const auto& model : app::findModels(real)) {
            QVERIFY(model.embedded);
            found << model.name;
        }
        QCOMPARE(found.size(), static_cast<qsizetype>(app::embeddedModels.size()));
        for (const char* const name : app::embeddedModels) {
            QVERIFY2(found.contains(QLatin1String(name)), name);
            QCOMPARE(app::resolveModel(QLatin1String(name), real),
                     real.embedded + QLatin1Char('/') + QLatin1String(name));
            QVERIFY(app::embeddedNames().contains(QLatin1String(name)));
        }
        QProcess program;
        program.start(tests::qProgramsPath("/headscope-cli"),
                      {QStringLiteral("info"), QStringLiteral("--help")});
        QVERIFY2(program.waitForFinished(tests::patience), qPrintable(program.errorString()));
        const QString help = QString::fromUtf8(program.readAllStandardOutput()).simplified();
        for (const char* const name : app::embeddedModels)
            QVERIFY2(help.contains(QLatin1String(name)), qPrintable(help));
    }
    void folderAndFile()
    {
        const auto folder = path("mine");
        QCOMPARE(app::resolveModel(folder, m_places), folder);
        QCOMPARE(app::resolveModel(folder + QStringLiteral("/config.json"), m_places),
                 folder + QStringLiteral("/config.json"));
    }
    void embeddedByName() { QCOMPARE(resolve("other"), path("share/models/other")); }
    void hubId()
    {
        QCOMPARE(resolve("org/some-name"), path("hub/models--org--some-name/snapshots/abc123"));
        QCOMPARE(resolve("gpt2"), path("hub/models--gpt2/snapshots/f00"));
    }
    void saysWhatAndWhere()
    {
        const auto sentence = refusal("org/absent");
        QVERIFY2(sentence.startsWith(QLatin1String("org/absent: ")), qPrintable(sentence));
        QVERIFY2(sentence.contains(m_places.hubCache), qPrintable(sentence));
        QVERIFY2(sentence.contains(m_places.embedded), qPrintable(sentence));
        QVERIFY(refusal("/no/such/folder").startsWith(QLatin1String("/no/such/folder: ")));
        QVERIFY(refusal("org/half").contains(QLatin1String("revision main")));
    }
    void staysInsideTheCache()
    {
        QVERIFY(refusal("org/evil").contains(QLatin1String("revision main")));
        for (const char* name :
             {"../mine", "..", ".hidden/../x", "a/b/c", "org/..", "a--b", "org/a b"})
            QVERIFY2(!refusal(name).startsWith(QLatin1String("found "))
                         || QFileInfo::exists(QString::fromLatin1(name)),
                     name);
    }
    void cachePlaces()
    {
        QHash<QString, QString> variables;
        const auto cache = [&] {
            return ModelPlaces::hubCacheFrom(
                [&](const char* name) { return variables.value(QString::fromLatin1(name)); },
                QStringLiteral("/home/me"));
        };
        QCOMPARE(cache(), QStringLiteral("/home/me/.cache/huggingface/hub"));
        variables[QStringLiteral("XDG_CACHE_HOME")] = QStringLiteral("/xdg");
        QCOMPARE(cache(), QStringLiteral("/xdg/huggingface/hub"));
        variables[QStringLiteral("HF_HOME")] = QStringLiteral("/hf");
        QCOMPARE(cache(), QStringLiteral("/hf/hub"));
        variables[QStringLiteral("HF_HUB_CACHE")] = QStringLiteral("/cache");
        QCOMPARE(cache(), QStringLiteral("/cache"));
    }
    void findsWhatIsThere()
    {
        QStringList names;
        for (const auto& model : app::findModels(m_places))
            names.append((model.embedded ? QStringLiteral("+") : QString()) + model.name);
        QCOMPARE(names, (QStringList{QStringLiteral("+bookshelf-20m"), QStringLiteral("+other"),
                                     QStringLiteral("gpt2"), QStringLiteral("org/some-name")}));
        QVERIFY(app::findModels({path("nowhere"), path("nowhere")}).empty());
    }
};

QTEST_GUILESS_MAIN(TestModelSource)
#include "tst_modelsource.moc"
