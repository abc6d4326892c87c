#pragma once
// A copy of a shop's store to try things on, which nobody else sees: a folder of its own beside the shop's file, or a
// schema of its own in the shop's database. It goes with the object; what a program left that was ended in the middle
// goes before the next copy is made.
#include "app/store/database.h"

namespace backroom {

class ScratchFolder;

class ScratchStore {
public:
    // Called now and then with the share that is copied, 0 to 1; false stops it.
    using GoOn = std::function<bool(double share)>;

    // Copies what was committed at one moment; the shop goes on meanwhile. On SQLite that is everything but images, on
    // PostgreSQL catalogue, stock and settings, with one movement for each level. Fails with a sentence when another
    // copy of this shop is in use, when there is no room, when the database's user may make no schema, and when it was
    // stopped. Blocks; not for the GUI thread.
    static Result<std::unique_ptr<ScratchStore>> make(Database &shop, const GoOn &goOn);
    // Removes the copy. Nothing may have it open any more.
    ~ScratchStore();
    Q_DISABLE_COPY_MOVE(ScratchStore)

    const StoreConfig &config() const { return m_config; }

    // Removes what an ended program left of a copy; nothing when there is none or one is in use.
    static void removeLeftovers(Database &shop);

private:
    ScratchStore();
    std::unique_ptr<ScratchFolder> m_folder;
    std::unique_ptr<Connection> m_lock; // PostgreSQL: holds the place and drops the schema
    StoreConfig m_config;
};

}
