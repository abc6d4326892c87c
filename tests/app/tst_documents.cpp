// The papers of an order, read back from their PDF as a person or a printer gets them.
#include "app/orders/counter.h"
#include "app/orders/documents/document.h"
#include "app/orders/orderwork.h"
#include "tests/support/smallshop.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QRegularExpression>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::SmallShop;
using test::TestStore;

namespace {
const Actor Self = Actor::system(u"Test"_s);

QString run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForFinished() || process.exitCode() != 0)
        qFatal("%s: %s", qPrintable(program), process.readAllStandardError().constData());
    return QString::fromUtf8(process.readAllStandardOutput());
}

struct Read
{
    QStringList pages; // their text, in one line each with single blanks
    QSizeF size; // of the first, in millimetres
    QString whole() const { return pages.join(u' '); }
};

Read readBack(const QByteArray &pdf)
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"paper.pdf"_s);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(pdf) != pdf.size())
        qFatal("no room for the paper");
    file.close();
    if (const QString kept = qEnvironmentVariable("BACKROOM_PAPERS"); !kept.isEmpty())
        QFile::copy(path, kept + u'/' + QString::fromUtf8(QTest::currentTestFunction()) + u".pdf"_s);
    Read read;
    QStringList pages = run(u"pdftotext"_s, {u"-layout"_s, path, u"-"_s}).split(u'\f');
    pages.removeLast(); // behind the last page
    for (const QString &page : std::as_const(pages))
        read.pages << page.simplified();
    static const QRegularExpression size(u"Page size:\\s+([\\d.]+) x ([\\d.]+) pts"_s);
    const auto match = size.match(run(u"pdfinfo"_s, {path}));
    read.size = QSizeF(match.captured(1).toDouble(), match.captured(2).toDouble()) * 25.4 / 72;
    return read;
}

QList<DocumentSource> load(Database &database, const QByteArrayList &numbers)
{
    return *database.read([&](Reader &reader) { return documents::load(reader, Self, numbers); });
}

void set(Database &database, const QByteArray &sql)
{
    (void)database.writeNow(Self, [&](Transaction &tx) -> Result<> {
        tx.exec(sql);
        return {};
    });
}
}

class TestDocuments : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anInvoiceSaysIt();
    void aPackingSlipHasNoPrices();
    void aReceiptFitsItsRoll();
    void theReceiptOnASheet();
    void longOrdersRepeatTheirHeads();
    void severalInOneGo();
    void inTheCustomersWay();
    void taxOnTop();
    void letterInAmerica();
    void namesThatNeedRoom();
    void codesAndNames();
};

void TestDocuments::anInvoiceSaysIt()
{
    TestStore test(u"sqlite"_s);
    SmallShop shop(test.database());
    set(test.database(),
        "UPDATE settings SET shop_name = 'Fern & Tide', address = '3 Harbour Lane\nWhitby YO21 3PU', "
        "contact_email = 'hello@ferntide.example', tax_number = 'GB 123 4567 89'");
    const VariantId mug = shop.addVariant("MUG-1", 1400, 50);
    const Order order = shop.order({{mug, 3}, {shop.addVariant("BOOK", 1250, 5, "reduced"), 1}});
    (void)test->writeNow(Self, [&](Transaction &tx) {
        return orderwork::pay(tx, Self, order.number, {"bank_transfer", 1000, {}});
    });
    const Read paper =
        readBack(documents::pdf(DocumentKind::Invoice, DocumentPaper::Sheet, load(test.database(), {order.number})));
    QCOMPARE(paper.pages.size(), 1);
    QVERIFY(qAbs(paper.size.width() - 210) < 1 && qAbs(paper.size.height() - 297) < 1);
    for (const QString &text : {u"Fern & Tide"_s,
                                u"3 Harbour Lane"_s,
                                u"hello@ferntide.example"_s,
                                u"Tax number: GB 123 4567 89"_s,
                                u"Invoice 1001"_s,
                                u"MUG-1"_s,
                                SmallShop::address().line1,
                                SmallShop::address().city,
                                u"20 November 2026"_s,
                                u"£14.00"_s,
                                u"£42.00"_s,
                                u"20.0%"_s,
                                u"5.0%"_s,
                                u"Post"_s,
                                u"£4.90"_s,
                                u"Total £59.40"_s,
                                u"VAT 20%"_s,
                                u"VAT 5%"_s,
                                u"Bank transfer £10.00"_s,
                                u"Still to be paid £49.40"_s,
                                u"Page 1"_s})
        QVERIFY2(paper.whole().contains(text), qPrintable(text + u" is not in: "_s + paper.whole()));
}

