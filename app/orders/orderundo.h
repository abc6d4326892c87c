#pragma once
// Taking back what was done with an order (see app/journal/undo.h). Orders/Write. A payment, a parcel or a refund that
// was entered by mistake leaves the books again; the journal keeps that it was there.
#include "app/journal/journal.h"

namespace backroom::orderwork {

// While no refund stands on the payment.
Result<> undoPaid(Transaction &transaction, const Actor &actor, const JournalRow &entry);
// While what was sent has not come back.
Result<> undoFulfilled(Transaction &transaction, const Actor &actor, const JournalRow &entry);
// The latest refund of its order; what it put on the shelf is taken again and must still be there.
Result<> undoRefunded(Transaction &transaction, const Actor &actor, const JournalRow &entry);
// The order is open again, with the pieces it had; they must still be there.
Result<> undoCancelled(Transaction &transaction, const Actor &actor, const JournalRow &entry);
// Note, e-mail and addresses.
Result<> undoUpdated(Transaction &transaction, const Actor &actor, const JournalRow &entry);

// The same steps once more, after they were taken back.
Result<> redoPaid(Transaction &transaction, const Actor &actor, const JournalRow &entry);
Result<> redoFulfilled(Transaction &transaction, const Actor &actor, const JournalRow &entry);
Result<> redoRefunded(Transaction &transaction, const Actor &actor, const JournalRow &entry);
Result<> redoCancelled(Transaction &transaction, const Actor &actor, const JournalRow &entry);

}
