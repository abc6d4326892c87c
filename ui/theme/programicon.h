#pragma once
// The program's own sign: on its windows, in the list of what runs, beside the clock.
#include <QIcon>

namespace backroom {

// Drawn anew for each of the usual sizes, so that it is sharp in all of them.
QIcon programIcon();

}
