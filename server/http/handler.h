#pragma once
// What the application gives the server: a function that takes a request and answers through the responder, now or
// later, from this thread or another.
#include "server/http/request.h"
#include "server/http/responder.h"

#include <functional>

namespace backroom {

using Handler = std::function<void(Request, Responder)>;
// Makes the handler of one worker, on its thread, where the handler is also used and destroyed.
using HandlerFactory = std::function<Handler()>;
// Whether a request may carry a body of Limits::uploadBody. The path is decoded. Called on every worker's thread.
using UploadRule = std::function<bool(Method method, QByteArrayView path)>;

}
