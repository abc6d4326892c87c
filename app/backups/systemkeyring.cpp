#include "app/backups/systemkeyring.h"

#include "app/backups/secretvisit.h"

#include <QCoreApplication>

namespace backroom::systemkeyring {

namespace {
constexpr std::chrono::minutes PatienceWithPeople(1);

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

QString whyNot(Condition condition)
{
    if (condition == Condition::Absent)
        return tr("No keyring answers on this computer. Sign in to its desktop, or keep the key in a file.");
    return tr("The keyring of this computer is locked. Sign in to its desktop, or keep the key in a file.");
}
}

Condition condition() { return Visit().condition(); }

Condition unlock()
{
    const Visit visit(PatienceWithPeople);
    const Condition before = visit.condition();
    if (before != Condition::Locked)
        return before;
    Fault fault;
    if (const auto collection = visit.collection()) {
        GList only{collection.get(), nullptr, nullptr};
        secret_service_unlock_sync(visit.service(), &only, visit.limit(), nullptr, fault.place());
    } else {
        const Owned<SecretCollection> made(
            secret_collection_create_sync(visit.service(), tr("Passwords").toUtf8().constData(),
                                          SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_CREATE_NONE, visit.limit(),
                                          fault.place()));
    }
    fault.tell();
    return condition();
}

Found find(const QByteArray &id) { return Visit().look(ofKey(id)); }
Found newestOf(const QByteArray &storeId) { return Visit().look(ofStore(storeId)); }

Result<> keep(const QByteArray &storeId, const BackupKey &key)
{
    const Visit visit;
    // Told before, as libsecret would ask the person.
    if (const Condition condition = visit.condition(); condition != Condition::Open)
        return fail(ErrorCode::Unavailable, whyNot(condition));
    const OwnedSecret words(secret_value_new(key.recoveryWords().toLatin1().constData(), -1, "text/plain"));
    Fault fault;
    secret_service_store_sync(visit.service(), schema(), of(storeId, key.id()).get(), SECRET_COLLECTION_DEFAULT,
                              tr("Backroom: the key of a shop’s backups").toUtf8().constData(), words.get(),
                              visit.limit(), fault.place());
    fault.tell();
    if (const Found kept = find(key.id()); !kept.key || kept.key->secret() != key.secret())
        return fail(ErrorCode::Unavailable,
                    tr("The keyring of this computer did not keep the key. Look whether it is well, or keep the key "
                       "in a file."));
    return {};
}

bool remove(const QByteArray &storeId, const QByteArray &id)
{
    const Visit visit;
    if (!visit.service())
        return false;
    const Attributes attributes = of(storeId, id);
    Fault fault;
    secret_service_clear_sync(visit.service(), schema(), attributes.get(), visit.limit(), fault.place());
    fault.tell();
    const Found left = visit.look(attributes);
    return !fault.isThere() && left.condition == Condition::Open && !left.key;
}

}
