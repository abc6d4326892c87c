#include "app/users/token.h"

#include "app/base/crypto.h"

#include <zlib.h>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr auto Prefix = "bk_live_"_L1;
constexpr qsizetype IdSize = 8;
constexpr qsizetype SecretSize = 43;
constexpr qsizetype SumSize = 6;
constexpr qsizetype KeySize = 8 + IdSize + 1 + SecretSize + SumSize;

// CRC-32 in base62, left-filled: six digits hold 32 bits.
QByteArray checkSum(QByteArrayView text)
{
    constexpr char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    uLong sum = crc32(0, reinterpret_cast<const Bytef *>(text.data()), uInt(text.size()));
    QByteArray result(SumSize, '0');
    for (qsizetype i = SumSize - 1; i >= 0; --i, sum /= 62)
        result[i] = digits[sum % 62];
    return result;
}

QByteArrayView prefix() { return QByteArrayView(Prefix.data(), Prefix.size()); }
}

QByteArray newToken() { return randomBase62(SecretSize); }

QByteArray tokenHash(QByteArrayView token) { return blake2b(token); }

NewApiKey newApiKey()
{
    NewApiKey key;
    key.id = randomBase62(IdSize);
    key.text = prefix().toByteArray() + key.id + '_' + randomBase62(SecretSize);
    key.text += checkSum(key.text);
    key.hash = tokenHash(key.text);
    return key;
}

std::optional<ApiKeyParts> parseApiKey(QByteArrayView text)
{
    if (text.size() != KeySize || !text.startsWith(prefix()) || text[Prefix.size() + IdSize] != '_')
        return std::nullopt;
    if (checkSum(text.first(KeySize - SumSize)) != text.last(SumSize))
        return std::nullopt;
    return ApiKeyParts{text.sliced(Prefix.size(), IdSize).toByteArray(), tokenHash(text)};
}

bool looksLikeApiKey(QByteArrayView text) { return text.startsWith(prefix()); }

}
