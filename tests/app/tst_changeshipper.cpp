// Recorded changes leave the store for segments, and segments go to further places, whatever becomes of those meanwhile.
#include "app/backups/changeshipper.h"
#include "app/backups/timeline.h"
#include "tests/support/smallshop.h"

#include <QDir>

using namespace Qt::StringLiterals;
using namespace backroom;
using namespace backroom::test;

namespace {
const Actor Tester = Actor::system(u"Test"_s);

QList<recording::Change> changesIn(const QString &folder, const QByteArray &epoch, const QByteArray &key)
{
    QList<recording::Change> all;
    for (const QString &file : segments::filesOf(folder, epoch)) {
        const auto reader = SegmentReader::open(file, epoch, key);
        if (!reader)
            qFatal("no segment: %s", qPrintable(reader.error().message));
        while (true) {
            const auto entry = (*reader)->next();
            if (!entry || !*entry)
                break;
            if (const auto *change = std::get_if<recording::Change>(&**entry))
                all.append(*change);
        }
    }
    return all;
}

QMap<QString, QByteArray> filesUnder(const QString &folder)
{
    QMap<QString, QByteArray> files;
    for (const QByteArray &epoch : segments::epochsIn(folder))
        for (const QString &path : segments::filesOf(folder, epoch))
            if (QFile file(path); file.open(QIODevice::ReadOnly))
                files.insert(QDir(folder).relativeFilePath(path), file.readAll());
    return files;
}
}

class TestChangeShipper : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_store = std::make_unique<TestStore>(u"sqlite"_s);
        m_shop = std::make_unique<SmallShop>(m_store->database());
        m_variant = m_shop->addVariant("A", 100, 5000);
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings.every = std::chrono::milliseconds(20);
    }
    void cleanup()
    {
        m_shop.reset();
        m_store.reset();
    }
    void carriesAndRemoves();
    void carriesWhatAnotherLeft();
    void newSegments();
    void placesGetTheSame();
    void aPlaceComesBack();
    void anotherShopsPlace();
    void aSpoiltCopyIsMendedFromItsBeginning();
    void aGoodCopyOutlivesTheDamagedFile_data();
    void aGoodCopyOutlivesTheDamagedFile();
    void whatIsPastItsTimeGoesFromPlacesToo();
    void whatCannotBeCarriedDoesNotFillTheStore();
    void oneProgramCarries();
    void aNewEpoch();
    void nothingOnPostgres();

private:
    QString changes() const { return m_folder->filePath(u"changes"_s); }
    QByteArray key() const { return m_store->database().secrets().changesKey; }
    qint64 left()
    {
        return *m_store->database().read([](Reader &reader) -> Result<qint64> {
            return reader.number("SELECT count(*) FROM recorded_changes").value_or(-1);
        });
    }
    std::unique_ptr<ChangeShipper> ship()
    {
        auto shipper = std::make_unique<ChangeShipper>(m_store->database(), changes(), m_settings);
        if (const auto carried = shipper->carryNow(); !carried)
            qFatal("not carried: %s", qPrintable(carried.error().message));
        return shipper;
    }
    std::unique_ptr<TestStore> m_store;
    std::unique_ptr<SmallShop> m_shop;
    std::unique_ptr<QTemporaryDir> m_folder;
    VariantId m_variant;
    ChangeShipper::Settings m_settings;
};

void TestChangeShipper::carriesAndRemoves()
{
    auto shipper = ship();
    const QByteArray epoch = shipper->state().epoch;
    QVERIFY(shipper->state().recording && epoch.size() == 16);
    for (int i = 0; i < 10; ++i)
        m_shop->order({{m_variant, 1}});
    QVERIFY(shipper->carryNow());
    QCOMPARE(left(), 0);
    QCOMPARE(changesIn(changes(), epoch, key()).size(), 10);
    QCOMPARE(shipper->state().until, m_store->clock().now());
    // Without being asked, too.
    m_shop->order({{m_variant, 1}});
    QTRY_COMPARE(left(), 0);
    // What is left is carried at the end, and the segment is closed.
    m_shop->order({{m_variant, 1}});
    shipper.reset();
    QCOMPARE(left(), 0);
    const auto carried = changesIn(changes(), epoch, key());
    QCOMPARE(carried.size(), 12);
    for (qsizetype i = 0; i < carried.size(); ++i)
        QCOMPARE(carried[i].seq, i + 1);
    const auto files = segments::filesOf(changes(), epoch);
    QCOMPARE(files.size(), 1);
    const auto reader = SegmentReader::open(files[0], epoch, key());
    while ((*reader)->next()->has_value()) {}
    QVERIFY((*reader)->closed());
}

