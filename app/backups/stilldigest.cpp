#include "app/backups/stilldigest.h"

#include "app/backups/rowdigest.h"
#include "app/store/storeerror.h"

namespace backroom {

namespace {
constexpr qint64 RowsOfAPiece = 1 << 16; // by their ids
constexpr qint64 MostPieces = 256; // of one table
constexpr char FewPages[] = "PRAGMA cache_size = -4000"; // what is read once from end to end is not worth keeping

std::unique_ptr<Connection> opened(const StoreConfig &store)
{
    auto connection = Connection::open(store);
    if (!connection)
        throw StoreError(StoreError::Kind::Io, connection.error().message.toUtf8());
    (*connection)->command(FewPages);
    return *std::move(connection);
}

bool hasRowIds(Connection &connection, const TableShape &table)
{
    Query row = connection.query("SELECT wr FROM pragma_table_list WHERE name = ? AND schema = 'main'", table.name);
    return row.next() && !row.boolean(0);
}
}

struct StillDigest::Table
{
    TableShape shape;
    std::mutex mutex;
    RowDigest sum{shape, {}};
};

struct StillDigest::Piece
{
    Table *table;
    QByteArray where; // nothing: all of it
};

StillDigest::StillDigest(const StoreConfig &store) : m_store(store)
{
    const auto connection = opened(store);
    for (const TableShape &shape : shopTables(*connection)) {
        m_tables.push_back(std::make_unique<Table>());
        Table *table = m_tables.back().get();
        table->shape = shape;
        if (!hasRowIds(*connection, shape)) {
            m_pieces.push_back({table, {}});
            continue;
        }
        const QByteArray from = " FROM \"" + shape.name + "\")";
        Query row = connection->query(QByteArray("SELECT (SELECT min(rowid)" + from + ", (SELECT max(rowid)" + from));
        if (!row.next() || row.isNull(0))
            continue;
        const qint64 first = row.int64(0), last = row.int64(1);
        const quint64 span = quint64(last) - quint64(first);
        const quint64 step = std::max<quint64>(RowsOfAPiece, span / MostPieces + 1);
        for (quint64 begin = 0;; begin += step) {
            const quint64 to = span - begin < step ? span : begin + step - 1; // ids may be any numbers there are
            m_pieces.push_back({table,
                                " WHERE rowid BETWEEN " + QByteArray::number(qint64(quint64(first) + begin)) + " AND "
                                    + QByteArray::number(qint64(quint64(first) + to))});
            if (to == span)
                break;
        }
    }
}

StillDigest::~StillDigest() = default;

bool StillDigest::help(const std::function<bool(qint64)> &goOn)
{
    try {
        const auto connection = opened(m_store);
        for (size_t next = m_next++; !m_stopped && next < m_pieces.size(); next = m_next++)
            take(*connection, m_pieces[next], goOn);
        return !m_stopped;
    } catch (...) {
        m_stopped = true; // the others need not go on
        throw;
    }
}

void StillDigest::take(Connection &connection, const Piece &piece, const std::function<bool(qint64)> &goOn)
{
    qint64 told = 0;
    RowDigest part(piece.table->shape, [&](qint64 rows) {
        m_rows += rows - std::exchange(told, rows);
        m_stopped = m_stopped || (goOn && !goOn(m_rows));
        return !m_stopped;
    });
    if (!part.addAll(connection, piece.where))
        return;
    m_rows += part.rows() - told;
    const std::lock_guard lock(piece.table->mutex);
    piece.table->sum.add(part);
}

QList<TableDigest> StillDigest::digests() const
{
    QList<TableDigest> digests;
    for (const auto &table : m_tables)
        digests << TableDigest{table->shape.name, table->sum.rows(), table->sum.hash()};
    return digests;
}

}
