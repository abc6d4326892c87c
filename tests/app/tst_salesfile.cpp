#include "app/base/crypto.h"
#include "app/orders/salesfile.h"

#include <QBuffer>
#include <QTest>

using namespace backroom;
using namespace Qt::StringLiterals;

namespace {
const QByteArray Header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"_ba;

struct Read
{
    QList<SaleRecord> records;
    QList<RowFault> faults;
    qint64 faultCount = 0;
    std::optional<Error> error;
};

Read readAll(QByteArray data, const char *zone = "Europe/London", const char *currency = "GBP")
{
    QBuffer buffer(&data);
    buffer.open(QIODevice::ReadOnly);
    SalesFileReader reader(&buffer, currency, QTimeZone(zone));
    Read read;
    if (const Result<> begun = reader.begin(); !begun) {
        read.error = begun.error();
        return read;
    }
    SaleRecord record;
    for (;;) {
        const Result<bool> more = reader.next(record);
        if (!more)
            read.error = more.error();
        if (!more || !*more)
            break;
        read.records << record;
    }
    read.faults = reader.faults();
    read.faultCount = reader.faultCount();
    return read;
}
}

class TestSalesFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsARow();
    void readsBothEditions();
    void tellsReturnsAndAdjustments();
    void keepsDigitsBeyondThePenny();
    void times_data();
    void times();
    void faults_data();
    void faults();
    void keepsCountingFaults();
    void refusesOtherFiles_data();
    void refusesOtherFiles();
    void keepsIdenticalRows();
    void randomBytesNeverCrash();
};

void TestSalesFile::readsARow()
{
    const Read read = readAll(
        Header + "1001,LAMP-1,\"Lamp, \"\"round\"\"\",6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom\r\n"_ba);
    QVERIFY(read.faults.isEmpty());
    QCOMPARE(read.records.size(), 1);
    const SaleRecord &record = read.records.first();
    QCOMPARE(record.line, 2);
    QCOMPARE(record.invoice, u"1001"_s);
    QCOMPARE(record.stockCode, u"LAMP-1"_s);
    QCOMPARE(record.description, u"Lamp, \"round\""_s);
    QCOMPARE(record.quantity, 6);
    QCOMPARE(record.unitPrice, 2'550'000);
    QCOMPARE(record.total(), 1530);
    QCOMPARE(timeText(record.at), "2010-12-01T08:26:00.000Z"_ba);
    QCOMPARE(record.customer, u"17850"_s);
    QCOMPARE(record.country, u"United Kingdom"_s);
    QVERIFY(!record.isReturn && !record.isAdjustment);
}

void TestSalesFile::readsBothEditions()
{
    const Read read =
        readAll("\xef\xbb\xbfInvoice;StockCode;Description;Quantity;InvoiceDate;Price;Customer ID;Country\n"
                "1001;A;B\xe9;1;12/1/2010 8:26;1.5;;EIRE\n"_ba);
    QCOMPARE(read.records.size(), 1);
    QCOMPARE(read.records.first().description, u"Bé"_s);
    QVERIFY(read.records.first().customer.isEmpty());
    QCOMPARE(read.records.first().unitPrice, 1'500'000);
}

void TestSalesFile::tellsReturnsAndAdjustments()
{
    const Read read =
        readAll(Header
                + "C1,A,,-3,2011-01-01 10:00:00,1.00,1,France\nA2,B,Bad debt,1,2011-01-01 10:00:00,-11062.06,,France\n"
                  "3,A,,-2,2011-01-01 10:00:00,0,,Unspecified\n"_ba);
    QCOMPARE(read.records.size(), 3);
    QVERIFY(read.records[0].isReturn && !read.records[0].isAdjustment);
    QCOMPARE(read.records[0].total(), -300);
    QVERIFY(read.records[1].isAdjustment && !read.records[1].isReturn);
    QCOMPARE(read.records[1].total(), -1'106'206);
    QVERIFY(!read.records[2].isReturn);
    QCOMPARE(read.records[2].total(), 0);
}

