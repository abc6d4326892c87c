#include "app/base/money.h"
#include "app/settings/countries.h"

#include <QScopeGuard>
#include <QSet>
#include <QTest>
#include <QTimeZone>

using namespace backroom;
using namespace Qt::StringLiterals;

class TestCountries : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void guessesWhereItStands();
    void languages();
    void everyCountryIsWhole();
    void knowsDefaults_data();
    void knowsDefaults();
    void speaksTheirNames();
    void refusesWhatIsNone();
};

void TestCountries::everyCountryIsWhole()
{
    QCOMPARE(countries().size(), 249);
    QSet<QString> names;
    int members = 0;
    for (const Country &country : countries()) {
        QVERIFY2(findCountry(country.code) == &country, country.code);
        QVERIFY2(currencyDigits(country.currency).has_value(), country.code);
        QVERIFY2(QTimeZone(country.timezone).isValid(), country.code);
        QVERIFY2(!country.name().isEmpty() && country.name() != u"Default"_s, country.code);
        QVERIFY2(country.taxRate >= 0 && country.taxRate <= 270'000, country.code);
        members += country.inEuropeanUnion();
        names.insert(country.name());
    }
    QCOMPARE(names.size(), 249);
    QCOMPARE(members, 27);
}

void TestCountries::knowsDefaults_data()
{
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("currency");
    QTest::addColumn<QByteArray>("timezone");
    QTest::addColumn<int>("taxRate");
    QTest::addColumn<bool>("inclusive");
    QTest::newRow("DE") << "DE"_ba << u"Germany"_s << "EUR"_ba
                        << "Europe/Berlin"_ba << 190'000 << true;
    QTest::newRow("GB") << "GB"_ba << u"United Kingdom"_s << "GBP"_ba
                        << "Europe/London"_ba << 200'000 << true;
    QTest::newRow("FR") << "FR"_ba << u"France"_s << "EUR"_ba
                        << "Europe/Paris"_ba << 200'000 << true;
    QTest::newRow("CH") << "CH"_ba << u"Switzerland"_s << "CHF"_ba
                        << "Europe/Zurich"_ba << 81'000 << true;
    QTest::newRow("US") << "US"_ba << u"United States"_s << "USD"_ba
                        << "America/New_York"_ba << 0 << false;
    QTest::newRow("CA") << "CA"_ba << u"Canada"_s << "CAD"_ba
                        << "America/Toronto"_ba << 50'000 << false;
    QTest::newRow("JP") << "JP"_ba << u"Japan"_s << "JPY"_ba
                        << "Asia/Tokyo"_ba << 100'000 << true;
    QTest::newRow("BR") << "BR"_ba << u"Brazil"_s << "BRL"_ba
                        << "America/Sao_Paulo"_ba << 170'000 << true;
}

void TestCountries::knowsDefaults()
{
    QFETCH(QByteArray, code);
    const Country *country = findCountry(code);
    QVERIFY(country);
    QTEST(country->name(), "name");
    QTEST(QByteArray(country->currency), "currency");
    QTEST(QByteArray(country->timezone), "timezone");
    QTEST(country->taxRate, "taxRate");
    QTEST(country->pricesIncludeTax(), "inclusive");
}

void TestCountries::refusesWhatIsNone()
{
    for (const char *code : {"", "D", "de", "DEU", "XX", "ZZ", "\xff\xff"})
        QVERIFY2(!findCountry(code), code);
}

void TestCountries::languages()
{
    for (const auto &[code, language] : {std::pair("GB", "en"),
                                         {"US", "en"},
                                         {"DE", "de"},
                                         {"AT", "de"},
                                         {"FR", "fr"},
                                         {"ES", "es"},
                                         {"MX", "es"},
                                         {"BR", "pt"},
                                         {"JP", "ja"},
                                         {"IN", "en"}})
        QCOMPARE(findCountry(code)->language(), QString::fromLatin1(language));
    for (const Country &country : countries())
        QVERIFY2(!country.language().isEmpty(), country.code);
}

void TestCountries::speaksTheirNames()
{
    const QLocale before;
    const auto back = qScopeGuard([&before] { QLocale::setDefault(before); });
    const Country *germany = findCountry("DE");
    for (const auto &[language, name] : {std::pair(u"de_DE"_s, u"Deutschland"_s),
                                         {u"fr_FR"_s, u"Allemagne"_s},
                                         {u"es_ES"_s, u"Alemania"_s},
                                         {u"en_GB"_s, u"Germany"_s},
                                         {u"C"_s, u"Germany"_s}}) {
        QLocale::setDefault(QLocale(language));
        QCOMPARE(germany->name(), name);
        QCOMPARE(germany->englishName(), u"Germany"_s);
        for (const Country &country : countries())
            QVERIFY2(!country.name().isEmpty() && country.name() != QLatin1StringView(country.code), country.code);
    }
}

// Systems come with American English all over the world; whoever set up more than that is believed.
void TestCountries::guessesWhereItStands()
{
    const QTimeZone berlin("Europe/Berlin"), utc("UTC"), chicago("America/Chicago");
    const QLocale bare(QLocale::C), american(QLocale::English, QLocale::UnitedStates);
    QCOMPARE(countryHere(QLocale(QLocale::German, QLocale::Austria), utc), "AT"_ba);
    QCOMPARE(countryHere(QLocale(QLocale::German, QLocale::Austria), berlin), "AT"_ba);
    QCOMPARE(countryHere(QLocale(QLocale::English, QLocale::Ireland), berlin), "IE"_ba);
    QCOMPARE(countryHere(american, berlin), "DE"_ba);
    QCOMPARE(countryHere(american, chicago), "US"_ba);
    QCOMPARE(countryHere(american, utc), "US"_ba);
    QCOMPARE(countryHere(bare, berlin), "DE"_ba);
    QCOMPARE(countryHere(bare, utc), "GB"_ba);
}

QTEST_GUILESS_MAIN(TestCountries)
#include "tst_countries.moc"