void TestDocuments::aPackingSlipHasNoPrices()
{
    TestStore test(u"sqlite"_s);
    SmallShop shop(test.database());
    const VariantId mug = shop.addVariant("MUG-1", 1400, 50);
    const Order order = shop.order({{mug, 3}});
    (void)test->writeNow(Self, [&](Transaction &tx) {
        return orderwork::fulfil(tx, Self, order.number, {{{{order.lines[0].id, 2}}}, {}});
    });
    set(test.database(), "UPDATE orders SET note = 'As a present, no prices please'");
    const QString text =
        readBack(documents::pdf(DocumentKind::PackingSlip, DocumentPaper::Sheet, load(test.database(), {order.number})))
            .whole();
    QVERIFY(text.contains(u"Packing slip 1001"_s));
    QVERIFY(text.contains(u"Pieces in all 3"_s));
    QVERIFY(text.contains(u"Sent before"_s));
    QVERIFY(text.contains(u"As a present, no prices please"_s));
    QVERIFY(!text.contains(u'£'));
}

void TestDocuments::aReceiptFitsItsRoll()
{
    TestStore test(u"sqlite"_s);
    SmallShop shop(test.database());
    CounterOrder sale;
    const VariantId bowl = shop.addVariant("BOWL", 900, 50);
    sale.lines = {{shop.addVariant("MUG-1", 1400, 50), 2}, {bowl, 1}};
    sale.discount = 370;
    sale.paymentMethod = "cash";
    sale.paid = true;
    sale.cashGiven = 4000;
    const Order order = *test->writeNow(Self, [&](Transaction &tx) { return counter::place(tx, Self, sale); });
    const Read paper =
        readBack(documents::pdf(DocumentKind::Receipt, DocumentPaper::Roll, load(test.database(), {order.number})));
    QVERIFY(paper.whole().indexOf(u"MUG-1"_s) < paper.whole().indexOf(u"BOWL"_s)); // as it was scanned
    QCOMPARE(paper.pages.size(), 1);
    QVERIFY(qAbs(paper.size.width() - 80) < 1);
    QVERIFY2(paper.size.height() > 80 && paper.size.height() < 200, qPrintable(QString::number(paper.size.height())));
    for (const QString &text :
         {u"Small Shop"_s, u"Receipt 1001"_s, u"2 × £14.00"_s, u"£28.00"_s, u"−£3.70"_s, u"Total £33.30"_s,
          u"Cash £33.30"_s, u"Cash given £40.00"_s, u"Change £6.70"_s, u"Thank you"_s})
        QVERIFY2(paper.whole().contains(text), qPrintable(text + u" is not in: "_s + paper.whole()));
}

void TestDocuments::theReceiptOnASheet()
{
    TestStore test(u"sqlite"_s);
    SmallShop shop(test.database());
    const Order order = shop.order({{shop.addVariant("MUG-1", 1400, 50), 2}});
    const Read paper =
        readBack(documents::pdf(DocumentKind::Receipt, DocumentPaper::Sheet, load(test.database(), {order.number})));
    QVERIFY(paper.whole().contains(u"Receipt 1001"_s));
    QVERIFY(qAbs(paper.size.width() - 210) < 1);
}

