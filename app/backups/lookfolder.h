#pragma once
// Where shops of the past are put together to be looked at: folders beside the shop, each for one at a time.
#include <QString>

namespace backroom::lookfolder {

QString path(const QString &dataDir, int number);
// Removes what ended programs left in them; one that is looked at stays. Blocks.
void removeLeftovers(const QString &dataDir);

}
