// What is put away now and then: what is over goes, what is in use stays, and one fault does not keep the rest.
#include "app/backroom.h"
#include "app/housekeeping.h"
#include "app/products/imagefile.h"
#include "app/products/imagestore.h"
#include "app/products/productsearch.h"
#include "app/reports/requeststats.h"
#include "tests/support/smallshop.h"

#include <QDir>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::SmallShop;
using test::TestStore;

namespace {
const Actor Self = Actor::system(u"Test"_s);
constexpr Millis Day = 86'400'000;

qint64 rows(Database &database, const QByteArray &from)
{
    return *database.read([&](Reader &reader) -> Result<qint64> {
        return reader.number(QByteArray("SELECT count(*) FROM " + from)).value_or(-1);
    });
}

void write(Database &database, const std::function<void(Transaction &)> &work)
{
    const Result<> written = database.writeNow(Self, [&](Transaction &transaction) -> Result<> {
        work(transaction);
        return {};
    });
    if (!written)
        qFatal("%s", qPrintable(written.error().message));
}

// Each in two: one that is over and one that is not.
void fill(Database &database, Millis now)
{
    SmallShop shop(database);
    const UserId user = shop.addUser(u"ann@example.com"_s);
    write(database, [&](Transaction &tx) {
        for (const Millis expires : {now - 1, now + Day})
            tx.exec("INSERT INTO sessions (user_id, token_hash, created_at, last_used_at, expires_at) "
                    "VALUES (?, ?, ?, ?, ?)",
                    user, Blob{QByteArray::number(expires)}, now - Day, now - Day, expires);
        for (const Millis created : {now - 3 * Day, now - Day})
            tx.exec("INSERT INTO idempotency (key_hash, body_hash, status, reply, created_at) VALUES (?, ?, 200, ?, ?)",
                    Blob{QByteArray::number(created)}, Blob{"b"}, Blob{"r"}, created);
        for (const Millis hour : {now - requeststats::KeptFor - 1, now - Day}) {
            RequestStats stats;
            stats.add({hour, "GET", "/api/v1/shop"}, 200, 100, 10);
            requeststats::store(tx, stats);
        }
    });
    shop.fullCart({{shop.addVariant("MUG", 1000, 10), 1}});
    write(database, [&](Transaction &tx) { tx.exec("UPDATE carts SET expires_at = ?", now - 1); });
    shop.fullCart({{shop.addVariant("CUP", 1000, 10), 1}});
}
}

class TestHousekeeping : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void putsAwayWhatIsOver();
    void startsAtOnce();
    void oneFaultDoesNotKeepTheRest();
    void imagesGoWhenNobodyRefersToThem();
    void searchIndexIsPutTogether();
};

void TestHousekeeping::putsAwayWhatIsOver()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    fill(base.database(), base.clock().now());
    const qint64 journal = rows(base.database(), "journal");
    base.close();
    const auto shop = *Backroom::open(base.config(), base.clock());
    QCOMPARE(rows(shop->database(), "carts"), 2);
    for (int round = 0; round < 2; ++round) {
        QVERIFY(Housekeeping::tidy(*shop));
        QCOMPARE(rows(shop->database(), "sessions"), 1);
        QCOMPARE(rows(shop->database(), "carts"), 1);
        QCOMPARE(rows(shop->database(), "idempotency"), 1);
        QCOMPARE(rows(shop->database(), "request_stats"), 1);
        QCOMPARE(rows(shop->database(), "journal"), journal); // nothing of it is a change of the shop
    }
}

void TestHousekeeping::startsAtOnce()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    fill(base.database(), base.clock().now());
    base.close();
    const auto shop = *Backroom::open(base.config(), base.clock());
    const Housekeeping housekeeping(*shop);
    QTRY_COMPARE(rows(shop->database(), "sessions"), 1);
    QTRY_COMPARE(rows(shop->database(), "request_stats"), 1);
}

void TestHousekeeping::oneFaultDoesNotKeepTheRest()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    fill(base.database(), base.clock().now());
    base.close();
    const auto shop = *Backroom::open(base.config(), base.clock());
    write(shop->database(), [](Transaction &tx) { tx.exec("DROP TABLE invitations"); });
    QVERIFY(!Housekeeping::tidy(*shop));
    QCOMPARE(rows(shop->database(), "sessions"), 2);
    QCOMPARE(rows(shop->database(), "carts"), 1);
    QCOMPARE(rows(shop->database(), "idempotency"), 1);
}

// Each change of a product leaves a piece of the index; what they find stays as it was.
void TestHousekeeping::searchIndexIsPutTogether()
{
    QFETCH_GLOBAL(QString, store);
    TestStore base(store);
    base.close();
    const auto shop = *Backroom::open(base.config(), base.clock());
    for (int i = 1; i <= 3; ++i)
        write(shop->database(), [i](Transaction &tx) {
            Product product;
            product.id = ProductId{i};
            product.title = i == 2 ? u"Blue teapot"_s : u"Red teapot %1"_s.arg(i);
            products::indexProduct(tx, product);
        });
    const bool sqlite = store == "sqlite"_L1;
    const QByteArray pieces = "(SELECT DISTINCT segid FROM product_search_idx) s";
    QVERIFY(!sqlite || rows(shop->database(), pieces) > 1);
    for (int round = 0; round < 2; ++round) {
        QVERIFY(Housekeeping::tidy(*shop));
        QVERIFY(!sqlite || rows(shop->database(), pieces) == 1);
        const products::SearchQuery query(u"teapot red");
        const auto found = *shop->database().read([&](Reader &reader) -> Result<QList<qint64>> {
            QList<qint64> ids;
            Query row = reader.query(products::SearchQuery::select(reader.kind()),
                                     query.parameter(reader.kind(), products::SearchField::All));
            while (row.next())
                ids << row.int64(0);
            std::sort(ids.begin(), ids.end());
            return ids;
        });
        QCOMPARE(found, (QList<qint64>{1, 3}));
    }
}

// A picture that comes again while it lies there unused is young again: it may be referred to any moment.
void TestHousekeeping::imagesGoWhenNobodyRefersToThem()
{
    QFETCH_GLOBAL(QString, store);
    if (store != "sqlite"_L1)
        return; // there it is a row, and whoever brings one is waited for
    TestStore base(store);
    base.close();
    const auto shop = *Backroom::open(base.config(), base.clock());
    const ImageStore images(shop->config());
    ImageFile file;
    file.hash = QByteArray(64, 'a');
    file.extension = "png";
    file.bytes = "picture";
    file.thumbnail = "small";
    QVERIFY(images.keep(file));
    const QDir folder(QDir(base.config().dataDir).filePath(u"images"_s));
    const QStringList names = folder.entryList(QDir::Files);
    QCOMPARE(names.size(), 2);
    const auto makeOld = [&] {
        for (const QString &name : names) {
            QFile there(folder.filePath(name));
            QVERIFY(there.open(QIODevice::ReadWrite | QIODevice::ExistingOnly));
            QVERIFY(there.setFileTime(QDateTime::fromMSecsSinceEpoch(SystemClock().now() - 2 * 3'600'000),
                                      QFileDevice::FileModificationTime));
        }
    };
    makeOld();
    QVERIFY(images.keep(file));
    QVERIFY(Housekeeping::tidy(*shop));
    QCOMPARE(folder.entryList(QDir::Files).size(), 2);
    makeOld();
    QVERIFY(Housekeeping::tidy(*shop));
    QCOMPARE(folder.entryList(QDir::Files).size(), 0);
}

QTEST_GUILESS_MAIN(TestHousekeeping)
#include "tst_housekeeping.moc"
