#include "app/backups/backups.h"
#include "app/backups/upgrade.h"
#include "app/housekeeping.h"
#include "app/log/applicationlog.h"
#include "app/store/scratchstore.h"
#include "app/store/storelock.h"
#include "server/commands/command.h"
#include "server/commands/hangup.h"
#include "server/commands/interrupt.h"
#include "server/commands/openshop.h"
#include "server/http/apiserver.h"
#include "server/http/serverconfig.h"

#include <QCoreApplication>
#include <QDir>
#include <QHostAddress>
#include <QSocketNotifier>
#include <csignal>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// What was typed beats what config.ini says.
Result<> applyTyped(const CommandLine &line, ServerOptions &options)
{
    const auto port = line.number(u"port"_s, options.port, 0, 65535);
    const auto workers = line.number(u"workers"_s, options.workers, 1, 256);
    const auto limit = line.choice(u"rate-limit"_s, {u"on"_s, u"off"_s});
    if (!port || !workers || !limit)
        return fail(!port ? port.error() : !workers ? workers.error() : limit.error());
    options.port = quint16(*port);
    options.workers = *workers;
    if (line.has(u"rate-limit"_s))
        options.rates.on = *limit == "on"_L1;
    if (line.has(u"host"_s))
        options.host = line.value(u"host"_s);
    if (line.has(u"tls-cert"_s) != line.has(u"tls-key"_s))
        return fail(ErrorCode::Malformed, tr("--tls-cert and --tls-key need each other."));
    if (line.has(u"tls-cert"_s))
        options.tls = {line.value(u"tls-cert"_s), line.value(u"tls-key"_s)};
    if (!line.operands().isEmpty())
        return fail(ErrorCode::Malformed, tr("“%1” has no place here.").arg(line.operands().constFirst()));
    return {};
}

// In the data folder where there is one; a PostgreSQL store that was named by its URL alone has none.
LogOptions logOptionsFrom(const CommandLine &line, const StoreConfig &config, LogLevel least)
{
    LogOptions options;
    options.least = least;
    // Who asked for a level sees it; else only what somebody should look at.
    options.standardError = line.has(u"log-level"_s) ? least : LogLevel::Warning;
    if (line.has(u"data"_s) || config.kind() == StoreKind::Sqlite)
        options.folder = QDir(config.dataDir).filePath(u"logs"_s);
    return options;
}

int serve(const StoreConfig &config, const ServerOptions &options, const LogOptions &logOptions)
{
    const Interrupt interrupt;
    Hangup hangup;
    std::signal(SIGPIPE, SIG_IGN);
    const auto lock = StoreLock::take(config, StoreLock::Holder::Server);
    if (!lock)
        return failed(lock.error());
    const SystemClock clock;
    std::optional<ApplicationLog> log; // once there is a shop to write it beside; ends after all that may speak
    if (const auto kept = backUpBeforeUpgrade(config, clock); !kept)
        return failed(kept.error());
    const auto shop = Backroom::open(config, clock);
    if (!shop)
        return failed(shop.error());
    if (const auto found = requireShop((*shop)->database()); !found)
        return failed(found.error());
    log.emplace(logOptions);
    const Housekeeping housekeeping(**shop);
    ScratchStore::removeLeftovers((*shop)->database());
    // Where there is a folder to keep them in; the file of a shop is refused when it says of them what cannot be.
    std::optional<Backups> backups;
    if (!logOptions.folder.isEmpty()) {
        if (const auto chosen = backupsettings::read(config.dataDir); !chosen)
            return failed(chosen.error());
        backups.emplace(**shop);
    }
    ApiServer server(**shop, options);
    server.setBackups(backups ? &*backups : nullptr);
    if (const auto started = server.start(); !started)
        return failed(started.error());
    qInfo("backroomd " BACKROOM_VERSION " listens on %s", qPrintable(server.address()));
    say("listening on "_L1 % server.address());

    // A service is told to read anew what changed; who closes the terminal wants an end.
    QObject::connect(&hangup, &Hangup::came, &server, [&server, terminal = ::isatty(STDIN_FILENO) == 1] {
        terminal ? QCoreApplication::quit() : server.renewCertificate();
    });
    const QSocketNotifier notifier(interrupt.descriptor(), QSocketNotifier::Read);
    QObject::connect(&notifier, &QSocketNotifier::activated, QCoreApplication::instance(), &QCoreApplication::quit);
    QCoreApplication::exec();
    server.stop();
    qInfo("backroomd ends");
    return ExitDone;
}

int run(const CommandLine &line)
{
    ServerOptions typed;
    if (const auto checked = applyTyped(line, typed); !checked)
        return line.wrong(checked.error().message);
    const auto config = line.store();
    if (!config)
        return config.error().code == ErrorCode::Malformed ? line.wrong(config.error().message)
                                                           : failed(config.error());
    const auto level = line.choice(u"log-level"_s, {u"info"_s, u"debug"_s, u"warning"_s, u"error"_s});
    if (!level)
        return line.wrong(level.error().message);
    auto options = readServerConfig(line.has(u"data"_s) ? config->dataDir : QString());
    if (!options)
        return failed(options.error());
    (void)applyTyped(line, *options); // found good above
    return serve(*config, *options, logOptionsFrom(line, *config, *parseLevel(*level)));
}
}

Command serveCommand()
{
    return {u"serve"_s,
            {},
            tr("Serves the shop's API until it is told to stop."),
            {{u"host"_s, tr("The address to listen on; 127.0.0.1 when left out."), u"ADDRESS"_s},
             {u"port"_s, tr("The port to listen on; 8080 when left out, 0 for any that is free."), u"NUMBER"_s},
             {u"tls-cert"_s,
              tr("Serve https:// with this certificate, a PEM file; a renewed one in its place is taken up by itself."),
              u"FILE"_s},
             {u"tls-key"_s, tr("Its key, a PEM file without a passphrase."), u"FILE"_s},
             {u"workers"_s, tr("How many threads answer; as many as there are processors when left out."), u"NUMBER"_s},
             {u"rate-limit"_s, tr("Whether callers are slowed who ask for too much: on or off."), u"on|off"_s},
             {u"log-level"_s,
              tr("What is written to logs/backroom.log and to standard error, and whatever is graver: debug, info, "
                 "warning or error. When left out, info to the file and warning to standard error."),
              u"LEVEL"_s}},
            run,
            explainServerConfig() % u'\n' % backupsettings::explain()};
}

}
