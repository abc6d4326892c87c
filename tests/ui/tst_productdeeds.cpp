// Many products at once: changed with a look before, imported from files of several kinds, exported, labelled, found
// again under a saved view; each taken back as one.
#include "app/products/labels.h"
#include "app/products/productquery.h"
#include "app/products/productservice.h"
#include "tests/support/paths.h"
#include "tests/support/staffedwindow.h"
#include "ui/models/pagedmodel.h"
#include "ui/products/bulkdialog.h"
#include "ui/products/faultlist.h"
#include "ui/products/importoutcome.h"
#include "ui/products/importwizard.h"
#include "ui/products/pages.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/tableview.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
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
    }
    ProductId add(const QString &title, const QString &sku, qint64 price)
    {
        ProductChange draft;
        draft.title = title;
        draft.status = ProductStatus::Published;
        VariantChange variant;
        variant.sku = sku;
        variant.price = price;
        variant.barcode = sku == "B"_L1 ? u"4006381333931"_s : QString();
        draft.variants = QList{variant};
        return write([&](Transaction &tx) { return products::create(tx, owner, draft); })->id;
    }
    Product product(ProductId id)
    {
        return *read([&](Reader &reader) { return products::get(reader, owner, id); });
    }
    qint64 count()
    {
        return read([&](Reader &reader) { return products::ids(reader, owner, {}); })->size();
    }
    TableView *table() const { return find<TableView>(u"productsTable"_s); }
    QString notice() const { return find<NoticeBar>(u"noticeBar"_s)->text(); }
    QString file(const QByteArray &text)
    {
        QFile out(folder.filePath(u"import.csv"_s));
        [&] { QVERIFY(out.open(QIODevice::WriteOnly)); }();
        out.write(text);
        return out.fileName();
    }
    void undo() const
    {
        activate();
        table()->setFocus();
        QTest::keyClick(table(), Qt::Key_Z, Qt::ControlModifier);
    }
};
}

class TestProductDeeds : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void changesPricesWithALookBefore();
    void refusesWhatIsNoChange();
    void roundsPrices_data();
    void roundsPrices();
    void importsAFileOfItsOwnColumns();
    void importsShopifyAndSaysWhatIsWrong();
    void showsWhatWasImported();
    void importsOfAnyLengthAreShown();
    void nothingThatGoesInIsNoRest();
    void exportsWhatImportingReadsBack();
    void paintsLabels();
    void keepsViewsAndColumns();
};

void TestProductDeeds::changesPricesWithALookBefore()
{
    Fixture f;
    const ProductId mug = f.add(u"Mug"_s, u"A"_s, 1200), bowl = f.add(u"Bowl"_s, u"B"_s, 2000);
    f.show(u"products"_s);
    QTRY_COMPARE(f.table()->pagedModel()->rowCount(), 2);
    QTest::qWait(50);
    f.table()->selectIds({mug.value, bowl.value});
    QTRY_VERIFY(f.find<QWidget>(u"productsBar"_s)->isVisible());
    f.action(u"changePrices"_s)->trigger();
    QDialog *dialog = f.dialog(u"bulkDialog"_s);
    QTest::keyClicks(dialog->findChild<QLineEdit *>(u"bulkValue"_s), u"10"_s);
    auto *effects = dialog->findChild<RowList *>(u"bulkEffects"_s);
    QTRY_COMPARE(effects->rows().size(), 2);
    QCOMPARE(effects->rows().at(0).figure, u"£12.00 → £13.20"_s);
    f.click(dialog, u"applyBulk"_s);
    QTRY_COMPARE(f.product(mug).price, 1320);
    QCOMPARE(f.product(bowl).price, 2200);
    QTRY_COMPARE(f.notice(), u"2 products were changed"_s);
    f.undo();
    QTRY_COMPARE(f.product(mug).price, 1200);
    QCOMPARE(f.product(bowl).price, 2000);
}

