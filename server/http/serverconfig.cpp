#include "server/http/serverconfig.h"

#include <QCoreApplication>
#include <QDir>
#include <QSettings>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

constexpr int MostWorkers = 256;

// The keys of the section, each taken once; what is left over at the end is a mistake.
class Section {
public:
    Section(QSettings &settings, const QString &name) : m_settings(settings)
    {
        settings.beginGroup(name);
        m_left = settings.allKeys();
    }

    // A list written with commas comes back as one text.
    std::optional<QString> take(const QString &key)
    {
        if (m_left.removeAll(key) == 0)
            return std::nullopt;
        return m_settings.value(key).toStringList().join(u',').trimmed();
    }

    std::optional<qint64> takeNumber(const QString &key, qint64 least, qint64 most, qint64 usual)
    {
        const auto text = take(key);
        if (!text)
            return std::nullopt;
        bool ok = false;
        const qint64 number = text->toLongLong(&ok);
        if (ok && number >= least && number <= most)
            return number;
        m_faults << tr("%1 takes a number from %2 to %3, not “%4”; usual is %5.")
                        .arg(key)
                        .arg(least)
                        .arg(most)
                        .arg(text->left(40))
                        .arg(usual);
        return std::nullopt;
    }

    std::optional<bool> takeSwitch(const QString &key)
    {
        const auto text = take(key);
        if (!text)
            return std::nullopt;
        if (*text == "on"_L1 || *text == "true"_L1)
            return true;
        if (*text == "off"_L1 || *text == "false"_L1)
            return false;
        m_faults << tr("%1 takes “on” or “off”, not “%2”.").arg(key, text->left(40));
        return std::nullopt;
    }

    void fault(const QString &sentence) { m_faults << sentence; }

    // All that is wrong, unknown keys among it.
    QStringList faults() const
    {
        QStringList all = m_faults;
        for (const QString &key : m_left)
            all << tr("There is no setting “%1”.").arg(key.left(60));
        return all;
    }

private:
    QSettings &m_settings;
    QStringList m_left;
    QStringList m_faults;
};

// Names of files that do not say where they lie lie in the shop's folder.
void readTlsFiles(Section &section, const QDir &folder, TlsFiles &files)
{
    const auto take = [&](const QString &key) {
        const QString name = section.take(key).value_or(QString());
        return name.isEmpty() ? name : folder.absoluteFilePath(name);
    };
    files = {take(u"tls_certificate"_s), take(u"tls_key"_s)};
    if (files.certificate.isEmpty() != files.key.isEmpty())
        section.fault(tr("tls_certificate and tls_key need each other."));
}

void readLimits(Section &section, Limits &limits)
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
    const QString file = QDir(dataDir).filePath(u"config.ini"_s);
    if (dataDir.isEmpty() || !QFileInfo::exists(file))
        return options;
    if (!QFileInfo(file).isReadable())
        return fail(ErrorCode::Unavailable,
                    tr("%1 may not be read. Give your account the right to read it.").arg(file));
    QSettings settings(file, QSettings::IniFormat);
    if (settings.status() == QSettings::FormatError)
        return fail(
            ErrorCode::Malformed,
            tr("%1 cannot be understood. It has lines like “key=value” under titles like “[server]”.").arg(file));
    Section section(settings, u"server"_s);
    if (const auto host = section.take(u"host"_s))
        options.host = *host;
    if (const auto port = section.takeNumber(u"port"_s, 0, 65535, options.port))
        options.port = quint16(*port);
    if (const auto workers = section.takeNumber(u"workers"_s, 0, MostWorkers, options.workers))
        options.workers = int(*workers);
    if (const auto on = section.takeSwitch(u"rate_limit"_s))
        options.rates.on = *on;
    readTlsFiles(section, QDir(dataDir), options.tls);
    readLimits(section, options.limits);
    if (const QStringList faults = section.faults(); !faults.isEmpty())
        return fail(inFile(file, faults));
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
    add(u"tls_certificate=FILE"_s, tr("Serve https:// with this certificate; “backroomd certificate” makes one"));
    add(u"tls_key=FILE"_s, tr("Its key"));
    for (const LimitEntry &entry : limitEntries())
        add(QString::fromLatin1(entry.key) % u'=' % QString::number(entry.valueIn(usual.limits)),
            tr(entry.meaning) % tr(" (%1 to %2)").arg(entry.least).arg(entry.most));
    return lines.join(u'\n');
}

}
