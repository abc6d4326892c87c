#pragma once
// The language and the way of writing figures that this program speaks, for threads that go on while somebody chooses
// another: Qt's own default may not be read then.
#include <QLocale>

namespace backroom {

// By value; any thread. Qt's default as long as nothing was set.
QLocale spokenLocale();
// Qt's default as well. GUI thread; nobody may be reading that one meanwhile.
void setSpokenLocale(const QLocale &locale);

}
