#include "server/api/settings.h"

#include "server/http/call.h"

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
const ShapePtr SettingsPatchShape =
    shape::object("SettingsPatch",
                  {shape::optional("shop_name", shape::text(1, 200)), shape::optional("country", shape::text(2, 2)),
                   shape::optional("timezone", shape::text(1, 100)),
                   shape::optional("languages", shape::list(shape::text(2, 20), 50)),
                   shape::optional("prices_include_tax", shape::boolean()),
                   shape::optional("contact_email", shape::text(0, 254)),
                   shape::optional("contact_phone", shape::text(0, 100)),
                   shape::optional("address", shape::text(0, 2000)), shape::optional("tax_number", shape::text(0, 100)),
                   shape::optional("allowed_origins", shape::list(shape::text(1, 300), 100)),
                   shape::optional("allowed_hosts", shape::list(shape::text(1, 300), 100)),
                   shape::optional("cart_days", shape::integer(1, 365))});
const ShapePtr SettingsShape = [] {
    QList<Member> members = SettingsPatchShape->members;
    for (Member &member : members)
        member.required = true;
    members << shape::required("id", shape::id()) << shape::required("revision", shape::integer(1, 1'000'000'000))
            << shape::required("currency", shape::text()) << shape::required("created_at", shape::time())
            << shape::required("updated_at", shape::time());
    return shape::object("Settings", members);
}();

Result<Reply> answer(Call &call, Reader &reader, const Settings &settings)
{
    JsonWriter json = call.json();
    settings::writeJson(json, settings, settings::createdAt(reader, settings));
    return call.reply(json, settings.revision);
}

Result<Reply> getSettings(Call &call, Reader &reader) { return answer(call, reader, settings::load(reader)); }

std::optional<QByteArray> bytes(const std::optional<QString> &text)
{
    return text ? std::optional(text->toUtf8()) : std::nullopt;
}

Result<Reply> patchSettings(Call &call, Transaction &transaction)
{
    const auto expected = call.expectedRevision();
    if (!expected)
        return fail(expected.error());
    SettingsPatch patch;
    patch.shopName = call.text("shop_name"_L1);
    patch.country = bytes(call.text("country"_L1));
    patch.timezone = bytes(call.text("timezone"_L1));
    patch.languages = call.texts("languages"_L1);
    patch.pricesIncludeTax = call.boolean("prices_include_tax"_L1);
    patch.contactEmail = call.text("contact_email"_L1);
    patch.contactPhone = call.text("contact_phone"_L1);
    patch.address = call.text("address"_L1);
    patch.taxNumber = call.text("tax_number"_L1);
    patch.allowedOrigins = call.texts("allowed_origins"_L1);
    patch.allowedHosts = call.texts("allowed_hosts"_L1);
    if (const auto days = call.integer("cart_days"_L1))
        patch.cartDays = int(*days);
    const auto settings = settings::update(transaction, call.actor(), patch, *expected);
    if (!settings)
        return fail(settings.error());
    return answer(call, transaction, *settings);
}
}

void addSettingsRoutes(Routes &routes)
{
    const QByteArray path = "/api/v1/admin/settings";
    routes.get(path, reading(Area::Settings), getSettings).says("What the owner can set").answers(SettingsShape);
    routes.patch(path, writing(Area::Settings), patchSettings)
        .says("Change settings")
        .takes(SettingsPatchShape)
        .answers(SettingsShape)
        .ifMatch();
}

}
