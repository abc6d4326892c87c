#include "tests/support/buyers.h"

#include "app/journal/journal.h"

#include <QThread>

using namespace Qt::StringLiterals;

namespace backroom::test {

namespace {
constexpr qint64 Price = 1000;
}

void Ledger::add(const Attempt &attempt)
{
    const std::lock_guard lock(m_mutex);
    m_attempts << attempt;
    m_acknowledged += attempt.number.isEmpty() ? 0 : 1;
}

QList<Attempt> Ledger::all()
{
    const std::lock_guard lock(m_mutex);
    return m_attempts;
}

int Ledger::acknowledged()
{
    const std::lock_guard lock(m_mutex);
    return m_acknowledged;
}

void Ledger::wait(int more)
{
    const int enough = acknowledged() + more;
    while (acknowledged() < enough)
        QThread::usleep(300);
}

Wares makeWares(const StoreConfig &config)
{
    const SystemClock clock;
    const auto database = Database::open(config, clock, Database::Open::OrCreate);
    if (!database)
        qFatal("no shop: %s", qPrintable(database.error().message));
    SmallShop shop(**database);
    return {shop.addVariant("PIECE", Price, Wares::Pieces), shop.post};
}

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

Buyers::Buyers(int count, quint16 port, const Wares &wares, Ledger &ledger, const QByteArray &name, Trouble trouble)
    : m_ledger(ledger), m_trouble(trouble)
{
    for (int i = 0; i < count; ++i)
        m_threads.emplace_back(
            [this, port, wares, own = QByteArray(name + '-' + QByteArray::number(i))] { buy(port, wares, own); });
}

void Buyers::stop()
{
    m_stop = true;
    join();
}

void Buyers::join()
{
    for (std::thread &thread : m_threads)
        thread.join();
    m_threads.clear();
}

int Buyers::answered(int status)
{
    const std::lock_guard lock(m_mutex);
    return m_statuses.value(status);
}

Answer Buyers::counted(Answer answer)
{
    if (answer.status / 100 == 5 && answer.header("retry-after").isEmpty())
        ++m_unexplained;
    const std::lock_guard lock(m_mutex);
    ++m_statuses[answer.status];
    return answer;
}

bool Buyers::placeOne(ApiClient &client, const Wares &wares, const QByteArray &email)
{
    const Answer cart = counted(client.post("/api/v1/carts", "{}"));
    if (cart.status != 201)
        return false;
    const QByteArray id = cart.json().value("id"_L1).toString().toUtf8();
    const QByteArray path = "/api/v1/carts/" + id;
    const QByteArray line = json("{'variant_id': '" + wares.variant.bytes() + "', 'quantity': 1}");
    const QByteArray address =
        json("{'name': 'Ann', 'line1': '1 High Street', 'city': 'Leeds', 'postal_code': 'LS1 1AA', 'country': 'GB'}");
    const QByteArray option = json("{'id': '" + wares.method.bytes() + "'}");
    if (counted(client.post(path + "/lines", line)).status / 100 != 2
        || counted(client.put(path + "/shipping-address", address)).status != 200
        || counted(client.put(path + "/shipping-option", option)).status != 200)
        return false;
    Attempt attempt{id, "key-" + email, email, {}, 0};
    const Answer placed = counted(placeOrder(client, attempt));
    attempt.status = placed.status;
    attempt.number = placed.status == 201 ? numberIn(placed) : QByteArray();
    m_ledger.add(attempt);
    return placed.status == 201;
}

void Buyers::buy(quint16 port, const Wares &wares, const QByteArray &name)
{
    ApiClient client(port);
    for (int turn = 0; !m_stop; ++turn) {
        if (placeOne(client, wares, name + '-' + QByteArray::number(turn) + "@example.com"))
            continue;
        if (m_trouble == Trouble::Leaves)
            return;
        QThread::msleep(5);
    }
}

Verdict examine(const StoreConfig &config, const QList<Attempt> &attempts, const Wares &wares)
{
    Verdict verdict;
    const SystemClock clock;
    const auto database = Database::open(config, clock);
    if (!database)
        return {0, {database.error().message}};
    const auto looked = (*database)->read([&](Reader &reader) -> Result<> {
        QHash<QByteArray, QByteArrayList> byEmail;
        {
            Query rows = reader.query("SELECT email, number FROM orders");
            while (rows.next())
                byEmail[rows.bytes(0)] << rows.bytes(1);
        }
        for (const Attempt &attempt : attempts) {
            const QByteArrayList numbers = byEmail.value(attempt.email);
            if (!attempt.number.isEmpty() && !numbers.contains(attempt.number)) {
                ++verdict.missing;
                verdict.faults << u"missing: %1"_s.arg(QString::fromUtf8(attempt.number));
            }
            if (numbers.size() > 1)
                verdict.faults << u"doubled: %1"_s.arg(QString::fromUtf8(attempt.email));
        }
        // Each order is whole: its one line, its one movement, its entry in the journal, and a piece less on the shelf.
        const qint64 orders = reader.number("SELECT count(*) FROM orders").value_or(-1);
        const auto expect = [&](const char *what, qint64 found, qint64 right) {
            if (found != right)
                verdict.faults << u"%1: %2 instead of %3"_s.arg(QLatin1StringView(what)).arg(found).arg(right);
        };
        expect("lines", reader.number("SELECT count(DISTINCT order_id) FROM order_lines").value_or(-1), orders);
        expect("pieces in lines",
               reader.number("SELECT CAST(coalesce(sum(quantity), 0) AS BIGINT) FROM order_lines").value_or(-1),
               orders);
        expect("movements", reader.number("SELECT count(*) FROM stock_movements WHERE reason = 'sold'").value_or(-1),
               orders);
        expect("pieces left",
               reader.number("SELECT level FROM stock_levels WHERE variant_id = ?", wares.variant).value_or(-1),
               Wares::Pieces - orders);
        expect("numbers", reader.number("SELECT count(DISTINCT number) FROM orders").value_or(-1), orders);
        expect("kept answers", reader.number("SELECT count(*) FROM idempotency").value_or(-1), orders);
        expect("journal entries",
               reader.number("SELECT count(*) FROM journal WHERE action = 'order.placed'").value_or(-1), orders);
        if (const auto check = journal::verify(reader); !check.whole)
            verdict.faults << check.message;
        return {};
    });
    if (!looked)
        verdict.faults << looked.error().message;
    verdict.faults += SmallShop::faultsOf(**database);
    return verdict;
}

}
