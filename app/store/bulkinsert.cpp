#include "app/store/bulkinsert.h"

namespace backroom {

BulkInsert::BulkInsert(Transaction &transaction, const QByteArray &head, int columns, const QByteArray &tail,
                       std::function<void(const Query &)> row)
    : m_transaction(transaction), m_head(head), m_columns(columns), m_tail(tail), m_row(std::move(row))
{}

void BulkInsert::flush()
{
    // In pieces of 256, 128, 64, …, so that few different statements are prepared whatever the number of rows.
    size_t first = 0;
    for (int piece = RowsAtOnce; piece > 0; piece /= 2) {
        if (m_rows < piece)
            continue;
        run(piece, first);
        first += size_t(piece) * size_t(m_columns);
        m_rows -= piece;
    }
    m_values.clear();
}

void BulkInsert::run(int rows, size_t first)
{
    QByteArray row = "(?";
    for (int column = 1; column < m_columns; ++column)
        row += ",?";
    row += ')';
    QByteArray sql = m_head + " VALUES " + row;
    sql.reserve(sql.size() + rows * (row.size() + 1) + m_tail.size() + 1);
    for (int i = 1; i < rows; ++i)
        sql += ',' + row;
    sql += ' ' + m_tail;
    Query query = m_transaction.connection().queryBound(sql, [&](Statement &statement) {
        const int count = rows * m_columns;
        for (int i = 0; i < count; ++i) {
            const Value &value = m_values[first + size_t(i)];
            if (const auto *number = std::get_if<qint64>(&value))
                statement.bindInt(i, *number);
            else if (const auto *text = std::get_if<QByteArray>(&value))
                statement.bindText(i, *text);
            else
                statement.bindNull(i);
        }
    });
    while (query.next())
        if (m_row)
            m_row(query);
}

}
