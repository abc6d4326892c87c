#pragma once
// A part of an image, turned, as an image of its own of the same kind: JPEG stays JPEG, what may be see-through or was
// kept without loss stays so. Knows no store.
#include "app/products/imagefile.h"

#include <QRect>

namespace backroom {

struct ImageCrop
{
    int quarters = 0; // turned clockwise first, in quarters of a circle
    QRect part; // pixels of the turned image
};

// Decodes and encodes; long, on a slow thread. Invalid when the part is not within the image; else refused as by
// readImageFile.
Result<ImageFile> cropImage(const QByteArray &bytes, const ImageCrop &crop);

// The picture turned clockwise by quarters of a circle.
QImage turned(const QImage &image, int quarters);

}
