#pragma once
// What stands between a client and the program: reads strictly, holds every limit, hands over one complete request at a
// time, and writes the reply itself, so that its order, its framing and a client that left are the gate's business.
// What is kept as bytes leaves from here; all else goes to Qt HTTP Server in a short canonical form.
#include "server/http/bodyreader.h"
#include "server/http/connections.h"
#include "server/http/handler.h"
#include "server/http/headparser.h"
#include "server/http/httpfigures.h"
#include "server/http/mailbox.h"
#include "server/http/replybytes.h"
#include "server/http/trustedproxies.h"
#include "server/http/wire.h"

#include <memory>
#include <unordered_map>

namespace backroom {

class Gate;

// What the gates of one worker share. Lives as long as they do, on their thread.
struct GateContext
{
    Limits limits;
    TrustedProxies proxies;
    UploadRule isUpload; // may be empty
    std::shared_ptr<WorkerFigures> figures = std::make_shared<WorkerFigures>();
    std::shared_ptr<Shortcut> shortcut; // may be null
    RefusalWatch refused; // may be empty
    // Has Qt HTTP Server read the canonical request of `current`; its handler was called when this returns.
    std::function<void(const QByteArray &)> bring;
    std::shared_ptr<Mailbox> mailbox; // this worker's
    std::function<void(quint64)> again; // calls proceed() of that gate when the others had their turn
    std::unordered_map<quint64, std::unique_ptr<Gate>> gates; // by number
    std::vector<quint64> gone; // to be erased from there when nobody is inside them
    Gate *current = nullptr; // the one whose request Qt HTTP Server handles now
    std::shared_ptr<SpoolRoom> spoolRoom; // for large bodies
    HttpDate date;
    QByteArray input; // what was read last; a gate keeps only what it cannot use yet
    QByteArray scratch; // where replies are put together
    QByteArray canonical;
    Head head; // of the request that was read last
    bool draining = false; // no request is taken after those under way

    // Milliseconds of a clock that never goes back, as of the last tick(): one look at it for all events of a turn.
    qint64 now() const { return m_now; }
    void tick();
    void bury();

private:
    qint64 m_now = 0;
};

class Gate final : private Wire::User {
public:
    // Takes a connected `wire`. On the worker's thread, like everything here.
    Gate(std::unique_ptr<Wire> wire, Peer peer, ConnectionPlace place, GateContext &context, quint64 number);
    ~Gate();
    Q_DISABLE_COPY_MOVE(Gate)

    // Reads what there is, once the context knows the gate.
    void begin() { m_wire->begin(this), pump(); }
    // Goes on where it gave way to others.
    void proceed();
    // The request handed over last. Once for each.
    Request takeRequest();
    ExchangeId exchange() const { return {m_number, m_exchange}; }
    // Writes the reply if that request still waits for one.
    void answer(quint64 exchange, const Reply &reply);
    // Goes on with a reply that is still being made.
    void sendMore(quint64 exchange);
    // Looks at the deadlines.
    void sweep(qint64 now);
    // Closes as soon as nothing is under way.
    void drain();
    // Cuts the connection.
    void cut() { gone(); }

private:
    enum class State { Idle, Head, Body, Waiting, Sending, Closing, Gone };

    void readable() override { pump(); }
    void written(qint64 count) override;
    void gone() override;

    void pump();
    void pumpLater();
    bool receive();
    void discard();
    void keepInput();
    bool hasInput() const { return !m_input.isEmpty() || m_wire->mayRead(); }
    bool advance();
    bool readHead();
    bool readBody();
    bool takeShortcut();
    void beginBody();
    void handOver();
    void writeCanonical();
    // Who asks: the peer, or whom it asks for.
    const Peer &client() const { return m_client ? *m_client : m_peer; }
    void note(const Head &head);
    void refuse(int status);
    void write(const Reply &reply, QByteArrayView requestId, bool headOnly, bool close);
    void send(QByteArrayView head, const QByteArray &body = {});
    void answered(bool close);
    void startSending(const std::shared_ptr<BodyStream> &stream);
    void sendPieces();
    void startClosing();
    void shutDownWhenWritten();
    bool stalled(qint64 now);

    GateContext &m_context;
    const std::unique_ptr<Wire> m_wire;
    const Peer m_peer;
    ConnectionPlace m_place;
    const quint64 m_number;

    State m_state = State::Idle;
    bool m_pumping = false;
    bool m_pumpQueued = false;
    bool m_taken = false; // the request reached the handler
    bool m_headOnly = false;
    bool m_close = false;
    bool m_http10 = false;
    bool m_hsts = false; // the client is told to come back over TLS only
    qint64 m_deadline; // of the state; see sweep()

    QByteArrayView m_input; // read, not yet understood; in the context's buffer or in m_kept
    QByteArray m_kept;
    HeadScan m_scan;
    std::unique_ptr<Head> m_head; // of the request whose body is read, or which is handed over
    std::unique_ptr<BodyReader> m_bodyReader;
    RequestBody m_body; // of the request being handed over

    std::shared_ptr<BodyStream> m_stream; // what is being sent
    bool m_begun = false; // with its first piece

    quint64 m_exchange = 0;
    Refused m_asked; // what a refusal would say of this request; all but how it ends
    std::optional<Peer> m_client; // of a request that a proxy passed on
    qint64 m_began = 0; // its first byte was read

    qint64 m_drained = 0; // bytes the kernel took since m_drainedSince
    qint64 m_drainedSince = 0;
};

}
