#include "app/users/users.h"

#include "app/users/attempts.h"
#include "app/users/email.h"
#include "app/users/password.h"
#include "app/users/personal.h"
#include "app/users/sessions.h"
#include "app/users/token.h"
#include "app/users/totp.h"
#include "app/users/userrules.h"
#include "app/users/userstore.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom::users {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

Topic topicOf(const User &user) { return user.isCustomer() ? Topic::Customers : Topic::Users; }

void journal(Transaction &transaction, const char *what, const User &user, const QByteArray &before,
             const QByteArray &after)
{
    transaction.journal(
        {user.entity() + '.' + what, user.entity(), user.id.bytes(), before, after, {{topicOf(user), user.id.value}}});
}

UserDraft tidied(UserDraft draft)
{
    draft.email = draft.email.trimmed();
    draft.name = draft.name.simplified();
    draft.phone = draft.phone.simplified();
    return draft;
}

// The fields that a draft and a person share, for one set of rules.
User preview(const UserDraft &draft)
{
    User user;
    user.email = draft.email;
    user.name = draft.name;
    user.role = draft.role;
    user.phone = draft.phone;
    user.country = draft.country;
    user.note = draft.note;
    return user;
}

Result<User> insertChecked(Transaction &transaction, const UserDraft &given)
{
    const UserDraft draft = tidied(given);
    if (const auto faults = checkFields(preview(draft)); !faults.isEmpty())
        return invalid(faults);
    if (!draft.email.isEmpty() && isEmailTaken(transaction, draft.email))
        return emailTaken();
    return insert(transaction, draft);
}

void apply(const UserPatch &patch, User &user)
{
    user.email = patch.email ? patch.email->trimmed() : user.email;
    user.name = patch.name ? patch.name->simplified() : user.name;
    user.role = patch.role.value_or(user.role);
    user.phone = patch.phone ? patch.phone->simplified() : user.phone;
    user.country = patch.country.value_or(user.country);
    user.note = patch.note.value_or(user.note);
    user.disabled = patch.disabled.value_or(user.disabled);
}

Result<> checkRevision(const User &user, std::optional<qint64> expected)
{
    if (expected && *expected != user.revision)
        return fail(ErrorCode::Stale, tr("Somebody changed this person meanwhile. Look at them again, then save."));
    return {};
}

// Everything but who may.
Result<User> change(Transaction &transaction, const User &before, const UserPatch &patch)
{
    User after = before;
    apply(patch, after);
    QList<FieldError> faults = checkFields(after);
    if (after.email.isEmpty() && !before.email.isEmpty() && before.hasPassword)
        faults << FieldError{u"email"_s, tr("This person signs in with the e-mail address. Give another one.")};
    if (!faults.isEmpty())
        return invalid(faults);
    const bool owned = before.role == Role::Owner && !before.disabled;
    if (owned && (after.role != Role::Owner || after.disabled))
        if (const auto kept = keepsAnOwner(transaction, before.id); !kept)
            return fail(kept.error());
    if (!after.email.isEmpty() && isEmailTaken(transaction, after.email, after.id))
        return emailTaken();
    store(transaction, after);
    if (after.role != before.role || (after.disabled && !before.disabled)) {
        sessions::endAll(transaction, after.id);
        if (after.disabled)
            transaction.exec("DELETE FROM invitations WHERE user_id = ?", after.id);
    }
    journal(transaction, "updated", after, toJson(before), toJson(after));
    if (topicOf(before) != topicOf(after))
        transaction.changed(topicOf(before), after.id.value);
    return after;
}
}

Invitation newInvitation(Transaction &transaction, UserId user)
{
    Invitation invitation{newToken(), transaction.now() + InvitationHolds};
    transaction.exec("DELETE FROM invitations WHERE user_id = ?", user);
    transaction.exec("INSERT INTO invitations (user_id, token_hash, created_at, expires_at) VALUES (?, ?, ?, ?)", user,
                     Blob{tokenHash(invitation.token)}, transaction.now(), invitation.expiresAt);
    return invitation;
}

QList<FieldError> validate(const UserDraft &given, const std::optional<QString> &password, const QStringList &personal)
{
    const UserDraft draft = tidied(given);
    QList<FieldError> faults = checkFields(preview(draft));
    if (password) {
        if (draft.email.isEmpty() && draft.role == Role::Customer)
            faults << FieldError{u"email"_s, tr("A password needs an e-mail address to sign in with.")};
        if (const auto checked = checkPassword(*password, QStringList{draft.email, draft.name} + personal); !checked)
            faults << checked.error().fields;
    }
    return faults;
}

