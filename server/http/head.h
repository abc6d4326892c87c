#pragma once
// The head of a request as the gate understood it: its bytes, and where in them everything lies.
#include <QByteArray>
#include <vector>

namespace backroom {

enum class Method { Get, Head, Post, Put, Patch, Delete, Options };
QByteArray methodText(Method method);

// A piece of Head::bytes.
struct Span
{
    quint32 at = 0;
    quint32 size = 0;
};

inline Span spanOf(QByteArrayView whole, QByteArrayView part)
{
    return {static_cast<quint32>(part.data() - whole.data()), static_cast<quint32>(part.size())};
}

struct Field
{
    Span name;
    Span value; // without the white space around it
};

struct Head
{
    QByteArray bytes; // request line to blank line
    std::vector<Field> fields;
    QByteArray decodedPath; // only when the path has percent escapes
    Method method = Method::Get;
    Span target; // path and query as sent
    Span path;
    Span query; // without the question mark
    // Values that many requests are asked for; `at` is 0 where the field is missing. As field() finds them.
    Span host;
    Span requestId; // X-Request-Id of the client
    Span contentType;
    Span accept;
    Span origin;
    Span ifNoneMatch;
    qint64 contentLength = -1; // -1: none given
    bool chunked = false;
    bool expectsContinue = false;
    bool http10 = false;
    bool close = false; // the connection ends with this exchange
    bool forwarded = false; // a proxy says that it passed it on
    bool plainTarget = true; // the target has only characters that RFC 3986 allows there

    QByteArrayView view(Span span) const { return QByteArrayView(bytes).sliced(span.at, span.size); }
    // A null view when the field is missing.
    QByteArrayView value(Span field) const { return field.at == 0 ? QByteArrayView() : view(field); }
    // Empties it, but keeps the room for fields.
    void reset();
    // The first field of that name, in any case; a null view when there is none.
    QByteArrayView field(QByteArrayView name) const;
    // Decoded; begins with a slash, or is "*". Has no dot segments, no escaped slash, no control characters.
    QByteArrayView pathView() const { return decodedPath.isNull() ? view(path) : QByteArrayView(decodedPath); }
};

}
