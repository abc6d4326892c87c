#pragma once
// Makes a shop where there was none: the store, the settings, the first owner and what the checkout needs to work at
// once (the country's tax rate and one shipping method). All of it, or nothing is left behind.
#include "app/settings/settings.h"
#include "app/store/storeconfig.h"

#include <functional>

namespace backroom {

class Database;

struct NewShop
{
    Settings settings; // name, currency and country at least; suggestedSettings() fills the rest
    QString ownerEmail;
    QString ownerName = {}; // empty: what stands before the @
    QString ownerPassword;
};

namespace init {

// What a new shop in that country most likely wants; for an unknown one, only the country. Any thread.
Settings suggestedSettings(const QString &shopName, const QByteArray &country, const QByteArray &currency = {});

// All faults at once; fields are shop_name, currency, country, timezone, owner_email, owner_name, owner_password.
QList<FieldError> validate(const NewShop &shop);

// Conflict where there is a shop already. Blocks for the password's hash and the disk: not for the GUI thread. `more`
// fills the shop that was just made; when it fails, nothing is left behind either.
Result<> makeShop(const StoreConfig &config, const Clock &clock, const NewShop &shop,
                  const std::function<Result<>(Database &)> &more = {});

}
}
