// The served document says what the server does: which bodies are needed and how they are bound, what may be answered,
// and where the type of a problem leads.
#include "server/http/openapi.h"
#include "server/http/problem.h"
#include "tests/support/apifixture.h"
#include "tests/support/routesample.h"
#include "tests/support/teststore.h"

#include <QUrl>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::Answer;
using test::ApiClient;
using test::nameOf;

namespace {
QJsonObject operationOf(const QJsonObject &document, const Route &route)
{
    return document["paths"_L1][QString::fromLatin1(route.path)]
                   [QString::fromLatin1(methodText(route.method).toLower())]
                       .toObject();
}

QJsonObject parameterOf(const QJsonObject &operation, const QString &name)
{
    const QJsonArray parameters = operation["parameters"_L1].toArray();
    for (const QJsonValue &parameter : parameters)
        if (parameter["name"_L1].toString() == name)
            return parameter.toObject();
    return {};
}

// Every reference in the value.
void referred(const QJsonValue &value, QStringList &references)
{
    const QJsonArray array = value.toArray();
    for (const QJsonValue &item : array)
        referred(item, references);
    const QJsonObject object = value.toObject();
    for (auto member = object.begin(); member != object.end(); ++member) {
        if (member.key() == "$ref"_L1)
            references << member->toString();
        referred(*member, references);
    }
}
}

class TestOpenApi : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void init() { m_document = QJsonDocument::fromJson(openApiDocument(m_routes)).object(); }
    void bodiesAreNeededAsTheServerNeedsThem();
    void answersAreAllNamed();
    void whatIsAskedIsBound();
    void referencesLeadSomewhere();
    void everyProblemIsExplained();
    void instanceIsAnAddress();

private:
    QJsonObject schema(const char *name) const
    {
        return m_document["components"_L1]["schemas"_L1][QLatin1StringView(name)].toObject();
    }

    const Routes m_routes = allRoutes();
    QJsonObject m_document;
};

void TestOpenApi::bodiesAreNeededAsTheServerNeedsThem()
{
    QFETCH_GLOBAL(QString, store);
    test::ApiFixture api(store);
    ApiClient client = api.client(api.tokenFor(Role::Owner));
    int needed = 0, leftOut = 0;
    for (const auto &route : m_routes.all()) {
        const QJsonObject operation = operationOf(m_document, *route);
        QCOMPARE(operation.contains("requestBody"_L1), route->body || !route->uploadTypes.isEmpty());
        if (!operation.contains("requestBody"_L1) || !route->path.startsWith("/api/v1/admin/"))
            continue;
        const bool required = operation["requestBody"_L1]["required"_L1].toBool();
        const Answer answer = client.send(methodText(route->method), test::pathOf(*route), {}, {});
        QVERIFY2((answer.status == 415 || answer.status == 422) == required,
                 QByteArray(nameOf(*route) + ' ' + answer.body).constData());
        ++(required ? needed : leftOut);
    }
    QVERIFY(needed > 10 && leftOut > 10);
}

void TestOpenApi::answersAreAllNamed()
{
    for (const auto &route : m_routes.all()) {
        const QJsonObject answers = operationOf(m_document, *route)["responses"_L1].toObject();
        QStringList always{u"400"_s, u"421"_s, u"429"_s, u"503"_s}, never{u"428"_s};
        (test::hasBody(*route) ? always : never) << u"413"_s << u"415"_s;
        (route->write ? always : never) << u"409"_s << u"422"_s << u"507"_s;
        (route->takesIfMatch ? always : never) << u"412"_s;
        for (const QString &status : std::as_const(always))
            QVERIFY2(answers.contains(status), QByteArray(nameOf(*route) + ' ' + status.toLatin1()).constData());
        for (const QString &status : std::as_const(never))
            QVERIFY2(!answers.contains(status), QByteArray(nameOf(*route) + ' ' + status.toLatin1()).constData());
    }
}

