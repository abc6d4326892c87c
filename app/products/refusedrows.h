#pragma once
// The rows of a product file that did not go in, as a file of their own: to be mended, and imported again.
#include "app/products/importrecord.h"

#include <QSet>
#include <functional>

class QIODevice;

namespace backroom {

// The rows that `file` holds of its faults, and those of `lines`, each once, in their order, under the file's header; empty
// when there are none. For `lines` the file is read once more: `again` has it at its beginning, or is null where it
// cannot be had, and then those rows are left out.
QByteArray refusedRows(const ImportedFile &file, QSet<qint64> lines, const std::function<QIODevice *()> &again);

}
