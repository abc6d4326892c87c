#pragma once
// The fields of rows as changesets of SQLite's session extension hold them: a byte that tells the kind, then the value.
#include <QtGlobal>
#include <string>

struct sqlite3_stmt;
struct sqlite3_value;

namespace backroom::changefields {

// A column that an UPDATE left as it was.
inline constexpr char Unchanged = 0;

void putVarint(std::string &out, quint32 value);
void put(std::string &out, qint64 value);
void put(std::string &out, sqlite3_value *value);
// A column of the row that the statement stands at.
void put(std::string &out, sqlite3_stmt *statement, int column);
// How many bytes the field at `at` takes.
size_t lengthOf(const char *at);
// The field at `at` for a parameter, from 1. The bytes stay where they are until the statement is bound anew. A code of SQLite's.
int bind(sqlite3_stmt *statement, int parameter, const char *at);

}
