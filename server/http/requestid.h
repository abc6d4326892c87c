#pragma once
// The name a request goes by in replies, logs and the journal.
#include <QByteArray>
#include <array>

namespace backroom {

// New and unlike any other, also those of other processes. Any thread; cheap.
QByteArray newRequestId();
// The same, without a QByteArray around it.
std::array<char, 20> newRequestIdText();
// Whether a client's own name may be used: 1 to 64 letters, digits, '-', '_', '.'.
bool isSaneRequestId(QByteArrayView text);

}
