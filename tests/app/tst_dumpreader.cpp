// Rows on their way between the two databases: through COPY's text, through pg_dump into SQLite, and back.
#include "app/backups/dumpreader.h"
#include "app/backups/pgdump.h"
#include "app/backups/rowstopostgres.h"
#include "app/backups/searchrebuild.h"
#include "app/products/productservice.h"
#include "app/store/copytext.h"
#include "app/store/migrator.h"
#include "app/store/storeerror.h"
#include "tests/support/pgserver.h"
#include "tests/support/smallshop.h"

#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using namespace backroom;
using namespace backroom::test;

namespace {
// A SQLite store that has the schema of this program and no shop.
struct Scratch
{
    Scratch()
    {
        auto opened = Connection::open({folder.path(), {}}, true);
        connection = *std::move(opened);
        if (const auto migrated = migrate(*connection, clock, true); !migrated)
            qFatal("%s", qPrintable(migrated.error().message));
    }
    QTemporaryDir folder;
    ManualClock clock{1'795'166'130'000};
    std::unique_ptr<Connection> connection;
};

QByteArray oddBytes(QRandomGenerator &random, bool text)
{
    QByteArray bytes;
    const int size = int(random.bounded(40));
    for (int i = 0; i < size; ++i) {
        // Half of them what COPY writes in a special way.
        static const QByteArray special("\\\t\n\r\b\f\v.N'\"{},\x01\x7f");
        if (random.bounded(2) == 0)
            bytes += special.at(qsizetype(random.bounded(quint32(special.size()))));
        else if (text)
            bytes += QString(QChar(ushort(1 + random.bounded(0xd7ff)))).toUtf8();
        else
            bytes += char(random.bounded(256));
    }
    return bytes;
}

// Whatever a column takes, in every shop table that refers to nothing.
void addOddRows(Connection &connection, QRandomGenerator &random, int rows)
{
    connection.command("BEGIN");
    for (int i = 0; i < rows; ++i) {
        connection.exec("INSERT INTO meta (name, value) VALUES (?, ?)", QByteArray("odd" + QByteArray::number(i)),
                        oddBytes(random, true));
        const QByteArray hash = QByteArray::number(i) + oddBytes(random, false);
        connection.exec(
            "INSERT INTO idempotency (key_hash, body_hash, status, reply, created_at) VALUES (?, ?, ?, ?, ?)",
            Blob{hash}, Blob{oddBytes(random, false)}, int(random.bounded(1000)) - 500, Blob{oddBytes(random, false)},
            qint64(random.generate64()));
        connection.exec("INSERT INTO journal_payloads (seq, before_json, after_json) VALUES (?, ?, ?)",
                        1'000'000 + qint64(i),
                        random.bounded(2) == 0 ? std::optional<QString>() : QString::fromUtf8(oddBytes(random, true)),
                        QString::fromUtf8(oddBytes(random, true)));
    }
    connection.command("COMMIT");
}

// With its words in the index.
void addProduct(Database &database, const QString &title)
{
    const auto created = database.writeNow(Actor::system(u"Test"_s), [&title](Transaction &transaction) {
        ProductChange change;
        change.title = title;
        change.description = u"Very “good”, *really*; it's 100 % …"_s;
        change.tags = QStringList{u"O'Tag"_s, u"Größe\\"_s};
        VariantChange variant;
        variant.sku = title % u"-1"_s;
        variant.price = 100;
        change.variants = QList{variant};
        return products::create(transaction, transaction.actor(), change);
    });
    if (!created)
        qFatal("%s", qPrintable(created.error().message));
}

QList<TableDigest> digestsOf(Connection &connection)
{
    return digestTables(connection, shopTables(connection), {}).value();
}

QByteArray dumpOf(const StoreConfig &config)
{
    auto moment = PgMoment::hold(config);
    QByteArray text;
    const auto dumped = (*moment)->dump(shopTables((*moment)->connection()), [&text](QByteArrayView piece) {
        text += piece;
        return Result<>();
    });
    if (!dumped)
        qFatal("%s", qPrintable(dumped.error().message));
    return text;
}

Result<qint64> load(Connection &scratch, const QByteArray &dump, qsizetype pieces)
{
    DumpReader reader(scratch);
    for (qsizetype at = 0; at < dump.size(); at += pieces)
        if (const auto taken = reader.take(QByteArrayView(dump).sliced(at, std::min(pieces, dump.size() - at))); !taken)
            return fail(taken.error());
    return reader.finish();
}
}

