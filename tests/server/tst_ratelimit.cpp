// Who asks for too much is slowed, and nobody else: by the clock, by address, and as clients see it.
#include "server/http/ratelimit.h"
#include "tests/support/apifixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace backroom;
using namespace std::chrono_literals;
using test::Answer;
using test::ApiFixture;

namespace {
const RateLimiter::Time start{1000s};
const QHostAddress stranger(u"203.0.113.7"_s);

int allowedOf(RateLimiter &limiter, const QHostAddress &address, int calls, RateLimiter::Time at)
{
    int allowed = 0;
    for (int i = 0; i < calls; ++i)
        allowed += limiter.ask(RateClass::General, address, at).allowed ? 1 : 0;
    return allowed;
}
}

class TestRateLimit : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void takesABurstAndThenARate()
    {
        RateLimiter limiter({.general = {10, 2}});
        QCOMPARE(allowedOf(limiter, stranger, 50, start), 10);
        QCOMPARE(allowedOf(limiter, stranger, 50, start + 400ms), 0);
        QCOMPARE(allowedOf(limiter, stranger, 50, start + 500ms), 1);
        QCOMPARE(allowedOf(limiter, stranger, 50, start + 3s), 5);
        QCOMPARE(allowedOf(limiter, stranger, 50, start + 1h), 10);
    }

    void saysWhatIsLeft()
    {
        RateLimiter limiter({.general = {10, 2}});
        const RateVerdict first = limiter.ask(RateClass::General, stranger, start);
        QCOMPARE(first.limit, 10);
        QCOMPARE(first.remaining, 9);
        QCOMPARE(first.resetSeconds, 1);
        allowedOf(limiter, stranger, 9, start);
        const RateVerdict refused = limiter.ask(RateClass::General, stranger, start);
        QVERIFY(!refused.allowed);
        QCOMPARE(refused.remaining, 0);
        QCOMPARE(refused.resetSeconds, 5);
        QCOMPARE(refused.retryAfterSeconds, 1);
        // Who waits as told is let in.
        QVERIFY(limiter.ask(RateClass::General, stranger, start + 1s).allowed);
    }

    void tellsAddressesApart()
    {
        RateLimiter limiter({.general = {3, 1}});
        QCOMPARE(allowedOf(limiter, stranger, 9, start), 3);
        QCOMPARE(allowedOf(limiter, QHostAddress(u"203.0.113.8"_s), 9, start), 3);
        // A network is one caller, whichever of its addresses it uses, also of IPv4 within IPv6.
        QCOMPARE(allowedOf(limiter, QHostAddress(u"2001:db8:1:2::1"_s), 2, start), 2);
        QCOMPARE(allowedOf(limiter, QHostAddress(u"2001:db8:1:2:ffff::1"_s), 9, start), 1);
        QCOMPARE(allowedOf(limiter, QHostAddress(u"2001:db8:1:3::1"_s), 9, start), 3);
        QCOMPARE(allowedOf(limiter, QHostAddress(u"::ffff:203.0.113.7"_s), 9, start), 0);
    }

    void leavesThisMachineAlone()
    {
        RateLimiter limiter({.general = {3, 1}});
        QCOMPARE(allowedOf(limiter, QHostAddress(u"127.0.0.1"_s), 100, start), 100);
        QCOMPARE(allowedOf(limiter, QHostAddress(u"::1"_s), 100, start), 100);
        QVERIFY(limiter.ask(RateClass::General, QHostAddress(u"127.0.0.1"_s), start).headers().isEmpty());
        RateLimiter off({.on = false, .general = {3, 1}});
        QCOMPARE(allowedOf(off, stranger, 100, start), 100);
    }

    void forgetsWhoWasQuietLongest()
    {
        RateLimiter limiter({.general = {1, 0.001}}, 1000);
        QVERIFY(limiter.ask(RateClass::General, stranger, start).allowed);
        for (quint32 i = 1; i <= 5000; ++i) {
            limiter.ask(RateClass::General, QHostAddress(0x0a000000 + i), start);
            if (i % 500 == 0) // comes back in time to be remembered
                QVERIFY(!limiter.ask(RateClass::General, stranger, start).allowed);
        }
        QCOMPARE(limiter.kept(), size_t(1000));
        QVERIFY(limiter.ask(RateClass::General, QHostAddress(0x0a000001), start).allowed);
    }

    void clientsAreTold()
    {
        ServerOptions options;
        options.rates.generalLoopback = {5, 0.01};
        ApiFixture api(u"sqlite"_s, {}, options);
        test::ApiClient client = api.client();
        for (int left = 4; left >= 0; --left) {
            const Answer answer = client.get(left % 2 ? "/api/v1/shop" : "/api/v1/nothing");
            QCOMPARE(answer.status, left % 2 ? 200 : 404);
            QCOMPARE(answer.header("ratelimit-limit"), "5"_ba);
            QCOMPARE(answer.header("ratelimit-remaining"), QByteArray::number(left));
        }
        const Answer refused = client.get("/api/v1/shop");
        QCOMPARE(refused.status, 429);
        QCOMPARE(refused.header("content-type"), "application/problem+json"_ba);
        QVERIFY(refused.header("retry-after").toInt() > 0);
        QCOMPARE(refused.header("ratelimit-remaining"), "0"_ba);
    }
};

QTEST_GUILESS_MAIN(TestRateLimit)
#include "tst_ratelimit.moc"
