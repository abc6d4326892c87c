#pragma once
// From a Reply to the bytes of HTTP/1.1.
#include "server/http/reply.h"

#include <QtGlobal>

namespace backroom {

// "Not Found"
QByteArrayView reasonText(int status);

// How this reply is framed on this connection.
struct ReplyFraming
{
    bool headOnly = false; // answers HEAD
    bool close = false; // the connection ends after it
    bool untilClose = false; // the client knows no chunks: a stream ends with the connection
    bool keepAlive = false; // say so: an HTTP/1.0 client has to be told
    bool hsts = false; // tell browsers to come over TLS only
    QByteArrayView date; // see HttpDate
    QByteArrayView requestId;
};

// Appends the head, and reports whether the body follows it (not for HEAD, 204, 304).
bool appendReplyHead(QByteArray &out, const Reply &reply, const ReplyFraming &framing);

// A head that is sent many times, put together once: appends what appendReplyHead() would, but for `more`, which comes
// after the reply's own fields.
class PreparedHead {
public:
    explicit PreparedHead(const Reply &reply);
    void append(QByteArray &out, const ReplyFraming &framing, QByteArrayView more) const;
    qsizetype size() const { return m_beforeDate.size() + m_beforeId.size() + m_fields.size(); }

private:
    QByteArray m_beforeDate;
    QByteArray m_beforeId;
    QByteArray m_fields;
};

// Appends one field, its line end included. What would begin a new line in the value becomes a blank.
void appendField(QByteArray &out, QByteArrayView name, QByteArrayView value);

// The text of the Date field, made anew once a second. For one thread.
class HttpDate {
public:
    QByteArrayView now();

private:
    qint64 m_second = -1;
    QByteArray m_text;
};

}
