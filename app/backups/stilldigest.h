#pragma once
// The digests of a SQLite store that nobody changes meanwhile, made by as many threads as care to help: tables are cut into
// pieces, and their sums add up.
#include "app/backups/tabledigest.h"

#include <atomic>
#include <memory>
#include <mutex>

namespace backroom {

class StillDigest {
public:
    // Throws StoreError, as the next.
    explicit StillDigest(const StoreConfig &store);
    ~StillDigest();
    Q_DISABLE_COPY_MOVE(StillDigest)

    // Takes pieces until none is left; false when `goOn`, called now and then with all rows done so far, said so here or
    // on another thread. On a connection of its own; any thread, several at once.
    bool help(const std::function<bool(qint64 rows)> &goOn);
    // After every help() has returned, and none of them false.
    QList<TableDigest> digests() const;

private:
    struct Piece;
    struct Table;
    void take(Connection &connection, const Piece &piece, const std::function<bool(qint64)> &goOn);
    const StoreConfig m_store;
    std::vector<std::unique_ptr<Table>> m_tables;
    std::vector<Piece> m_pieces;
    std::atomic<size_t> m_next = 0;
    std::atomic<qint64> m_rows = 0;
    std::atomic<bool> m_stopped = false;
};

}
