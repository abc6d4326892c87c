// What is noted of a transaction's changes is what SQLite's session extension would have noted, row for row.
#define SQLITE_ENABLE_SESSION
#define SQLITE_ENABLE_PREUPDATE_HOOK
#include "app/store/changefields.h"
#include "app/store/changenotes.h"

#include <QRandomGenerator>
#include <QTest>
#include <sqlite3.h>

using namespace Qt::StringLiterals;
using namespace backroom;

namespace {
constexpr auto Schema = R"(
CREATE TABLE things (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, weight REAL, picture BLOB);
CREATE TABLE words (word TEXT PRIMARY KEY, times INTEGER NOT NULL DEFAULT 1);
CREATE TABLE days (day INTEGER NOT NULL, name TEXT NOT NULL, net INTEGER, tax REAL, PRIMARY KEY (day, name));
CREATE TABLE flat (a TEXT NOT NULL, b BLOB NOT NULL, c, PRIMARY KEY (b, a)) WITHOUT ROWID;
CREATE TABLE parts (id INTEGER PRIMARY KEY, thing INTEGER REFERENCES things (id) ON DELETE CASCADE, size INTEGER);
CREATE TABLE tags (thing INTEGER REFERENCES things (id) ON DELETE SET NULL, tag TEXT PRIMARY KEY);
CREATE TABLE keyless (a, b);
CREATE TABLE apart (id INTEGER PRIMARY KEY, a);
CREATE TRIGGER counting AFTER INSERT ON parts BEGIN
  INSERT INTO words (word) VALUES ('parts') ON CONFLICT (word) DO UPDATE SET times = times + 1; END;
)";

int isNoted(void *, const char *table) { return QByteArrayView(table) != "apart" ? 1 : 0; }

struct Close
{
    void operator()(sqlite3 *handle) const { sqlite3_close(handle); }
};
using Handle = std::unique_ptr<sqlite3, Close>;

Handle store()
{
    sqlite3 *handle = nullptr;
    sqlite3_open(":memory:", &handle);
    sqlite3_exec(handle, "PRAGMA foreign_keys = ON", nullptr, nullptr, nullptr);
    if (sqlite3_exec(handle, Schema, nullptr, nullptr, nullptr) != SQLITE_OK)
        qFatal("%s", sqlite3_errmsg(handle));
    return Handle(handle);
}

int run(sqlite3 *handle, const QByteArray &sql)
{
    return sqlite3_exec(handle, sql.constData(), nullptr, nullptr, nullptr);
}

QByteArray told(sqlite3_value *value)
{
    if (!value)
        return "-";
    std::string bytes;
    changefields::put(bytes, value);
    return QByteArray(bytes.data(), qsizetype(bytes.size())).toHex();
}

// A line for each change, in an order of their own.
QByteArrayList linesOf(const QByteArray &changeset)
{
    QByteArrayList lines;
    sqlite3_changeset_iter *at = nullptr;
    sqlite3changeset_start(&at, int(changeset.size()), const_cast<char *>(changeset.constData()));
    while (sqlite3changeset_next(at) == SQLITE_ROW) {
        const char *table = nullptr;
        int columns = 0, operation = 0, indirect = 0;
        unsigned char *keys = nullptr;
        sqlite3changeset_op(at, &table, &columns, &operation, &indirect);
        sqlite3changeset_pk(at, &keys, nullptr);
        QByteArray line = QByteArray(table) + ' ' + QByteArray::number(operation) + ' ' + QByteArray::number(indirect);
        for (int i = 0; i < columns; ++i) {
            sqlite3_value *before = nullptr, *after = nullptr;
            if (operation != SQLITE_INSERT)
                sqlite3changeset_old(at, i, &before);
            if (operation != SQLITE_DELETE)
                sqlite3changeset_new(at, i, &after);
            line += ' ' + QByteArray::number(keys[i]) + ':' + told(before) + '>' + told(after);
        }
        lines << line;
    }
    if (sqlite3changeset_finalize(at) != SQLITE_OK)
        lines << "cannot be read";
    std::sort(lines.begin(), lines.end());
    return lines;
}

QByteArray noted(ChangeNotes &notes, qsizetype most = 1 << 20)
{
    QByteArrayList pieces;
    const int code = notes.write(pieces, most);
    return code == SQLITE_OK ? pieces.join() : "failed with " + QByteArray::number(code);
}

bool isOurs(QByteArrayView table) { return isNoted(nullptr, table.data()) != 0; }

