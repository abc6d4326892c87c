#pragma once
// Images that lie beside backups, each once and encrypted, in the folder "images" of the place: however many backups
// refer to one, it travels there one time. Block; on a slow thread.
#include "app/backups/manifest.h"

namespace backroom::imagesbeside {

// The file's name, which tells nothing about the image to whoever has no key.
QString fileName(const QByteArray &imagesKey, const QByteArray &image);
// Where they lie for a backup's file.
QString folderOf(const QString &backupFile);

// Writes it, unless it is there already and whole; either way it is wanted now, which its time says.
Result<> keep(const QString &folder, const QByteArray &imagesKey, const QByteArray &image, const QByteArray &bytes);
// Removes those that no backup has wanted since `before`, with a day to spare. Their file names.
QStringList prune(const QString &folder, Millis before);
// NotFound or Malformed in a sentence.
Result<QByteArray> read(const QString &folder, const QByteArray &imagesKey, const QByteArray &image);
// Out of the first of these that has it, whether as it is there or as the shop has it: of the content that `hash` tells,
// when one is given.
std::optional<QByteArray> find(const QStringList &folders, const QByteArray &imagesKey, const QByteArray &image,
                               const QByteArray &hash = {});

}
