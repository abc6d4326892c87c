#pragma once
// Safe repeats: the reply of a POST that had an effect is kept in the transaction of that effect, under the client's
// Idempotency-Key, and answered again when the same call comes again.
#include "server/http/call.h"

namespace backroom::idempotency {

// The client's key; nothing without one, Malformed when it is not 1 to 255 printable characters.
Result<std::optional<QByteArray>> keyOf(const Request &request);

// The reply kept for this call; nothing when it is new; Invalid when the key was used with another body.
Result<std::optional<Reply>> find(Reader &reader, const Call &call, const QByteArray &key);
// Encrypted with the key itself, of which only a hash is stored: no token lies in the store in the clear.
void keep(Transaction &transaction, const Call &call, const QByteArray &key, const Reply &reply);

}
