// Recorded changes leave the store for segments, and segments go to further places, whatever becomes of those meanwhile.
#include "app/backups/changeshipper.h"
#include "app/backups/folderplace.h"
#include "app/backups/rcloneplace.h"
#include "app/backups/timeline.h"
#include "tests/support/smallshop.h"

#include <QDir>
#include <QRegularExpression>
#include <atomic>
#include <cerrno>
#include <future>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace backroom;
using namespace backroom::test;

namespace {
std::atomic<bool> logKeeps = true;
}

// The disk under a store's log, in the C library's place: it can be told to keep nothing any more.
extern "C" int fdatasync(int descriptor)
{
    const QString path = QFile::symLinkTarget(u"/proc/self/fd/%1"_s.arg(descriptor));
    if (!logKeeps && path.endsWith(u"-wal"_s)) {
        errno = EIO;
        return -1;
    }
    return ::fsync(descriptor);
}

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
        m_settings = {};
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
    void anEmptyMountPointIsNotFilled();
    void whatTheDiskMayLoseIsNotCarried();
    void leftoversHoldNobodyUp();
    void anotherShopsPlace();
    void aSpoiltCopyIsMendedFromItsBeginning();
    void aGoodCopyOutlivesTheDamagedFile_data();
    void aGoodCopyOutlivesTheDamagedFile();
    void whatIsPastItsTimeGoesFromPlacesToo();
    void whatRcloneReachesGetsTheSame();
    void manyPartsBecomeOne();
    void aPlaceOfRclonesThatComesBack();
    void aPlaceOfRclonesKeepsTheBetterCopy_data() { aGoodCopyOutlivesTheDamagedFile_data(); }
    void aPlaceOfRclonesKeepsTheBetterCopy();
    void whatIsPastItsTimeGoesFromRclonesPlaces();
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
    // A folder that knows the shop, as those do that it was added to.
    BackupPlace folder(int number, const QString &path)
    {
        (void)FolderPlace(path).look(m_store->database().secrets().storeId, false);
        return {number, u"Disk"_s, BackupPlace::Kind::Folder, path};
    }
    // What rclone reaches as it reaches what is far away: by its own commands alone.
    void useRclone(ChangeShipper &shipper, const QString &path)
    {
        const QString program = RclonePlace::find();
        QVERIFY2(!program.isEmpty(), "rclone is not installed; ./dev test installs it");
        shipper.setPlaces({{1, u"Box"_s, BackupPlace::Kind::Rclone, ":local:"_L1 % path}}, program);
    }
    void orderAndCarry(ChangeShipper &shipper)
    {
        m_shop->order({{m_variant, 1}});
        m_store->clock().advance(1000); // what is told as carried until then has it
        QVERIFY(shipper.carryNow());
    }
    // What lies there of an epoch, by name.
    static QStringList partsIn(const QString &changes, const QByteArray &epoch)
    {
        return QDir(QDir(changes).filePath(QString::fromLatin1(epoch))).entryList(QDir::Files, QDir::Name);
    }
    // Until the place has what there is now.
    void waitForPlace(const ChangeShipper &shipper)
    {
        QTRY_COMPARE_WITH_TIMEOUT(shipper.state().places.at(0).until, m_store->clock().now(), 30'000);
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
    shipper->setPlaces({folder(1, one.path()), folder(2, two.path())}); // gets what was before, too
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
    shipper->setPlaces({folder(1, place)});
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

// A disk is pulled out, and where it was mounted an empty folder lies; then another disk, or the same, is there.
void TestChangeShipper::anEmptyMountPointIsNotFilled()
{
    const QString place = m_folder->filePath(u"mount"_s), disk = m_folder->filePath(u"disk"_s);
    QVERIFY(QDir().mkdir(place));
    m_settings.segmentBytes = 2000;
    const auto shipper = ship();
    shipper->setPlaces({folder(1, place)});
    orderAndCarry(*shipper);
    waitForPlace(*shipper);
    const Millis then = m_store->clock().now();
    QVERIFY(QDir().rename(place, disk) && QDir().mkdir(place));
    for (int i = 0; i < 4; ++i)
        orderAndCarry(*shipper);
    QTRY_VERIFY(shipper->state().places.at(0).trouble);
    QCOMPARE(shipper->state().places.at(0).until, then);
    QVERIFY(QDir(place).isEmpty());
    // Another disk is plugged in, which has not got what was copied before.
    QVERIFY(QDir().rmdir(place) && QDir().mkdir(place));
    (void)folder(1, place);
    waitForPlace(*shipper);
    QCOMPARE(filesUnder(place + u"/changes"_s), filesUnder(changes()));
}

// A cut of power takes back what was committed without waiting for the disk, and its number is given again: were it carried,
// what happens afterwards would be taken for it.
void TestChangeShipper::whatTheDiskMayLoseIsNotCarried()
{
    const auto shipper = ship();
    const QByteArray epoch = shipper->state().epoch;
    orderAndCarry(*shipper);
    logKeeps = false;
    std::promise<Result<>> written;
    m_store->database().write(
        Tester,
        [](Transaction &transaction) -> Result<> {
            transaction.exec("UPDATE products SET updated_at = updated_at + 1");
            return {};
        },
        [&written](const Result<> &result) { written.set_value(result); }, Durability::Relaxed);
    QVERIFY(written.get_future().get());
    QVERIFY(!shipper->carryNow());
    QCOMPARE(changesIn(changes(), epoch, key()).size(), 1);
    logKeeps = true;
    QVERIFY(shipper->carryNow());
    QCOMPARE(changesIn(changes(), epoch, key()).size(), 2);
}

// Programs that were ended amid the beginning of a segment.
void TestChangeShipper::leftoversHoldNobodyUp()
{
    m_settings.segmentBytes = 2000;
    auto shipper = ship();
    const QByteArray epoch = shipper->state().epoch;
    for (int i = 0; i < 12; ++i)
        orderAndCarry(*shipper);
    const QStringList files = segments::filesOf(changes(), epoch);
    QVERIFY(files.size() > 3);
    for (const QByteArray &bytes : {QByteArray(), QByteArray(20, 'x')}) {
        QFile left(QString(files.at(1)).replace(u".changes"_s, u"-000%1.changes"_s.arg(bytes.size() % 7 + 1)));
        QVERIFY(left.open(QIODevice::WriteOnly) && left.write(bytes) == bytes.size());
    }
    shipper->prune(m_store->clock().now() + 1);
    QCOMPARE(segments::filesOf(changes(), epoch), QStringList{files.constLast()});
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
    shipper->setPlaces({folder(1, place.path())});
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
    shipper->setPlaces({folder(1, place.path())});
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
    shipper->setPlaces({folder(1, place.path())});
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
    shipper->setPlaces({folder(1, place.path())});
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
    shipper->setPlaces({folder(1, place.path())});
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
    shipper.setPlaces({folder(1, m_folder->path())});
    QVERIFY(!shipper.state().recording && shipper.state().places.isEmpty());
    QVERIFY(!QFileInfo::exists(changes()));
}

void TestChangeShipper::whatRcloneReachesGetsTheSame()
{
    QTemporaryDir place;
    const QString there = place.filePath(u"changes"_s);
    auto shipper = ship();
    orderAndCarry(*shipper);
    useRclone(*shipper, place.path());
    waitForPlace(*shipper);
    const QByteArray epoch = shipper->state().epoch;
    for (int i = 0; i < 3; ++i) {
        orderAndCarry(*shipper);
        waitForPlace(*shipper);
        QCOMPARE(changesIn(there, epoch, key()), changesIn(changes(), epoch, key()));
    }
    QCOMPARE(partsIn(there, epoch).size(), 4); // in parts: what grows is not sent from its beginning again
    QCOMPARE(segments::filesOf(there, epoch).size(), 1);
    // The one after it closes it, and the parts are one file.
    shipper.reset();
    shipper = ship();
    useRclone(*shipper, place.path());
    orderAndCarry(*shipper);
    waitForPlace(*shipper);
    const QStringList files = partsIn(there, epoch);
    QCOMPARE(files.size(), 2);
    QCOMPARE(files.filter(QRegularExpression(u"changes$"_s)).size(), 1);
    QCOMPARE(changesIn(there, epoch, key()), changesIn(changes(), epoch, key()));
    QCOMPARE(changesIn(there, epoch, key()).size(), 5);
}

void TestChangeShipper::manyPartsBecomeOne()
{
    QTemporaryDir place;
    const QString there = place.filePath(u"changes"_s);
    auto shipper = ship();
    useRclone(*shipper, place.path());
    const QByteArray epoch = shipper->state().epoch;
    qsizetype most = 0;
    for (int i = 0; i < 40; ++i) {
        orderAndCarry(*shipper);
        waitForPlace(*shipper);
        most = std::max(most, partsIn(there, epoch).size());
    }
    QCOMPARE(most, 32);
    QCOMPARE(partsIn(there, epoch).size(), 8);
    QCOMPARE(changesIn(there, epoch, key()).size(), 40);
    // One that was cut off is none, and is sent again.
    QVERIFY(QFile::resize(there % u'/' % QString::fromLatin1(epoch) % u'/' % partsIn(there, epoch).constLast(), 10));
    QCOMPARE(changesIn(there, epoch, key()).size(), 39);
    useRclone(*shipper, place.filePath(u"elsewhere"_s)); // and back: looked at anew
    useRclone(*shipper, place.path());
    orderAndCarry(*shipper);
    waitForPlace(*shipper);
    QCOMPARE(changesIn(there, epoch, key()).size(), 41);
}

void TestChangeShipper::aPlaceOfRclonesThatComesBack()
{
    const QString place = m_folder->filePath(u"stick"_s), away = m_folder->filePath(u"away"_s);
    QVERIFY(QDir().mkdir(place));
    const auto shipper = ship();
    useRclone(*shipper, place);
    orderAndCarry(*shipper);
    waitForPlace(*shipper);
    QVERIFY(QDir().rename(place, away));
    QFile wall(place); // nothing can be written below a file
    QVERIFY(wall.open(QIODevice::WriteOnly));
    const Millis then = m_store->clock().now();
    orderAndCarry(*shipper);
    QTRY_VERIFY_WITH_TIMEOUT(shipper->state().places.at(0).trouble, 20'000);
    QCOMPARE(shipper->state().places.at(0).until, then);
    QVERIFY(!shipper->state().trouble);
    QVERIFY(wall.remove() && QDir().rename(away, place));
    waitForPlace(*shipper);
    QVERIFY(!shipper->state().places.at(0).trouble);
    const QByteArray epoch = shipper->state().epoch;
    QCOMPARE(changesIn(place + u"/changes"_s, epoch, key()).size(), 2);
}

void TestChangeShipper::aPlaceOfRclonesKeepsTheBetterCopy()
{
    QFETCH(bool, cutOff);
    QTemporaryDir place;
    const QString there = place.filePath(u"changes"_s);
    auto shipper = ship();
    useRclone(*shipper, place.path());
    const QByteArray epoch = shipper->state().epoch;
    for (int i = 0; i < 3; ++i)
        orderAndCarry(*shipper);
    waitForPlace(*shipper);
    shipper.reset();
    QCOMPARE(changesIn(there, epoch, key()).size(), 3);
    QFile local(segments::filesOf(changes(), epoch).constFirst());
    QVERIFY(local.open(QIODevice::ReadWrite));
    if (cutOff) {
        QVERIFY(local.resize(500));
    } else {
        local.seek(500);
        const char byte = local.peek(1).at(0);
        local.write(QByteArray(1, char(byte ^ 4)));
    }
    local.close();
    shipper = ship();
    useRclone(*shipper, place.path());
    orderAndCarry(*shipper); // into the next one, so that the damaged one is closed
    waitForPlace(*shipper);
    QCOMPARE(changesIn(there, epoch, key()).size(), 4);
    // What another copy of the shop wrote under the same name is not written over.
    QTemporaryDir elsewhere;
    const QString newest = segments::filesOf(changes(), epoch).constLast();
    const auto other = SegmentWriter::create(elsewhere.path(), {epoch, 1, 1}, key());
    const QString name = QFileInfo(newest).fileName();
    for (const QString &part : QDir(there + u'/' + QString::fromLatin1(epoch)).entryList({name + u".*"_s}))
        QFile::remove(there + u'/' + QString::fromLatin1(epoch) + u'/' + part);
    QVERIFY(QFile::copy((*other)->path(), there + u'/' + QString::fromLatin1(epoch) + u'/' + name));
    useRclone(*shipper, place.filePath(u"elsewhere"_s));
    useRclone(*shipper, place.path());
    orderAndCarry(*shipper);
    QTRY_VERIFY_WITH_TIMEOUT(shipper->state().places.at(0).trouble, 20'000);
    QCOMPARE(shipper->state().places.at(0).trouble->code, ErrorCode::Conflict);
}

void TestChangeShipper::whatIsPastItsTimeGoesFromRclonesPlaces()
{
    QTemporaryDir place;
    const QString there = place.filePath(u"changes"_s);
    m_settings.segmentBytes = 2000;
    auto shipper = ship();
    useRclone(*shipper, place.path());
    for (int i = 0; i < 6; ++i)
        orderAndCarry(*shipper);
    const QByteArray old = shipper->state().epoch;
    QVERIFY(m_store->database().writeNow(Tester, [](Transaction &transaction) -> Result<> {
        recording::renew(transaction.connection());
        return {};
    }));
    orderAndCarry(*shipper);
    const Millis before = m_store->clock().now();
    m_store->clock().advance(60'000);
    for (int i = 0; i < 6; ++i)
        orderAndCarry(*shipper);
    waitForPlace(*shipper);
    QCOMPARE(segments::epochsIn(there).size(), 2);
    const QByteArray epoch = shipper->state().epoch;
    const auto names = [](QStringList paths) {
        for (QString &path : paths)
            path = QFileInfo(path).fileName();
        return paths;
    };
    QCOMPARE(names(segments::filesOf(there, epoch)), names(segments::filesOf(changes(), epoch)));
    shipper->prune(before + 1);
    QVERIFY(segments::filesOf(changes(), old).isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(segments::filesOf(there, old).isEmpty(), 20'000);
    QCOMPARE(names(segments::filesOf(there, epoch)), names(segments::filesOf(changes(), epoch)));
    // All but the one that is written.
    shipper->prune(m_store->clock().now() + 1);
    QTRY_COMPARE_WITH_TIMEOUT(segments::filesOf(there, epoch).size(), 1, 20'000);
}

QTEST_GUILESS_MAIN(TestChangeShipper)
#include "tst_changeshipper.moc"
