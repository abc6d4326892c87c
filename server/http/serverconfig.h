#pragma once
// What section [server] of a shop's config.ini says: one reader for both programs. What is typed when a program is
// started is put over it by who starts it.
#include "server/http/httpserver.h"

namespace backroom {

// The usual options where the file says nothing, or where there is no file. Malformed, naming the file and every key at
// fault, for a value out of its range and for a key that does not exist. `dataDir` is empty where there is none.
Result<ServerOptions> readServerConfig(const QString &dataDir);

// Every key with what it is for and its usual value, a line each: for the help.
QString explainServerConfig();

}
