#pragma once
// What stands between a client and Qt HTTP Server: a socket without a kernel socket that owns the real one. It reads
// strictly, holds every limit, and hands over one complete request at a time in a short canonical form; the reply
// is written by the gate itself, so that its order, its framing and a client that left are the gate's business.
#include "server/http/bodyreader.h"
#include "server/http/connections.h"
#include "server/http/headparser.h"
#include "server/http/mailbox.h"
#include "server/http/replybytes.h"
#include "server/http/request.h"

#include <QTcpSocket>
#include <functional>
#include <memory>
#include <unordered_map>

namespace backroom {

class Gate;

// What the gates of one worker share. Lives as long as they do, on their thread.
struct GateContext
{
    Limits limits;
    std::function<bool(Method, QByteArrayView)> isUpload; // see UploadRule; may be empty
    std::unordered_map<quint64, Gate *> gates; // the living, by number
    Gate *current = nullptr; // the one whose request Qt HTTP Server handles now
    HttpDate date;
    QByteArray scratch; // where replies are put together
    bool draining = false; // no request is taken after those under way

    static qint64 now(); // milliseconds of a clock that never goes back
};

class Gate final : public QTcpSocket {
    Q_OBJECT
public:
    // Takes `real`, connected. On the worker's thread, like everything here.
    Gate(std::unique_ptr<QTcpSocket> real, ConnectionPlace place, GateContext &context, quint64 number);
    ~Gate() override;

    // The request handed over last, with its body as Qt HTTP Server read it. Once for each.
    Request takeRequest(QByteArray body);
    ExchangeId exchange() const { return {m_number, m_exchange}; }
    // Writes the reply if that request still waits for one.
    void answer(quint64 exchange, const Reply &reply);
    // Looks at the deadlines.
    void sweep(qint64 now);
    // Closes as soon as nothing is under way.
    void drain();
    // Cuts the connection.
    void cut();

    qint64 bytesAvailable() const override;
    bool canReadLine() const override;
    void disconnectFromHost() override;
    void close() override { disconnectFromHost(); }

protected:
    qint64 readData(char *data, qint64 size) override;
    qint64 skipData(qint64 size) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    enum class State { Idle, Head, Body, Waiting, Closing, Gone };

    void pump();
    void pumpLater();
    bool receive();
    bool advance();
    bool readHead();
    bool readBody();
    void beginBody();
    void handOver();
    void writeCanonical();
    void refuse(int status);
    void write(const Reply &reply, QByteArrayView requestId, bool headOnly, bool close);
    void send(QByteArrayView bytes);
    void startClosing();
    void shutDownWhenWritten();
    void written(qint64 count);
    void gone();
    bool stalled(qint64 now);

    GateContext &m_context;
    const std::unique_ptr<QTcpSocket> m_real;
    ConnectionPlace m_place;
    const quint64 m_number;

    State m_state = State::Idle;
    bool m_pumping = false;
    bool m_pumpQueued = false;
    qint64 m_deadline = 0; // of the state; see sweep()

    QByteArray m_raw; // read, not yet understood
    qsizetype m_at = 0; // where in m_raw the next byte to understand is
    HeadScan m_scan;
    Head m_head; // of the request being read or answered
    BodyReader m_bodyReader;

    QByteArray m_canonical; // what Qt HTTP Server reads, without the body
    QByteArray m_body; // what it reads after it
    qint64 m_handed = 0; // bytes of both that it has read

    quint64 m_exchange = 0;
    bool m_taken = false; // the request reached the handler
    bool m_headOnly = false;
    bool m_close = false;
    bool m_http10 = false;
    QByteArray m_requestId;

    qint64 m_drained = 0; // bytes the kernel took since m_drainedSince
    qint64 m_drainedSince = 0;
};

}
