#include "app/settings/settingsundo.h"

#include "app/journal/undorules.h"
#include "app/settings/settings.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace backroom::settings {

namespace {
void put(const QJsonObject &json, QLatin1StringView key, std::optional<QString> &into)
{
    if (json.contains(key))
        into = json[key].toString();
}

void put(const QJsonObject &json, QLatin1StringView key, std::optional<QByteArray> &into)
{
    if (json.contains(key))
        into = json[key].toString().toUtf8();
}

void put(const QJsonObject &json, QLatin1StringView key, std::optional<QStringList> &into)
{
    if (!json.contains(key))
        return;
    into.emplace();
    const QJsonArray texts = json[key].toArray();
    for (const QJsonValue text : texts)
        into->append(text.toString());
}
}

Result<> undoUpdated(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    const auto back = undo::fieldsBack(entry, undo::object(toJson(load(transaction))));
    if (!back)
        return fail(back.error());
    SettingsPatch patch;
    put(*back, "shop_name"_L1, patch.shopName);
    put(*back, "country"_L1, patch.country);
    put(*back, "timezone"_L1, patch.timezone);
    put(*back, "languages"_L1, patch.languages);
    put(*back, "contact_email"_L1, patch.contactEmail);
    put(*back, "contact_phone"_L1, patch.contactPhone);
    put(*back, "address"_L1, patch.address);
    put(*back, "tax_number"_L1, patch.taxNumber);
    put(*back, "allowed_origins"_L1, patch.allowedOrigins);
    put(*back, "allowed_hosts"_L1, patch.allowedHosts);
    if (back->contains("prices_include_tax"_L1))
        patch.pricesIncludeTax = back->value("prices_include_tax"_L1).toBool();
    if (back->contains("cart_days"_L1))
        patch.cartDays = back->value("cart_days"_L1).toInt();
    const auto updated = update(transaction, actor, patch, {});
    return updated ? Result<>() : fail(updated.error());
}

}
