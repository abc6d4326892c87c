// The store goes away while the shop is open, or has no room left: calls are answered with a status that says so, what
// can be served is served, and all goes on by itself once the store is back.
#include "tests/support/apiclient.h"
#include "tests/support/daemon.h"
#include "tests/support/pgserver.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>
#include <sys/mount.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace backroom::test;

namespace {
Answer newCart(ApiClient &client) { return client.post("/api/v1/carts", "{}"); }
}

class TestStoreGone : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void postgresqlComesBack()
    {
        PgServer server(PgServer::Disk::Durable);
        const QTemporaryDir folder;
        makeShop(folder.path(), server.freshUrl());
        Serving serving(folder.path());
        ApiClient client(serving.port());
        QCOMPARE(client.get("/api/v1/health").status, 200);
        QCOMPARE(client.get("/api/v1/shop").status, 200);
        const Answer cart = newCart(client);
        QCOMPARE(cart.status, 201);
        const QByteArray path = "/api/v1/carts/" + cart.json().value("id"_L1).toString().toUtf8();
        QCOMPARE(client.get(path).status, 200);
        // Carts need not outlive a crash of the database; whatever the journal holds does.
        QCOMPARE(backroomd(
                     {u"user"_s, u"add"_s, u"ben@example.com"_s, u"--role"_s, u"staff"_s, u"--data"_s, folder.path()})
                     .status,
                 0);

        server.crash();
        for (int turn = 0; turn < 3; ++turn) {
            for (const QByteArray &read : {QByteArray("/api/v1/health"), path}) {
                const Answer answer = client.get(read);
                QCOMPARE(answer.status, 503);
                QVERIFY(!answer.header("retry-after").isEmpty());
                QCOMPARE(answer.header("content-type"), "application/problem+json"_ba);
            }
            QCOMPARE(newCart(client).status, 503);
        }
        server.resume();
        // Every worker has a connection of its own that it has to find out about.
        for (int turn = 0; turn < 8; ++turn) {
            ApiClient another(serving.port());
            QTRY_COMPARE(another.get("/api/v1/health").status, 200);
            QCOMPARE(newCart(another).status, 201);
        }
        QVERIFY(backroomd({u"user"_s, u"list"_s, u"--data"_s, folder.path()}).out.contains("ben@example.com"));
        QCOMPARE(serving.stop(), 0);
    }

    // Root can make a small disk; others pass by what only a small disk shows.
    void fullDisk()
    {
        if (::geteuid() != 0)
            QSKIP("only root can mount a small disk");
        const QTemporaryDir folder;
        const QByteArray disk = folder.filePath(u"disk"_s).toUtf8();
        QVERIFY(QDir().mkpath(QString::fromUtf8(disk)));
        if (::mount("backroom", disk.constData(), "tmpfs", 0, "size=8m") != 0)
            QSKIP("no disk can be mounted here");
        const auto unmount = qScopeGuard([&disk] { ::umount2(disk.constData(), MNT_DETACH); });
        const QString data = QString::fromUtf8(disk) + "/shop"_L1;
        makeShop(data);
        Serving serving(data);
        ApiClient client(serving.port());
        const Answer cart = newCart(client);
        QCOMPARE(cart.status, 201);
        const QByteArray path = "/api/v1/carts/" + cart.json().value("id"_L1).toString().toUtf8();

        // Somebody else takes the room.
        QFile ballast(QString::fromUtf8(disk) + "/ballast"_L1);
        QVERIFY(ballast.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        while (ballast.write(QByteArray(4096, 'x')) == 4096) {}
        Answer refused;
        for (int turn = 0; turn < 20'000 && refused.status / 100 != 5; ++turn)
            refused = newCart(client);
        QVERIFY2(refused.status == 507 || refused.status == 503, QByteArray::number(refused.status).constData());
        QVERIFY(!refused.header("retry-after").isEmpty());
        QCOMPARE(client.get(path).status, 200);
        QCOMPARE(client.get("/api/v1/shop").status, 200);

        ballast.close();
        QVERIFY(ballast.remove());
        QTRY_COMPARE(newCart(client).status, 201);
        QCOMPARE(client.get(path).status, 200);
        QCOMPARE(serving.stop(), 0);
        QCOMPARE(backroomd({u"journal"_s, u"verify"_s, u"--data"_s, data}).status, 0);
    }
};

QTEST_GUILESS_MAIN(TestStoreGone)
#include "tst_storegone.moc"
