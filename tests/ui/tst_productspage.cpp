// The products page on a real shop: the list, what others change, the editor and its faults, by mouse and by keyboard.
#include "app/backroom.h"
#include "app/products/productservice.h"
#include "app/stock/ledger.h"
#include "ui/models/pagedmodel.h"
#include "ui/products/pages.h"
#include "ui/products/variantgrid.h"
#include "ui/shell/desk.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/tableview.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>

using namespace backroom;
using namespace Qt::StringLiterals;

namespace {

// Answers every question with yes and every file with one path.
class Yes final : public Ask {
public:
    void question(QWidget *, const Question &asked, std::function<void(bool)> done) override
    {
        names << asked.name;
        done(true);
    }
    void fileToOpen(QWidget *, const QString &, const QString &, std::function<void(const QString &)> done) override
    {
        done(path);
    }
    QStringList names;
    QString path;
};

struct Fixture
{
    QTemporaryDir folder;
    ManualClock clock{1'795'166'130'000};
    std::unique_ptr<Backroom> shop;
    Actor owner;
    Theme theme{*qApp, Theme::Choice::Light};
    TaskPool pool;
    Yes ask;
    std::unique_ptr<Desk> desk;
    std::unique_ptr<MainWindow> window;

    explicit Fixture(const QLocale &locale = QLocale(u"en_GB"_s))
    {
        QLocale::setDefault(locale);
        auto opened = Backroom::open({folder.path(), {}}, clock, Database::Open::OrCreate);
        if (!opened)
            qFatal("no shop: %s", qPrintable(opened.error().message));
        shop = *std::move(opened);
        owner.kind = Actor::Kind::User;
        owner.role = Role::Owner;
        owner.name = u"Mara"_s;
        const auto made = shop->database().writeNow(Actor::system(u"Test"_s), [this](Transaction &tx) -> Result<> {
            Settings settings;
            settings.shopName = u"Fern & Tide"_s;
            settings.currency = "GBP";
            settings.country = "GB";
            settings.timezone = "Europe/London";
            settings.languages = {u"en"_s};
            owner.user = tx.insert<UserId>("INSERT INTO users (name, name_key, role, created_at, updated_at) VALUES "
                                           "('Mara', 'mara', 'owner', 1, 1) RETURNING id");
            return settings::create(tx, settings);
        });
        if (!made)
            qFatal("no settings: %s", qPrintable(made.error().message));
    }
    void show()
    {
        desk = std::make_unique<Desk>(*shop, owner, pool, ask);
        window = std::make_unique<MainWindow>(theme, folder.path());
        window->setDesk(*desk);
        addProductsPages(*window, *desk);
        window->resize(1440, 900);
        window->show();
        window->start();
        window->activateWindow();
        (void)QTest::qWaitForWindowActive(window.get());
    }
    template<typename Job> auto write(Job job)
    {
        auto done = shop->database().writeNow(owner, job);
        if (!done)
            qFatal("%s", qPrintable(done.error().message));
        return *std::move(done);
    }
    Product add(const QString &title, const QString &sku, qint64 price, qint64 pieces = 10)
    {
        ProductChange change;
        change.title = title;
        change.status = ProductStatus::Published;
        VariantChange variant;
        variant.sku = sku;
        variant.price = price;
        variant.lowStockThreshold = std::optional<qint64>(5);
        change.variants = QList<VariantChange>{variant};
        auto product = write([&](Transaction &tx) { return products::create(tx, owner, change); });
        if (pieces > 0)
            move(product.variants.constFirst().id, pieces);
        return product;
    }
    void move(VariantId variant, qint64 pieces)
    {
        write([&](Transaction &tx) { return stock::move(tx, owner, {variant, pieces, "correction", {}, {}}); });
    }
    Product product(ProductId id)
    {
        return shop->database().read([&](Reader &reader) { return products::get(reader, owner, id); }).value();
    }
    QByteArray journaled(const QByteArray &action)
    {
        return shop->database()
            .read([&](Reader &reader) -> Result<QByteArray> {
                Query row =
                    reader.query("SELECT actor FROM journal WHERE action = ? ORDER BY seq DESC LIMIT 1", action);
                return row.next() ? row.bytes(0) : QByteArray();
            })
            .value();
    }

