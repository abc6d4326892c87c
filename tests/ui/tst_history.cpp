// Undo over everything, by keys, by the bar at the foot and from the history page, on a real shop in a real window.
#include "app/journal/undo.h"
#include "app/products/productservice.h"
#include "tests/support/staffedwindow.h"
#include "ui/history/historypage.h"
#include "ui/history/historywords.h"
#include "ui/models/pagedmodel.h"
#include "ui/products/pages.h"
#include "ui/shell/translations.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/tableview.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QLineEdit>
#include <QTest>

using namespace backroom;
using namespace Qt::StringLiterals;

namespace {
struct Fixture : test::StaffedWindow
{
    Product mug;

    Fixture()
    {
        ProductChange draft;
        draft.title = u"Oat mug"_s;
        draft.status = ProductStatus::Published;
        VariantChange variant;
        variant.sku = u"MUG"_s;
        variant.price = 1200;
        draft.variants = QList{variant};
        mug = *write([&](Transaction &tx) { return products::create(tx, owner, draft); });
        window->setDesk(*desk);
        addProductsPages(*window, *desk);
        addHistoryPages(*window, *desk);
    }
    void setPrice(qint64 price, const Actor &actor)
    {
        clock.advance(1000);
        ProductChange change;
        VariantChange variant;
        variant.id = mug.variants.constFirst().id;
        variant.price = price;
        change.variants = QList{variant};
        const auto done = shop->database().writeNow(actor, [&](Transaction &tx) {
            return products::update(tx, actor, mug.id, change);
        });
        QVERIFY(done);
    }
    qint64 price() const
    {
        return shop->database()
            .read([this](Reader &reader) { return products::get(reader, owner, mug.id); })
            ->variants.constFirst()
            .price;
    }
    QString notice() const { return find<NoticeBar>(u"noticeBar"_s)->text(); }
    TableView *table() const { return find<TableView>(u"historyTable"_s); }
};
}

class TestHistory : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void offersTheWayBackOfWhatWasTold();
    void goesBackAndForthByKeys();
    void tellsWhatAProgramChangedAndTakesItBack();
    void saysWhyNot();
    void findsAndNarrows();
    void readsAsWords();
    void countsPiecesAndNamesStates();
    void namesWhatWasCounted();
    void namesTheCategoryAbove();
    void speaksGermanOfManyProducts();
    void namesEveryField();
    void tellsAmountsFromStates();
};

void TestHistory::offersTheWayBackOfWhatWasTold()
{
    Fixture f;
    f.show(u"history"_s);
    QTest::qWait(50); // the window has noted where it began
    f.setPrice(1500, f.owner);
    Q_EMIT f.desk->told(u"Price changed"_s);
    QTRY_COMPARE(f.notice(), u"Price changed"_s);
    auto *undo = f.find<QPushButton>(u"noticeUndo"_s);
    QVERIFY(undo->isVisible());
    QTest::mouseClick(undo, Qt::LeftButton);
    QTRY_COMPARE(f.price(), 1200);
    QTRY_VERIFY(f.notice().contains(u"Taken back"_s));
    // What is told without a change has no way back.
    Q_EMIT f.desk->told(u"Exported"_s);
    QTRY_COMPARE(f.notice(), u"Exported"_s);
    QVERIFY(!undo->isVisible());
}

