#include "server/http/serverconfig.h"

#include "app/store/configsection.h"

#include <QCoreApplication>
#include <QDir>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

constexpr int MostWorkers = 256;

// Names of files that do not say where they lie lie in the shop's folder.
void readTlsFiles(ConfigSection &section, const QDir &folder, TlsFiles &files)
{
    const auto take = [&](const QString &key) {
        const QString name = section.take(key).value_or(QString());
        return name.isEmpty() ? name : folder.absoluteFilePath(name);
    };
    files = {take(u"tls_certificate"_s), take(u"tls_key"_s)};
    if (files.certificate.isEmpty() != files.key.isEmpty())
        section.fault(tr("tls_certificate and tls_key need each other."));
}

void readLimits(ConfigSection &section, Limits &limits)
{
    const Limits usual;
    for (const LimitEntry &entry : limitEntries())
        if (const auto value =
                section.takeNumber(QString::fromLatin1(entry.key), entry.least, entry.most, entry.valueIn(usual)))
            entry.put(limits, *value);
    if (limits.line > limits.head)
        section.fault(tr("line_kib is more than head_kib, but a request line is part of the head."));
}

Error inFile(const QString &file, const QStringList &faults)
{
    return {ErrorCode::Malformed,
            tr("%1, section [server]: %2 “backroomd serve --help” lists what can stand there.")
                .arg(QDir::toNativeSeparators(file), faults.join(u' '))};
}
}

Result<ServerOptions> readServerConfig(const QString &dataDir)
{
    ServerOptions options;
    const auto settings = readConfigFile(dataDir);
    if (!settings)
        return fail(settings.error());
    if (!*settings)
        return options;
    ConfigSection section(**settings, u"server"_s);
    if (const auto host = section.take(u"host"_s))
        options.host = *host;
    if (const auto port = section.takeNumber(u"port"_s, 0, 65535, options.port))
        options.port = quint16(*port);
    if (const auto workers = section.takeNumber(u"workers"_s, 0, MostWorkers, options.workers))
        options.workers = int(*workers);
    if (const auto on = section.takeSwitch(u"rate_limit"_s))
        options.rates.on = *on;
    if (const auto named = section.take(u"trusted_proxies"_s)) {
        auto proxies = TrustedProxies::read(*named);
        if (proxies)
            options.proxies = *std::move(proxies);
        else
            section.fault(proxies.error().message);
    }
    readTlsFiles(section, QDir(dataDir), options.tls);
    readLimits(section, options.limits);
    if (const QStringList faults = section.faults(); !faults.isEmpty())
        return fail(inFile((*settings)->fileName(), faults));
    return options;
}

QString explainServerConfig()
{
    const ServerOptions usual;
    QStringList lines{
        tr("The same and more can stand in config.ini in the shop's folder, under the title [server]; what "
           "is typed beats it:")};
    const auto add = [&lines](const QString &left, const QString &meaning) {
        lines << "  "_L1 % left.leftJustified(37) % u' ' % meaning;
    };
    add("host="_L1 % usual.host, tr("The address to listen on"));
    add("port="_L1 % QString::number(usual.port), tr("The port to listen on"));
    add(u"workers=0"_s, tr("How many threads answer; 0 for as many as there are processors"));
    add(u"rate_limit=on"_s, tr("Whether callers are slowed who ask for too much"));
    add(u"trusted_proxies="_s,
        tr("Addresses or networks of proxies in front, with commas between them: their X-Forwarded-For says who asks"));
    add(u"tls_certificate=FILE"_s, tr("Serve https:// with this certificate; “backroomd certificate” makes one"));
    add(u"tls_key=FILE"_s, tr("Its key"));
    for (const LimitEntry &entry : limitEntries())
        add(QString::fromLatin1(entry.key) % u'=' % QString::number(entry.valueIn(usual.limits)),
            tr(entry.meaning) % tr(" (%1 to %2)").arg(entry.least).arg(entry.most));
    return lines.join(u'\n');
}

}
