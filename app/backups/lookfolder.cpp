#include "app/backups/lookfolder.h"

#include "app/store/scratchfolder.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace backroom::lookfolder {

QString path(const QString &dataDir, int number) { return QDir(dataDir).filePath(u"look-%1.tmp"_s.arg(number)); }

void removeLeftovers(const QString &dataDir)
{
    const QDir folder(dataDir);
    for (const QString &name : folder.entryList({u"look-*.tmp"_s, u"compare.tmp"_s}, QDir::Dirs))
        (void)ScratchFolder::take(folder.filePath(name)); // and gives it back empty, unless somebody is in it
}

}
