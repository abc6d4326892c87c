#pragma once
// JSON written straight into bytes: lists are the hot path, and a document built first costs two and a half times as much.
#include "app/base/clock.h"
#include "app/base/ids.h"

#include <QByteArray>
#include <QStringList>

namespace backroom {

// Appends to its buffer; commas come by themselves. Calls must balance, names only inside objects.
class JsonWriter {
public:
    explicit JsonWriter(QByteArray currency = {}) : m_currency(std::move(currency)) {}

    JsonWriter &object();
    JsonWriter &endObject();
    JsonWriter &array();
    JsonWriter &endArray();
    JsonWriter &name(QByteArrayView name);

    JsonWriter &null();
    JsonWriter &value(bool value);
    JsonWriter &value(qint64 value);
    JsonWriter &value(int value) { return this->value(qint64(value)); }
    JsonWriter &value(double value);
    JsonWriter &text(QByteArrayView utf8);
    JsonWriter &value(const QString &value) { return text(value.toUtf8()); }
    JsonWriter &value(const QByteArray &utf8) { return text(utf8); }
    JsonWriter &value(const char *utf8) { return text(QByteArrayView(utf8)); }
    // Ids are strings for clients.
    template<typename Tag> JsonWriter &value(Id<Tag> id) { return text(id.bytes()); }
    template<typename T> JsonWriter &value(const std::optional<T> &value)
    {
        return value ? this->value(*value) : null();
    }
    JsonWriter &value(const QStringList &values);
    // {"amount": 1999, "currency": "EUR"}
    JsonWriter &money(qint64 amount);
    JsonWriter &money(const std::optional<qint64> &amount) { return amount ? money(*amount) : null(); }
    JsonWriter &time(Millis time) { return text(timeText(time)); }
    JsonWriter &time(const std::optional<Millis> &time) { return time ? this->time(*time) : null(); }
    // JSON that stands already; null when empty.
    JsonWriter &raw(QByteArrayView json);

    template<typename T> JsonWriter &field(QByteArrayView key, const T &value) { return name(key).value(value); }
    template<typename T> JsonWriter &moneyField(QByteArrayView key, const T &amount) { return name(key).money(amount); }
    template<typename T> JsonWriter &timeField(QByteArrayView key, const T &time) { return name(key).time(time); }

    // An empty writer of the same currency, for a part that is put in later with raw().
    JsonWriter likewise() const { return JsonWriter(m_currency); }

    const QByteArray &bytes() const { return m_bytes; }
    QByteArray take() { return std::exchange(m_bytes, {}); }
    void reserve(qsizetype size) { m_bytes.reserve(size); }

private:
    void separate();
    QByteArray m_bytes;
    QByteArray m_currency;
    bool m_first = true; // nothing stands before in this object or array
    bool m_named = false;
};

}
