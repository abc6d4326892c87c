#define SQLITE_ENABLE_SESSION
#define SQLITE_ENABLE_PREUPDATE_HOOK
#include "app/store/changesetrows.h"

#include "app/store/sqlitestatement.h"
#include "app/store/storeerror.h"

#include <sqlite3.h>

namespace backroom {

namespace {
struct FreeValue
{
    void operator()(sqlite3_value *value) const { sqlite3_value_free(value); }
};
using Value = std::unique_ptr<sqlite3_value, FreeValue>;
using Row = std::vector<Value>;
struct Incoming
{
    QByteArray table;
    Row row;
};
using Prepared = std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)>;

Prepared prepare(sqlite3 *handle, const QByteArray &sql)
{
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v2(handle, sql.constData(), int(sql.size()), &statement, nullptr) != SQLITE_OK)
        throwSqliteError(handle);
    return {statement, sqlite3_finalize};
}

bool isSame(sqlite3_value *a, sqlite3_value *b)
{
    if (sqlite3_value_type(a) != sqlite3_value_type(b))
        return false;
    switch (sqlite3_value_type(a)) {
    case SQLITE_NULL: return true;
    case SQLITE_INTEGER: return sqlite3_value_int64(a) == sqlite3_value_int64(b);
    case SQLITE_FLOAT:
        return !(sqlite3_value_double(a) < sqlite3_value_double(b))
            && !(sqlite3_value_double(b) < sqlite3_value_double(a));
    default: break;
    }
    const auto view = [](sqlite3_value *value) {
        const auto *bytes = static_cast<const char *>(sqlite3_value_blob(value));
        return QByteArrayView(bytes, sqlite3_value_bytes(value));
    };
    return view(a) == view(b);
}

QByteArrayList columnsOf(sqlite3 *handle, const QByteArray &table)
{
    QByteArrayList names;
    const Prepared all = prepare(handle, "SELECT * FROM \"" + table + '"');
    for (int i = 0; i < sqlite3_column_count(all.get()); ++i)
        names.append('"' + QByteArray(sqlite3_column_name(all.get(), i)) + '"');
    return names;
}

// One change of a changeset, as its iterator stands at it.
class Step {
public:
    Step(sqlite3 *handle, sqlite3_changeset_iter *iterator) : m_handle(handle), m_iterator(iterator)
    {
        const char *name = nullptr;
        sqlite3changeset_op(iterator, &name, &m_columns, &m_operation, nullptr);
        table = name;
        sqlite3changeset_pk(iterator, &m_keys, nullptr);
    }
    // Takes the row that is there out of the table; nothing when it is not as it was.
    std::optional<Row> takeOut() const
    {
        const QByteArrayList names = columnsOf(m_handle, table);
        if (names.size() != m_columns)
            return std::nullopt;
        QByteArrayList terms;
        for (int i = 0; i < m_columns; ++i)
            if (m_keys[i])
                terms.append(names[i] + " = ?" + QByteArray::number(i + 1));
        const QByteArray where = " FROM \"" + table + "\" WHERE " + terms.join(" AND ");
        const Prepared find = prepare(m_handle, "SELECT *" + where);
        bindKeys(find.get());
        if (sqlite3_step(find.get()) != SQLITE_ROW)
            return std::nullopt;
        Row row;
        for (int i = 0; i < m_columns; ++i) {
            row.emplace_back(sqlite3_value_dup(sqlite3_column_value(find.get(), i)));
            if (sqlite3_value *before = old(i); before && !isSame(before, row.back().get()))
                return std::nullopt;
        }
        const Prepared remove = prepare(m_handle, "DELETE" + where);
        bindKeys(remove.get());
        if (sqlite3_step(remove.get()) != SQLITE_DONE)
            throwSqliteError(m_handle);
        return row;
    }
    // The row as the change leaves it, from the one taken out.
    Row changed(Row row) const
    {
        row.resize(size_t(m_columns));
        for (int i = 0; i < m_columns; ++i) {
            sqlite3_value *value = nullptr;
            sqlite3changeset_new(m_iterator, i, &value);
            if (value)
                row[size_t(i)].reset(sqlite3_value_dup(value));
        }
        return row;
    }
    bool comes() const { return m_operation == SQLITE_INSERT; }
    bool goes() const { return m_operation == SQLITE_DELETE; }
    QByteArray table;

private:
    sqlite3_value *old(int column) const
    {
        sqlite3_value *value = nullptr;
        sqlite3changeset_old(m_iterator, column, &value);
        return value;
    }
    void bindKeys(sqlite3_stmt *statement) const
    {
        for (int i = 0; i < m_columns; ++i)
            if (m_keys[i])
                sqlite3_bind_value(statement, i + 1, old(i));
    }
    sqlite3 *m_handle;
    sqlite3_changeset_iter *m_iterator;
    int m_columns = 0;
    int m_operation = 0;
    unsigned char *m_keys = nullptr;
};

void putIn(sqlite3 *handle, const Incoming &incoming)
{
    QByteArray marks = "?";
    for (size_t i = 1; i < incoming.row.size(); ++i)
        marks += ", ?";
    const Prepared insert = prepare(handle, "INSERT INTO \"" + incoming.table + "\" VALUES (" + marks + ')');
    for (size_t i = 0; i < incoming.row.size(); ++i)
        sqlite3_bind_value(insert.get(), int(i) + 1, incoming.row[i].get());
    if (sqlite3_step(insert.get()) != SQLITE_DONE)
        throwSqliteError(handle);
}

bool applyAll(sqlite3 *handle, const QByteArray &changeset)
{
    std::vector<Incoming> incoming;
    sqlite3_changeset_iter *iterator = nullptr;
    if (sqlite3changeset_start(&iterator, int(changeset.size()), const_cast<char *>(changeset.constData()))
        != SQLITE_OK)
        return false;
    const std::unique_ptr<sqlite3_changeset_iter, decltype(&sqlite3changeset_finalize)> ending(
        iterator, sqlite3changeset_finalize);
    int code = SQLITE_ROW;
    while ((code = sqlite3changeset_next(iterator)) == SQLITE_ROW) {
        const Step step(handle, iterator);
        Row row;
        if (!step.comes()) {
            auto there = step.takeOut();
            if (!there)
                return false;
            row = *std::move(there);
        }
        if (!step.goes())
            incoming.push_back({step.table, step.changed(std::move(row))});
    }
    if (code != SQLITE_DONE)
        return false;
    for (const Incoming &one : incoming)
        putIn(handle, one);
    return true;
}
}

bool applyByRows(Connection &copy, const QByteArray &changeset)
{
    copy.command("SAVEPOINT rows");
    bool done = false;
    try {
        done = applyAll(copy.sqlite(), changeset);
    } catch (const StoreError &error) {
        if (error.kind != StoreError::Kind::Unique && error.kind != StoreError::Kind::Constraint)
            throw;
    }
    copy.command(done ? "RELEASE rows" : "ROLLBACK TO rows; RELEASE rows");
    return done;
}

}
