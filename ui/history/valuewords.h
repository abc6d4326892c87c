#pragma once
// Values that the journal keeps as the API says them, in the words of the pages.
#include <QHash>
#include <QString>

namespace backroom {

class Reader;

namespace historywords {

// Categories' names by their id.
using Names = QHash<QString, QString>;
Names categoryNames(Reader &reader);

// The page's word for the value of that field, or nothing where what is kept is what is shown.
QString word(const QString &key, const QString &value, const Names &categories);

}
}
