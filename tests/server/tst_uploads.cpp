// Large bodies: they lie on the disk while they arrive, so that many of them cost little memory, and a disk without room
// costs nobody else anything.
#include "tests/support/apifixture.h"
#include "tests/support/echoshop.h"
#include "tests/support/memory.h"
#include "tests/support/rawclient.h"

#include <QDir>
#include <QScopeGuard>
#include <QTest>
#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::RawClient;

namespace {
constexpr qint64 MiB = 1024 * 1024;

qsizetype openDescriptors() { return QDir(u"/proc/self/fd"_s).entryList(QDir::Files | QDir::System).size(); }

// What lies in files without a name, as uploads do while they arrive, in bytes.
qint64 spooledBytes()
{
    qint64 bytes = 0;
    const QStringList open = QDir(u"/proc/self/fd"_s).entryList(QDir::Files | QDir::System);
    for (const QString &descriptor : open) {
        struct stat about
        {
        };
        if (::fstat(descriptor.toInt(), &about) == 0 && S_ISREG(about.st_mode) && about.st_nlink == 0)
            bytes += about.st_size;
    }
    return bytes;
}

QByteArray uploadHead(qint64 size)
{
    return "POST /upload HTTP/1.1\r\nHost: shop\r\nContent-Length: " + QByteArray::number(size) + "\r\n\r\n";
}

QByteArray pattern(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (qsizetype i = 0; i < size; ++i)
        bytes[i] = char(i * 31 + i / 4096);
    return bytes;
}
}

class TestUploads : public QObject {
    Q_OBJECT
private:
    ServerOptions options()
    {
        ServerOptions options = m_shop.options();
        options.isUpload = [](Method, QByteArrayView path) { return path == "/upload"; };
        return options;
    }
    // What `count` uploads of which all but the last byte was sent make this process grow by, in bytes.
    qint64 growthBy(int count, const ServerOptions &options);

    test::EchoShop m_shop;

private Q_SLOTS:
    void cleanup() { qunsetenv("TMPDIR"); }
    void arriveWhole_data();
    void arriveWhole();
    void costLittleMemory();
    void areRefusedWithoutAFile();
    void areRefusedOnAFullDisk();
    void haveRoomTogether();
    void leaveNothingBehind();
    void areImportedFromTheDisk();
};

void TestUploads::arriveWhole_data()
{
    QTest::addColumn<qsizetype>("size");
    QTest::addColumn<bool>("chunked");
    for (const qsizetype size :
         {qsizetype(1), qsizetype(32 * 1024), qsizetype(32 * 1024 + 1), qsizetype(5 * MiB), qsizetype(10 * MiB)})
        for (const bool chunked : {false, true})
            QTest::addRow("%lld%s", static_cast<long long>(size), chunked ? " chunked" : "") << size << chunked;
}

