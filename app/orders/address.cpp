#include "app/orders/address.h"

#include "app/settings/countries.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// Where post arrives without a code.
bool hasPostalCodes(QByteArrayView country)
{
    static constexpr QByteArrayView without =
        "AE AG AN AO AW BF BI BJ BO BS BW BZ CD CF CG CI CK CM DJ DM ER FJ GD GH GM GN GQ GY HK IE JM KE KI KM KN "
        "KP LC ML MO MR MS MU MW NR NU PA QA RW SB SC SL SO SR ST SY TD TF TG TK TL TO TT TV UG VU YE ZA ZW";
    return without.indexOf(country) < 0;
}

bool hasControls(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7F; });
}
}

void writeJson(JsonWriter &json, const Address &address)
{
    const auto optional = [](const QString &text) { return text.isEmpty() ? std::nullopt : std::optional(text); };
    json.object()
        .field("name", address.name)
        .field("line1", address.line1)
        .field("line2", optional(address.line2))
        .field("city", address.city)
        .field("postal_code", address.postalCode)
        .field("region", optional(address.region))
        .field("country", address.country)
        .field("phone", optional(address.phone))
        .endObject();
}

namespace addresses {

Address tidied(const Address &address)
{
    return {address.name.trimmed(),
            address.line1.trimmed(),
            address.line2.trimmed(),
            address.city.trimmed(),
            address.postalCode.trimmed(),
            address.region.trimmed(),
            address.country.trimmed().toUpper(),
            address.phone.trimmed()};
}

QList<FieldError> validate(const Address &address, const QString &prefix)
{
    QList<FieldError> faults;
    const auto check = [&](const char *field, const QString &value, qsizetype most, const QString &missing) {
        if (value.isEmpty() && !missing.isEmpty())
            faults << FieldError{prefix + QLatin1String(field), missing};
        else if (value.size() > most)
            faults << FieldError{prefix + QLatin1String(field), tr("Use at most %1 characters.").arg(most)};
        else if (hasControls(value))
            faults << FieldError{prefix + QLatin1String(field), tr("Use one line of plain text.")};
    };
    check("name", address.name, 200, tr("Say who receives it."));
    check("line1", address.line1, 200, tr("Give the street and house number."));
    check("line2", address.line2, 200, {});
    check("city", address.city, 100, tr("Give the town."));
    const bool coded = hasPostalCodes(address.country);
    check("postal_code", address.postalCode, 20, coded ? tr("Give the postal code.") : QString());
    check("region", address.region, 100, {});
    if (!isCountry(address.country))
        faults << FieldError{prefix + u"country"_s, tr("Choose a country by its two letters, as in DE.")};
    check("phone", address.phone, 40, {});
    return faults;
}

QByteArray toJson(const Address &address)
{
    JsonWriter json;
    writeJson(json, address);
    return json.take();
}

std::optional<Address> fromJson(const QByteArray &json)
{
    if (json.isEmpty())
        return std::nullopt;
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const auto text = [&object](QLatin1StringView name) { return object.value(name).toString(); };
    return Address{text("name"_L1),
                   text("line1"_L1),
                   text("line2"_L1),
                   text("city"_L1),
                   text("postal_code"_L1),
                   text("region"_L1),
                   text("country"_L1).toLatin1(),
                   text("phone"_L1)};
}

bool isCountry(QByteArrayView code) { return findCountry(code) != nullptr; }

}
}
