#include "app/products/optionstext.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

namespace backroom {

QString optionsText(const QByteArray &json)
{
    QStringList values;
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    for (const QJsonValue value : object)
        values << value.toString();
    return values.join(QStringLiteral(", "));
}

}
