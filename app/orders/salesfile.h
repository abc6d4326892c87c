#pragma once
// Reads a sales history in the UCI Online Retail layout, row by row and in bounded memory. What the rows mean for
// orders, customers and products is the importer's business.
#include "app/base/clock.h"
#include "app/base/csv.h"

namespace backroom {

// A unit price is kept to four more digits than its currency has: prices of 0.001 exist.
inline constexpr int UnitPriceExtraDigits = 4;

struct SaleRecord
{
    qint64 line = 0; // of the file, from 1
    QString invoice; // as written: "536365", "C536379", "A563185"
    QString stockCode; // as written; 85123A and 85123a both occur
    QString description; // may be empty
    qint64 quantity = 0; // negative when it comes back, on invoices with and without C
    qint64 unitPrice = 0; // ten-thousandths of a minor unit; may be 0 or, in adjustments, negative
    Millis at = 0; // UTC
    QString customer; // "17850", empty when unknown
    QString country; // as written: "United Kingdom", "EIRE", "Unspecified"
    bool isReturn = false; // invoice begins with C
    bool isAdjustment = false; // invoice begins with A

    // quantity × unit price, rounded half away from zero to the minor unit.
    qint64 total() const;
};

class SalesFileReader {
public:
    static constexpr int MostFaultsKept = 1000;

    // `device` is open and outlives this. `currency` says how many digits a price has, `zone` where its clock hung.
    SalesFileReader(QIODevice *device, QByteArrayView currency, const QTimeZone &zone);

    // Reads the header: Unsupported when it is not of this layout (its columns may stand in any order).
    Result<> begin();
    // The next row that can be taken, into `record`; false at the end. Rows that cannot be taken go to faults() on the
    // way. Fails only when the rest of the file cannot be read at all.
    Result<bool> next(SaleRecord &record);

    const QStringList &header() const { return m_header; }
    // The first MostFaultsKept of them; faultCount() counts all.
    const QList<RowFault> &faults() const { return m_faults; }
    qint64 faultCount() const { return m_faultCount; }
    qint64 rowCount() const { return m_rowCount; } // read so far, taken or not

    // Whether a file with this header is a sales history.
    static bool recognises(const QStringList &header);

private:
    bool take(SaleRecord &record);
    bool refuse(const QString &column, const QString &reason);
    const QString &cell(int column) const;
    std::optional<Millis> time(const QString &text);

    CsvReader m_csv;
    int m_digits;
    QTimeZone m_zone;
    QStringList m_header;
    int m_invoice = -1, m_code = -1, m_description = -1, m_quantity = -1, m_date = -1, m_price = -1, m_customer = -1,
        m_country = -1;
    QList<RowFault> m_faults;
    qint64 m_faultCount = 0;
    qint64 m_rowCount = 0;
    QString m_lastDate; // lines of one invoice share their time
    Millis m_lastTime = 0;
};

// "12/1/2010 8:26" (month first, as the United States write it) or "2010-12-01 08:26:00", as local time in the zone. A
// time that daylight saving skips is moved forward; of a time that it repeats the first is meant.
std::optional<Millis> parseLocalTime(const QString &text, const QTimeZone &zone);

}
