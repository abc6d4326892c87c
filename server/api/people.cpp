#include "server/api/people.h"

#include "app/users/users.h"
#include "server/http/problem.h"

using namespace Qt::StringLiterals;

namespace backroom::people {

namespace {
const QList<Member> OwnMembers{shape::required("id", shape::id()),
                               shape::required("email", shape::nullable(shape::email())),
                               shape::required("name", shape::text()),
                               shape::required("role", shape::text()),
                               shape::required("phone", shape::nullable(shape::text())),
                               shape::required("revision", shape::integer(1, 1'000'000'000)),
                               shape::required("created_at", shape::time()),
                               shape::required("updated_at", shape::time())};
}

ShapePtr ownShape()
{
    static const ShapePtr own = shape::object("Me", OwnMembers);
    return own;
}

ShapePtr userShape()
{
    static const ShapePtr user =
        shape::object("User",
                      OwnMembers
                          + QList<Member>{shape::required("external_number", shape::nullable(shape::text())),
                                          shape::required("country", shape::nullable(shape::text())),
                                          shape::required("note", shape::text()),
                                          shape::required("disabled", shape::boolean()),
                                          shape::required("invited", shape::boolean())});
    return user;
}

ShapePtr signedInShape()
{
    static const ShapePtr signedIn =
        shape::object("SignedIn",
                      {shape::required("user", ownShape()), shape::required("token", shape::text()),
                       shape::required("expires_at", shape::time())});
    return signedIn;
}

Device deviceOf(const Call &call)
{
    return {call.actor().address, QString::fromUtf8(call.request().header("user-agent"))};
}

UserDraft draftOf(const Call &call, Role role)
{
    UserDraft draft;
    draft.email = call.text("email"_L1).value_or(QString());
    draft.name = call.text("name"_L1).value_or(QString());
    draft.role = role;
    draft.phone = call.text("phone"_L1).value_or(QString());
    draft.country = call.text("country"_L1).value_or(QString()).toUtf8();
    draft.note = call.text("note"_L1).value_or(QString());
    return draft;
}

UserPatch patchOf(const Call &call)
{
    // What may be nothing is emptied by null.
    const auto cleared = [&call](QLatin1StringView field) {
        return call.has(field) ? std::optional(call.text(field).value_or(QString())) : std::nullopt;
    };
    UserPatch patch;
    patch.email = cleared("email"_L1);
    patch.name = call.text("name"_L1);
    if (const auto role = call.text("role"_L1))
        patch.role = parseRole(*role);
    patch.phone = cleared("phone"_L1);
    if (const auto country = cleared("country"_L1))
        patch.country = country->toUtf8();
    patch.note = call.text("note"_L1);
    patch.disabled = call.boolean("disabled"_L1);
    return patch;
}

QList<FieldError> faultsOf(const Call &call, const UserDraft &draft)
{
    return users::validate(draft, call.text("password"_L1), {call.settings().shopName});
}

Result<UserDraft> hashedDraft(const Call &call, UserDraft draft)
{
    if (const auto faults = faultsOf(call, draft); !faults.isEmpty())
        return invalid(faults);
    if (const auto password = call.text("password"_L1)) {
        auto hash = PasswordHasher().hash(*password);
        if (!hash)
            return fail(hash.error());
        draft.passwordHash = *std::move(hash);
    }
    return draft;
}

Reply signedIn(const Call &call, const User &user, const NewSession &session)
{
    JsonWriter json = call.json();
    json.object().name("user");
    writeOwnJson(json, user);
    json.field("token", session.token).timeField("expires_at", session.expiresAt).endObject();
    return call.reply(json);
}

Reply problem(const Call &call, const Error &error)
{
    return problemReply(error, call.request().path(), call.request().id());
}

}
