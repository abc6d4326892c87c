#include "app/settings/countries.h"

#include <QLocale>
#include <algorithm>
#include <array>
#include <unicode/uloc.h>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
// clang-format off
const QList<Country> Table = {
    {"AD", "EUR", "Europe/Andorra", 0},
    {"AE", "AED", "Asia/Dubai", 50000},
    {"AF", "AFN", "Asia/Kabul", 0},
    {"AG", "XCD", "America/Antigua", 0},
    {"AI", "XCD", "America/Anguilla", 0},
    {"AL", "ALL", "Europe/Tirane", 200000},
    {"AM", "AMD", "Asia/Yerevan", 200000},
    {"AO", "AOA", "Africa/Luanda", 0},
    {"AQ", "USD", "Antarctica/McMurdo", 0},
    {"AR", "ARS", "America/Argentina/Buenos_Aires", 210000},
    {"AS", "USD", "Pacific/Pago_Pago", 0},
    {"AT", "EUR", "Europe/Vienna", 200000},
    {"AU", "AUD", "Australia/Sydney", 100000},
    {"AW", "AWG", "America/Aruba", 0},
    {"AX", "EUR", "Europe/Mariehamn", 0},
    {"AZ", "AZN", "Asia/Baku", 180000},
    {"BA", "BAM", "Europe/Sarajevo", 170000},
    {"BB", "BBD", "America/Barbados", 175000},
    {"BD", "BDT", "Asia/Dhaka", 150000},
    {"BE", "EUR", "Europe/Brussels", 210000},
    {"BF", "XOF", "Africa/Ouagadougou", 0},
    {"BG", "EUR", "Europe/Sofia", 200000},
    {"BH", "BHD", "Asia/Bahrain", 100000},
    {"BI", "BIF", "Africa/Bujumbura", 0},
    {"BJ", "XOF", "Africa/Porto-Novo", 0},
    {"BL", "EUR", "America/St_Barthelemy", 0},
    {"BM", "BMD", "Atlantic/Bermuda", 0},
    {"BN", "BND", "Asia/Brunei", 0},
    {"BO", "BOB", "America/La_Paz", 130000},
    {"BQ", "USD", "America/Kralendijk", 0},
    {"BR", "BRL", "America/Sao_Paulo", 170000},
    {"BS", "BSD", "America/Nassau", 0},
    {"BT", "BTN", "Asia/Thimphu", 0},
    {"BV", "NOK", "Europe/Oslo", 0},
    {"BW", "BWP", "Africa/Gaborone", 0},
    {"BY", "BYN", "Europe/Minsk", 200000},
    {"BZ", "BZD", "America/Belize", 0},
    {"CA", "CAD", "America/Toronto", 50000},
    {"CC", "AUD", "Indian/Cocos", 0},
    {"CD", "CDF", "Africa/Kinshasa", 0},
    {"CF", "XAF", "Africa/Bangui", 0},
    {"CG", "XAF", "Africa/Brazzaville", 0},
    {"CH", "CHF", "Europe/Zurich", 81000},
    {"CI", "XOF", "Africa/Abidjan", 0},
    {"CK", "NZD", "Pacific/Rarotonga", 0},
    {"CL", "CLP", "America/Santiago", 190000},
    {"CM", "XAF", "Africa/Douala", 0},
    {"CN", "CNY", "Asia/Shanghai", 130000},
    {"CO", "COP", "America/Bogota", 190000},
    {"CR", "CRC", "America/Costa_Rica", 130000},
    {"CU", "CUP", "America/Havana", 0},
    {"CV", "CVE", "Atlantic/Cape_Verde", 0},
    {"CW", "ANG", "America/Curacao", 0},
    {"CX", "AUD", "Indian/Christmas", 0},
    {"CY", "EUR", "Asia/Nicosia", 190000},
    {"CZ", "CZK", "Europe/Prague", 210000},
    {"DE", "EUR", "Europe/Berlin", 190000},
    {"DJ", "DJF", "Africa/Djibouti", 0},
    {"DK", "DKK", "Europe/Copenhagen", 250000},
    {"DM", "XCD", "America/Dominica", 0},
    {"DO", "DOP", "America/Santo_Domingo", 180000},
    {"DZ", "DZD", "Africa/Algiers", 190000},
    {"EC", "USD", "America/Guayaquil", 150000},
    {"EE", "EUR", "Europe/Tallinn", 240000},
    {"EG", "EGP", "Africa/Cairo", 140000},
    {"EH", "MAD", "Africa/El_Aaiun", 0},
    {"ER", "ERN", "Africa/Asmara", 0},
    {"ES", "EUR", "Europe/Madrid", 210000},
    {"ET", "ETB", "Africa/Addis_Ababa", 150000},
    {"FI", "EUR", "Europe/Helsinki", 255000},
    {"FJ", "FJD", "Pacific/Fiji", 150000},
    {"FK", "FKP", "Atlantic/Stanley", 0},
    {"FM", "USD", "Pacific/Pohnpei", 0},
    {"FO", "DKK", "Atlantic/Faroe", 0},
    {"FR", "EUR", "Europe/Paris", 200000},
    {"GA", "XAF", "Africa/Libreville", 0},
    {"GB", "GBP", "Europe/London", 200000},
    {"GD", "XCD", "America/Grenada", 0},
    {"GE", "GEL", "Asia/Tbilisi", 180000},
    {"GF", "EUR", "America/Cayenne", 0},
    {"GG", "GBP", "Europe/Guernsey", 0},
    {"GH", "GHS", "Africa/Accra", 150000},
    {"GI", "GIP", "Europe/Gibraltar", 0},
    {"GL", "DKK", "America/Godthab", 0},
    {"GM", "GMD", "Africa/Banjul", 0},
    {"GN", "GNF", "Africa/Conakry", 0},
    {"GP", "EUR", "America/Guadeloupe", 0},
    {"GQ", "XAF", "Africa/Malabo", 0},
    {"GR", "EUR", "Europe/Athens", 240000},
    {"GS", "GBP", "Atlantic/South_Georgia", 0},
    {"GT", "GTQ", "America/Guatemala", 120000},
    {"GU", "USD", "Pacific/Guam", 0},
    {"GW", "XOF", "Africa/Bissau", 0},
    {"GY", "GYD", "America/Guyana", 0},
    {"HK", "HKD", "Asia/Hong_Kong", 0},
    {"HM", "AUD", "Australia/Perth", 0},
    {"HN", "HNL", "America/Tegucigalpa", 150000},
    {"HR", "EUR", "Europe/Zagreb", 250000},
    {"HT", "HTG", "America/Port-au-Prince", 0},
    {"HU", "HUF", "Europe/Budapest", 270000},
    {"ID", "IDR", "Asia/Jakarta", 110000},
    {"IE", "EUR", "Europe/Dublin", 230000},
    {"IL", "ILS", "Asia/Jerusalem", 180000},
    {"IM", "GBP", "Europe/Isle_of_Man", 200000},
    {"IN", "INR", "Asia/Kolkata", 180000},
    {"IO", "USD", "Indian/Chagos", 0},
    {"IQ", "IQD", "Asia/Baghdad", 0},
    {"IR", "IRR", "Asia/Tehran", 0},
    {"IS", "ISK", "Atlantic/Reykjavik", 240000},
    {"IT", "EUR", "Europe/Rome", 220000},
    {"JE", "GBP", "Europe/Jersey", 0},
    {"JM", "JMD", "America/Jamaica", 150000},
    {"JO", "JOD", "Asia/Amman", 0},
    {"JP", "JPY", "Asia/Tokyo", 100000},
    {"KE", "KES", "Africa/Nairobi", 160000},
    {"KG", "KGS", "Asia/Bishkek", 0},
    {"KH", "KHR", "Asia/Phnom_Penh", 0},
    {"KI", "AUD", "Pacific/Tarawa", 0},
    {"KM", "KMF", "Indian/Comoro", 0},
    {"KN", "XCD", "America/St_Kitts", 0},
    {"KP", "KPW", "Asia/Pyongyang", 0},
    {"KR", "KRW", "Asia/Seoul", 100000},
    {"KW", "KWD", "Asia/Kuwait", 0},
    {"KY", "KYD", "America/Cayman", 0},
    {"KZ", "KZT", "Asia/Almaty", 120000},
    {"LA", "LAK", "Asia/Vientiane", 0},
    {"LB", "LBP", "Asia/Beirut", 0},
    {"LC", "XCD", "America/St_Lucia", 0},
    {"LI", "CHF", "Europe/Vaduz", 81000},
    {"LK", "LKR", "Asia/Colombo", 180000},
    {"LR", "LRD", "Africa/Monrovia", 0},
    {"LS", "ZAR", "Africa/Maseru", 0},
    {"LT", "EUR", "Europe/Vilnius", 210000},
    {"LU", "EUR", "Europe/Luxembourg", 170000},
    {"LV", "EUR", "Europe/Riga", 210000},
    {"LY", "LYD", "Africa/Tripoli", 0},
    {"MA", "MAD", "Africa/Casablanca", 200000},
    {"MC", "EUR", "Europe/Monaco", 200000},
    {"MD", "MDL", "Europe/Chisinau", 200000},
    {"ME", "EUR", "Europe/Podgorica", 210000},
    {"MF", "EUR", "America/Marigot", 0},
    {"MG", "MGA", "Indian/Antananarivo", 0},
    {"MH", "USD", "Pacific/Majuro", 0},
    {"MK", "MKD", "Europe/Skopje", 180000},
    {"ML", "XOF", "Africa/Bamako", 0},
    {"MM", "MMK", "Asia/Yangon", 0},
    {"MN", "MNT", "Asia/Ulaanbaatar", 0},
    {"MO", "MOP", "Asia/Macau", 0},
    {"MP", "USD", "Pacific/Saipan", 0},
    {"MQ", "EUR", "America/Martinique", 0},
    {"MR", "MRU", "Africa/Nouakchott", 0},
    {"MS", "XCD", "America/Montserrat", 0},
    {"MT", "EUR", "Europe/Malta", 180000},
    {"MU", "MUR", "Indian/Mauritius", 150000},
    {"MV", "MVR", "Indian/Maldives", 0},
    {"MW", "MWK", "Africa/Blantyre", 0},
    {"MX", "MXN", "America/Mexico_City", 160000},
    {"MY", "MYR", "Asia/Kuala_Lumpur", 100000},
    {"MZ", "MZN", "Africa/Maputo", 0},
    {"NA", "NAD", "Africa/Windhoek", 0},
    {"NC", "XPF", "Pacific/Noumea", 0},
    {"NE", "XOF", "Africa/Niamey", 0},
    {"NF", "AUD", "Pacific/Norfolk", 0},
    {"NG", "NGN", "Africa/Lagos", 75000},
    {"NI", "NIO", "America/Managua", 150000},
    {"NL", "EUR", "Europe/Amsterdam", 210000},
    {"NO", "NOK", "Europe/Oslo", 250000},
    {"NP", "NPR", "Asia/Kathmandu", 130000},
    {"NR", "AUD", "Pacific/Nauru", 0},
    {"NU", "NZD", "Pacific/Niue", 0},
    {"NZ", "NZD", "Pacific/Auckland", 150000},
    {"OM", "OMR", "Asia/Muscat", 50000},
    {"PA", "PAB", "America/Panama", 70000},
    {"PE", "PEN", "America/Lima", 180000},
    {"PF", "XPF", "Pacific/Tahiti", 0},
    {"PG", "PGK", "Pacific/Port_Moresby", 0},
    {"PH", "PHP", "Asia/Manila", 120000},
    {"PK", "PKR", "Asia/Karachi", 180000},
    {"PL", "PLN", "Europe/Warsaw", 230000},
    {"PM", "EUR", "America/Miquelon", 0},
    {"PN", "NZD", "Pacific/Pitcairn", 0},
    {"PR", "USD", "America/Puerto_Rico", 0},
    {"PS", "ILS", "Asia/Gaza", 0},
    {"PT", "EUR", "Europe/Lisbon", 230000},
    {"PW", "USD", "Pacific/Palau", 0},
    {"PY", "PYG", "America/Asuncion", 100000},
    {"QA", "QAR", "Asia/Qatar", 0},
    {"RE", "EUR", "Indian/Reunion", 0},
    {"RO", "RON", "Europe/Bucharest", 210000},
    {"RS", "RSD", "Europe/Belgrade", 200000},
    {"RU", "RUB", "Europe/Moscow", 200000},
    {"RW", "RWF", "Africa/Kigali", 180000},
    {"SA", "SAR", "Asia/Riyadh", 150000},
    {"SB", "SBD", "Pacific/Guadalcanal", 0},
    {"SC", "SCR", "Indian/Mahe", 0},
    {"SD", "SDG", "Africa/Khartoum", 0},
    {"SE", "SEK", "Europe/Stockholm", 250000},
    {"SG", "SGD", "Asia/Singapore", 90000},
    {"SH", "SHP", "Atlantic/St_Helena", 0},
    {"SI", "EUR", "Europe/Ljubljana", 220000},
    {"SJ", "NOK", "Arctic/Longyearbyen", 0},
    {"SK", "EUR", "Europe/Bratislava", 230000},
    {"SL", "SLE", "Africa/Freetown", 0},
    {"SM", "EUR", "Europe/San_Marino", 0},
    {"SN", "XOF", "Africa/Dakar", 0},
    {"SO", "SOS", "Africa/Mogadishu", 0},
    {"SR", "SRD", "America/Paramaribo", 0},
    {"SS", "SSP", "Africa/Juba", 0},
    {"ST", "STN", "Africa/Sao_Tome", 0},
    {"SV", "USD", "America/El_Salvador", 130000},
    {"SX", "ANG", "America/Lower_Princes", 0},
    {"SY", "SYP", "Asia/Damascus", 0},
    {"SZ", "SZL", "Africa/Mbabane", 0},
    {"TC", "USD", "America/Grand_Turk", 0},
    {"TD", "XAF", "Africa/Ndjamena", 0},
    {"TF", "EUR", "Indian/Kerguelen", 0},
    {"TG", "XOF", "Africa/Lome", 0},
    {"TH", "THB", "Asia/Bangkok", 70000},
    {"TJ", "TJS", "Asia/Dushanbe", 0},
    {"TK", "NZD", "Pacific/Fakaofo", 0},
    {"TL", "USD", "Asia/Dili", 0},
    {"TM", "TMT", "Asia/Ashgabat", 0},
    {"TN", "TND", "Africa/Tunis", 190000},
    {"TO", "TOP", "Pacific/Tongatapu", 0},
    {"TR", "TRY", "Europe/Istanbul", 200000},
    {"TT", "TTD", "America/Port_of_Spain", 125000},
    {"TV", "AUD", "Pacific/Funafuti", 0},
    {"TW", "TWD", "Asia/Taipei", 50000},
    {"TZ", "TZS", "Africa/Dar_es_Salaam", 180000},
    {"UA", "UAH", "Europe/Kiev", 200000},
    {"UG", "UGX", "Africa/Kampala", 180000},
    {"UM", "USD", "Pacific/Midway", 0},
    {"US", "USD", "America/New_York", 0},
    {"UY", "UYU", "America/Montevideo", 220000},
    {"UZ", "UZS", "Asia/Tashkent", 120000},
    {"VA", "EUR", "Europe/Vatican", 0},
    {"VC", "XCD", "America/St_Vincent", 0},
    {"VE", "VES", "America/Caracas", 160000},
    {"VG", "USD", "America/Tortola", 0},
    {"VI", "USD", "America/St_Thomas", 0},
    {"VN", "VND", "Asia/Ho_Chi_Minh", 100000},
    {"VU", "VUV", "Pacific/Efate", 0},
    {"WF", "XPF", "Pacific/Wallis", 0},
    {"WS", "WST", "Pacific/Apia", 0},
    {"YE", "YER", "Asia/Aden", 0},
    {"YT", "EUR", "Indian/Mayotte", 0},
    {"ZA", "ZAR", "Africa/Johannesburg", 150000},
    {"ZM", "ZMW", "Africa/Lusaka", 160000},
    {"ZW", "USD", "Africa/Harare", 0},
};
// clang-format on

