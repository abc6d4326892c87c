#include "server/commands/command.h"
#include "server/http/selfsigned.h"
#include "server/http/tlsidentity.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSslCertificate>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

constexpr int MostDays = 825; // what browsers take at the most, even from those whom their user trusts
constexpr mode_t OwnerOnly = 0600;

Error noWriting(const QString &file)
{
    return {ErrorCode::Unavailable,
            tr("“%1” cannot be written. See whether there is room on the disk and your account may write there.")
                .arg(file)};
}

// In one piece or not at all, on the disk, and never readable by others, not even for a moment.
Result<> writeSecretly(const QString &file, const QByteArray &bytes)
{
    const QByteArray name = QFile::encodeName(file);
    const QByteArray fresh = name + ".new";
    ::unlink(fresh.constData());
    const int descriptor = ::open(fresh.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, OwnerOnly);
    if (descriptor < 0)
        return fail(noWriting(file));
    const bool written =
        ::write(descriptor, bytes.constData(), size_t(bytes.size())) == bytes.size() && ::fsync(descriptor) == 0;
    ::close(descriptor);
    if (written && ::rename(fresh.constData(), name.constData()) == 0)
        return {};
    ::unlink(fresh.constData());
    return fail(noWriting(file));
}

// Localhost and its addresses, then those that were named; without any, those of the certificate to renew.
Result<QStringList> hostsFor(const CommandLine &line, const QString &oldFile)
{
    QStringList named = line.values(u"host"_s);
    if (named.isEmpty())
        for (const QSslCertificate &old : QSslCertificate::fromPath(oldFile)) {
            named = old.subjectAlternativeNames().values(QSsl::DnsEntry)
                + old.subjectAlternativeNames().values(QSsl::IpAddressEntry);
            break;
        }
    QStringList hosts;
    QStringList usual{u"localhost"_s, u"127.0.0.1"_s, u"::1"_s};
    for (const QString &host : named + usual) {
        const auto checked = certificateHost(host);
        if (!checked)
            return fail(checked.error());
        if (!hosts.contains(*checked))
            hosts << *checked;
    }
    return hosts;
}

void tellHowToUse(const CommandLine &line, const TlsFiles &files, const QStringList &hosts)
{
    const auto made = QSslCertificate::fromPath(files.certificate);
    say(tr("%1 is good for %2, until %3. Its key is in %4; keep that one to yourself.")
            .arg(files.certificate, hosts.join(", "_L1), made.value(0).expiryDate().date().toString(Qt::ISODate),
                 files.key));
    say(tr("Serve with it: backroomd serve --data %1 --tls-cert %2 --tls-key %3")
            .arg(line.value(u"data"_s), files.certificate, files.key));
    say(tr("Or write into %1:").arg(QDir(line.value(u"data"_s)).filePath(u"config.ini"_s)));
    say(u"[server]\ntls_certificate=tls/certificate.pem\ntls_key=tls/key.pem"_s);
    say(tr("No one vouches for it: give %1 to those who are to trust it (curl --cacert), or use a certificate of an "
           "authority for a site that everybody visits.")
            .arg(files.certificate));
}

int run(const CommandLine &line)
{
    if (!line.has(u"data"_s))
        return line.wrong(tr("Say where the shop is with --data FOLDER."));
    if (!line.operands().isEmpty())
        return line.wrong(tr("“%1” has no place here.").arg(line.operands().constFirst()));
    const auto days = line.number(u"days"_s, MostDays, 1, MostDays);
    if (!days)
        return line.wrong(days.error().message);
    const QDir data(line.value(u"data"_s));
    if (!data.exists())
        return failed({ErrorCode::NotFound,
                       tr("There is no folder “%1”. Make a shop with “backroomd init” first.").arg(data.path())});
    const QDir folder(data.absoluteFilePath(u"tls"_s));
    const TlsFiles files{folder.filePath(u"certificate.pem"_s), folder.filePath(u"key.pem"_s)};
    if ((QFile::exists(files.certificate) || QFile::exists(files.key)) && !line.has(u"renew"_s))
        return failed(
            {ErrorCode::Conflict,
             tr("There is a certificate in “%1” already, and it was left as it is. Put a new one in its place "
                "with --renew.")
                 .arg(folder.path())});
    const auto hosts = hostsFor(line, files.certificate);
    if (!hosts)
        return failed(hosts.error());
    const auto made = makeSelfSigned(*hosts, *days);
    if (!made)
        return failed(made.error());
    if (::mkdir(QFile::encodeName(folder.path()).constData(), 0700) != 0 && errno != EEXIST)
        return failed(noWriting(folder.path()));
    // A server that looks on takes the two only once neither changes any more.
    const auto written = writeSecretly(files.key, made->key).and_then([&] {
        return writeSecretly(files.certificate, made->certificate);
    });
    if (!written)
        return failed(written.error());
    tellHowToUse(line, files, *hosts);
    return ExitDone;
}
}

Command certificateCommand()
{
    return {
        u"certificate"_s,
        {},
        tr("Makes a certificate of the shop's own, to serve https:// with."),
        {{u"host"_s, tr("A name or address that the server is reached by, beside localhost; may be given again."),
          u"NAME"_s},
         {u"days"_s, tr("How long it is good for; 825 when left out, which is the most."), u"NUMBER"_s},
         {u"renew"_s,
          tr("Put a new one in the place of the one that is there, for the same hosts unless some are named. A running server takes it up by itself.")}},
        run};
}

}
