#include "app/products/imagecrop.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImage>
#include <QTransform>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int Fine = 92; // of 100: a second encoding that nobody sees
constexpr int Lossless = 100; // as Qt's WebP writer takes it

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// A WebP without loss names its chunk VP8L, and one with extras holds it further on.
bool isLosslessWebp(const QByteArray &bytes) { return bytes.left(4096).contains("VP8L"); }

QByteArray encoded(const QImage &image, const QByteArray &extension, const QByteArray &original)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (extension == "jpg")
        image.save(&buffer, "JPEG", Fine);
    else if (extension == "webp")
        image.save(&buffer, "WEBP", image.hasAlphaChannel() || isLosslessWebp(original) ? Lossless : Fine);
    else
        image.save(&buffer, "PNG");
    return bytes;
}
}

QImage turned(const QImage &image, int quarters)
{
    const int turns = ((quarters % 4) + 4) % 4;
    return turns == 0 ? image : image.transformed(QTransform().rotate(90.0 * turns));
}

Result<ImageFile> cropImage(const QByteArray &bytes, const ImageCrop &crop)
{
    auto image = readPicture(bytes);
    if (!image)
        return fail(image.error());
    *image = turned(*image, crop.quarters);
    if (crop.part.isEmpty() || !image->rect().contains(crop.part))
        return invalid(u"image"_s, tr("The part to keep is not within the image. Choose it again."));
    *image = image->copy(crop.part);
    return readImageFile(encoded(*image, imageExtension(bytes), bytes));
}

}
