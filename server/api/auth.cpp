#include "server/api/auth.h"

#include "app/users/passwordchange.h"
#include "app/users/users.h"
#include "server/api/people.h"
#include "server/http/joinpage.h"

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
const ShapePtr Name = shape::text(0, 1000); // the service says how long, with all other faults at once
const ShapePtr Password = shape::formatted("password", 1000);
const ShapePtr Email = shape::formatted("email", 1000);

const ShapePtr SignUpShape = shape::object("SignUp",
                                           {shape::required("email", Email), shape::required("password", Password),
                                            shape::required("name", Name)});
const ShapePtr LoginShape = shape::object("Login",
                                          {shape::required("email", Email), shape::required("password", Password),
                                           shape::optional("totp", shape::text(0, 20))});
const ShapePtr PasswordShape =
    shape::object("PasswordChange",
                  {shape::required("current_password", Password), shape::required("new_password", Password)});
const ShapePtr AcceptShape =
    shape::object("AcceptInvitation",
                  {shape::required("token", shape::text(1, 200)), shape::required("password", Password),
                   shape::optional("totp", shape::text(0, 20))});

Result<std::any> prepareSignUp(Call &call)
{
    auto draft = people::hashedDraft(call, people::draftOf(call, Role::Customer));
    if (!draft)
        return fail(draft.error());
    return std::any(*std::move(draft));
}

Result<Reply> signUp(Call &call, Transaction &transaction)
{
    const auto user = users::signUp(transaction, call.prepared<UserDraft>());
    if (!user)
        return fail(user.error());
    attempts::remember(transaction, user->id, people::deviceOf(call));
    return people::signedIn(call, *user, sessions::open(transaction, user->id, people::deviceOf(call)));
}

Result<std::any> prepareLogin(Call &call)
{
    const Credentials credentials{*call.text("email"_L1), *call.text("password"_L1),
                                  call.text("totp"_L1).value_or(QString()), people::deviceOf(call)};
    const PasswordHasher hasher;
    const auto candidate =
        call.shop().database().read([&](Reader &reader) { return login::load(reader, hasher, credentials); });
    if (!candidate)
        return fail(candidate.error());
    return std::any(login::verify(hasher, credentials, *candidate));
}

Result<Reply> logIn(Call &call, Transaction &transaction)
{
    const auto signedIn = login::record(transaction, call.prepared<LoginVerdict>());
    if (!signedIn)
        return people::problem(call, signedIn.error());
    return people::signedIn(call, signedIn->user, signedIn->session);
}

Result<std::any> preparePassword(Call &call)
{
    auto change = passwords::prepare(call.shop().database(), PasswordHasher(), call.actor(), people::deviceOf(call),
                                     *call.text("current_password"_L1), *call.text("new_password"_L1));
    if (!change)
        return fail(change.error());
    return std::any(*std::move(change));
}

Result<Reply> changePassword(Call &call, Transaction &transaction)
{
    const auto changed = passwords::record(transaction, call.actor(), call.prepared<PasswordChange>());
    return changed ? Call::nothing() : people::problem(call, changed.error());
}

// Without asking whose password it will be.
QList<FieldError> passwordFaults(const Call &call, const QString &field)
{
    const auto good = users::checkNewPassword({}, call.body()[field].toString(), field);
    return good ? QList<FieldError>() : good.error().fields;
}

Result<std::any> prepareAccept(Call &call)
{
    const QByteArray token = call.text("token"_L1)->toUtf8();
    const QString password = *call.text("password"_L1);
    const Result<> known = call.shop().database().read([&](Reader &reader) -> Result<> {
        const auto user = users::invited(reader, token);
        return user ? users::checkNewPassword(*user, password, u"password"_s) : fail(user.error());
    });
    if (!known)
        return fail(known.error());
    auto hash = PasswordHasher().hash(password);
    if (!hash)
        return fail(hash.error());
    return std::any(*std::move(hash));
}

Result<Reply> acceptInvitation(Call &call, Transaction &transaction)
{
    const auto accepted = users::accept(transaction, call.text("token"_L1)->toUtf8(), call.prepared<QByteArray>(),
                                        {call.text("totp"_L1).value_or(QString()), people::deviceOf(call).address});
    if (!accepted)
        return fail(accepted.error());
    const auto &user = *accepted;
    if (!user)
        return people::problem(call, user.error()); // wrong digits are counted
    attempts::remember(transaction, user->id, people::deviceOf(call));
    return people::signedIn(call, *user, sessions::open(transaction, user->id, people::deviceOf(call)));
}

Result<Reply> logOut(Call &call, Transaction &transaction)
{
    const auto done = sessions::logout(transaction, call.actor());
    return done ? Result<Reply>(Call::nothing()) : fail(done.error());
}

Result<Reply> logOutEverywhere(Call &call, Transaction &transaction)
{
    const auto done = sessions::logoutEverywhere(transaction, call.actor());
    return done ? Result<Reply>(Call::nothing()) : fail(done.error());
}
}

void addAuthRoutes(Routes &routes)
{
    routes.post("/api/v1/auth/signup", anyone(), signUp)
        .says("Become a customer, and be signed in")
        .takes(SignUpShape)
        .answers(people::signedInShape(), 201)
        .slowly(prepareSignUp)
        .finds([](const Call &call) { return people::faultsOf(call, people::draftOf(call, Role::Customer)); })
        .limitedAs("password");
    routes.post("/api/v1/auth/login", anyone(), logIn)
        .says("Sign in")
        .takes(LoginShape)
        .answers(people::signedInShape())
        .slowly(prepareLogin)
        .limitedAs("password");
    routes.post("/api/v1/auth/accept-invitation", anyone(), acceptInvitation)
        .says("Take a place in the shop that was offered, with a password of one's own")
        .takes(AcceptShape)
        .answers(people::signedInShape())
        .slowly(prepareAccept)
        .finds([](const Call &call) { return passwordFaults(call, u"password"_s); })
        .limitedAs("password");
    routes
        .get("/join", anyone(),
             [](Call &, Reader &) -> Result<Reply> {
                 return Reply{200, "text/html; charset=utf-8", joinPage(), {}};
             })
        .says("The page behind an invitation's link, to choose a password")
        .gives({"text/html"})
        .cached();
    routes.post("/api/v1/auth/password", signedIn(), changePassword)
        .says("Change the password; other sessions end")
        .takes(PasswordShape)
        .answersNothing()
        .slowly(preparePassword)
        .finds([](const Call &call) { return passwordFaults(call, u"new_password"_s); })
        .limitedAs("password");
    routes.post("/api/v1/auth/logout", signedIn(), logOut).says("End this session").answersNothing();
    routes.post("/api/v1/auth/logout-everywhere", signedIn(), logOutEverywhere)
        .says("End all sessions, this one too")
        .answersNothing();
}

}
