// backroom: the console, with the server inside. The one file that sees app, server and ui.
#include "app/log/applicationlog.h"
#include "server/http/apiserver.h"
#include "server/http/serverconfig.h"
#include "ui/shell/console.h"
#include "ui/theme/programicon.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QLocale>
#include <QStandardPaths>

using namespace Qt::StringLiterals;
using namespace backroom;

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

int wrong(const QString &sentence)
{
    qCritical("%s", qPrintable(sentence));
    return 2;
}
}

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"backroom"_s);
    QApplication::setApplicationDisplayName(u"Backroom"_s);
    QApplication::setApplicationVersion(QStringLiteral(BACKROOM_VERSION));
    QApplication::setDesktopFileName(u"backroom"_s);
    QApplication::setWindowIcon(programIcon());

    // A bare system has no way of writing money; the sources speak British English.
    if (QLocale().language() == QLocale::C)
        QLocale::setDefault(QLocale(u"en_GB"_s));

    QCommandLineParser parser;
    parser.setApplicationDescription(tr("The back office of a small shop in one program."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption data(
        u"data"_s, tr("The shop's folder."), u"FOLDER"_s,
        QDir(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)).filePath(u"backroom"_s));
    const QCommandLineOption store(u"store"_s, tr("A PostgreSQL database instead of the file in the folder."),
                                   u"URL"_s);
    const QCommandLineOption host(u"host"_s, tr("The address the server listens on; 127.0.0.1 when left out."),
                                  u"ADDRESS"_s);
    const QCommandLineOption port(u"port"_s, tr("The port the server listens on; 8080 when left out."), u"NUMBER"_s);
    const QCommandLineOption sample(u"sample"_s, tr("Make a sample shop without asking where there is none."));
    parser.addOptions({data, store, host, port, sample});
    parser.process(application);
    const auto config = StoreConfig::resolve(parser.value(data), parser.value(store));
    if (!config)
        return wrong(config.error().message);
    std::optional<quint16> typedPort;
    if (parser.isSet(port)) {
        bool isNumber = false;
        const uint number = parser.value(port).toUInt(&isNumber);
        if (!isNumber || number > 65535)
            return wrong(tr("A port is a number up to 65535."));
        typedPort = quint16(number);
    }
    // A mistake in config.ini keeps the server from starting, not the shop's people from working.
    const auto options = [folder = config->dataDir, typedHost = parser.value(host),
                          typedPort]() -> Result<ServerOptions> {
        auto kept = readServerConfig(folder);
        if (kept && !typedHost.isEmpty())
            kept->host = typedHost;
        if (kept && typedPort)
            kept->port = *typedPort;
        return kept;
    };

    std::optional<ApplicationLog> log; // ends after the console
    Console console(application, {*config, parser.isSet(sample)},
                    [options](Backroom &shop, Backups &backups) -> std::unique_ptr<ApiHost> {
                        auto server = std::make_unique<ApiServer>(shop, options);
                        server->setBackups(&backups);
                        return server;
                    });
    // Once there is a shop to write it beside.
    QObject::connect(&console, &Console::opened, &console, [&log, folder = config->dataDir] {
        LogOptions options;
        options.folder = QDir(folder).filePath(u"logs"_s);
        options.standardError = LogLevel::Warning;
        log.emplace(options);
    });
    console.begin();
    return QApplication::exec();
}
