#pragma once
// The few things the program needs of cryptography, all from libsodium. Every function may be called from any thread
// and sets the library up on its first use.
#include <QByteArray>
#include <optional>

namespace backroom {

QByteArray randomBytes(int count);
// `length` characters out of 0-9 A-Z a-z, 5.95 bits each.
QByteArray randomBase62(int length);

// BLAKE2b of 16…64 bytes, keyed when there is a key (a longer one than 64 bytes is hashed first).
QByteArray blake2b(QByteArrayView data, QByteArrayView key = {}, int size = 32);

// Equal or not, in a time that depends on the lengths alone.
bool equalConstantTime(QByteArrayView a, QByteArrayView b);

// XChaCha20-Poly1305 under a key derived from any bytes (which must themselves be hard to guess: a random secret, not a
// password). `context` is not stored; what is opened must be opened with the one it was sealed with.
QByteArray seal(QByteArrayView plain, QByteArrayView secret, QByteArrayView context = {});
// Nothing when the box was altered or belongs to another secret or context.
std::optional<QByteArray> openSealed(QByteArrayView box, QByteArrayView secret, QByteArrayView context = {});

// libsodium, ready. Ends the program when it cannot be: there would be no random numbers.
void ensureCrypto();

}
