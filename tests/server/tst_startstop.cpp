// Started and stopped two hundred times, amid traffic each time: nothing is left behind, neither threads nor file
// descriptors nor memory.
#include "tests/support/apifixture.h"
#include "tests/support/crowd.h"
#include "tests/support/daemon.h"
#include "tests/support/processfigures.h"
#include "tests/support/smallshop.h"

using namespace backroom;
using namespace Qt::StringLiterals;
using test::ApiClient;
using test::ApiFixture;
using test::Crowd;
using test::ProcessFigures;

namespace {
const QByteArray Host = "Host: 127.0.0.1\r\n";

// Clients of every kind: served, busy, amid a head, amid a body, silent; all still there when the server stops.
struct Traffic
{
    explicit Traffic(quint16 port)
        : silent(port, 2), amidHead(port, 2), amidBody(port, 2), writing(port, 2), client(port)
    {
        amidHead.say("GET /api/v1/shop HTTP/1.1\r\n" + Host + "X: ");
        amidBody.say("POST /api/v1/carts HTTP/1.1\r\n" + Host
                     + "Content-Type: application/json\r\nContent-Length: 10\r\n\r\n{");
        for (int i = 0; i < 3; ++i) {
            statuses << client.get("/api/v1/shop").status << client.post("/api/v1/carts", "{}").status;
            statuses << client.get("/api/v1/products?limit=5").status;
        }
        writing.say(QByteArray("POST /api/v1/carts HTTP/1.1\r\n" + Host + "Content-Length: 0\r\n\r\n").repeated(20));
    }

    Crowd silent;
    Crowd amidHead;
    Crowd amidBody;
    Crowd writing;
    ApiClient client;
    QList<int> statuses;
};
}

class TestStartStop : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void inOneProcess_data();
    void inOneProcess();
    void asAProcess();
};

void TestStartStop::inOneProcess_data()
{
    QTest::addColumn<QString>("store");
    QTest::addColumn<int>("times");
    QTest::newRow("sqlite") << u"sqlite"_s << 200;
    QTest::newRow("postgresql") << u"postgresql"_s << 50;
}

void TestStartStop::inOneProcess()
{
    QFETCH(QString, store);
    QFETCH(int, times);
    ServerOptions options;
    options.limits.drainMillis = 20; // some of these clients never finish what they began
    ApiFixture api(store, {}, options);
    api.server().stop();
    const QList<int> right{200, 201, 200, 200, 201, 200, 200, 201, 200};
    ProcessFigures before;
    for (int turn = 0; turn < times; ++turn) {
        QVERIFY(api.server().start());
        {
            const Traffic traffic(api.server().port());
            QCOMPARE(traffic.statuses, right);
            api.server().stop();
        }
        QVERIFY(!api.server().isRunning());
        if (turn == times / 4) {
            QTest::qWait(100); // one that was joined may be a moment on its way out
            before = test::figuresOf(QCoreApplication::applicationPid());
        }
    }
    QTRY_COMPARE(test::figuresOf(QCoreApplication::applicationPid()).threads, before.threads);
    // A thread of the store may just have opened its own; what is left behind at each start would be many more.
    QTRY_VERIFY(test::figuresOf(QCoreApplication::applicationPid()).descriptors <= before.descriptors + 2);
    const ProcessFigures after = test::figuresOf(QCoreApplication::applicationPid());
    QVERIFY2(!test::MemoryTells || after.residentKiB <= before.residentKiB * 105 / 100,
             QByteArray(QByteArray::number(before.residentKiB) + " KiB, then " + QByteArray::number(after.residentKiB))
                 .constData());
}

void TestStartStop::asAProcess()
{
    const QTemporaryDir folder;
    test::makeShop(folder.path());
    ProcessFigures first;
    for (int turn = 0; turn < 5; ++turn) {
        test::Serving serving(folder.path());
        {
            ApiClient client(serving.port());
            for (int i = 0; i < 20; ++i)
                QCOMPARE(client.get("/api/v1/shop").status, 200);
        }
        const ProcessFigures figures = test::figuresOf(serving.processId());
        if (turn == 0)
            first = figures;
        QCOMPARE(figures.threads, first.threads);
        QCOMPARE(serving.stop(), 0);
        QCOMPARE(serving.err(), ""_ba);
    }
}

QTEST_GUILESS_MAIN(TestStartStop)
#include "tst_startstop.moc"
