#include "app/products/imagedownload.h"

#include <QCoreApplication>
#include <QNetworkAccessManager>
#include <QNetworkReply>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

constexpr int Ok = 200;

QNetworkRequest requestFor(const QUrl &url, const FetchLimits &limits)
{
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::NoLessSafeRedirectPolicy);
    request.setMaximumRedirectsAllowed(limits.redirects);
    for (const auto attribute :
         {QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::CookieSaveControlAttribute,
          QNetworkRequest::AuthenticationReuseAttribute})
        request.setAttribute(attribute, QNetworkRequest::Manual);
    request.setHeader(QNetworkRequest::UserAgentHeader, u"Backroom"_s);
    // What this program can read: some houses would send newer kinds to whoever does not say.
    request.setRawHeader("Accept", "image/jpeg, image/png, image/webp");
    // As it is: images gain nothing by being packed once more, and what unpacks to thousands of times its size stays out.
    request.setRawHeader("Accept-Encoding", "identity");
    return request;
}

ImageDownload::Fault faultOf(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::HostNotFoundError:
        return {tr("There is no server of this name, or no way to the Internet."), true};
    case QNetworkReply::ConnectionRefusedError: return {tr("The server does not answer."), true};
    case QNetworkReply::SslHandshakeFailedError:
        return {tr("No secure connection comes about: the server’s certificate is not right."), false};
    case QNetworkReply::TooManyRedirectsError: return {tr("Its address leads on and on to others."), false};
    case QNetworkReply::InsecureRedirectError:
    case QNetworkReply::ProtocolUnknownError: return {tr("Its address leads on to one that is not safe."), false};
    default: return {tr("The connection broke off."), true};
    }
}

ImageDownload::Fault tooLarge(const FetchLimits &limits)
{
    return {tr("It is larger than %1 MB.").arg(limits.bytes / (1024 * 1024)), false};
}

// Of these the next attempt may know better.
bool isPassing(int status) { return status >= 500 || status == 429 || status == 408; }
}

// Addresses of this computer and of private networks are asked like all others: the catalogue may come from a machine in
// the same house, whoever imports it may change the shop anyway, and nothing that comes back is shown or kept unless it
// is an image. A name and a password in an address are sent to nobody, as a file from elsewhere must not have this
// program sign in somewhere.
QString ImageDownload::refusal(const QUrl &url)
{
    if (!url.isValid() || url.host().isEmpty() || (url.scheme() != "http"_L1 && url.scheme() != "https"_L1))
        return tr("This is no web address.");
    if (!url.userInfo().isEmpty())
        return tr("Its address holds a name or a password, and these are sent to nobody.");
    return {};
}

ImageDownload::ImageDownload(QNetworkAccessManager &network, const QUrl &url, const FetchLimits &limits,
                             std::atomic<qint64> &received, Done done)
    : m_limits(limits), m_received(received), m_done(std::move(done)), m_reply(network.get(requestFor(url, limits)))
{
    m_reply->setParent(this);
    // Queued: a reply that is broken off while it tells of its head complains.
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &ImageDownload::look, Qt::QueuedConnection);
    connect(m_reply, &QNetworkReply::readyRead, this, &ImageDownload::take);
    connect(m_reply, &QNetworkReply::finished, this, &ImageDownload::finished);
    connect(m_reply, &QNetworkReply::redirected, this, [this](const QUrl &to) {
        m_quiet.start();
        if (const QString why = refusal(to); !why.isEmpty())
            end(tl::unexpected(Fault{why, false}));
    });
    m_quiet.setSingleShot(true);
    m_quiet.start(m_limits.quietMillis);
    connect(&m_quiet, &QTimer::timeout, this, [this] {
        end(tl::unexpected(Fault{tr("The server does not answer."), true}));
    });
    m_longest.setSingleShot(true);
    m_longest.start(m_limits.longestMillis);
    connect(&m_longest, &QTimer::timeout, this, [this] {
        end(tl::unexpected(Fault{tr("It came too slowly."), false}));
    });
}

// The head is there: what it announces to be too large is not waited for.
void ImageDownload::look()
{
    if (!m_done)
        return;
    m_quiet.start();
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == Ok && m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong() > m_limits.bytes)
        end(tl::unexpected(tooLarge(m_limits)));
}

void ImageDownload::take()
{
    m_quiet.start();
    const QByteArray part = m_reply->readAll();
    m_received += part.size();
    m_bytes += part;
    if (m_bytes.size() > m_limits.bytes)
        end(tl::unexpected(tooLarge(m_limits)));
}

void ImageDownload::finished()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (m_reply->error() != QNetworkReply::NoError && status < 400)
        return end(tl::unexpected(faultOf(m_reply->error())));
    if (status != Ok)
        return end(tl::unexpected(Fault{tr("The server said %1.").arg(status), isPassing(status)}));
    m_bytes += m_reply->readAll();
    end(std::move(m_bytes));
}

void ImageDownload::end(tl::expected<QByteArray, Fault> outcome)
{
    if (!m_done)
        return;
    m_quiet.stop();
    m_longest.stop();
    m_reply->disconnect(this);
    m_reply->abort();
    std::exchange(m_done, nullptr)(std::move(outcome));
}

}
