#include "app/products/imagefile.h"

#include "app/base/crypto.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImage>
#include <QImageReader>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

tl::unexpected<Error> damaged()
{
    return invalid(u"image"_s,
                   tr("This image cannot be read: the file is damaged. Export it again from where it came."));
}

QByteArray encode(const QImage &image, const char *format)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format, 85);
    return bytes;
}
}

QByteArray imageExtension(const QByteArray &bytes)
{
    if (bytes.startsWith("\x89PNG\r\n\x1a\n"))
        return "png";
    if (bytes.startsWith("\xff\xd8\xff"))
        return "jpg";
    if (bytes.startsWith("RIFF") && bytes.size() > 12 && QByteArrayView(bytes).sliced(8, 4) == "WEBP")
        return "webp";
    return {};
}

bool isMoving(const QByteArray &bytes)
{
    constexpr int HeadAt = 12, FlagsAt = 20; // of a WebP
    constexpr char Animated = 2;
    const QByteArray extension = imageExtension(bytes);
    if (extension == "webp")
        return bytes.size() > FlagsAt && QByteArrayView(bytes).sliced(HeadAt, 4) == "VP8X"
            && (bytes.at(FlagsAt) & Animated);
    if (extension != "png")
        return false;
    const qsizetype control = bytes.indexOf("acTL"), pixels = bytes.indexOf("IDAT");
    return control > 0 && control < pixels;
}

Result<QImage> readPicture(const QByteArray &bytes)
{
    // Qt's own guard counts bytes; 50 megapixels of four bytes each are to pass.
    static const bool limited = (QImageReader::setAllocationLimit(256), true);
    Q_UNUSED(limited)
    const QByteArray extension = imageExtension(bytes);
    if (extension.isEmpty())
        return fail(ErrorCode::Unsupported,
                    tr("This is no PNG, JPEG or WebP image. Save it as one of these and try again."));
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, extension);
    reader.setAutoDetectImageFormat(false);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    if (!size.isValid() || size.isEmpty())
        return damaged();
    if (qint64(size.width()) * size.height() > MaxImagePixels)
        return invalid(u"image"_s, tr("This image has more than 50 million pixels. Make it smaller and try again."));
    const QImage image = reader.read();
    if (image.isNull() || reader.error() != QImageReader::UnknownError)
        return damaged();
    return image;
}

Result<ImageFile> readImageFile(const QByteArray &bytes)
{
    const auto image = readPicture(bytes);
    if (!image)
        return fail(image.error());
    ImageFile file;
    file.extension = imageExtension(bytes);
    file.width = image->width();
    file.height = image->height();
    const bool small = image->width() <= ThumbnailSide && image->height() <= ThumbnailSide;
    const QImage thumbnail =
        small ? *image : image->scaled(ThumbnailSide, ThumbnailSide, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    file.thumbnail = encode(thumbnail, file.extension == "jpg" ? "JPEG" : "PNG");
    if (file.thumbnail.isEmpty())
        return damaged();
    file.hash = blake2b(bytes).toHex();
    file.bytes = bytes;
    return file;
}

}
