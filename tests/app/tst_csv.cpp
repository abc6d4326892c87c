#include "app/base/crypto.h"
#include "app/base/csv.h"
#include "app/base/gzip.h"

#include <QBuffer>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <zlib.h>

using namespace backroom;
using namespace Qt::StringLiterals;

namespace {
// Hands out a few bytes at a time, so that every chunk border is met.
class Trickle final : public QIODevice {
public:
    Trickle(const QByteArray &data, int step) : m_data(data), m_step(step) { open(ReadOnly | Unbuffered); }
    bool isSequential() const override { return true; }

protected:
    qint64 readData(char *out, qint64 size) override
    {
        const qsizetype count = std::min<qsizetype>({qsizetype(size), m_step, m_data.size() - m_at});
        memcpy(out, m_data.constData() + m_at, size_t(count));
        m_at += count;
        return count;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_data;
    int m_step;
    qsizetype m_at = 0;
};

struct Read
{
    QList<QStringList> rows;
    QList<qint64> lines;
    QList<Error> errors;
    char separator = 0;
};

Read readAll(QIODevice *device, CsvLimits limits = {})
{
    Read read;
    CsvReader reader(device, limits);
    for (int guard = 0; guard < 1'000'000; ++guard) {
        const Result<bool> more = reader.next();
        read.separator = reader.separator();
        if (!more) {
            read.errors << more.error();
            continue;
        }
        if (!*more)
            return read;
        read.rows << reader.fields();
        read.lines << reader.line();
    }
    qFatal("The reader never ends.");
}

Read readAll(QByteArray data, CsvLimits limits = {})
{
    QBuffer buffer(&data);
    buffer.open(QIODevice::ReadOnly);
    return readAll(&buffer, limits);
}

QByteArray gzip(const QByteArray &data)
{
    QByteArray out(qsizetype(compressBound(uLong(data.size()))) + 64, '\0');
    z_stream z = {};
    deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    QByteArray in = data;
    z.next_in = reinterpret_cast<Bytef *>(in.data());
    z.avail_in = uInt(in.size());
    z.next_out = reinterpret_cast<Bytef *>(out.data());
    z.avail_out = uInt(out.size());
    deflate(&z, Z_FINISH);
    out.truncate(qsizetype(z.total_out));
    deflateEnd(&z);
    return out;
}
}

class TestCsv : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void reads_data();
    void reads();
    void countsLines();
    void detectsSeparators_data();
    void detectsSeparators();
    void skipsOversizedRecordsAndGoesOn();
    void boundsTheNumberOfFields();
    void refusesWhatIsNoText_data();
    void refusesWhatIsNoText();
    void writes_data();
    void writes();
    void writtenCellsComeBack();
    void findsColumns();
    void randomBytesNeverCrash();
    void decompresses();
    void refusesCutAndDamagedFiles();
    void opensFiles();
};