void TestHistory::goesBackAndForthByKeys()
{
    Fixture f;
    f.show(u"history"_s);
    QTest::qWait(50);
    f.setPrice(1500, f.owner);
    f.setPrice(1700, f.owner);
    f.table()->setFocus();
    const auto press = [&](Qt::KeyboardModifiers modifiers) { QTest::keyClick(f.table(), Qt::Key_Z, modifiers); };
    press(Qt::ControlModifier);
    QTRY_COMPARE(f.price(), 1500);
    QTRY_VERIFY(f.notice().contains(u"Taken back"_s));
    press(Qt::ControlModifier);
    QTRY_COMPARE(f.price(), 1200);
    QTest::qWait(100);
    press(Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(f.price(), 1500);
    QTRY_VERIFY(f.notice().contains(u"Done again"_s));
    press(Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(f.price(), 1700);
    QTest::qWait(100);
    press(Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(f.notice().contains(u"Nothing was taken back"_s));
    QCOMPARE(f.price(), 1700);
}

void TestHistory::tellsWhatAProgramChangedAndTakesItBack()
{
    Fixture f;
    const QAbstractItemModelTester tester(f.table()->pagedModel());
    f.show(u"history"_s);
    QTRY_VERIFY(f.table()->pagedModel()->rowCount() > 0);
    Actor key;
    key.kind = Actor::Kind::ApiKey;
    key.key = ApiKeyId{7};
    key.name = u"Till"_s;
    key.address = u"10.0.0.9"_s;
    key.scopes = {u"products:write"_s, u"products:read"_s};
    f.setPrice(900, key);
    QTRY_VERIFY(f.table()->pagedModel()->valueAt(0).isValid()
                && f.table()->pagedModel()->valueAt(0).value<HistoryRow>().entry.actorName == "Till"_L1);
    f.table()->setCurrentIndex(f.table()->pagedModel()->index(0, 0));
    QTRY_VERIFY(f.find<QLabel>(u"entryHeadline"_s)->text().contains(u"Oat mug"_s));
    QVERIFY(f.find<QLabel>(u"entryFacts"_s)->text().contains(u"10.0.0.9"_s));
    auto *undo = f.find<QPushButton>(u"undoEntry"_s);
    QTRY_VERIFY(undo->isVisible() && undo->isEnabled());
    QTest::mouseClick(undo, Qt::LeftButton);
    QTRY_COMPARE(f.price(), 1200);
    // The list shows both, and that the first was taken back.
    QTRY_VERIFY(f.table()->pagedModel()->valueAt(0).isValid()
                && f.table()->pagedModel()->valueAt(0).value<HistoryRow>().entry.undoes);
    QTRY_VERIFY(f.table()->pagedModel()->valueAt(1).value<HistoryRow>().entry.undoneBy);
}

void TestHistory::saysWhyNot()
{
    Fixture f;
    f.setPrice(1500, f.owner);
    const qint64 changed =
        *f.read([](Reader &reader) -> Result<qint64> { return *reader.number("SELECT MAX(seq) FROM journal"); });
    f.setPrice(1700, f.owner);
    f.show(u"history"_s);
    QTRY_VERIFY(f.table()->pagedModel()->rowOf(changed) >= 0);
    f.table()->setCurrentIndex(f.table()->pagedModel()->index(f.table()->pagedModel()->rowOf(changed), 0));
    QTRY_VERIFY(f.find<QLabel>(u"entryReason"_s)->text().contains(u"changed again since: Price"_s));
    QVERIFY(!f.find<QPushButton>(u"undoEntry"_s)->isVisible());
}

void TestHistory::findsAndNarrows()
{
    Fixture f;
    f.setPrice(1500, f.owner);
    f.show(u"history"_s);
    QTRY_VERIFY(f.table()->pagedModel()->rowCount() > 1);
    const int all = f.table()->pagedModel()->rowCount();
    QTest::keyClicks(f.find<QLineEdit>(u"searchHistory"_s), u"oat MUG"_s);
    QTest::keyClick(f.find<QLineEdit>(u"searchHistory"_s), Qt::Key_Return);
    QTRY_COMPARE(f.table()->pagedModel()->rowCount(), 2);
    f.find<QLineEdit>(u"searchHistory"_s)->clear();
    QTest::keyClick(f.find<QLineEdit>(u"searchHistory"_s), Qt::Key_Return);
    QTRY_COMPARE(f.table()->pagedModel()->rowCount(), all);
    f.find<Segmented>(u"historyKind"_s)->setFocus();
    QTest::keyClick(f.find<Segmented>(u"historyKind"_s), Qt::Key_Right);
    QTRY_COMPARE(f.table()->pagedModel()->rowCount(), 2);
    auto *page = qobject_cast<HistoryPage *>(f.window->page(u"history"_s));
    page->showOnly("product", "4711", u"Nothing"_s);
    QTRY_COMPARE(f.table()->pagedModel()->rowCount(), 0);
    QTRY_VERIFY(!f.table()->isVisible());
}

void TestHistory::readsAsWords()
{
    JournalRow row;
    row.action = "product.updated";
    row.entity = "product";
    row.before = R"({"id":"1","revision":1,"title":"Mug","price":{"amount":1200,"currency":"GBP"},"variants":[
        {"id":"3","sku":"MUG","price":{"amount":1200,"currency":"GBP"}}],"tags":["a"]})";
    row.after = R"({"id":"1","revision":2,"title":"Mug","price":{"amount":1400,"currency":"GBP"},"variants":[
        {"id":"3","sku":"MUG","price":{"amount":1400,"currency":"GBP"}}],"tags":["a","b"]})";
    const Format format(QLocale(u"en_GB"_s), "GBP", QTimeZone::utc());
    QCOMPARE(historywords::headline(row), u"Product “Mug” was changed"_s);
    const auto changes = historywords::changes(row, format);
    QCOMPARE(changes.size(), 2);
    QCOMPARE(changes.at(0).name, u"Tags"_s);
    QCOMPARE(changes.at(0).after, u"a, b"_s);
    QCOMPARE(changes.at(1).name, u"Price"_s);
    QCOMPARE(changes.at(1).before, u"£12.00"_s);
    QCOMPARE(changes.at(1).after, u"£14.00"_s);
}

