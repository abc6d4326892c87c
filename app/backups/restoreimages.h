#pragma once
// The files of a proved backup that go beside a store.
#include "app/store/storeconfig.h"

#include <QStringList>
#include <optional>

namespace backroom {

// Adds the images of the one folder to those of the other, all or those named; what is there under a name already is the same, as names
// are hashes of what they name. On the disk when it returns.
Result<> restoreImages(const QString &fromFolder, const QString &toFolder, const std::optional<QStringList> &only = {});

// Gives the closed store its new place, on the same disk or another: there as a whole or not at all.
Result<> moveStore(const StoreConfig &from, const StoreConfig &to);

}
