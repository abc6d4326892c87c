#include "app/backups/rowdigest.h"

#include "app/store/copytext.h"
#include "app/store/pgcopy.h"
#include "app/store/sqliterows.h"
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
    bool look(int column)
    {
        m_field = &m_fields[size_t(column)];
        return !m_field->isNull;
    }
    QByteArrayView utf8() const { return m_field->value; }
    qint64 int64() const
    {
        const QByteArray &text = m_field->value;
        qint64 value = 0;
        if (std::from_chars(text.begin(), text.end(), value).ptr != text.end())
            throw StoreError(StoreError::Kind::Other, "a number is not understood");
        return value;
    }
    QByteArrayView blob()
    {
        if (!copytext::decodeBytes(m_field->value, m_bytes))
            throw StoreError(StoreError::Kind::Other, "bytes are not understood");
        return m_bytes;
    }

private:
    CopyOut m_copy;
    std::vector<copytext::Field> m_fields;
    const copytext::Field *m_field = nullptr;
    QByteArray m_bytes;
};
}

QByteArray rowdigest::selectOf(const TableShape &table)
{
    QByteArrayList names;
    for (const TableColumn &column : table.columns)
        names << '"' + column.name + '"';
    return "SELECT " + names.join(", ") + " FROM \"" + table.name + '"';
}

RowDigest::RowDigest(const TableShape &table, std::function<bool(qint64)> goOn)
    : m_columns(table.columns), m_goOn(std::move(goOn))
{}

bool RowDigest::addAll(Connection &connection, const QByteArray &select)
{
    if (connection.kind() == StoreKind::Postgres) {
        CopiedRows rows(connection, select);
        return take(rows);
    }
    SqliteRows rows(connection, select);
    return take(rows);
}

template<typename Rows> bool RowDigest::take(Rows &rows)
{
    const auto into = [this](const ManyHashes::Hash &hash) { sum(hash); };
    while (rows.next()) {
        write(rows);
        if (m_hashes.end())
            m_hashes.take(into);
        if (++m_rows % RowsBetweenLooks == 0 && m_goOn && !m_goOn(m_rows))
            return false;
    }
    m_hashes.take(into);
    return true;
}

// Of each column its kind (0 for NULL), the length of what has one, the value.
template<typename Rows> void RowDigest::write(Rows &rows)
{
    constexpr char Null = 0, Number = 1, Text = 2, Bytes = 3;
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        const StoredAs kind = m_columns.at(i).kind;
        if (!rows.look(int(i))) {
            *m_hashes.room(1) = Null;
        } else if (kind == StoredAs::Integer) {
            char *at = m_hashes.room(9);
            *at = Number;
            qToLittleEndian<qint64>(rows.int64(), at + 1);
        } else {
            const QByteArrayView value = kind == StoredAs::Bytes ? rows.blob() : rows.utf8();
            char *at = m_hashes.room(9 + size_t(value.size()));
            *at = kind == StoredAs::Bytes ? Bytes : Text;
            qToLittleEndian<quint64>(quint64(value.size()), at + 1);
            std::copy(value.begin(), value.end(), at + 9);
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
