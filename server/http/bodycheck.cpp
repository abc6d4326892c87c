#include "server/http/bodycheck.h"

#include "app/base/page.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// "Application/JSON; charset=utf-8" is application/json.
QByteArray mediaType(const Request &request)
{
    QByteArray type = request.contentType().toByteArray();
    if (const qsizetype semicolon = type.indexOf(';'); semicolon >= 0)
        type.truncate(semicolon);
    return type.trimmed().toLower();
}

const Shape &noFields()
{
    static const Shape shape{.kind = Shape::Kind::Object};
    return shape;
}

QJsonValue queryValue(const Shape &shape, const QByteArray &text)
{
    if (shape.kind == Shape::Kind::Integer) {
        bool ok = false;
        const qint64 number = text.toLongLong(&ok);
        return ok && QByteArray::number(number) == text ? QJsonValue(number) : QJsonValue();
    }
    if (shape.kind == Shape::Kind::Boolean)
        return text == "true" ? QJsonValue(true) : text == "false" ? QJsonValue(false) : QJsonValue();
    return QString::fromUtf8(text);
}
}

Result<QJsonValue> readBody(const Route &route, const Request &request)
{
    const QByteArray type = mediaType(request);
    if (!route.uploadTypes.isEmpty()) {
        if (!route.uploadTypes.contains(type))
            return fail(ErrorCode::Unsupported,
                        tr("Send one of: %1.").arg(QString::fromLatin1(route.uploadTypes.join(", "))));
        return QJsonValue(QJsonValue::Undefined);
    }
    if (request.body().isEmpty() && !route.needsBody())
        return QJsonValue(QJsonValue::Undefined);
    if (type != "application/json")
        return fail(ErrorCode::Unsupported, tr("Send JSON, with the header “Content-Type: application/json”."));
    QJsonParseError parse;
    const QJsonDocument document = QJsonDocument::fromJson(request.body(), &parse);
    if (parse.error != QJsonParseError::NoError)
        return fail(ErrorCode::Malformed,
                    tr("This is not JSON: %1 at byte %2.").arg(parse.errorString()).arg(parse.offset));
    return document.isObject() ? QJsonValue(document.object()) : QJsonValue(document.array());
}

Result<QJsonObject> checkedBody(const Route &route, const QJsonValue &body, const QByteArray &currency)
{
    if (body.isUndefined())
        return QJsonObject();
    if (!body.isObject())
        return invalid(u""_s, tr("The body is an object, as in {\"name\": …}."));
    const QList<FieldError> faults = checkShape(route.body ? *route.body : noFields(), body, currency);
    if (!faults.isEmpty())
        return invalid(faults);
    return body.toObject();
}

Result<> checkQuery(const Route &route, const Request &request)
{
    if (request.rawQuery().isEmpty())
        return {};
    static const ShapePtr limit = shape::integer(1, MaxLimit);
    static const ShapePtr after = shape::text(1, MaxCursor);
    QList<FieldError> faults;
    QByteArrayList seen;
    for (const auto &[name, text] : request.queryItems()) {
        const QString shown = QString::fromUtf8(name.left(100));
        ShapePtr shape;
        for (const QueryParameter &parameter : route.query)
            if (parameter.name == name)
                shape = parameter.shape;
        if (!shape && route.isPaged && name == "limit")
            shape = limit;
        if (!shape && route.isPaged && name == "after")
            shape = after;
        if (!shape)
            faults << FieldError{shown, tr("There is no such parameter here.")};
        else if (seen.contains(name))
            faults << FieldError{shown, tr("This stands here twice.")};
        else if (!text.isValidUtf8())
            faults << FieldError{shown, tr("This is not text in UTF-8.")};
        else
            for (const FieldError &fault : checkShape(*shape, queryValue(*shape, text), {}))
                faults << FieldError{shown, fault.message};
        seen << name;
    }
    if (faults.isEmpty())
        return {};
    Error error{ErrorCode::Malformed,
                faults.size() == 1 ? QString(faults.first().field % ": "_L1 % faults.first().message)
                                   : tr("Some parameters need another look."),
                faults};
    return fail(error);
}

}
