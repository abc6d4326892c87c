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

QList<Stretch> reachableMoments(const QList<BaseBackup> &bases, const QString &changes, const QByteArray &key)
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
            stretch.until = std::max(base.at, ends.value(base.epoch));
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
