#pragma once
// Notes which rows the writer's transactions change and writes that down in the same transaction, for the time machine.
// Calls of the transaction that are taken back leave nothing. One thread.
#include "app/base/clock.h"
#include "app/store/changenotes.h"
#include "app/store/connection.h"

#include <QHash>
#include <memory>

namespace backroom {

class ChangeRecorder {
public:
    // The transaction has begun: from here on its changes are noted, when the store says that they are to be.
    void begin(Connection &connection);
    // It is about to be committed. Throws when the disk does not take it, and then the transaction is as lost as with any
    // other statement; when it is the noting that fails, the epoch ends and the transaction holds: no sale is refused
    // because its history cannot be kept, and no moment is promised that a replay would get wrong.
    void finish(Connection &connection, Millis now);
    // It was taken back, or its connection is about to close.
    void drop();

private:
    QByteArray newSequences(Connection &connection);

    std::unique_ptr<ChangeNotes> m_notes; // of the connection
    bool m_recording = false;
    QHash<QByteArray, qint64> m_sequences; // as written down last
};

}
