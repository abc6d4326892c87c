// What hostile and clumsy clients send, and what becomes of it: one row each of what was sent and what came back, of a
// backroomd that serves a shop. For every row its memory may grow by so much and no more, nothing hidden in a request is
// executed, and a bystander who asks for products all the while is served every time. BACKROOM_SHOW=1 prints the table.
#include "tests/support/bystander.h"
#include "tests/support/crowd.h"
#include "tests/support/daemon.h"
#include "tests/support/processfigures.h"
#include "tests/support/smallshop.h"

#include <QDir>

using namespace Qt::StringLiterals;
using namespace backroom;
using namespace backroom::test;

namespace {
constexpr qint64 KiB = 1024;
constexpr qint64 MiB = 1024 * KiB;
constexpr int Meanwhile = 20; // answers that the bystander has to get during an attack

const QByteArray Host = "Host: 127.0.0.1\r\n";
const QByteArray Get = "GET /api/v1/health HTTP/1.1\r\n" + Host;
const QByteArray Post = "POST /api/v1/carts/none/lines HTTP/1.1\r\n" + Host + "Content-Type: application/json\r\n";
const QByteArray Chunked = Post + "Transfer-Encoding: chunked\r\n\r\n";
// Hidden behind what two readers could understand differently. It would start a cart.
const QByteArray Evil = "POST /api/v1/carts HTTP/1.1\r\n" + Host + "Content-Length: 0\r\n\r\n";
// Said by whoever is still connected after an answer; its own answer, a 200, is the last one.
const QByteArray Farewell = "GET /api/v1/health HTTP/1.1\r\n" + Host + "Connection: close\r\n\r\n";

// A shop behind a backroomd of its own, and its bystander.
struct Target
{
    explicit Target(const QByteArray &limits = {})
    {
        const StoreConfig config{folder.filePath(u"shop"_s), {}};
        {
            const auto database = Database::open(config, clock, Database::Open::OrCreate);
            if (!database)
                qFatal("no shop: %s", qPrintable(database.error().message));
            SmallShop shop(**database);
            for (int i = 0; i < 40; ++i)
                shop.addVariant("MUG-" + QByteArray::number(i), 1000, 10);
        }
        if (!limits.isEmpty()) {
            QFile file(QDir(config.dataDir).filePath(u"config.ini"_s));
            if (!file.open(QIODevice::WriteOnly) || file.write("[server]\n" + limits) < 0)
                qFatal("no config.ini");
        }
        serving = std::make_unique<Serving>(config.dataDir);
        bystander = std::make_unique<Bystander>(serving->port());
        store = *Database::open(config, clock);
        bystander->wait(200); // what is made once is made
    }

    quint16 port() const { return serving->port(); }
    qint64 carts() const
    {
        return *store->read(
            [](Reader &reader) -> Result<qint64> { return *reader.number("SELECT count(*) FROM carts"); });
    }
    ProcessFigures figures() const { return figuresOf(serving->processId()); }

