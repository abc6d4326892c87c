// The time machine: any moment of a busy shop comes back exactly, and what cannot be trusted is not believed.
#include "app/backups/backupname.h"
#include "app/backups/changeshipper.h"
#include "app/backups/folderplace.h"
#include "app/backups/rcloneplace.h"
#include "app/backups/remotebackups.h"
#include "app/backups/replay.h"
#include "app/backups/restore.h"
#include "app/backups/snapshot.h"
#include "app/backups/timeline.h"
#include "app/orders/orders.h"
#include "app/products/productservice.h"
#include "tests/support/smallshop.h"
#include "tests/support/storerows.h"

#include <QDir>
#include <QProcess>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using namespace backroom;
using namespace backroom::test;

namespace {
const Actor Tester = Actor::system(u"Test"_s);

StoreRows rowsIn(const StoreConfig &config)
{
    const auto connection = Connection::open(config);
    return test::rowsOf(**connection);
}
}

class TestReplay : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_store = std::make_unique<TestStore>(u"sqlite"_s);
        m_shop = std::make_unique<SmallShop>(m_store->database());
        m_variants = {m_shop->addVariant("A", 100, 5000), m_shop->addVariant("B", 2500, 5000)};
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings.every = std::chrono::milliseconds(20);
        m_settings.marksEvery = std::chrono::milliseconds(0);
        m_settings.markRest = 0;
        m_settings.segmentBytes = 4'000;
        m_serial = 0;
        m_bases.clear();
    }
    void cleanup()
    {
        m_shipper.reset();
        m_shop.reset();
        m_store.reset();
    }
    void fiftyMoments();
    void bigImport();
    void damageIsTold();
    void fromWhatRcloneReaches();
    void missingSegments();
    void changedAround();
    void restoredAndWentOn();
    void noBackupIsThatOld();
    void imagesAddedSince();

private:
    QString place() const { return m_folder->filePath(u"backups"_s); }
    QString changes() const { return m_folder->filePath(u"backups/changes"_s); }
    StoreRows rows() { return rowsIn(m_store->config()); }
    void begin()
    {
        m_shipper = std::make_unique<ChangeShipper>(m_store->database(), changes(), m_settings);
        QVERIFY(m_shipper->carryNow());
        backUp();
    }
    void backUp()
    {
        const auto made =
            makeBackup(m_store->database(),
                       {freeBackupPath(place(), {m_store->clock().now(), u"daily"_s}), m_key, u"daily"_s, {}, {}});
        QVERIFY2(made, made ? "" : qPrintable(made.error().message));
        QCOMPARE(made->manifest.epoch, m_shipper->state().epoch);
        m_bases.append({made->manifest.at, made->manifest.epoch, made->manifest.changeSeq});
    }
    Result<std::unique_ptr<ProvedBackup>> at(Millis moment, const QStringList &more = {})
    {
        return shopAt({moment, QStringList{place()} + more, m_folder->filePath(u"scratch"_s),
                       [this](const QString &) -> Result<BackupKey> { return m_key; }});
    }
    // Something that shops do, at random.
    void work();
    void write(const std::function<void(Transaction &)> &what)
    {
        QVERIFY(m_store->database().writeNow(Tester, [&what](Transaction &tx) -> Result<> {
            what(tx);
            return {};
        }));
    }
    void waitForMark();

    const BackupKey m_key = BackupKey::makeKept();
    std::unique_ptr<TestStore> m_store;
    std::unique_ptr<SmallShop> m_shop;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ChangeShipper> m_shipper;
    ChangeShipper::Settings m_settings;
    QList<VariantId> m_variants;
    QList<BaseBackup> m_bases;
    int m_serial = 0;
};

