#include "app/settings/settings.h"

#include "app/base/json.h"
#include "app/base/money.h"

#include <QCoreApplication>
#include <QTimeZone>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace backroom {

int Settings::digits() const { return currencyDigits(currency).value_or(2); }

namespace settings {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

QStringList listOf(const QString &text) { return text.split(u'\n', Qt::SkipEmptyParts); }

bool isOrigin(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    return url.isValid() && (url.scheme() == "https"_L1 || url.scheme() == "http"_L1) && !url.host().isEmpty()
        && url.path().isEmpty() && !url.hasQuery() && !url.hasFragment() && url.userInfo().isEmpty();
}

// What a browser says where an address has its host: a name or an address, and nothing around it.
bool isHost(const QString &text)
{
    if (text.contains(u':')) // only an IPv6 address has one
        return QUrl(u"http://["_s % text % u"]/"_s, QUrl::StrictMode).isValid();
    const QByteArray name = QUrl::toAce(text);
    const auto good = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.'; };
    return !name.isEmpty() && name.size() <= 253 && !name.startsWith('.') && !name.endsWith('.') && !name.contains("..")
        && std::all_of(name.begin(), name.end(), good);
}

template<typename T> void take(T &into, const std::optional<T> &value)
{
    if (value)
        into = *value;
}

void store(Transaction &transaction, const Settings &settings)
{
    transaction.exec(
        "UPDATE settings SET revision = ?, updated_at = ?, shop_name = ?, currency = ?, country = ?, timezone = ?, languages = ?, "
        "prices_include_tax = ?, contact_email = ?, contact_phone = ?, address = ?, tax_number = ?, allowed_origins = ?, allowed_hosts = ?, cart_days = ? "
        "WHERE id = 1",
        settings.revision, settings.updatedAt, settings.shopName, settings.currency, settings.country,
        settings.timezone, QString(settings.languages.join(u'\n')), settings.pricesIncludeTax, settings.contactEmail,
        settings.contactPhone, settings.address, settings.taxNumber, QString(settings.allowedOrigins.join(u'\n')),
        QString(settings.allowedHosts.join(u'\n')), settings.cartDays);
}

void writeFields(JsonWriter &json, const Settings &settings)
{
    json.field("revision", settings.revision)
        .field("shop_name", settings.shopName)
        .field("currency", settings.currency)
        .field("country", settings.country)
        .field("timezone", settings.timezone)
        .field("languages", settings.languages)
        .field("prices_include_tax", settings.pricesIncludeTax)
        .field("contact_email", settings.contactEmail)
        .field("contact_phone", settings.contactPhone)
        .field("address", settings.address)
        .field("tax_number", settings.taxNumber)
        .field("allowed_origins", settings.allowedOrigins)
        .field("allowed_hosts", settings.allowedHosts)
        .field("cart_days", settings.cartDays)
        .timeField("updated_at", settings.updatedAt);
}
}

bool exists(Reader &reader) { return reader.number("SELECT 1 FROM settings WHERE id = 1").has_value(); }

Settings load(Reader &reader)
{
    Query row = reader.query(
        "SELECT revision, updated_at, shop_name, currency, country, timezone, languages, prices_include_tax, contact_email, "
        "contact_phone, address, tax_number, allowed_origins, allowed_hosts, cart_days FROM settings WHERE id = 1");
    if (!row.next())
        return {};
    return {row.int64(0), row.int64(1),        row.text(2),          row.bytes(3),         row.bytes(4),
            row.bytes(5), listOf(row.text(6)), row.boolean(7),       row.text(8),          row.text(9),
            row.text(10), row.text(11),        listOf(row.text(12)), listOf(row.text(13)), row.integer(14)};
}