void TestDocuments::longOrdersRepeatTheirHeads()
{
    TestStore test(u"sqlite"_s);
    SmallShop shop(test.database());
    QList<std::pair<VariantId, qint64>> lines;
    for (int i = 0; i < 80; ++i)
        lines << std::pair(shop.addVariant("PIECE-" + QByteArray::number(i), 100 + i, 5), 1);
    const Order order = shop.order(lines);
    const Read paper =
        readBack(documents::pdf(DocumentKind::Invoice, DocumentPaper::Sheet, load(test.database(), {order.number})));
    QVERIFY(paper.pages.size() >= 3);
    for (int i = 0; i < paper.pages.size(); ++i) {
        const QString &page = paper.pages.at(i);
        QVERIFY2(page.contains(u"Item Pieces Each Tax Total"_s), qPrintable(page));
        QVERIFY(page.contains(u"Invoice 1001"_s));
        QVERIFY(page.contains(u"Page %1"_s.arg(i + 1)));
    }
    for (int i = 0; i < 80; ++i)
        QCOMPARE(paper.whole().count(u"PIECE-%1 "_s.arg(i)), 2); // its name and its SKU, nothing cut and nothing twice
    QVERIFY(paper.pages.constLast().contains(u"Total £"_s));
}

void TestDocuments::severalInOneGo()
{
    TestStore test(u"sqlite"_s);
    SmallShop shop(test.database());
    const VariantId mug = shop.addVariant("MUG-1", 1400, 50);
    QByteArrayList numbers;
    for (int i = 0; i < 3; ++i)
        numbers << shop.order({{mug, i + 1}}).number;
    const auto sources = load(test.database(), numbers);
    const Read paper = readBack(documents::pdf(DocumentKind::PackingSlip, DocumentPaper::Sheet, sources));
    QCOMPARE(paper.pages.size(), 3);
    for (int i = 0; i < 3; ++i) {
        QVERIFY(paper.pages.at(i).contains(u"Packing slip "_s + QString::fromUtf8(numbers.at(i))));
        QVERIFY(paper.pages.at(i).contains(u"Page 1"_s)); // each by itself
    }
    QCOMPARE(documents::fileName(DocumentKind::PackingSlip, sources), u"Packing slip 1001–1003.pdf"_s);
    const auto missing = test->read([&](Reader &reader) {
        return documents::load(reader, Self, {numbers.at(0), "9"});
    });
    QCOMPARE(missing.error().code, ErrorCode::NotFound);
}