void TestReplay::work()
{
    auto *random = QRandomGenerator::global();
    const QByteArray name = QByteArray::number(++m_serial);
    const VariantId variant = m_variants[random->bounded(int(m_variants.size()))];
    switch (random->bounded(9)) {
    case 0: m_variants.append(m_shop->addVariant("N" + name, 10 * m_serial, 100)); break;
    case 1: (void)m_shop->addUser(QString::fromLatin1(name) + u"@example.com"_s); break;
    case 2: (void)m_shop->fullCart({{variant, 1}}); break; // not recorded, and its ids are given
    case 3:
        (void)m_store->database().writeNow(Tester, [variant](Transaction &tx) -> Result<> {
            tx.exec("UPDATE variants SET price = price + 1 WHERE id = ?", variant);
            return fail(ErrorCode::Conflict, u"No."_s);
        });
        break;
    case 4:
        write([&](Transaction &tx) {
            tx.exec("UPDATE products SET title = ?, updated_at = ? WHERE id = 1", "Title " + name, tx.now());
            tx.exec("UPDATE settings SET shop_name = ?, revision = revision + 1", "Shop " + name);
        });
        break;
    case 5:
        write([&](Transaction &tx) {
            tx.exec("INSERT INTO categories (name, slug, created_at, updated_at) VALUES ('c', ?, 1, 1)", name);
            tx.exec("DELETE FROM categories WHERE id % 3 = 0");
        });
        break;
    default: (void)m_shop->order({{variant, 1}, {m_variants.constFirst(), 2}}); break;
    }
}

