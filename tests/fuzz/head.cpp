// The gate's readers of heads and bodies by themselves: however the bytes are cut on their way, they are understood
// alike, and what was understood lies inside of what was sent.
#include "server/http/accept.h"
#include "server/http/bodyreader.h"
#include "server/http/headparser.h"
#include "server/http/trustedproxies.h"
#include "tests/fuzz/target.h"

using namespace backroom;
using namespace backroom::fuzz;

namespace {

struct Understood
{
    int status = 0; // of the refusal; 0 for a whole request; -1 while more is needed
    QByteArray method;
    QByteArray path;
    QByteArray query;
    QByteArray body;
    bool operator==(const Understood &) const = default;
};

void checkSpans(const Head &head)
{
    for (const Field &field : head.fields) {
        promise(qint64(field.name.at) + field.name.size <= head.bytes.size());
        promise(qint64(field.value.at) + field.value.size <= head.bytes.size());
        promise(field.name.size > 0);
    }
    for (const Span span : {head.target, head.path, head.query, head.requestId, head.contentType})
        promise(qint64(span.at) + span.size <= head.bytes.size());
    const QByteArrayView path = head.pathView();
    promise(path == QByteArrayView("*") || path.startsWith('/'));
    promise(!path.startsWith("//"));
    for (const char c : path)
        promise(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
    promise(!(head.chunked && head.contentLength >= 0));
}

// What is read in values: whoever asks has an address, and CSV is for who names it.
void checkValues(const Head &head)
{
    static const TrustedProxies proxies = *TrustedProxies::read(QStringLiteral("127.0.0.0/8,10.0.0.0/8,fd00::/8"));
    const Peer client = proxies.clientOf(Peer(QHostAddress(QHostAddress::LocalHost), {}), head);
    promise(!client.address.isNull() && !client.isThisMachine());
    promise(client.text == client.address.toString().toLatin1());
    const QByteArray accept = head.value(head.accept).toByteArray().toLower();
    promise(!prefersCsv(head.value(head.accept)) || accept.contains("text/"));
}

// Reads the first request of `bytes` as if they came `step` at a time; 0 takes all at once.
Understood read(const QByteArray &bytes, qsizetype step)
{
    Limits limits;
    limits.line = 512;
    limits.head = 2048;
    limits.fields = 24;
    constexpr qint64 Body = 4096;
    HeadScan scan;
    qsizetype known = step > 0 ? 0 : bytes.size();
    qsizetype size = 0;
    for (;;) {
        size = scanHead(QByteArrayView(bytes).first(known), limits, scan);
        if (size != 0 || known == bytes.size())
            break;
        known = qMin(bytes.size(), known + step);
    }
    if (size < 0)
        return {int(-size), {}, {}, {}, {}};
    if (size == 0)
        return {-1, {}, {}, {}, {}};
    promise(size <= bytes.size());
    Head head;
    if (const int status = parseHead(bytes.first(size), limits, head))
        return {status, {}, {}, {}, {}};
    checkSpans(head);
    checkValues(head);
    Head line;
    promise(parseFirstLine(bytes, limits, line) && line.pathView() == head.pathView());
    Understood result{
        0, methodText(head.method), head.pathView().toByteArray(), head.view(head.query).toByteArray(), {}};
    if (!head.chunked && head.contentLength <= 0)
        return result;
    if (head.contentLength > Body)
        return {413, {}, {}, {}, {}};
    BodyReader reader;
    if (head.chunked)
        reader.startChunked(Body);
    else
        reader.startCounted(head.contentLength);
    int outcome = BodyReader::More;
    for (qsizetype at = size; outcome == BodyReader::More;) {
        // As in the gate: what the reader did not take is offered again, with what came meanwhile.
        known = step > 0 ? qMin(bytes.size(), qMax(known, at) + step) : bytes.size();
        qsizetype used = 0;
        outcome = reader.feed(QByteArrayView(bytes).sliced(at, known - at), used);
        promise(used >= 0 && used <= known - at);
        at += used;
        if (outcome == BodyReader::More && known == bytes.size())
            return {-1, {}, {}, {}, {}};
    }
    if (outcome != BodyReader::Complete)
        return {outcome, {}, {}, {}, {}};
    result.body = reader.take().bytes();
    promise(result.body.size() <= Body);
    return result;
}

}

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes = bytesOf(data, size);
    const Understood whole = read(bytes, 0);
    // What is refused may be refused for another reason when less of it has come; it is never taken.
    for (const qsizetype step : {1, 7, 64}) {
        const Understood cut = read(bytes, step);
        promise(whole.status == 0 ? cut == whole : cut.status != 0);
    }
    return 0;
}
