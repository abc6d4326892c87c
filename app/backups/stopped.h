#pragma once
// What a backup or restore says that somebody stopped.
#include "app/base/result.h"

#include <QCoreApplication>

namespace backroom {

inline tl::unexpected<Error> stopped()
{
    return fail(ErrorCode::Conflict,
                QCoreApplication::translate("backroom", "It was stopped. Everything is as it was before."));
}

}