void TestReplay::waitForMark()
{
    QVERIFY(m_shipper->carryNow());
    const auto last = *m_store->database().read(
        [](Reader &reader) -> Result<recording::State> { return recording::state(reader.connection()); });
    const auto hasMark = [&] {
        for (const QString &file : segments::filesOf(changes(), last.epoch)) {
            const auto reader = SegmentReader::open(file, last.epoch, m_store->database().secrets().changesKey);
            while (reader) {
                const auto entry = (*reader)->next();
                if (!entry || !*entry)
                    break;
                if (const auto *mark = std::get_if<Mark>(&**entry); mark && mark->seq == last.seq)
                    return true;
            }
        }
        return false;
    };
    QTRY_VERIFY_WITH_TIMEOUT(hasMark(), 90'000); // a disk that has much to do takes its time
}

void TestReplay::fiftyMoments()
{
    begin();
    struct Moment
    {
        Millis from = 0, until = 0;
        StoreRows rows;
    };
    QList<Moment> moments;
    const Millis first = m_store->clock().now();
    for (int i = 0; i < 120; ++i) {
        m_store->clock().advance(1 + QRandomGenerator::global()->bounded(5000));
        if (!moments.isEmpty())
            moments.last().until = m_store->clock().now();
        for (int calls = QRandomGenerator::global()->bounded(1, 5); calls > 0; --calls)
            work();
        if (i == 119) // what is known of the time goes to the last thing that is recorded
            (void)m_shop->order({{m_variants[0], 1}});
        moments.append({m_store->clock().now(), m_store->clock().now() + 1, rows()});
        if (i == 60)
            backUp();
        if (i % 20 == 0)
            waitForMark();
    }
    waitForMark();
    QVERIFY(segments::filesOf(changes(), m_shipper->state().epoch).size() > 2);
    QCOMPARE(reachableMoments(m_bases, changes(), m_store->database().secrets().changesKey),
             (QList<Stretch>{{first, m_store->clock().now()}}));
    for (int i = 0; i < 50; ++i) {
        const Moment &wanted = moments[QRandomGenerator::global()->bounded(int(moments.size()))];
        const Millis moment =
            wanted.from + QRandomGenerator::global()->bounded(std::max(1, int(wanted.until - wanted.from)));
        const auto shop = at(moment);
        QVERIFY2(shop, shop ? "" : qPrintable(shop.error().message));
        QCOMPARE(difference(rowsIn((*shop)->config()), wanted.rows), QByteArray());
        const auto connection = Connection::open((*shop)->config());
        QCOMPARE(*digestTables(**connection, shopTables(**connection), {}), (*shop)->manifest().tables);
        QVERIFY(
            !(*connection)->query("SELECT 1 FROM products WHERE id NOT IN (SELECT rowid FROM product_search)").next());
        QVERIFY(!(*connection)->query("SELECT 1 FROM carts").next());
        QVERIFY((*shop)->manifest().at <= moment);
    }
    QVERIFY(QDir(m_folder->path()).entryList({u"scratch*"_s}).isEmpty());
}

void TestReplay::bigImport()
{
    begin();
    const StoreRows before = rows();
    m_store->clock().advance(1000);
    write([](Transaction &tx) {
        for (int i = 0; i < 30'000; ++i)
            tx.exec("INSERT INTO users (email, email_key, name, name_key, role, note, created_at, updated_at) "
                    "VALUES (?, ?, ?, ?, 'customer', ?, 1, 1)",
                    i, i, "Name", "name", QByteArray(100, char('a' + i % 26)) + QByteArray::number(i * 7919));
    });
    const StoreRows after = rows();
    waitForMark();
    {
        const auto then = at(m_store->clock().now() - 1);
        QVERIFY2(then, then ? "" : qPrintable(then.error().message));
        QCOMPARE(difference(rowsIn((*then)->config()), before), QByteArray());
    }
    const auto now = at(m_store->clock().now());
    QVERIFY2(now, now ? "" : qPrintable(now.error().message));
    QCOMPARE(difference(rowsIn((*now)->config()), after), QByteArray());
}

void TestReplay::damageIsTold()
{
    QTemporaryDir other;
    begin();
    QVERIFY(FolderPlace(other.path()).look(m_store->database().secrets().storeId, false));
    m_shipper->setPlaces({{1, u"Disk"_s, BackupPlace::Kind::Folder, other.path()}});
    for (int i = 0; i < 40; ++i) {
        m_store->clock().advance(1000);
        work();
        (void)m_shop->order({{m_variants[0], 1}});
        QVERIFY(m_shipper->carryNow());
    }
    const Millis now = m_store->clock().now();
    const StoreRows last = rows();
    m_shipper.reset(); // and the place has it all
    const auto files = segments::filesOf(changes(), m_bases.constFirst().epoch);
    QVERIFY(files.size() > 2);
    QFile file(files[1]);
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(file.size() / 2));
    const char byte = file.peek(1).at(0);
    QVERIFY(file.putChar(char(byte ^ 1)));
    file.close();
    const auto refused = at(now);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Malformed);
    QVERIFY(refused.error().message.contains(QFileInfo(files[1]).fileName()));
    // And it is known before anybody wants to go there, a little at a time.
    const QByteArray key = m_store->database().secrets().changesKey, epoch = m_bases.constFirst().epoch;
    SegmentCheck check;
    QCOMPARE(reachableMoments(m_bases, changes(), key, check).constLast().until, now);
    QVERIFY(!check.go(files, epoch, key, 1));
    while (!check.go(files, epoch, key, 1)) {}
    const QList<Stretch> known = reachableMoments(m_bases, changes(), key, check);
    QCOMPARE(known.size(), 1);
    QVERIFY(known.constFirst().until < now && known.constFirst().until >= m_bases.constFirst().at);
    QVERIFY(at(known.constFirst().until).has_value());
    // What is before the damage is there, and the other place has it whole.
    QVERIFY(at(m_bases.constFirst().at + 1000).has_value());
    const auto whole = at(now, {other.path()});
    QVERIFY2(whole, whole ? "" : qPrintable(whole.error().message));
    QCOMPARE(difference(rowsIn((*whole)->config()), last), QByteArray());
}