// Any of a few things, to few rows, so that they meet again and again.
QByteArray anything(QRandomGenerator &chance)
{
    const auto number = [&chance](int below) { return QByteArray::number(chance.bounded(below)); };
    const auto word = [&chance]() -> QByteArray { return '\'' + QByteArray(1, char('a' + chance.bounded(6))) + '\''; };
    switch (chance.bounded(22)) {
    case 0: return "INSERT INTO things (name, weight) VALUES (" + word() + ", " + number(3) + ")";
    case 1:
        return "INSERT OR REPLACE INTO things (id, name, picture) VALUES (" + number(8) + ", " + word() + ", x'00ff"
            + "')";
    case 2: return "UPDATE things SET weight = weight + 0.5 WHERE id = " + number(8);
    case 3: return "UPDATE things SET id = id + 3 WHERE id = " + number(8);
    case 4: return "DELETE FROM things WHERE id = " + number(8);
    case 5: return "UPDATE things SET name = name";
    case 6:
        return "INSERT INTO words (word) VALUES (" + word() + ") ON CONFLICT (word) DO UPDATE SET times = times + 1";
    case 7: return "UPDATE words SET word = " + word() + " WHERE word = " + word();
    case 8: return "DELETE FROM words WHERE word = " + word();
    case 9: return "DELETE FROM words";
    case 10:
        return "INSERT INTO days VALUES (" + number(3) + ", " + word() + ", " + number(9)
            + ", NULL) ON CONFLICT (day, name) DO UPDATE SET net = net + excluded.net, tax = 1.5";
    case 11: return "UPDATE days SET day = " + number(3) + " WHERE name = " + word();
    case 12: return "INSERT OR IGNORE INTO flat VALUES (" + word() + ", x'0" + number(4) + "', zeroblob(200))";
    case 13: return "UPDATE flat SET c = c || 1, a = " + word() + " WHERE a = " + word();
    case 14: return "DELETE FROM flat WHERE b = x'0" + number(4) + "'";
    case 15: return "INSERT INTO parts (thing, size) SELECT id, " + number(9) + " FROM things LIMIT 2";
    case 16: return "INSERT OR REPLACE INTO tags SELECT id, " + word() + " FROM things ORDER BY id DESC LIMIT 1";
    case 17: return "INSERT INTO keyless VALUES (1, 2)";
    case 18: return "INSERT INTO apart (a) VALUES (1)";
    case 19: return "SAVEPOINT call";
    case 20: return "ROLLBACK TO call";
    default: return "RELEASE call";
    }
}
}

class TestChangeNotes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fieldsTakeWhatTheySay();
    void theSameAsASession();
    void inPieces();
    void nothingOfWhatIsOver();
    void aTableThatGrewAColumn();
    void whatWasPreparedBefore();
};

void TestChangeNotes::fieldsTakeWhatTheySay()
{
    const Handle handle = store();
    sqlite3_stmt *row = nullptr;
    for (const QByteArray &value :
         QByteArrayList{"NULL", "0", "-9223372036854775808", "1.5", "''", "'é'", "x''", "zeroblob(127)",
                        "zeroblob(128)", "zeroblob(16384)", "zeroblob(2097152)"}) {
        const QByteArray sql = "SELECT " + value;
        sqlite3_prepare_v2(handle.get(), sql.constData(), -1, &row, nullptr);
        sqlite3_step(row);
        std::string field;
        changefields::put(field, row, 0);
        QCOMPARE(changefields::lengthOf(field.data()), field.size());
        sqlite3_stmt *back = nullptr;
        sqlite3_prepare_v2(handle.get(), "SELECT ?1", -1, &back, nullptr);
        QCOMPARE(changefields::bind(back, 1, field.data()), SQLITE_OK);
        sqlite3_step(back);
        std::string again;
        changefields::put(again, sqlite3_column_value(back, 0));
        QVERIFY(again == field);
        sqlite3_finalize(back);
        sqlite3_finalize(row);
    }
}

void TestChangeNotes::theSameAsASession()
{
    const Handle ours = store(), theirs = store();
    ChangeNotes notes(ours.get(), isOurs);
    QRandomGenerator chance(20261127);
    int changes = 0;
    for (int turn = 0; turn < 600; ++turn) {
        run(ours.get(), "BEGIN");
        run(theirs.get(), "BEGIN");
        notes.begin();
        sqlite3_session *session = nullptr;
        QCOMPARE(sqlite3session_create(theirs.get(), "main", &session), SQLITE_OK);
        sqlite3session_table_filter(session, isNoted, nullptr);
        sqlite3session_attach(session, nullptr);
        QByteArrayList done;
        for (int i = chance.bounded(1, 30); i > 0; --i) {
            done << anything(chance);
            QCOMPARE(run(ours.get(), done.constLast()), run(theirs.get(), done.constLast()));
        }
        int size = 0;
        void *bytes = nullptr;
        QCOMPARE(sqlite3session_changeset(session, &size, &bytes), SQLITE_OK);
        const QByteArrayList expected = linesOf(QByteArray(static_cast<char *>(bytes), size));
        sqlite3_free(bytes);
        sqlite3session_delete(session);
        const QByteArrayList found = linesOf(noted(notes));
        if (found != expected)
            qWarning("%s\n-- ours\n%s\n-- theirs\n%s", done.join('\n').constData(), found.join('\n').constData(),
                     expected.join('\n').constData());
        QCOMPARE(found, expected);
        changes += int(found.size());
        const QByteArray end = chance.bounded(5) == 0 ? "ROLLBACK" : "COMMIT";
        run(ours.get(), end);
        run(theirs.get(), end);
        notes.end();
    }
    QVERIFY2(changes > 2000, QByteArray::number(changes).constData());
}

