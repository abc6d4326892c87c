#include "app/backups/keymove.h"

#include "app/backups/systemkeyring.h"

#include <QCoreApplication>

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
}

Result<std::unique_ptr<KeyMove>> KeyMove::begin(const Keyring &keys, const QByteArray &storeId, KeyHome to)
{
    std::unique_ptr<KeyMove> move(new KeyMove(keys.files(), storeId, to));
    auto held = move->m_files.hold();
    if (!held)
        return fail(held.error());
    move->m_held = *std::move(held);
    move->m_notedBefore = move->m_files.noted(storeId);
    if (const auto copied = to == KeyHome::Keyring ? move->copyToKeyring() : move->copyToFiles(); !copied)
        return fail(copied.error());
    return move;
}

Result<> KeyMove::copyToKeyring()
{
    if (const auto now = m_files.kept(m_storeId); !now)
        return fail(now.error());
    QList<QByteArray> noted = m_notedBefore;
    const QList<BackupKey> keys = m_files.all(m_storeId);
    for (auto key = keys.crbegin(); key != keys.crend(); ++key) {
        m_copied.prepend(*key);
        if (auto kept = systemkeyring::keep(m_storeId, *key); !kept)
            return kept;
        noted.removeAll(key->id());
        noted.prepend(key->id());
    }
    return m_files.note(m_storeId, noted);
}

Result<> KeyMove::copyToFiles()
{
    if (m_notedBefore.isEmpty())
        if (const auto found = systemkeyring::newestOf(m_storeId); found.key)
            m_notedBefore << found.key->id();
    for (const QByteArray &id : std::as_const(m_notedBefore)) {
        const bool isNow = id == m_notedBefore.constFirst();
        const auto found = systemkeyring::find(id);
        if (!found.key && !isNow && found.condition == systemkeyring::Condition::Open)
            continue; // somebody put it away
        if (!found.key)
            return fail(Keyring::notGiven(found.condition));
        m_copied << *found.key;
        auto kept = isNow ? m_files.keep(m_storeId, *found.key) : m_files.keepBeside(m_storeId, *found.key);
        if (!kept)
            return kept;
        if (const auto read = m_files.find(id); !read || read->secret() != found.key->secret())
            return fail(ErrorCode::Unavailable,
                        tr("The backups' key could not be read back from %1. Look whether this disk is well.")
                            .arg(m_files.path()));
    }
    return {};
}

Result<> KeyMove::finish()
{
    auto left = m_to == KeyHome::Keyring ? leaveFiles() : Result<>();
    if (!left)
        return left;
    if (m_to == KeyHome::File)
        leaveKeyring();
    m_isFinished = true;
    return {};
}

// The one of now last: as long as it is there, nothing has changed.
Result<> KeyMove::leaveFiles()
{
    for (auto key = m_copied.crbegin(); key != m_copied.crend(); ++key)
        if (!m_files.remove(m_storeId, *key))
            return fail(ErrorCode::Unavailable,
                        tr("The key's file in %1 cannot be removed. Give your account the right to write there.")
                            .arg(m_files.path()));
    return {};
}

// What a keyring does not let go stays noted: the file is looked at first.
void KeyMove::leaveKeyring()
{
    QList<QByteArray> noted = m_notedBefore;
    for (const BackupKey &key : std::as_const(m_copied))
        if (systemkeyring::remove(m_storeId, key.id()))
            noted.removeAll(key.id());
    if (const auto forgot = m_files.note(m_storeId, noted); !forgot)
        qWarning("%s", qPrintable(forgot.error().message));
}

// Only what is still in the old home.
KeyMove::~KeyMove()
{
    if (m_isFinished)
        return;
    QList<QByteArray> noted = m_files.noted(m_storeId);
    for (const BackupKey &key : std::as_const(m_copied)) {
        if (m_to == KeyHome::File) {
            if (systemkeyring::find(key.id()).key)
                m_files.remove(m_storeId, key);
        } else if (m_files.find(key.id()) && !m_notedBefore.contains(key.id())) {
            systemkeyring::remove(m_storeId, key.id());
            noted.removeAll(key.id());
        }
    }
    if (m_to == KeyHome::Keyring)
        (void)m_files.note(m_storeId, noted);
}

}
