#pragma once
// Files of recorded changes: CHANGES/EPOCH/FIRSTSEQ.changes, encrypted with the store's changesKey. Each is written from its
// beginning to its end and only ever grows, so that a copy is brought up to date by the bytes that it lacks. One that
// was not closed ends at its last whole piece.
#include "app/backups/backupreader.h"
#include "app/backups/backupwriter.h"
#include "app/backups/tabledigest.h"
#include "app/store/recording.h"

#include <variant>

namespace backroom {

struct SegmentHead
{
    QByteArray epoch;
    qint64 first = 0; // seq of its first change
    Millis at = 0; // of that change
};

// What the recorded tables were right after a change: what a replay is proved by.
struct Mark
{
    qint64 seq = 0;
    Millis at = 0;
    QList<TableDigest> tables;
};

class SegmentWriter {
public:
    // Makes the file in the folder of its epoch, both synced; never over one that is there.
    static Result<std::unique_ptr<SegmentWriter>> create(const QString &changes, const SegmentHead &head,
                                                         const QByteArray &key);
    // Gathered until the next mark or sync.
    Result<> add(const recording::Change &change);
    Result<> mark(const Mark &mark);
    // All of it is on the disk when this returns.
    Result<> sync();
    // Nothing comes after this, and who reads it can tell; synced.
    Result<> close();

    const SegmentHead &head() const { return m_head; }
    const QString &path() const { return m_path; }
    qint64 size() const { return m_file->size() + m_gathered.size(); }

private:
    SegmentWriter(std::unique_ptr<BackupWriter> file, const QString &path, const SegmentHead &head)
        : m_file(std::move(file)), m_path(path), m_head(head)
    {}
    Result<> writeGathered();
    std::unique_ptr<BackupWriter> m_file;
    QString m_path;
    SegmentHead m_head;
    QByteArray m_gathered;
    qint64 m_last = 0;
};

class SegmentReader {
public:
    // NotFound also when it was cut off before its head was whole, Malformed when it is damaged or another epoch's.
    static Result<std::unique_ptr<SegmentReader>> open(const QString &path, const QByteArray &epoch,
                                                       const QByteArray &key);
    const SegmentHead &head() const { return m_head; }
    using Entry = std::variant<recording::Change, Mark>;
    // The next one, or nothing at the end. Malformed when a bit is wrong.
    Result<std::optional<Entry>> next();
    // After the end: it was closed, so that nothing is missing of it.
    bool closed() const { return m_closed; }

private:
    explicit SegmentReader(std::unique_ptr<BackupReader> file) : m_file(std::move(file)) {}
    Result<> readPiece();
    std::unique_ptr<BackupReader> m_file;
    SegmentHead m_head;
    QList<Entry> m_read; // of the piece read last
    qsizetype m_given = 0;
    bool m_closed = false;
};

namespace segments {
// In the order in which they were written; also those of which there are parts only (fileparts.h).
QStringList filesOf(const QString &changes, const QByteArray &epoch);
// Paths or names of segments, in that order.
QStringList inOrder(QStringList files);
QByteArrayList epochsIn(const QString &changes);
// Whether it can be read to its end, or to where it was cut off. Blocks.
bool isWhole(const QString &path, const QByteArray &key);
// When the last change was that it holds; nothing when that cannot be told. Blocks.
std::optional<Millis> endOf(const QString &path, const QByteArray &epoch, const QByteArray &key);

struct Times
{
    std::function<std::optional<Millis>(const QString &file)> begins, ends; // nothing: cannot be told
};
// Of an epoch's files, in order, those that hold nothing later than `before`; of the one that is being written never the
// newest, nor what comes after one whose time cannot be told.
QStringList outdated(const QStringList &files, bool isCurrent, Millis before, const Times &times);
// Removes what holds nothing later than `before`, except of `current`, the epoch that is being written, its newest file.
// Damaged ones stay. How many went. Blocks.
int prune(const QString &changes, const QByteArray &current, const QByteArray &key, Millis before);
}

}
