// An image of a product cropped as a person does it: chosen in the editor, its frame pulled with the pointer and moved by
// keys, held to a proportion, turned, saved, and had back with Ctrl+Z.
#include "app/products/imageservice.h"
#include "app/products/imagestore.h"
#include "app/products/productservice.h"
#include "tests/support/productdraft.h"
#include "tests/support/staffedwindow.h"
#include "ui/products/cropdialog.h"
#include "ui/products/cropframe.h"
#include "ui/products/imagestrip.h"
#include "ui/products/pages.h"
#include "ui/products/productspage.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/segmented.h"

#include <QAccessible>
#include <QBuffer>
#include <QLabel>
#include <QMenu>
#include <QTest>

using namespace backroom;
using namespace Qt::StringLiterals;

namespace {
const QSize Whole(800, 600);

QByteArray picture(const QSize &size, const QColor &left = Qt::red)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::blue);
    for (int y = 0; y < size.height(); ++y)
        for (int x = 0; x < size.width() / 2; ++x)
            image.setPixelColor(x, y, left);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

QByteArray little(qsizetype number, int bytes)
{
    QByteArray all;
    for (int i = 0; i < bytes; ++i)
        all += char(number >> (8 * i) & 0xff);
    return all;
}

QByteArray chunk(const QByteArray &name, const QByteArray &content)
{
    return name + little(content.size(), 4) + content + QByteArray(content.size() % 2, '\0');
}

// A WebP of two pictures after each other.
QByteArray film(const QSize &size)
{
    const QByteArray edges = little(size.width() - 1, 3) + little(size.height() - 1, 3);
    QByteArray all = "WEBP" + chunk("VP8X", little(2, 4) + edges) + chunk("ANIM", little(0, 6));
    for (const QColor &colour : {QColor(Qt::red), QColor(Qt::green)}) {
        QImage image(size, QImage::Format_RGB32);
        image.fill(colour);
        QByteArray still;
        QBuffer buffer(&still);
        buffer.open(QIODevice::WriteOnly);
        image.save(&buffer, "WEBP", 100);
        all += chunk("ANMF", little(0, 6) + edges + little(200, 3) + little(0, 1) + still.mid(12));
    }
    return "RIFF" + little(all.size(), 4) + all;
}

struct Fixture : test::StaffedWindow
{
    ProductId id;

    Fixture()
    {
        window->setDesk(*desk);
        addProductsPages(*window, *desk);
        const ProductChange draft = test::productDraft(u"Mug"_s, u"MUG"_s, 1200, ProductStatus::Published);
        id = write([&](Transaction &tx) { return products::create(tx, owner, draft); })->id;
        add(Whole, u"Front"_s);
        add(QSize(300, 300), u"Back"_s);
        show(u"products"_s);
        window->findChild<ProductsPage *>()->open(id);
        [&] { QTRY_COMPARE(strip()->count(), 2); }();
    }
    void add(const QSize &size, const QString &alt) { add(picture(size), alt); }
    void add(const QByteArray &bytes, const QString &alt)
    {
        const auto file = *readImageFile(bytes);
        QVERIFY(ImageStore(shop->config()).keep(file));
        QVERIFY(write([&](Transaction &tx) { return images::add(tx, owner, id, file, alt); }));
    }
    Product product()
    {
        return *read([&](Reader &reader) { return products::get(reader, owner, id); });
    }
    QSize sizeOf(int image)
    {
        const ProductImage now = product().images.at(image);
        return {now.width, now.height};
    }
    QImage stored(int image)
    {
        const QString url = product().images.at(image).url;
        return QImage::fromData(
            *read([&](Reader &reader) { return ImageStore(shop->config()).read(reader, url.mid(8).toLatin1()); }));
    }
    ImageStrip *strip() const { return find<ImageStrip>(u"imageStrip"_s); }
    QString notice() const { return find<NoticeBar>(u"noticeBar"_s)->text(); }
    QPoint at(int image) const { return strip()->visualItemRect(strip()->item(image)).center(); }
    void choose(int image) const
    {
        activate();
        QTest::mouseClick(strip()->viewport(), Qt::LeftButton, {}, at(image));
        QCOMPARE(strip()->currentRow(), image);
        strip()->setFocus();
    }
    // Opened with Enter, its picture there.
    void crop(int image = 0)
    {
        choose(image);
        QTest::keyClick(strip(), Qt::Key_Return);
        dialog(u"cropDialog"_s);
        QTRY_VERIFY(!frame()->part().isEmpty());
    }
    CropFrame *frame() const { return find<CropFrame>(u"cropFrame"_s); }
    Segmented *proportion() const { return find<Segmented>(u"cropProportion"_s); }
    QPushButton *button(const QString &name) const
    {
        return find<QDialog>(u"cropDialog"_s)->findChild<QPushButton *>(name);
    }
    QString says() const { return find<QLabel>(u"cropSize"_s)->text(); }
    void drag(const QPoint &from, const QPoint &by) const
    {
        QTest::mousePress(frame(), Qt::LeftButton, {}, from);
        QTest::mouseMove(frame(), from + by / 2);
        QTest::mouseMove(frame(), from + by);
        QTest::mouseRelease(frame(), Qt::LeftButton, {}, from + by);
    }
    // Pixels of the picture as pixels of the window.
    QPoint shown(double x, double y) const
    {
        const double scale = double(frame()->frame().width()) / frame()->part().width();
        return QPointF(x * scale, y * scale).toPoint();
    }
    void save()
    {
        QTest::mouseClick(button(u"done"_s), Qt::LeftButton);
        QTRY_VERIFY(!find<QDialog>(u"cropDialog"_s));
    }
    void undo()
    {
        activate();
        strip()->setFocus();
        QTest::keyClick(strip(), Qt::Key_Z, Qt::ControlModifier);
    }
};
}

