#pragma once
// What differs between Qt HTTP Server 6.4 and 6.8, in one place: a server that is asked for every request and never
// answers through Qt itself.
#include <QAbstractHttpServer>
#include <QHttpServerRequest>
#include <QTcpServer>
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
#include <QHttpServerResponder>
#endif

namespace backroom {

class CompatHttpServer : public QAbstractHttpServer {
public:
    using QAbstractHttpServer::QAbstractHttpServer;

    // Takes the connections of `server`, which it owns from then on. From 6.8 on it must be listening meanwhile;
    // 6.4 warns when it is not.
    void serve(QTcpServer *server)
    {
        server->listen(QHostAddress::LocalHost, 0);
        bind(server);
        server->close();
    }

protected:
    virtual void take(const QHttpServerRequest &request) = 0;

private:
#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
    bool handleRequest(const QHttpServerRequest &request, QTcpSocket *) final
    {
        take(request);
        return true;
    }
    void missingHandler(const QHttpServerRequest &, QTcpSocket *) final {}
#else
    bool handleRequest(const QHttpServerRequest &request, QHttpServerResponder &) final
    {
        take(request);
        return true;
    }
#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
    void missingHandler(const QHttpServerRequest &, QHttpServerResponder &&) final {}
#else
    void missingHandler(const QHttpServerRequest &, QHttpServerResponder &) final {}
#endif
#endif
};

}
