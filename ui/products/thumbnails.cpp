#include "ui/products/thumbnails.h"

#include "app/products/imagename.h"
#include "app/products/imagestore.h"

#include <QBuffer>
#include <QImageReader>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace backroom {

// Sharp on a screen at twice the scale, in tables and in the strip of a product's images.
static constexpr int Side = 192;
static constexpr int Kept = 600;
static constexpr int AtOnce = 32;

namespace {

QByteArray thumbnailOf(const QString &url)
{
    constexpr QLatin1StringView folder("/images/");
    const qsizetype dot = url.lastIndexOf(u'.');
    if (!url.startsWith(folder) || dot < 0)
        return {};
    return thumbnailFileName(url.mid(folder.size(), dot - folder.size()).toLatin1(), url.mid(dot + 1).toLatin1());
}

QImage decoded(QByteArray bytes)
{
    QBuffer buffer(&bytes);
    QImageReader image(&buffer);
    const QSize size = image.size();
    if (size.isValid() && qMax(size.width(), size.height()) > Side)
        image.setScaledSize(size.scaled(Side, Side, Qt::KeepAspectRatio));
    return image.read();
}

}

Thumbnails::Thumbnails(Desk &desk, QObject *parent) : QObject(parent), m_desk(desk), m_pictures(Kept) {}

QPixmap Thumbnails::picture(const QString &url)
{
    if (url.isEmpty())
        return {};
    if (const QPixmap *known = m_pictures.object(url))
        return *known;
    if (thumbnailOf(url).isEmpty() || m_wanted.contains(url))
        return {};
    m_wanted << url;
    if (!m_busy) {
        m_busy = true;
        QTimer::singleShot(0, this, &Thumbnails::fetch); // after the paint that asks for all of a screen
    }
    return {};
}

void Thumbnails::fetch()
{
    // The newest wishes first: they are what is on the screen.
    const QStringList asked = m_wanted.mid(qMax<qsizetype>(0, m_wanted.size() - AtOnce));
    m_desk.read(
        this,
        [asked, store = ImageStore(m_desk.shop().config())](Reader &reader) -> Result<QList<QImage>> {
            QList<QImage> images;
            for (const QString &url : asked) {
                const Result<QByteArray> bytes = store.read(reader, thumbnailOf(url));
                images << (bytes ? decoded(*bytes) : QImage());
            }
            return images;
        },
        [this, asked](const Result<QList<QImage>> &images) {
            for (qsizetype i = 0; i < asked.size(); ++i) {
                m_wanted.removeOne(asked.at(i));
                // What is not there is remembered as nothing, so that nobody asks for it at every paint.
                m_pictures.insert(asked.at(i), new QPixmap(images ? QPixmap::fromImage(images->at(i)) : QPixmap()));
            }
            m_busy = !m_wanted.isEmpty();
            if (m_busy)
                fetch();
            Q_EMIT arrived();
        });
}

}
