#include "app/orders/salesfile.h"

#include "app/base/money.h"

#include <QCoreApplication>
#include <QDateTime>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr qint64 PriceScale = 10'000;
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// The names of a column in the two editions of the layout.
int findAny(const CsvColumns &columns, std::initializer_list<QLatin1StringView> names)
{
    for (const QLatin1StringView name : names)
        if (const int found = columns.find(QString(name)); found >= 0)
            return found;
    return -1;
}

// Splits "12/1/2010" at its separator into three numbers.
bool numbers(QStringView text, QChar separator, int (&out)[3], int least)
{
    int count = 0;
    for (const QStringView part : text.tokenize(separator)) {
        bool ok = false;
        if (count == 3 || part.isEmpty() || part.size() > 4)
            return false;
        const int value = part.toInt(&ok);
        if (!ok || value < 0)
            return false;
        out[count++] = value;
    }
    return count >= least;
}

Millis fromLocal(QDate date, QTime time, const QTimeZone &zone)
{
    const Millis local = QDateTime(date, time, Qt::UTC).toMSecsSinceEpoch();
    const auto offset = [&](Millis utc) {
        return zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(utc, Qt::UTC)) * 1000LL;
    };
    constexpr Millis Day = 86'400'000;
    const Millis before = offset(local - Day);
    const Millis after = offset(local + Day);
    for (const Millis candidate : {before, after})
        if (offset(local - candidate) == candidate)
            return local - candidate;
    return local - before; // in the gap: what the clock would have shown had it not been moved
}
}

std::optional<Millis> parseLocalTime(const QString &text, const QTimeZone &zone)
{
    const QString clean = text.trimmed();
    qsizetype blank = clean.indexOf(u' ');
    if (blank < 0)
        blank = clean.indexOf(u'T');
    const QStringView day = QStringView(clean).left(blank < 0 ? clean.size() : blank);
    const QStringView clock = blank < 0 ? QStringView(u"0:00") : QStringView(clean).mid(blank + 1).trimmed();
    int d[3] = {}, t[3] = {};
    QDate date;
    if (numbers(day, u'-', d, 3))
        date = QDate(d[0], d[1], d[2]);
    else if (numbers(day, u'/', d, 3))
        date = QDate(d[2] < 100 ? d[2] + 2000 : d[2], d[0], d[1]);
    if (!date.isValid() || date.year() < 1900 || !numbers(clock, u':', t, 2) || !QTime::isValid(t[0], t[1], t[2]))
        return std::nullopt;
    return fromLocal(date, QTime(t[0], t[1], t[2]), zone);
}

qint64 SaleRecord::total() const { return mulDiv(quantity, unitPrice, PriceScale); }

SalesFileReader::SalesFileReader(QIODevice *device, QByteArrayView currency, const QTimeZone &zone)
    : m_csv(device), m_digits(currencyDigits(currency).value_or(2)), m_zone(zone)
{}

bool SalesFileReader::recognises(const QStringList &header)
{
    const CsvColumns columns(header);
    return findAny(columns, {"InvoiceNo"_L1, "Invoice"_L1}) >= 0
        && columns.hasAll({u"StockCode"_s, u"Quantity"_s, u"InvoiceDate"_s})
        && findAny(columns, {"UnitPrice"_L1, "Price"_L1}) >= 0;
}

Result<> SalesFileReader::begin()
{
    const Result<bool> first = m_csv.next();
    if (!first)
        return fail(first.error());
    if (!*first)
        return fail(ErrorCode::Unsupported,
                    tr("This file is empty. Choose one with a header line and sales below it."));
    m_header = m_csv.fields();
    if (!recognises(m_header))
        return fail(ErrorCode::Unsupported,
                    tr("This is no sales history: its first line must name InvoiceNo, StockCode, Description, "
                       "Quantity, InvoiceDate, UnitPrice, CustomerID and Country."));
    const CsvColumns columns(m_header);
    m_invoice = findAny(columns, {"InvoiceNo"_L1, "Invoice"_L1});
    m_code = findAny(columns, {"StockCode"_L1});
    m_description = findAny(columns, {"Description"_L1});
    m_quantity = findAny(columns, {"Quantity"_L1});
    m_date = findAny(columns, {"InvoiceDate"_L1});
    m_price = findAny(columns, {"UnitPrice"_L1, "Price"_L1});
    m_customer = findAny(columns, {"CustomerID"_L1, "Customer ID"_L1});
    m_country = findAny(columns, {"Country"_L1});
    return {};
}

