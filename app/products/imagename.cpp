#include "app/products/imagename.h"

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr qsizetype HashSize = 64; // hex digits

// What may be see-through stays so.
QByteArray thumbnailExtension(const QByteArray &extension) { return extension == "jpg" ? "jpg"_ba : "png"_ba; }
}

QByteArray imageFileName(const QByteArray &hash, const QByteArray &extension) { return hash + '.' + extension; }

QByteArray thumbnailFileName(const QByteArray &hash, const QByteArray &extension)
{
    return hash + "-t." + thumbnailExtension(extension);
}

QString imageUrl(const QString &hash, const QString &extension)
{
    return QString::fromLatin1("/images/" + imageFileName(hash.toLatin1(), extension.toLatin1()));
}

QString thumbnailUrl(const QString &hash, const QString &extension)
{
    return QString::fromLatin1("/images/" + thumbnailFileName(hash.toLatin1(), extension.toLatin1()));
}

bool isImageFileName(QByteArrayView name)
{
    if (name.size() < HashSize)
        return false;
    for (const char c : name.first(HashSize))
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')))
            return false;
    const QByteArrayView rest = name.sliced(HashSize);
    return rest == ".png" || rest == ".jpg" || rest == ".webp" || rest == "-t.png" || rest == "-t.jpg";
}

QByteArray imageMediaType(QByteArrayView name)
{
    if (name.endsWith(".png"))
        return "image/png";
    return name.endsWith(".webp") ? "image/webp" : "image/jpeg";
}

}
