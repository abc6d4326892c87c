#include "app/backups/tabledigest.h"

#include "app/base/crypto.h"
#include "app/store/copytext.h"
#include "app/store/migrator.h"
#include "app/store/pgcopy.h"
#include "app/store/storeerror.h"

#include <QtEndian>
#include <algorithm>
#include <array>
#include <charconv>
#include <sodium.h>

namespace backroom {

namespace {
constexpr qint64 RowsBetweenLooks = 4096;

const QByteArrayList NotTheShops{"migrations", "image_files", "recording", "recorded_changes"};

// Owners have tables of their own beside the shop's in a PostgreSQL database: those are none of its business.
bool isOwners(const QByteArray &name)
{
    static const QByteArrayList made = tablesMadeBy(allMigrations(), StoreKind::Postgres);
    return !made.contains(name);
}

bool isShopTable(const QByteArray &name)
{
    return !name.startsWith("product_search") && !name.startsWith("sqlite_") && !NotTheShops.contains(name);
}

StoredAs kindOf(const QByteArray &declared)
{
    const QByteArray type = declared.toUpper();
    return type.contains("INT")                           ? StoredAs::Integer
        : type.contains("BLOB") || type.contains("BYTEA") ? StoredAs::Bytes
                                                          : StoredAs::Text;
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

// PostgreSQL's rows as they come, where a query's would be in memory as a whole.
class CopiedRows {
public:
    CopiedRows(Connection &connection, const QByteArray &select) : m_copy(connection, "COPY (" + select + ") TO STDOUT")
    {}
    bool next()
    {
        const auto line = m_copy.next();
        if (line && !copytext::split(*line, m_fields))
            throw StoreError(StoreError::Kind::Other, "a row is not understood");
        return line.has_value();
    }
    bool isNull(int column) const { return m_fields[size_t(column)].isNull; }
    const QByteArray &utf8(int column) const { return m_fields[size_t(column)].value; }
    qint64 int64(int column) const
    {
        const QByteArray &text = utf8(column);
        qint64 value = 0;
        if (std::from_chars(text.begin(), text.end(), value).ptr != text.end())
            throw StoreError(StoreError::Kind::Other, "a number is not understood");
        return value;
    }
    const QByteArray &blob(int column)
    {
        if (!copytext::decodeBytes(utf8(column), m_bytes))
            throw StoreError(StoreError::Kind::Other, "bytes are not understood");
        return m_bytes;
    }

private:
    CopyOut m_copy;
    std::vector<copytext::Field> m_fields;
    QByteArray m_bytes;
};

// Hashes the rows that it is given; false when it was stopped.
class Digester {
public:
    Digester(const TableShape &table, qint64 before, const std::function<bool(qint64)> &goOn)
        : m_columns(table.columns), m_before(before), m_goOn(goOn)
    {}
    template<typename Rows> bool take(Rows &rows)
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
    template<typename Rows> void add(Rows &rows, int column, StoredAs kind)
    {
        if (rows.isNull(column))
            m_row.null();
        else if (kind == StoredAs::Integer)
            m_row.number(rows.int64(column));
        else if (kind == StoredAs::Bytes)
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
            if (const QByteArray name = rows.bytes(0); isShopTable(name) && (sqlite || !isOwners(name)))
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
            CopiedRows rows(connection, selectOf(table));
            if (!digester.take(rows))
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
