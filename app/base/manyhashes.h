#pragma once
// BLAKE2b-256, without a key, of very many short messages: four at a time where the processor can (AVX2), else one after
// the other by libsodium. The hashes are the same either way.
#include <QByteArrayView>
#include <array>
#include <vector>

namespace backroom {

class ManyHashes {
public:
    using Hash = std::array<quint64, 4>; // its 32 bytes, the lowest of each word first

    // `careful` does without the processor's help, for tests.
    explicit ManyHashes(bool careful = false);

    // A message is written piece by piece, then ended.
    char *room(size_t size)
    {
        Message &message = m_messages[m_count];
        if (message.bytes.size() < message.size + size + Block)
            grow(message, size);
        char *at = message.bytes.data() + message.size;
        message.size += size;
        return at;
    }
    // True when four are complete: take() has their hashes.
    bool end() { return ++m_count == Lanes; }
    // Of those ended since the last take, in their order; and begins anew.
    template<typename Fn> void take(Fn &&fn)
    {
        hash();
        for (size_t i = 0; i < m_count; ++i)
            fn(m_hashes[i]);
        m_count = 0;
    }

private:
    static constexpr size_t Lanes = 4, Block = 128;
    struct Message
    {
        std::vector<char> bytes; // with room for a whole block behind its end
        size_t size = 0;
    };
    static void grow(Message &message, size_t size);
    void hash();
    std::array<Message, Lanes> m_messages;
    std::array<Hash, Lanes> m_hashes = {};
    size_t m_count = 0;
    const bool m_together;
};

}
