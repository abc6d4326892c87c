#pragma once
// Opaque secrets that stand for a person or a program: session tokens, guests' order tokens and API keys. The store
// only ever holds their hashes. Any thread.
#include <QByteArray>
#include <optional>

namespace backroom {

// 43 characters of base62: 256 bits that nobody can guess.
QByteArray newToken();
// What the store keeps of a token or key: 32 bytes of BLAKE2b. A fast hash will do, as the input is random.
QByteArray tokenHash(QByteArrayView token);

// An API key reads bk_live_<8: its id><_><43: its secret><6: a check sum>. The id may be shown, the rest only once.
struct NewApiKey
{
    QByteArray text; // for the person, once
    QByteArray id; // public part, to find and to name the key by
    QByteArray hash; // for the store
};
NewApiKey newApiKey();

struct ApiKeyParts
{
    QByteArray id;
    QByteArray hash; // compare it with equalConstantTime()
};
// Nothing when the text is no key that this program ever made: the check sum catches typing mistakes without the store.
std::optional<ApiKeyParts> parseApiKey(QByteArrayView text);
bool looksLikeApiKey(QByteArrayView text);

}
