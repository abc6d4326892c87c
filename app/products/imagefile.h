#pragma once
// An uploaded image, looked at before it is taken: what it is, how large, and its thumbnail. Knows no store.
#include "app/base/result.h"

class QImage;

namespace backroom {

inline constexpr qint64 MaxImagePixels = 50'000'000;
inline constexpr int ThumbnailSide = 480; // pixels, the longer side

struct ImageFile
{
    QByteArray hash; // hex, of the bytes
    QByteArray extension; // "png", "jpg", "webp"
    QByteArray bytes; // as they came
    int width = 0; // as it is shown, turned where the file says so
    int height = 0;
    QByteArray thumbnail; // PNG or JPEG bytes
};

// Decodes; takes long and much memory: on a slow thread. Unsupported when it is no PNG, JPEG or WebP, Invalid when it
// is damaged or has too many pixels, which is told before it is decoded.
Result<ImageFile> readImageFile(const QByteArray &bytes);
// Only the picture, turned where the file says so; long, and refused, as above.
Result<QImage> readPicture(const QByteArray &bytes);
// "png", "jpg", "webp" by the first bytes, so that no other of Qt's readers is ever let at them; else empty.
QByteArray imageExtension(const QByteArray &bytes);
// A film of several pictures, of which only the first is ever looked at here: a WebP or PNG that says so in its head.
bool isMoving(const QByteArray &bytes);

}
