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
    // A name that stands in the program needs no look for what must be escaped in it.
    template<size_t Size> JsonWriter &name(const char (&name)[Size]) { return plainName({name, qsizetype(Size) - 1}); }

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
    template<typename Tag> JsonWriter &value(Id<Tag> id) { return numberText(id.value); }
    template<typename T> JsonWriter &value(const std::optional<T> &value)
    {
        return value ? this->value(*value) : null();
    }
    JsonWriter &value(const QStringList &values);
    // {"amount": 1999, "currency": "EUR"}
    JsonWriter &money(qint64 amount);
    JsonWriter &money(const std::optional<qint64> &amount) { return amount ? money(*amount) : null(); }
    JsonWriter &time(Millis time);
    JsonWriter &time(const std::optional<Millis> &time) { return time ? this->time(*time) : null(); }
    // JSON that stands already; null when empty.
    JsonWriter &raw(QByteArrayView json);

    template<typename Key, typename T> JsonWriter &field(const Key &key, const T &value)
    {
        return name(key).value(value);
    }
    template<typename Key, typename T> JsonWriter &moneyField(const Key &key, const T &amount)
    {
        return name(key).money(amount);
    }
    template<typename Key, typename T> JsonWriter &timeField(const Key &key, const T &time)
    {
        return name(key).time(time);
    }

    // An empty writer of the same currency, for a part that is put in later with raw().
    JsonWriter likewise() const { return JsonWriter(m_currency); }

    // Until something more is written.
    QByteArrayView bytes() const { return {m_bytes.constData(), m_size}; }
    QByteArray take();
    void reserve(qsizetype size);

private:
    JsonWriter &numberText(qint64 number);
    // Room for `size` more bytes, and a comma before them where one is due; what was written there counts once end()
    // is told where it stopped.
    char *begin(qsizetype size);
    char *room(qsizetype size);
    void end(const char *at) { m_size = at - m_bytes.constData(); }
    JsonWriter &plain(QByteArrayView bytes);
    JsonWriter &plainName(QByteArrayView name);
    void escaped(QByteArrayView utf8);

    QByteArray m_bytes; // larger than what is written
    qsizetype m_size = 0;
    QByteArray m_currency;
    bool m_first = true; // nothing stands before in this object or array
    bool m_named = false;
};

}
