#include "server/api/shop.h"

#include "server/http/call.h"

namespace backroom {

namespace {
const ShapePtr ShopShape = shape::object(
    "Shop",
    {shape::required("name", shape::text()), shape::required("currency", shape::text()),
     shape::required("country", shape::text()), shape::required("languages", shape::list(shape::text())),
     shape::required("prices_include_tax", shape::boolean()),
     shape::required("contact",
                     shape::object("Contact",
                                   {shape::required("email", shape::text()), shape::required("phone", shape::text()),
                                    shape::required("address", shape::text())})),
     shape::required("countries", shape::list(shape::text()))});

QStringList countriesShippedTo(Reader &reader)
{
    QStringList countries;
    Query rows = reader.query("SELECT countries FROM shipping_methods WHERE active = 1");
    while (rows.next())
        for (const QString &country : rows.text(0).split(u','))
            if (!country.isEmpty() && !countries.contains(country))
                countries << country;
    countries.sort();
    return countries;
}

Result<Reply> getShop(Call &call, Reader &reader)
{
    const Settings &settings = call.settings();
    JsonWriter json = call.json();
    json.object()
        .field("name", settings.shopName)
        .field("currency", settings.currency)
        .field("country", settings.country)
        .field("languages", settings.languages)
        .field("prices_include_tax", settings.pricesIncludeTax)
        .name("contact")
        .object()
        .field("email", settings.contactEmail)
        .field("phone", settings.contactPhone)
        .field("address", settings.address)
        .endObject()
        .field("countries", countriesShippedTo(reader))
        .endObject();
    return call.reply(json);
}
}

void addShopRoutes(Routes &routes)
{
    routes.get("/api/v1/shop", anyone(), getShop)
        .says("The shop's name, currency, languages and contact")
        .answers(ShopShape)
        .cached();
}

}
