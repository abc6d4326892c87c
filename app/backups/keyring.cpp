#include "app/backups/keyring.h"

#include "app/backups/backupreader.h"
#include "app/backups/systemkeyring.h"

#include <QCoreApplication>
#include <QDir>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

QString keysFolder()
{
    const QString set = qEnvironmentVariable("BACKROOM_KEYS");
    return !set.isEmpty()
        ? set
        : QDir(QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)).filePath(u"backroom/keys"_s);
}
}

Keyring::Keyring() : m_files(keysFolder()) {}

Result<std::optional<BackupKey>> Keyring::kept(const QByteArray &storeId) const
{
    auto inFile = m_files.kept(storeId);
    if (!inFile || *inFile)
        return inFile;
    const auto noted = m_files.noted(storeId);
    const auto found = noted.isEmpty() ? systemkeyring::newestOf(storeId) : systemkeyring::find(noted.constFirst());
    if (found.key)
        return found.key;
    // Or it was moved into a file since that was looked at.
    inFile = m_files.kept(storeId);
    if (!inFile || *inFile || m_files.noted(storeId).isEmpty())
        return inFile;
    return fail(notGiven(found.condition));
}

Result<BackupKey> Keyring::keyOf(const QByteArray &storeId) const
{
    const auto there = kept(storeId);
    if (!there)
        return fail(there.error());
    return *there ? **there : m_files.make(storeId);
}

Result<BackupKey> Keyring::find(const QByteArray &id) const
{
    if (const auto key = m_files.find(id))
        return *key;
    const auto found = systemkeyring::find(id);
    if (found.key)
        return *found.key;
    if (const auto key = m_files.find(id)) // as above
        return *key;
    if (m_files.isNoted(id))
        return fail(notGiven(found.condition));
    return fail(ErrorCode::Unauthenticated,
                tr("The key of this backup is not on this computer. The words of its recovery sheet open it."));
}

Result<> Keyring::keep(const QByteArray &storeId, const BackupKey &key) const
{
    const auto held = m_files.hold();
    if (!held)
        return fail(held.error());
    // Backups do not stop for a keyring that is not open: the file is looked at first.
    if (home(storeId) != KeyHome::Keyring || !systemkeyring::keep(storeId, key))
        return m_files.keep(storeId, key);
    auto noted = m_files.noted(storeId);
    noted.removeAll(key.id());
    noted.prepend(key.id());
    return m_files.note(storeId, noted);
}

Error Keyring::notGiven(systemkeyring::Condition condition)
{
    using systemkeyring::Condition;
    return {ErrorCode::Unavailable,
            condition == Condition::Locked
                ? tr("The backups' key is in the keyring of this computer, which is locked. Sign in to its desktop, or "
                     "use the words of the recovery sheet.")
                : condition == Condition::Absent
                ? tr("The backups' key is in the keyring of this computer, which does not answer. Sign in to its "
                     "desktop, or use the words of the recovery sheet.")
                : tr("The backups' key was put into the keyring of this computer, and is not there any more. Use the "
                     "words of the recovery sheet.")};
}

std::optional<KeyHome> Keyring::home(const QByteArray &storeId) const
{
    // One that cannot be read is there too.
    if (const auto inFile = m_files.kept(storeId); !inFile || *inFile)
        return KeyHome::File;
    if (!m_files.noted(storeId).isEmpty() || systemkeyring::newestOf(storeId).key)
        return KeyHome::Keyring;
    return std::nullopt;
}

Result<BackupKey> openingKey(const Keyring &keys, const QString &file, const std::optional<BackupKey> &given)
{
    const auto head = BackupReader::head(file);
    if (!head)
        return fail(head.error());
    if (given)
        return *given;
    if (head->keyKind == BackupKey::Kind::Passphrase)
        return fail(ErrorCode::Unauthenticated,
                    tr("This backup has a passphrase: it opens with that, and with nothing else."));
    auto found = keys.find(head->keyId);
    // The words open it also where a keyring is locked.
    if (!found)
        found.error().code = ErrorCode::Unauthenticated;
    return found;
}

}
