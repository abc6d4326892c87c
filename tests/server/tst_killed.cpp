// What was acknowledged is there: the real program is killed while customers order, and started again. A control run in
// which the disk forgot something shows that the check would tell.
#include "app/journal/journal.h"
#include "tests/support/apiclient.h"
#include "tests/support/daemon.h"
#include "tests/support/pgserver.h"
#include "tests/support/smallshop.h"

#include <QDir>
#include <QRandomGenerator>
#include <mutex>
#include <thread>

using namespace Qt::StringLiterals;
using namespace backroom;
using namespace backroom::test;

namespace {
constexpr qint64 Pieces = 500'000;
constexpr int Customers = 4;

// One order that somebody tried to place; what became of it is known only when it was answered.
struct Attempt
{
    QByteArray cart;
    QByteArray key; // Idempotency-Key
    QByteArray email;
    QByteArray number; // empty: not acknowledged
};

class Ledger {
public:
    void add(const Attempt &attempt)
    {
        const std::lock_guard lock(m_mutex);
        m_attempts << attempt;
        m_acknowledged += attempt.number.isEmpty() ? 0 : 1;
    }
    QList<Attempt> all() const { return m_attempts; }
    int acknowledged()
    {
        const std::lock_guard lock(m_mutex);
        return m_acknowledged;
    }

private:
    std::mutex m_mutex;
    QList<Attempt> m_attempts;
    int m_acknowledged = 0;
};

Answer placeOrder(ApiClient &client, const Attempt &attempt)
{
    return client.post("/api/v1/carts/" + attempt.cart + "/checkout",
                       json("{'email': '" + attempt.email + "', 'payment_method': 'bank_transfer'}"),
                       {{"Idempotency-Key", attempt.key}});
}

QByteArray numberIn(const Answer &answer)
{
    return answer.json().value("order"_L1).toObject().value("number"_L1).toString().toUtf8();
}

// Orders one piece after another until the connection breaks.
void buy(quint16 port, VariantId variant, ShippingMethodId method, const QByteArray &name, Ledger &ledger)
{
    ApiClient client(port);
    for (int turn = 0;; ++turn) {
        const Answer cart = client.post("/api/v1/carts", "{}");
        const QByteArray id = cart.json().value("id"_L1).toString().toUtf8();
        const QByteArray path = "/api/v1/carts/" + id;
        const bool filled = cart.status == 201
            && client.post(path + "/lines", json("{'variant_id': '" + variant.bytes() + "', 'quantity': 1}")).status
                    / 100
                == 2
            && client
                    .put(path + "/shipping-address",
                         json("{'name': 'Ann', 'line1': '1 High Street', 'city': 'Leeds', 'postal_code': 'LS1 1AA', "
                              "'country': 'GB'}"))
                    .status
                == 200
            && client.put(path + "/shipping-option", json("{'id': '" + method.bytes() + "'}")).status == 200;
        if (!filled)
            return;
        const QByteArray email = name + '-' + QByteArray::number(turn) + "@example.com";
        Attempt attempt{id, "key-" + email, email, {}};
        const Answer placed = placeOrder(client, attempt);
        attempt.number = placed.status == 201 ? numberIn(placed) : QByteArray();
        ledger.add(attempt);
        if (placed.status != 201)
            return;
    }
}

// What a look into the store finds wrong, in sentences. Attempts that were not answered may be there or not, once.
struct Verdict
{
    int missing = 0;
    QStringList faults;
};

Verdict examine(const StoreConfig &config, const QList<Attempt> &attempts, VariantId variant)
{
    Verdict verdict;
    const SystemClock clock;
    const auto database = Database::open(config, clock);
    if (!database)
        return {0, {database.error().message}};
    const auto looked = (*database)->read([&](Reader &reader) -> Result<> {
        QHash<QByteArray, QByteArrayList> byEmail;
        Query rows = reader.query("SELECT email, number FROM orders");
        while (rows.next())
            byEmail[rows.bytes(0)] << rows.bytes(1);
        for (const Attempt &attempt : attempts) {
            const QByteArrayList numbers = byEmail.value(attempt.email);
            if (!attempt.number.isEmpty() && !numbers.contains(attempt.number)) {
                ++verdict.missing;
                verdict.faults << u"missing: %1"_s.arg(QString::fromUtf8(attempt.number));
            }
            if (numbers.size() > 1)
                verdict.faults << u"doubled: %1"_s.arg(QString::fromUtf8(attempt.email));
        }
        const qint64 orders = reader.number("SELECT count(*) FROM orders").value_or(-1);
        const qint64 level = reader.number("SELECT level FROM stock_levels WHERE variant_id = ?", variant).value_or(-1);
        if (level != Pieces - orders)
            verdict.faults << u"%1 pieces after %2 orders"_s.arg(level).arg(orders);
        if (const auto check = journal::verify(reader); !check.whole)
            verdict.faults << check.message;
        return {};
    });
    if (!looked)
        verdict.faults << looked.error().message;
    return verdict;
}

QStringList booksOf(const StoreConfig &config)
{
    const SystemClock clock;
    const auto database = Database::open(config, clock);
    return database ? SmallShop::faultsOf(**database) : QStringList{database.error().message};
}
}

