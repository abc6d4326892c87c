// backroomd as an administrator types it: exit status, what is said and where, on both stores.
#include "tests/support/apiclient.h"
#include "tests/support/daemon.h"
#include "tests/support/pgserver.h"
#include "tests/support/teststore.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>

using namespace Qt::StringLiterals;
using namespace backroom::test;

namespace {
QJsonObject jsonOf(const Ran &ran) { return QJsonDocument::fromJson(ran.out).object(); }
}

class TestCommands : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { bothStores(); }

    void init()
    {
        QFETCH_GLOBAL(QString, store);
        m_folder = std::make_unique<QTemporaryDir>();
        m_data = m_folder->filePath(u"shop"_s);
        m_url = store == "postgresql"_L1 ? freshPostgresUrl() : QString();
    }

    void cleanup()
    {
        if (!m_url.isEmpty())
            dropPostgres(m_url);
    }

    void wrongUsage_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("nothing") << QStringList{};
        QTest::newRow("unknown command") << QStringList{u"sell"_s};
        QTest::newRow("backup of what") << QStringList{u"backup"_s, u"here"_s, u"--data"_s, u"."_s};
        QTest::newRow("verify what") << QStringList{u"verify"_s};
        QTest::newRow("restore what") << QStringList{u"restore"_s, u"--data"_s, u"."_s};
        QTest::newRow("restore and undo") << QStringList{u"restore"_s, u"a"_s, u"--undo"_s, u"--data"_s, u"."_s};
        QTest::newRow("unknown option") << QStringList{u"serve"_s, u"--data"_s, u"."_s, u"--fast"_s};
        QTest::newRow("no folder") << QStringList{u"serve"_s};
        QTest::newRow("empty folder") << QStringList{u"serve"_s, u"--data"_s, QString()};
        QTest::newRow("a port that is none") << QStringList{u"serve"_s, u"--data"_s, u"."_s, u"--port"_s, u"eighty"_s};
        QTest::newRow("a port too high") << QStringList{u"serve"_s, u"--data"_s, u"."_s, u"--port"_s, u"65536"_s};
        QTest::newRow("a word too many") << QStringList{u"serve"_s, u"here"_s, u"--data"_s, u"."_s};
        QTest::newRow("init of nothing") << QStringList{u"init"_s, u"--data"_s, u"."_s};
        QTest::newRow("journal of what") << QStringList{u"journal"_s, u"--data"_s, u"."_s};
        QTest::newRow("user of what") << QStringList{u"user"_s, u"--data"_s, u"."_s};
        QTest::newRow("user whom") << QStringList{u"user"_s, u"disable"_s, u"--data"_s, u"."_s};
        QTest::newRow("user as what") << QStringList{u"user"_s,   u"add"_s,     u"a@example.com"_s,
                                                     u"--role"_s, u"emperor"_s, u"--data"_s,
                                                     u"."_s};
        QTest::newRow("export what") << QStringList{u"export"_s, u"everything"_s, u"--data"_s, u"."_s};
    }

    void wrongUsage()
    {
        QFETCH(QStringList, arguments);
        const Ran ran = backroomd(arguments);
        QCOMPARE(ran.status, 2);
        QCOMPARE(ran.out, QByteArray());
        QCOMPARE(ran.err.count('\n'), 1);
        QVERIFY2(ran.err.contains("--help"), ran.err.constData());
    }

    void explainsItself()
    {
        const Ran help = backroomd({u"--help"_s});
        QCOMPARE(help.status, 0);
        for (const char *name : {"serve", "init", "export", "journal", "user", "openapi"}) {
            QVERIFY2(help.out.contains(name), name);
            const Ran own = backroomd({QString::fromLatin1(name), u"--help"_s});
            QCOMPARE(own.status, 0);
            QVERIFY(own.out.contains("--data"));
        }
        const Ran version = backroomd({u"--version"_s});
        QCOMPARE(version.status, 0);
        QCOMPARE(version.out, "backroomd " BACKROOM_VERSION "\n");
        const Ran document = backroomd({u"openapi"_s});
        QCOMPARE(document.status, 0);
        QCOMPARE(jsonOf(document).value("openapi"_L1).toString(), u"3.1.0"_s);
    }

    void failsInSentences_data()
    {
        QTest::addColumn<QStringList>("change");
        QTest::addColumn<QByteArray>("password");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("currency") << QStringList{u"--currency"_s, u"EURO"_s} << QByteArray(OwnerPassword)
                                  << "--currency"_ba;
        QTest::newRow("country") << QStringList{u"--country"_s, u"England"_s} << QByteArray(OwnerPassword)
                                 << "--country"_ba;
        QTest::newRow("zone") << QStringList{u"--timezone"_s, u"GMT+99"_s} << QByteArray(OwnerPassword)
                              << "--timezone"_ba;
        QTest::newRow("e-mail") << QStringList{u"--owner-email"_s, u"owner"_s} << QByteArray(OwnerPassword)
                                << "--owner-email"_ba;
        QTest::newRow("password") << QStringList{} << "secret"_ba
                                  << "--owner-password"_ba;
        QTest::newRow("no password") << QStringList{} << QByteArray() << "standard input"_ba;
        QTest::newRow("store") << QStringList{u"--store"_s, u"mysql://root@localhost/shop"_s}
                               << QByteArray(OwnerPassword) << "postgresql://"_ba;
    }

    void failsInSentences()
    {
        QFETCH(QStringList, change);
        QFETCH(QByteArray, password);
        QFETCH(QByteArray, says);
        QStringList arguments{u"init"_s,
                              u"--data"_s,
                              m_data,
                              u"--shop-name"_s,
                              u"Gift House"_s,
                              u"--currency"_s,
                              u"GBP"_s,
                              u"--country"_s,
                              u"GB"_s,
                              u"--owner-email"_s,
                              u"owner@example.com"_s,
                              u"--owner-password-stdin"_s};
        if (!m_url.isEmpty() && !change.contains(u"--store"_s))
            arguments << u"--store"_s << m_url;
        const Ran ran = backroomd(arguments + change, password);
        QCOMPARE(ran.status, 1);
        QCOMPARE(ran.out, QByteArray());
        QVERIFY2(ran.err.contains(says), ran.err.constData());
        QVERIFY2(!ran.err.contains(OwnerPassword), "a secret in an error message");
        QVERIFY(!QFile::exists(m_data));
    }

    void servesUntilToldToStop_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGINT") << SIGINT;
    }

    void servesUntilToldToStop()
    {
        QFETCH(int, signal);
        makeShop(m_data, m_url);
        Serving serving(m_data); // the store's address was kept
        QCOMPARE(serving.out(), "listening on http://127.0.0.1:" + QByteArray::number(serving.port()) + '\n');
        ApiClient client(serving.port());
        const Answer shop = client.get("/api/v1/shop");
        QCOMPARE(shop.status, 200);
        QCOMPARE(shop.json().value("name"_L1).toString(), u"Gift House"_s);
        ::kill(pid_t(serving.processId()), signal);
        QCOMPARE(serving.stop(), 0);
        QCOMPARE(serving.out().count('\n'), 1);
    }

    void isOpenOnce()
    {
        makeShop(m_data, m_url);
        Serving first(m_data);
        if (!m_url.isEmpty()) { // as many as like to
            Serving second(m_data);
            QCOMPARE(second.stop(), 0);
            return;
        }
        const Ran second = backroomd({u"serve"_s, u"--data"_s, m_data, u"--port"_s, u"0"_s});
        QCOMPARE(second.status, 1);
        QVERIFY2(second.err.contains(QByteArray::number(first.processId())), second.err.constData());
        // A killed one holds nothing.
        first.kill();
        Serving third(m_data);
        QCOMPARE(third.stop(), 0);
    }

    void refusesATakenPort()
    {
        makeShop(m_data, m_url);
        Serving first(m_data);
        QTemporaryDir other;
        makeShop(other.path());
        const Ran second =
            backroomd({u"serve"_s, u"--data"_s, other.path(), u"--port"_s, QString::number(first.port())});
        QCOMPARE(second.status, 1);
        QCOMPARE(second.out, QByteArray());
        QCOMPARE(second.err.count('\n'), 1);
    }

    void commandsShareTheStore()
    {
        makeShop(m_data, m_url);
        Serving serving(m_data);
        const Ran added = backroomd({u"user"_s, u"add"_s, u"--data"_s, m_data, u"--email"_s, u"anna@example.com"_s,
                                     u"--name"_s, u"Anna"_s, u"--role"_s, u"manager"_s, u"--password-stdin"_s},
                                    "a tall tree in may\n");
        QVERIFY2(added.status == 0, added.err.constData());
        const QJsonArray people =
            jsonOf(backroomd({u"user"_s, u"list"_s, u"--data"_s, m_data, u"--format"_s, u"json"_s}))
                .value("items"_L1)
                .toArray();
        QCOMPARE(people.size(), 2);
        QCOMPARE(people.at(0).toObject().value("name"_L1).toString(), u"Anna"_s);

        const Ran twice =
            backroomd({u"user"_s, u"add"_s, u"anna@example.com"_s, u"--role"_s, u"staff"_s, u"--data"_s, m_data});
        QCOMPARE(twice.status, 1);
        const Ran invited =
            backroomd({u"user"_s, u"add"_s, u"ben@example.com"_s, u"--role"_s, u"staff"_s, u"--data"_s, m_data});
        QCOMPARE(invited.status, 0);
        QVERIFY(invited.out.contains("invitation"));
        const Ran told = backroomd({u"user"_s, u"add"_s, u"cleo@example.com"_s, u"--role"_s, u"staff"_s, u"--format"_s,
                                    u"json"_s, u"--data"_s, m_data});
        QVERIFY(!jsonOf(told)["invitation"_L1].toObject()["token"_L1].toString().isEmpty());
        QCOMPARE(backroomd({u"user"_s, u"disable"_s, u"anna@example.com"_s, u"--data"_s, m_data}).status, 0);
        QVERIFY(backroomd({u"user"_s, u"list"_s, u"--data"_s, m_data}).out.contains("disabled"));
        QCOMPARE(backroomd({u"user"_s, u"enable"_s, u"anna@example.com"_s, u"--data"_s, m_data}).status, 0);
        const Ran unknown = backroomd({u"user"_s, u"disable"_s, u"nobody@example.com"_s, u"--data"_s, m_data});
        QCOMPARE(unknown.status, 1);
        const Ran last = backroomd({u"user"_s, u"disable"_s, u"owner@example.com"_s, u"--data"_s, m_data});
        QCOMPARE(last.status, 1);
        QVERIFY(last.err.contains("last owner"));

        const Ran weak =
            backroomd({u"user"_s, u"password"_s, u"anna@example.com"_s, u"--password-stdin"_s, u"--data"_s, m_data},
                      "password1\n");
        QCOMPARE(weak.status, 1);
        const Ran fresh =
            backroomd({u"user"_s, u"password"_s, u"anna@example.com"_s, u"--password-stdin"_s, u"--data"_s, m_data},
                      "another tall tree in june\n");
        QVERIFY2(fresh.status == 0, fresh.err.constData());

        const Ran journal = backroomd({u"journal"_s, u"verify"_s, u"--data"_s, m_data, u"--format"_s, u"json"_s});
        QCOMPARE(journal.status, 0);
        QVERIFY(jsonOf(journal).value("whole"_L1).toBool());
        QVERIFY(jsonOf(journal).value("entries"_L1).toInt() >= 6);
    }

    void exportsLists_data()
    {
        QTest::addColumn<QString>("list");
        QTest::addColumn<QByteArray>("header");
        QTest::newRow("orders") << u"orders"_s << "number,placed_at,"_ba;
        QTest::newRow("customers") << u"customers"_s << "id,email,"_ba;
        QTest::newRow("stock") << u"stock"_s << "variant_id,sku,"_ba;
    }

    void exportsLists()
    {
        QFETCH(QString, list);
        QFETCH(QByteArray, header);
        makeShop(m_data, m_url);
        const Ran csv = backroomd({u"export"_s, list, u"--data"_s, m_data});
        QVERIFY2(csv.status == 0, csv.err.constData());
        QVERIFY2(csv.out.startsWith(header), csv.out.constData());
        const Ran json = backroomd({u"export"_s, list, u"--data"_s, m_data, u"--format"_s, u"json"_s});
        QCOMPARE(json.status, 0);
        QVERIFY(jsonOf(json).value("items"_L1).isArray());
    }

    void takesProductsAndReports()
    {
        makeShop(m_data, m_url);
        const QString file = m_folder->filePath(u"products.csv"_s);
        write(file,
              "handle,title,sku,price,stock\nmug,Mug,MUG-1,12.50,10\ncup,Cup,CUP-1,abc,5\ntea,Tea,TEA-1,\"3,200\",1\n");
        const QStringList import{u"import"_s, u"products"_s, file, u"--data"_s, m_data, u"--json"_s};
        const Ran trial = backroomd(import + QStringList{u"--dry-run"_s});
        QVERIFY2(trial.status == 0, trial.err.constData());
        QVERIFY(!backroomd({u"export"_s, u"stock"_s, u"--data"_s, m_data}).out.contains("MUG-1"));

        // A place for what is refused that cannot be written is told before anything goes in.
        QCOMPARE(backroomd(import + QStringList{u"--refused"_s, m_folder->filePath(u"none/refused.csv"_s)}).status, 1);
        QVERIFY(!backroomd({u"export"_s, u"stock"_s, u"--data"_s, m_data}).out.contains("MUG-1"));

        const QString refused = m_folder->filePath(u"refused.csv"_s);
        const Ran first = backroomd(import + QStringList{u"--refused"_s, refused, u"--progress"_s});
        QVERIFY2(first.status == 0, first.err.constData()); // some rows refused is no failure
        QVERIFY2(first.err.contains("line 3, column price"), first.err.constData());
        QVERIFY2(first.err.contains("products"), first.err.constData());
        QVERIFY(jsonOf(first).value("created"_L1).toInt() >= 1);
        QVERIFY(jsonOf(first).value("refused"_L1).toInt() >= 1);
        QFile mended(refused);
        QVERIFY(mended.open(QIODevice::ReadOnly));
        QCOMPARE(mended.readAll(),
                 "handle,title,sku,price,stock\r\ncup,Cup,CUP-1,abc,5\r\n"
                 "tea,Tea,TEA-1,\"3,200\",1\r\n"_ba);
        const Ran second = backroomd(import);
        QCOMPARE(second.status, 0);
        QCOMPARE(jsonOf(second).value("created"_L1).toInt(), 0);
        QCOMPARE(jsonOf(second).value("updated"_L1).toInt(), 0);
        QVERIFY(backroomd({u"export"_s, u"products"_s, u"--data"_s, m_data}).out.contains("MUG-1"));

        const Ran report = backroomd({u"report"_s, u"sales"_s, u"--data"_s, m_data, u"--from"_s, u"2026-01-01"_s,
                                      u"--to"_s, u"2026-03-01"_s, u"--interval"_s, u"month"_s});
        QVERIFY2(report.status == 0, report.err.constData());
        QVERIFY(report.out.startsWith("period,"));
        QCOMPARE(report.out.count('\n'), 3);
        QCOMPARE(backroomd({u"report"_s, u"sales"_s, u"--data"_s, m_data, u"--from"_s, u"yesterday"_s}).status, 2);
        const Ran backwards = backroomd(
            {u"report"_s, u"sales"_s, u"--data"_s, m_data, u"--from"_s, u"2026-03-01"_s, u"--to"_s, u"2026-01-01"_s});
        QCOMPARE(backwards.status, 1);
    }

    void refusesFilesThatAreNone_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("another header") << "name,colour\nMug,blue\n"_ba;
        QTest::newRow("no text") << QByteArray(5000, '\0');
    }

    void refusesFilesThatAreNone()
    {
        QFETCH(QByteArray, bytes);
        makeShop(m_data, m_url);
        const QString file = m_folder->filePath(u"file.csv"_s);
        write(file, bytes);
        const Ran ran = backroomd({u"import"_s, u"products"_s, file, u"--data"_s, m_data});
        QCOMPARE(ran.status, 1);
        QCOMPARE(ran.out, QByteArray());
        QVERIFY(!ran.err.isEmpty());
        const Ran missing = backroomd({u"import"_s, u"products"_s, file + u'x', u"--data"_s, m_data});
        QCOMPARE(missing.status, 1);
    }

    void sampleShopIsInOrder()
    {
        QStringList arguments{u"init"_s,
                              u"--data"_s,
                              m_data,
                              u"--shop-name"_s,
                              u"Sample"_s,
                              u"--currency"_s,
                              u"JPY"_s,
                              u"--country"_s,
                              u"JP"_s,
                              u"--owner-email"_s,
                              u"owner@example.com"_s,
                              u"--owner-password-stdin"_s,
                              u"--sample"_s,
                              u"--orders"_s,
                              u"60"_s};
        if (!m_url.isEmpty())
            arguments << u"--store"_s << m_url;
        const Ran made = backroomd(arguments, QByteArray(OwnerPassword) + '\n');
        QVERIFY2(made.status == 0, made.err.constData());
        const Ran doctor = backroomd({u"doctor"_s, u"--data"_s, m_data});
        QVERIFY2(doctor.status == 0, doctor.out.constData());
        const QJsonArray orders =
            jsonOf(backroomd({u"export"_s, u"orders"_s, u"--data"_s, m_data, u"--format"_s, u"json"_s}))
                .value("items"_L1)
                .toArray();
        QVERIFY(orders.size() >= 55);
        QCOMPARE(orders.first().toObject().value("source"_L1).toString(), u"sample"_s);
        QVERIFY(jsonOf(backroomd({u"export"_s, u"products"_s, u"--data"_s, m_data, u"--format"_s, u"json"_s}))
                    .value("items"_L1)
                    .toArray()
                    .size()
                >= 30);
    }

private:
    static void write(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_data;
    QString m_url;
};

QTEST_GUILESS_MAIN(TestCommands)
#include "tst_commands.moc"
