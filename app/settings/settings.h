#pragma once
// What the owner can set, one row of it; everybody may read it, only the owner changes it.
#include "app/store/transaction.h"

#include <QStringList>

namespace backroom {

class JsonWriter;

struct Settings
{
    qint64 revision = 0;
    Millis updatedAt = 0;
    QString shopName;
    QByteArray currency; // ISO 4217; fixed once the shop is made
    QByteArray country; // ISO 3166 alpha-2
    QByteArray timezone; // IANA
    QStringList languages;
    bool pricesIncludeTax = true;
    QString contactEmail;
    QString contactPhone;
    QString address;
    QString taxNumber; // as invoices show it
    QStringList allowedOrigins; // for CORS, exact: "https://shop.example"
    QStringList allowedHosts; // beside loopback
    int cartDays = 30;

    QTimeZone zone() const { return QTimeZone(timezone); }
    int digits() const; // of the currency
};

// What may be changed later; nothing means "as it is".
struct SettingsPatch
{
    std::optional<QString> shopName;
    std::optional<QByteArray> country;
    std::optional<QByteArray> timezone;
    std::optional<QStringList> languages;
    std::optional<bool> pricesIncludeTax;
    std::optional<QString> contactEmail;
    std::optional<QString> contactPhone;
    std::optional<QString> address;
    std::optional<QString> taxNumber;
    std::optional<QStringList> allowedOrigins;
    std::optional<QStringList> allowedHosts;
    std::optional<int> cartDays;
};

namespace settings {

// Throws StoreError like every SQL; a store without a shop in it gives an empty shop name and currency.
Settings load(Reader &reader);
bool exists(Reader &reader);

// All faults at once; fields are named as the API names them.
QList<FieldError> validate(const Settings &settings);

// The shop's first row. Journaled by who makes the shop as a whole.
Result<> create(Transaction &transaction, const Settings &settings);
// Owner. `expected` is the revision that the caller saw; Stale when it moved on.
Result<Settings> update(Transaction &transaction, const Actor &actor, const SettingsPatch &patch,
                        std::optional<qint64> expected);

// When the shop was made, as far as it is known.
Millis createdAt(Reader &reader, const Settings &settings);

// As the journal has it, and as answers have it: with the times that belong to it.
QByteArray toJson(const Settings &settings);
void writeJson(JsonWriter &json, const Settings &settings, Millis createdAt);

}
}