void TestProductDeeds::refusesWhatIsNoChange()
{
    Fixture f;
    const ProductId mug = f.add(u"Mug"_s, u"A"_s, 1200);
    f.show(u"products"_s);
    QTRY_COMPARE(f.table()->pagedModel()->rowCount(), 1);
    f.table()->selectIds({mug.value});
    f.action(u"changePrices"_s)->trigger();
    QDialog *dialog = f.dialog(u"bulkDialog"_s);
    QVERIFY(!dialog->findChild<QPushButton *>(u"applyBulk"_s)->isEnabled());
    QTest::keyClicks(dialog->findChild<QLineEdit *>(u"bulkValue"_s), u"ten"_s);
    QTest::qWait(300);
    QVERIFY(!dialog->findChild<QPushButton *>(u"applyBulk"_s)->isEnabled());
    QTest::keyClick(dialog, Qt::Key_Escape);
    QCOMPARE(f.product(mug).price, 1200);
}

void TestProductDeeds::roundsPrices_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<qint64>("value");
    QTest::addColumn<int>("ending");
    QTest::addColumn<qint64>("before");
    QTest::addColumn<qint64>("after");
    const int percent = int(PriceRule::Kind::Percent), amount = int(PriceRule::Kind::Amount),
              set = int(PriceRule::Kind::Set);
    QTest::newRow("up by a tenth") << percent << qint64(1000) << 0 << qint64(1999) << qint64(2199);
    QTest::newRow("half a penny goes to the even or up")
        << percent << qint64(-5000) << 0 << qint64(1001) << qint64(501);
    QTest::newRow("never below zero") << amount << qint64(-500) << 0 << qint64(300) << qint64(0);
    QTest::newRow("whole") << amount << qint64(0) << 1 << qint64(1250) << qint64(1300);
    QTest::newRow("ends in 99, down") << amount << qint64(0) << 2 << qint64(1240) << qint64(1199);
    QTest::newRow("ends in 99, up") << amount << qint64(0) << 2 << qint64(1260) << qint64(1299);
    QTest::newRow("ends in 99, least") << amount << qint64(0) << 2 << qint64(10) << qint64(99);
    QTest::newRow("set") << set << qint64(1500) << 0 << qint64(1) << qint64(1500);
}

void TestProductDeeds::roundsPrices()
{
    QFETCH(int, kind);
    QFETCH(qint64, value);
    QFETCH(int, ending);
    QFETCH(qint64, before);
    QFETCH(qint64, after);
    const PriceRule rule{PriceRule::Kind(kind), value, PriceRule::Ending(ending)};
    QCOMPARE(rule.applied(before, 2), after);
}

void TestProductDeeds::importsAFileOfItsOwnColumns()
{
    Fixture f;
    f.show(u"products"_s);
    QTest::qWait(50);
    f.ask.file = f.file("Artikelnummer;Bezeichnung;Preis;Bestand;Farbe\n"
                        "K-1;Kanne;24,90;7;rot\nT-1;Tasse;8,50;12;blau\nX-1;Ohne Preis;x;y;gelb\n");
    f.action(u"importProducts"_s)->trigger();
    QDialog *wizard = f.dialog(u"importWizard"_s);
    f.click(wizard, u"chooseImport"_s);
    auto *price = wizard->findChild<QComboBox *>(u"column-Preis"_s);
    QTRY_VERIFY((price = wizard->findChild<QComboBox *>(u"column-Preis"_s)));
    QCOMPARE(price->currentText(), u"Price"_s); // guessed
    QCOMPARE(wizard->findChild<QComboBox *>(u"column-Farbe"_s)->currentText(), u"Leave out"_s);
    QLabel *heading = nullptr; // stands right above the columns, however few they are
    for (QLabel *label : wizard->findChildren<QLabel *>())
        heading = label->text() == u"In the file"_s ? label : heading;
    QVERIFY(heading);
    QTRY_VERIFY(heading->isVisible());
    QVERIFY2(heading->height() < 2 * heading->fontMetrics().height(), qPrintable(QString::number(heading->height())));
    price->setCurrentIndex(0);
    f.click(wizard, u"importNext"_s);
    QTRY_VERIFY(wizard->findChild<QLabel *>(u"importFault"_s)->text().contains(u"price"_s));
    price->setCurrentIndex(price->findData(u"price"_s));
    f.click(wizard, u"importNext"_s);
    auto *outcome = wizard->findChild<QLabel *>(u"importOutcome"_s);
    QTRY_VERIFY(outcome->text().contains(u"2 products will be added"_s));
    QVERIFY(outcome->text().contains(u"1 rows cannot"_s));
    // Two faults of one row, under the names that the file has for its columns.
    const QList<ListRow> faults = wizard->findChild<FaultList *>(u"importFaults"_s)->rows();
    QCOMPARE(faults.size(), 2);
    QVERIFY2(faults.at(0).second.contains(u"Preis"_s), qPrintable(faults.at(0).second));
    QCOMPARE(f.count(), 0); // nothing was done yet
    f.click(wizard, u"importNext"_s);
    QTRY_COMPARE(f.count(), 2);
    QTRY_VERIFY(f.notice().contains(u"2 products were imported"_s));
    f.undo();
    QTRY_COMPARE(f.count(), 0);
}

