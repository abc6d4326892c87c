#include "server/http/headparser.h"

#include "server/http/bytes.h"
#include "server/http/requestline.h"

namespace backroom {

namespace {

constexpr qsizetype LongestLength = 15; // digits of a Content-Length: a petabyte, far from overflow

bool hostIsSane(QByteArrayView host)
{
    if (host.isEmpty())
        return false;
    qsizetype end = 0;
    if (host[0] == '[') {
        end = host.indexOf(']');
        if (end < 3)
            return false;
        for (const char c : host.sliced(1, end - 1)) {
            if (bytes::hexValue(c) < 0 && c != ':' && c != '.')
                return false;
        }
        ++end;
    } else {
        while (end < host.size() && bytes::isTokenChar(host[end]))
            ++end;
        if (end == 0)
            return false;
    }
    if (end == host.size())
        return true;
    if (host[end] != ':' || host.size() - end > 6)
        return false;
    for (const char c : host.sliced(end + 1)) {
        if (c < '0' || c > '9')
            return false;
    }
    return true;
}

int readLength(QByteArrayView value, Head &head)
{
    if (head.contentLength >= 0 || value.isEmpty() || value.size() > LongestLength)
        return 400;
    qint64 length = 0;
    for (const char c : value) {
        if (c < '0' || c > '9')
            return 400;
        length = length * 10 + (c - '0');
    }
    head.contentLength = length;
    return 0;
}

// What the framing fields say in all; judged once the last one was read.
struct Framing
{
    bool host = false;
    bool close = false;
    bool keepAlive = false;
};

void readConnection(QByteArrayView value, Framing &framing)
{
    while (!value.isEmpty()) {
        const qsizetype comma = value.indexOf(',');
        const QByteArrayView option = bytes::trimmed(comma < 0 ? value : value.first(comma));
        framing.close = framing.close || bytes::same(option, "close");
        framing.keepAlive = framing.keepAlive || bytes::same(option, "keep-alive");
        value = comma < 0 ? QByteArrayView() : value.sliced(comma + 1);
    }
}

void takeFirst(Span &into, Span value)
{
    if (into.at == 0)
        into = value;
}

// The fields that the gate itself acts on, and those that kept answers depend on; told apart by their length first, because most are none of them.
int readKnownField(QByteArrayView name, QByteArrayView value, const Field &field, Head &head, Framing &framing)
{
    switch (name.size()) {
    case 3: head.forwarded = head.forwarded || bytes::same(name, "via"); break;
    case 4:
        if (bytes::same(name, "host")) {
            if (framing.host || !hostIsSane(value))
                return 400;
            framing.host = true;
            head.host = field.value;
        }
        break;
    case 6:
        if (bytes::same(name, "expect")) {
            if (!bytes::same(value, "100-continue"))
                return 417;
            head.expectsContinue = true;
        } else if (bytes::same(name, "accept")) {
            takeFirst(head.accept, field.value);
        } else if (bytes::same(name, "origin")) {
            takeFirst(head.origin, field.value);
        }
        break;
    case 9: head.forwarded = head.forwarded || bytes::same(name, "forwarded") || bytes::same(name, "x-real-ip"); break;
    case 10:
        if (bytes::same(name, "connection"))
            readConnection(value, framing);
        break;
    case 12:
        if (bytes::same(name, "content-type")) {
            if (head.contentType.size > 0)
                return 400;
            head.contentType = field.value;
        } else if (bytes::same(name, "x-request-id")) {
            head.requestId = field.value;
        }
        break;
    case 13:
        if (bytes::same(name, "if-none-match"))
            takeFirst(head.ifNoneMatch, field.value);
        break;
    case 14:
        if (bytes::same(name, "content-length"))
            return readLength(value, head);
        break;
    case 15: head.forwarded = head.forwarded || bytes::same(name, "x-forwarded-for"); break;
    case 16: head.forwarded = head.forwarded || bytes::same(name, "x-forwarded-host"); break;
    case 17:
        head.forwarded = head.forwarded || bytes::same(name, "x-forwarded-proto");
        if (bytes::same(name, "transfer-encoding")) {
            if (head.chunked || head.http10)
                return 400;
            if (!bytes::same(value, "chunked"))
                return 501;
            head.chunked = true;
        }
        break;
    default: break;
    }
    return 0;
}

int readField(QByteArrayView whole, QByteArrayView line, Head &head, Framing &framing)
{
    qsizetype colon = 0;
    while (colon < line.size() && bytes::isTokenChar(line[colon]))
        ++colon;
    // A blank at the start would fold the line into the one before it, one before the colon hides the name.
    if (colon == 0 || colon == line.size() || line[colon] != ':')
        return 400;
    const QByteArrayView name = line.first(colon);
    const QByteArrayView value = bytes::trimmed(line.sliced(colon + 1));
    if (bytes::hasControls(value))
        return 400;
    const Field field{spanOf(whole, name), spanOf(whole, value)};
    head.fields.push_back(field);
    return readKnownField(name, value, field, head, framing);
}

}

qsizetype scanHead(QByteArrayView text, const Limits &limits, HeadScan &scan)
{
    for (;;) {
        const qsizetype found = bytes::find(text, '\n', scan.searched);
        const qsizetype at = found < 0 ? text.size() : found;
        if (scan.lineStart == 0 && at > limits.line)
            return -414;
        if (at >= limits.head)
            return -431;
        scan.searched = at;
        if (found < 0)
            return 0;
        if (at == scan.lineStart || text[at - 1] != '\r')
            return -400; // a bare line feed: some take it for the end of a line, some do not
        const bool blank = at == scan.lineStart + 1;
        scan.searched = scan.lineStart = at + 1;
        if (blank)
            return at + 1;
    }
}

int parseHead(const QByteArray &text, const Limits &limits, Head &head)
{
    head.reset();
    head.bytes = text;
    head.fields.reserve(24);
    const QByteArrayView whole(head.bytes);
    Framing framing;
    bool requestLine = true;
    for (qsizetype at = 0; at < whole.size();) {
        const qsizetype feed = bytes::find(whole, '\n', at);
        if (feed <= at || whole[feed - 1] != '\r')
            return 400;
        const QByteArrayView line = whole.sliced(at, feed - 1 - at);
        at = feed + 1;
        if (requestLine) {
            if (const int status = readRequestLine(whole, line, head))
                return status;
            requestLine = false;
        } else if (line.isEmpty()) {
            if (at != whole.size() || (!framing.host && !head.http10) || (head.chunked && head.contentLength >= 0))
                return 400;
            head.close = framing.close || (head.http10 && !framing.keepAlive);
            head.expectsContinue = head.expectsContinue && !head.http10;
            return 0;
        } else {
            if (head.fields.size() >= static_cast<size_t>(limits.fields))
                return 431;
            if (const int status = readField(whole, line, head, framing))
                return status;
        }
    }
    return 400;
}

bool parseFirstLine(QByteArrayView bytes, const Limits &limits, Head &head)
{
    const qsizetype feed = backroom::bytes::find(bytes, '\n');
    if (feed < 1 || feed > limits.line || bytes[feed - 1] != '\r')
        return false;
    head.reset();
    head.bytes = QByteArray::fromRawData(bytes.data(), feed - 1);
    return readRequestLine(head.bytes, head.bytes, head) == 0;
}

}
