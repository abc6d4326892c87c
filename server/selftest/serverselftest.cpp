#include "server/selftest/serverselftest.h"

#include "app/base/crypto.h"
#include "app/selftest/history.h"
#include "server/selftest/course.h"
#include "server/selftest/measures.h"
#include "server/selftest/scratchshop.h"

#include <QCoreApplication>
#include <QSysInfo>
#include <QThread>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int Racers = 50;
constexpr int Repeats = 20; // at once, and once more after a restart
// Whose orders are counted afterwards.
constexpr char Buyer[] = "buyer@selftest.example";
constexpr char Racer[] = "racer@selftest.example";
constexpr char Repeater[] = "repeater@selftest.example";
constexpr char Key[] = "one-order-sent-again-and-again";

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

Error stopped() { return {ErrorCode::Conflict, tr("The test was stopped. Nothing is left of the copy.")}; }

QByteArray machine(const QByteArray &storeId)
{
    const QByteArray says = QSysInfo::machineUniqueId() + '\n' + QSysInfo::machineHostName().toUtf8() + '\n'
        + QByteArray::number(QThread::idealThreadCount());
    return blake2b(says, storeId).first(8).toHex();
}

// What is expected of each step; the time goes into what the copy has to be measured with.
QList<Course::Step> steps(bool quick, qint64 orders)
{
    const double copied = 0.3 + double(orders) / 100'000, read = 0.2 + double(orders) / 50'000;
    return {{tr("The shop is copied"), copied + 0.5},
            {tr("Lists of products are asked for again and again"), quick ? 0.5 : 2.0},
            {tr("Lists of products are asked for that nobody asked for before"), quick ? 0.5 : 2.0},
            {tr("Customers fill carts and order"), quick ? 1.0 : 4.0},
            {tr("%1 customers order the last %2 pieces").arg(Racers).arg(Goods::LastPieces), 0.5},
            {tr("One order is sent again and again"), 0.7},
            {tr("Hostile requests are sent"), 2.5},
            {tr("The books are looked through"), read}};
}

// The tests, one after the other, on one copy.
class Examination {
public:
    Examination(ScratchShop &copy, Course &course, SelfTestReport &report)
        : m_copy(copy), m_goods(copy.goods()), m_course(course), m_report(report)
    {}

    // Each false once it was stopped.
    bool speeds()
    {
        if (!m_course.next())
            return false;
        m_report.keptLists = measureKeptLists(m_copy.port(), m_course.seconds(), m_goOn);
        if (!m_course.next())
            return false;
        m_report.freshLists = measureFreshLists(m_copy.port(), m_course.seconds(), m_goOn);
        if (!m_course.next())
            return false;
        m_report.checkouts = measureOrders(m_copy.port(), m_goods.errand(m_goods.many, Buyer), m_course.seconds(),
                                           m_goOn, m_report.ordersAnswered);
        return !m_course.isStopped();
    }

    bool race()
    {
        if (!m_course.next())
            return false;
        const traffic::Errand errand = m_goods.errand({m_goods.last}, Racer);
        const traffic::Carts carts = fillCarts(m_copy.port(), errand, Racers, m_goOn);
        m_report.race = countRace(orderAtOnce(m_copy.port(), errand, carts, m_goOn), Goods::LastPieces);
        return !m_course.isStopped();
    }

    Result<bool> repeat()
    {
        if (!m_course.next())
            return false;
        const traffic::Errand errand = m_goods.errand({m_goods.single}, Repeater);
        traffic::Carts carts = fillCarts(m_copy.port(), errand, 1, m_goOn);
        if (!carts.empty())
            carts.resize(Repeats, carts.front());
        auto replies = orderAtOnce(m_copy.port(), errand, carts, m_goOn, Key);
        if (const auto again = m_copy.restart(); !again)
            return fail(again.error());
        carts.resize(std::min<size_t>(1, carts.size()));
        const auto last = orderAtOnce(m_copy.port(), errand, carts, m_goOn, Key);
        replies.insert(replies.end(), last.begin(), last.end());
        m_report.repeat = countRepeat(replies, int(last.size()));
        return !m_course.isStopped();
    }

    bool attacks()
    {
        if (!m_course.next())
            return false;
        m_report.attacks = attack(m_copy.port(), m_goOn);
        return !m_course.isStopped();
    }

    Result<bool> books()
    {
        if (!m_course.next())
            return false;
        const Result<> read = m_copy.database().read([this](Reader &reader) -> Result<> {
            m_report.ordersFound = ordersOf(reader, Buyer);
            readRace(reader, Racer, m_goods.last, m_report.race);
            m_report.repeat.orders = ordersOf(reader, Repeater);
            if (reader.kind() == StoreKind::Postgres) {
                Query row = reader.query("SELECT current_setting('fsync'), current_setting('synchronous_commit')");
                row.next();
                m_report.waitsForDisk = row.bytes(0) == "on" && row.bytes(1) != "off";
            }
            m_report.bookFaults = bookFaults(reader, m_report.journalEntries);
            return {};
        });
        return read ? Result<bool>(!m_course.isStopped()) : fail(read.error());
    }

private:
    ScratchShop &m_copy;
    const Goods &m_goods;
    Course &m_course;
    SelfTestReport &m_report;
    const GoOn m_goOn = [this] { return m_course.goOn(); };
};

Result<bool> examine(ScratchShop &copy, Course &course, SelfTestReport &report)
{
    Examination examination(copy, course, report);
    if (!examination.speeds() || !examination.race())
        return false;
    if (const auto repeated = examination.repeat(); !repeated || !*repeated)
        return repeated;
    if (!examination.attacks())
        return false;
    return examination.books();
}
}

Result<SelfTestReport> ServerSelfTest::run(bool quick, const Watch &watch)
{
    QElapsedTimer timer;
    timer.start();
    SelfTestReport report;
    report.at = m_shop.clock().now();
    report.version = BACKROOM_VERSION;
    report.machine = machine(m_shop.secrets().storeId);
    report.cores = QThread::idealThreadCount();
    report.store = m_shop.kind() == StoreKind::Sqlite ? "sqlite" : "postgresql";
    report.quick = quick;
    report.customers = Customers;
    report.ordersCopied = m_shop.kind() == StoreKind::Sqlite;
    const Result<> counted = m_shop.read([&report](Reader &reader) -> Result<> {
        report.products = reader.number("SELECT count(*) FROM products").value_or(0);
        report.orders = reader.number("SELECT count(*) FROM orders").value_or(0);
        return {};
    });
    if (!counted)
        return fail(counted.error());

    Course course(steps(quick, report.ordersCopied ? report.orders : 0), watch);
    if (!course.next())
        return fail(stopped());
    {
        const auto copy = ScratchShop::open(m_shop, m_workers, [&course](double share) { return course.goOn(share); });
        if (!copy)
            return fail(copy.error());
        const auto finished = examine(**copy, course, report);
        if (!finished)
            return fail(finished.error());
        if (!*finished)
            return fail(stopped());
    }
    report.seconds = double(timer.elapsed()) / 1000;
    const Result<> kept =
        m_shop.writeNow(Actor::system(u"Self-test"_s), [&report](Transaction &transaction) -> Result<> {
            selftest::keep(transaction, report);
            return {};
        });
    return kept ? Result<SelfTestReport>(report) : fail(kept.error());
}

}
