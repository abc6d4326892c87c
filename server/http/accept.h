#pragma once
// Which kind of content a client wants (RFC 9110, 12.5.1), where there is a choice of two.
#include <QByteArrayView>

namespace backroom {

// Whether it would rather have text/csv than application/json: by quality, at the same quality by which of the two is
// named more closely. JSON for who says nothing, or no more than "*/*". `accept` is the field's value or a null view.
bool prefersCsv(QByteArrayView accept);

}
