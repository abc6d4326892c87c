// What the folder of keys remembers of those that are in the computer's keyring, and who may change what is kept.
#include "app/backups/keyfolder.h"
#include "app/base/durable.h"

#include <QCoreApplication>
#include <QDir>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

QList<QByteArray> idsIn(const QString &path)
{
    QFile file(path);
    QList<QByteArray> ids;
    if (file.open(QIODevice::ReadOnly))
        for (const QByteArray &line : file.read(64LL * 1024).split('\n'))
            if (!line.isEmpty())
                ids << QByteArray::fromHex(line);
    return ids;
}
}

QList<QByteArray> KeyFolder::noted(const QByteArray &storeId) const { return idsIn(of(storeId, u".in-keyring")); }

bool KeyFolder::isNoted(const QByteArray &id) const
{
    const auto notes = QDir(m_path).entryInfoList({u"*.in-keyring"_s}, QDir::Files);
    return std::any_of(notes.begin(), notes.end(),
                       [&id](const QFileInfo &note) { return idsIn(note.filePath()).contains(id); });
}

Result<> KeyFolder::note(const QByteArray &storeId, const QList<QByteArray> &ids) const
{
    const QString path = of(storeId, u".in-keyring");
    if (ids.isEmpty()) {
        if (QFile::exists(path) && !QFile::remove(path))
            return refuse(path);
        return {};
    }
    QByteArray lines;
    for (const QByteArray &id : ids)
        lines += id.toHex() + '\n';
    return writeDurably(path, lines);
}

Result<std::shared_ptr<void>> KeyFolder::hold() const
{
    if (const auto folder = makeFolder(); !folder)
        return fail(folder.error());
    const int descriptor = ::open(QFile::encodeName(m_path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return refuse(m_path);
    std::shared_ptr<void> held(nullptr, [descriptor](void *) { ::close(descriptor); });
    // Where the disk knows no such locks, nobody is waited for.
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
        return fail(ErrorCode::Busy, tr("The key of the backups is being moved just now. Try again in a moment."));
    return held;
}

}
