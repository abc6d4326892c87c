#pragma once
// A message as it may stand in a log: one line, without what a terminal would obey, and without secrets. What a stranger
// sent may be part of it.
#include <QByteArray>
#include <QString>

namespace backroom {

// UTF-8, 4,000 characters at the most.
QByteArray inertLine(const QString &message);

}
