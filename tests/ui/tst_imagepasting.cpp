// Ctrl+V in the product editor: an image on the clipboard becomes one of the product, text goes where it is typed.
#include "app/products/productservice.h"
#include "tests/support/productdraft.h"
#include "tests/support/staffedwindow.h"
#include "ui/products/pages.h"
#include "ui/products/producteditor.h"
#include "ui/products/productspage.h"
#include "ui/widgets/noticebar.h"

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QTableWidget>
#include <QTest>

using namespace backroom;
using namespace Qt::StringLiterals;

namespace {
struct Fixture : test::StaffedWindow
{
    ProductId id;

    Fixture()
    {
        window->setDesk(*desk);
        addProductsPages(*window, *desk);
        const ProductChange draft = test::productDraft(u"Mug"_s, u"MUG"_s, 1200);
        id = write([&](Transaction &tx) { return products::create(tx, owner, draft); })->id;
        show(u"products"_s);
        window->findChild<ProductsPage *>()->open(id);
        [&] { QTRY_VERIFY(title()->isVisible()); }();
        activate();
    }
    ProductEditor *editor() const { return find<ProductEditor>(u"productEditor"_s); }
    QLineEdit *title() const { return editor()->findChild<QLineEdit *>(u"title"_s); }
    void copyImage(Qt::GlobalColor colour) const
    {
        QImage image(200, 100, QImage::Format_RGB32);
        image.fill(colour);
        QGuiApplication::clipboard()->setImage(image);
    }
    void paste(QWidget *at) const
    {
        at->setFocus();
        QTest::keyClick(at, Qt::Key_V, Qt::ControlModifier);
    }
    qsizetype images()
    {
        return read([&](Reader &reader) { return products::get(reader, owner, id); })->images.size();
    }
    QString notice() const { return find<NoticeBar>(u"noticeBar"_s)->text(); }
};
}

class TestImagePasting : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void addsAnImageWhereverTheFocusIs();
    void leavesTextToItsField();
    void saysThatThereIsNone();
};

void TestImagePasting::addsAnImageWhereverTheFocusIs()
{
    Fixture f;
    f.copyImage(Qt::red);
    f.paste(f.editor()->findChild<QTableWidget *>());
    QTRY_COMPARE(f.images(), 1);
    QTRY_VERIFY(f.notice().contains(u"The image was added"_s));
    f.copyImage(Qt::green);
    f.paste(f.title()); // has no use for it
    QTRY_COMPARE(f.images(), 2);
    QCOMPARE(f.title()->text(), u"Mug"_s);
}

void TestImagePasting::leavesTextToItsField()
{
    Fixture f;
    QGuiApplication::clipboard()->setText(u" blue"_s);
    f.title()->setFocus();
    f.title()->end(false);
    f.paste(f.title());
    QCOMPARE(f.title()->text(), u"Mug blue"_s);
    QVERIFY(f.notice().isEmpty());
}

void TestImagePasting::saysThatThereIsNone()
{
    Fixture f;
    QGuiApplication::clipboard()->setText(u"blue"_s);
    f.paste(f.editor()->findChild<QTableWidget *>());
    QTRY_VERIFY2(f.notice().contains(u"no image on the clipboard"_s), qPrintable(f.notice()));
    QCOMPARE(f.images(), 0);
}

QTEST_MAIN(TestImagePasting)
#include "tst_imagepasting.moc"
