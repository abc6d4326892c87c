#pragma once
// The first look through a sales history: what its products are called and cost, and how many rows there are.
#include "app/orders/salesfile.h"

#include <QHash>

namespace backroom {

// What the file says about one stock code.
class SoldArticle {
public:
    void add(const SaleRecord &record);
    // The most frequent description of lines that were sold, else of any line; empty when there is none.
    QString title() const;
    // The most frequent positive price, the later of two; 0 when it was never sold for one. Minor units.
    qint64 price() const;

private:
    struct Name
    {
        QString text;
        int sold = 0;
        int count = 0;
    };
    struct Price
    {
        qint64 unitPrice = 0;
        int count = 0;
        qint64 line = 0; // seen last
    };
    // A few of each are told apart; a file full of nonsense does not fill the memory.
    std::vector<Name> m_names;
    std::vector<Price> m_prices;
};

struct SalesSurvey
{
    QHash<QString, SoldArticle> articles; // by stock code
    qint64 rows = 0; // with those refused
    qint64 taken = 0;
    qint64 refused = 0;
    QList<RowFault> faults;
};

// "United Kingdom" and "GB" are GB; what names no country stays as written.
QString salesCountry(const QString &written);

}
