#include "server/http/requestid.h"

#include <QRandomGenerator>

namespace backroom {

namespace {
constexpr char Digits[] = "0123456789abcdefghjkmnpqrstvwxyz"; // none that is easily mistaken

// A random start for each thread, counted on from there: 100 bits, the first 50 of them random for good.
struct Sequence
{
    quint64 prefix = QRandomGenerator::system()->generate64();
    quint64 next = QRandomGenerator::system()->generate64() >> 16;
};
}

std::array<char, 20> newRequestIdText()
{
    thread_local Sequence sequence;
    std::array<char, 20> id;
    quint64 low = sequence.next++;
    quint64 high = sequence.prefix;
    for (size_t i = 0; i < 10; ++i, high >>= 5, low >>= 5) {
        id[9 - i] = Digits[high & 31];
        id[19 - i] = Digits[low & 31];
    }
    return id;
}

QByteArray newRequestId()
{
    const auto id = newRequestIdText();
    return QByteArray(id.data(), id.size());
}

bool isSaneRequestId(QByteArrayView text)
{
    if (text.isEmpty() || text.size() > 64)
        return false;
    for (const char c : text) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && !(c >= '0' && c <= '9') && c != '-' && c != '_' && c != '.')
            return false;
    }
    return true;
}

}