namespace {
const Format &british()
{
    static const Format format(QLocale(u"en_GB"_s), "GBP", QTimeZone::utc());
    return format;
}

QStringList sentences(const JournalRow &row, const historywords::Names &categories = {})
{
    QStringList all;
    const auto changes = historywords::changes(row, british(), categories);
    for (const auto &change : changes)
        all << change.name + u": "_s + change.before + u" → "_s + change.after;
    return all;
}
}

void TestHistory::countsPiecesAndNamesStates()
{
    JournalRow row;
    row.action = "order.refunded";
    row.entity = "order";
    row.before = R"({"payment_status":"paid","fulfilment_status":"unfulfilled","refunded":0,
        "lines":[{"id":"1","sku":"ZD-1","fulfilled":0,"refunded":0}]})";
    row.after = R"({"payment_status":"partly_refunded","fulfilment_status":"partly_fulfilled","refunded":1250,
        "lines":[{"id":"1","sku":"ZD-1","fulfilled":2,"refunded":1}]})";
    const QStringList said = sentences(row);
    QVERIFY2(said.contains(u"Given back, ZD-1: 0 → 1"_s), qPrintable(said.join(u'\n')));
    QVERIFY(said.contains(u"Sent, ZD-1: 0 → 2"_s));
    QVERIFY(said.contains(u"Given back: £0.00 → £12.50"_s));
    QVERIFY(said.contains(u"Payment: Paid → Partly refunded"_s));
    QVERIFY(said.contains(u"Delivery: To send → Partly sent"_s));
    row.action = "order.placed";
    row.before.clear();
    row.after = R"({"source":"api"})";
    QCOMPARE(sentences(row), QStringList{u"Where it came from:  → Web shop"_s});
    row.action = "stock.moved";
    row.entity = "variant";
    row.after = R"({"reason":"received"})";
    QCOMPARE(sentences(row), QStringList{u"Reason:  → Received"_s});
}

void TestHistory::namesWhatWasCounted()
{
    JournalRow row;
    row.action = "stock.counted";
    row.entity = "count";
    row.after = R"({"note":"","lines":[
        {"variant_id":"69","sku":"TK-001","expected":9,"counted":8,"delta":-1,"level":8}]})";
    QCOMPARE(sentences(row), QStringList{u"TK-001: 9 → 8"_s});
    QCOMPARE(historywords::summary(row, british()), u"TK-001: 9 → 8"_s);
    row.action = "stock.received";
    row.entity = "delivery";
    row.after =
        R"({"reference":"L-7","lines":[{"variant_id":"69","sku":"TK-001","title":"Tea","delta":5,"level":13}]})";
    QCOMPARE(sentences(row), (QStringList{u"TK-001: 8 → 13"_s, u"Reference:  → L-7"_s}));
}

