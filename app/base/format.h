#pragma once
// How numbers, money and times read: through the person's locale, in the shop's currency and time zone. The one place
// that turns them into words, for windows and for paper.
#include "app/base/clock.h"

#include <QLocale>

namespace backroom {

class Format {
public:
    Format(const QLocale &locale, const QByteArray &currency, const QTimeZone &zone);

    const QLocale &locale() const { return m_locale; }
    const QTimeZone &zone() const { return m_zone; }
    const QByteArray &currency() const { return m_currency; }

    // Minor units: "£1,240.00", "1.240,00 €", with a real minus.
    QString money(qint64 minor) const;
    // Without minor digits, for axes and tiles whose figures are all whole.
    QString moneyWhole(qint64 minor) const;
    QString number(qint64 value) const;
    // 0.124 is "12.4%".
    QString percent(double share) const;
    // A figure as it is typed into a field, without a currency: "16.50". Minor units.
    QString moneyPlain(qint64 minor) const;
    // What was typed: digits with or without grouping and currency, in the locale's way or with a point; nothing when
    // it is no amount. Minor units.
    std::optional<qint64> parseMoney(const QString &text) const;

    // "10:42", "Yesterday", "Thu 18:27", "18 Nov", "18 Nov 2025", seen from `now`.
    QString near(Millis time, Millis now) const;
    // For tooltips and details: "Thu 19 November 2026, 18:27".
    QString full(Millis time) const;
    // The same to the millisecond.
    QString fullExact(Millis time) const;
    // For logs: "10:42:06.918".
    QString exact(Millis time) const;
    QString day(QDate date) const; // "18 Nov"
    QString dayLong(QDate date) const; // "Sat 31 October"
    QString date(QDate date) const; // "31 October", in a sentence
    // "just now", "12 minutes ago": for lamps and backups.
    QString ago(Millis time, Millis now) const;

private:
    QString amount(qint64 minor, int digits) const;
    QLocale m_locale;
    QByteArray m_currency;
    QTimeZone m_zone;
    int m_digits;
};

}
