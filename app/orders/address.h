#pragma once
// Where something is sent or billed: one shape for carts, orders and a customer's own list, kept as JSON in the store.
#include "app/base/json.h"
#include "app/base/result.h"

namespace backroom {

struct Address
{
    QString name;
    QString line1;
    QString line2;
    QString city;
    QString postalCode;
    QString region; // as written: a state's code or name
    QByteArray country; // ISO 3166 alpha-2
    QString phone;
    bool operator==(const Address &) const = default;
};

void writeJson(JsonWriter &json, const Address &address);

namespace addresses {

// Trims, and writes the country in capitals.
Address tidied(const Address &address);
// All faults at once, of a tidied address; fields are named as the API names them, behind `prefix` ("billing_address.").
QList<FieldError> validate(const Address &address, const QString &prefix = {});

// As the store keeps it, and back; nothing when there is none.
QByteArray toJson(const Address &address);
std::optional<Address> fromJson(const QByteArray &json);

// An ISO 3166 alpha-2 code of a place that things are sent to.
bool isCountry(QByteArrayView code);

}
}
