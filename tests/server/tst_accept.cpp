// Accept is read as RFC 9110 says, and lists answer with the kind that is preferred.
#include "server/http/accept.h"
#include "tests/support/apifixture.h"
#include "tests/support/teststore.h"

using namespace backroom;
using namespace Qt::StringLiterals;
using test::Answer;
using test::ApiClient;
using test::ApiFixture;

class TestAccept : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void prefers_data();
    void prefers();
    void listsAnswerSo();
};

void TestAccept::prefers_data()
{
    QTest::addColumn<bool>("csv");
    for (const char *accept : {"text/csv",
                               "TEXT/CSV",
                               "Text/Csv; charset=utf-8",
                               " text/csv ,",
                               "text/csv;q=1",
                               "text/csv;q=0.001",
                               "text/csv;q=1.000",
                               "text/csv, */*",
                               "*/*, text/csv",
                               "text/csv;q=0.5, application/json;q=0.4",
                               "application/json;q=0.4,text/csv;q=0.5",
                               "application/json;q=0, text/csv;q=0.1",
                               "text/*",
                               "TEXT/*;q=0.5",
                               "text/*, */*",
                               "text/csv;header=\"a,b;q=0\"",
                               "text/csv;header=\"\\\"\";q=0.3",
                               "text/csv ; Q=0.7",
                               "text/csv, text/*;q=0",
                               "application/json;q=high, text/csv;q=0.1",
                               "text/csv;q=0.9, application/*;q=0.8",
                               "text/html, text/csv;q=0.9, */*;q=0.8",
                               "text/csv, application/*"})
        QTest::newRow(accept) << true;
    for (const char *accept : {"",
                               "*/*",
                               "application/json",
                               "application/json, text/csv",
                               "text/csv, application/json",
                               "text/csv;q=0",
                               "text/csv;q=0.0",
                               "text/csv;q=0.000, */*",
                               "text/csv;q=0, text/*",
                               "text/*;q=0",
                               "text/csv;q=0.4, application/json;q=0.5",
                               "text/csv;q=0.5, application/json;q=0.5",
                               "text/*, application/json",
                               "text/*, application/*",
                               "*/*;q=1, application/json;q=0.1",
                               "text/html",
                               "*/csv",
                               "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                               "text/csvx",
                               "xtext/csv",
                               "application/x;a=text/csv",
                               "application/json;a=\"text/csv\"",
                               "application/x;a=\", text/csv\"",
                               "text/csv;q=2",
                               "text/csv;q=1.5",
                               "text/csv;q=",
                               "text/csv;q=0.1234",
                               "text/csv;q=.5",
                               "text/csv;q=-1",
                               "text / csv",
                               "text/csv;q=0.5, */*;q=0.9",
                               ",",
                               ";",
                               "\"text/csv\"",
                               "\""})
        QTest::newRow(accept) << false;
}

void TestAccept::prefers()
{
    QFETCH(bool, csv);
    QCOMPARE(prefersCsv(QTest::currentDataTag()), csv);
}

void TestAccept::listsAnswerSo()
{
    ApiFixture api(u"sqlite"_s);
    ApiClient client = api.client(api.tokenFor(Role::Manager));
    const QByteArray list = "/api/v1/admin/products";
    const auto typeFor = [&](const QByteArray &accept) {
        const Answer answer = client.get(list, {{"Accept", accept}});
        return answer.header("content-type").split(';').first();
    };
    QCOMPARE(typeFor("text/csv"), "text/csv"_ba);
    QCOMPARE(typeFor("TEXT/CSV, */*;q=0.1"), "text/csv"_ba);
    QCOMPARE(typeFor("text/csv;q=0"), "application/json"_ba);
    QCOMPARE(typeFor("text/csv;q=0.2, application/json"), "application/json"_ba);
    QCOMPARE(typeFor("*/*"), "application/json"_ba);
}

QTEST_GUILESS_MAIN(TestAccept)
#include "tst_accept.moc"
