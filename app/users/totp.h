#pragma once
// The six digits of an authenticator: RFC 6238 with SHA-1, 30 seconds and a window of one step either way, as every
// authenticator app does it. Any thread.
#include "app/base/clock.h"

namespace backroom::totp {

// The code of a step (the time in seconds, divided by 30). The secret is base32, as apps take it.
QByteArray code(const QByteArray &secret, qint64 step);
// The step that the code fits, if it is later than `lastUsed`: a code serves once.
std::optional<qint64> check(const QByteArray &secret, QStringView code, Millis now, qint64 lastUsed);

}