void TestDocuments::inTheCustomersWay()
{
    TestStore test(u"sqlite"_s);
    SmallShop shop(test.database());
    set(test.database(), "UPDATE settings SET languages = 'en\nde', currency = 'EUR'");
    CounterOrder sale;
    sale.lines = {{shop.addVariant("MUG-1", 123'456, 50), 1}};
    sale.delivery = CounterOrder::Delivery::Sent;
    sale.address = SmallShop::address();
    sale.shippingMethod = shop.post;
    const auto place = [&] {
        return *test->writeNow(Self, [&](Transaction &tx) { return counter::place(tx, Self, sale); });
    };
    const Order british = place();
    sale.address.country = "DE";
    sale.address.postalCode = u"20457"_s;
    sale.address.city = u"Hamburg"_s;
    const Order german = place();
    const auto sources = load(test.database(), {british.number, german.number});
    QCOMPARE(sources.at(0).locale.language(), QLocale::English);
    QCOMPARE(sources.at(1).locale.language(), QLocale::German);
    const Read paper = readBack(documents::pdf(DocumentKind::Invoice, DocumentPaper::Sheet, sources));
    QVERIFY2(paper.pages.at(0).contains(u"€1,234.56"_s), qPrintable(paper.pages.at(0)));
    QVERIFY2(paper.pages.at(1).contains(u"1.234,56 €"_s), qPrintable(paper.pages.at(1)));
    QVERIFY(paper.pages.at(1).contains(u"20457 Hamburg"_s));
    QVERIFY(paper.pages.at(1).contains(u"Deutschland"_s)); // it goes abroad
    QVERIFY(!paper.pages.at(0).contains(u"United Kingdom"_s));
    // Countries are named in the paper's language, whichever the computer speaks.
    set(test.database(), "UPDATE settings SET languages = 'de', country = 'DE'");
    const Read abroad =
        readBack(documents::pdf(DocumentKind::Invoice, DocumentPaper::Sheet, load(test.database(), {british.number})));
    QVERIFY2(abroad.whole().contains(u"Vereinigtes Königreich"_s), qPrintable(abroad.whole()));
    set(test.database(), "UPDATE settings SET country = 'GB'");
    // A language that the shop does not speak is not guessed at.
    set(test.database(), "UPDATE settings SET languages = 'en'");
    QCOMPARE(load(test.database(), {german.number}).constFirst().locale, QLocale(u"en_GB"_s));
}

void TestDocuments::taxOnTop()
{
    TestStore test(u"sqlite"_s);
    SmallShop shop(test.database(), SmallShop::Prices::WithoutTax);
    const Order order = shop.order({{shop.addVariant("MUG-1", 1000, 50), 3}});
    const QString text =
        readBack(documents::pdf(DocumentKind::Invoice, DocumentPaper::Sheet, load(test.database(), {order.number})))
            .whole();
    QVERIFY2(text.contains(u"VAT 20% on £34.90 £6.98"_s), qPrintable(text));
    QVERIFY(text.contains(u"Total £41.88"_s));
}

void TestDocuments::letterInAmerica()
{
    TestStore test(u"sqlite"_s);
    SmallShop shop(test.database());
    set(test.database(), "UPDATE settings SET country = 'US'");
    const Order order = shop.order({{shop.addVariant("MUG-1", 1000, 50), 3}});
    const Read paper =
        readBack(documents::pdf(DocumentKind::Invoice, DocumentPaper::Sheet, load(test.database(), {order.number})));
    QVERIFY(qAbs(paper.size.width() - 215.9) < 1 && qAbs(paper.size.height() - 279.4) < 1);
}

void TestDocuments::namesThatNeedRoom()
{
    TestStore test(u"sqlite"_s);
    SmallShop shop(test.database());
    const Order order = shop.order({{shop.addVariant("MUG-1", 1000, 50), 3}, {shop.addVariant("MUG-2", 1000, 50), 1}});
    const QString name = u"A handthrown mug of oatcoloured stoneware with a handle, a saucer, a spoon and a very "
                         u"long story that its maker tells to everybody who asks <b>&amp;</b> ends here"_s;
    (void)test->writeNow(Self, [&](Transaction &tx) -> Result<> {
        tx.exec("UPDATE order_lines SET title = ?, options = ? WHERE sku = 'MUG-1'", name,
                "{\"Colour\":\"oat\",\"Size\":\"Large\"}");
        return {};
    });
    for (const DocumentPaper paper : {DocumentPaper::Sheet, DocumentPaper::Roll}) {
        const QString text =
            readBack(documents::pdf(DocumentKind::Receipt, paper, load(test.database(), {order.number}))).whole();
        for (const QString &word : name.split(u' '))
            QVERIFY2(text.contains(word), qPrintable(word + u" is not in: "_s + text));
        QVERIFY(text.contains(u"oat, Large"_s));
    }
}

void TestDocuments::codesAndNames()
{
    QCOMPARE(documents::numberIn(documents::codeOf("1042")), "1042"_ba);
    QCOMPARE(documents::numberIn(u" order1042 "_s), "1042"_ba);
    QVERIFY(!documents::numberIn(u"4006381333931"_s));
    QVERIFY(!documents::numberIn(u"ORDER"_s));
    QVERIFY(documents::codeOf("1").size() >= 6);
}

QTEST_MAIN(TestDocuments)
#include "tst_documents.moc"
