#pragma once
// One image on its way from an address on the web: its bytes, or why they did not come. Asks as nobody in particular
// does: without cookies, credentials or a word of where the address was found.
#include "app/base/result.h"

#include <QObject>
#include <QTimer>
#include <atomic>
#include <functional>

class QNetworkAccessManager;
class QNetworkReply;
class QUrl;

namespace backroom {

struct FetchLimits
{
    qint64 bytes = 10 * 1024 * 1024; // of an image, as of one that is uploaded
    int redirects = 5; // to http and https alone, and from https to nothing less
    int quietMillis = 30'000; // without anything coming
    int longestMillis = 300'000; // for one image, however it drips
    int tries = 2; // where another may end better
    int retryMillis = 1000; // between them
    int atOnce = 4; // in all
    int perHost = 2;
    int ahead = 4; // that wait to be taken before more are asked for
};

class ImageDownload final : public QObject {
public:
    // Why nothing came, and whether asking again may help.
    struct Fault
    {
        QString sentence;
        bool again = false;
    };
    using Done = std::function<void(tl::expected<QByteArray, Fault>)>;

    // Begins at once, on the manager's thread and with its event loop; `done` is called once, from there, and may
    // deleteLater() this. Gone before, it is never called. What comes is added to `received`.
    ImageDownload(QNetworkAccessManager &network, const QUrl &url, const FetchLimits &limits,
                  std::atomic<qint64> &received, Done done);

    // Why an address is not asked at all; empty when it may be.
    static QString refusal(const QUrl &url);

private:
    void look();
    void take();
    void finished();
    void end(tl::expected<QByteArray, Fault> outcome);

    FetchLimits m_limits;
    std::atomic<qint64> &m_received;
    Done m_done;
    QNetworkReply *m_reply;
    QByteArray m_bytes;
    QTimer m_quiet, m_longest;
};

}