void TestCsv::reads_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QList<QStringList>>("rows");
    const QList<QStringList> plain{{u"a"_s, u"b"_s}, {u"1"_s, u"2"_s}};
    QTest::newRow("LF") << "a,b\n1,2\n"_ba << plain;
    QTest::newRow("CRLF") << "a,b\r\n1,2\r\n"_ba << plain;
    QTest::newRow("CR") << "a,b\r1,2\r"_ba << plain;
    QTest::newRow("no last line end") << "a,b\n1,2"_ba << plain;
    QTest::newRow("byte-order mark") << "\xef\xbb\xbf"
                                        "a,b\n1,2\n"_ba
                                     << plain;
    QTest::newRow("sep line") << "sep=;\r\na;b\r\n1;2\r\n"_ba << plain;
    QTest::newRow("empty lines") << "\n\na,b\n\r\n,\n1,2\n\n"_ba << plain;
    QTest::newRow("quotes") << "\"a\",\"b\"\n\"1\",2"_ba << plain;
    QTest::newRow("quoted separator and quote")
        << "a,b\n\"1,\"\"x\"\"\",\"\"\"\""_ba << QList<QStringList>{{u"a"_s, u"b"_s}, {u"1,\"x\""_s, u"\""_s}};
    QTest::newRow("quoted line breaks") << "a,b\n\"1\r\n2\n3\",4\r\n"_ba
                                        << QList<QStringList>{{u"a"_s, u"b"_s}, {u"1\r\n2\n3"_s, u"4"_s}};
    QTest::newRow("quote inside") << "a,b\n5\" pipe,2\n"_ba
                                  << QList<QStringList>{{u"a"_s, u"b"_s}, {u"5\" pipe"_s, u"2"_s}};
    QTest::newRow("text behind quote") << "a,b\n\"x\" y,2\n"_ba
                                       << QList<QStringList>{{u"a"_s, u"b"_s}, {u"x y"_s, u"2"_s}};
    QTest::newRow("empty fields") << "a,b,\n,\"\",3\n"_ba
                                  << QList<QStringList>{{u"a"_s, u"b"_s, QString()}, {QString(), QString(), u"3"_s}};
    QTest::newRow("last field empty at the end")
        << "a,b\n1,"_ba << QList<QStringList>{{u"a"_s, u"b"_s}, {u"1"_s, QString()}};
    QTest::newRow("UTF-8") << "a,é\n€,2"_ba << QList<QStringList>{{u"a"_s, u"é"_s}, {u"€"_s, u"2"_s}};
    QTest::newRow("Latin-1") << "a,\xe9\nb\xfc,2"_ba << QList<QStringList>{{u"a"_s, u"é"_s}, {u"bü"_s, u"2"_s}};
    QTest::newRow("Windows-1252") << "a,\x80\n\x93q\x94,2"_ba
                                  << QList<QStringList>{{u"a"_s, u"€"_s}, {u"“q”"_s, u"2"_s}};
    QTest::newRow("glued encodings") << "\xc3\xa9,b\n\xe9,2"_ba
                                     << QList<QStringList>{{u"é"_s, u"b"_s}, {u"é"_s, u"2"_s}};
    QTest::newRow("nothing") << ""_ba << QList<QStringList>{};
    QTest::newRow("only a mark") << "\xef\xbb\xbf"_ba << QList<QStringList>{};
    QTest::newRow("NUL further on") << QByteArray("a,b\n" + QByteArray(5000, 'x') + ",1\0002"_ba)
                                    << QList<QStringList>{{u"a"_s, u"b"_s}, {u"x"_s.repeated(5000), u"1\ufffd2"_s}};
}

void TestCsv::reads()
{
    QFETCH(QByteArray, data);
    QFETCH(QList<QStringList>, rows);
    const Read read = readAll(data);
    QVERIFY(read.errors.isEmpty());
    QCOMPARE(read.rows, rows);
    for (const int step : {1, 2, 3, 7}) {
        Trickle trickle(data, step);
        QCOMPARE(readAll(&trickle).rows, rows);
    }
}

