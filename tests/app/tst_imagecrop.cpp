// A part of an image in its place: the same kind of file, one journal entry, and the whole image back when it is undone.
#include "app/journal/undo.h"
#include "app/products/imagecrop.h"
#include "app/products/imageservice.h"
#include "app/products/imagestore.h"
#include "app/products/imageundo.h"
#include "app/products/productservice.h"
#include "tests/support/productdraft.h"
#include "tests/support/smallshop.h"

#include <QBuffer>
#include <QImage>
#include <QTest>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::SmallShop;
using test::TestStore;

namespace {
const Actor Self = Actor::system(u"Test"_s);

// The left half red, the right half blue, the upper left corner see-through where there is an alpha channel.
QImage picture(QImage::Format format = QImage::Format_RGB32)
{
    QImage image(400, 300, format);
    image.fill(Qt::blue);
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < 200; ++x)
            image.setPixelColor(x, y, Qt::red);
    if (image.hasAlphaChannel())
        image.setPixelColor(0, 0, QColor(10, 20, 30, 40));
    return image;
}

QByteArray encoded(const QImage &image, const char *format, int quality = -1)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format, quality);
    return bytes;
}

QImage decoded(const QByteArray &bytes) { return QImage::fromData(bytes); }

bool isRed(const QColor &colour) { return colour.red() > 200 && colour.blue() < 50; }
bool isBlue(const QColor &colour) { return colour.blue() > 200 && colour.red() < 50; }

struct Shop
{
    template<typename Fn> auto write(Fn fn)
    {
        store.clock().advance(1000);
        return store->writeNow(Self, fn);
    }
    explicit Shop(const QString &kind) : store(kind), small(store.database())
    {
        const ProductChange draft = test::productDraft(u"Mug"_s, u"MUG"_s, 1200, ProductStatus::Published);
        id = write([&](Transaction &tx) { return products::create(tx, Self, draft); })->id;
        for (const QString &alt : {u"Front"_s, u"Back"_s}) {
            const ImageFile file = kept(encoded(picture().mirrored(alt == "Back"_L1, false), "PNG"));
            [&] { QVERIFY(write([&](Transaction &tx) { return images::add(tx, Self, id, file, alt); })); }();
        }
    }
    ImageFile kept(const QByteArray &bytes) const
    {
        auto file = *readImageFile(bytes);
        [&] { QVERIFY(ImageStore(store.config()).keep(file)); }();
        return file;
    }
    ImageFile cropped(const ProductImage &image, const QRect &part)
    {
        auto file = *cropImage(*bytes(image.url), {0, part});
        [&] { QVERIFY(ImageStore(store.config()).keep(file)); }();
        return file;
    }
    Result<QByteArray> bytes(const QString &url)
    {
        return store->read(
            [&](Reader &reader) { return ImageStore(store.config()).read(reader, url.mid(8).toLatin1()); });
    }
    Product product()
    {
        return *store->read([&](Reader &reader) { return products::get(reader, Self, id); });
    }
    qint64 newest()
    {
        return *store->read(
            [](Reader &reader) -> Result<qint64> { return *reader.number("SELECT MAX(seq) FROM journal"); });
    }
    Result<> takeBack(qint64 seq)
    {
        return write([&](Transaction &tx) { return undo::take(tx, Self, seq); });
    }

    TestStore store;
    SmallShop small;
    ProductId id;
};
}

class TestImageCrop : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void keepsTheKindOfFile_data();
    void keepsTheKindOfFile();
    void turnsBeforeItCuts();
    void goesByWhatTheFileSaysOfItsTurn();
    void keepsToTheImage();
    void replacesAtItsPlaceAndGoesBack();
    void leavesWhatWasChangedSince();
    void refusesWhatIsStaleOrNotAllowed();
    void keepsTheOriginalAsLongAsItCanComeBack();
};

void TestImageCrop::keepsTheKindOfFile_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("extension");
    QTest::addColumn<bool>("exact");
    const QImage opaque = picture(), clear = picture(QImage::Format_ARGB32);
    QTest::newRow("JPEG") << encoded(opaque, "JPEG", 90) << "jpg"_ba << false;
    QTest::newRow("PNG") << encoded(opaque, "PNG") << "png"_ba << true;
    QTest::newRow("PNG, see-through") << encoded(clear, "PNG") << "png"_ba << true;
    QTest::newRow("WebP") << encoded(opaque, "WEBP", 80) << "webp"_ba << false;
    QTest::newRow("WebP without loss") << encoded(opaque, "WEBP", 100) << "webp"_ba << true;
    QTest::newRow("WebP, see-through") << encoded(clear, "WEBP", 100) << "webp"_ba << true;
}

