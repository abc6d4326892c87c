#include "app/backups/rowdigest.h"

#include "app/store/copytext.h"
#include "app/store/pgcopy.h"
#include "app/store/sqlitescan.h"
#include "app/store/storeerror.h"

#include <QtEndian>
#include <algorithm>
#include <charconv>

namespace backroom {

namespace {
constexpr qint64 RowsBetweenLooks = 4096;

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
    QByteArrayView utf8(int column) const { return m_fields[size_t(column)].value; }
    qint64 int64(int column) const
    {
        const QByteArray &text = m_fields[size_t(column)].value;
        qint64 value = 0;
        if (std::from_chars(text.begin(), text.end(), value).ptr != text.end())
            throw StoreError(StoreError::Kind::Other, "a number is not understood");
        return value;
    }
    QByteArrayView blob(int column)
    {
        if (!copytext::decodeBytes(m_fields[size_t(column)].value, m_bytes))
            throw StoreError(StoreError::Kind::Other, "bytes are not understood");
        return m_bytes;
    }

private:
    CopyOut m_copy;
    std::vector<copytext::Field> m_fields;
    QByteArray m_bytes;
};
}

RowDigest::RowDigest(const TableShape &table, std::function<bool(qint64)> goOn)
    : m_table(table), m_goOn(std::move(goOn))
{}

bool RowDigest::addAll(Connection &connection, const QByteArray &where)
{
    QByteArrayList names;
    for (const TableColumn &column : m_table.columns)
        names << column.name;
    bool done = true;
    if (connection.kind() == StoreKind::Postgres) {
        CopiedRows rows(connection, "SELECT \"" + names.join("\", \"") + "\" FROM \"" + m_table.name + '"');
        while (done && rows.next())
            done = take(rows);
    } else {
        done = scanTable(connection, m_table.name, names, where, [this](const ScannedRow &row) { return take(row); });
    }
    m_hashes.take([this](const ManyHashes::Hash &hash) { sum(hash); });
    return done;
}

template<typename Row> bool RowDigest::take(Row &row)
{
    write(row);
    if (m_hashes.end())
        m_hashes.take([this](const ManyHashes::Hash &hash) { sum(hash); });
    return ++m_rows % RowsBetweenLooks != 0 || !m_goOn || m_goOn(m_rows);
}

// Of each column its kind (0 for NULL), the length of what has one, the value.
template<typename Row> void RowDigest::write(Row &row)
{
    constexpr char Null = 0, Number = 1, Text = 2, Bytes = 3;
    int i = 0;
    for (const TableColumn &column : m_table.columns) {
        const int at = i++;
        if (row.isNull(at)) {
            *m_hashes.room(1) = Null;
        } else if (column.kind == StoredAs::Integer) {
            char *to = m_hashes.room(9);
            *to = Number;
            qToLittleEndian<qint64>(row.int64(at), to + 1);
        } else {
            const QByteArrayView value = column.kind == StoredAs::Bytes ? row.blob(at) : row.utf8(at);
            char *to = m_hashes.room(9 + size_t(value.size()));
            *to = column.kind == StoredAs::Bytes ? Bytes : Text;
            qToLittleEndian<quint64>(quint64(value.size()), to + 1);
            std::copy(value.begin(), value.end(), to + 9);
        }
    }
}

void RowDigest::sum(const ManyHashes::Hash &hash)
{
    quint64 carry = 0;
    for (size_t i = 0; i < hash.size(); ++i) {
        const quint64 with = m_sum[i] + hash[i];
        const quint64 most = with + carry;
        carry = (with < hash[i] ? 1 : 0) + (most < with ? 1 : 0);
        m_sum[i] = most;
    }
}

void RowDigest::add(const RowDigest &part)
{
    sum(part.m_sum);
    m_rows += part.m_rows;
}

QByteArray RowDigest::hash() const
{
    QByteArray bytes(32, '\0');
    for (size_t i = 0; i < m_sum.size(); ++i)
        qToLittleEndian<quint64>(m_sum[i], bytes.data() + 8 * i);
    return bytes;
}

}
