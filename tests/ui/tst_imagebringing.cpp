// Images that lie on the web, brought into the shop from the window: with an import, or at a command afterwards; what
// could not be brought is there to look at, and the notice takes it all back.
#include "app/products/productquery.h"
#include "app/products/productservice.h"
#include "tests/support/imagehost.h"
#include "tests/support/staffedwindow.h"
#include "ui/models/pagedmodel.h"
#include "ui/products/faultlist.h"
#include "ui/products/importwizard.h"
#include "ui/products/pages.h"
#include "ui/shell/statusstrip.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/tableview.h"

#include <QCheckBox>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

using namespace backroom;
using namespace Qt::StringLiterals;

namespace {
struct Fixture : test::StaffedWindow
{
    Fixture()
    {
        window->setDesk(*desk);
        addProductsPages(*window, *desk);
        show(u"products"_s);
    }
    // The wizard on a file of Shopify's with these images, at its last step.
    QDialog *wizard(const QStringList &urls)
    {
        QFile out(folder.filePath(u"import.csv"_s));
        [&] { QVERIFY(out.open(QIODevice::WriteOnly)); }();
        out.write("Handle,Title,Variant SKU,Variant Price,Image Src,Image Position\n");
        for (qsizetype i = 0; i < urls.size(); ++i)
            out.write(QString(u"mug,%1,%2,%3,%4,%5\n"_s
                                  .arg(i == 0 ? u"Mug"_s : QString(), i == 0 ? u"M"_s : QString(),
                                       i == 0 ? u"12.00"_s : QString(), urls.at(i))
                                  .arg(i + 1))
                          .toUtf8());
        out.close();
        action(u"importProducts"_s)->trigger();
        auto *shown = qobject_cast<ImportWizard *>(dialog(u"importWizard"_s));
        shown->setFile(out.fileName());
        [&] { QTRY_VERIFY(!shown->findChild<QLabel *>(u"importOutcome"_s)->text().isEmpty()); }();
        return shown;
    }
    QList<ProductImage> images()
    {
        const auto ids = read([&](Reader &reader) { return products::ids(reader, owner, {}); });
        if (!ids || ids->isEmpty())
            return {};
        return read([&](Reader &reader) { return products::get(reader, owner, ids->constFirst()); })->images;
    }
    int here()
    {
        const QList<ProductImage> all = images();
        return int(std::count_if(all.begin(), all.end(), [](const ProductImage &one) { return one.width > 0; }));
    }
    QString notice() const { return find<NoticeBar>(u"noticeBar"_s)->text(); }
};
}

class TestImageBringing : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void comesAfterTheImport();
    void isLeftWhereItIsUnwanted();
    void saysWhatCouldNotBeBroughtAndTriesAgain();
    void goesOnWhileOneWorksAndStops();
    void isTakenUpAgainByTheNextWindow();
};

void TestImageBringing::comesAfterTheImport()
{
    const test::ImageHost web;
    Fixture f;
    QDialog *wizard = f.wizard({web.url(u"a.png"_s), web.url(u"b.png"_s)});
    auto *bring = wizard->findChild<QCheckBox *>(u"bringImagesToo"_s);
    QVERIFY(bring->isVisible() && bring->isChecked());
    QVERIFY2(bring->text().contains(u"2 images"_s), qPrintable(bring->text()));
    QCOMPARE(web.asked(u"a.png"_s), 0); // trying asks nobody
    f.click(wizard, u"importNext"_s);
    QTRY_COMPARE(f.here(), 2);
    QTRY_COMPARE(f.notice(), u"2 images were brought"_s);
    QVERIFY(!f.find<QPushButton>(u"noticeAlso"_s)->isVisible());
    QTRY_VERIFY(!f.action(u"bringImages"_s)->isEnabled()); // and says why
    QVERIFY(f.action(u"bringImages"_s)->text().contains(u"none are there"_s));
    // The list shows it by itself.
    QTRY_COMPARE(f.find<TableView>(u"productsTable"_s)->pagedModel()->rowCount(), 1);
    QTRY_VERIFY(f.find<TableView>(u"productsTable"_s)
                    ->pagedModel()
                    ->valueAt(0)
                    .value<ProductRow>()
                    .image.startsWith("/images/"_L1));
    QTest::mouseClick(f.find<QPushButton>(u"noticeUndo"_s), Qt::LeftButton);
    QTRY_COMPARE(f.here(), 0);
    QCOMPARE(f.images().size(), 2);
    QTRY_VERIFY(f.action(u"bringImages"_s)->isEnabled());
    QTRY_VERIFY(f.notice().startsWith(u"Taken back: Images"_s));
    QTest::mouseClick(f.find<QPushButton>(u"noticeUndo"_s), Qt::LeftButton); // done again
    QTRY_COMPARE(f.here(), 2);
}

