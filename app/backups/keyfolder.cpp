#include "app/backups/keyfolder.h"

#include "app/base/durable.h"

#include <QCoreApplication>
#include <QDir>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

std::optional<BackupKey> readKey(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const auto key = BackupKey::fromText(QString::fromUtf8(file.readLine(4096)));
    return key && key->kind() == BackupKey::Kind::Kept ? std::optional(*key) : std::nullopt;
}

// Whole and on the disk before it has its name; who comes second leaves what the first one kept.
bool writeKey(const QString &path, const BackupKey &key)
{
    const QByteArray final = QFile::encodeName(path);
    QByteArray name = final + ".XXXXXX";
    const int descriptor = ::mkstemp(name.data());
    if (descriptor < 0)
        return false;
    const QByteArray line = key.recoveryWords().toLatin1() + '\n';
    const bool written = ::write(descriptor, line.constData(), size_t(line.size())) == line.size()
        && ::fchmod(descriptor, 0600) == 0 && ::fsync(descriptor) == 0;
    ::close(descriptor);
    const bool linked = written && (::link(name.constData(), final.constData()) == 0 || errno == EEXIST);
    ::unlink(name.constData());
    if (linked)
        syncFolder(QFileInfo(path).path());
    return linked;
}

QString beside(const BackupKey &key) { return u'-' % QString::fromLatin1(key.id().toHex()) % ".key"_L1; }
}

QString KeyFolder::of(const QByteArray &storeId, QStringView more) const
{
    return QDir(m_path).filePath(QString::fromLatin1(storeId) % more);
}

tl::unexpected<Error> KeyFolder::refuse(const QString &path)
{
    return fail(ErrorCode::Unavailable,
                tr("The backups' key cannot be kept in %1. Give your account the right to write there.").arg(path));
}

Result<> KeyFolder::makeFolder() const
{
    if (!QDir().mkpath(m_path) || ::chmod(QFile::encodeName(m_path).constData(), 0700) != 0)
        return refuse(m_path);
    return {};
}

Result<std::optional<BackupKey>> KeyFolder::kept(const QByteArray &storeId) const
{
    const QString path = of(storeId, u".key");
    const auto key = readKey(path);
    if (!key && QFile::exists(path))
        return fail(ErrorCode::Unavailable,
                    tr("The backups' key in %1 cannot be read. Put back the file, or type the words of the recovery "
                       "sheet.")
                        .arg(path));
    return key;
}

std::optional<BackupKey> KeyFolder::find(const QByteArray &id) const
{
    for (const QFileInfo &entry : QDir(m_path).entryInfoList({u"*.key"_s}, QDir::Files))
        if (const auto key = readKey(entry.filePath()); key && key->id() == id)
            return *key;
    return std::nullopt;
}

QList<BackupKey> KeyFolder::all(const QByteArray &storeId) const
{
    QList<BackupKey> keys;
    const QString name = QString::fromLatin1(storeId);
    if (const auto now = readKey(of(storeId, u".key")))
        keys << *now;
    for (const QFileInfo &entry : QDir(m_path).entryInfoList({name % "-*.key"_L1}, QDir::Files))
        if (const auto key = readKey(entry.filePath()))
            keys << *key;
    return keys;
}

Result<BackupKey> KeyFolder::make(const QByteArray &storeId) const
{
    if (const auto folder = makeFolder(); !folder)
        return fail(folder.error());
    const QString path = of(storeId, u".key");
    if (writeKey(path, BackupKey::makeKept()))
        if (const auto key = readKey(path))
            return *key;
    return refuse(path);
}

Result<> KeyFolder::keep(const QByteArray &storeId, const BackupKey &key) const
{
    if (auto folder = makeFolder(); !folder)
        return folder;
    const QString path = of(storeId, u".key");
    if (const auto before = readKey(path); before && before->id() == key.id())
        return {};
    else if (QFile::exists(path)) {
        // Under a name of its own: what was made with it opens as before. A file that cannot be read is nobody's key.
        const QString aside = of(storeId, before ? beside(*before) : u"-damaged"_s);
        if (::rename(QFile::encodeName(path).constData(), QFile::encodeName(aside).constData()) != 0)
            return refuse(path);
    }
    return writeKey(path, key) ? Result<>() : refuse(path);
}

Result<> KeyFolder::keepBeside(const QByteArray &storeId, const BackupKey &key) const
{
    if (auto folder = makeFolder(); !folder)
        return folder;
    const QString path = of(storeId, beside(key));
    return writeKey(path, key) ? Result<>() : refuse(path);
}

bool KeyFolder::remove(const QByteArray &storeId, const BackupKey &key) const
{
    for (const QString &path : {of(storeId, u".key"), of(storeId, beside(key))})
        if (const auto there = readKey(path); there && there->id() == key.id())
            ::unlink(QFile::encodeName(path).constData());
    syncFolder(m_path);
    const QList<BackupKey> left = all(storeId);
    return std::none_of(left.begin(), left.end(), [&key](const BackupKey &one) { return one.id() == key.id(); });
}

}
