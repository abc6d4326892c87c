#pragma once
// Tax rates by country, region and class: kept by the shop's people, looked up by carts and the checkout.
#include "app/base/json.h"
#include "app/orders/pricing.h"
#include "app/store/transaction.h"

namespace backroom {

struct TaxRate
{
    TaxRateId id;
    QString name; // as the bill shows it: "VAT 19%"
    QByteArray country; // ISO 3166 alpha-2
    QString region; // empty: the whole country
    QString taxClass = QStringLiteral("standard");
    qint64 rate = 0; // millionths
    qint64 revision = 0;
    Millis createdAt = 0;
    Millis updatedAt = 0;
};

// What is to be; nothing means "as it is", or the default in a new one.
struct TaxRateDraft
{
    std::optional<QString> name;
    std::optional<QByteArray> country;
    std::optional<QString> region;
    std::optional<QString> taxClass;
    std::optional<QString> rate; // decimal text: "0.19"
};

void writeJson(JsonWriter &json, const TaxRate &rate);

namespace taxes {

// Manager and up, each of them; faults all at once, Stale when `expected` is no longer the revision.
Result<QList<TaxRate>> list(Reader &reader, const Actor &actor); // by country, region, class
Result<TaxRate> get(Reader &reader, const Actor &actor, TaxRateId id);
Result<TaxRate> create(Transaction &transaction, const Actor &actor, const TaxRateDraft &draft);
// The same without permission and journal, for who makes a shop as a whole.
Result<TaxRate> add(Transaction &transaction, const TaxRateDraft &draft);
Result<TaxRate> update(Transaction &transaction, const Actor &actor, TaxRateId id, const TaxRateDraft &draft,
                       std::optional<qint64> expected);
Result<> remove(Transaction &transaction, const Actor &actor, TaxRateId id, std::optional<qint64> expected);

// What applies at a place, at most one rate a class: the region's own before the country's.
QList<TaxRule> rulesFor(Reader &reader, QByteArrayView country, const QString &region);

// "0.19" of 190000.
QByteArray rateText(qint64 rate);

}
}
