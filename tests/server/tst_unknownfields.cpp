// Nothing can be assigned that was not meant to be: a field that a route does not know is refused wherever in the body
// it stands, and so is a parameter; for every route of the program.
#include "tests/support/apifixture.h"
#include "tests/support/routesample.h"
#include "tests/support/teststore.h"

using namespace backroom;
using namespace Qt::StringLiterals;
using test::Answer;
using test::ApiClient;
using test::ApiFixture;
using test::nameOf;

namespace {
const QString Unknown = u"no_such_field"_s;

// The value with the unknown field in one object of it after another; each with how the fault names the field.
QList<std::pair<QJsonValue, QString>> spoiled(const Shape &shape, const QJsonValue &value, const QString &at = {})
{
    QList<std::pair<QJsonValue, QString>> all;
    if (shape.kind == Shape::Kind::Object || shape.kind == Shape::Kind::Money) {
        QJsonObject object = value.toObject();
        object.insert(Unknown, 1);
        all.emplaceBack(object, at.isEmpty() ? Unknown : QString(at % u'.' % Unknown));
    }
    for (const Member &member : shape.members) {
        const QString name = QString::fromLatin1(member.name);
        for (const auto &[inner, field] :
             spoiled(*member.shape, value[name], at.isEmpty() ? name : QString(at % u'.' % name))) {
            QJsonObject object = value.toObject();
            object.insert(name, inner);
            all.emplaceBack(object, field);
        }
    }
    if (shape.kind == Shape::Kind::Array && !value.toArray().isEmpty())
        for (const auto &[inner, field] : spoiled(*shape.items, value.toArray().first(), QString(at % "[0]"_L1))) {
            QJsonArray array = value.toArray();
            array.replace(0, inner);
            all.emplaceBack(array, field);
        }
    return all;
}
}

class TestUnknownFields : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_api = std::make_unique<ApiFixture>(u"sqlite"_s);
        m_token = m_api->tokenFor(Role::Owner);
    }
    void cleanupTestCase() { m_api.reset(); }
    void fields();
    void parameters();
    void mediaTypes();

private:
    Answer call(const Route &route, const QByteArray &query, const QByteArray &body, const QByteArray &type)
    {
        ApiClient client = m_api->client(m_token);
        return client.send(methodText(route.method), test::pathOf(route) + query, body, {{"Content-Type", type}});
    }

    std::unique_ptr<ApiFixture> m_api;
    QByteArray m_token;
};

void TestUnknownFields::fields()
{
    int places = 0;
    const Routes routes = allRoutes();
    for (const auto &route : routes.all()) {
        if (!test::hasBody(*route) || !route->uploadTypes.isEmpty())
            continue;
        const Shape none{.kind = Shape::Kind::Object};
        const Shape &shape = route->body ? *route->body : none;
        const QJsonValue sample = test::sampleOf(shape, test::Fields::All);
        QVERIFY2(checkShape(shape, sample, "EUR").isEmpty(), nameOf(*route).constData());
        for (const auto &[body, field] : spoiled(shape, sample)) {
            const Answer answer = call(*route, {}, QJsonDocument(body.toObject()).toJson(), "application/json");
            const QByteArray told = nameOf(*route) + ' ' + field.toUtf8() + ": " + QByteArray::number(answer.status);
            QVERIFY2(answer.status == 422, told.constData());
            QVERIFY2(answer.faults().contains(field), told.constData()); // and what the service finds in the sample
            ++places;
        }
    }
    QVERIFY(places > 40);
}

void TestUnknownFields::parameters()
{
    const Routes routes = allRoutes();
    for (const auto &route : routes.all()) {
        const QByteArray body = test::bodyOf(*route);
        const Answer unknown = call(*route, "?no_such_parameter=1", body, test::typeOf(*route));
        QVERIFY2(unknown.status == 400, nameOf(*route).constData());
        QCOMPARE(unknown.faults(), QStringList{u"no_such_parameter"_s});
        for (const QueryParameter &parameter : route->query) {
            const QByteArray value =
                QByteArray('=' + test::sampleOf(*parameter.shape).toVariant().toString().toUtf8().toPercentEncoding());
            const QByteArray twice = '?' + parameter.name + value + '&' + parameter.name + value;
            QVERIFY2(call(*route, twice, body, test::typeOf(*route)).status == 400,
                     QByteArray(nameOf(*route) + twice).constData());
        }
    }
}

// A form or plain text can be sent by any page on the web without asking first; JSON cannot.
void TestUnknownFields::mediaTypes()
{
    const Routes routes = allRoutes();
    for (const auto &route : routes.all()) {
        if (!test::hasBody(*route))
            continue;
        for (const char *type : {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"})
            QVERIFY2(call(*route, {}, test::bodyOf(*route), type).status == 415,
                     QByteArray(nameOf(*route) + ' ' + type).constData());
    }
}

QTEST_GUILESS_MAIN(TestUnknownFields)
#include "tst_unknownfields.moc"
