#pragma once
// How the logs read: an API's words with their sense beside them.
#include "app/log/logreader.h"
#include "ui/widgets/badge.h"

#include <QLocale>

namespace backroom::logwords {

// "409 Conflict", as the standard calls it; the number alone where it has no name.
QString status(int status);
// Quiet where all is well.
BadgeLook statusBadge(int status);
// What an answer means, in a sentence: "The state or the stock did not allow it".
QString sense(int status);
QString level(LogLevel level);
BadgeLook levelBadge(LogLevel level);

}