bool SalesFileReader::refuse(const QString &column, const QString &reason)
{
    if (++m_faultCount <= MostFaultsKept)
        m_faults.append({m_csv.line(), column, reason, m_csv.fields()});
    return false;
}

const QString &SalesFileReader::cell(int column) const
{
    static const QString nothing;
    return column >= 0 && column < m_csv.fields().size() ? m_csv.fields()[column] : nothing;
}

std::optional<Millis> SalesFileReader::time(const QString &text)
{
    if (text == m_lastDate && !text.isEmpty())
        return m_lastTime;
    const std::optional<Millis> found = parseLocalTime(text, m_zone);
    if (found) {
        m_lastDate = text;
        m_lastTime = *found;
    }
    return found;
}

bool SalesFileReader::take(SaleRecord &record)
{
    const auto column = [this](int index) { return m_header[index].trimmed(); };
    if (m_csv.fields().size() < m_header.size())
        return refuse({},
                      tr("The row has %1 of %2 columns. Complete it.").arg(m_csv.fields().size()).arg(m_header.size()));
    if (m_csv.fields().size() > m_header.size())
        return refuse({},
                      tr("The row has %1 columns instead of %2. Put texts with separators into quotation marks.")
                          .arg(m_csv.fields().size())
                          .arg(m_header.size()));
    record.line = m_csv.line();
    record.invoice = cell(m_invoice).trimmed();
    record.stockCode = cell(m_code).trimmed();
    record.description = cell(m_description).trimmed();
    record.country = cell(m_country).trimmed();
    record.customer = cell(m_customer).trimmed();
    if (record.customer.endsWith(".0"_L1)) // as tables of floating-point numbers write an id
        record.customer.chop(2);
    const std::pair<int, const QString *> texts[] = {{m_invoice, &record.invoice},
                                                     {m_code, &record.stockCode},
                                                     {m_description, &record.description},
                                                     {m_customer, &record.customer},
                                                     {m_country, &record.country}};
    for (const auto &[index, text] : texts)
        if (text->size() > (index == m_description ? 1000 : 100))
            return refuse(column(index), tr("This text is too long. Shorten it."));
    if (record.invoice.isEmpty())
        return refuse(column(m_invoice), tr("The invoice number is missing. Add it."));
    if (record.stockCode.isEmpty())
        return refuse(column(m_code), tr("The stock code is missing. Add it."));

    const Result<qint64> quantity = parseDecimal(cell(m_quantity), 0);
    if (!quantity)
        return refuse(column(m_quantity),
                      tr("“%1” is no whole number. Write it as in 12 or -12.").arg(cell(m_quantity).left(40)));
    if (qAbs(*quantity) > MaxQuantity)
        return refuse(column(m_quantity),
                      tr("A quantity of %1 is more than a line can have. Split the row.").arg(*quantity));
    const Result<qint64> price = parseDecimal(cell(m_price), m_digits + UnitPriceExtraDigits);
    if (!price)
        return refuse(column(m_price), price.error().message);
    if (qAbs(*price) > MaxAmount * PriceScale)
        return refuse(column(m_price), tr("This price is larger than any that a shop can have. Correct it."));
    const std::optional<Millis> at = time(cell(m_date));
    if (!at)
        return refuse(
            column(m_date),
            tr("“%1” is no date and time. Write it as in 2010-12-01 08:26:00 or, month first, 12/1/2010 8:26.")
                .arg(cell(m_date).left(40)));
    record.quantity = *quantity;
    record.unitPrice = *price;
    record.at = *at;
    record.isReturn = record.invoice.startsWith(u'C', Qt::CaseInsensitive);
    record.isAdjustment = record.invoice.startsWith(u'A', Qt::CaseInsensitive);
    if (qAbs(record.total()) > MaxAmount)
        return refuse(column(m_price),
                      tr("Quantity times price is larger than any amount that a shop can have. Correct one of them."));
    return true;
}

Result<bool> SalesFileReader::next(SaleRecord &record)
{
    for (;;) {
        const Result<bool> more = m_csv.next();
        if (!more) {
            if (more.error().code != ErrorCode::TooLarge)
                return fail(more.error());
            ++m_rowCount;
            if (++m_faultCount <= MostFaultsKept)
                m_faults.append({m_csv.line(), {}, more.error().message, {}});
            continue;
        }
        if (!*more)
            return false;
        ++m_rowCount;
        if (take(record))
            return true;
    }
}

}