void TestProductDeeds::importsShopifyAndSaysWhatIsWrong()
{
    Fixture f;
    f.show(u"products"_s);
    f.action(u"importProducts"_s)->trigger();
    auto *wizard = qobject_cast<ImportWizard *>(f.dialog(u"importWizard"_s));
    wizard->setFile(f.file(""));
    QTRY_VERIFY(wizard->findChild<QLabel *>(u"importFault"_s)->text().contains(u"empty"_s));
    wizard->setFile(f.folder.filePath(u"nowhere.csv"_s));
    const auto fault = [wizard] { return wizard->findChild<QLabel *>(u"importFault"_s)->text(); };
    QTRY_VERIFY(!fault().isEmpty() && !fault().contains(u"empty"_s));
    wizard->setFile(f.file("Handle,Title,Variant SKU,Variant Price\nmug,Mug,M,12.00\nbowl,Bowl,B,dear\n"));
    QTRY_VERIFY(wizard->findChild<QLabel *>(u"importKind"_s)->text().contains(u"Shopify"_s));
    f.ask.file = f.folder.filePath(u"refused.csv"_s);
    f.click(wizard, u"keepRefused"_s);
    QFile refused(f.ask.file);
    QVERIFY(refused.open(QIODevice::ReadOnly));
    QCOMPARE(refused.readAll(), "Handle,Title,Variant SKU,Variant Price\r\nbowl,Bowl,B,dear\r\n"_ba);
    f.click(wizard, u"importNext"_s);
    QTRY_COMPARE(f.count(), 1);
}

// Product by product, what did not go in first; from there each one is a double click away.
void TestProductDeeds::showsWhatWasImported()
{
    Fixture f;
    const ProductId mug = f.add(u"Mug"_s, u"M"_s, 1100);
    f.show(u"products"_s);
    f.action(u"importProducts"_s)->trigger();
    auto *wizard = qobject_cast<ImportWizard *>(f.dialog(u"importWizard"_s));
    wizard->setFile(
        f.file("Handle,Title,Variant SKU,Variant Price\nmug,Mug,M,12.00\nbowl,Bowl,B,dear\njug,Jug,J,30\n"));
    auto *kinds = wizard->findChild<Segmented *>(u"importKinds"_s);
    QTRY_VERIFY((kinds = wizard->findChild<Segmented *>(u"importKinds"_s)));
    QVERIFY(wizard->findChild<FaultList *>(u"importFaults"_s)->isVisible()); // first
    auto *rows = wizard->findChild<TableView *>(u"importRows"_s);
    const auto title = [](const TableView *table) {
        return table->pagedModel()->index(0, 0).data(Qt::DisplayRole).toString();
    };
    kinds->setCurrent(1);
    QTRY_COMPARE(title(rows), u"Jug"_s); // would be added
    kinds->setCurrent(2);
    QTRY_COMPARE(title(rows), u"Mug"_s); // would be changed
    f.click(wizard, u"importNext"_s);
    QTRY_COMPARE(f.count(), 2);
    QTRY_VERIFY(f.notice().contains(u"2 products were imported"_s));
    QTest::mouseClick(f.find<QPushButton>(u"noticeAlso"_s), Qt::LeftButton);
    QDialog *result = f.dialog(u"importResult"_s);
    QVERIFY(result->findChild<QLabel *>(u"importOutcome"_s)->text().contains(u"1 rows were not taken"_s));
    QVERIFY(result->findChild<FaultList *>(u"importFaults"_s)->isVisible());
    f.ask.file = f.folder.filePath(u"refused-again.csv"_s);
    f.click(result, u"keepRefused"_s);
    QVERIFY(QFile::exists(f.ask.file));
    result->findChild<Segmented *>(u"importKinds"_s)->setCurrent(2);
    rows = result->findChild<TableView *>(u"importRows"_s);
    QTRY_COMPARE(title(rows), u"Mug"_s);
    QTest::mouseDClick(rows->viewport(), Qt::LeftButton, {}, QPoint(60, rows->rowHeight() / 2));
    QTRY_VERIFY(!f.find<QDialog>(u"importResult"_s));
    QTRY_COMPARE(f.find<QWidget>(u"productEditor"_s)->findChild<QLineEdit *>(u"title"_s)->text(), u"Mug"_s);
    QCOMPARE(f.product(mug).price, 1200);
}

