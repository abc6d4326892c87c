// Reports of one's own: what they can read, and that whoever writes one can neither change anything nor read what is
// closed, however it is put.
#include "app/journal/undo.h"
#include "app/reports/openschema.h"
#include "app/reports/ownreports.h"
#include "app/reports/startingpoints.h"
#include "app/store/sqlwords.h"
#include "tests/support/smallshop.h"

#include <QDateTime>
#include <QDir>
#include <QFile>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::SmallShop;
using test::TestStore;

namespace {
const Actor Owner = SmallShop::actorOf(UserId{1}, Role::Owner);

struct Fixture
{
    explicit Fixture(const QString &store) : base(store), shop(base.database())
    {
        ann = shop.addUser(u"ann@example.com"_s);
        (void)base->writeNow(Owner, [&](Transaction &tx) -> Result<> {
            tx.exec("UPDATE users SET password_hash = 'SECRETHASH', totp_secret = 'SECRETTOTP' WHERE id = ?", ann);
            tx.exec(
                "INSERT INTO sessions (user_id, token_hash, created_at, last_used_at, expires_at) VALUES (?, ?, 1, 1, 1)",
                ann, Blob{"SECRETTOKEN"});
            return {};
        });
        mug = shop.addVariant("MUG", 1200, 100);
        order = shop.order({{mug, 2}}, SmallShop::actorOf(ann));
    }
    Result<std::optional<ownreports::Answer>> run(const QString &sql, const OwnLimits &limits = {})
    {
        return ownreports::run(base.database(), Owner, sql, limits, stopped);
    }
    // The sentence that it is refused with; empty when it was run.
    QString refusal(const QString &sql)
    {
        const auto answer = run(sql);
        return answer ? QString() : answer.error().fields.value(0).message;
    }
    qint64 number(const char *sql)
    {
        return *base->read([&](Reader &reader) -> Result<qint64> { return reader.number(sql).value_or(-1); });
    }
    bool sqlite() const { return base.config().kind() == StoreKind::Sqlite; }

    TestStore base;
    SmallShop shop;
    UserId ann;
    VariantId mug;
    Order order;
    std::atomic<bool> stopped = false;
};

QString flat(const ReportTable &table)
{
    QStringList rows;
    for (int row = 0; row < table.rows.size(); ++row) {
        QStringList cells;
        for (int column = 0; column < table.columns.size(); ++column)
            cells << table.text(row, column);
        rows << cells.join(u'|');
    }
    return rows.join(u'\n');
}
}

class TestOwnReports : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void reads();
    void columnsSayWhatTheyHold();
    void everythingOpenIsThere();
    void readyOnesRun();
    void writesAreRefused();
    void secretsAreClosed();
    void eachClosedColumnIsClosed();
    void reachesNothingElse();
    void oneStatement();
    void endsInTime();
    void isStopped();
    void isCut();
    void ownersAlone();
    void keptAndTakenBack();
    void wordsHideNothing();
};

