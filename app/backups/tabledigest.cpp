#include "app/backups/tabledigest.h"

#include "app/base/crypto.h"

#include <QtEndian>
#include <algorithm>
#include <array>
#include <sodium.h>

namespace backroom {

namespace {
constexpr qint64 RowsBetweenLooks = 4096;
constexpr int RowsFetched = 5000; // at once from PostgreSQL, which would otherwise give a table as a whole

const QByteArrayList NotTheShops{"migrations", "image_files", "recording", "recorded_changes"};

bool isShopTable(const QByteArray &name)
{
    return !name.startsWith("product_search") && !name.startsWith("sqlite_") && !NotTheShops.contains(name);
}

ColumnKind kindOf(const QByteArray &declared)
{
    const QByteArray type = declared.toUpper();
    return type.contains("INT")                           ? ColumnKind::Integer
        : type.contains("BLOB") || type.contains("BYTEA") ? ColumnKind::Bytes
                                                          : ColumnKind::Text;
}

// The sum modulo 2^256 of 256-bit numbers, the lowest byte first.
class Sum {
public:
    void add(const std::array<quint64, 4> &row)
    {
        quint64 carry = 0;
        for (size_t i = 0; i < 4; ++i) {
            const quint64 with = m_words[i] + row[i];
            const quint64 most = with + carry;
            carry = (with < row[i] ? 1 : 0) + (most < with ? 1 : 0);
            m_words[i] = most;
        }
    }
    QByteArray bytes() const
    {
        QByteArray bytes(32, '\0');
        for (size_t i = 0; i < 4; ++i)
            qToLittleEndian<quint64>(m_words[i], bytes.data() + 8 * i);
        return bytes;
    }

private:
    std::array<quint64, 4> m_words = {};
};

// A row's bytes: of each column its kind (0 for NULL), the length of what has one, the value.
class RowBytes {
public:
    void clear() { m_size = 0; }
    void null() { *room(1) = 0; }
    void number(qint64 value)
    {
        char *at = room(9);
        *at = 1;
        qToLittleEndian<qint64>(value, at + 1);
    }
    void bytes(char kind, QByteArrayView value)
    {
        char *at = room(9 + value.size());
        *at = kind;
        qToLittleEndian<quint64>(quint64(value.size()), at + 1);
        std::copy(value.begin(), value.end(), at + 9);
    }
    std::array<quint64, 4> hash() const
    {
        std::array<uchar, 32> hash = {};
        crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const uchar *>(m_bytes.constData()),
                           quint64(m_size), nullptr, 0);
        std::array<quint64, 4> words = {};
        for (size_t i = 0; i < 4; ++i)
            words[i] = qFromLittleEndian<quint64>(hash.data() + 8 * i);
        return words;
    }

private:
    char *room(qsizetype size)
    {
        if (m_bytes.size() < m_size + size)
            m_bytes.resize(std::max(m_bytes.size() * 2, m_size + size));
        m_size += size;
        return m_bytes.data() + m_size - size;
    }
    QByteArray m_bytes;
    qsizetype m_size = 0;
};

QByteArray selectOf(const TableShape &table)
{
    QByteArrayList names;
    for (const TableColumn &column : table.columns)
        names << '"' + column.name + '"';
    return "SELECT " + names.join(", ") + " FROM \"" + table.name + '"';
}

// Hashes what the query gives; false when it was stopped.
class Digester {
public:
    Digester(const TableShape &table, qint64 before, const std::function<bool(qint64)> &goOn)
        : m_columns(table.columns), m_before(before), m_goOn(goOn)
    {}
    bool take(Query &rows)
    {
        while (rows.next()) {
            m_row.clear();
            for (qsizetype i = 0; i < m_columns.size(); ++i)
                add(rows, int(i), m_columns.at(i).kind);
            m_sum.add(m_row.hash());
            if (++m_rows % RowsBetweenLooks == 0 && m_goOn && !m_goOn(m_before + m_rows))
                return false;
        }
        return true;
    }
    qint64 rows() const { return m_rows; }
    QByteArray hash() const { return m_sum.bytes(); }

private:
    void add(Query &rows, int column, ColumnKind kind)
    {
        if (rows.isNull(column))
            m_row.null();
        else if (kind == ColumnKind::Integer)
            m_row.number(rows.int64(column));
        else if (kind == ColumnKind::Bytes)
            m_row.bytes(3, rows.blob(column));
        else
            m_row.bytes(2, rows.utf8(column));
    }

    const QList<TableColumn> &m_columns;
    qint64 m_before;
    const std::function<bool(qint64)> &m_goOn;
    RowBytes m_row;
    Sum m_sum;
    qint64 m_rows = 0;
};

bool digestPostgres(Connection &connection, const TableShape &table, Digester &digester)
{
    connection.command(QByteArray("DECLARE digested NO SCROLL CURSOR FOR " + selectOf(table)).constData());
    const QByteArray fetch = "FETCH " + QByteArray::number(RowsFetched) + " FROM digested";
    for (qint64 before = -1; before != digester.rows();) {
        before = digester.rows();
        Query rows = connection.query(fetch);
        if (!digester.take(rows))
            return false;
    }
    connection.command("CLOSE digested");
    return true;
}
}

QList<TableShape> shopTables(Connection &connection)
{
    const bool sqlite = connection.kind() == StoreKind::Sqlite;
    QByteArrayList names;
    {
        Query rows = connection.query(sqlite ? "SELECT name FROM sqlite_master WHERE type = 'table'"
                                             : "SELECT table_name FROM information_schema.tables WHERE "
                                               "table_schema = current_schema() AND table_type = 'BASE TABLE'");
        while (rows.next())
            if (const QByteArray name = rows.bytes(0); isShopTable(name))
                names << name;
    }
    std::sort(names.begin(), names.end());
    QList<TableShape> tables;
    for (const QByteArray &name : std::as_const(names)) {
        TableShape table{name, {}};
        Query rows = connection.query(sqlite ? "SELECT name, type FROM pragma_table_info(?)"
                                             : "SELECT column_name, data_type FROM information_schema.columns WHERE "
                                               "table_schema = current_schema() AND table_name = ?",
                                      name);
        while (rows.next())
            table.columns << TableColumn{rows.bytes(0), kindOf(rows.bytes(1))};
        std::sort(table.columns.begin(), table.columns.end(),
                  [](const TableColumn &a, const TableColumn &b) { return a.name < b.name; });
        tables << table;
    }
    return tables;
}

std::optional<QList<TableDigest>> digestTables(Connection &connection, const QList<TableShape> &tables,
                                               const std::function<bool(qint64)> &goOn)
{
    ensureCrypto();
    QList<TableDigest> digests;
    qint64 done = 0;
    for (const TableShape &table : tables) {
        Digester digester(table, done, goOn);
        if (connection.kind() == StoreKind::Postgres) {
            if (!digestPostgres(connection, table, digester))
                return std::nullopt;
        } else {
            Query rows = connection.query(selectOf(table));
            if (!digester.take(rows))
                return std::nullopt;
        }
        done += digester.rows();
        digests << TableDigest{table.name, digester.rows(), digester.hash()};
    }
    return digests;
}

QByteArrayList differingTables(const QList<TableDigest> &a, const QList<TableDigest> &b)
{
    QByteArrayList differing;
    const auto compare = [&differing](const QList<TableDigest> &these, const QList<TableDigest> &those) {
        for (const TableDigest &table : these)
            if (!those.contains(table) && !differing.contains(table.table))
                differing << table.table;
    };
    compare(a, b);
    compare(b, a);
    std::sort(differing.begin(), differing.end());
    return differing;
}

}
