#pragma once
// Many rows into one table with few statements: rows are gathered and go in as INSERT … VALUES (…), (…), ….
#include "app/store/transaction.h"

#include <functional>
#include <variant>
#include <vector>

namespace backroom {

// Rows go in when `flush` is called, and every RowsAtOnce before; what was not flushed is dropped. Lives inside the
// transaction's function.
class BulkInsert {
public:
    static constexpr int RowsAtOnce = 256;

    // head is "INSERT INTO t (a, b)"; tail what follows the values ("ON CONFLICT …", "RETURNING id"), whose rows go to
    // `row`.
    BulkInsert(Transaction &transaction, const QByteArray &head, int columns, const QByteArray &tail = {},
               std::function<void(const Query &)> row = {});

    // As many values as there are columns.
    template<typename... Args> void add(const Args &...args)
    {
        Q_ASSERT(sizeof...(args) == size_t(m_columns));
        (m_values.push_back(value(args)), ...);
        if (++m_rows == RowsAtOnce)
            flush();
    }
    void flush();

private:
    using Value = std::variant<std::monostate, qint64, QByteArray>;
    static Value value(qint64 value) { return value; }
    static Value value(int value) { return qint64(value); }
    static Value value(const QString &value) { return value.toUtf8(); }
    static Value value(const QByteArray &utf8) { return utf8; }
    static Value value(const char *utf8) { return QByteArray(utf8); }
    template<typename Tag> static Value value(Id<Tag> id) { return id.value; }
    template<typename T> static Value value(const std::optional<T> &given) { return given ? value(*given) : Value(); }
    void run(int rows, size_t first);

    Transaction &m_transaction;
    QByteArray m_head;
    int m_columns;
    QByteArray m_tail;
    std::function<void(const Query &)> m_row;
    std::vector<Value> m_values;
    int m_rows = 0;
};

}
