#include "app/users/userrules.h"

#include "app/users/email.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace backroom::users {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

Area areaOf(Role role) { return role == Role::Customer ? Area::Customers : Area::Users; }
}

Result<> mayRead(const Actor &actor, Role role) { return actor.require({areaOf(role), Verb::Read}); }

Result<> mayManage(const Actor &actor, Role role)
{
    if (const auto allowed = actor.require({areaOf(role), Verb::Write}); !allowed)
        return allowed;
    // A key that may write users is no way to become an owner.
    if (role >= Role::Manager && actor.role != Role::Owner)
        return fail(ErrorCode::Forbidden, tr("Only an owner handles owners and managers. Ask one."));
    return {};
}

Result<> keepsAnOwner(Transaction &transaction, UserId without)
{
    Query rows =
        transaction.query("SELECT id FROM users WHERE role = 'owner' AND disabled = 0 ORDER BY id /*for update*/");
    bool another = false;
    while (rows.next())
        another = another || rows.id<UserId>(0) != without;
    if (another)
        return {};
    return fail(ErrorCode::Conflict, tr("This is the shop's last owner. Make somebody else an owner first."));
}

QList<FieldError> checkFields(const User &user)
{
    QList<FieldError> faults;
    if (!user.email.isEmpty()) {
        if (const auto email = checkEmail(user.email); !email)
            faults << email.error().fields;
    } else if (!user.isCustomer()) {
        faults << FieldError{u"email"_s, tr("Give the e-mail address that this person signs in with.")};
    }
    const bool nameless = user.name.trimmed().isEmpty() && !(user.isCustomer() && !user.externalNumber.isEmpty());
    if (nameless || user.name.size() > 200)
        faults << FieldError{u"name"_s, tr("Give a name of up to 200 characters.")};
    if (user.phone.size() > 50)
        faults << FieldError{u"phone"_s, tr("A telephone number has up to 50 characters.")};
    if (user.note.size() > 10'000)
        faults << FieldError{u"note"_s, tr("A note has up to 10,000 characters.")};
    const bool country = user.country.isEmpty()
        || (user.country.size() == 2 && user.country.toUpper() == user.country
            && QLocale::codeToTerritory(QString::fromLatin1(user.country)) != QLocale::AnyTerritory);
    if (!country)
        faults << FieldError{u"country"_s, tr("Choose a country by its two letters, as in DE.")};
    if (user.role == Role::None)
        faults << FieldError{u"role"_s, tr("Choose owner, manager, staff, viewer or customer.")};
    return faults;
}

tl::unexpected<Error> emailTaken()
{
    const QString message = tr("Somebody has this e-mail address already. Choose another, or find that person.");
    return fail(Error{ErrorCode::Conflict, message, {{u"email"_s, message}}});
}

tl::unexpected<Error> noSuchPerson()
{
    return fail(ErrorCode::NotFound, tr("There is no such person here. They may have been removed meanwhile."));
}

}
