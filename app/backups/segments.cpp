#include "app/backups/segments.h"

#include "app/backups/fileparts.h"
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
    auto begun = writer->m_file->piece(PieceKind::Part, segmentpieces::ofHead(head));
    if (begun)
        begun = writer->m_file->sync();
    if (begun && !syncFolder(folder))
        begun = fail(ErrorCode::Unavailable, tr("The disk did not keep %1. Check the disk.").arg(path));
    if (begun)
        return writer;
    QFile::remove(path); // it is tried again every second, under another name
    return fail(begun.error());
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
    if (const auto there = fileparts::open(path); there && (*there)->size() < backupformat::HeadSize)
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
    QSet<QString> paths;
    for (const QString &name : folder.entryList({u"*.changes"_s, u"*.changes.*"_s}, QDir::Files, QDir::NoSort)) {
        const auto part = fileparts::parse(name);
        if (part || name.endsWith(".changes"_L1))
            paths.insert(folder.filePath(part ? part->file : name));
    }
    return inOrder(paths.values());
}

QStringList segments::inOrder(QStringList files)
{
    // "-" sorts before ".": the one made again comes after.
    std::sort(files.begin(), files.end(),
              [](const QString &a, const QString &b) { return QStringView(a).chopped(8) < QStringView(b).chopped(8); });
    return files;
}

QByteArrayList segments::epochsIn(const QString &changes)
{
    QByteArrayList epochs;
    for (const QString &name : QDir(changes).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
        epochs.append(name.toLatin1());
    return epochs;
}

std::optional<Millis> segments::endOf(const QString &path, const QByteArray &epoch, const QByteArray &key)
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

bool segments::isWhole(const QString &path, const QByteArray &key)
{
    return endOf(path, QFileInfo(path).dir().dirName().toLatin1(), key).has_value();
}

QStringList segments::outdated(const QStringList &files, bool isCurrent, Millis before, const Times &times)
{
    QStringList gone;
    for (qsizetype i = 0; i < files.size(); ++i) {
        const bool isNewest = i + 1 == files.size();
        if (isNewest && isCurrent)
            break;
        const auto end = isNewest ? times.ends(files[i]) : times.begins(files[i + 1]);
        // Those after it are later still.
        if (!end || *end >= before)
            break;
        gone << files[i];
    }
    return gone;
}

int segments::prune(const QString &changes, const QByteArray &current, const QByteArray &key, Millis before)
{
    int removed = 0;
    for (const QByteArray &epoch : epochsIn(changes)) {
        const auto begins = [&](const QString &file) -> std::optional<Millis> {
            const auto reader = SegmentReader::open(file, epoch, key);
            return reader ? std::optional((*reader)->head().at) : std::nullopt;
        };
        const auto ends = [&](const QString &file) { return endOf(file, epoch, key); };
        const QStringList files = filesOf(changes, epoch);
        // What a program that was ended did not begin holds nothing, and nobody up.
        const auto isEmpty = [&](const QString &file) {
            const auto reader = SegmentReader::open(file, epoch, key);
            const bool gone = file != files.constLast() && !reader && reader.error().code == ErrorCode::NotFound;
            return gone && fileparts::remove(file);
        };
        QStringList begun;
        std::copy_if(files.cbegin(), files.cend(), std::back_inserter(begun),
                     [&](const QString &file) { return !isEmpty(file); });
        for (const QString &file : outdated(begun, epoch == current, before, {begins, ends}))
            removed += fileparts::remove(file) ? 1 : 0;
        if (epoch != current)
            QDir().rmdir(QDir(changes).filePath(QString::fromLatin1(epoch))); // when it is empty
    }
    return removed;
}

}
