#include "tests/support/paths.h"

using namespace Qt::StringLiterals;

namespace backroom::test {
QString fixture(const QString &name) { return source("tests/fixtures/"_L1 % name); }
QString source(const QString &name) { return QLatin1String(BACKROOM_SOURCE_DIR) % '/'_L1 % name; }
QString program(const QString &name) { return QLatin1String(BACKROOM_BINARY_DIR) % '/'_L1 % name; }
}