    QTemporaryDir folder;
    const SystemClock clock;
    std::unique_ptr<Serving> serving;
    std::unique_ptr<Bystander> bystander;
    std::unique_ptr<Database> store;
};

// Answers what came back.
using Attack = std::function<QByteArray(Target &)>;

struct Row
{
    QByteArray sent;
    QByteArray cameBack;
    Attack attack;
    const char *target = "usual"; // or "hurried": a second or two for everything; or "small": room for 300 connections
    qint64 most = 32 * MiB; // of growth
};

// One client says this, waits for the answer, and says farewell if it still can.
Attack says(const QByteArray &bytes, bool headOnly = false)
{
    return [bytes, headOnly](Target &target) {
        Crowd one(target.port(), 1);
        one.say(bytes);
        if (!one.until([&] { return one.answered(1, headOnly); }))
            return "no answer"_ba;
        one.say(headOnly ? QByteArray(Farewell).replace("GET ", "HEAD ") : Farewell);
        one.until([&] { return one.open() == 0; });
        return one.told(headOnly);
    };
}

// One client says the first, and after an answer the second.
Attack saysInTurn(const QByteArray &first, const QByteArray &second)
{
    return [first, second](Target &target) {
        Crowd one(target.port(), 1);
        one.say(first);
        one.until([&] { return one.answered(1); });
        one.say(second);
        one.until([&] { return one.answered(2); });
        one.say(Farewell);
        one.until([&] { return one.open() == 0; });
        return one.told();
    };
}

// One client begins so, and goes on for ever, or for so many bytes; it does not care that it was refused.
Attack goesOn(const QByteArray &begins, const QByteArray &piece, qint64 bytes)
{
    return [begins, piece, bytes](Target &target) {
        Crowd one(target.port(), 1);
        one.say(begins);
        one.flood(piece.repeated(qMax<qsizetype>(1, 64 * KiB / piece.size())), bytes);
        one.until([&] { return one.open() == 0; });
        return one.told();
    };
}

// So many clients begin so, and each then says one byte after another, until the server has had enough.
Attack drip(int clients, const QByteArray &begin, const QByteArray &piece)
{
    return [clients, begin, piece](Target &target) {
        Crowd crowd(target.port(), clients);
        crowd.say(begin);
        target.bystander->wait(Meanwhile);
        crowd.until([&] {
            crowd.say(piece);
            return crowd.open() == 0;
        });
        return crowd.told();
    };
}

// So many clients ask for much and read little or nothing; they are gone when the server holds no descriptor of theirs.
Attack dawdles(int clients, qsizetype bytesAtOnce)
{
    return [clients, bytesAtOnce](Target &target) -> QByteArray {
        const int before = target.figures().descriptors;
        Crowd crowd(target.port(), clients, 4096);
        crowd.say(QByteArray("GET /api/v1/openapi.json HTTP/1.1\r\n" + Host + "\r\n").repeated(200));
        const bool held = crowd.until([&] { return target.figures().descriptors > before; }, 0);
        target.bystander->wait(Meanwhile);
        const bool gone = crowd.until([&] { return target.figures().descriptors <= before; }, bytesAtOnce);
        return QByteArray(held ? "held, " : "") + (gone ? "let go" : "held for ever");
    };
}

QByteArray floodUnread(Target &target)
{
    const int before = target.figures().descriptors;
    Crowd one(target.port(), 1);
    const bool heldBack =
        one.flood(QByteArray("GET /api/v1/products HTTP/1.1\r\n" + Host + "\r\n").repeated(1000), 256 * MiB);
    const bool gone = one.until([&] { return target.figures().descriptors <= before; }, 0);
    return QByteArray(heldBack ? "held back, " : "") + (gone ? "let go" : "held for ever");
}

QByteArray fiveThousandAtOnce(Target &target)
{
    Crowd crowd(target.port(), 5000);
    crowd.say(Get + "\r\n");
    crowd.until([&] { return crowd.answered(1); });
    target.bystander->wait(Meanwhile);
    return crowd.told();
}

QByteArray moreThanThereIsRoomFor(Target &target)
{
    // The bystander has one of the 300.
    Crowd crowd(target.port(), 400);
    crowd.until([&] { return crowd.open() == 299; });
    target.bystander->wait(Meanwhile);
    crowd.say(Get + "\r\n");
    crowd.until([&] { return crowd.answered(1); });
    return crowd.told();
}

// Only when all of it has come is looked at who sends it.
QByteArray strangersImages(Target &target)
{
    constexpr qint64 Size = 9 * MiB;
    Crowd crowd(target.port(), 20);
    crowd.say("POST /api/v1/admin/products/1/images HTTP/1.1\r\n" + Host
              + "Content-Type: image/png\r\nContent-Length: " + QByteArray::number(Size) + "\r\n\r\n");
    crowd.flood(QByteArray(64 * KiB, '0'), Size, 10'000);
    crowd.until([&] { return crowd.answered(1); });
    return crowd.told();
}

QByteArray manySignIns(Target &target)
{
    const QByteArray body = R"({"email": "nobody@example.com", "password": "not the password"})";
    Crowd crowd(target.port(), 60);
    crowd.say("POST /api/v1/auth/login HTTP/1.1\r\n" + Host + "Content-Type: application/json\r\nConnection: close\r\n"
              + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    crowd.until([&] { return crowd.open() == 0; });
    QByteArrayList others;
    for (const QByteArray &outcome : crowd.outcomes().keys())
        if (outcome != "401 closed" && outcome != "503 closed" && outcome != "429 closed")
            others << outcome;
    return others.isEmpty() ? "401, 429 or 503"_ba : others.join(", ");
}

QByteArray posted(const QByteArray &body)
{
    return Post + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

QByteArray manyFields()
{
    QByteArray fields;
    for (int i = 0; i < 5000; ++i)
        fields += "A" + QByteArray::number(i) + ": b\r\n";
    return fields;
}

QList<Row> sizes()
{
    const QByteArray zeros(64 * KiB, '0');
    QByteArray manyUnknown = "{\"a\": 0";
    for (int i = 0; i < 60'000; ++i)
        manyUnknown += ",\"f" + QByteArray::number(i) + "\": 0";
    manyUnknown += '}';
    return {
        {"a body of 1 GiB, announced", "413 closed",
         goesOn(Post + "Content-Length: 1073741824\r\n\r\n", zeros, 1024 * MiB)},
        {"an endless body in chunks", "413 closed", goesOn(Chunked, "10000\r\n" + zeros + "\r\n", 300 * MiB)},
        {"one endless chunk", "413 closed", goesOn(Chunked + "7fffffff\r\n", zeros, 300 * MiB)},
        {"a body of 1 GiB, announced and awaited", "413 closed",
         says(Post + "Expect: 100-continue\r\nContent-Length: 1073741824\r\n\r\n")},
        {"an endless header field", "431 closed", goesOn(Get + "X: ", zeros, 64 * MiB)},
        {"endless header fields", "431 closed", goesOn(Get, "X: aaaaaaaaaaaaaaaaaaaa\r\n", 64 * MiB)},
        {"5,000 header fields", "431 closed", says(Get + manyFields() + "\r\n")},
        {"an endless URL", "414 closed", goesOn("GET /", zeros, 64 * MiB)},
        {"a URL of 10 KB", "414 closed", says("GET /" + QByteArray(10'000, 'a') + " HTTP/1.1\r\n" + Host + "\r\n")},
        {"empty lines for ever", "closed", goesOn("", "\r\n", 64 * MiB), "hurried"},
        {"20 images of 9 MiB from strangers", "20 x 401 open", strangersImages},
        {"JSON 100,000 deep", "400 200 closed", says(posted(QByteArray(100'000, '[')))},
        {"JSON objects 100,000 deep", "400 200 closed", says(posted(QByteArray("{\"a\":").repeated(100'000)))},
        {"a list of 500,000 numbers", "422 200 closed",
         says(posted("{\"quantity\": [0" + QByteArray(",0").repeated(500'000) + "]}"))},
        {"a query that is no text", "400 200 closed",
         says("GET /api/v1/products?category=%FF HTTP/1.1\r\n" + Host + "\r\n")},
        {"NUL in a query", "400 closed", says("GET /api/v1/products?q=a%00b HTTP/1.1\r\n" + Host + "\r\n")},
        {"60,000 unknown fields", "422 200 closed", says(posted(manyUnknown))},
        {"a text of 1 MB", "422 200 closed", says(posted("{\"variant_id\": \"" + QByteArray(1'000'000, 'a') + "\"}"))},
        {"a number of 1 MB", "400 200 closed", says(posted("{\"quantity\": " + QByteArray(1'000'000, '9') + "}"))},
    };
}

QList<Row> times()
{
    return {
        {"a flood of requests, no answer read", "held back, let go", floodUnread, "hurried"},
        {"5,000 connections at once", "5000 x 200 open", fiveThousandAtOnce, "usual", 64 * MiB},
        {"400 connections where there is room for 300", "299 x 200 open, 101 x 503 closed", moreThanThereIsRoomFor,
         "small"},
        {"300 heads, a byte now and then", "300 x 408 closed", drip(300, "GET / HTTP/1.1\r\n" + Host + "X: ", "a"),
         "hurried"},
        {"300 bodies, a byte now and then", "300 x 408 closed",
         drip(300, Post + "Content-Length: 100000\r\n\r\n{", "a"), "hurried"},
        {"300 chunked bodies, a chunk now and then", "300 x 408 closed", drip(300, Chunked, "1\r\na\r\n"), "hurried"},
        {"300 connections that ask once and stay", "300 x 200 closed", drip(300, Get + "\r\n", ""), "hurried"},
        {"300 connections that say nothing", "300 x closed", drip(300, "", ""), "hurried"},
        {"100 clients that read nothing", "held, let go", dawdles(100, 0), "hurried", 160 * MiB},
        {"100 clients that read 16 bytes now and then", "held, let go", dawdles(100, 16), "hurried", 160 * MiB},
        {"60 sign-ins at once", "401, 429 or 503", manySignIns, "usual", 160 * MiB},
    };
}

QList<Row> framing()
{
    const QByteArray nothing = "0\r\n\r\n";
    return {
        {"a line that is no request", "400 closed", says("GARBAGE\r\n\r\n" + Evil)},
        {"the beginning of TLS", "400 closed",
         says(QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 15))},
        {"HTTP/9.9", "505 closed", says("GET /api/v1/health HTTP/9.9\r\n" + Host + "\r\n" + Evil)},
        {"HTTP/2 as if agreed", "505 closed", says("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")},
        {"no Host", "400 closed", says("GET /api/v1/health HTTP/1.1\r\n\r\n" + Evil)},
        {"two Hosts", "400 closed", says(Get + Host + "\r\n" + Evil)},
        {"Host: a/b?c#d", "400 closed", says("GET /api/v1/health HTTP/1.1\r\nHost: a/b?c#d\r\n\r\n" + Evil)},
        {"GET //evil/api/v1/health", "400 closed",
         says("GET //evil/api/v1/health HTTP/1.1\r\n" + Host + "\r\n" + Evil)},
        {"GET http://evil/api/v1/health", "400 closed",
         says("GET http://evil/api/v1/health HTTP/1.1\r\n" + Host + "\r\n" + Evil)},
        {"NUL in a field", "400 closed", says(Get + QByteArray("X: a\0b\r\n\r\n", 10) + Evil)},
        {"bare line feeds", "400 closed", says("GET /api/v1/health HTTP/1.1\nHost: 127.0.0.1\n\n" + Evil)},
        {"a folded field", "400 closed", says(Get + "X: a\r\n b\r\n\r\n" + Evil)},
        {"Content-Length with a blank before the colon", "400 closed",
         says(Post + "Content-Length : 0\r\n\r\n" + Evil)},
        {"Content-Length: 5 6", "400 closed", says(Post + "Content-Length: 5 6\r\n\r\n" + Evil)},
        {"Content-Length: -1", "400 closed", says(Post + "Content-Length: -1\r\n\r\n" + Evil)},
        {"Content-Length: 2^64-1", "400 closed", says(Post + "Content-Length: 18446744073709551615\r\n\r\n" + Evil)},
        {"Content-Length: 2^70", "400 closed", says(Post + "Content-Length: 1180591620717411303424\r\n\r\n" + Evil)},
        {"two Content-Lengths", "400 closed",
         says(Post + "Content-Length: 0\r\nContent-Length: " + QByteArray::number(Evil.size()) + "\r\n\r\n" + Evil)},
        {"the same Content-Length twice", "400 closed",
         says(Post + "Content-Length: 0\r\nContent-Length: 0\r\n\r\n" + Evil)},
        {"Content-Length and chunks", "400 closed",
         says(Post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + nothing + Evil)},
        {"chunks and Content-Length", "400 closed",
         says(Post + "Transfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n" + nothing + Evil)},
        {"Transfer-Encoding: gzip", "501 closed", says(Post + "Transfer-Encoding: gzip\r\n\r\n" + Evil)},
        {"Transfer-Encoding: gzip, chunked", "501 closed",
         says(Post + "Transfer-Encoding: gzip, chunked\r\n\r\n" + nothing + Evil)},
        {"Transfer-Encoding: xchunked", "501 closed",
         says(Post + "Transfer-Encoding: xchunked\r\n\r\n" + nothing + Evil)},
        {"chunks twice", "400 closed",
         says(Post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n" + nothing + Evil)},
        {"chunks in HTTP/1.0", "400 closed",
         says("POST /api/v1/carts/none/lines HTTP/1.0\r\n" + Host + "Transfer-Encoding: chunked\r\n\r\n" + nothing
              + Evil)},
        {"a request in the trailer of chunks", "400 closed", says(Chunked + "0\r\n" + Evil)},
        {"a trailer after chunks", "400 closed", says(Chunked + "0\r\nX: a\r\n\r\n" + Evil)},
        {"a chunk of -5 bytes", "400 closed", says(Chunked + "-5\r\n" + Evil)},
        {"a chunk of zz bytes", "400 closed", says(Chunked + "zz\r\n" + Evil)},
        {"a chunk of 2^63-1 bytes", "400 closed", says(Chunked + "7fffffffffffffff\r\n" + Evil)},
        {"a chunk longer than it says", "400 closed", says(Chunked + "1\r\nab\r\n" + nothing + Evil)},
        {"a chunk with bare line feeds", "400 closed", says(Chunked + "1\na\n0\n\n" + Evil)},
        {"a request as the body of a GET", "415 200 closed",
         says("GET /api/v1/shop HTTP/1.1\r\n" + Host + "Content-Length: " + QByteArray::number(Evil.size()) + "\r\n\r\n"
              + Evil)},
        {"HTTP/1.0", "200 closed", says("GET /api/v1/health HTTP/1.0\r\n\r\n")},
        {"HTTP/1.0 that wants to stay", "200 200 closed",
         says("GET /api/v1/health HTTP/1.0\r\n" + Host + "Connection: keep-alive\r\n\r\n")},
        {"Connection: close, and more behind it", "200 closed", says(Get + "Connection: close\r\n\r\n" + Evil)},
        {"HEAD", "200 200 closed", says("HEAD /api/v1/products HTTP/1.1\r\n" + Host + "\r\n", true)},
        {"Expect: 100-continue", "100 422 200 closed",
         saysInTurn(Post + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n", "{}")},
        {"Upgrade: websocket", "200 200 closed",
         says(Get
              + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")},
        {"Upgrade: h2c", "200 200 closed",
         says(Get + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n")},
    };
}

QList<Row> allRows() { return framing() + sizes() + times(); }
}

Q_DECLARE_METATYPE(Row)

class TestAbuse : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void table_data()
    {
        QTest::addColumn<Row>("row");
        for (const Row &row : allRows())
            QTest::newRow(row.sent.constData()) << row;
    }
    void table();
    void cleanupTestCase();

private:
    Target &target(const QByteArray &name);
    std::map<QByteArray, std::unique_ptr<Target>> m_targets;
    QByteArrayList m_shown;
};

Target &TestAbuse::target(const QByteArray &name)
{
    static const QHash<QByteArray, QByteArray> limits{
        {"hurried", "head_seconds=1\nbody_seconds=1\nidle_seconds=2\nlinger_seconds=1\nreply_stall_seconds=1\n"},
        {"small", "connections_from_this_computer=300\n"}};
    std::unique_ptr<Target> &target = m_targets[name];
    if (!target)
        target = std::make_unique<Target>(limits.value(name));
    return *target;
}

void TestAbuse::table()
{
    QFETCH(Row, row);
    Target &target = this->target(row.target);
    const int served = target.bystander->served();
    const qint64 carts = target.carts();
    resetPeak(target.serving->processId());
    const qint64 before = target.figures().residentKiB;
    do
        QCOMPARE(row.attack(target), row.cameBack);
    while (target.bystander->served() < served + Meanwhile && target.bystander->notServed() == 0);
    const qint64 grown = (target.figures().peakKiB - before) * KiB;
    const int meanwhile = target.bystander->served() - served;
    m_shown << row.sent.leftJustified(46) + row.cameBack.leftJustified(36)
            + QByteArray::number(grown / KiB).rightJustified(8) + QByteArray::number(meanwhile).rightJustified(8);
    QVERIFY2(!MemoryTells || grown <= row.most,
             QByteArray("grew by " + QByteArray::number(grown / KiB) + " KiB").constData());
    QCOMPARE(target.bystander->lastStatus(), 0);
    QCOMPARE(target.bystander->notServed(), 0);
    QCOMPARE(target.carts(), carts); // nothing hidden was executed
}

void TestAbuse::cleanupTestCase()
{
    for (const auto &[name, target] : m_targets) {
        target->bystander.reset();
        QCOMPARE(target->serving->stop(), 0);
        QByteArray said;
        for (const QByteArray &line : target->serving->err().split('\n'))
            if (!line.contains("event loop")) // how fast this machine is, is not asked here
                said += line;
        QCOMPARE(said, ""_ba);
    }
    m_targets.clear();
    if (qEnvironmentVariableIsSet("BACKROOM_SHOW"))
        fprintf(stderr, "\n%s%s\n%s\n", QByteArray("sent").leftJustified(46).constData(),
                "came back                            KiB more  others", m_shown.join('\n').constData());
}

QTEST_GUILESS_MAIN(TestAbuse)
#include "tst_abuse.moc"
