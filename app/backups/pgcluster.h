#pragma once
// A PostgreSQL server of this program's own on a base of the time machine, taken on by the log to a moment: nobody else
// reaches it, and it goes with this object.
#include "app/backups/pgprocess.h"
#include "app/backups/pgstretch.h"
#include "app/store/scratchfolder.h"
#include "app/store/storeconfig.h"

#include <QTemporaryDir>

namespace backroom {

class PgCluster {
public:
    // Copies the base into a scratch folder, proves the copy and takes it on. When the log ends before a change later
    // than the moment, it must be known to be whole until then. `scratch` is the folder to be made. Full when there is
    // no room, Unavailable when a program is missing, Malformed when base or log are damaged or end too early, Conflict
    // when goOn says false. Blocks.
    static Result<std::unique_ptr<PgCluster>> at(const PgStretch &stretch, const PgBase &base, Millis moment,
                                                 const QString &scratch, const std::function<bool()> &goOn);
    ~PgCluster();
    Q_DISABLE_COPY_MOVE(PgCluster)

    // The shop's database in it, as the shop's own role; `dataDir` is an empty folder of its own.
    StoreConfig config() const;

private:
    enum class Ending { AtMoment, LogEnded };
    explicit PgCluster(const PgStretch &stretch) : m_stretch(stretch), m_reached(stretch.reached()) {}
    Result<> prepare(const PgBase &base, const std::function<bool()> &goOn);
    Result<> fetchLog();
    Result<> writeSettings(std::optional<Millis> moment) const;
    Result<Ending> recover(const QString &program, const std::function<bool()> &goOn);
    Result<> checkReached() const;
    QString dataFolder() const;

    PgStretch m_stretch;
    const PgStretch::Reached m_reached; // before the log is read: more arrives meanwhile
    std::optional<PgAccount> m_account;
    std::unique_ptr<ScratchFolder> m_folder;
    QTemporaryDir m_socket; // its path must be short
    QString m_log; // the folder that the log is read from
    PgProcess m_process;
};

}
