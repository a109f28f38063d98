// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The window's program: reads the options, opens the window or draws its pictures.
#include "app/hub/hubsettings.h"
#include "app/interrupt.h"
#include "app/modelsource.h"
#include "app/recoveryfile.h"
#include "app/runtime.h"
#include "app/savedsession.h"
#include "app/sessionmodel.h"
#include "app/settings.h"
#include "core/base/error.h"
#include "ui/export/figurefile.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/sessionkeeping.h"
#include "ui/mainwindow/sessionstate.h"
#include "ui/mainwindow/shots.h"
#include "ui/theme/language.h"
#include "ui/theme/theme.h"
#include "ui/views/headtableview.h"
#include "ui/views/headview.h"
#include "ui/views/panetable.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFile>
#include <QFileInfo>
#include <QHashFunctions>
#include <QIcon>
#include <QLocale>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>
#include <utility>

namespace {

using namespace headscope;

struct Options {
    QString model;
    QString session; ///< a file
    std::optional<QString> prompt;
    QString decoder;
    bool encoder = false;
    std::optional<QString> compare;
    QString compareModel;
    QString shots;
    QString format;
    QString theme;
    QString language;
    QSize size;
    bool exitAfterFirstTable = false;
};

int complain(const QString& sentence, int code)
{
    std::fprintf(stderr, "headscope: %s\n", qUtf8Printable(sentence.simplified()));
    return code;
}

/// The command line speaks English in every language, as headscope-cli does: scripts read it.
QString say(const char* text)
{
    return QString::fromUtf8(text);
}

/// "1280x800"; an invalid size where it is none.
QSize sizeOf(const QString& text)
{
    const auto parts = text.split(QLatin1Char('x'));
    bool wide = false;
    bool high = false;
    const QSize size = parts.size() == 2 ? QSize(parts[0].toInt(&wide), parts[1].toInt(&high))
                                         : QSize();
    const QSize least = ui::MainWindow::smallest();
    const bool fits = size.width() >= least.width() && size.height() >= least.height()
                      && size.width() <= 8192 && size.height() <= 8192;
    return wide && high && fits ? size : QSize();
}

void setUp(QCommandLineParser& parser)
{
    parser.setApplicationDescription(
        say("Look inside the attention heads of transformer language models."));
    parser.addOption({QStringLiteral("model"),
                      say("Model: a folder, a file in it, the name of an embedded model (%1) or a "
                          "Hugging Face id in the local cache. Default: the last one, at first %2.")
                          .arg(app::embeddedNames(), QString::fromLatin1(app::defaultModel)),
                      QStringLiteral("MODEL")});
    parser.addPositionalArgument(
        QStringLiteral("model"),
        say("The same as --model; or a session file (.headscope), which brings its model and its "
            "prompt: --model then says where its model is, and --prompt, --decoder and --encoder "
            "are not possible."),
        QStringLiteral("[MODEL | SESSION]"));
    parser.addOption(
        {QStringLiteral("prompt"), say("Prompt to start with."), QStringLiteral("TEXT")});
    parser.addOption({QStringLiteral("decoder"),
                      say("What the decoder of a model with an encoder has said already, beside "
                          "--prompt."),
                      QStringLiteral("TEXT")});
    parser.addOption(
        {QStringLiteral("encoder"), say("Look at the encoder first, of a model that has one.")});
    parser.addOption({QStringLiteral("compare"), say("A second prompt, for the view Compare."),
                      QStringLiteral("TEXT")});
    parser.addOption({QStringLiteral("compare-model"),
                      say("The model that the second prompt is run on, named as --model is. "
                          "Default: the same; without --compare the same prompt is run on it."),
                      QStringLiteral("MODEL")});
    parser.addOption({QStringLiteral("shots"),
                      say("Draw every view to files in DIR, light and dark, and exit; those of a "
                          "session as it was saved."),
                      QStringLiteral("DIR")});
    parser.addOption({QStringLiteral("format"),
                      say("Of the whole views that --shots draws: png, svg or pdf."),
                      QStringLiteral("FORMAT"), QStringLiteral("png")});
    parser.addOption({QStringLiteral("theme"), say("light or dark."), QStringLiteral("THEME")});
    parser.addOption({QStringLiteral("language"),
                      say("Of the window's texts: en or de. Default: what the menu View says, else "
                          "the system's; en for --shots."),
                      QStringLiteral("LANGUAGE")});
    parser.addOption({QStringLiteral("size"), say("Size of the window in pixels, as 1280x800."),
                      QStringLiteral("WxH")});
    parser.addOption({QStringLiteral("exit-after-first-table"),
                      say("Exit as soon as the first table has been painted; for measuring.")});
    parser.addHelpOption();
    parser.addVersionOption();
}

/// What cannot stand beside a session, which has it already; empty where nothing is wrong.
QString readSessionOption(const QCommandLineParser& parser, QStringList& places, Options& options)
{
    const auto found = std::find_if(places.begin(), places.end(), [](const QString& place) {
        return place.endsWith(QLatin1String(app::SavedSession::ending))
               && !QFileInfo(place).isDir();
    });
    if (found == places.end())
        return {};
    options.session = *found;
    places.erase(found);
    for (const char* const name : {"prompt", "decoder", "encoder"})
        if (parser.isSet(QString::fromLatin1(name)))
            return say("--%1 and the session %2 cannot go together: the session itself says what "
                       "is run and looked at")
                .arg(QString::fromLatin1(name), options.session);
    return {};
}

/// The sentence for bad options; empty where they are good.
QString readOptions(QCommandLineParser& parser, const QStringList& arguments, Options& options)
{
    if (!parser.parse(arguments))
        return parser.errorText();
    QStringList places = parser.positionalArguments();
    if (QString bad = readSessionOption(parser, places, options); !bad.isEmpty())
        return bad;
    if (places.size() > 1)
        return say("unexpected argument \"%1\": one model can be opened").arg(places[1]);
    if (!places.isEmpty() && parser.isSet(QStringLiteral("model")))
        return say("two models are named: \"%1\" by --model, and \"%2\"")
            .arg(parser.value(QStringLiteral("model")), places.constFirst());
    options.model = places.isEmpty() ? parser.value(QStringLiteral("model")) : places.constFirst();
    if (options.model.isEmpty() && (!places.isEmpty() || parser.isSet(QStringLiteral("model"))))
        return say("the name of the model is empty");
    if (parser.isSet(QStringLiteral("prompt")))
        options.prompt = parser.value(QStringLiteral("prompt"));
    options.decoder = parser.value(QStringLiteral("decoder"));
    if (parser.isSet(QStringLiteral("decoder")) && !options.prompt)
        return say("--decoder goes with --prompt, which is missing");
    options.encoder = parser.isSet(QStringLiteral("encoder"));
    if (parser.isSet(QStringLiteral("compare")))
        options.compare = parser.value(QStringLiteral("compare"));
    options.compareModel = parser.value(QStringLiteral("compare-model"));
    if (parser.isSet(QStringLiteral("compare-model")) && options.compareModel.isEmpty())
        return say("the name of the model is empty");
    options.shots = parser.value(QStringLiteral("shots"));
    if (parser.isSet(QStringLiteral("shots")) && options.shots.isEmpty())
        return say("--shots needs a folder");
    options.exitAfterFirstTable = parser.isSet(QStringLiteral("exit-after-first-table"));
    options.theme = parser.value(QStringLiteral("theme"));
    if (parser.isSet(QStringLiteral("theme")) && options.theme != QLatin1String("light")
        && options.theme != QLatin1String("dark"))
        return say("--theme is \"%1\", not light or dark").arg(options.theme);
    options.language = parser.value(QStringLiteral("language"));
    if (parser.isSet(QStringLiteral("language")) && !ui::languages().contains(options.language))
        return say("--language is \"%1\", not %2")
            .arg(options.language, ui::languages().join(QStringLiteral(" or ")));
    options.format = parser.value(QStringLiteral("format"));
    if (parser.isSet(QStringLiteral("format")) && options.shots.isEmpty())
        return say("--format goes with --shots, which is missing");
    if (!ui::pictureFormat(QLatin1String("view.") + options.format))
        return say("--format is \"%1\", not png, svg or pdf").arg(options.format);
    if (parser.isSet(QStringLiteral("size"))) {
        options.size = sizeOf(parser.value(QStringLiteral("size")));
        if (!options.size.isValid())
            return say("--size is \"%1\", not WxH between %2x%3 and 8192x8192")
                .arg(parser.value(QStringLiteral("size")))
                .arg(ui::MainWindow::smallest().width())
                .arg(ui::MainWindow::smallest().height());
    }
    return {};
}

/// Ends the program with 0 once the first table is on the screen, with 1 where something failed.
class FirstTableExit final : public QObject
{
public:
    explicit FirstTableExit(ui::MainWindow* window)
    {
        const app::Session* session = window->session();
        // Connected after the window's own slot: the view has the table when its painting is
        // awaited.
        connect(session, &app::Session::headChanged, this, [this, window] {
            window->headView()->tableView()->wordsPane()->viewport()->installEventFilter(this);
        });
        connect(window, &ui::MainWindow::failed, this,
                [](const QString& sentence) { QCoreApplication::exit(complain(sentence, 1)); });
    }

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        // The filter sees the event before the view does; the timer comes after both.
        if (event->type() == QEvent::Paint)
            QTimer::singleShot(0, this, [] { QCoreApplication::exit(0); });
        return QObject::eventFilter(watched, event);
    }
};