void TestImageBringing::isLeftWhereItIsUnwanted()
{
    const test::ImageHost web;
    Fixture f;
    QDialog *wizard = f.wizard({web.url(u"a.png"_s)});
    wizard->findChild<QCheckBox *>(u"bringImagesToo"_s)->click();
    f.click(wizard, u"importNext"_s);
    QTRY_VERIFY(f.notice().contains(u"1 products were imported"_s));
    QTest::qWait(100);
    QCOMPARE(web.asked(u"a.png"_s), 0);
    QCOMPARE(f.here(), 0);
    // A file without images has no tick for them.
    QFile out(f.folder.filePath(u"plain.csv"_s));
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write("Handle,Title,Variant SKU,Variant Price\nbowl,Bowl,B,9.00\n");
    out.close();
    f.action(u"importProducts"_s)->trigger();
    auto *plain = qobject_cast<ImportWizard *>(f.dialog(u"importWizard"_s));
    plain->setFile(out.fileName());
    QTRY_VERIFY(!plain->findChild<QLabel *>(u"importOutcome"_s)->text().isEmpty());
    QVERIFY(!plain->findChild<QCheckBox *>(u"bringImagesToo"_s)->isVisible());
}

void TestImageBringing::saysWhatCouldNotBeBroughtAndTriesAgain()
{
    const test::ImageHost web;
    Fixture f;
    f.click(f.wizard({web.url(u"a.png"_s), web.url(u"missing"_s), web.url(u"text.png"_s)}), u"importNext"_s);
    QTRY_COMPARE(f.notice(), u"1 images were brought, 2 could not be"_s);
    QVERIFY(f.find<QPushButton>(u"noticeUndo"_s)->isVisible());
    auto *also = f.find<QPushButton>(u"noticeAlso"_s);
    QVERIFY(also->isVisible());
    QCOMPARE(also->text(), u"Show"_s);
    QTest::mouseClick(also, Qt::LeftButton);
    QDialog *dialog = f.dialog(u"webImages"_s);
    const QList<ListRow> rows = dialog->findChild<FaultList *>(u"webImageFaults"_s)->rows();
    QCOMPARE(rows.size(), 2);
    QStringList told{rows.at(0).text, rows.at(1).text};
    told.sort();
    QCOMPARE(told.at(0), u"Mug: The server said 404."_s);
    QVERIFY(told.at(1).startsWith(u"Mug: This is no image"_s));
    QVERIFY((QStringList{rows.at(0).second, rows.at(1).second}.contains(web.url(u"missing"_s))));
    auto *done = dialog->findChild<QPushButton *>(u"done"_s);
    QTRY_VERIFY(done->isEnabled());
    QVERIFY(dialog->findChild<QLabel *>(u"webImagesSay"_s)->text().startsWith(u"2 images"_s));
    QTest::mouseClick(done, Qt::LeftButton);
    QTRY_COMPARE(f.notice(), u"2 images could not be brought"_s);
    QCOMPARE(web.asked(u"missing"_s), 2);
    QCOMPARE(f.here(), 1);
}

