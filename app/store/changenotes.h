#pragma once
// Which rows a SQLite connection's transaction changes, and how: noted as SQLite tells of each change (its pre-update hook)
// and written as a changeset of SQLite's session extension, so that all that reads changesets reads these. The extension
// would note the same, but it asks for the columns of every table and prepares statements for it anew in every
// transaction, which costs more than a small transaction itself; here they are kept. One thread, the connection's.
#include <QByteArray>
#include <QByteArrayList>
#include <deque>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;
struct sqlite3_value;

namespace backroom {

class ChangeNotes {
public:
    // The handle outlives it, and has no session and no other pre-update hook. Of tables that `isNoted` denies, and of
    // those without a primary key, nothing is noted.
    ChangeNotes(sqlite3 *handle, bool (*isNoted)(QByteArrayView table));
    ~ChangeNotes();
    Q_DISABLE_COPY_MOVE(ChangeNotes)

    // A transaction has begun: what comes is noted. Or it is over: what was noted is forgotten, and nothing comes.
    void begin();
    void end();
    bool isEmpty() const { return m_touched.empty(); }
    // The rows that are not now as they were at begin(), however they came there, in pieces of at most `most` bytes that
    // belong together. A code of SQLite's; when it is not SQLITE_OK, what was noted cannot be relied upon.
    // Format: "Changeset Format" in SQLite's ext/session/sqlite3session.c.
    int write(QByteArrayList &pieces, qsizetype most);

private:
    struct Close
    {
        void operator()(sqlite3_stmt *statement) const;
    };
    using Prepared = std::unique_ptr<sqlite3_stmt, Close>;

    // A row, from the first time that it was touched on.
    struct Change
    {
        std::string key; // the fields of its primary key
        std::string before; // all its fields; nothing of a row that was put in
        bool wasThere = false;
        bool direct = false; // not by a trigger or a foreign key alone
    };
    struct Table
    {
        QByteArray name;
        bool isNoted = false;
        std::string places; // of each column in the primary key, from 1; 0 of others
        std::vector<int> keys; // the columns of the primary key
        bool isRowid = false; // its primary key is the row's id
        Prepared find; // a row by its key
        std::deque<Change> changes;
        std::unordered_map<std::string_view, Change *> byKey; // into changes
    };
    using Value = int (*)(sqlite3 *, int, sqlite3_value **);

    int note(int operation, const char *name, qint64 id, qint64 newId);
    Table &tableOf(const char *name);
    int learn(Table &table);
    int prepare(const QByteArray &sql, Prepared &prepared);
    int keyOf(const Table &table, Value value, qint64 id);
    int touch(Table &table, bool wasThere, bool direct);
    int find(const Table &table, const Change &change);
    int write(const Table &table, QByteArrayList &pieces, qsizetype most);
    void putUpdate(const Table &table, const std::string &before);
    void cut(QByteArrayList &pieces, qsizetype most);

    sqlite3 *m_handle;
    bool (*m_isNoted)(QByteArrayView table);
    bool m_noting = false;
    int m_failure = 0;
    std::unordered_map<std::string, std::unique_ptr<Table>> m_tables;
    std::vector<Table *> m_touched; // of this transaction, in the order of the first touch
    Prepared m_columns; // of a table
    std::string m_key, m_row; // used again and again
    std::string m_bytes; // of the piece under way
};

}
