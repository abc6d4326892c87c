#include "server/api/users.h"

#include "app/users/userrules.h"
#include "app/users/users.h"
#include "app/users/userstore.h"
#include "server/api/csvlist.h"
#include "server/api/people.h"

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
using Who = UserQuery::Who;

const QStringList RoleWords{u"owner"_s, u"manager"_s, u"staff"_s, u"viewer"_s, u"customer"_s};
const ShapePtr Free = shape::text(0, 20'000); // the service says how long, with all other faults at once
const ShapePtr Email = shape::formatted("email", 1000);
const ShapePtr Password = shape::formatted("password", 1000);
const QList<Member> Details{shape::optional("phone", shape::nullable(Free)),
                            shape::optional("country", shape::nullable(Free)), shape::optional("note", Free)};
const ShapePtr NewUserShape =
    shape::object("NewUser",
                  QList<Member>{shape::required("email", Email), shape::required("name", Free),
                                shape::required("role", shape::oneOf(RoleWords)), shape::optional("password", Password)}
                      + Details);
const ShapePtr NewCustomerShape =
    shape::object("NewCustomer",
                  QList<Member>{shape::optional("email", shape::nullable(Email)), shape::required("name", Free),
                                shape::optional("password", Password)}
                      + Details);
const QList<Member> Changes =
    QList<Member>{shape::optional("name", Free), shape::optional("disabled", shape::boolean())} + Details;
const ShapePtr UserPatchShape =
    shape::object("UserPatch",
                  QList<Member>{shape::optional("email", Email), shape::optional("role", shape::oneOf(RoleWords))}
                      + Changes);
const ShapePtr CustomerPatchShape =
    shape::object("CustomerPatch", QList<Member>{shape::optional("email", shape::nullable(Email))} + Changes);
const ShapePtr InvitationShape =
    shape::object("Invitation",
                  {shape::required("token", shape::text()), shape::required("expires_at", shape::time())});

ShapePtr createdShape()
{
    return shape::object("CreatedUser",
                         people::userShape()->members
                             + QList<Member>{shape::required("invitation", shape::nullable(InvitationShape))});
}

Result<Reply> answer(const Call &call, const User &user)
{
    JsonWriter json = call.json();
    writeJson(json, user);
    return call.reply(json, user.revision);
}

const QStringList CsvHeader{u"id"_s,      u"email"_s,    u"name"_s,      u"role"_s, u"phone"_s, u"external_number"_s,
                            u"country"_s, u"disabled"_s, u"created_at"_s};

QStringList csvCells(const User &user)
{
    return {user.id.text(),
            user.email,
            user.name,
            QString::fromLatin1(roleText(user.role)),
            user.phone,
            user.externalNumber,
            QString::fromLatin1(user.country),
            user.disabled ? u"true"_s : u"false"_s,
            QString::fromLatin1(timeText(user.createdAt))};
}

template<Who who> UserQuery queryOf(const Call &call)
{
    UserQuery query;
    query.who = who;
    query.limit = call.limit();
    query.search = QString::fromUtf8(call.query("q").value_or(QByteArray()));
    query.disabled = call.queryBoolean("disabled");
    if (const auto role = call.query("role"))
        query.role = parseRole(QString::fromUtf8(*role));
    if (const auto order = call.query("sort"))
        query.order = UserQuery::parseOrder(*order).value_or(UserQuery::Order::Name);
    return query;
}

template<Who who> Result<> writeAll(Call &call, Reader &reader, QIODevice &out)
{
    return api::writeCsv(
        out, CsvHeader, users::ids(reader, call.actor(), queryOf<who>(call)),
        [&](const QList<UserId> &some) { return users::fetch(reader, call.actor(), some); }, csvCells);
}

template<Who who> Result<Reply> list(Call &call, Reader &reader)
{
    const QByteArray file = who == Who::Customers ? "customers.csv" : "users.csv";
    if (call.wantsAllAsCsv())
        return call.csv(writeAll<who>, file);
    UserQuery query = queryOf<who>(call);
    auto after = call.after(query.orderText());
    if (!after)
        return fail(after.error());
    query.after = *std::move(after);
    const auto page = users::list(reader, call.actor(), query);
    if (!page)
        return fail(page.error());
    if (call.wantsCsv())
        return Call::csv(csvRow(CsvHeader) + api::csvRows(page->items, csvCells), file);
    JsonWriter json = call.json();
    json.object().name("items").array();
    for (const User &user : page->items)
        writeJson(json, user);
    call.endPage(json, page->next);
    return call.reply(json);
}

template<Who who> Result<Reply> get(Call &call, Reader &reader)
{
    const auto id = call.id<UserId>();
    if (!id)
        return fail(id.error());
    const auto user = users::get(reader, call.actor(), *id, who);
    return user ? answer(call, *user) : fail(user.error());
}

template<Who who> UserDraft draftOf(const Call &call)
{
    const Role role = who == Who::Customers ? Role::Customer : parseRole(*call.text("role"_L1)).value_or(Role::None);
    return people::draftOf(call, role);
}

template<Who who> Result<std::any> prepareCreate(Call &call)
{
    auto draft = people::hashedDraft(call, draftOf<who>(call));
    if (!draft)
        return fail(draft.error());
    return std::any(*std::move(draft));
}

Result<Reply> create(Call &call, Transaction &transaction)
{
    const auto created = users::create(transaction, call.actor(), call.prepared<UserDraft>());
    if (!created)
        return fail(created.error());
    JsonWriter json = call.json();
    QByteArray object = toJson(created->user);
    object.chop(1);
    JsonWriter invitation;
    if (created->invitation)
        invitation.object()
            .field("token", created->invitation->token)
            .timeField("expires_at", created->invitation->expiresAt)
            .endObject();
    else
        invitation.null();
    object += ",\"invitation\":" + invitation.take() + '}';
    json.raw(object);
    return call.reply(json, created->user.revision);
}

// Of the kind that this path is about; there is no other here. An API key that may write need not be one that may read.
template<Who who> Result<UserId> member(Call &call, Reader &reader)
{
    const auto id = call.id<UserId>();
    if (!id)
        return id;
    const auto user = users::find(reader, *id);
    const bool fits = user && user->isCustomer() == (who == Who::Customers);
    return fits ? Result<UserId>(*id) : Result<UserId>(users::noSuchPerson());
}

template<Who who> Result<Reply> patch(Call &call, Transaction &transaction)
{
    const auto id = member<who>(call, transaction);
    if (!id)
        return fail(id.error());
    const auto expected = call.expectedRevision();
    if (!expected)
        return fail(expected.error());
    const auto user = users::update(transaction, call.actor(), *id, people::patchOf(call), *expected);
    return user ? answer(call, *user) : fail(user.error());
}

template<Who who> Result<Reply> remove(Call &call, Transaction &transaction)
{
    const auto id = member<who>(call, transaction);
    if (!id)
        return fail(id.error());
    const auto expected = call.expectedRevision();
    if (!expected)
        return fail(expected.error());
    const auto removed = users::remove(transaction, call.actor(), *id, *expected);
    return removed ? Result<Reply>(Call::nothing()) : fail(removed.error());
}

template<Who who> Result<Reply> invite(Call &call, Transaction &transaction)
{
    const auto id = member<who>(call, transaction);
    if (!id)
        return fail(id.error());
    const auto invitation = users::invite(transaction, call.actor(), *id);
    if (!invitation)
        return fail(invitation.error());
    JsonWriter json = call.json();
    json.object().field("token", invitation->token).timeField("expires_at", invitation->expiresAt).endObject();
    return call.reply(json);
}

template<Who who>
void addCollection(Routes &routes, const QByteArray &path, Area area, const ShapePtr &draft, const ShapePtr &patchShape,
                   const QByteArray &people, const QByteArray &one)
{
    Route &listing = routes.get(path, reading(area), list<who>)
                         .says("List " + people + "; as CSV all that match")
                         .answers(shape::page("UserPage", people::userShape()))
                         .asks("q", shape::text(0, 200))
                         .asks("disabled", shape::boolean())
                         .asks("sort", shape::oneOf({u"name"_s, u"-name"_s, u"created"_s, u"-created"_s}))
                         .paged()
                         .alsoCsv();
    if (who == Who::Staff)
        listing.asks("role", shape::oneOf(RoleWords));
    routes.post(path, writing(area), create)
        .says("Add " + one + "; without a password an invitation is made")
        .takes(draft)
        .answers(createdShape(), 201)
        .slowly(prepareCreate<who>)
        .finds([](const Call &call) { return people::faultsOf(call, draftOf<who>(call)); })
        .limitedAs("password");
    routes.get(path + "/{id}", reading(area), get<who>).says("Show " + one).answers(people::userShape());
    routes.patch(path + "/{id}", writing(area), patch<who>)
        .says("Change " + one)
        .takes(patchShape)
        .answers(people::userShape())
        .ifMatch();
    routes.remove(path + "/{id}", writing(area), remove<who>)
        .says("Remove " + one + "; whoever ordered or worked here stays, without a name")
        .answersNothing()
        .ifMatch();
    routes.post(path + "/{id}/invite", writing(area), invite<who>)
        .says("Invite " + one + " anew")
        .answers(InvitationShape, 201);
}
}

void addUserRoutes(Routes &routes)
{
    addCollection<Who::Staff>(routes, "/api/v1/admin/users", Area::Users, NewUserShape, UserPatchShape,
                              "the shop's people", "a person of the shop");
    addCollection<Who::Customers>(routes, "/api/v1/admin/customers", Area::Customers, NewCustomerShape,
                                  CustomerPatchShape, "customers", "a customer");
}

}