void TestImageBringing::goesOnWhileOneWorksAndStops()
{
    const test::ImageHost web;
    Fixture f;
    QStringList many;
    for (int i = 0; i < 40; ++i)
        many << web.url(u"slow-%1.png"_s.arg(i));
    QDialog *wizard = f.wizard(many);
    wizard->findChild<QCheckBox *>(u"bringImagesToo"_s)->click();
    f.click(wizard, u"importNext"_s);
    QTRY_COMPARE(f.images().size(), 40);
    QTRY_VERIFY(f.action(u"bringImages"_s)->isEnabled());
    f.action(u"bringImages"_s)->trigger();
    QDialog *dialog = f.dialog(u"webImages"_s);
    auto *done = dialog->findChild<QPushButton *>(u"done"_s);
    QTRY_VERIFY(done->isEnabled());
    QTest::mouseClick(done, Qt::LeftButton);
    QTRY_VERIFY(f.action(u"bringImages"_s)->text().contains(u"under way"_s));
    QVERIFY(!f.action(u"bringImages"_s)->isEnabled());
    auto *text = f.find<QLabel>(u"workText"_s);
    QTRY_VERIFY2(text && text->text().startsWith(u"Bringing images "_s) && text->text().contains(u" of 40"_s),
                 text ? qPrintable(text->text()) : "");
    // Others have their turn meanwhile.
    QCOMPARE(f.images().size(), 40);
    QTest::mouseClick(f.find<QPushButton>(u"cancelWork"_s), Qt::LeftButton);
    QTRY_VERIFY(f.notice().startsWith(u"Stopped after"_s));
    QVERIFY(f.here() < 40);
    QTRY_VERIFY(f.action(u"bringImages"_s)->isEnabled());
}

// Another language or the end of the day: the window goes, and the next one goes on where it was, as one piece of work.
void TestImageBringing::isTakenUpAgainByTheNextWindow()
{
    constexpr int Many = 100;
    const test::ImageHost web;
    Fixture f;
    QStringList many;
    for (int i = 0; i < Many; ++i)
        many << web.url(u"slow-%1.png"_s.arg(i));
    f.click(f.wizard(many), u"importNext"_s);
    QTRY_VERIFY(f.action(u"bringImages"_s)->text().contains(u"under way"_s));
    const auto done = [&f] {
        const auto *text = f.find<QLabel>(u"workText"_s);
        return text && text->text().startsWith(u"Bringing images "_s) ? text->text().section(u' ', 2, 2).toInt() : 0;
    };
    QTRY_VERIFY(done() > 0);
    QSignalSpy chosen(f.window.get(), &MainWindow::languageChosen);
    f.window->setLanguage(u"de"_s);
    QCOMPARE(chosen.count(), 1); // it need not be waited for
    f.window.reset();
    f.desk.reset();
    f.pool.drain();
    const int before = f.here();
    QVERIFY2(before > 0 && before < Many, qPrintable(QString::number(before)));
    const auto open = [&f] {
        f.desk = std::make_unique<Desk>(*f.shop, f.owner, f.pool, f.ask);
        f.window = std::make_unique<MainWindow>(f.theme, f.folder.path());
        f.window->setDesk(*f.desk);
        addProductsPages(*f.window, *f.desk);
        f.show(u"products"_s);
    };
    open();
    QTRY_VERIFY(f.action(u"bringImages"_s)->text().contains(u"under way"_s));
    QTRY_COMPARE_WITH_TIMEOUT(f.here(), Many, 30'000);
    QTRY_VERIFY2(f.notice().endsWith(u"images were brought"_s), qPrintable(f.notice()));
    const auto runs = f.read([](Reader &reader) -> Result<qint64> {
        return reader.number("SELECT count(DISTINCT entity_id) FROM journal WHERE action = 'products.images_brought'")
            .value_or(0);
    });
    QCOMPARE(*runs, 1);
    // And is over then.
    f.window.reset();
    f.desk.reset();
    open();
    QTest::qWait(100);
    QVERIFY(!f.action(u"bringImages"_s)->text().contains(u"under way"_s));
}

QTEST_MAIN(TestImageBringing)
#include "tst_imagebringing.moc"
