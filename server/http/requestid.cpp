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

QByteArray newRequestId()
{
    thread_local Sequence sequence;
    QByteArray id(20, Qt::Uninitialized);
    char *out = id.data();
    quint64 low = sequence.next++;
    quint64 high = sequence.prefix;
    for (int i = 0; i < 10; ++i, high >>= 5, low >>= 5) {
        out[9 - i] = Digits[high & 31];
        out[19 - i] = Digits[low & 31];
    }
    return id;
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
