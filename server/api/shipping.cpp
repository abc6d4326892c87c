#include "server/api/shipping.h"

#include "app/base/money.h"
#include "app/orders/shipping.h"
#include "server/api/shortlist.h"

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
using namespace shape;

constexpr qint64 MostGrams = 1'000'000'000;

const ShapePtr NewShape =
    object("ShippingMethodNew",
           {required("name", text(1, 100)), required("countries", list(formatted("country", 2), 300)),
            required("price", money()), optional("free_above", nullable(money())),
            optional("min_weight_grams", nullable(integer(0, MostGrams))),
            optional("max_weight_grams", nullable(integer(0, MostGrams))), optional("active", boolean())});
const ShapePtr PatchShape = patchOf("ShippingMethodPatch", NewShape);
const ShapePtr MethodShape = [] {
    QList<Member> members = NewShape->members;
    for (Member &member : members)
        member.required = true;
    return object("ShippingMethod",
                  QList<Member>{required("id", id())} + members
                      + QList<Member>{required("revision", integer(1, 1'000'000'000)), required("created_at", time()),
                                      required("updated_at", time())});
}();

// An inner nothing takes a limit away: the field was given as null.
std::optional<std::optional<qint64>> limitOf(const Call &call, QLatin1StringView field, bool money)
{
    if (!call.has(field))
        return std::nullopt;
    return std::optional<std::optional<qint64>>(std::in_place, money ? call.money(field) : call.integer(field));
}

ShippingMethodDraft draftOf(const Call &call)
{
    ShippingMethodDraft draft;
    draft.name = call.text("name"_L1);
    if (const auto countries = call.texts("countries"_L1)) {
        draft.countries.emplace();
        for (const QString &country : *countries)
            *draft.countries << country.toUtf8();
    }
    draft.price = call.money("price"_L1);
    draft.freeAbove = limitOf(call, "free_above"_L1, true);
    draft.minWeightGrams = limitOf(call, "min_weight_grams"_L1, false);
    draft.maxWeightGrams = limitOf(call, "max_weight_grams"_L1, false);
    draft.active = call.boolean("active"_L1);
    return draft;
}

Result<Reply> answer(const Call &call, const Result<ShippingMethod> &method)
{
    if (!method)
        return fail(method.error());
    JsonWriter json = call.json();
    writeJson(json, *method);
    return call.reply(json, method->revision);
}

const QStringList CsvHeader{u"id"_s,
                            u"name"_s,
                            u"countries"_s,
                            u"price"_s,
                            u"free_above"_s,
                            u"min_weight_grams"_s,
                            u"max_weight_grams"_s,
                            u"active"_s,
                            u"currency"_s};

QStringList csvCells(const ShippingMethod &method, const Settings &settings)
{
    const auto number = [](std::optional<qint64> value) { return value ? QString::number(*value) : QString(); };
    return {method.id.text(),
            method.name,
            QString::fromLatin1(method.countries.join(' ')),
            QString::fromLatin1(decimalText(method.price, settings.digits())),
            method.freeAbove ? QString::fromLatin1(decimalText(*method.freeAbove, settings.digits())) : QString(),
            number(method.minWeightGrams),
            number(method.maxWeightGrams),
            method.active ? u"true"_s : u"false"_s,
            QString::fromLatin1(settings.currency)};
}

Result<Reply> getMethods(Call &call, Reader &reader)
{
    const auto methods = shipping::list(reader, call.actor());
    if (!methods)
        return fail(methods.error());
    const api::Sheet sheet{"shipping-methods.csv", CsvHeader,
                           [&](const ShippingMethod &method) { return csvCells(method, call.settings()); }};
    return api::shortList(call, *methods, "shipping-methods:id", sheet,
                          [](JsonWriter &json, const ShippingMethod &method) { writeJson(json, method); });
}

Result<Reply> getMethod(Call &call, Reader &reader)
{
    const auto id = call.id<ShippingMethodId>();
    return id ? answer(call, shipping::get(reader, call.actor(), *id)) : fail(id.error());
}

Result<Reply> postMethod(Call &call, Transaction &transaction)
{
    return answer(call, shipping::create(transaction, call.actor(), draftOf(call)));
}

Result<Reply> patchMethod(Call &call, Transaction &transaction)
{
    const auto id = call.id<ShippingMethodId>();
    if (!id)
        return fail(id.error());
    const auto expected = call.expectedRevision();
    if (!expected)
        return fail(expected.error());
    return answer(call, shipping::update(transaction, call.actor(), *id, draftOf(call), *expected));
}

Result<Reply> deleteMethod(Call &call, Transaction &transaction)
{
    const auto id = call.id<ShippingMethodId>();
    if (!id)
        return fail(id.error());
    const auto expected = call.expectedRevision();
    if (!expected)
        return fail(expected.error());
    const auto removed = shipping::remove(transaction, call.actor(), *id, *expected);
    return removed ? Result<Reply>(Call::nothing()) : fail(removed.error());
}
}

void addShippingRoutes(Routes &routes)
{
    const QByteArray all = "/api/v1/admin/shipping-methods";
    routes.get(all, reading(Area::Shipping), getMethods)
        .says("How the shop ships, where to and for how much")
        .answers(page("ShippingMethodList", MethodShape))
        .paged()
        .alsoCsv();
    routes.post(all, writing(Area::Shipping), postMethod)
        .says("Add a shipping method")
        .takes(NewShape)
        .answers(MethodShape, 201);
    routes.get(all + "/{id}", reading(Area::Shipping), getMethod).says("A shipping method").answers(MethodShape);
    routes.patch(all + "/{id}", writing(Area::Shipping), patchMethod)
        .says("Change a shipping method")
        .takes(PatchShape)
        .answers(MethodShape)
        .ifMatch();
    routes.remove(all + "/{id}", writing(Area::Shipping), deleteMethod).says("Remove a shipping method").ifMatch();
}

}
