#include "app/backups/segments.h"

#include "app/backups/segmentpieces.h"
#include "app/base/durable.h"

#include <QCoreApplication>
#include <QDir>

using namespace Qt::StringLiterals;

namespace backroom {

using backupformat::PieceKind;

namespace {
constexpr qsizetype Gathered = 512 * 1024; // small changes share a piece, which is compressed as one

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

auto damaged(const QString &path)
{
    return fail(
        ErrorCode::Malformed,
        tr("The recorded changes in %1 are damaged. Choose an earlier moment, or use the copy in another place.")
            .arg(path));
}

QString nameOf(qint64 first, int again)
{
    QString name = QString::number(first).rightJustified(19, u'0');
    if (again > 0)
        name += u'-' + QString::number(again).rightJustified(4, u'0');
    return name % ".changes"_L1;
}
}

Result<std::unique_ptr<SegmentWriter>> SegmentWriter::create(const QString &changes, const SegmentHead &head,
                                                             const QByteArray &key)
{
    const QString folder = QDir(changes).filePath(QString::fromLatin1(head.epoch));
    if (!QDir().mkpath(folder) || !syncFolder(changes))
        return fail(ErrorCode::Unavailable,
                    tr("The folder %1 cannot be made. Give your account the right to write there.").arg(folder));
    // A program that was ended may have left one that begins alike.
    // And what it carried in vain, and is carried again, follows on what there is: files are read in their names' order.
    qint64 place = head.first;
    if (const QStringList there = segments::filesOf(changes, head.epoch); !there.isEmpty())
        place = std::max(place, QFileInfo(there.constLast()).baseName().section(u'-', 0, 0).toLongLong());
    QString path;
    for (int again = 0; path.isEmpty() || QFile::exists(path); ++again)
        path = QDir(folder).filePath(nameOf(place, again));
    auto file = BackupWriter::create(path, BackupKey::fromKept(key));
    if (!file)
        return fail(file.error());
    std::unique_ptr<SegmentWriter> writer(new SegmentWriter(*std::move(file), path, head));
    if (const auto written = writer->m_file->piece(PieceKind::Part, segmentpieces::ofHead(head)); !written)
        return fail(written.error());
    if (const auto synced = writer->m_file->sync(); !synced)
        return fail(synced.error());
    if (!syncFolder(folder))
        return fail(ErrorCode::Unavailable, tr("The disk did not keep %1. Check the disk.").arg(path));
    return writer;
}

Result<> SegmentWriter::add(const recording::Change &change)
{
    const QByteArray bytes = segmentpieces::ofChange(change);
    if (!m_gathered.isEmpty() && m_gathered.size() + bytes.size() > Gathered)
        if (auto written = writeGathered(); !written)
            return written;
    m_gathered += bytes;
    m_last = change.seq;
    return {};
}

Result<> SegmentWriter::writeGathered()
{
    if (m_gathered.isEmpty())
        return {};
    auto written = m_file->piece(PieceKind::Change, std::exchange(m_gathered, {}));
    return written;
}

Result<> SegmentWriter::mark(const Mark &mark)
{
    if (auto written = writeGathered(); !written)
        return written;
    return m_file->piece(PieceKind::Mark, segmentpieces::ofMark(mark));
}

Result<> SegmentWriter::sync()
{
    if (auto written = writeGathered(); !written)
        return written;
    return m_file->sync();
}

Result<> SegmentWriter::close()
{
    if (auto written = writeGathered(); !written)
        return written;
    return m_file->finish(QByteArray("{\"last\":" + QByteArray::number(m_last) + '}'));
}

Result<std::unique_ptr<SegmentReader>> SegmentReader::open(const QString &path, const QByteArray &epoch,
                                                           const QByteArray &key)
{
    const QFileInfo info(path);
    if (info.exists() && info.size() < backupformat::HeadSize)
        return fail(ErrorCode::NotFound, tr("%1 ends before its first change.").arg(path));
    auto file = BackupReader::open(path, BackupKey::fromKept(key));
    if (!file)
        return fail(file.error());
    std::unique_ptr<SegmentReader> reader(new SegmentReader(*std::move(file)));
    if (reader->m_file->atEnd())
        return fail(ErrorCode::NotFound, tr("%1 ends before its first change.").arg(path));
    const auto piece = reader->m_file->next();
    if (!piece)
        return fail(piece.error());
    const auto head = segmentpieces::toHead(piece->bytes);
    if (piece->kind != PieceKind::Part || !head || head->epoch != epoch)
        return damaged(path);
    reader->m_head = *head;
    return reader;
}

Result<std::optional<SegmentReader::Entry>> SegmentReader::next()
{
    while (m_given == m_read.size()) {
        if (m_closed || m_file->atEnd())
            return std::optional<Entry>();
        if (const auto read = readPiece(); !read)
            return fail(read.error());
    }
    return std::optional(m_read.at(m_given++));
}

Result<> SegmentReader::readPiece()
{
    m_read.clear();
    m_given = 0;
    const auto piece = m_file->next();
    if (!piece)
        return fail(piece.error());
    bool good = true;
    if (piece->kind == PieceKind::Manifest) {
        m_closed = true;
    } else if (piece->kind == PieceKind::Mark) {
        if (const auto mark = segmentpieces::toMark(piece->bytes))
            m_read.append(*mark);
        else
            good = false;
    } else if (const auto changes = segmentpieces::toChanges(piece->bytes, m_head.epoch);
               changes && piece->kind == PieceKind::Change) {
        for (const recording::Change &change : *changes)
            m_read.append(change);
    } else {
        good = false;
    }
    return good ? Result<>() : damaged(QString::fromLatin1(m_head.epoch));
}

QStringList segments::filesOf(const QString &changes, const QByteArray &epoch)
{
    const QDir folder(QDir(changes).filePath(QString::fromLatin1(epoch)));
    QStringList paths;
    for (const QString &name : folder.entryList({u"*.changes"_s}, QDir::Files, QDir::NoSort))
        paths.append(folder.filePath(name));
    // "-" sorts before ".": the one made again comes after.
    std::sort(paths.begin(), paths.end(),
              [](const QString &a, const QString &b) { return QStringView(a).chopped(8) < QStringView(b).chopped(8); });
    return paths;
}

QByteArrayList segments::epochsIn(const QString &changes)
{
    QByteArrayList epochs;
    for (const QString &name : QDir(changes).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
        epochs.append(name.toLatin1());
    return epochs;
}

namespace {
// When the last change was that it holds; nothing when that cannot be told.
std::optional<Millis> endOf(const QString &path, const QByteArray &epoch, const QByteArray &key)
{
    const auto reader = SegmentReader::open(path, epoch, key);
    if (!reader)
        return std::nullopt;
    Millis at = (*reader)->head().at;
    for (;;) {
        const auto entry = (*reader)->next();
        if (!entry)
            return std::nullopt;
        if (!*entry)
            return at;
        if (const auto *change = std::get_if<recording::Change>(&**entry))
            at = change->at;
    }
}
}

bool segments::isWhole(const QString &path, const QByteArray &key)
{
    return endOf(path, QFileInfo(path).dir().dirName().toLatin1(), key).has_value();
}

int segments::prune(const QString &changes, const QByteArray &current, const QByteArray &key, Millis before)
{
    int removed = 0;
    for (const QByteArray &epoch : epochsIn(changes)) {
        const QStringList files = filesOf(changes, epoch);
        for (qsizetype i = 0; i < files.size(); ++i) {
            std::optional<Millis> end;
            if (i + 1 < files.size()) {
                const auto following = SegmentReader::open(files[i + 1], epoch, key);
                if (following)
                    end = (*following)->head().at;
            } else if (epoch != current) {
                end = endOf(files[i], epoch, key);
            }
            // Those after it are later still.
            if (!end || *end >= before)
                break;
            removed += QFile::remove(files[i]) ? 1 : 0;
        }
        if (epoch != current)
            QDir().rmdir(QDir(changes).filePath(QString::fromLatin1(epoch))); // when it is empty
    }
    return removed;
}

}