class TestCropDialog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void pulls_data();
    void pulls();
    void fits_data();
    void fits();
    void opensByKeyMenuLinkAndDoubleClick();
    void cutsWithThePointerAndGoesBack();
    void movesByKeys();
    void holdsTheProportion();
    void turnsAndBeginsAnew();
    void isDoneByKeyboardAlone();
    void overwritesNothing();
    void saysThatAMovingImageStandsStill();
    void leavesPicturesThatLieElsewhere();
    void fitsInASmallWindowWithLargeText();
};

void TestCropDialog::pulls_data()
{
    QTest::addColumn<double>("ratio");
    QTest::addColumn<Qt::Edges>("edges");
    QTest::addColumn<QPoint>("by");
    QTest::addColumn<QRect>("after");
    // Of a picture of 800 by 600, from 200, 100 with 300 by 300.
    const Qt::Edges none, left = Qt::LeftEdge, right = Qt::RightEdge, top = Qt::TopEdge, bottom = Qt::BottomEdge;
    QTest::newRow("an edge") << 0.0 << left << QPoint(50, 20) << QRect(250, 100, 250, 300);
    QTest::newRow("a corner") << 0.0 << (right | bottom) << QPoint(50, -20) << QRect(200, 100, 350, 280);
    QTest::newRow("to the border") << 0.0 << (left | top) << QPoint(-900, -900) << QRect(0, 0, 500, 400);
    QTest::newRow("to the other border") << 0.0 << (right | bottom) << QPoint(900, 900) << QRect(200, 100, 600, 500);
    QTest::newRow("no smaller") << 0.0 << (right | top) << QPoint(-900, 900) << QRect(200, 336, 64, 64);
    QTest::newRow("a corner, square") << 1.0 << (right | bottom) << QPoint(60, 40) << QRect(200, 100, 350, 350);
    QTest::newRow("the corner across, square") << 1.0 << (left | top) << QPoint(60, 40) << QRect(250, 150, 250, 250);
    QTest::newRow("a corner, square, to the border")
        << 1.0 << (right | bottom) << QPoint(900, 900) << QRect(200, 100, 500, 500);
    QTest::newRow("an edge, square") << 1.0 << right << QPoint(100, 77) << QRect(200, 50, 400, 400);
    QTest::newRow("an edge, square, grows where there is room")
        << 1.0 << right << QPoint(250, 0) << QRect(200, 0, 550, 550);
    QTest::newRow("an edge, square, as high as the picture")
        << 1.0 << right << QPoint(900, 0) << QRect(200, 0, 600, 600);
    QTest::newRow("the lower edge, square") << 1.0 << bottom << QPoint(5, -100) << QRect(250, 100, 200, 200);
    QTest::newRow("no smaller, square") << 1.0 << (left | top) << QPoint(900, 900) << QRect(436, 336, 64, 64);
    QTest::newRow("moved") << 0.0 << none << QPoint(-50, 70) << QRect(150, 170, 300, 300);
    QTest::newRow("moved to the border") << 1.0 << none << QPoint(900, -900) << QRect(500, 0, 300, 300);
}

