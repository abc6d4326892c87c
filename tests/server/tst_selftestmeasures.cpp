// What a test of the server asks, put to servers that do wrong: each is found out.
#include "app/selftest/verdict.h"
#include "server/http/httpserver.h"
#include "server/selftest/measures.h"

#include <QSemaphore>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QThread>

using namespace backroom;
using namespace Qt::StringLiterals;

namespace {
const selftest::Manner British{QLocale(QLocale::English, QLocale::UnitedKingdom), QTimeZone("Europe/London")};

// A server that does everything wrong: it says yes to whatever comes, and never lets go.
class YesServer final : public QThread {
public:
    YesServer()
    {
        start();
        m_ready.acquire();
    }
    ~YesServer() override
    {
        quit();
        wait();
    }
    int port() const { return m_port; }

protected:
    void run() override
    {
        QTcpServer server;
        server.listen(QHostAddress::LocalHost);
        m_port = server.serverPort();
        connect(&server, &QTcpServer::newConnection, &server, [&server] {
            QTcpSocket *socket = server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket] {
                // To each piece of a request, even if it has not come to its end.
                if (socket->readAll().size() > 1)
                    socket->write("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{\"id\":\"77\"}");
            });
        });
        m_ready.release();
        exec();
    }

private:
    QSemaphore m_ready;
    int m_port = 0;
};
}

class TestSelfTestMeasures : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tellsOfAServerThatSaysYes();
    void tellsOfAServerThatSaysNo();
};

void TestSelfTestMeasures::tellsOfAServerThatSaysYes()
{
    const YesServer server;
    const auto goOn = [] { return true; };
    const auto attacks = attack(server.port(), goOn);
    QVERIFY(attacks.size() >= 7);
    for (const SelfTestAttack &attack : attacks)
        QVERIFY2(!attack.refused, attack.name.constData());
    QCOMPARE(selftest::judgeAttacks(attacks, British).verdict, SelfTestVerdict::Failed);
    // It sells the last pieces to everybody.
    traffic::Errand errand{[](long long) { return "{}"; }, "{}", "{}", "{}"};
    const auto carts = fillCarts(server.port(), errand, 50, goOn);
    QCOMPARE(carts.size(), 50U);
    const auto replies = orderAtOnce(server.port(), errand, carts, goOn);
    QCOMPARE(replies.size(), 50U);
    QCOMPARE(replies.front().status, 200);
    QCOMPARE(selftest::judgeRace(countRace(replies, 10), British).verdict, SelfTestVerdict::Failed);
}

void TestSelfTestMeasures::tellsOfAServerThatSaysNo()
{
    // Ours, without a shop behind it: it answers, but not with what was asked for.
    HttpServer server;
    ServerOptions options;
    options.port = 0;
    options.workers = 1;
    options.limits.headMillis = 500;
    options.limits.lingerMillis = 200;
    options.handlers = []() -> Handler {
        return [](const Request &, const Responder &responder) {
            responder.send(Reply{500, "text/plain"_ba, "sorry"_ba});
        };
    };
    QVERIFY(server.start(options));
    const auto goOn = [] { return true; };
    const traffic::Errand errand{[](long long) { return "{}"; }, "{}", "{}", "{}"};
    qint64 answered = 0;
    const SelfTestSpeed lists = measureKeptLists(server.port(), 0.1, goOn);
    const SelfTestSpeed orders = measureOrders(server.port(), errand, 0.1, goOn, answered);
    QVERIFY(lists.failures > 0 && orders.failures > 0);
    QCOMPARE(lists.failure, u"500 sorry"_s);
    QCOMPARE(answered, 0);
    QVERIFY(fillCarts(server.port(), errand, 5, goOn).empty());
    for (const SelfTestAttack &attack : attack(server.port(), goOn))
        QVERIFY2(!attack.othersServed, attack.name.constData());
    const auto race = countRace(std::vector<OrderReply>(50), 10);
    QCOMPARE(selftest::judgeRace(race, British).verdict, SelfTestVerdict::Failed);
    const auto repeat = countRepeat({{201, "{\"order\":1}"}, {201, "{\"order\":2}"}, {409, "{}"}}, 1);
    QCOMPARE(repeat.answered, 2);
    QCOMPARE(repeat.different, 1);
    QCOMPARE(selftest::judgeRepeat(repeat, British).verdict, SelfTestVerdict::Failed);
}

QTEST_GUILESS_MAIN(TestSelfTestMeasures)
#include "tst_selftestmeasures.moc"
