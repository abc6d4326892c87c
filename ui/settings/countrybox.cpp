#include "ui/settings/countrybox.h"

#include "app/settings/countries.h"

#include <algorithm>

namespace backroom {

CountryBox::CountryBox(const QString &none, QWidget *parent) : QComboBox(parent)
{
    setMaxVisibleItems(12);
    setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(14);
    if (!none.isEmpty())
        addItem(none, QString());
    QList<std::pair<QString, QString>> named;
    for (const Country &country : countries())
        named.emplaceBack(country.name(), QString::fromLatin1(country.code));
    std::sort(named.begin(), named.end(),
              [](const auto &a, const auto &b) { return a.first.localeAwareCompare(b.first) < 0; });
    for (const auto &[name, code] : std::as_const(named))
        addItem(name, code);
}

void CountryBox::setCode(const QByteArray &code)
{
    int place = findData(QString::fromLatin1(code));
    // One that the list does not have stays what it is.
    if (place < 0 && !code.isEmpty()) {
        addItem(countryName(code), QString::fromLatin1(code));
        place = count() - 1;
    }
    setCurrentIndex(place);
}

QString countryName(const QByteArray &code)
{
    const Country *country = findCountry(code);
    return country ? country->name() : QString::fromLatin1(code);
}

}