void TestHistory::namesTheCategoryAbove()
{
    JournalRow row;
    row.action = "category.updated";
    row.entity = "category";
    row.before = R"({"id":"2","name":"Deko","parent_id":null,"siblings":[{"id":"3","position":1}]})";
    row.after = R"({"id":"2","name":"Deko","parent_id":"1","siblings":[{"id":"3","position":2}]})";
    QCOMPARE(sentences(row, {{u"1"_s, u"Music"_s}}), QStringList{u"Stands below:  → Music"_s});
    QCOMPARE(sentences(row), QStringList{u"Stands below:  → a category that is gone"_s});
}

void TestHistory::speaksGermanOfManyProducts()
{
    Translations translations(*qApp);
    translations.use(u"de"_s, "DE");
    JournalRow row;
    row.action = "products.changed";
    row.entity = "products";
    row.before = R"({"updated":[{"id":"1"},{"id":"2"}],"deleted":[{"id":"3"}]})";
    row.after = R"({"created":[{"id":"4"}],"updated":[{"id":"1"},{"id":"2"}]})";
    const QString said = historywords::summary(row, british());
    translations.use(u"en"_s, "GB");
    QCOMPARE(said, u"1 hinzugefügt · 2 geändert · 1 entfernt"_s);
}

// No field of the journal is shown by the name that the program has for it.
void TestHistory::namesEveryField()
{
    JournalRow row;
    row.action = "backups.changed";
    row.entity = "backups";
    row.after = R"({"every":2,"minute":195,"at_close":true,"keep_days":30,"places":["Box"]})";
    QCOMPARE(sentences(row),
             (QStringList{u"When the program is closed:  → yes"_s, u"How often:  → Every day"_s,
                          u"Days that backups are kept:  → 30"_s, u"Time of day:  → 03:15"_s, u"Places:  → Box"_s}));
    row.action = "backup.removed";
    row.entity = "backup";
    row.before = R"({"file":"a.backroom","reason":"daily","bytes":2048,"at":"2026-11-20T09:15:30.000Z"})";
    row.after = {};
    QCOMPARE(sentences(row), (QStringList{u"Size: 2.00 KiB → "_s, u"File: a.backroom → "_s, u"Reason: Daily → "_s}));
    row.action = "backup.overdue";
    row.before = {};
    row.after = R"({"since":"2026-11-20T09:15:30.000Z"})";
    QVERIFY2(sentences(row).constFirst().startsWith(u"Since:  → Fri 20 November 2026"_s),
             qPrintable(sentences(row).constFirst()));
}

// English has one word for what was paid and for an order that is.
void TestHistory::tellsAmountsFromStates()
{
    Translations translations(*qApp);
    translations.use(u"fr"_s, "FR");
    JournalRow row;
    row.action = "order.paid";
    row.entity = "order";
    row.before = R"({"paid":0,"payment_status":"pending","lines":[{"id":"1","sku":"MUG","fulfilled":0}]})";
    row.after = R"({"paid":1400,"payment_status":"paid","lines":[{"id":"1","sku":"MUG","fulfilled":1}]})";
    const QStringList said = sentences(row);
    translations.use(u"en"_s, "GB");
    QVERIFY2(said.contains(u"Payé: £0.00 → £14.00"_s), qPrintable(said.join(u'|')));
    QVERIFY2(said.contains(u"Paiement: Non payée → Payée"_s), qPrintable(said.join(u'|')));
    QVERIFY2(said.contains(u"Pièces expédiées, MUG: 0 → 1"_s), qPrintable(said.join(u'|')));
}

QTEST_MAIN(TestHistory)
#include "tst_history.moc"
