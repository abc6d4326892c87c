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

    void tellsAccountsApart()
    {
        RateLimiter limiter({.account = {3, 1}, .key = {5, 1}});
        const auto calls = [&limiter](const RateCaller &caller) {
            int allowed = 0;
            for (int i = 0; i < 20; ++i)
                allowed += limiter.ask(RateClass::General, caller, start).allowed ? 1 : 0;
            return allowed;
        };
        Actor ann;
        ann.kind = Actor::Kind::User;
        ann.user = UserId{7};
        Actor ben = ann;
        ben.user = UserId{8};
        Actor program;
        program.kind = Actor::Kind::ApiKey;
        program.key = ApiKeyId{7};
        QCOMPARE(calls(RateCaller(ann)), 3);
        QCOMPARE(calls(RateCaller(ann)), 0);
        QCOMPARE(calls(RateCaller(ben)), 3);
        QCOMPARE(calls(RateCaller(program)), 5);
    }

    void lookingDoesNotCount()
    {
        RateLimiter limiter({.general = {2, 1}});
        for (int i = 0; i < 10; ++i)
            QVERIFY(limiter.look(RateClass::General, stranger, start).allowed);
        QCOMPARE(allowedOf(limiter, stranger, 9, start), 2);
        QVERIFY(!limiter.look(RateClass::General, stranger, start).allowed);
        // Each class by itself.
        QVERIFY(limiter.ask(RateClass::Changes, stranger, start).allowed);
    }

    void whoSignedInIsCountedByThat()
    {
        ServerOptions options;
        options.rates.generalLoopback = {4, 0.001};
        options.rates.account = {6, 0.001};
        options.rates.accountChanges = {2, 0.001};
        ApiFixture api(u"sqlite"_s, {}, options);
        test::ApiClient ann = api.client(api.tokenFor(Role::Customer));
        test::ApiClient ben = api.client(api.tokenFor(Role::Customer));
        // Six each, of which no two more than that change something; from the same address.
        const auto path = "/api/v1/me/addresses"_ba;
        const auto body = R"({"name": "A", "line1": "B", "city": "C", "postal_code": "10115", "country": "DE"})"_ba;
        QCOMPARE(ann.post(path, body).status, 201);
        QCOMPARE(ann.post(path, body).status, 201);
        const Answer refused = ann.post(path, body);
        QCOMPARE(refused.status, 429);
        QCOMPARE(refused.header("ratelimit-limit"), "2"_ba);
        QCOMPARE(ann.get("/api/v1/me").status, 200);
        QCOMPARE(ann.get("/api/v1/me").status, 200);
        const Answer last = ann.get("/api/v1/me");
        QCOMPARE(last.status, 200);
        QCOMPARE(last.header("ratelimit-remaining"), "0"_ba);
        QCOMPARE(ann.get("/api/v1/me").status, 429);
        QCOMPARE(ben.get("/api/v1/me").status, 200);
        // Tokens that are no good are the address's doing, and stop there.
        test::ApiClient thief = api.client("guessed");
        for (int i = 0; i < 4; ++i)
            QCOMPARE(thief.get("/api/v1/me").status, 401);
        QCOMPARE(thief.get("/api/v1/me").status, 429);
        QCOMPARE(ben.get("/api/v1/me").status, 429);
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
