#pragma once
// The page behind an invitation's link: whoever opens it chooses a password. The token stands behind the link's mark, so
// that neither servers on the way nor logs see it.
#include <QByteArray>

namespace backroom {

// HTML, the same for everybody: it speaks the browser's language as far as it knows it.
QByteArray joinPage();

}