void TestSalesFile::keepsDigitsBeyondThePenny()
{
    const QByteArray rows =
        "1,A,,1,2011-01-01 10:00:00,0.001,,X\n1,A,,5,2011-01-01 10:00:00,0.001,,X\n1,A,,-5,2011-01-01 10:00:00,0.001,,X\n"
        "1,A,,3,2011-01-01 10:00:00,0.123456,,X\n1,A,,1,2011-01-01 10:00:00,0.1234567,,X\n"_ba;
    const Read read = readAll(Header + rows);
    QCOMPARE(read.records.size(), 4);
    QCOMPARE(read.records[0].unitPrice, 1000);
    QCOMPARE(read.records[0].total(), 0);
    QCOMPARE(read.records[1].total(), 1); // half away from zero
    QCOMPARE(read.records[2].total(), -1);
    QCOMPARE(read.records[3].total(), 37);
    QCOMPARE(read.faults.size(), 1); // a fifth further digit would be lost
    QCOMPARE(readAll(Header + "1,A,,2,2011-01-01 10:00:00,1200,,X\n"_ba, "Asia/Tokyo", "JPY").records.first().total(),
             2400);
}

void TestSalesFile::times_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("ISO, winter") << u"2010-12-01 08:26:00"_s << "2010-12-01T08:26:00.000Z"_ba;
    QTest::newRow("ISO, summer") << u"2011-06-01 08:26:00"_s << "2011-06-01T07:26:00.000Z"_ba;
    QTest::newRow("ISO with T") << u"2010-12-01T08:26"_s << "2010-12-01T08:26:00.000Z"_ba;
    QTest::newRow("month first") << u"12/1/2010 8:26"_s << "2010-12-01T08:26:00.000Z"_ba;
    QTest::newRow("month first, padded") << u"05/31/2011 18:05"_s << "2011-05-31T17:05:00.000Z"_ba;
    QTest::newRow("short year") << u"12/1/10 8:26"_s << "2010-12-01T08:26:00.000Z"_ba;
    QTest::newRow("without a time") << u"2010-12-01"_s << "2010-12-01T00:00:00.000Z"_ba;
    QTest::newRow("skipped hour moves forward")
        << u"2011-03-27 01:30:00"_s << "2011-03-27T01:30:00.000Z"_ba; // 02:30 in London
    QTest::newRow("just before") << u"2011-03-27 00:59:59"_s << "2011-03-27T00:59:59.000Z"_ba;
    QTest::newRow("just after") << u"2011-03-27 02:00:00"_s << "2011-03-27T01:00:00.000Z"_ba;
    QTest::newRow("repeated hour is the first") << u"2011-10-30 01:30:00"_s << "2011-10-30T00:30:00.000Z"_ba;
    QTest::newRow("day first") << u"13/12/2010 8:26"_s << QByteArray();
    QTest::newRow("no such day") << u"2011-02-29 08:00:00"_s << QByteArray();
    QTest::newRow("no such hour") << u"2011-02-28 24:00:00"_s << QByteArray();
    QTest::newRow("half a date") << u"2011-02"_s << QByteArray();
    QTest::newRow("word") << u"yesterday"_s << QByteArray();
    QTest::newRow("empty") << QString() << QByteArray();
}

void TestSalesFile::times()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, expected);
    const auto time = parseLocalTime(text, QTimeZone("Europe/London"));
    QCOMPARE(time ? timeText(*time) : QByteArray(), expected);
}

