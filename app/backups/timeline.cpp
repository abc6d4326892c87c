#include "app/backups/timeline.h"

#include <QFileInfo>

namespace backroom {

namespace {
qint64 firstOf(const QString &path) { return QFileInfo(path).fileName().left(19).toLongLong(); }

// When the newest change was that the segments hold.
Millis endOf(const QStringList &files, const QByteArray &epoch, const QByteArray &key)
{
    // The newest may hold none yet.
    for (auto file = files.crbegin(); file != files.crend(); ++file) {
        const auto reader = SegmentReader::open(*file, epoch, key);
        std::optional<Millis> end;
        while (reader) {
            const auto entry = (*reader)->next();
            if (!entry || !*entry)
                break;
            if (const auto *change = std::get_if<recording::Change>(&**entry))
                end = change->at;
            else
                end = std::max(end.value_or(0), std::get<Mark>(**entry).at); // nothing happened until then
        }
        if (end)
            return *end;
    }
    return 0;
}
}

namespace {
// Until when the changes after the backup follow on each other; nothing when they do to the end.
std::optional<Millis> breakAfter(const BaseBackup &base, const QStringList &files, const SegmentCheck &check)
{
    qint64 seq = base.changeSeq;
    Millis until = base.at;
    for (qsizetype i = 0; i < files.size(); ++i) {
        const bool isNewest = i + 1 == files.size();
        const qint64 first = firstOf(files[i]);
        if (first > seq + 1)
            return std::max(base.at, until - 1); // more of that millisecond may be what is missing
        const auto holds = isNewest ? std::nullopt : check.find(files[i]);
        if (holds) {
            seq = std::max(seq, holds->last);
            until = std::max(until, holds->until);
        } else if (!isNewest) {
            seq = std::max(seq, firstOf(files[i + 1]) - 1);
        }
    }
    return std::nullopt;
}
}

QList<Stretch> reachableMoments(const QList<BaseBackup> &bases, const QString &changes, const QByteArray &key,
                                const SegmentCheck &check)
{
    QList<Stretch> stretches;
    QHash<QByteArray, Millis> ends;
    for (const BaseBackup &base : bases) {
        Stretch stretch{base.at, base.at};
        const QStringList files = base.epoch.isEmpty() ? QStringList() : segments::filesOf(changes, base.epoch);
        // The change after the backup is there, or will be the next.
        if (!files.isEmpty() && firstOf(files.constFirst()) <= base.changeSeq + 1) {
            if (!ends.contains(base.epoch))
                ends.insert(base.epoch, endOf(files, base.epoch, key));
            stretch.until = breakAfter(base, files, check).value_or(std::max(base.at, ends.value(base.epoch)));
        }
        stretches.append(stretch);
    }
    std::sort(stretches.begin(), stretches.end(), [](const Stretch &a, const Stretch &b) { return a.from < b.from; });
    QList<Stretch> joined;
    for (const Stretch &stretch : std::as_const(stretches)) {
        if (!joined.isEmpty() && stretch.from <= joined.constLast().until)
            joined.last().until = std::max(joined.constLast().until, stretch.until);
        else
            joined.append(stretch);
    }
    return joined;
}

}