void TestCropDialog::pulls()
{
    QFETCH(double, ratio);
    QFETCH(Qt::Edges, edges);
    QFETCH(QPoint, by);
    QFETCH(QRect, after);
    const crop::Bounds bounds{Whole, ratio};
    const QRect before(200, 100, 300, 300);
    QCOMPARE(edges ? crop::pulled(before, edges, by, bounds) : crop::moved(before, by, bounds), after);
}

void TestCropDialog::fits_data()
{
    QTest::addColumn<QSize>("picture");
    QTest::addColumn<QRect>("before");
    QTest::addColumn<double>("ratio");
    QTest::addColumn<QRect>("after");
    const QRect all(QPoint(), Whole);
    QTest::newRow("any") << Whole << QRect(1, 2, 300, 200) << 0.0 << QRect(1, 2, 300, 200);
    QTest::newRow("largest square") << Whole << all << 1.0 << QRect(100, 0, 600, 600);
    QTest::newRow("and all of it again") << Whole << QRect(100, 0, 600, 600) << 4.0 / 3 << all;
    QTest::newRow("upright") << Whole << all << 0.75 << QRect(175, 0, 450, 600);
    QTest::newRow("as large as it was") << Whole << QRect(200, 100, 400, 100) << 1.0 << QRect(300, 50, 200, 200);
    QTest::newRow("within") << Whole << QRect(0, 0, 400, 100) << 1.0 << QRect(100, 0, 200, 200);
    QTest::newRow("a tiny picture") << QSize(20, 10) << QRect(0, 0, 20, 10) << 1.0 << QRect(5, 0, 10, 10);
    QTest::newRow("a strip") << QSize(2000, 3) << QRect(0, 0, 2000, 3) << 4.0 / 3 << QRect(998, 0, 4, 3);
}

void TestCropDialog::fits()
{
    QFETCH(QSize, picture);
    QFETCH(QRect, before);
    QFETCH(double, ratio);
    QFETCH(QRect, after);
    QCOMPARE(crop::fitted(before, {picture, ratio}), after);
    QVERIFY(QRect(QPoint(), picture).contains(after));
}

void TestCropDialog::opensByKeyMenuLinkAndDoubleClick()
{
    Fixture f;
    QAction *command = f.action(u"cropImage"_s);
    auto *link = f.find<QPushButton>(u"cropImageLink"_s);
    QVERIFY(!command->isEnabled() && !link->isEnabled()); // which one?
    const auto closes = [&] {
        QTest::keyClick(f.dialog(u"cropDialog"_s), Qt::Key_Escape);
        QTRY_VERIFY(!f.find<QDialog>(u"cropDialog"_s));
    };
    f.choose(0);
    QVERIFY(command->isEnabled() && link->isEnabled());
    QTest::keyClick(f.strip(), Qt::Key_Return);
    closes();
    QTest::mouseClick(link, Qt::LeftButton);
    closes();
    f.choose(1);
    QTest::mouseDClick(f.strip()->viewport(), Qt::LeftButton, {}, f.at(1));
    closes();
    QContextMenuEvent asked(QContextMenuEvent::Mouse, f.at(0), f.strip()->viewport()->mapToGlobal(f.at(0)));
    QApplication::sendEvent(f.strip()->viewport(), &asked);
    auto *menu = f.find<QMenu>(u"imageMenu"_s);
    QVERIFY(menu && menu->actions().contains(command));
    menu->close();
    command->trigger();
    closes();
    QCOMPARE(f.sizeOf(0), Whole);
}

