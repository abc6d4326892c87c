#pragma once
// Cursors as clients hold them: opaque, and authenticated with the store's key, so that only what this shop wrote is
// read back.
#include "app/base/page.h"
#include "app/base/result.h"

namespace backroom {

QByteArray encodeCursor(const Cursor &cursor, const QByteArray &key);
// Malformed when it was altered, is another shop's, or belongs to another order than `order`.
Result<Cursor> decodeCursor(QByteArrayView text, const QByteArray &order, const QByteArray &key);

}
