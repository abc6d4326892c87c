#pragma once
// What opens a backup: words that a person chose, or a random key that is kept for the owner and can be written down as
// words on the recovery sheet.
#include "app/base/result.h"

#include <QByteArray>

namespace backroom {

class BackupKey {
public:
    enum class Kind : quint8 { Passphrase = 1, Kept = 2 };
    static constexpr int KeptSize = 32;

    // Invalid when it is empty.
    static Result<BackupKey> fromPassphrase(const QString &words);
    // KeptSize random bytes.
    static BackupKey fromKept(const QByteArray &key);
    static BackupKey makeKept();
    // What a person typed or a file holds: the words of a recovery sheet, or else a passphrase.
    static Result<BackupKey> fromText(const QString &text);
    // The first line of the file, as fromText.
    static Result<BackupKey> fromFile(const QString &path);

    Kind kind() const { return m_kind; }
    // UTF-8 of the passphrase (NFC), or the key.
    const QByteArray &secret() const { return m_secret; }
    // Names a kept key without telling it, so that the right one is found: 8 bytes. Empty for a passphrase.
    QByteArray id() const;
    // The kept key as 18 pronounceable words, the last two of them a checksum: proquints (Wilkerson, arXiv:0901.4016).
    QString recoveryWords() const;

private:
    BackupKey(Kind kind, const QByteArray &secret) : m_kind(kind), m_secret(secret) {}
    Kind m_kind;
    QByteArray m_secret;
};

}
