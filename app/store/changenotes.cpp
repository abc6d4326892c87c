#define SQLITE_ENABLE_PREUPDATE_HOOK
#include "app/store/changenotes.h"

#include "app/store/changefields.h"

#include <sqlite3.h>

namespace backroom {

namespace {
constexpr size_t Many = 1000;
}

void ChangeNotes::Close::operator()(sqlite3_stmt *statement) const { sqlite3_finalize(statement); }

ChangeNotes::ChangeNotes(sqlite3 *handle, bool (*isNoted)(QByteArrayView table)) : m_handle(handle), m_isNoted(isNoted)
{
    // For good: a statement that is prepared while nobody watches may empty a table without telling of each row.
    sqlite3_preupdate_hook(
        handle,
        [](void *context, sqlite3 *, int operation, const char *database, const char *table, sqlite3_int64 id,
           sqlite3_int64 newId) {
            auto &notes = *static_cast<ChangeNotes *>(context);
            if (notes.m_noting && notes.m_failure == SQLITE_OK && QByteArrayView(database) == "main")
                notes.m_failure = notes.note(operation, table, id, newId);
        },
        this);
}

ChangeNotes::~ChangeNotes() { sqlite3_preupdate_hook(m_handle, nullptr, nullptr); }

void ChangeNotes::begin()
{
    end();
    m_noting = true;
}

void ChangeNotes::end()
{
    m_noting = false;
    m_failure = SQLITE_OK;
    for (Table *table : m_touched) {
        if (table->changes.size() > Many) // emptied, its places would be gone through after every small transaction
            table->byKey = {};
        table->byKey.clear();
        table->changes.clear();
    }
    m_touched.clear();
}

ChangeNotes::Table &ChangeNotes::tableOf(const char *name)
{
    auto &table = m_tables[name];
    if (!table) {
        table = std::make_unique<Table>();
        table->name = name;
        table->isNoted = m_isNoted(table->name);
    }
    return *table;
}

// The table's columns, as they are now.
int ChangeNotes::learn(Table &table)
{
    int code = SQLITE_OK;
    if (!m_columns)
        code = prepare("SELECT c.pk, c.name, c.type = 'INTEGER' AND t.wr = 0 FROM pragma_table_list(?1) t, "
                       "pragma_table_info(?1) c WHERE t.schema = 'main' ORDER BY c.cid",
                       m_columns);
    if (code != SQLITE_OK)
        return code;
    table.places.clear();
    table.keys.clear();
    sqlite3_stmt *columns = m_columns.get();
    sqlite3_bind_text(columns, 1, table.name.constData(), int(table.name.size()), SQLITE_STATIC);
    QByteArrayList terms;
    while ((code = sqlite3_step(columns)) == SQLITE_ROW) {
        const int place = sqlite3_column_int(columns, 0);
        if (place > 0) {
            table.keys.push_back(int(table.places.size()));
            table.isRowid = table.keys.size() == 1 && sqlite3_column_int(columns, 2) != 0;
            const QByteArray name(reinterpret_cast<const char *>(sqlite3_column_text(columns, 1)));
            terms << '"' + name + "\" = ?" + QByteArray::number(table.keys.size());
        }
        table.places.push_back(char(place));
    }
    code = sqlite3_reset(columns);
    table.find.reset();
    if (code == SQLITE_OK && !terms.isEmpty())
        code = prepare("SELECT * FROM main.\"" + table.name + "\" WHERE " + terms.join(" AND "), table.find);
    return code;
}

int ChangeNotes::prepare(const QByteArray &sql, Prepared &prepared)
{
    sqlite3_stmt *statement = nullptr;
    const int code =
        sqlite3_prepare_v3(m_handle, sql.constData(), int(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    prepared.reset(statement);
    return code;
}

int ChangeNotes::note(int operation, const char *name, qint64 id, qint64 newId)
{
    Table &table = tableOf(name);
    if (!table.isNoted)
        return SQLITE_OK;
    int code = SQLITE_OK;
    if (const auto columns = size_t(sqlite3_preupdate_count(m_handle)); table.places.size() != columns) {
        if (table.changes.empty())
            code = learn(table);
        if (code == SQLITE_OK && table.places.size() != columns)
            code = SQLITE_SCHEMA;
    }
    if (code != SQLITE_OK || table.keys.empty())
        return code;
    const bool direct = sqlite3_preupdate_depth(m_handle) == 0;
    const bool comes = operation == SQLITE_INSERT;
    code = keyOf(table, comes ? sqlite3_preupdate_new : sqlite3_preupdate_old, comes ? newId : id);
    if (code == SQLITE_OK)
        code = touch(table, !comes, direct);
    if (code != SQLITE_OK || operation != SQLITE_UPDATE || (table.isRowid && id == newId))
        return code;
    // With another key it is another row, which comes.
    code = keyOf(table, sqlite3_preupdate_new, newId);
    return code == SQLITE_OK ? touch(table, false, direct) : code;
}

// Into m_key; nothing there when one of its fields is NULL: such rows are not told apart.
int ChangeNotes::keyOf(const Table &table, Value value, qint64 id)
{
    m_key.clear();
    if (table.isRowid) {
        changefields::put(m_key, id);
        return SQLITE_OK;
    }
    for (const int column : table.keys) {
        sqlite3_value *field = nullptr;
        if (const int code = value(m_handle, column, &field); code != SQLITE_OK)
            return code;
        if (sqlite3_value_type(field) == SQLITE_NULL) {
            m_key.clear();
            break;
        }
        changefields::put(m_key, field);
    }
    return SQLITE_OK;
}

// The row whose key is in m_key is about to change, come or go.
int ChangeNotes::touch(Table &table, bool wasThere, bool direct)
{
    if (m_key.empty())
        return SQLITE_OK;
    if (const auto known = table.byKey.find(m_key); known != table.byKey.end()) {
        known->second->direct |= direct;
        return SQLITE_OK;
    }
    m_row.clear();
    for (int column = 0; wasThere && column < int(table.places.size()); ++column) {
        sqlite3_value *field = nullptr;
        if (const int code = sqlite3_preupdate_old(m_handle, column, &field); code != SQLITE_OK)
            return code;
        changefields::put(m_row, field);
    }
    if (table.changes.empty())
        m_touched.push_back(&table);
    Change &change = table.changes.emplace_back(Change{m_key, m_row, wasThere, direct});
    table.byKey.emplace(change.key, &change);
    return SQLITE_OK;
}

}
