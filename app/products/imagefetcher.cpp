#include "app/products/imagefetcher.h"

#include <QNetworkAccessManager>
#include <QUrl>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>

using namespace Qt::StringLiterals;

namespace backroom {

// Between the thread that fetches and the one that takes.
struct ImageFetcher::Shared
{
    std::mutex mutex;
    std::condition_variable came;
    std::deque<FetchedImage> ready;
    qsizetype left = 0; // to be taken, whether or not they are here
    std::atomic<qint64> received = 0;

    void put(FetchedImage image)
    {
        const std::lock_guard lock(mutex);
        ready.push_back(std::move(image));
        came.notify_one();
    }
    int waiting()
    {
        const std::lock_guard lock(mutex);
        return int(ready.size());
    }
};

class ImageFetcher::Worker final : public QObject {
public:
    Worker(const QStringList &addresses, const FetchLimits &limits, std::shared_ptr<Shared> shared)
        : m_limits(limits), m_shared(std::move(shared))
    {
        for (const QString &address : addresses) {
            const QUrl url(address, QUrl::StrictMode);
            if (const QString why = ImageDownload::refusal(url); why.isEmpty())
                m_hosts[url.host()].waiting.push_back({address, url});
            else
                m_shared->put({address, tl::unexpected(why)});
        }
    }

    // What is under way goes before the manager that it stands on.
    ~Worker() override
    {
        const QObjectList all = children();
        for (QObject *child : all)
            if (child != m_network)
                delete child;
    }

    // As many as may be under way, from whichever host has room. On this object's thread.
    void pump()
    {
        for (bool begun = true; begun;) {
            begun = false;
            for (auto &[name, host] : m_hosts) {
                if (m_running >= m_limits.atOnce || m_running + m_shared->waiting() >= m_limits.atOnce + m_limits.ahead)
                    return;
                if (host.waiting.empty() || host.running >= m_limits.perHost)
                    continue;
                const Job job = host.waiting.front();
                host.waiting.pop_front();
                begin(job, host);
                begun = true;
            }
        }
    }

private:
    struct Job
    {
        QString address;
        QUrl url;
        int tries = 1; // with the one under way
    };
    struct Host
    {
        std::deque<Job> waiting;
        int running = 0;
    };

    void begin(const Job &job, Host &host)
    {
        if (!m_network)
            m_network = new QNetworkAccessManager(this); // belongs to this thread, as the object itself by now
        ++m_running;
        ++host.running;
        auto place = std::make_shared<ImageDownload *>();
        *place = new ImageDownload(*m_network, job.url, m_limits, m_shared->received,
                                   [this, job, place, &host](tl::expected<QByteArray, ImageDownload::Fault> outcome) {
                                       --m_running;
                                       --host.running;
                                       (*place)->deleteLater();
                                       ended(job, host, std::move(outcome));
                                   });
        (*place)->setParent(this);
    }

    void ended(Job job, Host &host, tl::expected<QByteArray, ImageDownload::Fault> outcome)
    {
        if (outcome)
            m_shared->put({job.address, *std::move(outcome)});
        else if (!outcome.error().again || job.tries >= m_limits.tries)
            m_shared->put({job.address, tl::unexpected(outcome.error().sentence)});
        else
            QTimer::singleShot(m_limits.retryMillis, this, [this, job, &host]() mutable {
                ++job.tries;
                host.waiting.push_front(job);
                pump();
            });
        QMetaObject::invokeMethod(
            this, [this] { pump(); }, Qt::QueuedConnection); // not from within what just ended
    }

    FetchLimits m_limits;
    std::shared_ptr<Shared> m_shared;
    QNetworkAccessManager *m_network = nullptr;
    std::map<QString, Host> m_hosts; // its nodes stay where they are
    int m_running = 0;
};

ImageFetcher::ImageFetcher(const QStringList &addresses, const FetchLimits &limits)
    : m_shared(std::make_shared<Shared>())
{
    QStringList once = addresses;
    once.removeDuplicates();
    m_shared->left = once.size();
    m_worker = new Worker(once, limits, m_shared); // deleted as its thread ends
    m_worker->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    QObject::connect(&m_thread, &QThread::started, m_worker, [worker = m_worker] { worker->pump(); });
    m_thread.setObjectName(u"images"_s);
    m_thread.start();
}

ImageFetcher::~ImageFetcher()
{
    m_thread.quit();
    m_thread.wait();
}

std::optional<FetchedImage> ImageFetcher::next(const std::atomic<bool> *cancel)
{
    constexpr auto Look = std::chrono::milliseconds(50); // for whoever cancels
    std::unique_lock lock(m_shared->mutex);
    while (m_shared->left > 0 && !(cancel && *cancel)) {
        if (m_shared->ready.empty()) {
            m_shared->came.wait_for(lock, Look);
            continue;
        }
        FetchedImage image = std::move(m_shared->ready.front());
        m_shared->ready.pop_front();
        --m_shared->left;
        lock.unlock();
        QMetaObject::invokeMethod(
            m_worker, [worker = m_worker] { worker->pump(); }, Qt::QueuedConnection);
        return image;
    }
    return std::nullopt;
}

qint64 ImageFetcher::received() const { return m_shared->received; }

}
