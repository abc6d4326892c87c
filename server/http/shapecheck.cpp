#include "app/base/clock.h"
#include "app/base/money.h"
#include "app/settings/countries.h"
#include "server/http/shape.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>
#include <cmath>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int MaxFaults = 100; // a body of a million faults need not be told all of them

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

class Checker {
public:
    explicit Checker(const QByteArray &currency) : m_currency(currency) {}

    void check(const Shape &shape, const QJsonValue &value, const QString &field)
    {
        if (faults.size() >= MaxFaults || (value.isNull() && shape.nullable))
            return;
        switch (shape.kind) {
        case Shape::Kind::Object: return checkObject(shape, value, field);
        case Shape::Kind::Array: return checkArray(shape, value, field);
        case Shape::Kind::Map: return checkMap(shape, value, field);
        case Shape::Kind::Text: return checkText(shape, value, field);
        case Shape::Kind::Integer:
            if (!isInteger(value, shape.least, shape.most))
                add(field, tr("This is a whole number from %1 to %2.").arg(shape.least).arg(shape.most));
            return;
        case Shape::Kind::Boolean:
            if (!value.isBool())
                add(field, tr("This is true or false."));
            return;
        case Shape::Kind::Number:
            if (!value.isDouble())
                add(field, tr("This is a number."));
            return;
        case Shape::Kind::Money: return checkMoney(value, field);
        case Shape::Kind::Time:
            if (!value.isString() || !parseTime(value.toString()))
                add(field, tr("This is a time as in 2026-11-20T09:30:00.000Z."));
            return;
        case Shape::Kind::Id:
            if (!value.isString() || value.toString().isEmpty() || value.toString().size() > shape.most)
                add(field, tr("This is an id, as text."));
            return;
        case Shape::Kind::Any: return;
        }
    }

    QList<FieldError> faults;

private:
    void add(const QString &field, const QString &message) { faults << FieldError{field, message}; }

    static bool isInteger(const QJsonValue &value, qint64 least, qint64 most)
    {
        if (!value.isDouble())
            return false;
        const double number = value.toDouble();
        // Past 2^53 a double does not tell neighbours apart; no limit of ours is near.
        if (number != std::floor(number) || std::abs(number) > 9e15)
            return false;
        return value.toInteger() >= least && value.toInteger() <= most;
    }

    void checkObject(const Shape &shape, const QJsonValue &value, const QString &field)
    {
        if (!value.isObject())
            return add(field, tr("This is an object."));
        const QJsonObject object = value.toObject();
        const QString prefix = field.isEmpty() ? QString() : QString(field % u'.');
        for (const Member &member : shape.members) {
            const QString name = QString::fromLatin1(member.name);
            const auto found = object.constFind(name);
            if (found != object.constEnd())
                check(*member.shape, *found, prefix + name);
            else if (member.required)
                add(prefix + name, tr("This is needed."));
        }
        for (auto given = object.begin(); given != object.end() && faults.size() < MaxFaults; ++given) {
            const QByteArray name = given.key().toUtf8();
            if (std::none_of(shape.members.begin(), shape.members.end(),
                             [&name](const Member &member) { return member.name == name; }))
                add(prefix + given.key().left(100), tr("There is no such field here."));
        }
    }

    void checkArray(const Shape &shape, const QJsonValue &value, const QString &field)
    {
        if (!value.isArray())
            return add(field, tr("This is a list."));
        const QJsonArray array = value.toArray();
        if (array.size() < shape.least || array.size() > shape.most)
            return add(field, tr("This list has %1 to %2 items.").arg(shape.least).arg(shape.most));
        for (qsizetype i = 0; i < array.size(); ++i)
            check(*shape.items, array.at(i), QString(field % u'[' % QString::number(i) % u']'));
    }

    void checkMap(const Shape &shape, const QJsonValue &value, const QString &field)
    {
        if (!value.isObject())
            return add(field, tr("This is an object."));
        const QJsonObject object = value.toObject();
        if (object.size() > shape.most)
            return add(field, tr("This has %1 entries at the most.").arg(shape.most));
        for (auto given = object.begin(); given != object.end(); ++given)
            check(*shape.items, given.value(), QString(field % u'.' % given.key().left(100)));
    }

    void checkText(const Shape &shape, const QJsonValue &value, const QString &field)
    {
        if (!value.isString())
            return add(field, tr("This is text."));
        const QString text = value.toString();
        if (!shape.words.isEmpty()) {
            if (!shape.words.contains(text))
                add(field, tr("This is one of: %1.").arg(shape.words.join(u", "_s)));
            return;
        }
        if (text.size() < shape.least)
            return add(field,
                       shape.least == 1 ? tr("This is needed.")
                                        : tr("This has %1 characters at least.").arg(shape.least));
        if (text.size() > shape.most && shape.format != "country")
            return add(field, tr("This has %1 characters at the most.").arg(shape.most));
        if (shape.format == "country" && !findCountry(text.toUpper().toLatin1()))
            return add(field, tr("Choose a country by its two letters, as in DE."));
        if (text.contains(QChar(u'\0')) || !text.isValidUtf16())
            add(field, tr("This has a character that no text has."));
    }

    void checkMoney(const QJsonValue &value, const QString &field)
    {
        static const Shape amount{.kind = Shape::Kind::Integer, .least = 0, .most = MaxAmount};
        if (!value.isObject())
            return add(field,
                       tr("Write money as {\"amount\": 1999, \"currency\": \"%1\"}, in the currency's smallest unit.")
                           .arg(QString::fromLatin1(m_currency)));
        const QJsonObject object = value.toObject();
        check(amount, object.value("amount"_L1), field + ".amount"_L1);
        if (object.value("currency"_L1).toString() != QString::fromLatin1(m_currency))
            add(field + ".currency"_L1, tr("This shop sells in %1.").arg(QString::fromLatin1(m_currency)));
        for (const QString &name : object.keys())
            if (name != "amount"_L1 && name != "currency"_L1)
                add(QString(field % u'.' % name.left(100)), tr("There is no such field here."));
    }

    QByteArray m_currency;
};
}

QList<FieldError> checkShape(const Shape &shape, const QJsonValue &value, const QByteArray &currency)
{
    Checker checker(currency);
    checker.check(shape, value, {});
    return checker.faults;
}

}
