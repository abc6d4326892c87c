#include "tests/support/apiclient.h"

using namespace Qt::StringLiterals;

namespace backroom::test {

namespace {
constexpr int Patience = 60'000; // milliseconds; only a hung server takes them
}

QByteArray json(QByteArray text) { return text.replace('\'', '"'); }

QByteArray Answer::header(const QByteArray &name) const
{
    for (const auto &[key, value] : headers)
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    return {};
}

QStringList Answer::faults() const
{
    QStringList fields;
    const QJsonArray errors = json().value("errors"_L1).toArray();
    for (const auto &error : errors)
        fields << error["field"_L1].toString();
    fields.sort();
    return fields;
}

bool ApiClient::connected()
{
    if (m_socket.state() == QAbstractSocket::ConnectedState) {
        // A connection that the server let go shows only when it is read.
        m_socket.waitForReadyRead(0);
        if (m_socket.state() == QAbstractSocket::ConnectedState)
            return true;
    }
    m_socket.abort();
    m_socket.connectToHost(m_host, m_port);
    return m_socket.waitForConnected(Patience);
}

Answer ApiClient::send(const QByteArray &method, const QByteArray &path, const QByteArray &body, const Headers &headers)
{
    if (!connected())
        return {};
    QByteArray request = method + ' ' + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    bool typed = false;
    for (const auto &[name, value] : headers) {
        request += name + ": " + value + "\r\n";
        typed = typed || name.compare("content-type", Qt::CaseInsensitive) == 0;
    }
    if (!m_token.isEmpty())
        request += "Authorization: Bearer " + m_token + "\r\n";
    if (!body.isNull()) {
        request += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
        if (!typed)
            request += "Content-Type: application/json\r\n";
    }
    request += "\r\n" + body;
    m_socket.write(request);
    return receive(method == "HEAD");
}

// False when the connection ends before the last chunk.
bool ApiClient::receiveChunks(QByteArray bytes, QByteArray &body)
{
    for (;;) {
        const qsizetype end = bytes.indexOf("\r\n");
        const qsizetype size = end < 0 ? 0 : bytes.left(end).toLongLong(nullptr, 16);
        if (end < 0 || bytes.size() < end + size + 4) {
            if (m_socket.bytesAvailable() == 0 && !m_socket.waitForReadyRead(Patience))
                return false;
            bytes += m_socket.readAll();
            continue;
        }
        body += bytes.mid(end + 2, size);
        bytes.remove(0, end + size + 4);
        if (size == 0)
            return true;
    }
}

Answer ApiClient::receive(bool head)
{
    QByteArray bytes;
    qsizetype end = -1;
    while ((end = bytes.indexOf("\r\n\r\n")) < 0) {
        if (m_socket.bytesAvailable() == 0 && !m_socket.waitForReadyRead(Patience))
            return {};
        bytes += m_socket.readAll();
    }
    Answer answer;
    const QByteArrayList lines = bytes.left(end).split('\n');
    answer.status = lines.first().mid(9, 3).toInt();
    qsizetype length = 0;
    for (const QByteArray &line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        answer.headers.emplaceBack(line.left(colon).trimmed(), line.mid(colon + 1).trimmed());
        if (answer.headers.last().first.compare("content-length", Qt::CaseInsensitive) == 0)
            length = answer.headers.last().second.toLongLong();
    }
    if (head || answer.status == 304 || answer.status == 204)
        length = 0;
    if (!head && answer.header("transfer-encoding") == "chunked") {
        if (!receiveChunks(bytes.mid(end + 4), answer.body))
            return {};
        return answer;
    }
    answer.body = bytes.mid(end + 4);
    while (answer.body.size() < length) {
        if (m_socket.bytesAvailable() == 0 && !m_socket.waitForReadyRead(Patience))
            return {};
        answer.body += m_socket.readAll();
    }
    if (answer.header("connection").toLower() == "close")
        m_socket.abort();
    return answer;
}

}
