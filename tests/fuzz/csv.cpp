// The readers of CSV: any bytes as a product file of any kind, as a sales history, and back through our own writer.
#include "app/base/csv.h"
#include "app/orders/salesfile.h"
#include "app/products/productfile.h"
#include "tests/fuzz/target.h"

#include <QBuffer>
#include <QTimeZone>

using namespace backroom;
using namespace backroom::fuzz;

namespace {

QList<QStringList> records(const QByteArray &bytes, bool *whole)
{
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    CsvLimits limits;
    limits.field = 4096;
    limits.record = 16384;
    limits.fields = 64;
    CsvReader reader(&buffer, limits);
    QList<QStringList> list;
    qint64 line = 0;
    for (;;) {
        const auto next = reader.next();
        if (!next) {
            *whole = false;
            if (next.error().code == ErrorCode::TooLarge)
                continue;
            return list;
        }
        if (!*next)
            return list;
        promise(reader.line() > line);
        line = reader.line();
        promise(reader.fields().size() <= limits.fields);
        list << reader.fields();
    }
}

// Each decoding takes a byte-order mark off a text's beginning, and nobody misses it.
QString withoutMarks(QString text)
{
    while (text.startsWith(QChar::ByteOrderMark))
        text.remove(0, 1);
    return text;
}

// What was read, written by ourselves and read again, is the same.
void checkRoundTrip(const QList<QStringList> &list)
{
    // Another first line could be taken for another separator, and blank records are passed over.
    QByteArray written = "a,b\r\n";
    QList<QStringList> expected{{QStringLiteral("a"), QStringLiteral("b")}};
    for (const QStringList &record : list) {
        const QByteArray row = csvRow(record);
        if (row == "\r\n" || row.size() > 16000)
            continue;
        written += row;
        expected << record;
    }
    bool whole = true;
    QList<QStringList> again = records(written, &whole);
    if (!whole)
        return; // the guards made one too large
    promise(again.size() == expected.size());
    for (qsizetype i = 0; i < again.size(); ++i) {
        promise(again[i].size() == expected[i].size());
        for (qsizetype field = 0; field < again[i].size(); ++field)
            promise(withoutMarks(csvUnguard(again[i][field])) == withoutMarks(expected[i][field]));
    }
}

}

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes = bytesOf(data, size);
    bool whole = true;
    const QList<QStringList> list = records(bytes, &whole);
    checkRoundTrip(list);
    for (const ProductFormat format :
         {ProductFormat::Auto, ProductFormat::Backroom, ProductFormat::Shopify, ProductFormat::WooCommerce}) {
        QBuffer buffer;
        buffer.setData(bytes);
        buffer.open(QIODevice::ReadOnly);
        const auto read = readProductFile(&buffer, format, "EUR");
        promise(read.has_value() || !read.error().message.isEmpty());
    }
    static const QTimeZone zone("Europe/London");
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    SalesFileReader sales(&buffer, "GBP", zone);
    if (!sales.begin())
        return 0;
    SaleRecord record;
    while (sales.next(record).value_or(false))
        promise(!record.invoice.isEmpty());
    promise(sales.faults().size() <= SalesFileReader::MostFaultsKept);
    return 0;
}
