// The pure readers of heads and bodies, fed with thousands of damaged inputs: they never read beyond what they were
// given, and how the bytes are cut on their way makes no difference.
#include "server/http/bodyreader.h"
#include "server/http/bytes.h"
#include "server/http/headparser.h"

#include <QRandomGenerator>
#include <QTest>

using namespace backroom;
using namespace Qt::StringLiterals;

namespace {

const QByteArrayList Seeds = {
    "GET /products/blue%20shirt?q=a+b&page=2 HTTP/1.1\r\nHost: shop:8080\r\nAccept: */*\r\n\r\n"_ba,
    "POST /orders HTTP/1.1\r\nHost: [::1]\r\nContent-Length: 12\r\nContent-Type: application/json\r\n\r\n"_ba,
    "PUT /a HTTP/1.0\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n"_ba,
    "OPTIONS * HTTP/1.1\r\nhost: shop\r\nX-Request-Id: abc\r\nOrigin: https://shop\r\n\r\n"_ba,
};
const QByteArray Pieces[] = {"\r\n"_ba,
                             "\n"_ba,
                             "\r"_ba,
                             " "_ba,
                             ":"_ba,
                             "%"_ba,
                             "/"_ba,
                             "."_ba,
                             "\t"_ba,
                             "?"_ba,
                             "0"_ba,
                             "\r\n\r\n"_ba,
                             "Content-Length: 1\r\n"_ba,
                             "Host: a\r\n"_ba,
                             QByteArray(1, '\0')};

QByteArray damaged(QByteArray bytes, QRandomGenerator &random)
{
    for (int changes = random.bounded(4); changes >= 0 && !bytes.isEmpty(); --changes) {
        const int at = random.bounded(int(bytes.size()));
        switch (random.bounded(4)) {
        case 0: bytes[at] = char(random.bounded(256)); break;
        case 1: bytes.remove(at, 1 + random.bounded(6)); break;
        case 2: bytes.insert(at, Pieces[random.bounded(int(std::size(Pieces)))]); break;
        default: bytes.truncate(at); break;
        }
    }
    return bytes;
}

bool inside(Span span, const Head &head) { return qint64(span.at) + span.size <= head.bytes.size(); }

}

class TestGateParser : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void seesControlsAnywhere();
    void readsDamagedHeads();
    void readsDamagedBodies();
};

void TestGateParser::readsDamagedHeads()
{
    QRandomGenerator random(2);
    const Limits limits;
    int good = 0;
    for (int round = 0; round < 20'000; ++round) {
        const QByteArray bytes = damaged(Seeds[random.bounded(int(Seeds.size()))], random);
        HeadScan whole;
        const qsizetype size = scanHead(bytes, limits, whole);
        HeadScan growing;
        qsizetype grown = 0;
        for (qsizetype end = 0; end <= bytes.size() && grown == 0; ++end)
            grown = scanHead(QByteArrayView(bytes).first(end), limits, growing);
        QCOMPARE(grown, size);
        if (size <= 0)
            continue;
        Head head;
        const int status = parseHead(bytes.first(size), limits, head);
        QVERIFY(status == 0 || (status >= 400 && status <= 505));
        if (status != 0)
            continue;
        ++good;
        for (const Field &field : head.fields)
            QVERIFY(inside(field.name, head) && inside(field.value, head) && field.name.size > 0);
        for (const Span span : {head.target, head.path, head.query, head.requestId, head.contentType})
            QVERIFY(inside(span, head));
        QVERIFY(!(head.chunked && head.contentLength >= 0));
        QVERIFY(!head.pathView().contains('\0') && !head.pathView().startsWith("//"));
    }
    QVERIFY(good > 1000); // the damage left enough to read
}

void TestGateParser::readsDamagedBodies()
{
    QRandomGenerator random(3);
    const QByteArray chunks = "5\r\nhello\r\n00000A\r\n0123456789\r\n1\r\n!\r\n0\r\n\r\n"_ba;
    for (int round = 0; round < 20'000; ++round) {
        const QByteArray bytes = round == 0 ? chunks : damaged(chunks, random);
        BodyReader whole;
        whole.startChunked(100);
        qsizetype used = 0;
        const int outcome = whole.feed(bytes, used);
        QVERIFY(used <= bytes.size());

        BodyReader pieces;
        pieces.startChunked(100);
        qsizetype at = 0;
        int result = BodyReader::More;
        for (qsizetype end = 0; end <= bytes.size() && result == BodyReader::More;
             end += end == bytes.size() ? 1 : qMin<qsizetype>(1 + random.bounded(4), bytes.size() - end))
            result = pieces.feed(QByteArrayView(bytes).sliced(at, end - at), at);
        QCOMPARE(result, outcome);
        if (outcome == BodyReader::Complete) {
            QCOMPARE(at, used);
            QCOMPARE(pieces.take().bytes(), whole.take().bytes());
        }
        if (round == 0)
            QCOMPARE(outcome, BodyReader::Complete);
    }
}

void TestGateParser::seesControlsAnywhere()
{
    for (int size = 1; size < 20; ++size)
        for (int at = 0; at < size; ++at)
            for (int c = 0; c < 256; ++c) {
                QByteArray text(size, 'a');
                text[at] = char(c);
                QCOMPARE(backroom::bytes::hasControls(text), (c < 0x20 && c != '\t') || c == 0x7f);
                text[size - 1] = '\x1f'; // also after what looked like one and was none
                QVERIFY(backroom::bytes::hasControls(text));
            }
}

QTEST_GUILESS_MAIN(TestGateParser)
#include "tst_gateparser.moc"
