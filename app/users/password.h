#pragma once
// Passwords: Argon2id hashes, and which passwords are taken. Hashing takes about a tenth of a second and 64 MiB, so it
// belongs into a pool thread, never on an event loop. Any thread.
#include "app/base/result.h"

#include <QStringList>

namespace backroom {

inline constexpr int MinPasswordLength = 8; // characters
inline constexpr int MaxPasswordLength = 128;

// What one guess costs.
struct PasswordCost
{
    quint64 passes = 3;
    size_t memory = 64u * 1024 * 1024; // bytes
    // The least that the algorithm takes, for tests that need many people.
    static PasswordCost least() { return {1, 8192}; }
};

class PasswordHasher {
public:
    explicit PasswordHasher(PasswordCost cost = {});
    // "$argon2id$v=19$…", with its own salt; Busy when there is no memory for it.
    Result<QByteArray> hash(QStringView password) const;
    // False also for a hash that is none.
    bool verify(QStringView password, const QByteArray &hash) const;
    // True when the hash was made at another cost than today's.
    bool needsRehash(const QByteArray &hash) const;
    // A hash that no password fits and that costs as much as a real one: verify against it when the e-mail address is
    // unknown, and nobody learns from the time which addresses have an account.
    QByteArray dummy() const;

private:
    PasswordCost m_cost;
};

// Whether a new password will do: 8 to 128 characters, and not among the first that anybody would try. `personal` is
// what a stranger knows of its owner (e-mail address, name, the shop's name). Invalid names `field`.
Result<> checkPassword(QStringView password, const QStringList &personal = {},
                       const QString &field = QStringLiteral("password"));

}
