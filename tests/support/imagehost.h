#pragma once
// A house on the web where a shop's images lie, on a free port of this computer and a thread of its own: it serves them,
// and behaves badly on request.
#include <QByteArray>
#include <QHash>
#include <QMutex>
#include <QString>
#include <QThread>
#include <atomic>

class QTcpSocket;

namespace backroom::test {

class ImageHost {
public:
    ImageHost();
    ~ImageHost();
    Q_DISABLE_COPY_MOVE(ImageHost)

    // "http://127.0.0.1:PORT/NAME". What a name does: "NAME.png" is an image of its own; "slow-NAME.png" comes after a
    // tenth of a second; "missing" is not found; "moved" leads to moved-to.png, "round" to itself, "away" to another
    // scheme, "signed" to an address with a password; "drip" sends a byte now and then for ever; "large" announces 11 MB,
    // "flood" sends more than that without saying how much; "text.png" is text that says it is an image; "broken.png" is
    // half an image; "hang" never answers; "once.png" is busy the first time; "gone.png" breaks off.
    QString url(const QString &name) const;
    // The bytes of "NAME.png".
    static QByteArray image(const QString &name);

    int asked(const QString &name) const; // how often
    QByteArray lastHead() const; // as it came
    int mostAtOnce() const { return m_most; }
    int waiting() const { return m_open; } // that have no answer yet

private:
    void answer(QTcpSocket &socket, const QByteArray &head);
    QThread m_thread;
    quint16 m_port = 0;
    mutable QMutex m_mutex;
    QHash<QString, int> m_asked;
    QByteArray m_head;
    std::atomic<int> m_open = 0, m_most = 0;
};

}
