#include "app/base/json.h"

#include <cmath>

namespace backroom {

void JsonWriter::separate()
{
    if (!m_first && !m_named)
        m_bytes += ',';
    m_first = false;
    m_named = false;
}

JsonWriter &JsonWriter::object()
{
    separate();
    m_bytes += '{';
    m_first = true;
    return *this;
}

JsonWriter &JsonWriter::endObject()
{
    m_bytes += '}';
    m_first = false;
    return *this;
}

JsonWriter &JsonWriter::array()
{
    separate();
    m_bytes += '[';
    m_first = true;
    return *this;
}

JsonWriter &JsonWriter::endArray()
{
    m_bytes += ']';
    m_first = false;
    return *this;
}

JsonWriter &JsonWriter::name(QByteArrayView name)
{
    text(name);
    m_bytes += ':';
    m_named = true;
    return *this;
}

JsonWriter &JsonWriter::null()
{
    separate();
    m_bytes += "null";
    return *this;
}

JsonWriter &JsonWriter::value(bool value)
{
    separate();
    m_bytes += value ? "true" : "false";
    return *this;
}

JsonWriter &JsonWriter::value(qint64 value)
{
    separate();
    m_bytes += QByteArray::number(value);
    return *this;
}

JsonWriter &JsonWriter::value(double value)
{
    separate();
    m_bytes += std::isfinite(value) ? QByteArray::number(value, 'g', 15) : QByteArray("null");
    return *this;
}

JsonWriter &JsonWriter::text(QByteArrayView utf8)
{
    static constexpr char hex[] = "0123456789abcdef";
    separate();
    m_bytes += '"';
    const char *from = utf8.begin();
    for (const char *c = utf8.begin(); c != utf8.end(); ++c) {
        const auto byte = static_cast<unsigned char>(*c);
        if (byte >= 0x20 && byte != '"' && byte != '\\')
            continue;
        m_bytes.append(from, c - from);
        from = c + 1;
        switch (byte) {
        case '"': m_bytes += "\\\""; break;
        case '\\': m_bytes += "\\\\"; break;
        case '\n': m_bytes += "\\n"; break;
        case '\r': m_bytes += "\\r"; break;
        case '\t': m_bytes += "\\t"; break;
        default:
            m_bytes += "\\u00";
            m_bytes += hex[byte >> 4];
            m_bytes += hex[byte & 15];
        }
    }
    m_bytes.append(from, utf8.end() - from);
    m_bytes += '"';
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
    separate();
    m_bytes += "{\"amount\":";
    m_bytes += QByteArray::number(amount);
    m_bytes += ",\"currency\":\"";
    m_bytes += m_currency;
    m_bytes += "\"}";
    return *this;
}

JsonWriter &JsonWriter::raw(QByteArrayView json)
{
    if (json.isEmpty())
        return null();
    separate();
    m_bytes += json;
    return *this;
}

}
