#pragma once
// Brings the copy of a file that only grows up to date by the bytes that it lacks.
#include "app/base/result.h"

#include <functional>

namespace backroom {

enum class AppendTo {
    Unknown, // what the copy holds is compared first, and written anew where a cut of power spoilt it
    Known, // we wrote it
};

// Whether a file can be read to its end, or to where it was cut off.
using IsWhole = std::function<bool(const QString &path)>;

// A copy that is another than the file, and whole where that is damaged or shorter, is the better one and stays as it is.
// On the disk when it returns. Conflict when another file stands under the name, Full or Unavailable when it cannot be
// written; nothing happens when the file itself has gone. Blocks.
Result<> appendCopy(const QString &from, const QString &to, AppendTo how, const IsWhole &isWhole);

}