// The computer is lost, and a part of it was still growing.
void TestReplay::fromWhatRcloneReaches()
{
    const QString program = RclonePlace::find();
    QVERIFY2(!program.isEmpty(), "rclone is not installed; ./dev test installs it");
    QTemporaryDir box;
    begin();
    QVERIFY(QFile::copy(QDir(place()).entryInfoList({u"*.backroom"_s}).constFirst().filePath(),
                        box.filePath(QDir(place()).entryList({u"*.backroom"_s}).constFirst())));
    m_shipper->setPlaces({{1, u"Box"_s, BackupPlace::Kind::Rclone, ":local:"_L1 % box.path()}}, program);
    Millis then = 0;
    StoreRows half;
    for (int i = 0; i < 12; ++i) {
        m_store->clock().advance(1000);
        work();
        (void)m_shop->order({{m_variants[0], 1}});
        QVERIFY(m_shipper->carryNow());
        if (i == 6) {
            then = m_store->clock().now();
            half = rows();
        }
    }
    const Millis now = m_store->clock().now();
    const StoreRows last = rows();
    QTRY_COMPARE_WITH_TIMEOUT(m_shipper->state().places.at(0).until, now, 60'000);
    QTemporaryDir left; // what rclone's own copy of the box brings is good too
    QVERIFY(QProcess::execute(program, {u"copy"_s, box.path(), left.path()}) == 0);
    MomentOrder order{now, {}, m_folder->filePath(u"scratch"_s), [this](const QString &) -> Result<BackupKey> {
                          return m_key;
                      }};
    for (const Millis moment : {now, then}) {
        order.moment = moment;
        const auto shop = remotebackups::shopAt(order, ":local:"_L1 % box.path(), program);
        QVERIFY2(shop, shop ? "" : qPrintable(shop.error().message));
        QCOMPARE(difference(rowsIn((*shop)->config()), moment == now ? last : half), QByteArray());
    }
    QVERIFY(!QFile::exists(order.scratch + u".fetched"_s));
    order.moment = m_bases.constFirst().at - 1000;
    QCOMPARE(remotebackups::shopAt(order, ":local:"_L1 % box.path(), program).error().code, ErrorCode::NotFound);
    QCOMPARE(remotebackups::shopAt(order, u"nowhere:shop"_s, program).error().code, ErrorCode::Unavailable);
    order.moment = now;
    order.places = {left.path()};
    const auto copied = shopAt(order);
    QVERIFY2(copied, copied ? "" : qPrintable(copied.error().message));
    QCOMPARE(difference(rowsIn((*copied)->config()), last), QByteArray());
}

void TestReplay::missingSegments()
{
    begin();
    for (int i = 0; i < 40; ++i) {
        m_store->clock().advance(1000);
        (void)m_shop->order({{m_variants[0], 1}});
        QVERIFY(m_shipper->carryNow());
    }
    const auto files = segments::filesOf(changes(), m_bases.constFirst().epoch);
    QVERIFY(files.size() > 2);
    QVERIFY(QFile::remove(files[1]));
    const auto refused = at(m_store->clock().now());
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Malformed);
}

// sqlite3, typed by hand.
void TestReplay::changedAround()
{
    begin();
    for (int i = 0; i < 5; ++i) {
        m_store->clock().advance(1000);
        (void)m_shop->order({{m_variants[0], 1}});
    }
    waitForMark();
    const Millis good = m_store->clock().now();
    const StoreRows then = rows();
    (*Connection::open(m_store->config()))->exec("UPDATE users SET note = 'by hand'");
    (*Connection::open(m_store->config()))->exec("UPDATE order_lines SET title = 'by hand' WHERE id = 1");
    m_store->clock().advance(1000);
    (void)m_shop->order({{m_variants[0], 1}});
    waitForMark();
    const auto refused = at(m_store->clock().now());
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Malformed);
    QVERIFY2(refused.error().message.contains("order_lines"_L1), qPrintable(refused.error().message));
    {
        const auto before = at(good);
        QVERIFY2(before, before ? "" : qPrintable(before.error().message));
        QCOMPARE(difference(rowsIn((*before)->config()), then), QByteArray());
    }
    // The next backup has it, and leads on from there.
    m_store->clock().advance(1000);
    backUp();
    m_store->clock().advance(1000);
    (void)m_shop->order({{m_variants[0], 1}});
    waitForMark();
    const auto later = at(m_store->clock().now());
    QVERIFY2(later, later ? "" : qPrintable(later.error().message));
    QCOMPARE(difference(rowsIn((*later)->config()), rows()), QByteArray());
}

