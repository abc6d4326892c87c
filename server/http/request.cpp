#include "server/http/request.h"

#include "server/http/bytes.h"

namespace backroom {

namespace {

// Calls found(name, value), both as sent, until it returns true.
template<typename Found> void eachParameter(QByteArrayView query, Found found)
{
    while (!query.isEmpty()) {
        const qsizetype ampersand = query.indexOf('&');
        const QByteArrayView pair = ampersand < 0 ? query : query.first(ampersand);
        query = ampersand < 0 ? QByteArrayView() : query.sliced(ampersand + 1);
        if (pair.isEmpty())
            continue;
        const qsizetype equals = pair.indexOf('=');
        const QByteArrayView name = equals < 0 ? pair : pair.first(equals);
        if (found(name, equals < 0 ? QByteArrayView() : pair.sliced(equals + 1)))
            return;
    }
}

QByteArray decodedText(QByteArrayView text) { return bytes::decoded(text, true).value_or(QByteArray()); }

}

Request::Request(Head head, RequestBody body, QByteArray id, Peer peer)
    : m_head(std::move(head)), m_body(std::move(body)), m_id(std::move(id)), m_peer(std::move(peer))
{}

Segments segmentsOf(QByteArrayView path)
{
    Segments segments;
    QByteArrayView rest = path;
    while (!rest.isEmpty()) {
        if (rest.front() == '/')
            rest = rest.sliced(1);
        const qsizetype slash = rest.indexOf('/');
        const QByteArrayView segment = slash < 0 ? rest : rest.first(slash);
        rest = slash < 0 ? QByteArrayView() : rest.sliced(slash);
        if (!segment.isEmpty() || !rest.isEmpty())
            segments.append(segment);
    }
    return segments;
}

std::optional<QByteArray> Request::query(QByteArrayView name) const
{
    std::optional<QByteArray> result;
    eachParameter(rawQuery(), [&](QByteArrayView key, QByteArrayView value) {
        const bool plain = key.indexOf('%') < 0 && key.indexOf('+') < 0;
        if (key != name && (plain || decodedText(key) != name))
            return false;
        result = decodedText(value);
        return true;
    });
    return result;
}

QList<std::pair<QByteArray, QByteArray>> Request::queryItems() const
{
    QList<std::pair<QByteArray, QByteArray>> items;
    eachParameter(rawQuery(), [&](QByteArrayView key, QByteArrayView value) {
        items.emplaceBack(decodedText(key), decodedText(value));
        return false;
    });
    return items;
}

}
