// What was noted, as a changeset.
#include "app/store/changefields.h"
#include "app/store/changenotes.h"

#include <sqlite3.h>

namespace backroom {

int ChangeNotes::write(QByteArrayList &pieces, qsizetype most)
{
    m_bytes.clear();
    for (const Table *table : m_touched) {
        if (m_failure == SQLITE_OK)
            m_failure = write(*table, pieces, most);
        if (table->find)
            sqlite3_clear_bindings(table->find.get()); // to bytes that go with the notes
    }
    cut(pieces, most);
    if (!m_bytes.empty())
        pieces << QByteArray(m_bytes.data(), qsizetype(m_bytes.size()));
    return m_failure;
}

int ChangeNotes::write(const Table &table, QByteArrayList &pieces, qsizetype most)
{
    bool begun = false;
    for (const Change &change : table.changes) {
        const int code = find(table, change);
        if (code != SQLITE_ROW && code != SQLITE_DONE)
            return code;
        const bool isThere = code == SQLITE_ROW;
        if (isThere ? change.wasThere && m_row == change.before : !change.wasThere)
            continue;
        if (!begun) {
            m_bytes.push_back('T');
            changefields::putVarint(m_bytes, quint32(table.places.size()));
            m_bytes.append(table.places).append(table.name.constData(), size_t(table.name.size()) + 1);
            begun = true;
        }
        m_bytes.push_back(char(!isThere ? SQLITE_DELETE : change.wasThere ? SQLITE_UPDATE : SQLITE_INSERT));
        m_bytes.push_back(char(change.direct ? 0 : 1));
        if (!isThere)
            m_bytes += change.before;
        else if (change.wasThere)
            putUpdate(table, change.before);
        else
            m_bytes += m_row;
        cut(pieces, most);
    }
    return SQLITE_OK;
}

// The row as it is now, into m_row: SQLITE_ROW when it is there, SQLITE_DONE when not.
int ChangeNotes::find(const Table &table, const Change &change)
{
    sqlite3_stmt *row = table.find.get();
    const char *key = change.key.data();
    for (int i = 1; i <= int(table.keys.size()); ++i) {
        if (const int code = changefields::bind(row, i, key); code != SQLITE_OK)
            return code;
        key += changefields::lengthOf(key);
    }
    int code = sqlite3_step(row);
    if (code == SQLITE_ROW && sqlite3_column_count(row) != int(table.places.size()))
        code = SQLITE_SCHEMA;
    m_row.clear();
    for (int column = 0; code == SQLITE_ROW && column < int(table.places.size()); ++column)
        changefields::put(m_row, row, column);
    sqlite3_reset(row);
    return code;
}

// From how it was to how it is in m_row: old values of the key and of what changed, then new ones of what changed.
void ChangeNotes::putUpdate(const Table &table, const std::string &before)
{
    const char *was = before.data(), *is = m_row.data();
    std::string now;
    for (const char place : table.places) {
        const std::string_view old(was, changefields::lengthOf(was)), current(is, changefields::lengthOf(is));
        was += old.size();
        is += current.size();
        const bool changed = old != current;
        if (changed || place != 0)
            m_bytes += old;
        else
            m_bytes.push_back(changefields::Unchanged);
        if (changed)
            now += current;
        else
            now.push_back(changefields::Unchanged);
    }
    m_bytes += now;
}

// Moves what is enough for a piece into one.
void ChangeNotes::cut(QByteArrayList &pieces, qsizetype most)
{
    while (qsizetype(m_bytes.size()) > most) {
        pieces << QByteArray(m_bytes.data(), most);
        m_bytes.erase(0, size_t(most));
    }
}

}
