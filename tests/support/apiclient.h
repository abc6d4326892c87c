#pragma once
// A client of the API over a real socket, one connection, blocking; one object a thread.
#include <QByteArray>
#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QTcpSocket>

namespace backroom::test {

using Headers = QList<std::pair<QByteArray, QByteArray>>;

struct Answer
{
    int status = 0; // 0: the connection broke
    Headers headers;
    QByteArray body;

    QByteArray header(const QByteArray &name) const;
    QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
    QJsonArray items() const { return json().value(QLatin1StringView("items")).toArray(); }
    // The fields that a 422 or 400 names, sorted.
    QStringList faults() const;
};

class ApiClient {
public:
    explicit ApiClient(quint16 port, const QByteArray &token = {},
                       const QHostAddress &host = QHostAddress(QHostAddress::LocalHost))
        : m_host(host), m_port(port), m_token(token)
    {}

    void setToken(const QByteArray &token) { m_token = token; }
    Answer get(const QByteArray &path, const Headers &headers = {}) { return send("GET", path, {}, headers); }
    // A null body sends none; JSON unless `headers` say otherwise.
    Answer post(const QByteArray &path, const QByteArray &body = {}, const Headers &headers = {})
    {
        return send("POST", path, body, headers);
    }
    Answer put(const QByteArray &path, const QByteArray &body, const Headers &headers = {})
    {
        return send("PUT", path, body, headers);
    }
    Answer patch(const QByteArray &path, const QByteArray &body, const Headers &headers = {})
    {
        return send("PATCH", path, body, headers);
    }
    Answer remove(const QByteArray &path, const Headers &headers = {}) { return send("DELETE", path, {}, headers); }
    Answer send(const QByteArray &method, const QByteArray &path, const QByteArray &body, const Headers &headers = {});

private:
    bool connected();
    Answer receive(bool head);
    bool receiveChunks(QByteArray bytes, QByteArray &body);
    QTcpSocket m_socket;
    QHostAddress m_host;
    quint16 m_port;
    QByteArray m_token;
};

// R"({"a": 1})" with quotes that are easier on the eye: json("{'a': 1}").
QByteArray json(QByteArray text);

}
