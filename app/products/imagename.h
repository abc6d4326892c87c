#pragma once
// How an image's bytes are called: by their content's hash, so that a name never means other bytes.
#include <QByteArray>
#include <QString>
#include <optional>

namespace backroom {

// "/images/HASH.png"
QString imageUrl(const QString &hash, const QString &extension);
// "/images/HASH-t.jpg" or "-t.png": the thumbnail's kind follows from the image's.
QString thumbnailUrl(const QString &hash, const QString &extension);
// "HASH.png", "HASH-t.jpg"
QByteArray imageFileName(const QByteArray &hash, const QByteArray &extension);
QByteArray thumbnailFileName(const QByteArray &hash, const QByteArray &extension);
// Only names that this program writes; nothing that could lead out of a folder.
bool isImageFileName(QByteArrayView name);
// "image/png" by the name's end.
QByteArray imageMediaType(QByteArrayView name);

}