// Commands record as well, and nobody carries meanwhile.
void TestChangeShipper::carriesWhatAnotherLeft()
{
    ship().reset();
    for (int i = 0; i < 3; ++i)
        m_shop->order({{m_variant, 1}});
    QCOMPARE(left(), 3);
    const auto shipper = ship();
    QCOMPARE(left(), 0);
    QCOMPARE(changesIn(changes(), shipper->state().epoch, key()).size(), 3);
}

void TestChangeShipper::newSegments()
{
    m_settings.segmentBytes = 2000;
    const auto shipper = ship();
    for (int i = 0; i < 10; ++i) {
        m_shop->order({{m_variant, 1}});
        QVERIFY(shipper->carryNow());
    }
    const QByteArray epoch = shipper->state().epoch;
    QVERIFY(segments::filesOf(changes(), epoch).size() > 3);
    QCOMPARE(changesIn(changes(), epoch, key()).size(), 10);
}

void TestChangeShipper::placesGetTheSame()
{
    QTemporaryDir one, two;
    m_settings.segmentBytes = 5000;
    auto shipper = ship();
    m_shop->order({{m_variant, 1}});
    QVERIFY(shipper->carryNow());
    shipper->setPlaces({one.path(), two.path()}); // gets what was before, too
    for (int i = 0; i < 10; ++i)
        m_shop->order({{m_variant, 1}});
    QVERIFY(shipper->carryNow());
    m_store->clock().advance(5000);
    QVERIFY(shipper->carryNow());
    for (int place = 0; place < 2; ++place)
        QTRY_COMPARE(shipper->state().places.at(place).until, m_store->clock().now());
    QVERIFY(!shipper->state().places.at(0).trouble);
    QTRY_COMPARE(filesUnder(one.filePath(u"changes"_s)), filesUnder(changes()));
    shipper.reset();
    QCOMPARE(filesUnder(one.filePath(u"changes"_s)), filesUnder(changes()));
    QCOMPARE(filesUnder(two.filePath(u"changes"_s)), filesUnder(changes()));
    QVERIFY(filesUnder(changes()).size() > 1);
}

