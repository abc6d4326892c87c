#include "server/http/replybytes.h"

#include <QDateTime>
#include <QLocale>
#include <array>
#include <charconv>
#include <ctime>

namespace backroom {

namespace {

void appendNumber(QByteArray &out, qint64 number)
{
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append(digits.data(), end - digits.data());
}

}

QByteArrayView reasonText(int status)
{
    switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 206: return "Partial Content";
    case 301: return "Moved Permanently";
    case 302: return "Found";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 307: return "Temporary Redirect";
    case 308: return "Permanent Redirect";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 411: return "Length Required";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 417: return "Expectation Failed";
    case 421: return "Misdirected Request";
    case 422: return "Unprocessable Content";
    case 428: return "Precondition Required";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    case 505: return "HTTP Version Not Supported";
    case 507: return "Insufficient Storage";
    default: return "Unknown";
    }
}

void appendField(QByteArray &out, QByteArrayView name, QByteArrayView value)
{
    out.append(name).append(": ");
    const qsizetype at = out.size();
    out.append(value);
    for (qsizetype i = at; i < out.size(); ++i) {
        if (static_cast<unsigned char>(out.at(i)) < 0x20)
            out[i] = ' ';
    }
    out.append("\r\n");
}

namespace {

bool isBodiless(int status) { return status == 204 || status == 304; }

// The three pieces of a head around its date and its request id.

void appendStatus(QByteArray &out, const Reply &reply)
{
    out.append("HTTP/1.1 ");
    appendNumber(out, reply.status);
    out.append(' ').append(reasonText(reply.status)).append("\r\nDate: ");
}

void appendLength(QByteArray &out, const Reply &reply, bool untilClose)
{
    const bool bodiless = isBodiless(reply.status);
    if (!bodiless && !reply.stream) {
        out.append("\r\nContent-Length: ");
        appendNumber(out, reply.body.size());
    } else if (!bodiless && !untilClose) {
        out.append("\r\nTransfer-Encoding: chunked");
    }
    out.append("\r\nX-Request-Id: ");
}

void appendFields(QByteArray &out, const Reply &reply)
{
    out.append("\r\n");
    if (!reply.type.isEmpty() && !isBodiless(reply.status))
        appendField(out, "Content-Type", reply.type);
    for (const auto &[name, value] : reply.headers)
        appendField(out, name, value);
}

void appendEnd(QByteArray &out, const ReplyFraming &framing)
{
    if (framing.hsts)
        out.append("Strict-Transport-Security: max-age=31536000\r\n"); // a year
    if (framing.close)
        out.append("Connection: close\r\n");
    else if (framing.keepAlive)
        out.append("Connection: keep-alive\r\n");
    out.append("\r\n");
}

}

bool appendReplyHead(QByteArray &out, const Reply &reply, const ReplyFraming &framing)
{
    appendStatus(out, reply);
    out.append(framing.date);
    appendLength(out, reply, framing.untilClose);
    out.append(framing.requestId);
    appendFields(out, reply);
    appendEnd(out, framing);
    return !isBodiless(reply.status) && !framing.headOnly;
}

PreparedHead::PreparedHead(const Reply &reply)
{
    appendStatus(m_beforeDate, reply);
    appendLength(m_beforeId, reply, false);
    appendFields(m_fields, reply);
}

void PreparedHead::append(QByteArray &out, const ReplyFraming &framing, QByteArrayView more) const
{
    out.append(m_beforeDate).append(framing.date).append(m_beforeId).append(framing.requestId).append(m_fields);
    out.append(more);
    appendEnd(out, framing);
}

QByteArrayView HttpDate::now()
{
    const qint64 second = std::time(nullptr);
    if (second != m_second) {
        m_second = second;
        m_text = QLocale::c()
                     .toString(QDateTime::fromSecsSinceEpoch(second, Qt::UTC),
                               QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"))
                     .toLatin1();
    }
    return m_text;
}

}
