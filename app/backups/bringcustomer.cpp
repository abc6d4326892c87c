#include "app/backups/bringback.h"

#include "app/users/userstore.h"

#include <QCoreApplication>

namespace backroom::bringback {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

tl::unexpected<Error> erased()
{
    return fail(ErrorCode::Conflict,
                tr("This customer was erased at their own wish, and does not come back out of a backup."));
}

UserId make(Transaction &transaction, Reader &backup, const User &then)
{
    UserDraft draft{then.email, then.name, Role::Customer, then.phone, then.country, then.note, {}};
    {
        Query row = backup.query("SELECT password_hash FROM users WHERE id = ?", then.id);
        if (row.next() && !row.isNull(0))
            draft.passwordHash = row.bytes(0);
    }
    const User made = users::insert(transaction, draft);
    transaction.exec("UPDATE users SET external_number = ?, created_at = ? WHERE id = ?",
                     then.externalNumber.isEmpty() ? std::nullopt : std::optional(then.externalNumber), then.createdAt,
                     made.id);
    return made.id;
}

void bringAddresses(Transaction &transaction, Reader &backup, UserId from, UserId to)
{
    transaction.exec("DELETE FROM addresses WHERE user_id = ?", to);
    Query rows = backup.query("SELECT body, created_at FROM addresses WHERE user_id = ? ORDER BY id", from);
    while (rows.next())
        transaction.exec("INSERT INTO addresses (user_id, body, created_at) VALUES (?, ?, ?)", to, rows.text(0),
                         rows.int64(1));
}
}

Result<BroughtBack> customer(Transaction &transaction, Reader &backup, const Actor &actor, UserId id)
{
    if (const auto allowed = actor.require({Area::Backups, Verb::Write}); !allowed)
        return fail(allowed.error());
    const auto then = users::find(backup, id);
    if (!then || !then->isCustomer())
        return fail(ErrorCode::NotFound, tr("The backup holds no such customer."));
    const auto now = users::findForUpdate(transaction, id);
    const bool isNew = !now || now->createdAt != then->createdAt;
    if (then->erased || (!isNew && now->erased))
        return erased();
    if (!then->email.isEmpty() && users::isEmailTaken(transaction, then->email, isNew ? UserId{} : id))
        return fail(
            ErrorCode::Conflict,
            tr("Somebody else has the e-mail address %1 now. Change that first, and try again.").arg(then->email));
    if (!then->externalNumber.isEmpty()
        && transaction.number("SELECT 1 FROM users WHERE external_number = ? AND id <> ?", then->externalNumber,
                              isNew ? UserId{} : id))
        return fail(ErrorCode::Conflict, tr("Another customer has the number %1 now.").arg(then->externalNumber));
    UserId there = id;
    if (isNew) {
        there = make(transaction, backup, *then);
    } else {
        User user = *then;
        user.revision = now->revision;
        user.role = now->role;
        users::store(transaction, user);
    }
    bringAddresses(transaction, backup, id, there);
    const User after = *users::find(transaction, there);
    transaction.journal({"customer.brought_back",
                         "customer",
                         there.bytes(),
                         isNew ? QByteArray() : toJson(*now),
                         toJson(after),
                         {{Topic::Customers, there.value}}});
    return BroughtBack{there.bytes(), after.name.isEmpty() ? after.email : after.name, isNew};
}

}
