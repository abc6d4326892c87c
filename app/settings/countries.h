#pragma once
// The countries of the world, with what a new shop there most likely wants to begin with. All of it is a suggestion
// that the owner can change; nothing is computed from it later. Any thread.
#include <QByteArray>
#include <QList>
#include <QLocale>
#include <QString>
#include <QTimeZone>

namespace backroom {

struct Country
{
    const char *code; // ISO 3166 alpha-2
    const char *currency; // ISO 4217
    const char *timezone; // IANA, the zone that most of its people live in
    int taxRate; // standard VAT or GST in millionths, 0 where there is none or it differs by region

    QString name() const; // in the language that is spoken here (QLocale's default), in English where none is
    QString name(const QLocale &locale) const; // in that language
    QString englishName() const;
    bool inEuropeanUnion() const;
    bool pricesIncludeTax() const; // what its shoppers expect to see
    QString language() const; // that most of its shops write in: "de"
};

// Ordered by code.
const QList<Country> &countries();
// Nothing when there is no such country; case matters, as in ISO 3166.
const Country *findCountry(QByteArrayView code);

// Where this computer most likely stands, by how it writes and by its time zone: American English is what systems come
// with, so there the zone is believed first. "GB" where neither says.
QByteArray countryHere(const QLocale &desktop, const QTimeZone &zone);

}
