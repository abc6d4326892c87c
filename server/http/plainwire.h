#pragma once
// A connection without TLS, straight on its descriptor: QTcpSocket would copy every byte through buffers of its own and
// wake its event loop twice for each write.
#include "server/http/poller.h"
#include "server/http/wire.h"

#include <vector>

namespace backroom {

class PlainWire final : public Wire, private Poller::Watcher {
public:
    // Takes a connected descriptor.
    PlainWire(int descriptor, Poller &poller);
    ~PlainWire() override { PlainWire::close(); }

    void begin(User *user) override;
    bool mayRead() const override { return m_mayRead; }
    qsizetype read(char *into, qsizetype size) override;
    bool isEnding() const override { return m_ending; }
    bool write(QByteArrayView head, const QByteArray &body) override;
    qint64 queued() const override { return m_queued; }
    void shutDown() override;
    void close() override;
    void breakOff() override;

private:
    void happened(quint32 events) override;
    bool flush();
    void keep(QByteArrayView bytes);

    Poller &m_poller;
    User *m_user = nullptr;
    int m_descriptor;
    bool m_mayRead = true;
    bool m_ending = false;
    qint64 m_queued = 0;
    qsizetype m_taken = 0; // of the first in the queue
    std::vector<QByteArray> m_queue;
};

}