bool among(const char *codes, QByteArrayView code) { return QByteArrayView(codes).indexOf(code) >= 0; }
}

const QList<Country> &countries() { return Table; }

const Country *findCountry(QByteArrayView code)
{
    const auto found =
        std::lower_bound(Table.cbegin(), Table.cend(), code, [](const Country &country, QByteArrayView wanted) {
            return QByteArrayView(country.code) < wanted;
        });
    return found != Table.cend() && QByteArrayView(found->code) == code ? &*found : nullptr;
}

QByteArray countryHere(const QLocale &desktop, const QTimeZone &zone)
{
    const auto known = [](QLocale::Territory territory) {
        const QByteArray code = QLocale::territoryToCode(territory).toLatin1();
        return findCountry(code) ? code : QByteArray();
    };
    const QByteArray written = desktop.language() == QLocale::C ? QByteArray() : known(desktop.territory());
    const QByteArray lies = zone.isValid() ? known(zone.territory()) : QByteArray();
    const bool asDelivered = written.isEmpty() || (written == "US" && desktop.language() == QLocale::English);
    const QByteArray here = asDelivered && !lies.isEmpty() ? lies : written;
    return here.isEmpty() ? "GB"_ba : here;
}

QString Country::name() const { return name(QLocale()); }

QString Country::name(const QLocale &locale) const
{
    // Qt knows them in English and in the country's own language only.
    UErrorCode error = U_ZERO_ERROR;
    std::array<char16_t, 128> name;
    const QByteArray spoken = locale.language() == QLocale::C ? "en"_ba : locale.name().toLatin1();
    const int32_t size = uloc_getDisplayCountry(QByteArray("und_" + QByteArray(code)).constData(), spoken.constData(),
                                                name.data(), int32_t(name.size()), &error);
    return U_SUCCESS(error) && size > 0 ? QStringView(name.data(), size).toString() : englishName();
}

QString Country::englishName() const
{
    return QLocale::territoryToString(QLocale::codeToTerritory(QString::fromLatin1(code)));
}

bool Country::inEuropeanUnion() const
{
    return among("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK", code);
}

QString Country::language() const
{
    // Where English is what shops write in, though the locale data name another language first.
    if (among("GB US IE AU NZ CA ZA NG IN SG KE GH PH PK MT JM TT ZW ZM UG", code))
        return u"en"_s;
    const QLocale spoken(QLocale::AnyLanguage, QLocale::codeToTerritory(QString::fromLatin1(code)));
    return spoken.language() == QLocale::C ? u"en"_s : spoken.name().section(u'_', 0, 0);
}

bool Country::pricesIncludeTax() const { return !among("US CA PR GU VI AS MP UM", code); }

}