void TestOwnReports::reads()
{
    QFETCH_GLOBAL(QString, store);
    Fixture f(store);
    const auto answer =
        f.run(u"SELECT o.customer_name, sum(l.quantity) AS pieces, sum(o.total) AS total FROM orders o "
              "JOIN order_lines l ON l.order_id = o.id GROUP BY o.customer_name ORDER BY total DESC; -- all\n;"_s);
    QVERIFY2(answer, qPrintable(answer ? QString() : answer.error().fields.value(0).message));
    QCOMPARE(flat((*answer)->table), f.order.customerName + u"|2|28.90"_s);
    // Common table expressions, windows, brackets, quotes and comments of one's own.
    const auto richer = f.run(
        u"/* a 'note' (with brackets */ WITH o AS (SELECT id, total FROM orders), few AS (SELECT * FROM o WHERE total > 0) "
        "SELECT count(*) AS \"How many\", rank() OVER (ORDER BY count(*)) AS place, 'it''s (' AS \"text\" FROM few"_s);
    QVERIFY2(richer, qPrintable(richer ? QString() : richer.error().fields.value(0).message));
    QCOMPARE(flat((*richer)->table), u"1|1|it's ("_s);
    QCOMPARE((*richer)->table.columns.at(0).title, u"How many"_s);
    QVERIFY(f.run(
        u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT sum(i) AS s FROM n"_s));
    QVERIFY(f.run(
        u"select (select max(total) from orders) as m, case when exists (select 1 from users) then 1 else 0 end as u"_s));
    QCOMPARE(flat((*f.run(u"SELECT sku FROM variants WHERE sku IN ('MUG', 'CUP') AND sku LIKE 'M%'"_s))->table),
             u"MUG"_s);
    // What the database has against it is told.
    QVERIFY(f.refusal(u"SELECT nonsense FROM orders"_s).contains(u"nonsense"_s));
}

void TestOwnReports::columnsSayWhatTheyHold()
{
    QFETCH_GLOBAL(QString, store);
    Fixture f(store);
    const auto answer =
        f.run(u"SELECT day, placed_at, number, avg(total) AS total, count(*) AS n, sum(total) / 3.0 AS third, "
              "sum(tax) AS given_money FROM orders GROUP BY day, placed_at, number"_s);
    QVERIFY(answer);
    QList<ReportKind> kinds;
    for (const ReportColumn &column : (*answer)->table.columns)
        kinds << column.kind;
    QCOMPARE(kinds,
             (QList<ReportKind>{ReportKind::Day, ReportKind::Time, ReportKind::Text, ReportKind::Money,
                                ReportKind::Count, ReportKind::Number, ReportKind::Money}));
    QCOMPARE((*answer)->table.currency, QByteArray("GBP"));
    const auto dates = f.run(f.sqlite() ? u"SELECT date('2026-02-03') AS d"_s : u"SELECT DATE '2026-02-03' AS d"_s);
    QVERIFY(dates);
    QCOMPARE((*dates)->table.columns.at(0).kind, ReportKind::Day);
    QCOMPARE(flat((*dates)->table), u"2026-02-03"_s);
}

void TestOwnReports::everythingOpenIsThere()
{
    QFETCH_GLOBAL(QString, store);
    Fixture f(store);
    for (const OpenTable &table : openschema::open())
        QCOMPARE(f.refusal(QString::fromLatin1("SELECT " + table.columns.join(", ") + " FROM " + table.name)),
                 QString());
}

// Each of them on both databases, with figures that are what they say.
void TestOwnReports::readyOnesRun()
{
    QFETCH_GLOBAL(QString, store);
    Fixture f(store);
    (void)f.base->writeNow(Owner, [&](Transaction &tx) -> Result<> {
        tx.exec("UPDATE products SET vendor = 'Fern & Tide'");
        tx.exec("UPDATE variants SET cost = 500");
        tx.exec("UPDATE orders SET day = 20000"); // long ago
        tx.exec("DELETE FROM daily_variants");
        return {};
    });
    const QList<StartingPoint> points = ownreports::startingPoints(f.base.config().kind(), 2);
    QVERIFY(points.size() >= 8);
    QSet<QByteArray> keys;
    for (const StartingPoint &point : points) {
        const auto answer = f.run(point.sql);
        QVERIFY2(answer, qPrintable(point.title + u": "_s + f.refusal(point.sql) + u'\n' + point.sql));
        for (const ReportColumn &column : (*answer)->table.columns)
            QVERIFY2(!column.title.isEmpty() && !column.title.contains(u'_'), qPrintable(column.title));
        keys << point.key;
    }
    QCOMPARE(keys.size(), points.size());
    const auto rowsOf = [&](const QByteArray &key) {
        for (const StartingPoint &point : points)
            if (point.key == key)
                return flat((*f.run(point.sql))->table);
        return QString();
    };
    QCOMPARE(rowsOf("unsold"), u"Thing MUG|MUG|98|490.00"_s);
    QVERIFY2(rowsOf("quiet").endsWith(u"|2024-10-04|1|28.90"_s), qPrintable(rowsOf("quiet")));
    QCOMPARE(rowsOf("large"), QString()); // none is above a hundred
    QCOMPARE(rowsOf("stockValue"), u"Fern & Tide|98|490.00|1176.00"_s);
    // As it sells today.
    const qint64 today = QDateTime::currentDateTimeUtc().toMSecsSinceEpoch() / (24LL * 3600 * 1000);
    (void)f.base->writeNow(Owner, [&](Transaction &tx) -> Result<> {
        tx.exec("UPDATE orders SET day = ?", today);
        tx.exec("INSERT INTO daily_variants (day, variant_id, units, revenue) VALUES (?, ?, 400, 400000)", today,
                f.mug);
        tx.exec("INSERT INTO categories (name, slug, created_at, updated_at) VALUES ('Mugs', 'mugs', 1, 1)");
        tx.exec(
            "INSERT INTO product_categories (product_id, category_id) SELECT p.id, c.id FROM products p, categories c");
        for (const char *size : {"SPOON-S", "SPOON-L"})
            tx.exec(
                "INSERT INTO order_lines (order_id, position, product_id, sku, title, quantity, unit_price, total) VALUES "
                "(?, 9, 9000000, ?, 'Spoon', 1, 0, 0)",
                f.order.id, QByteArray(size));
        return {};
    });
    QCOMPARE(rowsOf("unsold"), QString());
    QCOMPARE(rowsOf("vendorBest"), u"Fern & Tide|Thing MUG|400|4000.00"_s);
    QCOMPARE(rowsOf("runsOut"), u"Thing MUG|MUG|98|400|7"_s);
    QVERIFY2(rowsOf("margin").startsWith(u"Mugs|4000.00|2000.00|2000.00|"_s), qPrintable(rowsOf("margin")));
    QCOMPARE(rowsOf("together"), u"Thing MUG|Spoon|1"_s); // one order, with two of the spoons
    QVERIFY(rowsOf("best").endsWith(u"|1|28.90|"_s + QDate(1970, 1, 1).addDays(today).toString(Qt::ISODate)));
}

const char *const WritesAreRefusedList[] = {
    "INSERT INTO categories (name, slug, created_at, updated_at) VALUES ('x', 'x', 1, 1)",
    "UPDATE orders SET total = 0",
    "DELETE FROM orders",
    "DROP TABLE orders",
    "CREATE TABLE x (a INTEGER)",
    "CREATE TEMP TABLE x AS SELECT * FROM orders",
    "ALTER TABLE orders ADD COLUMN x INTEGER",
    "VACUUM",
    "REINDEX",
    "BEGIN",
    "COMMIT",
    "ROLLBACK",
    "SAVEPOINT x",
    "ATTACH DATABASE '/tmp/backroom-own-report' AS other",
    "DETACH DATABASE main",
    "PRAGMA writable_schema = ON",
    "PRAGMA query_only = OFF",
    "PRAGMA user_version = 9",
    "PRAGMA table_info(users)",
    "ANALYZE",
    "SET search_path = public",
    "SET TRANSACTION READ WRITE",
    "RESET ALL",
    "COPY orders TO '/tmp/backroom-own-report'",
    "COPY (SELECT 1) TO PROGRAM 'touch /tmp/backroom-own-report'",
    "DO 'BEGIN DELETE FROM orders; END'",
    "CALL x()",
    "LOCK TABLE orders",
    "LISTEN x",
    "NOTIFY x",
    "GRANT ALL ON orders TO public",
    "TRUNCATE orders",
    "EXPLAIN SELECT 1",
    "EXPLAIN ANALYZE DELETE FROM orders",
    "PREPARE x AS DELETE FROM orders",
    "EXECUTE x",
    "SELECT * INTO copied FROM orders",
    "SELECT 1; DELETE FROM orders",
    "SELECT 1;;DELETE FROM orders",
    "WITH gone AS (DELETE FROM orders RETURNING id) SELECT * FROM gone",
    "WITH made AS (INSERT INTO categories (name, slug, created_at, updated_at) VALUES ('x', 'x', 1, 1) RETURNING id) SELECT * FROM made",
    "SELECT * FROM (UPDATE orders SET total = 0 RETURNING id) x",

    "SELECT nextval('orders_id_seq')",
    "SELECT setval('orders_id_seq', 1)",
    "SELECT set_config('transaction_read_only', 'off', false)",
    "SELECT 1) AS x; DELETE FROM orders; SELECT * FROM (SELECT 1",
    "REPLACE INTO counters VALUES ('order', 1)",
    "SELECT load_extension('x')",
    "SELECT writefile('/tmp/backroom-own-report', 'x')",
    "VALUES (1)",
    "",
    "-- nothing",
    ";"};

void TestOwnReports::writesAreRefused()
{
    QFETCH_GLOBAL(QString, store);
    Fixture f(store);
    const qint64 orders = f.number("SELECT count(*) + sum(total) FROM orders");
    QStringList passed;
    for (const char *sql : WritesAreRefusedList)
        if (f.refusal(QString::fromLatin1(sql)).isEmpty())
            passed << QString::fromLatin1(sql);
    // A list of values is nothing but read where the database reads it so.
    if (f.sqlite())
        passed.removeOne(u"VALUES (1)"_s);
    QVERIFY2(passed.isEmpty(), qPrintable(passed.join(u" | "_s)));
    QCOMPARE(f.number("SELECT count(*) + sum(total) FROM orders"), orders);
    QCOMPARE(f.number("SELECT count(*) FROM categories"), 0);
    QVERIFY(!QFile::exists(u"/tmp/backroom-own-report"_s));
}

const char *const SecretsAreClosedList[] = {
    "WITH x(password_hash) AS (SELECT 'SECRETHASH') SELECT 1 FROM x JOIN users USING (password_hash)",
    "WITH x(password_hash) AS (SELECT 'a') SELECT password_hash FROM x RIGHT JOIN users USING (password_hash)",
    "WITH x(password_hash) AS (SELECT 'a') SELECT password_hash FROM x FULL JOIN users USING (password_hash)",
    "WITH x(password_hash) AS (SELECT 'SECRETHASH') SELECT 1 FROM x NATURAL JOIN users WHERE x.password_hash = 'SECRETHASH' AND users.password_hash <> ''",
    "WITH x(value) AS (SELECT 'a') SELECT 1 FROM x NATURAL JOIN meta",
    "SELECT token_hash FROM sessions FULL JOIN (SELECT NULL AS token_hash) \xEF\xBB\xBFUSING(token_hash)",
    "SELECT password_hash FROM users FULL JOIN (SELECT NULL AS password_hash) \xEF\xBB\xBFUSING(password_hash)",
    "SELECT sql FROM sqlite_master FULL JOIN (SELECT NULL AS sql)\xEF\xBB\xBFUSING(sql)",
    "SELECT 'store_id' IN meta",
    "SELECT 1 WHERE 'store_id' IN meta",
    "SELECT 1 FROM orders, meta",
    "SELECT m.rowid FROM meta m",
    "SELECT [a'b] FROM meta JOIN users USING (name) --'",
    "SELECT password_hash FROM users",
    "SELECT totp_secret FROM users",
    "SELECT u.password_hash FROM users u",
    "SELECT \"password_hash\" FROM users",
    "SELECT max(password_hash) FROM users",
    "SELECT PASSWORD_HASH FROM USERS",
    "SELECT token_hash FROM sessions",
    "SELECT token_hash FROM orders",
    "SELECT * FROM sessions",
    "SELECT * FROM meta",
    "SELECT value FROM meta",
    "SELECT count(*) FROM meta",
    "SELECT secret_hash FROM api_keys",
    "SELECT * FROM api_keys",
    "SELECT * FROM invitations",
    "SELECT * FROM recovery_codes",
    "SELECT * FROM login_attempts",
    "SELECT * FROM known_devices",
    "SELECT * FROM idempotency",
    "SELECT * FROM carts",
    "SELECT key_hash FROM carts",
    "SELECT * FROM journal_payloads",
    "SELECT hash FROM journal",
    "SELECT * FROM settings",
    "SELECT * FROM counters",
    "SELECT * FROM image_files",
    "SELECT name FROM orders, meta",
    "SELECT 1 FROM users WHERE password_hash LIKE 'S%'",
    "SELECT id FROM users ORDER BY password_hash",
    "SELECT id FROM users GROUP BY id, password_hash",
    "SELECT (SELECT value FROM meta LIMIT 1)",
    "WITH x AS (SELECT * FROM meta) SELECT * FROM x",
    "SELECT id FROM orders UNION ALL SELECT value FROM meta",
    "SELECT id FROM users WHERE EXISTS (SELECT 1 FROM meta)",
    "SELECT password_hash FROM users UNION SELECT 'x'",
    "SELECT x.value FROM meta AS x",
    "SELECT * FROM public.users",
    "SELECT password_hash FROM public.users",
    "SELECT * FROM main.meta",
    "SELECT * FROM temp.meta",
    "SELECT * FROM main.sessions",
    "SELECT * FROM \"meta\"",
    "SELECT * FROM [meta]",
    "SELECT * FROM `meta`",
    "SELECT 1 FROM users JOIN meta USING (name)",
    "SELECT * FROM users NATURAL JOIN meta",
    "SELECT count(*) FILTER (WHERE password_hash IS NOT NULL) FROM users",
    "SELECT sum(length(password_hash)) OVER () FROM users",
    "SELECT * FROM recorded_changes",
    "SELECT * FROM recording",
    "SELECT * FROM migrations",
    "SELECT * FROM product_search",
    "SELECT sql FROM sqlite_master",
    "SELECT sql FROM sqlite_schema",
    "SELECT * FROM sqlite_temp_master",
    "SELECT * FROM sqlite_sequence",
    "SELECT count(*) FROM sqlite_master"};

void TestOwnReports::secretsAreClosed()
{
    QFETCH_GLOBAL(QString, store);
    Fixture f(store);
    QStringList passed;
    for (const char *sql : SecretsAreClosedList)
        if (f.refusal(QString::fromUtf8(sql)).isEmpty())
            passed << QString::fromUtf8(sql);
    QVERIFY2(passed.isEmpty(), qPrintable(passed.join(u" | "_s)));
}

// Whatever a table has besides what is open, by its name, whole rows and all that makes texts of them.
void TestOwnReports::eachClosedColumnIsClosed()
{
    QFETCH_GLOBAL(QString, store);
    Fixture f(store);
    const QStringList whole = f.sqlite() ? QStringList{u"SELECT * FROM users"_s}
                                         : QStringList{u"SELECT users FROM users"_s,
                                                       u"SELECT u FROM users u"_s,
                                                       u"SELECT CAST(u AS text) AS t FROM users u"_s,
                                                       u"SELECT u.* FROM users u"_s,
                                                       u"SELECT ROW(u.*) AS r FROM users u"_s,
                                                       u"TABLE users"_s,
                                                       u"SELECT * FROM (TABLE users) t"_s,
                                                       u"SELECT array_agg(u) AS a FROM users u"_s,
                                                       u"SELECT string_agg(CAST(u AS text), ',') AS a FROM users u"_s};
    int refused = 0;
    for (const QString &sql : whole) {
        const auto answer = f.run(sql);
        refused += answer ? 0 : 1;
        if (!answer)
            continue;
        const QString seen = flat((*answer)->table);
        QVERIFY2(seen.contains(u"ann@example.com"_s) && !seen.contains(u"SECRET"_s), qPrintable(sql + u": "_s + seen));
    }
    // On SQLite a star names closed columns as well; TABLE is no SELECT.
    QCOMPARE(refused, 1);
    const auto columns = f.base->read([&](Reader &reader) -> Result<QByteArrayList> {
        QByteArrayList all;
        for (const OpenTable &table : openschema::open()) {
            Query rows = reader.query(
                f.sqlite() ? QByteArray("SELECT name FROM pragma_table_info('" + table.name + "')")
                           : QByteArray("SELECT column_name FROM information_schema.columns WHERE table_schema = "
                                        "current_schema() AND table_name = '"
                                        + table.name + "'"));
            while (rows.next())
                if (!table.columns.contains(rows.bytes(0)))
                    all << table.name + '.' + rows.bytes(0);
        }
        return all;
    });
    QVERIFY(columns->contains("users.password_hash") && columns->contains("orders.token_hash"));
    for (const QByteArray &column : *columns) {
        const QByteArray table = column.left(column.indexOf('.'));
        QVERIFY2(!f.refusal(QString::fromLatin1("SELECT " + column + " FROM " + table)).isEmpty(), column.constData());
    }
}

const char *const ReachesNothingElseList[] = {"SELECT pg_read_file('/etc/passwd')",
                                              "SELECT pg_catalog.pg_read_file('/etc/passwd')",
                                              "SELECT \"pg_read_file\"('/etc/passwd')",
                                              "SELECT PG_READ_FILE('/etc/passwd')",
                                              "SELECT pg_read_binary_file('/etc/passwd')",
                                              "SELECT pg_ls_dir('/')",
                                              "SELECT pg_stat_file('/etc/passwd')",
                                              "SELECT lo_import('/etc/passwd')",
                                              "SELECT lo_export(1, '/tmp/backroom-own-report')",
                                              "SELECT lo_get(1)",
                                              "SELECT pg_sleep(1)",
                                              "SELECT pg_terminate_backend(1)",
                                              "SELECT pg_reload_conf()",
                                              "SELECT pg_advisory_lock(1)",
                                              "SELECT pg_notify('x', 'y')",
                                              "SELECT pg_switch_wal()",
                                              "SELECT pg_logical_emit_message(false, 'x', 'y')",
                                              "SELECT query_to_xml('select password_hash from users', true, true, '')",
                                              "SELECT table_to_xml('users', true, true, '')",
                                              "SELECT database_to_xml(true, true, '')",
                                              "SELECT cursor_to_xml('x', 1, true, true, '')",
                                              "SELECT query_to_xml_and_xmlschema('select 1', true, true, '')",
                                              "SELECT ts_stat('select to_tsvector(password_hash) from users')",
                                              "SELECT * FROM ts_stat('select 1')",
                                              "SELECT dblink('', 'select 1')",
                                              "SELECT * FROM dblink_exec('x')",
                                              "SELECT current_setting('data_directory')",
                                              "SELECT set_config('search_path', 'public', true)",
                                              "SELECT version()",
                                              "SELECT inet_server_addr()",
                                              "SELECT row_to_json(u) FROM users u",
                                              "SELECT to_jsonb(u) FROM users u",
                                              "SELECT u.row_to_json FROM users u",
                                              "SELECT ('/etc/passwd'::text).pg_read_file",
                                              "SELECT has_table_privilege('users', 'select')",
                                              "SELECT * FROM pg_authid",
                                              "SELECT * FROM pg_catalog.pg_authid",
                                              "SELECT * FROM pg_shadow",
                                              "SELECT * FROM pg_stats",
                                              "SELECT * FROM pg_stat_activity",
                                              "SELECT * FROM pg_largeobject",
                                              "SELECT * FROM information_schema.columns",
                                              "SELECT * FROM pg_settings",
                                              "SELECT E'\\x70g_sleep'",
                                              "SELECT U&'\\0070'",
                                              "SELECT U&\"\\0070g_sleep\"(1)",
                                              "SELECT $$x$$",
                                              "SELECT $tag$x$tag$",
                                              "SELECT $1",
                                              "SELECT ?",
                                              "SELECT 1.pg_sleep(1)",
                                              "SELECT 0x1",
                                              "SELECT 'open",
                                              "SELECT \"open",
                                              "SELECT /* open",
                                              "SELECT /* /* */ 1",
                                              "SELECT (1",
                                              "SELECT 1)",
                                              "SELECT load_extension('/tmp/x')",
                                              "SELECT readfile('/etc/passwd')",
                                              "SELECT edit('x')",
                                              "SELECT fts3_tokenizer('x')",
                                              "SELECT randomblob(1000000000)",
                                              "SELECT zeroblob(1000000000)",
                                              "SELECT sqlite_version()",
                                              "SELECT sqlite_source_id()",
                                              "SELECT sqlite_compileoption_get(0)",
                                              "SELECT * FROM pragma_table_info('users')",
                                              "SELECT count(*) FROM pragma_table_info('users')",
                                              "SELECT * FROM pragma_database_list",
                                              "SELECT * FROM pragma_writable_schema",
                                              "SELECT count(*) FROM pragma_function_list",
                                              "SELECT * FROM dbstat",
                                              "SELECT count(*) FROM dbstat",
                                              "SELECT * FROM sqlite_dbpage",
                                              "SELECT * FROM bytecode('select 1')",
                                              "SELECT last_insert_rowid()",
                                              "SELECT changes()",
                                              "SELECT generate_series(1, 2)",
                                              "SELECT * FROM fts5vocab"};

void TestOwnReports::reachesNothingElse()
{
    QFETCH_GLOBAL(QString, store);
    Fixture f(store);
    QStringList passed;
    for (const char *sql : ReachesNothingElseList)
        if (f.refusal(QString::fromLatin1(sql)).isEmpty())
            passed << QString::fromLatin1(sql);
    // A row a number, and nothing else.
    const QStringList harmless = f.sqlite() ? QStringList{} : QStringList{u"SELECT generate_series(1, 2)"_s};
    for (const QString &sql : harmless)
        passed.removeOne(sql);
    QVERIFY2(passed.isEmpty(), qPrintable(passed.join(u" | "_s)));
    QVERIFY(!QFile::exists(u"/tmp/backroom-own-report"_s));
}

void TestOwnReports::oneStatement()
{
    QFETCH_GLOBAL(QString, store);
    Fixture f(store);
    QVERIFY(f.refusal(u"SELECT 1 AS a; SELECT 2 AS a"_s).contains(u"one statement"_s));
    QCOMPARE(f.refusal(u"SELECT 1 AS a;"_s), QString());
    QCOMPARE(f.refusal(u"SELECT 1 AS a; -- and no more"_s), QString());
    QCOMPARE(f.refusal(u"SELECT ';' AS a -- ; here\n"_s), QString());
    QVERIFY(!f.refusal(u"SELECT 1 AS a\0; DELETE"_s + QChar(0)).isEmpty());
}

void TestOwnReports::endsInTime()
{
    QFETCH_GLOBAL(QString, store);
    Fixture f(store);
    OwnLimits limits;
    limits.seconds = 1;
    const auto answer = f.run(
        u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000) SELECT max(i) AS m FROM n"_s,
        limits);
    QVERIFY(!answer);
    QVERIFY(answer.error().fields.value(0).message.contains(u"1 second"_s));
    // The connection was its own: the shop goes on.
    QCOMPARE(f.number("SELECT count(*) FROM orders"), 1);
}

void TestOwnReports::isStopped()
{
    QFETCH_GLOBAL(QString, store);
    Fixture f(store);
    std::thread stopping([&] {
        QThread::msleep(200);
        f.stopped = true;
    });
    const auto answer = f.run(
        u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000) SELECT max(i) AS m FROM n"_s);
    stopping.join();
    QVERIFY(answer);
    QVERIFY(!*answer);
}

void TestOwnReports::isCut()
{
    QFETCH_GLOBAL(QString, store);
    Fixture f(store);
    OwnLimits limits;
    limits.rows = 10;
    const QString many =
        u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %1) SELECT i FROM n"_s;
    auto answer = f.run(many.arg(11), limits);
    QVERIFY(answer);
    QVERIFY((*answer)->cut);
    QCOMPARE((*answer)->table.rows.size(), 10);
    answer = f.run(many.arg(10), limits);
    QVERIFY(!(*answer)->cut);
    limits.bytes = 100;
    answer = f.run(many.arg(10), limits);
    QVERIFY((*answer)->cut);
    QCOMPARE((*answer)->table.rows.size(), 3);
    limits = {};
    limits.cellCharacters = 5;
    answer = f.run(u"SELECT 'a long text' AS t"_s, limits);
    QCOMPARE(flat((*answer)->table), u"a lon"_s);
}