void TestChangeNotes::inPieces()
{
    const Handle handle = store();
    ChangeNotes notes(handle.get(), isOurs);
    notes.begin();
    for (int i = 0; i < 50; ++i)
        run(handle.get(),
            "INSERT INTO things (name, picture) VALUES ('" + QByteArray::number(i) + "', randomblob(300))");
    run(handle.get(), "INSERT INTO things (name, picture) VALUES ('large', randomblob(5000))");
    QByteArrayList pieces, whole;
    QCOMPARE(notes.write(pieces, 1000), SQLITE_OK);
    QCOMPARE(notes.write(whole, 1 << 20), SQLITE_OK);
    QCOMPARE(whole.size(), 1);
    QCOMPARE(pieces.join(), whole.constFirst());
    QVERIFY(pieces.size() > 15);
    for (const QByteArray &piece : pieces)
        QVERIFY(piece.size() <= 1000);
    QCOMPARE(linesOf(whole.constFirst()).size(), 51);
}

void TestChangeNotes::nothingOfWhatIsOver()
{
    const Handle handle = store();
    ChangeNotes notes(handle.get(), isOurs);
    run(handle.get(), "INSERT INTO words (word) VALUES ('before')");
    QVERIFY(notes.isEmpty());
    notes.begin();
    run(handle.get(), "INSERT INTO words (word) VALUES ('while')");
    QVERIFY(!notes.isEmpty());
    notes.end();
    QVERIFY(notes.isEmpty());
    run(handle.get(), "INSERT INTO words (word) VALUES ('after')");
    QVERIFY(notes.isEmpty());
    notes.begin();
    run(handle.get(), "SAVEPOINT call; INSERT INTO words (word) VALUES ('again'); ROLLBACK TO call; RELEASE call");
    QCOMPARE(noted(notes), QByteArray());
}

void TestChangeNotes::aTableThatGrewAColumn()
{
    const Handle handle = store();
    ChangeNotes notes(handle.get(), isOurs);
    notes.begin();
    run(handle.get(), "INSERT INTO words (word) VALUES ('a')");
    QCOMPARE(linesOf(noted(notes)).size(), 1);
    notes.begin();
    QCOMPARE(run(handle.get(), "ALTER TABLE words ADD COLUMN more TEXT DEFAULT 'x'"), SQLITE_OK);
    run(handle.get(), "UPDATE words SET times = 5");
    const QByteArrayList lines = linesOf(noted(notes));
    QCOMPARE(lines.size(), 1);
    QVERIFY2(lines.constFirst().count(':') == 3, lines.constFirst().constData());
    // In the middle of it, what was noted does not fit any more: that is said, and nothing is made up.
    notes.begin();
    run(handle.get(), "UPDATE words SET times = 6");
    run(handle.get(), "ALTER TABLE words ADD COLUMN evenmore TEXT");
    QVERIFY(noted(notes).startsWith("failed"));
    notes.begin();
    run(handle.get(), "UPDATE words SET times = 7");
    QCOMPARE(linesOf(noted(notes)).size(), 1);
}

// A statement that empties a table may do so without telling of each row, when it was prepared while nobody listened.
void TestChangeNotes::whatWasPreparedBefore()
{
    const Handle handle = store();
    ChangeNotes notes(handle.get(), isOurs);
    sqlite3_stmt *emptying = nullptr;
    QCOMPARE(sqlite3_prepare_v2(handle.get(), "DELETE FROM days", -1, &emptying, nullptr), SQLITE_OK);
    run(handle.get(), "INSERT INTO days VALUES (1, 'a', 1, 1), (2, 'b', 2, 2)");
    notes.begin();
    QCOMPARE(sqlite3_step(emptying), SQLITE_DONE);
    sqlite3_finalize(emptying);
    QCOMPARE(linesOf(noted(notes)).size(), 2);
}

QTEST_GUILESS_MAIN(TestChangeNotes)
#include "tst_changenotes.moc"
