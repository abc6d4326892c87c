#include "app/users/password.h"
#include "app/users/passwordset.h"
#include "app/users/users.h"
#include "app/users/userstore.h"
#include "server/commands/command.h"
#include "server/commands/openshop.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// What a person's line of the list, and an answer about one person, come to.
void show(const QList<User> &people, bool json, const std::optional<Invitation> &invitation = {})
{
    if (json) {
        JsonWriter out;
        out.object().name("items").array();
        for (const User &user : people)
            writeJson(out, user);
        out.endArray();
        if (invitation)
            out.name("invitation")
                .object()
                .field("token", invitation->token)
                .timeField("expires_at", invitation->expiresAt)
                .endObject();
        out.endObject();
        return say(QString::fromUtf8(out.bytes()));
    }
    for (const User &user : people) {
        const QString state = user.disabled ? tr("disabled") : user.isInvited() ? tr("invited") : tr("active");
        say(user.email.leftJustified(36) % u' ' % QString::fromLatin1(roleText(user.role)).leftJustified(9) % u' '
            % state.leftJustified(9) % u' ' % user.name);
    }
    if (invitation)
        say(tr("The invitation, shown only this once: %1").arg(QString::fromLatin1(invitation->token)));
}

Result<User> byEmail(Reader &reader, const QString &email)
{
    if (auto user = users::findByEmail(reader, email))
        return *user;
    return fail(ErrorCode::NotFound,
                tr("Nobody here has the e-mail address %1. “backroomd user list” shows who does.").arg(email));
}

int add(const CommandLine &line, Database &database)
{
    UserDraft draft;
    draft.email = line.value(u"email"_s);
    draft.name = line.has(u"name"_s) ? line.value(u"name"_s) : draft.email.section(u'@', 0, 0);
    draft.role = *parseRole(line.value(u"role"_s));
    std::optional<QString> password;
    if (line.has(u"password-stdin"_s)) {
        const auto typed = readLine();
        if (!typed)
            return failed(typed.error());
        password = *typed;
    }
    if (const auto faults = users::validate(draft, password); !faults.isEmpty())
        return failed(invalid(faults).value());
    if (password) {
        auto hash = PasswordHasher().hash(*password);
        if (!hash)
            return failed(hash.error());
        draft.passwordHash = *std::move(hash);
    }
    const Actor actor = administrator();
    const auto created =
        database.writeNow(actor, [&](Transaction &transaction) { return users::create(transaction, actor, draft); });
    if (!created)
        return failed(created.error());
    show({created->user}, line.value(u"format"_s) == "json"_L1, created->invitation);
    return ExitDone;
}

int list(const CommandLine &line, Database &database)
{
    const Actor actor = administrator();
    const auto people = database.read([&](Reader &reader) -> Result<QList<User>> {
        UserQuery query;
        const auto ids = users::ids(reader, actor, query);
        if (!ids)
            return fail(ids.error());
        return users::fetch(reader, actor, *ids);
    });
    if (!people)
        return failed(people.error());
    show(*people, line.value(u"format"_s) == "json"_L1);
    return ExitDone;
}

int setDisabled(const CommandLine &line, Database &database, bool disabled)
{
    const Actor actor = administrator();
    const auto changed = database.writeNow(actor, [&](Transaction &transaction) -> Result<User> {
        const auto user = byEmail(transaction, line.value(u"email"_s));
        if (!user)
            return user;
        UserPatch patch;
        patch.disabled = disabled;
        return users::update(transaction, actor, user->id, patch, {});
    });
    if (!changed)
        return failed(changed.error());
    show({*changed}, line.value(u"format"_s) == "json"_L1);
    return ExitDone;
}

int setPassword(const CommandLine &line, Database &database)
{
    const auto user =
        database.read([&](Reader &reader) -> Result<User> { return byEmail(reader, line.value(u"email"_s)); });
    if (!user)
        return failed(user.error());
    const auto password = readLine();
    if (!password)
        return failed(password.error());
    if (const auto fits = users::checkNewPassword(*user, *password, u"password"_s); !fits)
        return failed(fits.error());
    const auto hash = PasswordHasher().hash(*password);
    if (!hash)
        return failed(hash.error());
    const Actor actor = administrator();
    const auto changed = database.writeNow(actor, [&](Transaction &transaction) {
        return passwords::set(transaction, actor, user->id, *hash);
    });
    if (!changed)
        return failed(changed.error());
    say(tr("%1 has a new password, and is signed out everywhere.").arg(changed->email));
    return ExitDone;
}

int run(const CommandLine &given)
{
    CommandLine line = given;
    const QString verb = line.operands().value(0);
    if (!QStringList{u"add"_s, u"list"_s, u"disable"_s, u"enable"_s, u"password"_s}.contains(verb))
        return line.wrong(tr("Say add, list, disable, enable or password."));
    if (const auto format = line.choice(u"format"_s, {u"text"_s, u"json"_s}); !format)
        return line.wrong(format.error().message);
    // The address may stand as it is: user disable anna@example.com
    if (line.operands().size() == 2 && verb != "list"_L1 && !line.has(u"email"_s))
        line.setValue(u"email"_s, line.operands().at(1));
    else if (line.operands().size() > 1)
        return line.wrong(tr("“%1” has no place here.").arg(line.operands().at(1)));
    if (verb != "list"_L1 && !line.has(u"email"_s))
        return line.wrong(tr("Say whom you mean with --email ADDRESS."));
    if (verb == "add"_L1 && !parseRole(line.value(u"role"_s)))
        return line.wrong(tr("--role takes one of: owner, manager, staff, viewer, customer."));
    if (verb == "password"_L1 && !line.has(u"password-stdin"_s))
        return line.wrong(tr("The password is read from standard input: say so with --password-stdin."));
    return withShop(line, [&](Database &database) {
        if (verb == "add"_L1)
            return add(line, database);
        if (verb == "list"_L1)
            return list(line, database);
        if (verb == "password"_L1)
            return setPassword(line, database);
        return setDisabled(line, database, verb == "disable"_L1);
    });
}
}

Command userCommand()
{
    return {u"user"_s,
            u"add|list|disable|enable|password"_s,
            tr("Who works in the shop: makes people, lists them, shuts them out, gives them a new password."),
            {{u"email"_s, tr("Whom you mean."), u"ADDRESS"_s},
             {u"name"_s, tr("The name of a new person."), u"NAME"_s},
             {u"role"_s, tr("What a new person may: owner, manager, staff, viewer or customer."), u"ROLE"_s},
             {u"password-stdin"_s,
              tr("Read the password from standard input, one line; without it, a new person is invited.")},
             {u"format"_s, tr("How to answer: text or json."), u"text|json"_s}},
            run};
}

}