    TableView *table() { return window->findChild<TableView *>(u"productsTable"_s); }
    PagedModel *model() { return table()->pagedModel(); }
    QString cell(int row, const QString &key)
    {
        for (int i = 0; i < model()->columns().size(); ++i) {
            if (model()->columns().at(i).key == key)
                return model()->index(row, i).data().toString();
        }
        return {};
    }
    int rowOf(const QString &title)
    {
        for (int row = 0; row < model()->rowCount(); ++row) {
            if (cell(row, u"name"_s) == title)
                return row;
        }
        return -1;
    }
    template<typename T> T *find(const QString &name) { return window->findChild<T *>(name); }
    QWidget *editor() { return find<QWidget>(u"productEditor"_s); }
    QLineEdit *line(const QString &name) { return editor()->findChild<QLineEdit *>(name); }
    VariantGrid *grid() { return find<VariantGrid>(u"variantGrid"_s); }
    void type(QLineEdit *line, const QString &text)
    {
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, text);
    }
    bool open(ProductId id)
    {
        Q_EMIT table()->opened(id.value);
        const QString title = product(id).title;
        return QTest::qWaitFor([&] { return line(u"title"_s)->text() == title && line(u"title"_s)->isEnabled(); });
    }
};

}

class tst_ProductsPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void listShowsTheStore();
    void emptyAndNothingFound();
    void searchAsYouType();
    void changesElsewhereAppear();
    void selectionStaysWhenRowsCome();
    void tenThousandRows();
    void addWithGermanPrice();
    void editSavesAsTheOwner();
    void faultStandsAtItsField();
    void faultStandsAtItsCell();
    void variantsFitTheWindow();
    void staleIsToldAndNothingOverwritten();
    void archivedAndBack();
    void stockIsMoved();
    void keyboardOnly();
};

void tst_ProductsPage::listShowsTheStore()
{
    Fixture f;
    f.add(u"Oat stoneware mug"_s, u"MUG-OAT"_s, 1400, 142);
    f.add(u"Beeswax candle"_s, u"CND"_s, 900, 3);
    f.add(u"Walnut board"_s, u"BRD"_s, 4200, 0);
    f.show();
    QTRY_COMPARE(f.model()->rowCount(), 3);
    QTRY_VERIFY(f.rowOf(u"Walnut board"_s) >= 0);
    QCOMPARE(f.cell(f.rowOf(u"Oat stoneware mug"_s), u"price"_s), u"£14.00"_s);
    QCOMPARE(f.cell(f.rowOf(u"Oat stoneware mug"_s), u"stock"_s), u"142"_s);
    QCOMPARE(f.cell(f.rowOf(u"Walnut board"_s), u"stock"_s), u"Sold out"_s);
    const auto cell = [&f](const QString &title) {
        return f.model()->index(f.rowOf(title), 2).data(PagedModel::CellRole).value<Cell>();
    };
    QCOMPARE(cell(u"Beeswax candle"_s).ink, std::optional(Ink::Warn));
    QCOMPARE(cell(u"Walnut board"_s).ink, std::optional(Ink::Bad));
    QVERIFY(!cell(u"Oat stoneware mug"_s).ink);
    QVERIFY(f.model()
                ->index(f.rowOf(u"Oat stoneware mug"_s), 0)
                .data(PagedModel::CellRole)
                .value<Cell>()
                .second.startsWith(u"MUG-OAT"_s));
    QCOMPARE(f.table()->parentWidget()->parentWidget()->findChild<QLabel *>(u"pageFact"_s)->text().left(1), u"3"_s);
}

void tst_ProductsPage::emptyAndNothingFound()
{
    Fixture f;
    f.show();
    QTRY_VERIFY(f.find<QWidget>(u"noProducts"_s));
    const Product mug = f.add(u"Mug"_s, u"MUG"_s, 1400);
    QTRY_VERIFY(f.table()->isVisible());
    auto *search = f.find<QLineEdit>(u"search"_s);
    QTest::keyClicks(search, u"sofa"_s);
    QTRY_VERIFY(f.find<QWidget>(u"nothingFound"_s) && f.find<QWidget>(u"nothingFound"_s)->isVisible());
    f.find<QPushButton>(u"clearFilters"_s)->click();
    QTRY_VERIFY(f.table()->isVisible());
    QCOMPARE(search->text(), QString());
    QTRY_COMPARE(f.model()->rowOf(mug.id.value), 0);
}

