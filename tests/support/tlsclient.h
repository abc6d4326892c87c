#pragma once
// A client that speaks TLS as it is told, with what no well-meaning library would offer any more; blocking.
#include "tests/support/rawclient.h"

#include <memory>

struct ssl_st;
struct ssl_ctx_st;

namespace backroom::test {

// What the client offers. Numbers as OpenSSL has them: 0x0302 is TLS 1.1, 0x0303 1.2, 0x0304 1.3.
struct TlsOffer
{
    int least = 0x0303;
    int most = 0x0304;
    const char *suites = nullptr; // of TLS 1.2 and older, in OpenSSL's words; its usual ones when null
    QByteArray protocols = {}; // ALPN as on the wire: "\x02h2"
};

class TlsClient {
public:
    // Connects to 127.0.0.1 and shakes hands.
    explicit TlsClient(quint16 port, const TlsOffer &offer = {});
    ~TlsClient();
    TlsClient(const TlsClient &) = delete;
    TlsClient &operator=(const TlsClient &) = delete;

    bool isOpen() const { return m_open; }
    // Why there was no handshake, as OpenSSL says it: "tlsv1 alert protocol version".
    const QByteArray &fault() const { return m_fault; }
    QByteArray version() const; // "TLSv1.3"
    QByteArray suite() const;
    QByteArray protocol() const; // what ALPN agreed on
    QByteArray serial() const; // of the server's certificate
    QByteArray curve() const; // of its key: "prime256v1"

    bool send(const QByteArray &bytes);
    // The next reply, framed by Content-Length; without a body when `headOnly`.
    RawReply reply(bool headOnly = false);
    // Reads up to `most` bytes, as they come.
    QByteArray some(qsizetype most);
    // Whether the other side takes leave as TLS wants it, with nothing more to read before.
    bool isToldGoodbye();

private:
    bool receive(int most = 65536);

    int m_descriptor = -1;
    ssl_ctx_st *m_context = nullptr;
    ssl_st *m_ssl = nullptr;
    bool m_open = false;
    bool m_goodbye = false;
    QByteArray m_fault;
    QByteArray m_buffer;
};

}
