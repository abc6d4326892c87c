#pragma once
// Puts the rows of a proved copy in the place of those of a PostgreSQL store: in one transaction, in which each table is
// counted and hashed against the copy before it is committed. All of it or, whenever it is interrupted, nothing.
#include "app/backups/backupprogress.h"
#include "app/backups/tabledigest.h"

namespace backroom {

struct RowsReport
{
    QList<TableDigest> tables; // on both sides
    qint64 images = 0; // files
};

// `copy` is a SQLite store of the target's schema whose images lie in the folder `images`; `target` is in no
// transaction. Who reads the target waits meanwhile, and sees the new rows. Conflict when goOn stopped it, Internal when
// what came out is not what went in. Blocks.
Result<RowsReport> putRows(Connection &copy, const QString &images, Connection &target, const BackupGoOn &goOn = {});

}
