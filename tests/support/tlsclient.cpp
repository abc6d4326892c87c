#include "tests/support/tlsclient.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <sys/socket.h>
#include <unistd.h>

namespace backroom::test {

namespace {
constexpr int Patience = 10; // seconds, before a test gives up

int connectedTo(quint16 port)
{
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const timeval patience{Patience, 0};
    ::setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    sockaddr_in peer{};
    peer.sin_family = AF_INET;
    peer.sin_port = htons(port);
    ::inet_pton(AF_INET, "127.0.0.1", &peer.sin_addr);
    if (::connect(descriptor, reinterpret_cast<sockaddr *>(&peer), sizeof peer) == 0)
        return descriptor;
    ::close(descriptor);
    return -1;
}
}

TlsClient::TlsClient(quint16 port, const TlsOffer &offer)
    : m_descriptor(connectedTo(port)), m_context(SSL_CTX_new(TLS_client_method()))
{
    SSL_CTX_set_security_level(m_context, 0);
    SSL_CTX_set_min_proto_version(m_context, offer.least);
    SSL_CTX_set_max_proto_version(m_context, offer.most);
    if (offer.suites)
        SSL_CTX_set_cipher_list(m_context, offer.suites);
    if (!offer.protocols.isEmpty())
        SSL_CTX_set_alpn_protos(m_context, reinterpret_cast<const unsigned char *>(offer.protocols.constData()),
                                static_cast<unsigned>(offer.protocols.size()));
    m_ssl = SSL_new(m_context);
    SSL_set_fd(m_ssl, m_descriptor);
    ERR_clear_error();
    m_open = m_descriptor >= 0 && SSL_connect(m_ssl) == 1;
    if (const unsigned long error = m_open ? 0 : ERR_peek_error()) {
        const char *reason = ERR_reason_error_string(error);
        m_fault = reason ? reason : "unknown";
    }
}

TlsClient::~TlsClient()
{
    SSL_free(m_ssl);
    SSL_CTX_free(m_context);
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

QByteArray TlsClient::version() const { return SSL_get_version(m_ssl); }
QByteArray TlsClient::suite() const { return SSL_get_cipher_name(m_ssl); }

QByteArray TlsClient::protocol() const
{
    const unsigned char *name = nullptr;
    unsigned size = 0;
    SSL_get0_alpn_selected(m_ssl, &name, &size);
    return {reinterpret_cast<const char *>(name), qsizetype(size)};
}

QByteArray TlsClient::serial() const
{
    const ASN1_INTEGER *serial = X509_get0_serialNumber(SSL_get0_peer_certificate(m_ssl));
    return QByteArray(reinterpret_cast<const char *>(ASN1_STRING_get0_data(serial)), ASN1_STRING_length(serial))
        .toHex();
}

QByteArray TlsClient::curve() const
{
    QByteArray name(64, '\0');
    size_t size = 0;
    EVP_PKEY_get_group_name(X509_get0_pubkey(SSL_get0_peer_certificate(m_ssl)), name.data(), size_t(name.size()),
                            &size);
    return name.first(qsizetype(size));
}

bool TlsClient::send(const QByteArray &bytes)
{
    return m_open && SSL_write(m_ssl, bytes.constData(), int(bytes.size())) == bytes.size();
}

bool TlsClient::receive(int most)
{
    const qsizetype before = m_buffer.size();
    m_buffer.resize(before + most);
    const int got = m_open ? SSL_read(m_ssl, m_buffer.data() + before, most) : 0;
    m_buffer.resize(before + qMax(0, got));
    if (got <= 0 && SSL_get_error(m_ssl, got) == SSL_ERROR_ZERO_RETURN)
        m_goodbye = true;
    return got > 0;
}

RawReply TlsClient::reply(bool headOnly)
{
    RawReply reply;
    qsizetype end = -1;
    while ((end = m_buffer.indexOf("\r\n\r\n")) < 0) {
        if (!receive())
            return reply;
    }
    reply.head = m_buffer.first(end + 4);
    m_buffer.remove(0, end + 4);
    const qsizetype length = headOnly ? 0 : reply.field("Content-Length").toLongLong();
    while (m_buffer.size() < length) {
        if (!receive())
            return reply;
    }
    reply.body = m_buffer.first(length);
    m_buffer.remove(0, length);
    reply.status = reply.head.mid(9, 3).toInt();
    return reply;
}

QByteArray TlsClient::some(qsizetype most)
{
    while (m_buffer.isEmpty() && receive(int(most))) {}
    return std::exchange(m_buffer, QByteArray());
}

bool TlsClient::isToldGoodbye() { return m_buffer.isEmpty() && !receive() && m_goodbye; }

}