QList<FieldError> validate(const Settings &settings)
{
    QList<FieldError> faults;
    if (settings.shopName.trimmed().isEmpty() || settings.shopName.size() > 200)
        faults << FieldError{u"shop_name"_s, tr("Give the shop a name of up to 200 characters.")};
    if (!currencyDigits(settings.currency))
        faults << FieldError{u"currency"_s, tr("Choose a currency by its three letters, as in EUR.")};
    const bool country = settings.country.size() == 2
        && QLocale::codeToTerritory(QString::fromLatin1(settings.country)) != QLocale::AnyTerritory
        && settings.country.toUpper() == settings.country;
    if (!country)
        faults << FieldError{u"country"_s, tr("Choose a country by its two letters, as in DE.")};
    if (!QTimeZone(settings.timezone).isValid())
        faults << FieldError{u"timezone"_s, tr("Choose a time zone by its name, as in Europe/Berlin.")};
    for (const QString &origin : settings.allowedOrigins)
        if (!isOrigin(origin))
            faults << FieldError{u"allowed_origins"_s, tr("Write an origin as https://shop.example, without a path.")};
    for (const QString &host : settings.allowedHosts)
        if (!isHost(host))
            faults << FieldError{u"allowed_hosts"_s,
                                 tr("Write a host as shop.example, without https://, port, path or asterisk.")};
    if (settings.taxNumber.size() > 100)
        faults << FieldError{u"tax_number"_s, tr("Use at most 100 characters.")};
    if (settings.cartDays < 1 || settings.cartDays > 365)
        faults << FieldError{u"cart_days"_s, tr("Carts are kept for 1 to 365 days.")};
    return faults;
}

Result<> create(Transaction &transaction, const Settings &given)
{
    Settings settings = given;
    settings.revision = 1;
    settings.updatedAt = transaction.now();
    if (const auto faults = validate(settings); !faults.isEmpty())
        return invalid(faults);
    transaction.exec(
        "INSERT INTO settings (id, revision, updated_at, shop_name, currency, country, timezone, languages, prices_include_tax) "
        "VALUES (1, 1, 0, '', '', '', '', '', 1)");
    store(transaction, settings);
    return {};
}

Result<Settings> update(Transaction &transaction, const Actor &actor, const SettingsPatch &patch,
                        std::optional<qint64> expected)
{
    if (const auto allowed = actor.require({Area::Settings, Verb::Write}); !allowed)
        return fail(allowed.error());
    const Settings before = load(transaction);
    if (expected && *expected != before.revision)
        return fail(ErrorCode::Stale, tr("The settings were changed meanwhile. Look at them again, then save."));
    Settings after = before;
    take(after.shopName, patch.shopName);
    take(after.country, patch.country);
    take(after.timezone, patch.timezone);
    take(after.languages, patch.languages);
    take(after.pricesIncludeTax, patch.pricesIncludeTax);
    take(after.contactEmail, patch.contactEmail);
    take(after.contactPhone, patch.contactPhone);
    take(after.address, patch.address);
    take(after.taxNumber, patch.taxNumber);
    take(after.allowedOrigins, patch.allowedOrigins);
    take(after.allowedHosts, patch.allowedHosts);
    take(after.cartDays, patch.cartDays);
    if (const auto faults = validate(after); !faults.isEmpty())
        return invalid(faults);
    after.revision = before.revision + 1;
    after.updatedAt = transaction.now();
    store(transaction, after);
    transaction.journal({"settings.updated", "settings", "1", toJson(before), toJson(after), {{Topic::Settings, 1}}});
    return after;
}

Millis createdAt(Reader &reader, const Settings &settings)
{
    // The row has no time of its own, and the journal begins with the shop.
    const auto begun = reader.number("SELECT at FROM journal WHERE seq = 1");
    return std::min(begun.value_or(settings.updatedAt), settings.updatedAt);
}

QByteArray toJson(const Settings &settings)
{
    JsonWriter json;
    json.object();
    writeFields(json, settings);
    json.endObject();
    return json.take();
}

void writeJson(JsonWriter &json, const Settings &settings, Millis createdAt)
{
    json.object().field("id", "1");
    writeFields(json, settings);
    json.timeField("created_at", createdAt).endObject();
}

}
}
