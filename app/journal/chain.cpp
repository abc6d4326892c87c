#include "app/journal/chain.h"

#include <sodium.h>

namespace backroom::chain {

namespace {
class Hasher {
public:
    explicit Hasher(const QByteArray &key)
    {
        crypto_generichash_init(&m_state, reinterpret_cast<const uchar *>(key.constData()), size_t(key.size()), Size);
    }
    Hasher &operator<<(const QByteArray &field)
    {
        *this << qint64(field.size());
        update(field.constData(), size_t(field.size()));
        return *this;
    }
    Hasher &operator<<(qint64 number)
    {
        char bytes[8];
        for (int i = 0; i < 8; ++i)
            bytes[i] = char(quint64(number) >> (8 * i));
        update(bytes, sizeof bytes);
        return *this;
    }
    QByteArray result()
    {
        QByteArray hash(Size, Qt::Uninitialized);
        crypto_generichash_final(&m_state, reinterpret_cast<uchar *>(hash.data()), Size);
        return hash;
    }

private:
    static constexpr size_t Size = 32;
    void update(const char *bytes, size_t size)
    {
        crypto_generichash_update(&m_state, reinterpret_cast<const uchar *>(bytes), size);
    }
    crypto_generichash_state m_state;
};
}

QByteArray firstHash() { return QByteArray(32, '\0'); }

QByteArray payloadHash(const QByteArray &key, const QByteArray &before, const QByteArray &after)
{
    return (Hasher(key) << before << after).result();
}

QByteArray hash(const QByteArray &key, const QByteArray &previous, const Link &link)
{
    Hasher hasher(key);
    hasher << previous << link.seq << link.at << link.actor << link.actorName << link.action << link.entity
           << link.entityId << link.topics << link.requestId << link.address << link.payloadHash;
    return hasher.result();
}

}
