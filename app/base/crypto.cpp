#include "app/base/crypto.h"

#include <sodium.h>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
const unsigned char *bytes(QByteArrayView view) { return reinterpret_cast<const unsigned char *>(view.data()); }
unsigned char *bytes(QByteArray &array) { return reinterpret_cast<unsigned char *>(array.data()); }
size_t length(QByteArrayView view) { return size_t(view.size()); }

constexpr qsizetype NonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr qsizetype TagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;

QByteArray boxKey(QByteArrayView secret)
{
    return blake2b(secret, "backroom sealed box 1"_ba, crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
}
}

void ensureCrypto()
{
    static const bool ready = sodium_init() >= 0;
    if (!ready)
        qFatal("libsodium could not be set up: the system gives no random numbers.");
}

QByteArray randomBytes(int count)
{
    ensureCrypto();
    QByteArray result(count, Qt::Uninitialized);
    randombytes_buf(result.data(), size_t(count));
    return result;
}

QByteArray randomBase62(int length)
{
    ensureCrypto();
    constexpr char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    // Drawn many at a time: a call of the kernel for each character would be most of a cart's cost. Bytes past the last
    // multiple of 62 are thrown away, so that every digit is as likely as the others.
    constexpr unsigned char Bound = 62 * 4;
    QByteArray result;
    result.reserve(length);
    unsigned char drawn[64];
    while (result.size() < length) {
        randombytes_buf(drawn, sizeof drawn);
        for (const unsigned char byte : drawn)
            if (byte < Bound && result.size() < length)
                result += digits[byte % 62];
    }
    return result;
}

QByteArray blake2b(QByteArrayView data, QByteArrayView key, int size)
{
    ensureCrypto();
    Q_ASSERT(size >= int(crypto_generichash_BYTES_MIN) && size <= int(crypto_generichash_BYTES_MAX));
    const QByteArray shortKey =
        key.size() > qsizetype(crypto_generichash_KEYBYTES_MAX) ? blake2b(key, {}, 64) : QByteArray();
    const QByteArrayView used = shortKey.isEmpty() ? key : QByteArrayView(shortKey);
    QByteArray result(size, Qt::Uninitialized);
    crypto_generichash(bytes(result), size_t(size), bytes(data), length(data), used.isEmpty() ? nullptr : bytes(used),
                       length(used));
    return result;
}

bool equalConstantTime(QByteArrayView a, QByteArrayView b)
{
    ensureCrypto();
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), length(a)) == 0;
}

QByteArray seal(QByteArrayView plain, QByteArrayView secret, QByteArrayView context)
{
    const QByteArray key = boxKey(secret);
    QByteArray box = randomBytes(int(NonceSize));
    box.resize(NonceSize + plain.size() + TagSize);
    unsigned char *start = bytes(box);
    crypto_aead_xchacha20poly1305_ietf_encrypt(start + NonceSize, nullptr, bytes(plain), length(plain), bytes(context),
                                               length(context), nullptr, start, bytes(QByteArrayView(key)));
    return box;
}

std::optional<QByteArray> openSealed(QByteArrayView box, QByteArrayView secret, QByteArrayView context)
{
    if (box.size() < NonceSize + TagSize)
        return std::nullopt;
    const QByteArray key = boxKey(secret);
    QByteArray plain(box.size() - NonceSize - TagSize, Qt::Uninitialized);
    const unsigned char *start = bytes(box);
    const int status = crypto_aead_xchacha20poly1305_ietf_decrypt(bytes(plain), nullptr, nullptr, start + NonceSize,
                                                                  length(box) - size_t(NonceSize), bytes(context),
                                                                  length(context), start, bytes(QByteArrayView(key)));
    return status == 0 ? std::optional(plain) : std::nullopt;
}

}
