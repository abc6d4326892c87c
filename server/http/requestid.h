#pragma once
// The name a request goes by in replies, logs and the journal.
#include <QByteArray>

namespace backroom {

// New and unlike any other, also those of other processes. Any thread; cheap.
QByteArray newRequestId();
// Whether a client's own name may be used: 1 to 64 letters, digits, '-', '_', '.'.
bool isSaneRequestId(QByteArrayView text);

}
