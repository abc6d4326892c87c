#pragma once
// Makes the body of a reply that is sent meanwhile.
#include "server/http/bodystream.h"
#include "server/http/call.h"

namespace backroom {

// Runs the call's maker in one read snapshot and ends the stream, whole or not. On a slow thread; throws nothing.
void makeBody(Call &call, BodyStream &stream);

}
