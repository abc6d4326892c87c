#include "app/init.h"

#include "app/base/money.h"
#include "app/orders/shipping.h"
#include "app/orders/taxes.h"
#include "app/settings/countries.h"
#include "app/store/database.h"
#include "app/store/storelock.h"
#include "app/users/password.h"
#include "app/users/users.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace backroom::init {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

UserDraft ownerOf(const NewShop &shop)
{
    UserDraft draft;
    draft.email = shop.ownerEmail.trimmed();
    draft.name = shop.ownerName.trimmed();
    if (draft.name.isEmpty())
        draft.name = draft.email.section(u'@', 0, 0);
    draft.role = Role::Owner;
    return draft;
}

// What its customers read, in their language; in English where it is none of these.
struct First
{
    QString language, tax, delivery;
    bool apart = false; // a space stands before its %
};

First firstOf(const QString &language)
{
    static const QList<First> known{{u"de"_s, u"MwSt."_s, u"Standardversand"_s, true},
                                    {u"fr"_s, u"TVA"_s, u"Livraison standard"_s, true},
                                    {u"es"_s, u"IVA"_s, u"Envío estándar"_s, true},
                                    {u"it"_s, u"IVA"_s, u"Spedizione standard"_s},
                                    {u"nl"_s, u"BTW"_s, u"Standaardverzending"_s}};
    const auto found =
        std::find_if(known.begin(), known.end(), [&](const First &first) { return first.language == language; });
    return found == known.end() ? First{u"en"_s, u"VAT"_s, u"Standard delivery"_s} : *found;
}

// What the tax is called on a bill there.
QString taxName(const Country &country)
{
    const QByteArray code(country.code);
    const First first = firstOf(country.language());
    QString name = first.tax;
    if (QByteArrayList{"AU", "NZ", "CA", "IN", "SG", "JE"}.contains(code))
        name = u"GST"_s;
    else if (code == "JP")
        name = u"Consumption tax"_s;
    const QString percent = QString::fromLatin1(taxes::rateText(qint64(country.taxRate) * 100));
    return name % u' ' % percent % (first.apart ? QString(QChar(QChar::Nbsp)) : QString()) % u'%';
}

// A parcel's price as a first suggestion: 4.90, or as many units where there are no hundredths.
qint64 parcelPrice(const QByteArray &currency) { return currencyDigits(currency) == 3 ? 1900 : 490; }

Result<> fill(Transaction &transaction, const NewShop &shop, const QByteArray &passwordHash)
{
    if (settings::exists(transaction))
        return fail(ErrorCode::Conflict,
                    tr("There is a shop in this place already. Open it, or choose another place."));
    if (const auto made = settings::create(transaction, shop.settings); !made)
        return made;
    UserDraft owner = ownerOf(shop);
    owner.passwordHash = passwordHash;
    const auto user = users::firstOwner(transaction, owner);
    if (!user)
        return fail(user.error());
    const QByteArray &code = shop.settings.country;
    const Country *home = findCountry(code);
    if (home && home->taxRate > 0) {
        TaxRateDraft rate;
        rate.name = taxName(*home);
        rate.country = code;
        rate.rate = QString::fromLatin1(taxes::rateText(home->taxRate));
        if (const auto added = taxes::add(transaction, rate); !added)
            return fail(added.error());
    }
    ShippingMethodDraft parcel;
    parcel.name = firstOf(home ? home->language() : QString()).delivery;
    parcel.countries = {code};
    parcel.price = parcelPrice(shop.settings.currency);
    if (const auto added = shipping::add(transaction, parcel); !added)
        return fail(added.error());
    transaction.journal({"shop.created",
                         "settings",
                         "1",
                         {},
                         settings::toJson(settings::load(transaction)),
                         {{Topic::Settings, 1}, {Topic::Users, user->id.value}, {Topic::Taxes}, {Topic::Shipping}}});
    return {};
}

