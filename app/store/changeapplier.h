#pragma once
// Carries recorded changes out again on a copy of the store that nobody else sees: exactly what was recorded, or not at
// all. One thread.
#include "app/store/recording.h"

namespace backroom {

class ChangeApplier {
public:
    // The connection keeps foreign keys and triggers off from here on: what they did was recorded like everything else.
    explicit ChangeApplier(Connection &copy);

    // The next one. A transaction is carried out with its last row; before, nothing is seen of it. Malformed when the copy
    // is not what the change was made on. Throws StoreError.
    Result<> apply(const recording::Change &change);
    // Commits what was carried out so far.
    void commit();

private:
    Result<> carryOut(const QByteArray &changeset);
    void setSequences(const QByteArray &lines);

    Connection &m_copy;
    QByteArray m_gathered;
    bool m_inTransaction = false;
};

}
