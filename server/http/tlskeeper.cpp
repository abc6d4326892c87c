#include "server/http/tlskeeper.h"

#include <QCoreApplication>
#include <QFile>
#include <sys/stat.h>

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
}

Result<std::shared_ptr<TlsKeeper>> TlsKeeper::open(const TlsFiles &files)
{
    const auto configuration = readTlsIdentity(files);
    if (!configuration)
        return fail(configuration.error());
    return std::shared_ptr<TlsKeeper>(new TlsKeeper(files, *configuration));
}

TlsKeeper::TlsKeeper(TlsFiles files, const QSslConfiguration &configuration)
    : m_files(std::move(files)), m_current(configuration), m_judged(stamp()), m_seen(m_judged)
{}

QSslConfiguration TlsKeeper::current() const
{
    const std::lock_guard lock(m_mutex);
    return m_current;
}

TlsKeeper::Stamp TlsKeeper::stamp() const
{
    Stamp stamp{};
    size_t at = 0;
    for (const QString &name : {m_files.certificate, m_files.key}) {
        struct stat facts = {};
        if (::stat(QFile::encodeName(name).constData(), &facts) == 0) {
            stamp[at] = qint64(facts.st_dev);
            stamp[at + 1] = qint64(facts.st_ino);
            stamp[at + 2] = facts.st_size;
            stamp[at + 3] = facts.st_mtim.tv_sec * 1'000'000'000 + facts.st_mtim.tv_nsec;
        }
        at += 4;
    }
    return stamp;
}

void TlsKeeper::look(bool patiently)
{
    const std::lock_guard one(m_looking);
    const Stamp now = stamp();
    if (now == m_judged)
        return;
    if (std::exchange(m_seen, now) != now && patiently)
        return;
    m_judged = now;
    auto renewed = readTlsIdentity(m_files);
    if (!renewed) {
        qWarning("%s",
                 qUtf8Printable(renewed.error().message % u' '
                                % tr("New connections get the certificate from before until this is mended.")));
        return;
    }
    qInfo("%s", qUtf8Printable(tr("New connections get the certificate now in “%1”.").arg(m_files.certificate)));
    const std::lock_guard lock(m_mutex);
    m_current = *std::move(renewed);
}

}