// The data folder and what stands in it. What was made of it goes again when no shop came to be.
class Folders {
public:
    explicit Folders(const StoreConfig &config) : m_config(config) {}
    ~Folders()
    {
        for (auto made = m_made.crbegin(); made != m_made.crend() && !m_kept; ++made)
            QDir().rmdir(*made);
    }
    Result<> make()
    {
        const QDir folder(m_config.dataDir);
        for (const QString &path :
             {folder.path(), folder.filePath(u"images"_s), folder.filePath(u"backups"_s), folder.filePath(u"logs"_s)}) {
            if (QDir(path).exists())
                continue;
            if (!QDir().mkpath(path))
                return fail(
                    ErrorCode::Unavailable,
                    tr("The folder %1 cannot be made. Choose another, or give your account the right to write there.")
                        .arg(path));
            QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
            m_made << path;
        }
        return {};
    }
    void keep() { m_kept = true; }

private:
    const StoreConfig &m_config;
    QStringList m_made;
    bool m_kept = false;
};

// The same for the files, to be used under the folder's lock.
class Files {
public:
    explicit Files(const StoreConfig &config)
    {
        if (config.kind() == StoreKind::Sqlite)
            for (const auto &end : {""_L1, "-wal"_L1, "-shm"_L1})
                watch(config.sqliteFile() + end);
        watch(QDir(config.dataDir).filePath(u"config.ini"_s));
    }
    ~Files()
    {
        for (const QString &path : std::as_const(m_missing))
            QFile::remove(path);
    }
    void keep() { m_missing.clear(); }

private:
    void watch(const QString &path)
    {
        if (!QFile::exists(path))
            m_missing << path;
    }
    QStringList m_missing;
};

Result<> makeStore(const StoreConfig &config, const Clock &clock, const NewShop &shop, const QByteArray &hash,
                   const std::function<Result<>(Database &)> &more)
{
    const auto database = Database::open(config, clock, Database::Open::OrCreate);
    if (!database)
        return fail(database.error());
    const auto made = (*database)->writeNow(Actor::system(u"Backroom"_s),
                                            [&](Transaction &transaction) { return fill(transaction, shop, hash); });
    return made && more ? more(**database) : made;
}
}

Settings suggestedSettings(const QString &shopName, const QByteArray &code, const QByteArray &currency)
{
    Settings settings;
    settings.shopName = shopName;
    settings.country = code;
    settings.currency = currency;
    settings.languages = {u"en"_s};
    if (const Country *country = findCountry(code)) {
        settings.languages = {country->language()};
        settings.timezone = country->timezone;
        settings.pricesIncludeTax = country->pricesIncludeTax();
        if (currency.isEmpty())
            settings.currency = country->currency;
    }
    return settings;
}

QList<FieldError> validate(const NewShop &shop)
{
    QList<FieldError> faults = settings::validate(shop.settings);
    for (FieldError &fault : users::validate(ownerOf(shop), shop.ownerPassword, {shop.settings.shopName})) {
        // An empty one is made of the address, and where that is at fault it alone is told.
        if (fault.field == "name"_L1 && shop.ownerName.trimmed().isEmpty())
            continue;
        // Whoever is asked is the owner.
        if (fault.field == "email"_L1 && shop.ownerEmail.trimmed().isEmpty())
            fault.message = tr("Give your e-mail address.");
        fault.field.prepend("owner_"_L1);
        faults << fault;
    }
    return faults;
}

Result<> makeShop(const StoreConfig &config, const Clock &clock, const NewShop &shop,
                  const std::function<Result<>(Database &)> &more)
{
    if (const auto faults = validate(shop); !faults.isEmpty())
        return invalid(faults);
    const auto hash = PasswordHasher().hash(shop.ownerPassword);
    if (!hash)
        return fail(hash.error());
    Folders folders(config);
    if (const auto made = folders.make(); !made)
        return made;
    const auto lock = StoreLock::take(config, StoreLock::Holder::Init);
    if (!lock)
        return fail(lock.error());
    Files files(config);
    if (config.kind() == StoreKind::Postgres)
        if (const auto kept = config.remember(); !kept)
            return kept;
    if (const auto made = makeStore(config, clock, shop, *hash, more); !made)
        return made;
    files.keep();
    folders.keep();
    return {};
}

}
