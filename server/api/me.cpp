#include "server/api/me.h"

#include "app/users/addressbook.h"
#include "app/users/personal.h"
#include "app/users/users.h"
#include "app/users/userstore.h"
#include "server/api/people.h"
#include "server/api/shortlist.h"

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
const ShapePtr MePatchShape = shape::object("MePatch",
                                            {shape::optional("email", shape::formatted("email", 1000)),
                                             shape::optional("name", shape::text(0, 1000)),
                                             shape::optional("phone", shape::nullable(shape::text(0, 1000)))});
const ShapePtr NewAddressShape =
    shape::object("NewAddress",
                  {shape::required("name", shape::text(0, 1000)), shape::required("line1", shape::text(0, 1000)),
                   shape::optional("line2", shape::nullable(shape::text(0, 1000))),
                   shape::required("city", shape::text(0, 1000)), shape::required("postal_code", shape::text(0, 1000)),
                   shape::optional("region", shape::nullable(shape::text(0, 1000))),
                   shape::required("country", shape::text(0, 1000)),
                   shape::optional("phone", shape::nullable(shape::text(0, 1000)))});
const ShapePtr AddressShape = [] {
    QList<Member> members = NewAddressShape->members;
    for (Member &member : members)
        member.required = true;
    members << shape::required("id", shape::id()) << shape::required("created_at", shape::time());
    return shape::object("SavedAddress", members);
}();
const ShapePtr AddressesShape = shape::page("SavedAddressPage", AddressShape);
const ShapePtr SessionShape =
    shape::object("Session",
                  {shape::required("id", shape::id()), shape::required("current", shape::boolean()),
                   shape::required("agent", shape::text()), shape::required("address", shape::text()),
                   shape::required("created_at", shape::time()), shape::required("last_used_at", shape::time()),
                   shape::required("expires_at", shape::time())});

Result<Reply> answer(const Call &call, const User &user)
{
    JsonWriter json = call.json();
    writeOwnJson(json, user);
    return call.reply(json, user.revision);
}

Result<Reply> getMe(Call &call, Reader &reader)
{
    const auto user = users::find(reader, call.actor().user);
    return user ? answer(call, *user) : Result<Reply>(Call::notFound());
}

Result<Reply> patchMe(Call &call, Transaction &transaction)
{
    const auto expected = call.expectedRevision();
    if (!expected)
        return fail(expected.error());
    const auto user = users::updateOwn(transaction, call.actor(), people::patchOf(call), *expected);
    return user ? answer(call, *user) : fail(user.error());
}

Result<Reply> done(const Result<> &result) { return result ? Result<Reply>(Call::nothing()) : fail(result.error()); }

Result<Reply> deleteMe(Call &call, Transaction &transaction)
{
    return done(personal::erase(transaction, call.actor()));
}

Result<Reply> getExport(Call &call, Reader &reader)
{
    JsonWriter json = call.json();
    if (const auto written = personal::writeAll(json, reader, call.actor()); !written)
        return fail(written.error());
    Reply reply = call.reply(json);
    reply.headers.emplaceBack("Content-Disposition", "attachment; filename=\"my-data.json\"");
    return reply;
}

Result<Reply> getSessions(Call &call, Reader &reader)
{
    const auto list = sessions::list(reader, call.actor());
    if (!list)
        return fail(list.error());
    return api::pageReply(call, api::pageInOrder(call, *list, "sessions:last"),
                          [&](JsonWriter &json, const Session &session) {
                              writeJson(json, session, session.id == call.actor().session);
                          });
}

Result<Reply> deleteSession(Call &call, Transaction &transaction)
{
    const auto id = call.id<SessionId>();
    return id ? done(sessions::revoke(transaction, call.actor(), *id)) : fail(id.error());
}

Result<Reply> getAddresses(Call &call, Reader &reader)
{
    const auto list = addressbook::list(reader, call.actor());
    if (!list)
        return fail(list.error());
    return api::pageReply(call, api::pageInOrder(call, *list, "addresses:id"),
                          [](JsonWriter &json, const SavedAddress &address) { writeJson(json, address); });
}

Result<Reply> postAddress(Call &call, Transaction &transaction)
{
    const auto text = [&call](QLatin1StringView field) { return call.text(field).value_or(QString()); };
    const Address address{text("name"_L1),
                          text("line1"_L1),
                          text("line2"_L1),
                          text("city"_L1),
                          text("postal_code"_L1),
                          text("region"_L1),
                          text("country"_L1).toUtf8(),
                          text("phone"_L1)};
    const auto saved = addressbook::add(transaction, call.actor(), address);
    if (!saved)
        return fail(saved.error());
    JsonWriter json = call.json();
    writeJson(json, *saved);
    return call.reply(json);
}

Result<Reply> deleteAddress(Call &call, Transaction &transaction)
{
    const auto id = call.id<AddressId>();
    return id ? done(addressbook::remove(transaction, call.actor(), *id)) : fail(id.error());
}
}

void addMeRoutes(Routes &routes)
{
    const QByteArray me = "/api/v1/me";
    routes.get(me, signedIn(), getMe).says("Who I am").answers(people::ownShape());
    routes.patch(me, signedIn(), patchMe)
        .says("Change my name, e-mail address or telephone number")
        .takes(MePatchShape)
        .answers(people::ownShape())
        .ifMatch();
    routes.remove(me, signedIn(), deleteMe)
        .says("Go: unshipped orders are cancelled, the others stay without a name")
        .answersNothing();
    routes.get(me + "/export", signedIn(), getExport)
        .says("All that the shop holds on me")
        .answers(shape::any())
        .slowly([](Call &) -> Result<std::any> { return std::any(); });
    routes.get(me + "/sessions", signedIn(), getSessions)
        .says("Where I am signed in")
        .answers(shape::page("SessionPage", SessionShape))
        .paged();
    routes.remove(me + "/sessions/{id}", signedIn(), deleteSession).says("End one of my sessions").answersNothing();
    routes.get(me + "/addresses", signedIn(), getAddresses).says("My addresses").answers(AddressesShape).paged();
    routes.post(me + "/addresses", signedIn(), postAddress)
        .says("Keep an address")
        .takes(NewAddressShape)
        .answers(AddressShape, 201);
    routes.remove(me + "/addresses/{id}", signedIn(), deleteAddress).says("Remove an address").answersNothing();
}

}