void TestOwnReports::ownersAlone()
{
    QFETCH_GLOBAL(QString, store);
    Fixture f(store);
    Actor key;
    key.kind = Actor::Kind::ApiKey;
    key.scopes = allScopes();
    for (const Actor &actor :
         {Actor::anonymous(), SmallShop::actorOf(f.ann), SmallShop::actorOf(f.ann, Role::Manager), key}) {
        const auto ran = ownreports::run(f.base.database(), actor, u"SELECT 1 AS a"_s, {}, f.stopped);
        QVERIFY(!ran);
        QVERIFY(ran.error().code == ErrorCode::Forbidden || ran.error().code == ErrorCode::Unauthenticated);
        QVERIFY(!f.base->read([&](Reader &reader) { return ownreports::list(reader, actor); }));
        QVERIFY(!f.base->writeNow(actor, [&](Transaction &tx) {
            return ownreports::save(tx, actor, {{}, u"Mine"_s, u"SELECT 1"_s});
        }));
    }
}

void TestOwnReports::keptAndTakenBack()
{
    QFETCH_GLOBAL(QString, store);
    Fixture f(store);
    const auto save = [&](const OwnReport &report, std::optional<qint64> expected = {}) {
        return f.base->writeNow(Owner, [&](Transaction &tx) { return ownreports::save(tx, Owner, report, expected); });
    };
    const auto list = [&] { return *f.base->read([](Reader &reader) { return ownreports::list(reader, Owner); }); };
    const auto newest = [&] {
        return f.base->read([](Reader &reader) { return journal::list(reader, Owner, {.limit = 1}); })->constFirst();
    };
    const auto back = [&](qint64 seq) {
        return f.base->writeNow(Owner, [&](Transaction &tx) { return undo::take(tx, Owner, seq); });
    };
    const auto nameless = save({{}, u"  "_s, u""_s});
    QCOMPARE(nameless.error().fields.size(), 2);
    const auto made = save({{}, u" Best  customers "_s, u"SELECT 1 AS a"_s});
    QVERIFY(made);
    QCOMPARE(list().size(), 1);
    QCOMPARE(list().first().name, u"Best customers"_s);
    QCOMPARE(newest().action, QByteArray("report.created"));
    OwnReport other = *made;
    other.sql = u"SELECT 2 AS a"_s;
    const auto changed = save(other, 1);
    QVERIFY(changed);
    QCOMPARE(changed->revision, 2);
    const JournalRow change = newest();
    QVERIFY(change.before.contains("SELECT 1") && change.after.contains("SELECT 2"));
    QCOMPARE(save(other, 1).error().code, ErrorCode::Stale);
    QVERIFY(f.base->writeNow(Owner, [&](Transaction &tx) { return ownreports::remove(tx, Owner, made->id); }));
    QVERIFY(list().isEmpty());
    // What was removed comes back as it was, and then the change before it can be taken back.
    QVERIFY(back(newest().seq));
    QCOMPARE(list().first().id, made->id);
    QCOMPARE(list().first().sql, u"SELECT 2 AS a"_s);
    QVERIFY(back(change.seq));
    QCOMPARE(list().first().sql, u"SELECT 1 AS a"_s);
    // A new one takes the next number, not the one that came back.
    QVERIFY(save({{}, u"Another"_s, u"SELECT 3 AS a"_s}));
    QCOMPARE(list().size(), 2);
}

void TestOwnReports::wordsHideNothing()
{
    const auto words = sqlWords("SeLeCt \"A b\"\"c\", 'it''s -- no', 1.5e3 /* x ' y */ FROM t$1 -- end");
    QVERIFY(words);
    QByteArrayList texts;
    for (const SqlWord &word : *words)
        texts << word.text;
    QCOMPARE(texts, (QByteArrayList{"select", "A b\"c", ",", "it's -- no", ",", "1.5e3", "from", "t$1"}));
    for (const char *hiding : {"E'x'", "x'41'", "b'1'", "n'x'", "U&'x'", "u&\"x\"", "$$x$$", "$1", "'x", "\"x", "/* x",
                               "/* x /* y */ z */", "1x", "1.x"})
        QVERIFY2(!sqlWords(hiding), hiding);
}

QTEST_GUILESS_MAIN(TestOwnReports)
#include "tst_ownreports.moc"