void TestUploads::arriveWhole()
{
    QFETCH(qsizetype, size);
    QFETCH(bool, chunked);
    HttpServer server;
    QVERIFY(server.start(options()));
    const QByteArray body = pattern(size);
    QByteArray sent = uploadHead(size) + body;
    if (chunked) {
        sent = "POST /upload HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: chunked\r\n\r\n";
        for (qsizetype at = 0; at < size; at += 100'000) {
            const QByteArray piece = body.mid(at, 100'000);
            sent += QByteArray::number(piece.size(), 16) + "\r\n" + piece + "\r\n";
        }
        sent += "0\r\n\r\n";
    }
    RawClient client(server.port());
    QVERIFY(client.send(sent + test::getRequest("/next")));
    const test::RawReply reply = client.reply();
    QCOMPARE(reply.status, 200);
    QVERIFY(reply.body == "/upload|" + body);
    QCOMPARE(client.reply().body, "/next|"_ba);
}

qint64 TestUploads::growthBy(int count, const ServerOptions &options)
{
    HttpServer server;
    if (!server.start(options))
        return -1;
    const QByteArray most(8 * MiB - 1, 'u');
    std::vector<std::unique_ptr<RawClient>> clients;
    const qint64 before = test::residentMemory();
    for (int i = 0; i < count; ++i) {
        clients.push_back(std::make_unique<RawClient>(server.port()));
        if (!clients.back()->send(uploadHead(8 * MiB)) || !clients.back()->send(most))
            return -1;
    }
    RawClient bystander(server.port());
    if (!bystander.send(test::getRequest("/a")) || bystander.reply().status != 200)
        return -1;
    const qint64 grown = test::residentMemory() - before;
    if (!clients.front()->send("u") || clients.front()->reply().body.size() != 8 * MiB + 8)
        return -1;
    return grown;
}

void TestUploads::costLittleMemory()
{
    ServerOptions options = this->options();
    const qint64 grown = growthBy(30, options);
    QVERIFY2(grown >= 0 && grown < 24 * MiB, QByteArray::number(grown).constData());
    // The measure itself would tell: kept in memory, they are seen.
    options.limits.bodyInMemory = 10 * MiB;
    QVERIFY(growthBy(10, options) > 64 * MiB);
}

void TestUploads::areRefusedWithoutAFile()
{
    HttpServer server;
    QVERIFY(server.start(options()));
    qputenv("TMPDIR", "/nowhere/at/all");
    RawClient client(server.port());
    QVERIFY(client.send(uploadHead(MiB) + QByteArray(100'000, 'u')));
    const test::RawReply reply = client.reply();
    QCOMPARE(reply.status, 507);
    QCOMPARE(reply.field("Content-Type"), "application/problem+json"_ba);
    QCOMPARE(reply.field("Connection"), "close"_ba);
    RawClient small(server.port());
    QVERIFY(small.send(uploadHead(5) + "small"));
    QCOMPARE(small.reply().body, "/upload|small"_ba);
    qunsetenv("TMPDIR");
    RawClient again(server.port());
    QVERIFY(again.send(uploadHead(MiB) + QByteArray(MiB, 'u')));
    QCOMPARE(again.reply().status, 200);
}

void TestUploads::areRefusedOnAFullDisk()
{
    HttpServer server;
    QVERIFY(server.start(options()));
    // A file of this process can grow so far and no further, which is how a full disk looks to it.
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    const rlimit little{256 * 1024, before.rlim_max};
    std::signal(SIGXFSZ, SIG_IGN);
    ::setrlimit(RLIMIT_FSIZE, &little);
    const auto restore = qScopeGuard([&before] { ::setrlimit(RLIMIT_FSIZE, &before); });
    RawClient client(server.port());
    RawClient bystander(server.port());
    client.send(uploadHead(MiB) + QByteArray(MiB, 'u'));
    QCOMPARE(client.reply().status, 507);
    QVERIFY(bystander.send(test::getRequest("/a")));
    QCOMPARE(bystander.reply().status, 200);
    RawClient fits(server.port());
    QVERIFY(fits.send(uploadHead(200 * 1024) + QByteArray(200 * 1024, 'u')));
    QCOMPARE(fits.reply().status, 200);
}

void TestUploads::haveRoomTogether()
{
    HttpServer server;
    ServerOptions options = this->options();
    options.limits.uploadBody = MiB;
    options.limits.spooled = MiB;
    QVERIFY(server.start(options));
    const qint64 before = spooledBytes(); // files of whoever started this
    RawClient first(server.port());
    QVERIFY(first.send(uploadHead(MiB) + QByteArray(700 * 1024, 'u')));
    QTRY_COMPARE(spooledBytes() - before, 700 * 1024); // else the one that is read first has the room
    RawClient bystander(server.port());
    {
        RawClient second(server.port());
        QVERIFY(second.send(uploadHead(MiB) + QByteArray(700 * 1024, 'u')));
        QCOMPARE(second.reply().status, 503);
    }
    QVERIFY(bystander.send(test::getRequest("/a")));
    QCOMPARE(bystander.reply().status, 200);
    first.close();
    QTRY_COMPARE(server.connections(), 1);
    const auto taken = [&server] {
        RawClient third(server.port());
        return third.send(uploadHead(MiB) + QByteArray(MiB, 'u')) && third.reply().status == 200;
    };
    QTRY_VERIFY(taken());
}

void TestUploads::leaveNothingBehind()
{
    const qsizetype before = openDescriptors();
    {
        HttpServer server;
        QVERIFY(server.start(options()));
        for (int round = 0; round < 20; ++round) {
            RawClient whole(server.port());
            QVERIFY(whole.send(uploadHead(MiB) + QByteArray(MiB, 'u')));
            QCOMPARE(whole.reply().status, 200);
            RawClient half(server.port());
            QVERIFY(half.send(uploadHead(MiB) + QByteArray(MiB / 2, 'u')));
        }
        QTRY_COMPARE(server.connections(), 0);
    }
    QCOMPARE(openDescriptors(), before);
}

void TestUploads::areImportedFromTheDisk()
{
    test::ApiFixture api(u"sqlite"_s);
    test::ApiClient client = api.client(api.tokenFor(Role::Manager));
    QByteArray file = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\r\n";
    for (int i = 0; i < 2000; ++i)
        file += QByteArray::number(536365 + i / 4) + ",2275" + QByteArray::number(i % 10)
            + ",HAND WARMER,2,12/1/2010 8:26,2.55,17850,United Kingdom\r\n";
    QVERIFY(file.size() > Limits().bodyInMemory);
    const test::Answer answer = client.post("/api/v1/admin/import/sales", file, {{"Content-Type", "text/csv"}});
    QVERIFY2(answer.status == 200, answer.body.constData());
    QCOMPARE(answer.json()["orders"_L1].toInt(), 500);
    QCOMPARE(answer.json()["lines"_L1].toInt(), 2000);
}

QTEST_GUILESS_MAIN(TestUploads)
#include "tst_uploads.moc"