void TestReplay::restoredAndWentOn()
{
    begin();
    const QByteArray epoch = m_shipper->state().epoch;
    for (int i = 0; i < 5; ++i) {
        m_store->clock().advance(1000);
        (void)m_shop->order({{m_variants[0], 1}});
    }
    QVERIFY(m_shipper->carryNow());
    const Millis wanted = m_store->clock().now() - 2000;
    auto shop = at(wanted);
    QVERIFY2(shop, shop ? "" : qPrintable(shop.error().message));
    QCOMPARE((*shop)->manifest().rows("orders"), 3);
    QCOMPARE((*shop)->manifest().at, wanted);
    m_store->clock().advance(1000);
    const auto restored =
        restoreInto(m_store->database(), *std::move(shop), Tester, m_folder->filePath(u"safety.backroom"_s), m_key);
    QVERIFY2(restored, restored ? "" : qPrintable(restored.error().message));
    QCOMPARE(m_store->database()
                 .read([](Reader &reader) -> Result<qint64> {
                     return reader.number("SELECT count(*) FROM orders").value_or(-1);
                 })
                 .value(),
             3);
    QCOMPARE(SmallShop::faultsOf(m_store->database()), QStringList());
    // Another history from here on: what was before stays as it was, and what comes is recorded.
    QVERIFY(m_shipper->carryNow());
    QVERIFY(m_shipper->state().epoch != epoch);
    m_store->clock().advance(1000);
    backUp();
    m_store->clock().advance(1000);
    (void)m_shop->order({{m_variants[0], 1}});
    QVERIFY(m_shipper->carryNow());
    {
        const auto now = at(m_store->clock().now());
        QVERIFY2(now, now ? "" : qPrintable(now.error().message));
        QCOMPARE(difference(rowsIn((*now)->config()), rows()), QByteArray());
    }
    const auto old = at(wanted + 1500);
    QVERIFY2(old, old ? "" : qPrintable(old.error().message));
    QCOMPARE((*old)->manifest().rows("orders"), 4);
}

void TestReplay::noBackupIsThatOld()
{
    begin();
    const auto refused = at(m_store->clock().now() - 60'000);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::NotFound);
    QVERIFY(at(m_store->clock().now()).has_value());
}

void TestReplay::imagesAddedSince()
{
    begin();
    m_store->clock().advance(1000);
    write([](Transaction &tx) {
        tx.exec("INSERT INTO images (product_id, hash, extension, width, height, position, created_at) "
                "VALUES (1, 'abcd', 'png', 1, 1, 0, 1)");
    });
    QVERIFY(m_shipper->carryNow());
    QVERIFY(QDir().mkpath(m_folder->filePath(u"images"_s)));
    QFile image(m_folder->filePath(u"images/abcd.png"_s));
    QVERIFY(image.open(QIODevice::WriteOnly) && image.write("picture") == 7);
    image.close();
    const auto shop = at(m_store->clock().now());
    QVERIFY2(shop, shop ? "" : qPrintable(shop.error().message));
    QFile there(QDir((*shop)->folder()).filePath(u"images/abcd.png"_s));
    QVERIFY(there.open(QIODevice::ReadOnly));
    QCOMPARE(there.readAll(), "picture");
    QCOMPARE((*shop)->manifest().images.size(), 1);
}

QTEST_GUILESS_MAIN(TestReplay)
#include "tst_replay.moc"