void TestProductDeeds::importsOfAnyLengthAreShown()
{
    Fixture f;
    ProductImportSummary summary;
    for (qint64 line = 2; line < 100'002; ++line)
        summary.products << ImportedRow{ImportedRow::What::Created, line, u"Product %1"_s.arg(line), ProductId{line}};
    summary.created = summary.products.size();
    for (qint64 line = 0; line < 5000; ++line)
        summary.faults << RowFault{line, u"price"_s, u"This is no amount."_s};
    summary.refused = 5000;
    ImportOutcome outcome(f.desk->format());
    outcome.resize(600, 500);
    outcome.show(summary, {});
    outcome.QWidget::show();
    auto *rows = outcome.findChild<TableView *>(u"importRows"_s);
    QTRY_COMPARE(rows->pagedModel()->rowCount(), 5000); // too many for whole sentences
    outcome.findChild<Segmented *>(u"importKinds"_s)->setCurrent(1);
    QTRY_COMPARE(rows->pagedModel()->rowCount(), 100'000);
    rows->scrollToBottom();
    QTRY_COMPARE(rows->pagedModel()->index(99'999, 0).data(Qt::DisplayRole).toString(), u"Product 100001"_s);
    QSignalSpy opened(&outcome, &ImportOutcome::opened);
    rows->setFocus();
    rows->setCurrentIndex(rows->pagedModel()->index(99'999, 0));
    QTest::keyClick(rows, Qt::Key_Return);
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened.first().first().value<ProductId>().value, 100'001);
}

void TestProductDeeds::nothingThatGoesInIsNoRest()
{
    Fixture f;
    ProductImportSummary summary;
    summary.dryRun = true;
    summary.faults = {RowFault{2, u"price"_s, u"This is no amount."_s, {}}};
    summary.refused = 1;
    ImportOutcome outcome(f.desk->format());
    outcome.show(summary, {});
    QCOMPARE(outcome.findChild<QLabel *>(u"importOutcome"_s)->text(), u"1 rows cannot be taken."_s);
    summary.created = 1;
    outcome.show(summary, {});
    QVERIFY(outcome.findChild<QLabel *>(u"importOutcome"_s)->text().endsWith(u"the rest can."_s));
}

void TestProductDeeds::exportsWhatImportingReadsBack()
{
    Fixture f;
    f.add(u"Mug"_s, u"A"_s, 1200);
    f.add(u"Bowl"_s, u"B"_s, 2000);
    f.show(u"products"_s);
    QTRY_COMPARE(f.table()->pagedModel()->rowCount(), 2);
    f.ask.file = f.folder.filePath(u"products.csv"_s);
    f.action(u"exportProducts"_s)->trigger();
    QTRY_VERIFY(f.notice().contains(u"2 products were exported"_s));
    f.action(u"importProducts"_s)->trigger();
    QDialog *wizard = f.dialog(u"importWizard"_s);
    f.click(wizard, u"chooseImport"_s);
    auto *outcome = wizard->findChild<QLabel *>(u"importOutcome"_s);
    QTRY_VERIFY(outcome->text().contains(u"2 products stay as they are"_s));
    QVERIFY(!wizard->findChild<QPushButton *>(u"importNext"_s)->isEnabled());
}

void TestProductDeeds::paintsLabels()
{
    Fixture f;
    const ProductId mug = f.add(u"Mug"_s, u"A"_s, 1200), bowl = f.add(u"Bowl"_s, u"B"_s, 2000);
    f.show(u"products"_s);
    QTRY_COMPARE(f.table()->pagedModel()->rowCount(), 2);
    f.table()->selectIds({mug.value, bowl.value});
    f.ask.file = f.folder.filePath(u"labels.pdf"_s);
    f.action(u"printLabels"_s)->trigger();
    QDialog *dialog = f.dialog(u"labelsDialog"_s);
    auto *says = dialog->findChild<QLabel *>(u"labelSays"_s);
    QTRY_COMPARE(says->text(), u"2 labels on 1 sheets"_s);
    // Every sheet can be looked at before.
    auto *page = dialog->findChild<QLabel *>(u"labelPage"_s);
    auto *copies = dialog->findChild<QSpinBox *>(u"labelCopies"_s);
    QVERIFY(!page->isVisible());
    copies->setValue(25); // 50 of 24 a sheet
    QCOMPARE(page->text(), u"Page 1 of 3"_s);
    f.click(dialog, u"labelPageAfter"_s);
    f.click(dialog, u"labelPageAfter"_s);
    QCOMPARE(page->text(), u"Page 3 of 3"_s);
    QVERIFY(!dialog->findChild<QPushButton *>(u"labelPageAfter"_s)->isEnabled());
    copies->setValue(13);
    QCOMPARE(page->text(), u"Page 2 of 2"_s);
    copies->setValue(1);
    f.click(dialog, u"saveLabels"_s);
    QTRY_COMPARE(f.notice(), u"The labels were saved"_s);
    QFile pdf(f.ask.file);
    QVERIFY(pdf.open(QIODevice::ReadOnly));
    QVERIFY(pdf.readAll().startsWith("%PDF"));

    // A right article number becomes an EAN, a wrong one and words Code 128; nothing becomes none.
    QVERIFY(Barcode::of(u"4006381333931"_s, CodeKind::Bars));
    QVERIFY(Barcode::of(u"4006381333930"_s, CodeKind::Bars));
    QVERIFY(Barcode::of(u"MUG-L"_s, CodeKind::Square)->isSquare());
    QVERIFY(!Barcode::of(QString(), CodeKind::Bars));
    QCOMPARE(labels::pages(labels::sheets().at(0), {.copies = 10, .skip = 5}, 2), 2); // 25 of 24 places
}

void TestProductDeeds::keepsViewsAndColumns()
{
    Fixture f;
    f.add(u"Mug"_s, u"A"_s, 1200);
    f.add(u"Bowl"_s, u"B"_s, 2000);
    f.show(u"products"_s);
    QTRY_COMPARE(f.table()->pagedModel()->rowCount(), 2);
    auto *search = f.window->currentPage()->searchField();
    QTest::keyClicks(search, u"bowl"_s);
    QTRY_COMPARE(f.table()->pagedModel()->rowCount(), 1);
    f.ask.typed = u"Bowls"_s;
    f.action(u"savedViews"_s)->trigger();
    QTRY_VERIFY(f.find<QMenu>(u"viewsMenu"_s));
    f.find<QMenu>(u"viewsMenu"_s)->actions().constLast()->trigger();
    f.find<QMenu>(u"viewsMenu"_s)->close();
    QTRY_VERIFY(!f.find<QMenu>(u"viewsMenu"_s));
    qobject_cast<QLineEdit *>(search)->clear();
    QTRY_COMPARE(f.table()->pagedModel()->rowCount(), 2);
    f.action(u"savedViews"_s)->trigger();
    QTRY_VERIFY(f.find<QMenu>(u"viewsMenu"_s));
    QCOMPARE(f.find<QMenu>(u"viewsMenu"_s)->actions().constFirst()->text(), u"Bowls"_s);
    f.find<QMenu>(u"viewsMenu"_s)->actions().constFirst()->trigger();
    QTRY_COMPARE(f.table()->pagedModel()->rowCount(), 1);

    f.table()->offerColumns({});
    QTRY_VERIFY(f.find<QMenu>(u"columnsMenu"_s));
    f.find<QMenu>(u"columnsMenu"_s)->actions().constFirst()->trigger();
    QVERIFY(f.table()->isColumnHidden(1));
    QVERIFY(!f.window->memory().value(u"products/table"_s).toByteArray().isEmpty());
}

QTEST_MAIN(TestProductDeeds)
#include "tst_productdeeds.moc"
