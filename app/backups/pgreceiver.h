#pragma once
// pg_receivewal, PostgreSQL's own program that takes the database's log along as it is written, kept at work: started
// again when it ends, with growing pauses. One thread.
#include "app/backups/pgprocess.h"
#include "app/backups/pgstretch.h"
#include "app/store/storeconfig.h"

#include <chrono>

namespace backroom {

class PgReceiver {
public:
    struct Pauses
    {
        std::chrono::milliseconds first{1000};
        std::chrono::milliseconds longest{60'000};
    };

    PgReceiver(const StoreConfig &config, const Pauses &pauses) : m_config(config), m_pauses(pauses) {}

    // Sees that it runs, for this stretch. Unavailable, with what it said, while it is waited with until it is started
    // once more; Conflict when the database no longer has what comes next, so that a new stretch must begin.
    Result<> keepAt(const PgStretch &stretch, const QByteArray &slot);
    // Ends it.
    void end();
    int starts() const { return m_starts; }
    // 0 when it does not run.
    qint64 processId() const { return m_process ? m_process->processId() : 0; }

    // Receives all up to this place ("0/3000060"), and ends. Blocks.
    static Result<> receiveUntil(const StoreConfig &config, const PgStretch &stretch, const QByteArray &slot,
                                 const QByteArray &place, const std::function<bool()> &goOn);

private:
    Result<> fault();
    StoreConfig m_config;
    Pauses m_pauses;
    std::unique_ptr<PgProcess> m_process;
    QString m_folder; // that it writes to
    int m_starts = 0;
    std::optional<Error> m_fault;
    std::chrono::milliseconds m_pause{0};
    std::chrono::steady_clock::time_point m_started;
    std::chrono::steady_clock::time_point m_next;
};

}
