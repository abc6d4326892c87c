#pragma once
// Files that are on the disk when a function returns, and not some time later. Block; not for the GUI thread.
#include "app/base/result.h"

#include <QByteArrayView>
#include <QString>

namespace backroom {

// Entries made, renamed or removed in the folder are on the disk. False when it cannot be: some network file systems
// have no such thing, and keep names at once.
bool syncFolder(const QString &folder);

// The bytes under this name, whole or not at all, readable to this account alone; an older file of that name is
// replaced. Full or Unavailable in a sentence.
Result<> writeDurably(const QString &path, QByteArrayView bytes);

// Gives `from` the name `to`, on the same disk, and syncs its folder. Conflict when `to` is there.
Result<> renameDurably(const QString &from, const QString &to);

}
