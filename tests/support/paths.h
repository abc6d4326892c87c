#pragma once
// Where the tests find their files.
#include <QString>

namespace backroom::test {
// A file of tests/fixtures.
QString fixture(const QString &name);
// A file of the source tree, by its path from the top.
QString source(const QString &name);
// A program built beside the tests ("backroomd").
QString program(const QString &name);
}