void TestCropDialog::cutsWithThePointerAndGoesBack()
{
    Fixture f;
    const Product before = f.product();
    f.crop();
    QCOMPARE(f.says(), u"800 × 600 pixels"_s);
    QVERIFY(!f.button(u"done"_s)->isEnabled()); // nothing to save yet
    // The right edge, then the lower left corner.
    const QRect all = f.frame()->frame();
    f.drag(QPoint(all.right(), all.center().y() + 30), f.shown(-400, 0));
    QVERIFY(qAbs(f.frame()->part().width() - 400) <= 2);
    QCOMPARE(f.frame()->part().height(), 600);
    f.drag(f.frame()->frame().bottomLeft(), f.shown(100, -300));
    const QRect part = f.frame()->part();
    QVERIFY(qAbs(part.left() - 100) <= 2 && qAbs(part.width() - 300) <= 4 && qAbs(part.height() - 300) <= 2);
    QCOMPARE(part.top(), 0);
    // Moved by its inside, and no further than the border.
    f.drag(f.frame()->frame().center(), f.shown(-500, 100));
    QCOMPARE(f.frame()->part().size(), part.size());
    QCOMPARE(f.frame()->part().left(), 0);
    QVERIFY(qAbs(f.frame()->part().top() - 100) <= 2);
    QCOMPARE(f.says(), u"%1 × %2 pixels"_s.arg(part.width()).arg(part.height()));
    // Beside it nothing happens.
    const QRect kept = f.frame()->part();
    f.drag(f.frame()->frame().topRight() + QPoint(60, 60), {50, 50});
    QCOMPARE(f.frame()->part(), kept);

    f.save();
    const Product after = f.product();
    QCOMPARE(f.sizeOf(0), kept.size());
    QCOMPARE(after.images.at(0).alt, u"Front"_s);
    QCOMPARE(after.images.at(1), before.images.at(1));
    const QImage stored = f.stored(0);
    QCOMPARE(stored.size(), kept.size());
    QCOMPARE(stored.pixelColor(stored.width() - 1, 0), QColor(Qt::red)); // only of the left half
    QTRY_COMPARE(f.notice(), u"The image was cropped"_s);
    QCOMPARE(f.strip()->currentRow(), 0); // still chosen
    QVERIFY(f.strip()->current());

    f.undo();
    QTRY_COMPARE(f.product().images, before.images);
    QCOMPARE(f.stored(0).size(), Whole);
    QTRY_VERIFY2(f.notice().startsWith(u"Taken back"_s), qPrintable(f.notice()));
    f.activate();
    QTest::keyClick(f.strip(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(f.product().images, after.images);
}

void TestCropDialog::movesByKeys()
{
    Fixture f;
    f.crop();
    CropFrame *frame = f.frame();
    QTRY_VERIFY(frame->hasFocus());
    const auto press = [&](Qt::Key key, Qt::KeyboardModifiers with = {}, int times = 1) {
        for (int i = 0; i < times; ++i)
            QTest::keyClick(frame, key, with);
    };
    press(Qt::Key_Left, Qt::ControlModifier | Qt::ShiftModifier, 20);
    press(Qt::Key_Left, Qt::ControlModifier, 5);
    press(Qt::Key_Up, Qt::ControlModifier | Qt::ShiftModifier, 10);
    QCOMPARE(frame->part(), QRect(0, 0, 595, 500));
    press(Qt::Key_Right, Qt::ShiftModifier, 3);
    press(Qt::Key_Right);
    press(Qt::Key_Down, {}, 7);
    QCOMPARE(frame->part(), QRect(31, 7, 595, 500));
    press(Qt::Key_Left, {}, 100);
    press(Qt::Key_Up, Qt::ShiftModifier, 3);
    QCOMPARE(frame->part(), QRect(0, 0, 595, 500));
    press(Qt::Key_Right, Qt::ControlModifier);
    press(Qt::Key_Down, Qt::ControlModifier);
    QCOMPARE(frame->part(), QRect(0, 0, 596, 501));
    QVERIFY(frame->accessibleDescription().contains(u"596 × 501"_s));
    press(Qt::Key_Return); // saves
    QTRY_VERIFY(!f.find<QDialog>(u"cropDialog"_s));
    QCOMPARE(f.sizeOf(0), QSize(596, 501));
}

void TestCropDialog::holdsTheProportion()
{
    Fixture f;
    f.crop();
    f.proportion()->setFocus();
    QTest::keyClick(f.proportion(), Qt::Key_Right); // square
    QCOMPARE(f.frame()->part(), QRect(100, 0, 600, 600));
    f.drag(f.frame()->frame().bottomRight(), f.shown(-200, -200));
    QRect part = f.frame()->part();
    QCOMPARE(part.width(), part.height());
    QVERIFY(qAbs(part.width() - 400) <= 3);
    QCOMPARE(part.topLeft(), QPoint(100, 0));
    f.frame()->setFocus();
    QTest::keyClick(f.frame(), Qt::Key_Left, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(f.frame()->part().size(), part.size() - QSize(10, 10));
    f.proportion()->setFocus();
    QTest::keyClick(f.proportion(), Qt::Key_Right); // 4:3
    part = f.frame()->part();
    QVERIFY(qAbs(part.width() * 3 - part.height() * 4) <= 4);
    QTest::keyClick(f.proportion(), Qt::Key_Right); // 3:4
    part = f.frame()->part();
    QVERIFY(qAbs(part.width() * 4 - part.height() * 3) <= 4);
    f.save();
    QCOMPARE(f.sizeOf(0), part.size());
}

void TestCropDialog::turnsAndBeginsAnew()
{
    Fixture f;
    f.crop();
    QTest::keyClick(f.frame(), Qt::Key_Left, Qt::ControlModifier | Qt::ShiftModifier); // 790 wide
    QTest::mouseClick(f.button(u"cropTurnRight"_s), Qt::LeftButton);
    QCOMPARE(f.frame()->pictureSize(), QSize(600, 800));
    QCOMPARE(f.frame()->part(), QRect(0, 0, 600, 790));
    QTest::mouseClick(f.button(u"cropTurnLeft"_s), Qt::LeftButton);
    QTest::mouseClick(f.button(u"cropTurnLeft"_s), Qt::LeftButton);
    QCOMPARE(f.frame()->part(), QRect(0, 10, 600, 790));
    f.proportion()->setCurrent(4); // as the picture is now: upright
    QVERIFY(f.frame()->part().height() > f.frame()->part().width());
    QTest::mouseClick(f.button(u"cropReset"_s), Qt::LeftButton);
    QCOMPARE(f.frame()->part(), QRect(QPoint(), Whole));
    QCOMPARE(f.proportion()->current(), 0);
    QVERIFY(!f.button(u"done"_s)->isEnabled() && !f.button(u"cropReset"_s)->isEnabled());

    QTest::mouseClick(f.button(u"cropTurnRight"_s), Qt::LeftButton); // turned alone is a change
    f.save();
    QCOMPARE(f.sizeOf(0), QSize(600, 800));
    QCOMPARE(f.stored(0).pixelColor(300, 100), QColor(Qt::red)); // what was left is above
    QCOMPARE(f.stored(0).pixelColor(300, 700), QColor(Qt::blue));
}

void TestCropDialog::isDoneByKeyboardAlone()
{
    Fixture f;
    f.crop();
    QTRY_VERIFY(f.frame()->hasFocus());
    const QDialog *dialog = f.dialog(u"cropDialog"_s);
    const auto look = [&] { return f.frame()->grab().toImage(); };
    QTest::keyClick(f.frame(), Qt::Key_Left, Qt::ControlModifier);
    const QImage focused = look();
    QStringList names;
    for (int i = 0; i < 7; ++i) {
        QWidget *at = dialog->focusWidget();
        const QAccessibleInterface *face = QAccessible::queryAccessibleInterface(at);
        QVERIFY(face && face->role() != QAccessible::Client && face->role() != QAccessible::NoRole);
        names << face->text(QAccessible::Name);
        QTest::keyClick(at, Qt::Key_Tab);
    }
    QVERIFY(f.frame()->hasFocus()); // round
    QCOMPARE(names.mid(0, 4), (QStringList{u"The part to keep"_s, u"Proportion"_s, u"Turn left"_s, u"Turn right"_s}));
    QVERIFY(names.contains(u"Reset"_s) && names.contains(u"Cancel"_s) && names.contains(u"Save"_s));
    f.proportion()->setFocus();
    QVERIFY(look() != focused);
    QTest::keyClick(f.proportion(), Qt::Key_Return);
    QTRY_VERIFY(!f.find<QDialog>(u"cropDialog"_s));
    QCOMPARE(f.sizeOf(0), QSize(799, 600));
}

void TestCropDialog::overwritesNothing()
{
    Fixture f;
    f.crop();
    QTest::keyClick(f.frame(), Qt::Key_Left, Qt::ControlModifier);
    ProductChange theirs;
    theirs.title = u"Large mug"_s;
    QVERIFY(f.write([&](Transaction &tx) { return products::update(tx, f.owner, f.id, theirs); }));
    QTest::mouseClick(f.button(u"done"_s), Qt::LeftButton);
    auto *fault = f.find<QDialog>(u"cropDialog"_s)->findChild<QLabel *>(u"fault"_s);
    QTRY_VERIFY(fault->isVisible());
    QVERIFY2(fault->text().contains(u"Somebody else"_s), qPrintable(fault->text()));
    QCOMPARE(f.sizeOf(0), Whole);
    QCOMPARE(f.frame()->part().width(), 799); // still there
    QTest::mouseClick(f.button(u"leave"_s), Qt::LeftButton);
    QTRY_VERIFY(!f.find<QDialog>(u"cropDialog"_s));
    f.crop();
    QTest::keyClick(f.frame(), Qt::Key_Left, Qt::ControlModifier);
    f.save();
    QCOMPARE(f.sizeOf(0), QSize(799, 600));
}

void TestCropDialog::saysThatAMovingImageStandsStill()
{
    QVERIFY(isMoving(film({64, 48})));
    QVERIFY(!isMoving(picture({64, 48})));
    Fixture f;
    f.add(film({640, 480}), u"Film"_s);
    QTRY_COMPARE(f.strip()->count(), 3);
    f.crop(0);
    QVERIFY(!f.find<QLabel>(u"cropMoves"_s)->isVisible());
    QTest::keyClick(f.frame(), Qt::Key_Escape);
    QTRY_VERIFY(!f.find<QDialog>(u"cropDialog"_s));
    f.crop(2);
    QVERIFY(f.find<QLabel>(u"cropMoves"_s)->isVisible());
    f.proportion()->setCurrent(1);
    f.save();
    QTRY_COMPARE(f.sizeOf(2), QSize(480, 480));
    QCOMPARE(f.stored(2).pixelColor(200, 200), QColor(Qt::red));
}

void TestCropDialog::leavesPicturesThatLieElsewhere()
{
    Fixture f;
    QVERIFY(f.write([&](Transaction &tx) -> Result<> {
        tx.exec("INSERT INTO images (product_id, source, hash, extension, width, height, alt, position, created_at) "
                "VALUES (?, 'https://example.com/a.jpg', '', '', 0, 0, 'Far', 2, 1)",
                f.id);
        tx.exec("UPDATE products SET revision = revision + 1 WHERE id = ?", f.id);
        tx.changed(Topic::Products, f.id.value);
        return {};
    }));
    QTRY_COMPARE(f.strip()->count(), 3);
    f.choose(2);
    QVERIFY(!f.action(u"cropImage"_s)->isEnabled());
    QTest::keyClick(f.strip(), Qt::Key_Return);
    QTest::qWait(50);
    QVERIFY(!f.find<QDialog>(u"cropDialog"_s));
    f.choose(1);
    QVERIFY(f.action(u"cropImage"_s)->isEnabled());
}

void TestCropDialog::fitsInASmallWindowWithLargeText()
{
    const QFont before = QApplication::font();
    QFont large = before;
    large.setPointSizeF(before.pointSizeF() * 2);
    QApplication::setFont(large);
    {
        Fixture f;
        f.window->resize(1024, 640);
        f.crop();
        const QDialog *dialog = f.dialog(u"cropDialog"_s);
        QVERIFY2(dialog->width() <= 1024, qPrintable(QString::number(dialog->width())));
        for (const QWidget *widget :
             {static_cast<QWidget *>(f.proportion()), static_cast<QWidget *>(f.button(u"done"_s)),
              static_cast<QWidget *>(f.button(u"cropTurnRight"_s)),
              static_cast<QWidget *>(f.find<QLabel>(u"cropSize"_s))}) {
            const QRect place(widget->mapTo(dialog, QPoint()), widget->size());
            QVERIFY2(dialog->rect().contains(place), qPrintable(widget->objectName()));
            QTRY_VERIFY2(widget->width() >= widget->sizeHint().width(), qPrintable(widget->objectName()));
        }
    }
    QApplication::setFont(before);
}

QTEST_MAIN(TestCropDialog)
#include "tst_cropdialog.moc"