void TestImageCrop::keepsTheKindOfFile()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, extension);
    QFETCH(bool, exact);
    const QRect part(0, 0, 300, 200);
    const auto file = cropImage(bytes, {0, part});
    QVERIFY2(file, file ? "" : qPrintable(file.error().message));
    QCOMPARE(file->extension, extension);
    QCOMPARE(imageExtension(file->bytes), extension);
    QCOMPARE(QSize(file->width, file->height), part.size());
    const QImage before = decoded(bytes), after = decoded(file->bytes);
    QCOMPARE(after.size(), part.size());
    QCOMPARE(after.hasAlphaChannel(), before.hasAlphaChannel());
    QVERIFY(isRed(after.pixelColor(50, 50)) && isBlue(after.pixelColor(250, 50)));
    if (exact)
        QCOMPARE(after.convertToFormat(QImage::Format_ARGB32),
                 before.copy(part).convertToFormat(QImage::Format_ARGB32));
}

void TestImageCrop::turnsBeforeItCuts()
{
    // Turned to the right, red is above and blue beneath.
    const QByteArray bytes = encoded(picture(), "PNG");
    const QImage right = decoded(cropImage(bytes, {1, {0, 0, 300, 400}})->bytes);
    QCOMPARE(right.size(), QSize(300, 400));
    QVERIFY(isRed(right.pixelColor(150, 50)) && isBlue(right.pixelColor(150, 350)));
    const QImage left = decoded(cropImage(bytes, {-1, {0, 0, 300, 100}})->bytes);
    QCOMPARE(left.size(), QSize(300, 100));
    QVERIFY(isBlue(left.pixelColor(150, 50)));
    QCOMPARE(decoded(cropImage(bytes, {4, {0, 0, 400, 300}})->bytes), picture());
}

void TestImageCrop::goesByWhatTheFileSaysOfItsTurn()
{
    // A camera held upright: the pixels lie on their side, and Exif says so. The part is of what one sees.
    QByteArray bytes = encoded(picture(), "JPEG", 95);
    const QByteArray exif("Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0", 32);
    bytes.insert(2, QByteArray("\xff\xe1\0\x22", 4) + exif);
    const auto whole = readImageFile(bytes);
    QVERIFY(whole);
    QCOMPARE(QSize(whole->width, whole->height), QSize(300, 400));
    const auto file = cropImage(bytes, {0, {0, 0, 300, 150}});
    QVERIFY(file);
    QCOMPARE(QSize(file->width, file->height), QSize(300, 150));
    const QImage after = decoded(file->bytes); // which asks no Exif
    QCOMPARE(after.size(), QSize(300, 150));
    QVERIFY(isRed(after.pixelColor(20, 20)) && isRed(after.pixelColor(280, 130)));
}

void TestImageCrop::keepsToTheImage()
{
    const QByteArray bytes = encoded(picture(), "PNG");
    for (const QRect &part : {QRect(), QRect(0, 0, 401, 300), QRect(-1, 0, 10, 10), QRect(395, 0, 10, 10)}) {
        const auto file = cropImage(bytes, {0, part});
        QVERIFY(!file);
        QCOMPARE(file.error().code, ErrorCode::Invalid);
    }
    QVERIFY(!cropImage(bytes, {1, {0, 0, 400, 300}})); // it is 300 wide then
    QCOMPARE(cropImage("no image", {0, {0, 0, 1, 1}}).error().code, ErrorCode::Unsupported);
}

void TestImageCrop::replacesAtItsPlaceAndGoesBack()
{
    QFETCH_GLOBAL(QString, store);
    Shop shop(store);
    const Product before = shop.product();
    const ProductImage whole = before.images.constFirst();
    const ImageFile file = shop.cropped(whole, {0, 0, 100, 100});
    const qint64 entry = shop.newest() + 1;
    const auto replaced = shop.write(
        [&](Transaction &tx) { return images::replace(tx, Self, shop.id, whole.id, file, before.revision); });
    QVERIFY2(replaced, replaced ? "" : qPrintable(replaced.error().message));
    QCOMPARE(shop.newest(), entry); // one

    const Product after = shop.product();
    QCOMPARE(after.revision, before.revision + 1);
    QCOMPARE(after.images.size(), 2);
    const ProductImage &cropped = after.images.constFirst();
    QCOMPARE(cropped.id, whole.id);
    QCOMPARE(cropped.alt, u"Front"_s);
    QCOMPARE(QSize(cropped.width, cropped.height), QSize(100, 100));
    QVERIFY(cropped.url != whole.url);
    QCOMPARE(after.image, cropped.url);
    QCOMPARE(*shop.bytes(cropped.url), file.bytes);
    QCOMPARE(*shop.bytes(cropped.thumbnailUrl), file.thumbnail);
    QCOMPARE(after.images.at(1), before.images.at(1));

    QVERIFY(shop.takeBack(entry));
    QCOMPARE(shop.product().images, before.images);
    QCOMPARE(shop.product().image, before.image);
    QCOMPARE(decoded(*shop.bytes(shop.product().images.constFirst().url)).size(), QSize(400, 300));
    QVERIFY(shop.takeBack(shop.newest())); // and done again
    QCOMPARE(shop.product().images, after.images);

    // The same bytes again are no change.
    const qint64 last = shop.newest(), revision = shop.product().revision;
    QVERIFY(shop.write([&](Transaction &tx) { return images::replace(tx, Self, shop.id, whole.id, file); }));
    QCOMPARE(shop.newest(), last);
    QCOMPARE(shop.product().revision, revision);
}

