#include "app/base/format.h"

#include "app/base/money.h"

#include <QCoreApplication>
#include <QDateTime>

using namespace Qt::StringLiterals;

namespace backroom {

static constexpr QChar Minus(0x2212);

static QString tr(const char *text, int n = -1) { return QCoreApplication::translate("backroom", text, nullptr, n); }

Format::Format(const QLocale &locale, const QByteArray &currency, const QTimeZone &zone)
    : m_locale(locale), m_currency(currency), m_zone(zone), m_digits(currencyDigits(currency).value_or(2))
{}

static QString symbolOf(const QLocale &locale, const QByteArray &currency)
{
    if (locale.currencySymbol(QLocale::CurrencyIsoCode).toLatin1() == currency)
        return locale.currencySymbol(QLocale::CurrencySymbol);
    static const QHash<QByteArray, QString> known{
        {"EUR", u"€"_s}, {"GBP", u"£"_s}, {"USD", u"$"_s}, {"JPY", u"¥"_s}, {"INR", u"₹"_s}};
    // A code stands apart from its figure where the pattern would glue them together.
    return known.value(currency, QString::fromLatin1(currency) + QChar(QChar::Nbsp));
}

QString Format::amount(qint64 minor, int digits) const
{
    // Exact in a double: amounts end at 10^12 minor units.
    const double major = double(qAbs(minor)) / double(minorPerMajor(m_currency));
    const QString text = m_locale.toCurrencyString(major, symbolOf(m_locale, m_currency), digits).trimmed();
    return minor < 0 ? Minus + text : text;
}

QString Format::money(qint64 minor) const { return amount(minor, m_digits); }

QString Format::moneyWhole(qint64 minor) const
{
    return minor % minorPerMajor(m_currency) == 0 ? amount(minor, 0) : money(minor);
}

QString Format::moneyPlain(qint64 minor) const
{
    QLocale plain = m_locale;
    plain.setNumberOptions(QLocale::OmitGroupSeparator);
    return (minor < 0 ? u"-"_s : QString())
        + plain.toString(double(qAbs(minor)) / double(minorPerMajor(m_currency)), 'f', m_digits);
}

std::optional<qint64> Format::parseMoney(const QString &text) const
{
    QString bare = text.trimmed();
    bare.remove(symbolOf(m_locale, m_currency).trimmed());
    bare.remove(QString::fromLatin1(m_currency), Qt::CaseInsensitive);
    bare.remove(QChar(QChar::Nbsp)).remove(QChar(0x202F)).remove(u' ');
    bare.replace(Minus, u'-');
    // Grouping only as the locale groups; then one separator of decimals.
    bool fits = false;
    m_locale.toDouble(bare, &fits);
    if (fits) {
        bare.remove(m_locale.groupSeparator());
        bare.replace(m_locale.decimalPoint(), u"."_s);
    }
    const Result<qint64> value = parseDecimal(bare, m_digits);
    return value ? std::optional(*value) : std::nullopt;
}

QString Format::number(qint64 value) const
{
    return value < 0 ? Minus + m_locale.toString(-value) : m_locale.toString(value);
}

QString Format::percent(double share) const
{
    const QString gap = m_locale.language() == QLocale::English ? QString() : QString(QChar(QChar::Nbsp));
    const QString text = m_locale.toString(qAbs(share) * 100, 'f', 1) + gap + m_locale.percent();
    return share < 0 ? Minus + text : text;
}

// Day and month in the locale's order; Qt has no such format of its own.
static QString dayPattern(const QLocale &locale, QLatin1StringView month)
{
    switch (locale.language()) {
    case QLocale::German: return u"d. "_s + month;
    case QLocale::English:
        return QString(locale.territory() == QLocale::UnitedStates ? QString(month + u" d"_s)
                                                                   : QString(u"d "_s + month));
    default: return u"d "_s + month;
    }
}

QString Format::day(QDate date) const { return m_locale.toString(date, dayPattern(m_locale, "MMM"_L1)); }

QString Format::dayLong(QDate date) const
{
    const QString weekday = m_locale.language() == QLocale::German ? u"ddd, "_s : u"ddd "_s;
    return m_locale.toString(date, weekday + dayPattern(m_locale, "MMMM"_L1));
}

QString Format::date(QDate date) const { return m_locale.toString(date, dayPattern(m_locale, "MMMM"_L1)); }

QString Format::near(Millis time, Millis now) const
{
    const QDateTime when = QDateTime::fromMSecsSinceEpoch(time, m_zone);
    const QDate today = QDateTime::fromMSecsSinceEpoch(now, m_zone).date();
    const qint64 days = when.date().daysTo(today);
    if (days == 0)
        return m_locale.toString(when.time(), u"HH:mm"_s);
    if (days == 1)
        return tr("Yesterday");
    if (days > 1 && days < 7)
        return m_locale.toString(when.date(), u"ddd "_s) + m_locale.toString(when.time(), u"HH:mm"_s);
    if (when.date().year() == today.year())
        return day(when.date());
    return day(when.date()) + m_locale.toString(when.date(), u" yyyy"_s);
}

QString Format::full(Millis time) const
{
    const QDateTime when = QDateTime::fromMSecsSinceEpoch(time, m_zone);
    return dayLong(when.date()) + m_locale.toString(when.date(), u" yyyy, "_s)
        + m_locale.toString(when.time(), u"HH:mm"_s);
}

QString Format::fullExact(Millis time) const
{
    const QDate day = QDateTime::fromMSecsSinceEpoch(time, m_zone).date();
    return dayLong(day) + m_locale.toString(day, u" yyyy, "_s) + exact(time);
}

QString Format::exact(Millis time) const
{
    return QDateTime::fromMSecsSinceEpoch(time, m_zone).toString(u"HH:mm:ss.zzz"_s);
}

QString Format::ago(Millis time, Millis now) const
{
    const qint64 minutes = (now - time) / 60'000;
    if (minutes < 1)
        return tr("just now");
    if (minutes == 1)
        return tr("a minute ago");
    if (minutes < 60)
        return tr("%n minutes ago", int(minutes));
    if (minutes < 2 * 60)
        return tr("an hour ago");
    if (minutes < 48 * 60)
        return tr("%n hours ago", int(minutes / 60));
    return tr("%n days ago", int(minutes / 1440));
}

}