void TestSalesFile::faults_data()
{
    QTest::addColumn<QByteArray>("row");
    QTest::addColumn<QString>("column");
    QTest::newRow("no invoice") << ",A,,1,2011-01-01 10:00:00,1,,X"_ba << u"InvoiceNo"_s;
    QTest::newRow("no code") << "1, ,,1,2011-01-01 10:00:00,1,,X"_ba << u"StockCode"_s;
    QTest::newRow("quantity") << "1,A,,one,2011-01-01 10:00:00,1,,X"_ba << u"Quantity"_s;
    QTest::newRow("half a piece") << "1,A,,1.5,2011-01-01 10:00:00,1,,X"_ba << u"Quantity"_s;
    QTest::newRow("quantity of 2^63") << "1,A,,9223372036854775808,2011-01-01 10:00:00,1,,X"_ba << u"Quantity"_s;
    QTest::newRow("quantity of 1e9") << "1,A,,1000000000,2011-01-01 10:00:00,1,,X"_ba << u"Quantity"_s;
    QTest::newRow("date") << "1,A,,1,soon,1,,X"_ba << u"InvoiceDate"_s;
    QTest::newRow("price comma") << "1,A,,1,2011-01-01 10:00:00,\"12,50\",,X"_ba << u"UnitPrice"_s;
    QTest::newRow("price word") << "1,A,,1,2011-01-01 10:00:00,abc,,X"_ba << u"UnitPrice"_s;
    QTest::newRow("price beyond all") << "1,A,,1000000,2011-01-01 10:00:00,9999999999,,X"_ba << u"UnitPrice"_s;
    QTest::newRow("too few") << "1,A,,1"_ba << QString();
    QTest::newRow("too many") << "1,A,,1,2011-01-01 10:00:00,1,,X,Y"_ba << QString();
}

void TestSalesFile::faults()
{
    QFETCH(QByteArray, row);
    QFETCH(QString, column);
    const Read read =
        readAll(QByteArray(Header + "1,A,,1,2011-01-01 10:00:00,1,,X\n" + row + "\n2,A,,1,2011-01-01 10:00:00,1,,X\n"));
    QVERIFY(!read.error);
    QCOMPARE(read.records.size(), 2);
    QCOMPARE(read.faults.size(), 1);
    QCOMPARE(read.faults.first().line, 3);
    QCOMPARE(read.faults.first().column, column);
    QVERIFY(!read.faults.first().reason.isEmpty());
    QVERIFY(!read.faults.first().cells.isEmpty());
}

void TestSalesFile::keepsCountingFaults()
{
    const Read read = readAll(QByteArray(Header + QByteArray("1,A,,x,2011-01-01 10:00:00,1,,X\n").repeated(5000)));
    QCOMPARE(read.faults.size(), SalesFileReader::MostFaultsKept);
    QCOMPARE(read.faultCount, 5000);
}

void TestSalesFile::refusesOtherFiles_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::newRow("empty") << ""_ba;
    QTest::newRow("no header") << "1,A,,1,2011-01-01 10:00:00,1,,X\n"_ba;
    QTest::newRow("products") << "Handle,Title,Variant Price\n"_ba;
    QTest::newRow("bytes") << QByteArray(1000, '\0');
}

void TestSalesFile::refusesOtherFiles()
{
    QFETCH(QByteArray, data);
    QVERIFY(readAll(data).error.has_value());
}

void TestSalesFile::keepsIdenticalRows()
{
    const QByteArray row = "1,A,,1,2011-01-01 10:00:00,1,,X\n"_ba;
    QCOMPARE(readAll(QByteArray(Header + row + row)).records.size(), 2);
}

void TestSalesFile::randomBytesNeverCrash()
{
    const QByteArray alphabet = "0123456789-/:. ,,,,,\"\nCAx\xe9"_ba;
    for (int round = 0; round < 300; ++round) {
        QByteArray data = randomBytes(50 + round * 5);
        readAll(data);
        for (char &c : data)
            c = alphabet[uchar(c) % alphabet.size()];
        readAll(QByteArray(Header + data));
    }
}

QTEST_GUILESS_MAIN(TestSalesFile)
#include "tst_salesfile.moc"
