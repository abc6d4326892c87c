#include "ui/products/amounts.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom {

static QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

std::optional<qint64> typedAmount(const Format &format, const QString &text, QString &fault)
{
    if (text.trimmed().isEmpty())
        return {};
    const auto amount = format.parseMoney(text);
    if (!amount)
        fault = tr("This is no amount of money. Type it as in %1.").arg(format.moneyPlain(1250));
    return amount;
}

std::optional<qint64> typedCount(const Format &format, const QString &text, QString &fault)
{
    const QString bare = text.trimmed();
    if (bare.isEmpty())
        return {};
    bool whole = false;
    qint64 count = format.locale().toLongLong(bare, &whole);
    if (!whole)
        count = bare.toLongLong(&whole);
    if (whole && count >= 0)
        return count;
    fault = tr("This is no whole number. Type digits only, as in %1.").arg(format.number(12));
    return {};
}

QStringList typedWords(const QString &text)
{
    QStringList words;
    for (const QString &part : text.split(u',')) {
        const QString word = part.simplified();
        if (!word.isEmpty() && !words.contains(word))
            words << word;
    }
    return words;
}

}
