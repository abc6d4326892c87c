#pragma once
// A file that grows, where files cannot be added to: its bytes lie in parts beside each other, NAME.FROM-TO each, and are
// read as one. A part whose size is not what its name says was cut off, and is none.
#include "app/base/result.h"

#include <QHash>
#include <memory>
#include <optional>

class QIODevice;

namespace backroom::fileparts {

struct Part
{
    QString file; // that it is a part of, as its name without the range
    qint64 from = 0; // of the file's bytes, the first
    qint64 to = 0; // and the one behind the last
};

QString nameOf(const Part &part);
// Nothing when it is no part's name.
std::optional<Part> parse(const QString &name);
// Of what lies there, sizes by name: the parts of the file that together are its beginning, as far as it can be had; in
// order, whichever reach furthest.
QList<Part> chain(const QString &file, const QHash<QString, qint64> &there);
// All parts of the file, of use or not.
QStringList allOf(const QString &file, const QHash<QString, qint64> &there);

// The file, or what its parts have of it. NotFound when there is neither, Unavailable when it may not be read.
Result<std::unique_ptr<QIODevice>> open(const QString &path);
// File and parts. Whether anything went.
bool remove(const QString &path);

}
