#include "app/store/bulkinsert.h"
#include "tests/bench/shop.h"
#include "tests/bench/suites.h"
#include "tests/bench/words.h"
#include "tests/support/pgserver.h"

#include <QElapsedTimer>
#include <QFile>

using namespace Qt::StringLiterals;

namespace backroom::bench {

namespace {
constexpr int LinesAnInvoice = 20;
constexpr int Articles = 3600;

// A retailer's half-year: invoices of about twenty lines, one in fifty a return, every fourth without a customer.
void writeSales(const QString &name, int lines)
{
    QFile file(name);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("%s cannot be written", qPrintable(name));
    QByteArray text = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";
    const QDateTime begin(QDate(2010, 12, 1), QTime(8, 0), Qt::UTC);
    const int invoices = lines / LinesAnInvoice + 1;
    for (int line = 0; line < lines; ++line) {
        const int invoice = line / LinesAnInvoice;
        const bool back = invoice % 50 == 49;
        const int article = int((qint64(line) * 7919) % Articles);
        text += (back ? "C" : "") + QByteArray::number(536'000 + invoice) + ',' + QByteArray::number(20'000 + article)
            + ',' + titleOf(article).toUpper() + ',' + QByteArray::number((back ? -1 : 1) * (1 + line % 24)) + ','
            + begin.addSecs(qint64(invoice) * 180 * 86'400 / invoices).toString(u"yyyy-MM-dd hh:mm:ss"_s).toLatin1()
            + ',' + QByteArray::number(double(priceOf(article)) / 1000, 'f', 2) + ','
            + (invoice % 4 ? QByteArray::number(12'000 + invoice % 4000) + ".0" : QByteArray())
            + (invoice % 10 ? ",United Kingdom\n" : ",Germany\n");
        if (text.size() > 1'000'000) {
            file.write(text);
            text.clear();
        }
    }
    file.write(text);
}

// Lines a second that the store takes when nothing is read, looked up or summed.
double bareLines(BenchShop &shop, int lines)
{
    QElapsedTimer timer;
    timer.start();
    const Result<> written =
        shop.database().writeNow(Actor::system(u"Benchmark"_s), [lines](Transaction &transaction) -> Result<> {
            const auto order = transaction.insert<OrderId>(
                "INSERT INTO orders (source, email, status, payment_status, fulfilment_status, prices_include_tax, subtotal, "
                "discount, shipping, tax, total, item_count, day, placed_at, updated_at) "
                "VALUES ('import', '', 'completed', 'paid', 'fulfilled', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0) RETURNING id");
            BulkInsert rows(transaction,
                            "INSERT INTO order_lines (order_id, position, sku, title, quantity, unit_price, total)", 7);
            for (int line = 0; line < lines; ++line)
                rows.add(order, line, QByteArray::number(line % Articles), titleOf(line % Articles), 1, 10'000, 1);
            rows.flush();
            return {};
        });
    if (!written)
        qFatal("lines: %s", qPrintable(written.error().message));
    return lines / (double(timer.nsecsElapsed()) / 1e9);
}

void measureStore(Results &results, const Options &options, const QString &name, const QString &url, double floor)
{
    QList<double> speeds, references;
    QString failure;
    const int lines = options.importLines();
    BenchShop bare(url.isEmpty() ? QString() : test::freshPostgresUrl());
    for (int round = 0; round < (options.quick ? 1 : 2) && failure.isEmpty(); ++round) {
        const QString ownUrl = url.isEmpty() ? QString() : round == 0 ? url : test::freshPostgresUrl();
        BenchShop shop(ownUrl);
        const QString file = shop.folder() % "/sales.csv"_L1;
        writeSales(file, lines);
        QElapsedTimer timer;
        timer.start();
        failure = tryProgram(backroomd(), QStringList{u"import"_s, u"sales"_s, file} + shop.storeArguments());
        speeds << lines / (double(timer.nsecsElapsed()) / 1e9);
        references << bareLines(bare, lines);
    }
    results.add({.name = name,
                 .value = median(speeds),
                 .unit = u"/s"_s,
                 .reference = median(references),
                 .what = u"the lines alone put into the store"_s,
                 .failure = failure,
                 .floor = floor});
}
}

void measureImport(Results &results, const Options &options)
{
    // 209,029 lines in 30 and 60 seconds.
    if (options.wants(u"import"_s))
        measureStore(results, options, u"import, lines"_s, {}, 7000);
    if (options.wants(u"import-postgresql"_s)) {
        measureStore(results, options, u"import-postgresql, lines"_s, test::freshPostgresUrl(), 3500);
    }
}

}