void setNames()
{
    QCoreApplication::setApplicationName(QStringLiteral("headscope"));
    QCoreApplication::setOrganizationName(QStringLiteral("headscope"));
    QCoreApplication::setApplicationVersion(QStringLiteral(HEADSCOPE_VERSION));
}

/// The session whose views are to be drawn, and its model; the sentence where they cannot be had.
QString prepareSession(const Options& options, ui::MainWindow::Start& start, ui::Shots::Plan& plan)
{
    try {
        const auto session = app::readSession(options.session);
        if (options.model.isEmpty())
            start.model = app::findModel(session.model, start.places, {});
        if (start.model.isEmpty())
            return say("the model of %1 was not found: %2, which was in %3; say by --model where "
                       "it is now")
                .arg(options.session, session.model.name, session.model.folder);
        start.session = options.session;
        start.sessionModel = start.model;
        plan.asItIs = true;
        if (session.window.size.isValid())
            plan.sizes = {session.window.size.expandedTo(ui::MainWindow::smallest())};
    } catch (const core::Error& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

int drawShots(const Options& options, ui::MainWindow::Start start)
{
    // A settings file of its own: pictures do not depend on how the window was left.
    QTemporaryDir folder;
    app::Settings settings(folder.filePath(QStringLiteral("shots.ini")));
    ui::Shots::Plan plan;
    plan.folder = options.shots;
    plan.format = options.format;
    if (!options.session.isEmpty()) {
        if (const QString failure = prepareSession(options, start, plan); !failure.isEmpty())
            return complain(failure, 1);
        start.labels = folder.path(); // the session's alone, and the user's own stay as they are
    }
    ui::MainWindow window(&settings, start);
    if (!options.theme.isEmpty())
        plan.dark = {options.theme == QLatin1String("dark")};
    if (options.size.isValid())
        plan.sizes = {options.size};
    ui::Shots shots(&window, plan);
    int code = 0;
    // The pictures are made all the same.
    QObject::connect(window.sessions()->state(), &ui::SessionState::weightsDiffer, &window,
                     [](const QString& sentence) { complain(sentence, 0); });
    QObject::connect(&shots, &ui::Shots::finished, &window, [&code](const QString& failure) {
        code = failure.isEmpty() ? 0 : complain(failure, 1);
        QCoreApplication::exit(code);
    });
    shots.start();
    QApplication::exec();
    return code;
}

int openWindow(const Options& options, ui::MainWindow::Start start)
{
    if (options.exitAfterFirstTable && !start.failure.isEmpty())
        return complain(start.failure, 1); // no table will come
    app::Settings settings;
    start.recovery = app::RecoveryFile::usersFolder();
    start.session = options.session;
    if (!options.model.isEmpty())
        start.sessionModel = start.model;
    const QString last = settings.text(app::Settings::Key::Model);
    if (options.model.isEmpty() && !last.isEmpty()) {
        if (QFileInfo::exists(last) || start.model.isEmpty())
            start.fallback = std::exchange(start.model, last);
        else
            start.note = ui::MainWindow::tr(
                             "The model that was open last, %1, is not there any more.")
                             .arg(last);
    }
    ui::MainWindow window(&settings, start);
    if (!options.theme.isEmpty())
        ui::Theme::instance().setChoice(options.theme == QLatin1String("dark")
                                            ? ui::Theme::Choice::Dark
                                            : ui::Theme::Choice::Light);
    if (options.size.isValid())
        window.resize(options.size);
    else
        window.fitScreen();
    // The last of all work, and kept on disk: neurons depend on no prompt.
    window.session()->wantNeurons();
    std::optional<FirstTableExit> exit;
    if (options.exitAfterFirstTable)
        exit.emplace(&window);
    window.show();
    return QApplication::exec();
}

} // namespace

int main(int argc, char** argv)
{
    app::setUpRuntime(argv);
    // Qt writes the fonts of a PDF in the order of a hash: the same picture must give the same
    // bytes.
    QHashSeed::setDeterministicGlobalSeed();
    app::removeUnfinishedFilesWhenEnded();
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    QCommandLineParser parser;
    setUp(parser);
    Options options;
    const QString bad = readOptions(parser, arguments, options);
    if (!bad.isEmpty())
        return complain(bad, 2);

    if (parser.isSet(QStringLiteral("help")) || parser.isSet(QStringLiteral("version"))) {
        const QCoreApplication application(argc, argv);
        setNames();
        if (parser.isSet(QStringLiteral("help")))
            parser.showHelp(0);
        parser.showVersion();
    }
    // Pictures need no display; the window does.
    const bool silent = !options.shots.isEmpty();
    const bool display = qEnvironmentVariableIsSet("DISPLAY")
                         || qEnvironmentVariableIsSet("WAYLAND_DISPLAY");
    if (!display && !qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) {
        if (!silent)
            return complain(say("there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set); "
                                "--shots DIR draws the window to pictures without one"),
                            1);
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    // Qt complains where the session has no folder for sockets; pictures need none.
    std::optional<QTemporaryDir> runtime;
    if (silent && !qEnvironmentVariableIsSet("XDG_RUNTIME_DIR")) {
        runtime.emplace();
        qputenv("XDG_RUNTIME_DIR", QFile::encodeName(runtime->path()));
    }
    // Pictures are the same wherever they are drawn, numbers in the language of their words.
    const QLocale fixed(options.language.isEmpty() ? QStringLiteral("en") : options.language);
    if (silent)
        QLocale::setDefault(fixed);
    QApplication application(argc, argv);
    setNames();
    const QString usual = silent ? QStringLiteral("en")
                                 : app::Settings().text(app::Settings::Key::Language);
    ui::useLanguage(options.language.isEmpty() ? usual : options.language);
    if (silent)
        QLocale::setDefault(fixed);
    QApplication::setApplicationDisplayName(QStringLiteral("Headscope"));
    QApplication::setDesktopFileName(QStringLiteral("headscope"));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/headscope.svg")));

    const auto places = app::ModelPlaces::ofThisProgram();
    ui::MainWindow::Start start;
    start.prompt = options.prompt;
    start.decoder = options.decoder;
    start.encoder = options.encoder;
    start.places = places;
    start.hub = app::HubSettings::ofThisProcess();
    for (const app::FoundModel& found : app::findModels(places))
        start.models.push_back({found.name, found.folder});
    const bool named = !options.model.isEmpty() || options.session.isEmpty();
    try {
        start.model = app::resolveModel(options.model, places);
        if (options.compare || !options.compareModel.isEmpty())
            start.compare = app::Comparing::Other{
                options.compareModel.isEmpty() ? QString()
                                               : app::resolveModel(options.compareModel, places),
                options.compare.value_or(QString())};
    } catch (const core::Error& error) {
        start.failure = QString::fromUtf8(error.what());
    }
    if (!options.shots.isEmpty())
        return start.failure.isEmpty() || !named ? drawShots(options, start)
                                                 : complain(start.failure, 1);
    return openWindow(options, start);
}
