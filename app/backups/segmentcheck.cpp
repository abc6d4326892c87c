#include "app/backups/segmentcheck.h"

#include <QFileInfo>

namespace backroom {

namespace {
SegmentCheck::Holds readAll(const QString &file, qint64 bytes, const QByteArray &epoch, const QByteArray &key)
{
    SegmentCheck::Holds holds{bytes, 0, 0, 0};
    const auto reader = SegmentReader::open(file, epoch, key);
    while (reader) {
        const auto entry = (*reader)->next();
        if (!entry || !*entry)
            break;
        const auto *change = std::get_if<recording::Change>(&**entry);
        if (!change)
            continue;
        holds.first = holds.first ? holds.first : change->seq;
        holds.last = change->seq;
        holds.until = change->at;
    }
    return holds;
}
}

bool SegmentCheck::go(const QStringList &files, const QByteArray &epoch, const QByteArray &key, qint64 bytes)
{
    for (const QString &file : files) {
        const qint64 size = QFileInfo(file).size();
        if (const auto known = m_known.constFind(file); known != m_known.cend() && known->bytes == size)
            continue;
        if (bytes <= 0)
            return false;
        m_known.insert(file, readAll(file, size, epoch, key));
        bytes -= size;
    }
    return true;
}

std::optional<SegmentCheck::Holds> SegmentCheck::find(const QString &file) const
{
    const auto known = m_known.constFind(file);
    return known == m_known.cend() ? std::nullopt : std::optional(*known);
}

}
