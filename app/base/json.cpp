#include "app/base/json.h"

#include <charconv>
#include <cmath>
#include <cstring>

namespace backroom {

namespace {
constexpr qsizetype NumberSize = 20; // of any 64-bit number, with its sign

char *put(char *at, QByteArrayView bytes)
{
    if (!bytes.isEmpty()) // an empty one may point nowhere
        std::memcpy(at, bytes.data(), size_t(bytes.size()));
    return at + bytes.size();
}

char *put(char *at, qint64 number) { return std::to_chars(at, at + NumberSize, number).ptr; }

bool needsEscape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

// The first byte that may not stand in a JSON text as it is. Eight at a time: of each byte the highest bit of
// (x - k) & ~x says whether it is below k, and a byte that is the one looked for is 0 once it is subtracted.
const char *plainEnd(const char *from, const char *end)
{
    constexpr quint64 Ones = 0x0101'0101'0101'0101;
    constexpr quint64 Highest = 0x8080'8080'8080'8080;
    const auto zero = [](quint64 x) { return (x - Ones) & ~x; };
    for (; end - from >= 8; from += 8) {
        quint64 x = 0;
        std::memcpy(&x, from, 8);
        const quint64 below = (x - Ones * 0x20) & ~x;
        if ((below | zero(x ^ (Ones * '"')) | zero(x ^ (Ones * '\\'))) & Highest)
            break;
    }
    while (from != end && !needsEscape(*from))
        ++from;
    return from;
}
}

char *JsonWriter::room(qsizetype size)
{
    if (m_bytes.size() - m_size < size)
        m_bytes.resize(std::max({m_size + size, m_bytes.size() * 2, qsizetype(256)}));
    return m_bytes.data() + m_size;
}

char *JsonWriter::begin(qsizetype size)
{
    char *at = room(size + 1);
    if (!m_first && !m_named)
        *at++ = ',';
    m_first = false;
    m_named = false;
    return at;
}

QByteArray JsonWriter::take()
{
    m_bytes.truncate(std::exchange(m_size, 0));
    return std::exchange(m_bytes, {});
}

void JsonWriter::reserve(qsizetype size)
{
    if (size > m_bytes.size())
        m_bytes.resize(size);
}

JsonWriter &JsonWriter::plain(QByteArrayView bytes)
{
    end(put(begin(bytes.size()), bytes));
    return *this;
}

JsonWriter &JsonWriter::object()
{
    plain("{");
    m_first = true;
    return *this;
}

JsonWriter &JsonWriter::endObject()
{
    *room(1) = '}';
    ++m_size;
    m_first = false;
    return *this;
}

JsonWriter &JsonWriter::array()
{
    plain("[");
    m_first = true;
    return *this;
}

JsonWriter &JsonWriter::endArray()
{
    *room(1) = ']';
    ++m_size;
    m_first = false;
    return *this;
}

JsonWriter &JsonWriter::name(QByteArrayView name)
{
    text(name);
    *room(1) = ':';
    ++m_size;
    m_named = true;
    return *this;
}

JsonWriter &JsonWriter::plainName(QByteArrayView name)
{
    char *at = begin(name.size() + 3);
    *at++ = '"';
    at = put(at, name);
    *at++ = '"';
    *at++ = ':';
    end(at);
    m_named = true;
    return *this;
}

JsonWriter &JsonWriter::null() { return plain("null"); }
JsonWriter &JsonWriter::value(bool value) { return value ? plain("true") : plain("false"); }

JsonWriter &JsonWriter::value(qint64 value)
{
    end(put(begin(NumberSize), value));
    return *this;
}

JsonWriter &JsonWriter::value(double value)
{
    return plain(std::isfinite(value) ? QByteArray::number(value, 'g', 15) : QByteArray("null"));
}

JsonWriter &JsonWriter::text(QByteArrayView utf8)
{
    const char *stop = plainEnd(utf8.begin(), utf8.end());
    if (stop != utf8.end()) {
        escaped(utf8);
        return *this;
    }
    char *at = begin(utf8.size() + 2);
    *at++ = '"';
    at = put(at, utf8);
    *at++ = '"';
    end(at);
    return *this;
}

void JsonWriter::escaped(QByteArrayView utf8)
{
    static constexpr char hex[] = "0123456789abcdef";
    constexpr qsizetype LongestEscape = 6;
    plain("\"");
    for (const char *from = utf8.begin(); from != utf8.end();) {
        const char *stop = plainEnd(from, utf8.end());
        char *at = put(room(stop - from + LongestEscape), QByteArrayView(from, stop));
        from = stop;
        if (stop != utf8.end()) {
            const auto byte = static_cast<unsigned char>(*from++);
            switch (byte) {
            case '"': at = put(at, "\\\""); break;
            case '\\': at = put(at, "\\\\"); break;
            case '\n': at = put(at, "\\n"); break;
            case '\r': at = put(at, "\\r"); break;
            case '\t': at = put(at, "\\t"); break;
            default:
                at = put(at, "\\u00");
                *at++ = hex[byte >> 4];
                *at++ = hex[byte & 15];
            }
        }
        end(at);
    }
    *room(1) = '"';
    ++m_size;
}

JsonWriter &JsonWriter::numberText(qint64 number)
{
    char *at = begin(NumberSize + 2);
    *at++ = '"';
    at = put(at, number);
    *at++ = '"';
    end(at);
    return *this;
}

JsonWriter &JsonWriter::value(const QStringList &values)
{
    array();
    for (const QString &value : values)
        this->value(value);
    return endArray();
}

JsonWriter &JsonWriter::money(qint64 amount)
{
    constexpr QByteArrayView Amount = "{\"amount\":";
    constexpr QByteArrayView Currency = ",\"currency\":\"";
    char *at = put(begin(Amount.size() + NumberSize + Currency.size() + m_currency.size() + 2), Amount);
    at = put(put(put(at, amount), Currency), m_currency);
    end(put(at, "\"}"));
    return *this;
}

JsonWriter &JsonWriter::time(Millis time)
{
    char *at = begin(MaxTimeText + 2);
    *at++ = '"';
    at = writeTimeText(at, time);
    *at++ = '"';
    end(at);
    return *this;
}

JsonWriter &JsonWriter::raw(QByteArrayView json) { return json.isEmpty() ? null() : plain(json); }

}