class TestDumpReader : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyByteComesBackOutOfALine()
    {
        QRandomGenerator random(7);
        std::vector<copytext::Field> fields;
        for (int i = 0; i < 20'000; ++i) {
            QList<std::optional<QByteArray>> values;
            QByteArray line;
            const int count = 1 + int(random.bounded(5));
            for (int field = 0; field < count; ++field) {
                line += field > 0 ? "\t" : "";
                if (random.bounded(4) == 0) {
                    values << std::nullopt;
                    copytext::appendNull(line);
                } else {
                    values << oddBytes(random, false).replace('\0', 'x');
                    copytext::appendText(line, *values.last());
                }
            }
            QVERIFY(!line.contains('\n'));
            QVERIFY(copytext::split(line, fields));
            QCOMPARE(fields.size(), size_t(count));
            for (int field = 0; field < count; ++field) {
                QCOMPARE(fields[size_t(field)].isNull, !values.at(field).has_value());
                if (values.at(field))
                    QCOMPARE(fields[size_t(field)].value, *values.at(field));
            }
        }
        QVERIFY(copytext::split("a\\101\\x42\\x4", fields));
        QCOMPARE(fields.front().value, "aAB\x04"_ba);
        for (const char *wrong : {"a\\", "\\q", "\\N\\", "\\xg", "x\\N"})
            QVERIFY2(!copytext::split(wrong, fields), wrong);
    }

    void rowsGoThereAndBack_data()
    {
        QTest::addColumn<int>("pieces");
        QTest::newRow("a byte at a time") << 1;
        QTest::newRow("seven") << 7;
        QTest::newRow("large") << (1 << 18);
    }
    void rowsGoThereAndBack()
    {
        QFETCH(int, pieces);
        TestStore store(u"postgresql"_s);
        SmallShop shop(store.database());
        const VariantId variant = shop.addVariant("TEA\tA\\B", 499, 30);
        shop.order({{variant, 2}});
        addProduct(store.database(), u"Tea"_s);
        auto postgres = Connection::open(store.config());
        QRandomGenerator random{quint32(pieces)};
        addOddRows(**postgres, random, 400);
        const QList<TableDigest> digests = digestsOf(**postgres);

        Scratch scratch;
        const QByteArray dump = dumpOf(store.config());
        const auto loaded = load(*scratch.connection, dump, pieces);
        QVERIFY2(loaded, loaded ? "" : qPrintable(loaded.error().message));
        QCOMPARE(differingTables(digests, digestsOf(*scratch.connection)), QByteArrayList());
        Query check = scratch.connection->query("PRAGMA foreign_key_check");
        QVERIFY(!check.next());

        // And into another database, where what stood there before is gone.
        TestStore other(u"postgresql"_s);
        SmallShop before(other.database());
        before.addVariant("GONE", 100, 3);
        auto target = Connection::open(other.config());
        QVERIFY(rebuildProductSearch(*scratch.connection));
        const auto put = putRows(*scratch.connection, scratch.folder.filePath(u"images"_s), **target);
        QVERIFY2(put, put ? "" : qPrintable(put.error().message));
        QCOMPARE(differingTables(digests, digestsOf(**target)), QByteArrayList());
        // Ids go on where they were, also where the last ones have been removed.
        for (Connection *side : {postgres->get(), target->get()}) {
            Query id = side->query("INSERT INTO selftests (at, version, report) VALUES (1, '', '') RETURNING id");
            QVERIFY(id.next());
            QCOMPARE(id.int64(0), 1);
            Query product = side->query("SELECT count(*) FROM product_search WHERE document @@ 'really:*'::tsquery");
            QVERIFY(product.next());
            QCOMPARE(product.int64(0), 1);
        }
    }

    void whatIsNotUnderstoodIsRefused()
    {
        TestStore store(u"postgresql"_s);
        SmallShop shop(store.database());
        shop.addVariant("TEA", 499, 30);
        const QByteArray dump = dumpOf(store.config());
        const auto refused = [](const QByteArray &text) {
            Scratch scratch;
            const QList<TableDigest> before = digestsOf(*scratch.connection);
            const auto loaded = load(*scratch.connection, text, 4096);
            return !loaded && loaded.error().code == ErrorCode::Malformed
                && differingTables(before, digestsOf(*scratch.connection)).isEmpty();
        };
        QVERIFY(!refused(dump));
        QVERIFY(refused({}));
        QVERIFY(refused("-- nothing\n"));
        const qsizetype table = dump.indexOf("COPY ");
        for (const char *line : {"DROP TABLE orders;", "\\! true", "\\connect other", "INSERT INTO meta VALUES (1);",
                                 "SET client_encoding = 'LATIN1';", "COPY public.unknown (a) FROM stdin;",
                                 "SELECT pg_catalog.setval('public.unknown_id_seq', 1, true);",
                                 "SELECT pg_catalog.set_config('search_path', 'x', false);"})
            QVERIFY2(refused(QByteArray(dump).insert(table, QByteArray(line) + '\n')), line);
        // Cut anywhere, at the end of a line too.
        const qsizetype end = dump.indexOf("-- PostgreSQL database dump complete");
        for (qsizetype at = 0; at <= end; at = at + 1 + dump.size() / 29)
            QVERIFY2(refused(dump.first(at)), qPrintable(QString::number(at)));
        QByteArray more = dump;
        QVERIFY(refused(more.replace("\nTEA", "\nTEA\tmore")) || more == dump);
        QVERIFY(refused(QByteArray(dump).replace("FROM stdin;\n1\t", "FROM stdin;\nx\t")));
    }

    void removedIdsAreNotGivenAgain()
    {
        TestStore store(u"postgresql"_s);
        auto postgres = Connection::open(store.config());
        (*postgres)->command(
            "INSERT INTO selftests (at, version, report) VALUES (1, '', ''), (2, '', ''); DELETE FROM selftests");
        Scratch scratch;
        QVERIFY(load(*scratch.connection, dumpOf(store.config()), 4096));
        Query lite =
            scratch.connection->query("INSERT INTO selftests (at, version, report) VALUES (1, '', '') RETURNING id");
        QVERIFY(lite.next());
        QCOMPARE(lite.int64(0), 3);
        QVERIFY(!lite.next());
        TestStore other(u"postgresql"_s);
        auto target = Connection::open(other.config());
        QVERIFY(putRows(*scratch.connection, {}, **target));
        Query id = (*target)->query("INSERT INTO selftests (at, version, report) VALUES (1, '', '') RETURNING id");
        QVERIFY(id.next());
        QCOMPARE(id.int64(0), 4);
    }

    void theIndexOfWordsIsTheSameAsBefore_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::newRow("sqlite") << u"sqlite"_s;
        QTest::newRow("postgresql") << u"postgresql"_s;
    }
    void theIndexOfWordsIsTheSameAsBefore()
    {
        QFETCH(QString, kind);
        TestStore store(kind);
        for (int i = 0; i < 40; ++i)
            addProduct(store.database(), "SKU "_L1 % QString::number(i * 7));
        auto connection = Connection::open(store.config());
        const char *sql = (*connection)->kind() == StoreKind::Sqlite
            ? "SELECT rowid || title || '|' || names || '|' || body FROM product_search ORDER BY rowid"
            : "SELECT rowid || document::text FROM product_search ORDER BY rowid";
        const auto words = [&] {
            QByteArrayList list;
            Query rows = (*connection)->query(sql);
            while (rows.next())
                list << rows.bytes(0);
            return list;
        };
        const QByteArrayList before = words();
        QCOMPARE(before.size(), 40);
        (*connection)->command("BEGIN");
        QVERIFY(rebuildProductSearch(**connection));
        (*connection)->command("COMMIT");
        QCOMPARE(words(), before);
    }

    void nothingIsHalfThereWhenItIsStopped()
    {
        TestStore store(u"postgresql"_s);
        SmallShop shop(store.database());
        shop.addVariant("TEA", 499, 30);
        Scratch scratch;
        QVERIFY(load(*scratch.connection, dumpOf(store.config()), 4096));
        TestStore other(u"postgresql"_s);
        SmallShop there(other.database());
        addProduct(other.database(), u"Coffee"_s);
        auto target = Connection::open(other.config());
        const QList<TableDigest> before = digestsOf(**target);
        const auto put = putRows(*scratch.connection, {}, **target, [](const BackupProgress &) { return false; });
        QVERIFY(!put);
        QCOMPARE(put.error().code, ErrorCode::Conflict);
        QCOMPARE(differingTables(before, digestsOf(**target)), QByteArrayList());
        Query words = (*target)->query("SELECT count(*) FROM product_search");
        QVERIFY(words.next());
        QCOMPARE(words.int64(0), 1);
    }

    // Who began to read before, and waited, sees the shop as it is then, and not an empty one.
    void whoReadsMeanwhileSeesOneShop()
    {
        TestStore store(u"postgresql"_s);
        SmallShop shop(store.database());
        shop.addVariant("TEA", 499, 30);
        Scratch scratch;
        QVERIFY(load(*scratch.connection, dumpOf(store.config()), 4096));
        auto target = Connection::open(store.config());
        std::atomic<bool> stop = false;
        std::atomic<int> reads = 0, empty = 0;
        std::thread reader([&] {
            while (!stop) {
                const auto count = store->read([](Reader &reader) -> Result<qint64> {
                    return reader.number("SELECT count(*) FROM settings").value_or(0)
                        + reader.number("SELECT count(*) FROM products").value_or(0);
                });
                ++reads;
                if (count && *count != 2)
                    ++empty;
            }
        });
        for (int i = 0; i < 10; ++i) {
            const auto put = putRows(*scratch.connection, {}, **target);
            if (!put)
                qWarning("%s", qPrintable(put.error().message));
        }
        stop = true;
        reader.join();
        QVERIFY(reads > 0);
        QCOMPARE(empty, 0);
    }
};

QTEST_GUILESS_MAIN(TestDumpReader)
#include "tst_dumpreader.moc"