Result<> checkNewPassword(const User &user, const QString &password, const QString &field)
{
    return checkPassword(password, {user.email, user.name}, field);
}

Result<User> signUp(Transaction &transaction, const UserDraft &given)
{
    UserDraft draft = given;
    draft.role = Role::Customer;
    if (draft.email.trimmed().isEmpty())
        return invalid(checkEmail(draft.email).error().fields);
    auto user = insertChecked(transaction, draft);
    if (user)
        journal(transaction, "signed_up", *user, {}, toJson(*user));
    return user;
}

Result<User> firstOwner(Transaction &transaction, const UserDraft &given)
{
    if (transaction.number("SELECT id FROM users WHERE role = 'owner'"))
        return fail(ErrorCode::Conflict, tr("This shop has an owner already. Let them make others."));
    UserDraft draft = given;
    draft.role = Role::Owner;
    return insertChecked(transaction, draft);
}

Result<Created> create(Transaction &transaction, const Actor &actor, const UserDraft &draft)
{
    if (const auto allowed = mayManage(actor, draft.role); !allowed)
        return fail(allowed.error());
    const auto user = insertChecked(transaction, draft);
    if (!user)
        return fail(user.error());
    Created created{*user, {}};
    if (user->isInvited())
        created.invitation = newInvitation(transaction, user->id);
    journal(transaction, "created", *user, {}, toJson(*user));
    return created;
}

Result<Invitation> invite(Transaction &transaction, const Actor &actor, UserId id)
{
    const auto user = findForUpdate(transaction, id);
    if (!user || user->erased)
        return noSuchPerson();
    if (const auto allowed = mayManage(actor, user->role); !allowed)
        return fail(allowed.error());
    if (!user->isInvited())
        return fail(ErrorCode::Conflict,
                    tr("Only an active person with an e-mail address and without a password can be invited."));
    journal(transaction, "invited", *user, {}, {});
    return newInvitation(transaction, id);
}

Result<User> update(Transaction &transaction, const Actor &actor, UserId id, const UserPatch &patch,
                    std::optional<qint64> expected)
{
    const auto before = findForUpdate(transaction, id);
    if (!before || before->erased)
        return noSuchPerson();
    if (const auto allowed = mayManage(actor, before->role); !allowed)
        return fail(allowed.error());
    if (patch.role)
        if (const auto allowed = mayManage(actor, *patch.role); !allowed)
            return fail(allowed.error());
    if (const auto fresh = checkRevision(*before, expected); !fresh)
        return fail(fresh.error());
    return change(transaction, *before, patch);
}

Result<User> updateOwn(Transaction &transaction, const Actor &actor, const UserPatch &patch,
                       std::optional<qint64> expected)
{
    const auto before = findForUpdate(transaction, actor.user);
    if (!before || before->erased)
        return noSuchPerson();
    if (const auto fresh = checkRevision(*before, expected); !fresh)
        return fail(fresh.error());
    UserPatch own;
    own.email = patch.email;
    own.name = patch.name;
    own.phone = patch.phone;
    return change(transaction, *before, own);
}

Result<> remove(Transaction &transaction, const Actor &actor, UserId id, std::optional<qint64> expected)
{
    const auto user = findForUpdate(transaction, id);
    if (!user || user->erased)
        return noSuchPerson();
    if (auto allowed = mayManage(actor, user->role); !allowed)
        return allowed;
    if (auto fresh = checkRevision(*user, expected); !fresh)
        return fresh;
    if (user->role == Role::Owner && !user->disabled)
        if (auto kept = keepsAnOwner(transaction, id); !kept)
            return kept;
    // Whoever waits for a parcel still needs the address on it.
    if (transaction.number("SELECT 1 FROM orders WHERE user_id = ? AND status = 'open' LIMIT 1", id))
        return fail(ErrorCode::Conflict, tr("This customer has open orders. Fulfil or cancel them first."));
    // Whoever could sign in may stand in the journal.
    const bool worked = !user->isCustomer() && user->hasPassword;
    const bool ordered = transaction.number("SELECT 1 FROM orders WHERE user_id = ? LIMIT 1", id).has_value();
    personal::anonymise(transaction, *user);
    if (!worked && !ordered)
        transaction.exec("DELETE FROM users WHERE id = ?", id);
    journal(transaction, "removed", *user, {}, {});
    return {};
}

}