void TestImageCrop::leavesWhatWasChangedSince()
{
    QFETCH_GLOBAL(QString, store);
    Shop shop(store);
    const ProductImage whole = shop.product().images.constFirst();
    const auto replace = [&](const QRect &part) {
        const ImageFile file = shop.cropped(whole, part);
        [&] {
            QVERIFY(shop.write([&](Transaction &tx) { return images::replace(tx, Self, shop.id, whole.id, file); }));
        }();
        return shop.newest();
    };
    const qint64 first = replace({0, 0, 200, 200}), second = replace({0, 0, 100, 100});
    QCOMPARE(shop.takeBack(first).error().code, ErrorCode::Conflict); // cropped again since
    QCOMPARE(shop.product().images.constFirst().width, 100);

    // Words and place that it was given since stay, and so it is when it was taken off and came back meanwhile.
    images::ImageChange change;
    change.alt = u"Cropped"_s;
    change.position = 1;
    QVERIFY(shop.write([&](Transaction &tx) { return images::change(tx, Self, shop.id, whole.id, change); }));
    QVERIFY(shop.write([&](Transaction &tx) { return images::remove(tx, Self, shop.id, whole.id); }));
    QCOMPARE(shop.takeBack(second).error().code, ErrorCode::Conflict);
    QVERIFY(shop.takeBack(shop.newest()));
    QVERIFY(shop.takeBack(second));
    const ProductImage back = shop.product().images.at(1);
    QCOMPARE(back.alt, u"Cropped"_s);
    QCOMPARE(back.width, 200);
    QVERIFY(shop.takeBack(first));
    QCOMPARE(shop.product().images.at(1).url, whole.url);
}

void TestImageCrop::refusesWhatIsStaleOrNotAllowed()
{
    QFETCH_GLOBAL(QString, store);
    Shop shop(store);
    const Product before = shop.product();
    const ProductImage whole = before.images.constFirst();
    const ImageFile file = shop.cropped(whole, {0, 0, 100, 100});
    ProductChange other;
    other.title = u"Large mug"_s;
    QVERIFY(shop.write([&](Transaction &tx) { return products::update(tx, Self, shop.id, other); }));
    const qint64 entry = shop.newest();
    const auto tried = [&](const Actor &actor, ProductId product, ImageId image, std::optional<qint64> expected) {
        const auto done = shop.store->writeNow(actor, [&](Transaction &tx) {
            return images::replace(tx, actor, product, image, file, expected);
        });
        return done ? std::nullopt : std::optional(done.error().code);
    };
    const Actor viewer = SmallShop::actorOf(shop.small.addUser(u"viewer@example.com"_s, Role::Viewer), Role::Viewer);
    QCOMPARE(tried(Self, shop.id, whole.id, before.revision), ErrorCode::Stale);
    QCOMPARE(tried(viewer, shop.id, whole.id, {}), ErrorCode::Forbidden);
    QCOMPARE(tried(Self, shop.id, ImageId{999'999}, {}), ErrorCode::NotFound);
    QCOMPARE(tried(Self, ProductId{999'999}, whole.id, {}), ErrorCode::NotFound);
    QCOMPARE(shop.newest(), entry);
    QCOMPARE(shop.product().images, before.images);
    QCOMPARE(tried(Self, shop.id, whole.id, before.revision + 1), std::nullopt);
}

void TestImageCrop::keepsTheOriginalAsLongAsItCanComeBack()
{
    QFETCH_GLOBAL(QString, store);
    Shop shop(store);
    const ProductImage whole = shop.product().images.constFirst();
    const ImageFile file = shop.cropped(whole, {0, 0, 100, 100});
    QVERIFY(shop.write([&](Transaction &tx) { return images::replace(tx, Self, shop.id, whole.id, file); }));
    const qint64 entry = shop.newest();
    const auto lately = [&] {
        return *shop.store->read(
            [](Reader &reader) -> Result<QList<QByteArray>> { return images::takenOffLately(reader); });
    };
    QVERIFY(lately().contains(whole.url.mid(8).toLatin1()));
    QVERIFY(lately().contains(whole.thumbnailUrl.mid(8).toLatin1()));
    QCOMPARE(*ImageStore::sweep(shop.store.database()), 0);
    QVERIFY(shop.bytes(whole.url));
    shop.store.clock().advance(images::KeptFor);
    QVERIFY(!lately().contains(whole.url.mid(8).toLatin1()));
    QCOMPARE(shop.takeBack(entry).error().code, ErrorCode::Conflict);
    QCOMPARE(shop.product().images.constFirst().width, 100);
}

QTEST_GUILESS_MAIN(TestImageCrop)
#include "tst_imagecrop.moc"
