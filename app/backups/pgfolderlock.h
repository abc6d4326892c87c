#pragma once
// Who looks after the folder of PostgreSQL's time machine: one program at a time, wherever it can be known. The kernel
// gives the place back however that program ends.
#include "app/base/result.h"

namespace backroom {

class PgFolderLock {
public:
    PgFolderLock() = default;
    ~PgFolderLock() { release(); }
    Q_DISABLE_COPY_MOVE(PgFolderLock)

    // Whether it is ours, now or since an earlier call. Where the disk knows no such locks everybody has it: the database
    // itself lets only one receive. Unavailable when nothing can be written there.
    Result<bool> take(const QString &folder);
    void release();

private:
    int m_descriptor = -1;
    QString m_folder;
};

}
