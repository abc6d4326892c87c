#include "server/api/taxes.h"

#include "app/orders/taxes.h"
#include "server/api/shortlist.h"

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
using namespace shape;

const ShapePtr NewShape = object("TaxRateNew",
                                 {required("name", text(1, 100)), required("country", formatted("country", 2)),
                                  optional("region", nullable(text(0, 100))), optional("tax_class", text(1, 40)),
                                  required("rate", formatted("decimal", 20))});
const ShapePtr PatchShape = patchOf("TaxRatePatch", NewShape);
const ShapePtr RateShape = [] {
    QList<Member> members = NewShape->members;
    for (Member &member : members)
        member.required = true;
    return object("TaxRate",
                  QList<Member>{required("id", id())} + members
                      + QList<Member>{required("revision", integer(1, 1'000'000'000)), required("created_at", time()),
                                      required("updated_at", time())});
}();

TaxRateDraft draftOf(const Call &call)
{
    TaxRateDraft draft;
    draft.name = call.text("name"_L1);
    if (const auto country = call.text("country"_L1))
        draft.country = country->toUtf8();
    draft.region = call.has("region"_L1) ? std::optional(call.text("region"_L1).value_or(QString())) : std::nullopt;
    draft.taxClass = call.text("tax_class"_L1);
    draft.rate = call.text("rate"_L1);
    return draft;
}

Result<Reply> answer(const Call &call, const Result<TaxRate> &rate)
{
    if (!rate)
        return fail(rate.error());
    JsonWriter json = call.json();
    writeJson(json, *rate);
    return call.reply(json, rate->revision);
}

const QStringList CsvHeader{u"id"_s, u"name"_s, u"country"_s, u"region"_s, u"tax_class"_s, u"rate"_s};

QStringList csvCells(const TaxRate &rate)
{
    return {rate.id.text(), rate.name,     QString::fromLatin1(rate.country),
            rate.region,    rate.taxClass, QString::fromLatin1(taxes::rateText(rate.rate))};
}

Result<Reply> getRates(Call &call, Reader &reader)
{
    const auto rates = taxes::list(reader, call.actor());
    if (!rates)
        return fail(rates.error());
    return api::shortList(call, *rates, "tax-rates:id", api::Sheet{"tax-rates.csv", CsvHeader, csvCells},
                          [](JsonWriter &json, const TaxRate &rate) { writeJson(json, rate); });
}

Result<Reply> getRate(Call &call, Reader &reader)
{
    const auto id = call.id<TaxRateId>();
    return id ? answer(call, taxes::get(reader, call.actor(), *id)) : fail(id.error());
}

Result<Reply> postRate(Call &call, Transaction &transaction)
{
    return answer(call, taxes::create(transaction, call.actor(), draftOf(call)));
}

Result<Reply> patchRate(Call &call, Transaction &transaction)
{
    const auto id = call.id<TaxRateId>();
    if (!id)
        return fail(id.error());
    const auto expected = call.expectedRevision();
    if (!expected)
        return fail(expected.error());
    return answer(call, taxes::update(transaction, call.actor(), *id, draftOf(call), *expected));
}

Result<Reply> deleteRate(Call &call, Transaction &transaction)
{
    const auto id = call.id<TaxRateId>();
    if (!id)
        return fail(id.error());
    const auto expected = call.expectedRevision();
    if (!expected)
        return fail(expected.error());
    const auto removed = taxes::remove(transaction, call.actor(), *id, *expected);
    return removed ? Result<Reply>(Call::nothing()) : fail(removed.error());
}
}

void addTaxRoutes(Routes &routes)
{
    const QByteArray all = "/api/v1/admin/tax-rates";
    routes.get(all, reading(Area::Taxes), getRates)
        .says("Tax rates by country, region and class")
        .answers(page("TaxRateList", RateShape))
        .paged()
        .alsoCsv();
    routes.post(all, writing(Area::Taxes), postRate).says("Add a tax rate").takes(NewShape).answers(RateShape, 201);
    routes.get(all + "/{id}", reading(Area::Taxes), getRate).says("A tax rate").answers(RateShape);
    routes.patch(all + "/{id}", writing(Area::Taxes), patchRate)
        .says("Change a tax rate")
        .takes(PatchShape)
        .answers(RateShape)
        .ifMatch();
    routes.remove(all + "/{id}", writing(Area::Taxes), deleteRate)
        .says("Remove a tax rate; orders keep what they were charged")
        .ifMatch();
}

}