class TestKilled : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void acknowledgedIsThere_data()
    {
        QTest::addColumn<QString>("store");
        QTest::newRow("sqlite") << u"sqlite"_s;
        QTest::newRow("postgresql") << u"postgresql"_s;
    }

    void acknowledgedIsThere()
    {
        QFETCH(QString, store);
        const bool sqlite = store == "sqlite"_L1;
        const QTemporaryDir folder;
        const StoreConfig config{folder.filePath(u"shop"_s), sqlite ? QString() : freshPostgresUrl()};
        VariantId variant;
        ShippingMethodId method;
        {
            const SystemClock clock;
            const auto database = Database::open(config, clock, Database::Open::OrCreate);
            QVERIFY(database);
            SmallShop shop(**database);
            variant = shop.addVariant("PIECE", 1000, Pieces);
            method = shop.post;
        }
        Ledger ledger;
        int caught = 0;
        for (int round = 0; round < 6; ++round) {
            Serving serving(config.dataDir, sqlite ? QStringList{} : QStringList{u"--store"_s, config.url});
            const int enough = ledger.acknowledged() + QRandomGenerator::global()->bounded(5, 60);
            std::vector<std::thread> customers;
            for (int i = 0; i < Customers; ++i)
                customers.emplace_back(buy, serving.port(), variant, method,
                                       QByteArray("c" + QByteArray::number(round) + '-' + QByteArray::number(i)),
                                       std::ref(ledger));
            while (ledger.acknowledged() < enough)
                QThread::usleep(QRandomGenerator::global()->bounded(50, 3000));
            serving.kill();
            for (std::thread &customer : customers)
                customer.join();
            const QList<Attempt> attempts = ledger.all();
            // A disk that forgot what it said it had kept: the log is gone. What was in it is missing, and found out.
            if (sqlite) {
                const StoreConfig control{folder.filePath(u"control%1"_s.arg(round)), {}};
                QVERIFY(QDir().mkpath(control.dataDir));
                QVERIFY(QFile::copy(config.sqliteFile(), control.sqliteFile()));
                caught += examine(control, attempts, variant).missing > 0 ? 1 : 0;
            }
            const Verdict verdict = examine(config, attempts, variant);
            QVERIFY2(verdict.faults.isEmpty(), qPrintable(verdict.faults.join(u'\n')));
            QVERIFY2(booksOf(config).isEmpty(), qPrintable(booksOf(config).join(u'\n')));
        }
        QVERIFY2(!sqlite || caught > 0, "the check did not find what the control runs lost");

        // Who got no answer asks again, with the same key, and has one order.
        Serving serving(config.dataDir, sqlite ? QStringList{} : QStringList{u"--store"_s, config.url});
        ApiClient client(serving.port());
        QList<Attempt> attempts = ledger.all();
        int repeated = 0;
        for (Attempt &attempt : attempts) {
            const bool unanswered = attempt.number.isEmpty();
            if (!unanswered && ++repeated > 20)
                continue;
            const Answer again = placeOrder(client, attempt);
            QCOMPARE(again.status, 201);
            if (unanswered)
                attempt.number = numberIn(again);
            else
                QCOMPARE(again.header("idempotency-replayed"), "true"_ba);
            QCOMPARE(numberIn(again), attempt.number);
        }
        QCOMPARE(serving.stop(), 0);
        const Verdict verdict = examine(config, attempts, variant);
        QVERIFY2(verdict.faults.isEmpty(), qPrintable(verdict.faults.join(u'\n')));
        if (!sqlite)
            dropPostgres(config.url);
    }
};

QTEST_GUILESS_MAIN(TestKilled)
#include "tst_killed.moc"
