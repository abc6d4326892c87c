#pragma once
// What a variant is called among its siblings: "Large, oat", from the options that variants and order lines keep as JSON.
#include <QByteArray>
#include <QString>

namespace backroom {

QString optionsText(const QByteArray &json);

}