void TestCsv::countsLines()
{
    QCOMPARE(readAll("a,b\n\"1\n2\r\n3\",x\n\n5,6\r\n7,8"_ba).lines, QList<qint64>({1, 2, 6, 7}));
    // Records that lie across the borders of the reader's chunks keep line and content.
    QByteArray data = "line,text\r\n";
    for (int i = 0; i < 60'000; ++i)
        data += QByteArray::number(i * 2 + 2) + ",\"é\r\n" + QByteArray::number(i) + "\"\r\n";
    const Read read = readAll(data);
    QCOMPARE(read.rows.size(), 60'001);
    for (qsizetype i = 1; i < read.rows.size(); ++i) {
        QCOMPARE(QString::number(read.lines[i]), read.rows[i][0]);
        QCOMPARE(read.rows[i][1], QString(u"é\r\n"_s + QString::number(i - 1)));
    }
}

void TestCsv::detectsSeparators_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<char>("separator");
    QTest::newRow("comma") << "a,b,c\n1;2;3;4;5;6\n"_ba << ',';
    QTest::newRow("semicolon") << "a;b;\"c,d,e,f\"\n"_ba << ';';
    QTest::newRow("tab") << "a\tb\tc\n"_ba << '\t';
    QTest::newRow("none") << "a\n"_ba << ',';
}

void TestCsv::detectsSeparators()
{
    QFETCH(QByteArray, header);
    QTEST(readAll(header).separator, "separator");
}

void TestCsv::skipsOversizedRecordsAndGoesOn()
{
    const QByteArray large(5 * 1024 * 1024, 'x');
    const Read read = readAll(QByteArray("a,b\n1,\"" + large + "\n\",c\n2,3\n4," + large + "\n5,6\n7," + large));
    QCOMPARE(read.rows, QList<QStringList>({{u"a"_s, u"b"_s}, {u"2"_s, u"3"_s}, {u"5"_s, u"6"_s}}));
    QCOMPARE(read.lines, QList<qint64>({1, 4, 6}));
    QCOMPARE(read.errors.size(), 3);
    for (const Error &error : read.errors)
        QCOMPARE(error.code, ErrorCode::TooLarge);
    QVERIFY(read.errors[1].message.contains(u"line 5"));
    // Just at the limit.
    const QByteArray fits(1024 * 1024, 'y');
    QCOMPARE(readAll(QByteArray("a,b\n1," + fits + "\n")).rows[1][1].size(), fits.size());
}

void TestCsv::boundsTheNumberOfFields()
{
    const Read read = readAll(QByteArray("a,b\n" + QByteArray(100'000, ',') + "x\n1,2\n"));
    QCOMPARE(read.rows.size(), 2);
    QCOMPARE(read.errors.size(), 1);
}

void TestCsv::refusesWhatIsNoText_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::newRow("UTF-16") << "\xff\xfe"
                               "a\0,\0"_ba;
    QTest::newRow("a workbook") << "PK\3\4\0\0\0\0abc"_ba;
    QTest::newRow("gzip unopened") << gzip("a,b\n1,2\n");
    QTest::newRow("quote never closed") << "a,b\n1,\"2\n3,4\n"_ba;
}

void TestCsv::refusesWhatIsNoText()
{
    QFETCH(QByteArray, data);
    const Read read = readAll(data);
    QCOMPARE(read.errors.size(), 1);
    QCOMPARE(read.errors.first().code, ErrorCode::Malformed);
    QVERIFY(read.errors.first().message.contains(u". ")); // a sentence, and the way out
}

void TestCsv::writes_data()
{
    QTest::addColumn<QStringList>("cells");
    QTest::addColumn<QByteArray>("row");
    QTest::newRow("plain") << QStringList{u"a"_s, u"b c"_s, QString()} << "a,b c,\r\n"_ba;
    QTest::newRow("quoted") << QStringList{u"a,b"_s, u"say \"hi\""_s, u"1\n2"_s}
                            << "\"a,b\",\"say \"\"hi\"\"\",\"1\n2\"\r\n"_ba;
    QTest::newRow("formula") << QStringList{u"=1+1"_s, u"@SUM(A1)"_s, u"+x"_s, u"-x"_s}
                             << "'=1+1,'@SUM(A1),'+x,'-x\r\n"_ba;
    QTest::newRow("tab and CR") << QStringList{u"\tx"_s, u"\rx"_s} << "'\tx,\"'\rx\"\r\n"_ba;
    QTest::newRow("numbers") << QStringList{u"-5"_s, u"+12.50"_s, u"-1e5"_s, u"-1-1"_s, u"-"_s}
                             << "-5,+12.50,'-1e5,'-1-1,'-\r\n"_ba;
    QTest::newRow("one empty cell") << QStringList{QString()} << "\"\"\r\n"_ba;
}

void TestCsv::writes()
{
    QFETCH(QStringList, cells);
    QTEST(csvRow(cells), "row");
}

void TestCsv::writtenCellsComeBack()
{
    const QStringList cells{u"=1"_s,  u"'=1"_s,      u"''@"_s, u"'"_s,   u"'tis"_s,        u"-5"_s,
                            u"'-5"_s, u"- a\n- b"_s, u" x "_s, u"é€🎁"_s, u"a;b\tc,\"d\""_s};
    for (const char separator : {',', ';', '\t'}) {
        const Read read = readAll(csvRow(cells, separator) + csvRow(cells, separator));
        QCOMPARE(read.rows.size(), 2);
        QStringList back;
        for (const QString &cell : read.rows[1])
            back << csvUnguard(cell);
        QCOMPARE(read.separator == separator ? back : cells, cells);
    }
}

void TestCsv::findsColumns()
{
    const CsvColumns columns({u" Handle"_s, u"TITLE "_s, u"title"_s, QString()});
    QCOMPARE(columns.find(u"handle"_s), 0);
    QCOMPARE(columns.find(u"Title"_s), 1);
    QCOMPARE(columns.find(u"price"_s), -1);
    QVERIFY(columns.hasAll({u"Handle"_s, u"Title"_s}));
    QVERIFY(!columns.hasAll({u"Handle"_s, u"Price"_s}));
    QCOMPARE(columns.cell({u" x "_s}, u"handle"_s), u"x"_s);
    QCOMPARE(columns.cell({u" x "_s}, u"title"_s), QString());
}

void TestCsv::randomBytesNeverCrash()
{
    const QByteArray alphabet = ",;\t\"\"\"\r\n\nab\xe9\xc3\xa9"_ba;
    for (int round = 0; round < 400; ++round) {
        QByteArray data = randomBytes(1 + round * 7);
        if (round % 2 == 0)
            for (char &c : data)
                c = alphabet[uchar(c) % alphabet.size()];
        CsvLimits limits;
        limits.field = 40;
        limits.record = 100;
        limits.fields = 8;
        readAll(data, limits);
        const Read whole = readAll(data);
        Trickle trickle(data, 1 + round % 5);
        QCOMPARE(readAll(&trickle).rows, whole.rows);
        QBuffer buffer(&data);
        buffer.open(QIODevice::ReadOnly);
        GunzipDevice gunzip(&buffer);
        gunzip.readAll();
        QByteArray damaged = gzip(data);
        damaged[round % damaged.size()] = char(damaged[round % damaged.size()] ^ (1 << round % 8));
        QBuffer other(&damaged);
        other.open(QIODevice::ReadOnly);
        GunzipDevice second(&other);
        second.readAll();
    }
}

void TestCsv::decompresses()
{
    QByteArray text;
    for (int i = 0; i < 50'000; ++i)
        text += QByteArray::number(i) + ",text\n";
    for (QByteArray packed : {gzip(text), QByteArray(gzip(text.first(1000)) + gzip(text.sliced(1000))),
                              QByteArray(gzip(text) + QByteArray(512, '\0'))}) {
        QBuffer buffer(&packed);
        buffer.open(QIODevice::ReadOnly);
        GunzipDevice gunzip(&buffer);
        const Read read = readAll(&gunzip);
        QVERIFY(read.errors.isEmpty());
        QCOMPARE(read.rows.size(), 50'000);
        QCOMPARE(read.rows.last(), QStringList({u"49999"_s, u"text"_s}));
    }
}

void TestCsv::refusesCutAndDamagedFiles()
{
    QByteArray text;
    for (int i = 0; i < 50'000; ++i)
        text += QByteArray::number(i) + ",text\n";
    QByteArray cut = gzip(text).chopped(100);
    QByteArray damaged = gzip(text);
    damaged[damaged.size() / 2] = char(damaged[damaged.size() / 2] ^ 0x55);
    for (QByteArray data : {cut, damaged}) {
        QBuffer buffer(&data);
        buffer.open(QIODevice::ReadOnly);
        GunzipDevice gunzip(&buffer);
        const Read read = readAll(&gunzip);
        QCOMPARE(read.errors.size(), 1);
        QVERIFY2(read.errors.first().message.contains(u"compressed file"), qPrintable(read.errors.first().message));
        QVERIFY(read.rows.size() < 50'000);
    }
}

void TestCsv::opensFiles()
{
    const QTemporaryDir folder;
    QVERIFY(!InputFile::open(folder.filePath(u"none.csv"_s)).has_value());
    QCOMPARE(InputFile::open(folder.path()).error().code, ErrorCode::NotFound);
    for (const QByteArray &data : {"a,b\n1,2\n"_ba, gzip("a,b\n1,2\n")}) {
        QFile file(folder.filePath(u"file"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(data);
        file.close();
        auto input = InputFile::open(file.fileName());
        QVERIFY(input.has_value());
        QCOMPARE(readAll((*input)->device()).rows.size(), 2);
        QCOMPARE((*input)->position(), (*input)->size());
    }
}

QTEST_GUILESS_MAIN(TestCsv)
#include "tst_csv.moc"
