#pragma once
// A shop's file that can no longer be opened, out of the way while a backup takes its place; put back unless that held.
#include "app/store/storelock.h"

namespace backroom {

class SetAside {
public:
    // Into a folder of its own in the shop's backups. Conflict while a program has the shop open.
    static Result<std::unique_ptr<SetAside>> take(const StoreConfig &config);
    ~SetAside();
    Q_DISABLE_COPY_MOVE(SetAside)
    // It stays there.
    void keep() { m_kept = true; }
    const QString &folder() const { return m_folder; }

private:
    SetAside() = default;
    std::unique_ptr<StoreLock> m_lock;
    QString m_data;
    QString m_folder;
    QStringList m_moved; // names of files
    bool m_kept = false;
};

}
