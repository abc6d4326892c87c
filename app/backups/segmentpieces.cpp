#include "app/backups/segmentpieces.h"

#include <QDataStream>
#include <QIODevice>

namespace backroom::segmentpieces {

namespace {
constexpr quint32 MaxTables = 1000;

template<typename Write> QByteArray bytesOf(Write &&write)
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream.setVersion(QDataStream::Qt_6_4);
    stream.setByteOrder(QDataStream::LittleEndian);
    write(stream);
    return bytes;
}

class Reading {
public:
    explicit Reading(const QByteArray &bytes) : stream(bytes)
    {
        stream.setVersion(QDataStream::Qt_6_4);
        stream.setByteOrder(QDataStream::LittleEndian);
    }
    bool isWhole() const { return stream.status() == QDataStream::Ok && stream.atEnd(); }
    bool isGood() const { return stream.status() == QDataStream::Ok; }
    QDataStream stream;
};
}

QByteArray ofHead(const SegmentHead &head)
{
    return bytesOf([&head](QDataStream &to) { to << head.epoch << head.first << head.at; });
}

QByteArray ofMark(const Mark &mark)
{
    return bytesOf([&mark](QDataStream &to) {
        to << mark.seq << mark.at << quint32(mark.tables.size());
        for (const TableDigest &table : mark.tables)
            to << table.table << table.rows << table.hash;
    });
}

QByteArray ofChange(const recording::Change &change)
{
    return bytesOf([&change](QDataStream &to) {
        to << change.seq << change.at << change.ends << change.sequences << change.bytes;
    });
}

std::optional<SegmentHead> toHead(const QByteArray &piece)
{
    Reading from(piece);
    SegmentHead head;
    from.stream >> head.epoch >> head.first >> head.at;
    return from.isWhole() ? std::optional(head) : std::nullopt;
}

std::optional<Mark> toMark(const QByteArray &piece)
{
    Reading from(piece);
    Mark mark;
    quint32 count = 0;
    from.stream >> mark.seq >> mark.at >> count;
    for (quint32 i = 0; i < count && count <= MaxTables && from.isGood(); ++i) {
        TableDigest table;
        from.stream >> table.table >> table.rows >> table.hash;
        mark.tables.append(table);
    }
    return from.isWhole() ? std::optional(mark) : std::nullopt;
}

std::optional<QList<recording::Change>> toChanges(const QByteArray &piece, const QByteArray &epoch)
{
    Reading from(piece);
    QList<recording::Change> changes;
    while (from.isGood() && !from.stream.atEnd()) {
        recording::Change change;
        change.epoch = epoch;
        from.stream >> change.seq >> change.at >> change.ends >> change.sequences >> change.bytes;
        changes.append(change);
    }
    return from.isWhole() ? std::optional(changes) : std::nullopt;
}

}