void TestOpenApi::whatIsAskedIsBound()
{
    // Whatever a body is made of is closed.
    QStringList asked;
    for (const auto &route : m_routes.all())
        if (route->body)
            referred(operationOf(m_document, *route)["requestBody"_L1], asked);
    for (qsizetype i = 0; i < asked.size(); ++i) {
        const QByteArray name = asked.at(i).section(u'/', -1).toLatin1();
        const QJsonObject found = schema(name.constData());
        QVERIFY2(found["additionalProperties"_L1] == QJsonValue(false), name.constData());
        QStringList further;
        referred(found, further);
        for (const QString &reference : std::as_const(further))
            if (!asked.contains(reference))
                asked << reference;
    }
    QVERIFY(asked.size() > 20);
    QVERIFY(!schema("Product").contains("additionalProperties"_L1)); // answers may grow

    const QJsonObject draft = schema("ProductDraft")["properties"_L1].toObject();
    QCOMPARE(draft["title"_L1]["maxLength"_L1].toInt(), 200);
    QCOMPARE(draft["tags"_L1]["maxItems"_L1].toInt(), 50);
    QCOMPARE(draft["tags"_L1]["items"_L1]["maxLength"_L1].toInt(), 100);
    QCOMPARE(draft["variants"_L1]["maxItems"_L1].toInt(), 200);
    QCOMPARE(schema("VariantDraft")["properties"_L1]["options"_L1]["maxProperties"_L1].toInt(), 10);

    for (const auto &route : m_routes.all()) {
        const QJsonObject limit = parameterOf(operationOf(m_document, *route), u"limit"_s)["schema"_L1].toObject();
        if (!route->isPaged)
            continue;
        QCOMPARE(limit["maximum"_L1].toInt(), 100);
        QCOMPARE(limit["default"_L1].toInt(-1), route->path == "/api/v1/categories" ? -1 : 20);
    }
    for (const auto &route : m_routes.all())
        if (route->method == Method::Get && route->path == "/api/v1/admin/products")
            QCOMPARE(parameterOf(operationOf(m_document, *route), u"q"_s)["schema"_L1]["maxLength"_L1].toInt(), 400);
}

void TestOpenApi::referencesLeadSomewhere()
{
    QStringList references;
    referred(m_document, references);
    QVERIFY(references.size() > 100);
    for (const QString &reference : std::as_const(references)) {
        QVERIFY2(reference.startsWith("#/components/schemas/"_L1), qPrintable(reference));
        QVERIFY2(!schema(reference.section(u'/', -1).toLatin1().constData()).isEmpty(), qPrintable(reference));
    }
}

void TestOpenApi::everyProblemIsExplained()
{
    const QByteArray reference = apiReference(m_routes);
    for (int code = 0; code <= int(ErrorCode::Internal); ++code) {
        const Reply reply = problemReply({ErrorCode(code), u"So it is."_s}, "/x", "id");
        const QJsonObject problem = QJsonDocument::fromJson(reply.body).object();
        const QByteArray type = problem["type"_L1].toString().toLatin1();
        QVERIFY2(type.startsWith("/docs#"), type.constData());
        const QByteArray row = "<tr id=\"" + type.sliced(6) + "\"><td>" + QByteArray::number(reply.status) + "</td>";
        QVERIFY2(reference.count(row) == 1, row.constData());
    }
    for (const ProblemKind &kind : problemKinds()) {
        QVERIFY2(qstrlen(kind.wayOut) > 0, kind.name);
        const QString wayOut = QString::fromUtf8(kind.wayOut).toHtmlEscaped();
        QVERIFY2(reference.contains(wayOut.toUtf8()) && wayOut.endsWith(u'.'), kind.name);
    }
}

void TestOpenApi::instanceIsAnAddress()
{
    QFETCH_GLOBAL(QString, store);
    test::ApiFixture api(store);
    ApiClient client = api.client();
    for (const QByteArray path : {"/api/v1/no%20such%20thing", "/api/v1/products/K%C3%A4se", "/a%22b%3Cc%3E",
                                  "/api/v1/products/a:b@c", "/x%25"}) {
        const Answer answer = client.get(path);
        QCOMPARE(answer.status, 404);
        QCOMPARE(answer.json()["instance"_L1].toString().toLatin1(), path);
        QVERIFY(QUrl(answer.json()["instance"_L1].toString(), QUrl::StrictMode).isValid());
    }
    // What begins as another host would is no path of this one.
    const Reply reply = problemReply({ErrorCode::NotFound, u"So it is."_s}, "//elsewhere.example/x", "id");
    QVERIFY(reply.body.contains("\"instance\":\"/%2Felsewhere.example/x\""));
}

QTEST_GUILESS_MAIN(TestOpenApi)
#include "tst_openapi.moc"
