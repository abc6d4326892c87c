#pragma once
// Many connections at once from one thread, for tests of what crowds of clients do to a server. Nothing here waits for
// anybody's good will: a client may say as little and read as slowly as it likes.
#include <QByteArray>
#include <QMap>
#include <functional>
#include <vector>

namespace backroom::test {

class Crowd {
public:
    // Connects that many to 127.0.0.1. A small `receiveBuffer` (bytes) makes readers whose slowness the server feels.
    Crowd(quint16 port, int count, int receiveBuffer = 0);
    ~Crowd();
    Crowd(const Crowd &) = delete;
    Crowd &operator=(const Crowd &) = delete;

    // How many are connected and were not closed by the server, as far as has been seen.
    int open() const;
    // Says it on every open connection, as far as the kernel takes it.
    void say(const QByteArray &bytes);
    // Says it over and over on every open connection, one after the other, as long as the kernel takes it, up to `most`
    // bytes each; false when a connection took them all. Nothing taken for `quiet` milliseconds is being held back.
    bool flood(const QByteArray &bytes, qint64 most, int quiet = 300);
    // Takes in what has come within that time; of each connection up to `most` bytes.
    void listen(int millis, qsizetype most = 1 << 20);
    // Listens until it is so, or 60 seconds have gone: then false. 50 times a second it takes in up to `most` bytes of each
    // connection; of 0, nothing is read.
    bool until(const std::function<bool()> &done, qsizetype most = 1 << 20);
    // Whether each got that many whole replies, or was closed. `headOnly`: they asked with HEAD.
    bool answered(int replies, bool headOnly = false) const;

    // How many had which outcome, as in "200 408 closed": the statuses of the replies in their order, and what became of
    // the connection: "open", "closed", or "cut" when it was reset or ended amid a reply.
    QMap<QByteArray, int> outcomes(bool headOnly = false) const;
    // The same as text: "300 × 408 closed"; of one client without the number.
    QByteArray told(bool headOnly = false) const;

private:
    struct Client
    {
        int descriptor = -1;
        bool isOpen = false;
        bool wasReset = false;
        QByteArray heard;
    };
    void hear(Client &client, qsizetype most);
    std::vector<Client> m_clients;
};

}
