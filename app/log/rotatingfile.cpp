#include "app/log/rotatingfile.h"

#include <QFile>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace backroom {

RotatingFile::RotatingFile(const QString &folder, const QString &name, qint64 most, int files)
    : m_folder(QFile::encodeName(folder)),
      m_path(QFile::encodeName(folder + u'/' + name)),
      m_most(most),
      m_files(qMax(1, files))
{}

RotatingFile::~RotatingFile() { close(); }

QByteArray RotatingFile::place(int number) const
{
    return number == 0 ? m_path : QByteArray(m_path + '.' + QByteArray::number(number));
}

bool RotatingFile::open()
{
    // Only this one folder: where the shop itself is not there, none is begun.
    if (::mkdir(m_folder.constData(), 0700) != 0 && errno != EEXIST)
        return false;
    m_descriptor =
        ::open(m_path.constData(), O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600);
    struct stat there = {};
    if (m_descriptor >= 0 && (::fstat(m_descriptor, &there) != 0 || !S_ISREG(there.st_mode)))
        close();
    return m_descriptor >= 0;
}

void RotatingFile::close()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    m_descriptor = -1;
}

// Whether what stands under the name is still what is written to: another process may have put it aside, or a person.
bool RotatingFile::isOurs() const
{
    struct stat ours = {}, there = {};
    return m_descriptor >= 0 && ::fstat(m_descriptor, &ours) == 0 && ::stat(m_path.constData(), &there) == 0
        && ours.st_ino == there.st_ino && ours.st_dev == there.st_dev;
}

bool RotatingFile::rotate()
{
    // Whoever has the lock does it; the others go on with what there is, and see the new file with their next line.
    if (::flock(m_descriptor, LOCK_EX | LOCK_NB) != 0)
        return true;
    if (isOurs()) {
        ::unlink(place(m_files - 1).constData());
        for (int number = m_files - 1; number > 0; --number)
            if (::rename(place(number - 1).constData(), place(number).constData()) != 0 && errno != ENOENT) {
                ::flock(m_descriptor, LOCK_UN);
                return false;
            }
    }
    close();
    m_torn = false;
    return open();
}

bool RotatingFile::append(QByteArrayView lines)
{
    if (!isOurs()) {
        close();
        m_torn = false;
        if (!open())
            return false;
    }
    struct stat there = {};
    if (::fstat(m_descriptor, &there) != 0)
        return false;
    if (there.st_size > 0 && there.st_size + lines.size() > m_most && !rotate())
        return false;
    QByteArray bytes;
    if (m_torn)
        bytes += '\n';
    bytes += lines;
    const ssize_t written = ::write(m_descriptor, bytes.constData(), size_t(bytes.size()));
    if (written > 0)
        m_torn = bytes[written - 1] != '\n';
    return written == bytes.size();
}

}
