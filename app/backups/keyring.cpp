#include "app/backups/keyring.h"

#include "app/backups/backupreader.h"
#include "app/base/durable.h"

#include <QCoreApplication>
#include <QDir>
#include <QStandardPaths>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

QString keysFolder()
{
    const QString set = qEnvironmentVariable("BACKROOM_KEYS");
    return !set.isEmpty()
        ? set
        : QDir(QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)).filePath(u"backroom/keys"_s);
}

QString pathOf(const QString &folder, const QByteArray &storeId)
{
    return QDir(folder).filePath(QString::fromLatin1(storeId) % ".key"_L1);
}

std::optional<BackupKey> readKey(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const auto key = BackupKey::fromText(QString::fromUtf8(file.readLine(4096)));
    return key && key->kind() == BackupKey::Kind::Kept ? std::optional(*key) : std::nullopt;
}

Result<> refuse(const QString &path)
{
    return fail(ErrorCode::Unavailable,
                tr("The backups' key cannot be kept in %1. Give your account the right to write there.").arg(path));
}

// Whole and on the disk before it has its name; who comes second leaves what the first one kept.
Result<> writeKey(const QString &path, const BackupKey &key)
{
    const QByteArray final = QFile::encodeName(path);
    QByteArray name = final + ".XXXXXX";
    const int descriptor = ::mkstemp(name.data());
    if (descriptor < 0)
        return refuse(path);
    const QByteArray line = key.recoveryWords().toLatin1() + '\n';
    const bool written = ::write(descriptor, line.constData(), size_t(line.size())) == line.size()
        && ::fchmod(descriptor, 0600) == 0 && ::fsync(descriptor) == 0;
    ::close(descriptor);
    const bool linked = written && (::link(name.constData(), final.constData()) == 0 || errno == EEXIST);
    ::unlink(name.constData());
    if (!linked)
        return refuse(path);
    syncFolder(QFileInfo(path).path());
    return {};
}

Result<> makeFolder(const QString &path)
{
    if (!QDir().mkpath(path) || ::chmod(QFile::encodeName(path).constData(), 0700) != 0)
        return refuse(path);
    return {};
}
}

Keyring::Keyring() : m_folder(keysFolder()) {}

Result<std::optional<BackupKey>> Keyring::kept(const QByteArray &storeId) const
{
    const QString path = pathOf(m_folder, storeId);
    const auto key = readKey(path);
    if (!key && QFile::exists(path))
        return fail(ErrorCode::Unavailable,
                    tr("The backups' key in %1 cannot be read. Put back the file, or type the words of the recovery "
                       "sheet.")
                        .arg(path));
    return key;
}

Result<BackupKey> Keyring::keyOf(const QByteArray &storeId) const
{
    const auto there = kept(storeId);
    if (!there)
        return fail(there.error());
    if (*there)
        return **there;
    if (const auto folder = makeFolder(m_folder); !folder)
        return fail(folder.error());
    const QString path = pathOf(m_folder, storeId);
    if (const auto written = writeKey(path, BackupKey::makeKept()); !written)
        return fail(written.error());
    if (const auto key = readKey(path))
        return *key;
    return fail(refuse(path).error());
}

Result<BackupKey> Keyring::find(const QByteArray &id) const
{
    for (const QFileInfo &entry : QDir(m_folder).entryInfoList({u"*.key"_s}, QDir::Files))
        if (const auto key = readKey(entry.filePath()); key && key->id() == id)
            return *key;
    return fail(ErrorCode::Unauthenticated,
                tr("The key of this backup is not on this computer. The words of its recovery sheet open it."));
}

Result<> Keyring::keep(const QByteArray &storeId, const BackupKey &key) const
{
    if (auto folder = makeFolder(m_folder); !folder)
        return folder;
    const QString path = pathOf(m_folder, storeId);
    if (const auto before = readKey(path); before && before->id() == key.id())
        return {};
    else if (QFile::exists(path)) {
        // Under a name of its own: what was made with it opens as before. A file that cannot be read is nobody's key.
        const QString tag = before ? QString::fromLatin1(before->id().toHex()) % ".key"_L1 : u"damaged"_s;
        const QString aside = QDir(m_folder).filePath(QString::fromLatin1(storeId) % u'-' % tag);
        if (::rename(QFile::encodeName(path).constData(), QFile::encodeName(aside).constData()) != 0)
            return refuse(path);
    }
    return writeKey(path, key);
}

Result<BackupKey> openingKey(const Keyring &keys, const QString &file, const std::optional<BackupKey> &given)
{
    const auto head = BackupReader::head(file);
    if (!head)
        return fail(head.error());
    if (given)
        return *given;
    if (head->keyKind == BackupKey::Kind::Passphrase)
        return fail(ErrorCode::Unauthenticated,
                    tr("This backup has a passphrase: it opens with that, and with nothing else."));
    return keys.find(head->keyId);
}

}