void tst_ProductsPage::searchAsYouType()
{
    Fixture f;
    f.add(u"Oat stoneware mug"_s, u"MUG-OAT"_s, 1400);
    f.add(u"Wool throw"_s, u"THR-1"_s, 6800);
    f.show();
    QTRY_COMPARE(f.model()->rowCount(), 2);
    QTest::keyClick(f.window.get(), Qt::Key_F, Qt::ControlModifier);
    QTest::keyClicks(QApplication::focusWidget(), u"thr"_s);
    QTRY_COMPARE(f.model()->rowCount(), 1);
    QTRY_COMPARE(f.cell(0, u"name"_s), u"Wool throw"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QTRY_COMPARE(f.model()->rowCount(), 2);
}

void tst_ProductsPage::changesElsewhereAppear()
{
    Fixture f;
    const Product mug = f.add(u"Mug"_s, u"MUG"_s, 1400, 20);
    f.show();
    QTRY_COMPARE(f.cell(0, u"price"_s), u"£14.00"_s);
    ProductChange change;
    VariantChange variant;
    variant.id = mug.variants.constFirst().id;
    variant.price = 1550;
    change.variants = QList<VariantChange>{variant};
    f.write([&](Transaction &tx) { return products::update(tx, f.owner, mug.id, change); });
    QTRY_COMPARE(f.cell(0, u"price"_s), u"£15.50"_s);
    f.write([&](Transaction &tx) -> Result<bool> {
        return stock::take(tx, mug.variants.constFirst().id, 3, u"1001"_s).enough;
    });
    QTRY_COMPARE(f.cell(0, u"stock"_s), u"17"_s);
    f.add(u"Vase"_s, u"VAS"_s, 2400);
    QTRY_COMPARE(f.model()->rowCount(), 2);
}

void tst_ProductsPage::selectionStaysWhenRowsCome()
{
    Fixture f;
    QList<qint64> ids;
    for (int i = 0; i < 60; ++i)
        ids << f.add(u"Thing %1"_s.arg(i), u"T-%1"_s.arg(i), 100 + i, 0).id.value;
    f.show();
    QTRY_COMPARE(f.model()->rowCount(), 60);
    f.table()->selectIds({ids.at(10), ids.at(30)});
    f.table()->verticalScrollBar()->setValue(20 * f.table()->rowHeight());
    const qint64 top = f.model()->idAt(f.table()->rowAt(1));
    f.clock.advance(60'000);
    f.add(u"Newcomer"_s, u"NEW"_s, 500, 0);
    QTRY_COMPARE(f.model()->rowCount(), 61);
    QTRY_COMPARE(f.table()->selectedIds().size(), 2);
    QVERIFY(f.table()->selectedIds().contains(ids.at(10)));
    QVERIFY(f.table()->selectedIds().contains(ids.at(30)));
    QTRY_COMPARE(f.model()->idAt(f.table()->rowAt(1)), top);
}

void tst_ProductsPage::tenThousandRows()
{
    Fixture f;
    f.write([&](Transaction &tx) -> Result<bool> {
        for (int i = 0; i < 10'000; ++i) {
            const QByteArray name = "thing " + QByteArray::number(i).rightJustified(5, '0');
            tx.exec("INSERT INTO products (title, title_key, slug, status, price, available, created_at, updated_at) "
                    "VALUES (?, ?, ?, 'published', 100, 0, ?, ?)",
                    name, name, "thing-" + QByteArray::number(i), i + 1, i + 1);
        }
        return true;
    });
    f.show();
    QTRY_COMPARE(f.model()->rowCount(), 10'000);
    f.table()->scrollToBottom();
    QTRY_COMPARE(f.cell(9'999, u"name"_s), u"thing 00000"_s);
    f.model()->sort(0, Qt::AscendingOrder);
    QTRY_COMPARE(f.cell(9'999, u"name"_s), u"thing 09999"_s);
}

void tst_ProductsPage::addWithGermanPrice()
{
    Fixture f{QLocale(u"de_DE"_s)};
    f.show();
    QTRY_VERIFY(f.window->isActiveWindow()); // before that it has no shortcuts
    QTest::keyClick(f.window.get(), Qt::Key_N, Qt::ControlModifier);
    QTRY_VERIFY(f.find<QDialog>(u"addProductDialog"_s));
    auto *dialog = f.find<QDialog>(u"addProductDialog"_s);
    QTest::keyClicks(dialog->findChild<QLineEdit *>(u"title"_s), u"Becher"_s);
    QTest::keyClicks(dialog->findChild<QLineEdit *>(u"price"_s), u"12,50"_s);
    QTest::keyClicks(dialog->findChild<QLineEdit *>(u"sku"_s), u"BE-1"_s);
    QTest::keyClicks(dialog->findChild<QLineEdit *>(u"delta"_s), u"24"_s);
    dialog->findChild<QPushButton *>(u"save"_s)->click();
    QTRY_COMPARE(f.model()->rowCount(), 1);
    QTRY_COMPARE(f.cell(0, u"stock"_s), u"24"_s);
    const Product made = f.product(ProductId{f.model()->idAt(0)});
    QCOMPARE(made.price, 1250);
    QCOMPARE(made.variants.constFirst().sku, u"BE-1"_s);
    QCOMPARE(made.status, ProductStatus::Published);
    QCOMPARE(f.journaled("product.created"), f.owner.tag());
}

void tst_ProductsPage::editSavesAsTheOwner()
{
    Fixture f;
    const Product mug = f.add(u"Mug"_s, u"MUG"_s, 1400);
    f.show();
    QTRY_COMPARE(f.model()->rowCount(), 1);
    QVERIFY(f.open(mug.id));
    QVERIFY(!f.find<QAction>(u"saveProduct"_s)->isEnabled()); // nothing to save yet
    f.type(f.line(u"title"_s), u"Oat mug"_s);
    f.grid()->item(0, f.grid()->columnOf(u"price"_s))->setText(u"16.50"_s);
    f.line(u"tags"_s)->setText(u"clay, kitchen, clay"_s);
    QTest::keyClick(f.line(u"title"_s), Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(f.product(mug.id).title, u"Oat mug"_s);
    const Product now = f.product(mug.id);
    QCOMPARE(now.price, 1650);
    QCOMPARE(now.tags, (QStringList{u"clay"_s, u"kitchen"_s}));
    QCOMPARE(now.variants.constFirst().id, mug.variants.constFirst().id);
    QCOMPARE(f.journaled("product.updated"), f.owner.tag());
    QTRY_COMPARE(f.cell(0, u"name"_s), u"Oat mug"_s);
}

void tst_ProductsPage::faultStandsAtItsField()
{
    Fixture f;
    f.add(u"Oat stoneware mug"_s, u"MUG-OAT-L"_s, 1400);
    f.show();
    QTest::keyClick(f.window.get(), Qt::Key_N, Qt::ControlModifier);
    auto *dialog = f.find<QDialog>(u"addProductDialog"_s);
    auto *sku = dialog->findChild<QLineEdit *>(u"sku"_s);
    QTest::keyClicks(dialog->findChild<QLineEdit *>(u"title"_s), u"Another mug"_s);
    QTest::keyClicks(dialog->findChild<QLineEdit *>(u"price"_s), u"twelve"_s);
    QTest::keyClicks(sku, u"MUG-OAT-L"_s);
    auto *save = dialog->findChild<QPushButton *>(u"save"_s);
    save->click();
    QVERIFY(dialog->findChild<QLabel *>(u"priceMessage"_s)->text().startsWith(u"This is no amount"_s));
    QTRY_VERIFY(dialog->findChild<QLineEdit *>(u"price"_s)->hasFocus());
    f.type(dialog->findChild<QLineEdit *>(u"price"_s), u"£12.00"_s);
    save->click();
    QTRY_VERIFY(dialog->findChild<QLabel *>(u"skuMessage"_s)->text().contains(u"Oat stoneware mug"_s));
    QCOMPARE(sku->text(), u"MUG-OAT-L"_s);
    QTRY_VERIFY(sku->hasFocus());
    QVERIFY(dialog->isVisible());
}

void tst_ProductsPage::faultStandsAtItsCell()
{
    Fixture f;
    f.add(u"Other"_s, u"TAKEN"_s, 100);
    const Product mug = f.add(u"Mug"_s, u"MUG"_s, 1400);
    f.show();
    QVERIFY(f.open(mug.id));
    const int price = f.grid()->columnOf(u"price"_s), sku = f.grid()->columnOf(u"sku"_s);
    f.grid()->item(0, price)->setText(u"a lot"_s);
    f.find<QAction>(u"saveProduct"_s)->trigger();
    QVERIFY(f.grid()->item(0, price)->data(VariantGrid::FaultRole).toString().startsWith(u"This is no amount"_s));
    QCOMPARE(f.grid()->item(0, price)->text(), u"a lot"_s);
    QCOMPARE(f.find<QLabel>(u"variantsMessage"_s)->text(),
             f.grid()->item(0, price)->data(VariantGrid::FaultRole).toString());
    f.grid()->item(0, price)->setText(u"15"_s);
    QCOMPARE(f.grid()->item(0, price)->data(VariantGrid::FaultRole).toString(), QString());
    f.grid()->item(0, sku)->setText(u"TAKEN"_s);
    f.find<QAction>(u"saveProduct"_s)->trigger();
    QTRY_VERIFY(f.grid()->item(0, sku)->data(VariantGrid::FaultRole).toString().contains(u"Other"_s));
    QCOMPARE(f.product(mug.id).price, 1400);
}

// What nobody filled in gives way before anything is pushed out of sight; it can be had back, and a fault brings it, too.
void tst_ProductsPage::variantsFitTheWindow()
{
    Fixture f;
    const Product mug = f.add(u"Mug"_s, u"MUG-OAT-STONEWARE-L"_s, 1400);
    f.show();
    QVERIFY(f.open(mug.id));
    const auto isHidden = [&f](const QString &field) { return f.grid()->isColumnHidden(f.grid()->columnOf(field)); };
    const auto fits = [&f] { return f.grid()->horizontalScrollBar()->maximum() == 0; };
    f.grid()->setOptionNames({u"Size"_s, u"Colour"_s});
    for (const QSize size : {QSize(1600, 900), QSize(1280, 800), QSize(1024, 700)}) {
        f.window->resize(size);
        QTRY_VERIFY2(fits(), qPrintable(QString::number(size.width())));
    }
    for (const QString &field : {u"options.Size"_s, u"sku"_s, u"price"_s, u"level"_s, u"low_stock_threshold"_s})
        QVERIFY2(!isHidden(field), qPrintable(field));
    QVERIFY(isHidden(u"compare_at_price"_s));
    f.window->resize(1900, 900);
    QTRY_VERIFY(!isHidden(u"compare_at_price"_s));
    f.window->resize(1024, 700);
    QTRY_VERIFY(isHidden(u"compare_at_price"_s));
    // Wanted is wanted, and stays so for the next product.
    QTest::mouseClick(f.find<QPushButton>(u"chooseVariantColumns"_s), Qt::LeftButton);
    auto *menu = f.find<QMenu>(u"variantColumns"_s);
    QVERIFY(menu);
    menu->findChild<QAction *>(u"variantColumn-compare_at_price"_s)->trigger();
    QVERIFY(!isHidden(u"compare_at_price"_s));
    menu->close();
    QVERIFY(f.grid()->wanted().value(u"compare_at_price"_s).toBool());
    (void)f.grid()->setFaults({{u"variants[0].cost"_s, u"This is no amount."_s}});
    QVERIFY(!isHidden(u"cost"_s));
}

void tst_ProductsPage::staleIsToldAndNothingOverwritten()
{
    Fixture f;
    const Product mug = f.add(u"Mug"_s, u"MUG"_s, 1400);
    f.show();
    QVERIFY(f.open(mug.id));
    f.type(f.line(u"title"_s), u"Mine"_s);
    ProductChange change;
    change.title = u"Theirs"_s;
    change.vendor = u"Potter"_s;
    f.write([&](Transaction &tx) { return products::update(tx, f.owner, mug.id, change); });
    f.find<QAction>(u"saveProduct"_s)->trigger();
    QTRY_VERIFY(f.find<QWidget>(u"staleBar"_s)->isVisible());
    QCOMPARE(f.product(mug.id).title, u"Theirs"_s);
    QCOMPARE(f.line(u"title"_s)->text(), u"Mine"_s);
    f.find<QPushButton>(u"keepMine"_s)->click();
    QTRY_VERIFY(!f.find<QWidget>(u"staleBar"_s)->isVisible());
    f.find<QAction>(u"saveProduct"_s)->trigger();
    QTRY_COMPARE(f.product(mug.id).title, u"Mine"_s);
    QCOMPARE(f.product(mug.id).vendor, u"Potter"_s); // what was not touched here stays theirs
}

void tst_ProductsPage::archivedAndBack()
{
    Fixture f;
    const Product mug = f.add(u"Mug"_s, u"MUG"_s, 1400);
    f.add(u"Vase"_s, u"VAS"_s, 2400);
    f.show();
    QTRY_COMPARE(f.model()->rowCount(), 2);
    f.table()->setFocus();
    f.table()->selectIds({mug.id.value});
    QTest::keyClick(f.table(), Qt::Key_Delete);
    QTRY_COMPARE(f.model()->rowCount(), 1);
    QCOMPARE(f.product(mug.id).status, ProductStatus::Archived);
    QTRY_VERIFY(f.find<NoticeBar>(u"noticeBar"_s)->text().contains(u"archived"_s));
    QTest::keyClick(f.table(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(f.model()->rowCount(), 2);
    QCOMPARE(f.product(mug.id).status, ProductStatus::Published);
}

void tst_ProductsPage::stockIsMoved()
{
    Fixture f;
    const Product mug = f.add(u"Mug"_s, u"MUG"_s, 1400, 10);
    f.show();
    QVERIFY(f.open(mug.id));
    f.find<QAction>(u"moveStock"_s)->trigger();
    auto *dialog = f.find<QDialog>(u"moveStockDialog"_s);
    QVERIFY(dialog);
    auto *reason = dialog->findChild<QComboBox *>(u"reason"_s);
    auto *pieces = dialog->findChild<QLineEdit *>(u"delta"_s);
    reason->setCurrentIndex(reason->findData("damaged"_ba));
    QTest::keyClicks(pieces, u"11"_s);
    dialog->findChild<QPushButton *>(u"save"_s)->click();
    QTRY_VERIFY(dialog->findChild<QLabel *>(u"deltaMessage"_s)->text().contains(u"Only 10"_s));
    reason->setCurrentIndex(reason->findData("counted"_ba));
    f.type(pieces, u"7"_s);
    dialog->findChild<QPushButton *>(u"save"_s)->click();
    const int level = f.grid()->columnOf(u"level"_s);
    QTRY_COMPARE(f.grid()->item(0, level)->text(), u"7"_s);
    QCOMPARE(f.product(mug.id).variants.constFirst().level, 7);
    QCOMPARE(f.journaled("stock.moved"), f.owner.tag());
}

void tst_ProductsPage::keyboardOnly()
{
    Fixture f;
    f.add(u"Mug"_s, u"MUG"_s, 1400);
    const Product vase = f.add(u"Vase"_s, u"VAS"_s, 2400);
    f.show();
    QTRY_COMPARE(f.model()->rowCount(), 2);
    QTest::keyClick(f.window.get(), Qt::Key_F, Qt::ControlModifier);
    QTest::keyClicks(QApplication::focusWidget(), u"vase"_s);
    QTRY_COMPARE(f.model()->rowCount(), 1);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6);
    QTRY_VERIFY(f.table()->hasFocus());
    QTest::keyClick(f.table(), Qt::Key_Down);
    QTest::keyClick(f.table(), Qt::Key_Return);
    QTRY_COMPARE(f.line(u"title"_s)->text(), u"Vase"_s);
    QTRY_VERIFY(f.line(u"title"_s)->hasFocus());
    f.line(u"title"_s)->selectAll();
    QTest::keyClicks(QApplication::focusWidget(), u"Bud vase"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(f.product(vase.id).title, u"Bud vase"_s);
    QTRY_VERIFY(!f.find<QAction>(u"saveProduct"_s)->isEnabled());
    QTest::keyClick(f.window.get(), Qt::Key_Left, Qt::AltModifier);
    QTRY_VERIFY(f.table()->isVisible());
    QVERIFY(f.ask.names.isEmpty()); // nothing was lost, so nothing was asked
}

QTEST_MAIN(tst_ProductsPage)
#include "tst_productspage.moc"
