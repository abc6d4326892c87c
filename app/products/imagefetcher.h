#pragma once
// Images from many addresses on the web, several at once and few from one host, on a thread of its own. Whoever takes
// them decides how far it runs ahead.
#include "app/products/imagedownload.h"

#include <QStringList>
#include <QThread>
#include <memory>

namespace backroom {

struct FetchedImage
{
    QString address;
    tl::expected<QByteArray, QString> bytes; // or why not, in a sentence
};

class ImageFetcher {
public:
    // Begins at once. Each address is asked once, however often it stands there.
    explicit ImageFetcher(const QStringList &addresses, const FetchLimits &limits = {});
    // Breaks off what is under way, and waits for the thread.
    ~ImageFetcher();
    Q_DISABLE_COPY_MOVE(ImageFetcher)

    // Waits for the next one, in the order in which they come; nothing once all were taken, or as soon as `cancel` is
    // set. Any thread but the GUI's, one at a time.
    std::optional<FetchedImage> next(const std::atomic<bool> *cancel = nullptr);
    // Bytes that came until now, of whatever became nothing too. Any thread.
    qint64 received() const;

private:
    struct Shared;
    class Worker;
    std::shared_ptr<Shared> m_shared;
    QThread m_thread;
    Worker *m_worker;
};

}