void TestChangeShipper::aPlaceComesBack()
{
    const QString place = m_folder->filePath(u"stick"_s), away = m_folder->filePath(u"away"_s);
    QVERIFY(QDir().mkdir(place));
    const auto shipper = ship();
    shipper->setPlaces({place});
    m_shop->order({{m_variant, 1}});
    QVERIFY(shipper->carryNow());
    QTRY_COMPARE(filesUnder(place + u"/changes"_s), filesUnder(changes()));
    const Millis then = m_store->clock().now();
    QTRY_COMPARE(shipper->state().places.at(0).until, then);
    QVERIFY(QDir().rename(place, away));
    m_store->clock().advance(60'000);
    m_shop->order({{m_variant, 1}});
    QVERIFY(shipper->carryNow()); // nobody else is held up
    QTRY_VERIFY(shipper->state().places.at(0).trouble);
    QVERIFY(shipper->state().places.at(0).trouble->message.contains(place));
    QCOMPARE(shipper->state().places.at(0).until, then);
    QVERIFY(!shipper->state().trouble);
    QVERIFY2(!QFileInfo::exists(place), "where a disk was, nothing is made on the wrong one");
    QVERIFY(QDir().rename(away, place));
    QTRY_VERIFY_WITH_TIMEOUT(!shipper->state().places.at(0).trouble, 20'000);
    QTRY_COMPARE(filesUnder(place + u"/changes"_s), filesUnder(changes()));
}

void TestChangeShipper::anotherShopsPlace()
{
    QTemporaryDir place;
    auto shipper = ship();
    m_shop->order({{m_variant, 1}});
    QVERIFY(shipper->carryNow());
    const QString file = segments::filesOf(changes(), shipper->state().epoch).constFirst();
    const QString there = place.filePath("changes/"_L1 + QDir(changes()).relativeFilePath(file));
    // A copy of the shop's folder that went on by itself writes under the same name.
    QVERIFY(QDir().mkpath(QFileInfo(there).path()));
    QTemporaryDir elsewhere;
    const auto other = SegmentWriter::create(elsewhere.path(), {shipper->state().epoch, 1, 1}, key());
    QVERIFY(QFile::copy((*other)->path(), there));
    const auto before = filesUnder(place.filePath(u"changes"_s));
    shipper->setPlaces({place.path()});
    QTRY_VERIFY(shipper->state().places.at(0).trouble);
    QCOMPARE(shipper->state().places.at(0).trouble->code, ErrorCode::Conflict);
    QCOMPARE(filesUnder(place.filePath(u"changes"_s)), before);
}

void TestChangeShipper::aSpoiltCopyIsMendedFromItsBeginning()
{
    QTemporaryDir place;
    auto shipper = ship();
    for (int i = 0; i < 3; ++i)
        m_shop->order({{m_variant, 1}});
    QVERIFY(shipper->carryNow());
    const QString file = segments::filesOf(changes(), shipper->state().epoch).constFirst();
    const QString there = place.filePath("changes/"_L1 + QDir(changes()).relativeFilePath(file));
    QVERIFY(QDir().mkpath(QFileInfo(there).path()));
    // A cut of power left its size, and nothing in its end.
    QFile copy(there), source(file);
    QVERIFY(copy.open(QIODevice::WriteOnly) && source.open(QIODevice::ReadOnly));
    copy.write(source.read(400) + QByteArray(200, '\0'));
    copy.close();
    shipper->setPlaces({place.path()});
    QTRY_COMPARE(filesUnder(place.filePath(u"changes"_s)), filesUnder(changes()));
}

void TestChangeShipper::aGoodCopyOutlivesTheDamagedFile_data()
{
    QTest::addColumn<bool>("cutOff");
    QTest::newRow("a bit is wrong") << false;
    QTest::newRow("cut off") << true;
}

// A place's copy is the better one where this disk lost what it had.
void TestChangeShipper::aGoodCopyOutlivesTheDamagedFile()
{
    QFETCH(bool, cutOff);
    QTemporaryDir place;
    auto shipper = ship();
    shipper->setPlaces({place.path()});
    const QByteArray epoch = shipper->state().epoch;
    for (int i = 0; i < 3; ++i) {
        m_shop->order({{m_variant, 1}});
        QVERIFY(shipper->carryNow());
    }
    shipper.reset();
    const auto before = filesUnder(place.filePath(u"changes"_s));
    QCOMPARE(before, filesUnder(changes()));
    QFile local(segments::filesOf(changes(), epoch).constFirst());
    QVERIFY(local.open(QIODevice::ReadWrite));
    if (cutOff) {
        QVERIFY(local.resize(local.size() - 100));
    } else {
        local.seek(local.size() - 100);
        const char byte = local.peek(1).at(0);
        local.write(QByteArray(1, char(byte ^ 4)));
    }
    local.close();
    shipper = ship();
    shipper->setPlaces({place.path()});
    QTRY_VERIFY(shipper->state().places.at(0).until == m_store->clock().now());
    QVERIFY(!shipper->state().places.at(0).trouble);
    const auto after = filesUnder(place.filePath(u"changes"_s));
    for (auto file = before.begin(); file != before.end(); ++file)
        QVERIFY2(after.value(file.key()) == file.value(), qPrintable(file.key()));
}

void TestChangeShipper::whatIsPastItsTimeGoesFromPlacesToo()
{
    QTemporaryDir place;
    auto shipper = ship();
    shipper->setPlaces({place.path()});
    m_shop->order({{m_variant, 1}});
    QVERIFY(shipper->carryNow());
    const QByteArray old = shipper->state().epoch;
    QVERIFY(m_store->database().writeNow(Tester, [](Transaction &transaction) -> Result<> {
        recording::renew(transaction.connection());
        return {};
    }));
    m_store->clock().advance(60'000);
    m_shop->order({{m_variant, 1}});
    QVERIFY(shipper->carryNow());
    QTRY_COMPARE(filesUnder(place.filePath(u"changes"_s)), filesUnder(changes()));
    QCOMPARE(segments::epochsIn(changes()).size(), 2);
    shipper->prune(m_store->clock().now());
    QCOMPARE(segments::epochsIn(changes()), QByteArrayList{shipper->state().epoch});
    QTRY_COMPARE(segments::epochsIn(place.filePath(u"changes"_s)), QByteArrayList{shipper->state().epoch});
    QVERIFY(old != shipper->state().epoch);
}

// Where the folder cannot be written the store keeps what it may, and then begins another history, and says so.
void TestChangeShipper::whatCannotBeCarriedDoesNotFillTheStore()
{
    m_settings.heldBytes = 30'000;
    auto shipper = ship();
    const QByteArray before = shipper->state().epoch;
    shipper.reset();
    QVERIFY(QDir(changes()).removeRecursively());
    QFile inTheWay(changes());
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    shipper = std::make_unique<ChangeShipper>(m_store->database(), changes(), m_settings);
    QTRY_VERIFY(shipper->state().trouble);
    QVERIFY(!shipper->state().trouble->message.contains(u"let go"_s));
    for (int i = 0; i < 60; ++i)
        m_shop->order({{m_variant, 1}});
    QTRY_VERIFY(shipper->state().trouble->message.contains(u"let go"_s));
    QVERIFY2(left() < 60, QByteArray::number(left()).constData());
    const auto state = m_store->database().read(
        [](Reader &reader) -> Result<recording::State> { return recording::state(reader.connection()); });
    QVERIFY(state && state->active && state->epoch != before);
    QVERIFY(inTheWay.remove());
    QVERIFY(shipper->carryNow());
    QVERIFY(!shipper->state().trouble);
    QCOMPARE(shipper->state().epoch, state->epoch);
    QCOMPARE(left(), 0);
}

void TestChangeShipper::oneProgramCarries()
{
    auto first = ship();
    const auto other = Database::open(m_store->config(), m_store->clock());
    ChangeShipper second(**other, changes(), m_settings);
    const auto refused = second.carryNow();
    QVERIFY(!refused && refused.error().code == ErrorCode::Conflict);
    QVERIFY(second.state().trouble);
    m_shop->order({{m_variant, 1}});
    QVERIFY(first->carryNow());
    first.reset();
    m_shop->order({{m_variant, 1}});
    QVERIFY(second.carryNow());
    QCOMPARE(left(), 0);
    QCOMPARE(changesIn(changes(), second.state().epoch, key()).size(), 2);
}

void TestChangeShipper::aNewEpoch()
{
    const auto shipper = ship();
    const QByteArray first = shipper->state().epoch;
    m_shop->order({{m_variant, 1}});
    QVERIFY(shipper->carryNow());
    QVERIFY(m_store->database().writeNow(Tester, [](Transaction &tx) -> Result<> {
        recording::renew(tx.connection());
        tx.exec("UPDATE recording SET seq = 0"); // as a restored store may have it
        return {};
    }));
    m_shop->order({{m_variant, 1}});
    QVERIFY(shipper->carryNow());
    const QByteArray second = shipper->state().epoch;
    QVERIFY(second != first);
    QCOMPARE(left(), 0);
    QCOMPARE(changesIn(changes(), first, key()).size(), 1);
    QCOMPARE(changesIn(changes(), second, key()).size(), 1);
    // Where nobody carried on, nothing is promised.
    const Millis now = m_store->clock().now();
    QCOMPARE(reachableMoments({{now - 50, first, 0}, {now - 20, "gone", 5}, {now - 10, second, 7}, {now - 5, {}, 0}},
                              changes(), key()),
             (QList<Stretch>{{now - 50, now}}));
    QCOMPARE(reachableMoments({{now - 20, "gone", 5}, {now - 5, {}, 0}}, changes(), key()),
             (QList<Stretch>{{now - 20, now - 20}, {now - 5, now - 5}}));
}

void TestChangeShipper::nothingOnPostgres()
{
    TestStore store(u"postgresql"_s);
    ChangeShipper shipper(store.database(), changes());
    QVERIFY(shipper.carryNow());
    shipper.setPlaces({m_folder->path()});
    QVERIFY(!shipper.state().recording && shipper.state().places.isEmpty());
    QVERIFY(!QFileInfo::exists(changes()));
}

QTEST_GUILESS_MAIN(TestChangeShipper)
#include "tst_changeshipper.moc"
