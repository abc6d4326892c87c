#include "ui/settings/settingswords.h"

#include "ui/settings/countrybox.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom::settingswords {

namespace {
// `which` tells apart what English has one word for.
QString tr(const char *text, const char *which = nullptr)
{
    return QCoreApplication::translate("backroom", text, which);
}

// With as many digits behind the point as it has, four at most.
QString plain(const Format &format, qint64 value, qint64 unit)
{
    const double number = double(value) / double(unit);
    int digits = 0;
    for (qint64 rest = value % unit, step = unit; rest != 0 && digits < 4; rest %= step, ++digits)
        step /= 10;
    QLocale locale = format.locale();
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    return locale.toString(number, 'f', digits);
}

std::optional<qint64> parse(const Format &format, const QString &text, qint64 unit)
{
    bool good = false;
    const QString typed = text.trimmed();
    double value = format.locale().toDouble(typed, &good);
    if (!good)
        value = QLocale::c().toDouble(typed, &good);
    if (!good || value < 0 || value > 1e9)
        return {};
    return qRound64(value * double(unit));
}
}

QString taxClass(const QString &taxClass)
{
    if (taxClass == "standard"_L1)
        return tr("Standard");
    if (taxClass == "reduced"_L1)
        return tr("Reduced");
    return taxClass;
}

QString percentPlain(const Format &format, qint64 millionths) { return plain(format, millionths, 10'000); }

std::optional<qint64> parsePercent(const Format &format, const QString &text)
{
    QString typed = text.trimmed();
    if (typed.endsWith(u'%'))
        typed.chop(1);
    return parse(format, typed, 10'000);
}

QString kilosPlain(const Format &format, qint64 grams) { return plain(format, grams, 1000); }

std::optional<qint64> parseKilos(const Format &format, const QString &text) { return parse(format, text, 1000); }

QString countries(const QList<QByteArray> &codes)
{
    constexpr qsizetype Named = 3;
    QStringList names;
    for (const QByteArray &code : codes.mid(0, codes.size() > Named + 1 ? Named : codes.size()))
        names << countryName(code);
    const int more = int(codes.size() - names.size());
    if (more > 0)
        return QCoreApplication::translate("backroom", "%1 and %n more", nullptr, more).arg(names.join(u", "_s));
    return QLocale().createSeparatedList(names);
}

QString method(const Format &format, const ShippingMethod &method)
{
    QStringList facts{method.price == 0 ? tr("Free", "of charge") : format.money(method.price)};
    if (method.freeAbove)
        facts << tr("free from %1").arg(format.money(*method.freeAbove));
    if (method.minWeightGrams)
        facts << tr("from %1 kg").arg(kilosPlain(format, *method.minWeightGrams));
    if (method.maxWeightGrams)
        facts << tr("up to %1 kg").arg(kilosPlain(format, *method.maxWeightGrams));
    return facts.join(u", "_s);
}

}
