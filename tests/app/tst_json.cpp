// JSON as lists write it: every byte that must be escaped, wherever it stands, and numbers and times to their ends.
#include "app/base/json.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <limits>

using namespace backroom;
using namespace Qt::StringLiterals;

namespace {
QJsonArray read(JsonWriter &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json.take(), &error);
    return error.error == QJsonParseError::NoError ? document.array() : QJsonArray{error.errorString()};
}
}

class TestJson : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void escapesWhereverItStands();
    void namesAreEscapedToo();
    void numbersAndMoney();
    void growsAndStartsAnew();
    void timesAreDates();
};

void TestJson::escapesWhereverItStands()
{
    // A byte that needs it, in front of, among and behind ones that only nearly do.
    for (const char16_t special : u"\"\\\u0001\n\r\t\b\u001F\u007F\u0080é€😀 !#[]\u00DC\u00A2"_s.toStdU16String())
        for (int before = 0; before < 20; ++before) {
            const QString text = u"!#[]~ é\u00A2\u00DCx!#[]~ é\u00A2\u00DC"_s.left(before) + QChar(special)
                + u"tail ends"_s.left(before % 10);
            if (QChar::isSurrogate(special))
                continue;
            JsonWriter json;
            json.array().value(text).value(QString(special)).endArray();
            QCOMPARE(read(json), (QJsonArray{text, QString(special)}));
        }
    JsonWriter json;
    json.array().value("a\"b\\c\nd\x01").text({}).value(u"😀\"😀"_s).endArray();
    QCOMPARE(json.take(), R"(["a\"b\\c\nd\u0001","","😀\"😀"])"_ba);
}

void TestJson::namesAreEscapedToo()
{
    JsonWriter json("GBP");
    json.object().field("plain", 1).field("say \"so\""_ba, true).field("none", std::optional<qint64>()).endObject();
    QCOMPARE(json.take(), R"({"plain":1,"say \"so\"":true,"none":null})"_ba);
}

void TestJson::numbersAndMoney()
{
    JsonWriter json("GBP");
    json.array()
        .value(std::numeric_limits<qint64>::min())
        .value(std::numeric_limits<qint64>::max())
        .value(ProductId{7})
        .money(-1)
        .money(std::numeric_limits<qint64>::min())
        .value(0.5)
        .endArray();
    QCOMPARE(json.take(),
             "[-9223372036854775808,9223372036854775807,\"7\",{\"amount\":-1,\"currency\":\"GBP\"},"
             "{\"amount\":-9223372036854775808,\"currency\":\"GBP\"},0.5]"_ba);
}

void TestJson::growsAndStartsAnew()
{
    JsonWriter json;
    json.reserve(10);
    json.array();
    QByteArray expected = "[";
    for (int i = 0; i < 5000; ++i) {
        json.value(i).value(QByteArray(i % 300, 'x')).raw("[1]");
        expected += (i ? "," : "") + QByteArray::number(i) + ",\"" + QByteArray(i % 300, 'x') + "\",[1]";
    }
    json.endArray();
    expected += ']';
    QCOMPARE(json.bytes().toByteArray(), expected);
    QCOMPARE(json.take(), expected);
    QVERIFY(json.bytes().isEmpty());
}

void TestJson::timesAreDates()
{
    // Every 17 days and some milliseconds of ten thousand years.
    const qint64 first = QDateTime(QDate(1, 1, 1), QTime(0, 0), Qt::UTC).toMSecsSinceEpoch();
    const qint64 last = QDateTime(QDate(9999, 12, 31), QTime(23, 59, 59, 999), Qt::UTC).toMSecsSinceEpoch();
    const auto check = [](qint64 time) {
        return QString::fromLatin1(timeText(time))
            == QDateTime::fromMSecsSinceEpoch(time, Qt::UTC).toString(Qt::ISODateWithMs);
    };
    for (qint64 time = first; time <= last; time += 17LL * 86'400'000 + 123'457)
        QVERIFY2(check(time), timeText(time).constData());
    for (const qint64 time : {first, last, 0LL, -1LL, 951'782'399'999LL, 951'782'400'000LL, 4'107'542'400'000LL - 1})
        QVERIFY2(check(time), timeText(time).constData());
    JsonWriter json;
    json.array().time(0).endArray();
    QCOMPARE(json.take(), "[\"1970-01-01T00:00:00.000Z\"]"_ba);
}

QTEST_GUILESS_MAIN(TestJson)
#include "tst_json.moc"
