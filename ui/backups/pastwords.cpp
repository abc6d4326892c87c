#include "ui/backups/pastwords.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom::pastwords {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
}

BadgeLook since(Since since)
{
    switch (since) {
    case Since::NotKnown: return {tr("Comparing…"), Glyph::Over, Ink::Muted};
    case Since::Same: return {tr("Unchanged"), Glyph::Done, Ink::Muted};
    case Since::Changed: return {tr("Changed since"), Glyph::UnderWay, Ink::Warn};
    case Since::Gone: return {tr("No longer there"), Glyph::Look, Ink::Bad};
    case Since::BroughtBack: return {tr("Brought back"), Glyph::Done, Ink::Good};
    }
    return {};
}

QString summary(const Format &format, const SinceThen::Kind &kind)
{
    QStringList parts;
    if (!kind.changed.isEmpty())
        parts << tr("%1 changed").arg(format.number(kind.changed.size()));
    if (!kind.gone.isEmpty())
        parts << tr("%1 no longer there").arg(format.number(kind.gone.size()));
    if (kind.added > 0)
        parts << tr("%1 came").arg(format.number(kind.added));
    return parts.isEmpty() ? tr("nothing changed") : parts.join(u", "_s);
}

QString whyNot(const PastShop &past, PastKind kind, Since since)
{
    if (!past.live().actor().may({Area::Backups, Verb::Write}))
        return tr("Only who may work on backups brings things back. Ask an owner.");
    if (since == Since::NotKnown)
        return tr("It is being compared with the shop of now.");
    if (since == Since::BroughtBack)
        return tr("It was brought back into the shop.");
    if (since == Since::Same)
        return tr("It is in the shop now as it was then.");
    if (kind == PastKind::Orders && since == Since::Changed)
        return tr("The shop still has this order. An order comes back only when it is gone.");
    return {};
}

QString effect(PastKind kind, Since since)
{
    const bool isGone = since == Since::Gone;
    switch (kind) {
    case PastKind::Products:
        return isGone ? tr("It comes back as a new product, with its words, prices and pictures, and with nothing in "
                           "stock: count or receive its pieces afterwards.")
                      : tr("Its words, prices, tags, categories and pictures become again what they were then. "
                           "Variants made since stay, and so does what is in stock.");
    case PastKind::Orders:
        return tr("It comes back with its lines, payments and parcels, under the next free number, and what it took "
                  "from stock is taken again.");
    case PastKind::Customers: break;
    }
    return isGone ? tr("The customer comes back with name, contact, note and saved addresses.")
                  : tr("Name, contact, note and saved addresses become again what they were then. Orders stay as "
                       "they are.");
}

QString done(PastKind kind, const QString &name, const BroughtBack &brought, const QString &moment)
{
    if (kind == PastKind::Orders) {
        const QString number = QString::fromUtf8(brought.key);
        return number == name ? tr("Order #%1 is back").arg(number) : tr("Order #%1 is back, as #%2").arg(name, number);
    }
    if (!brought.isNew)
        return tr("“%1” is as it was on %2").arg(name, moment);
    return kind == PastKind::Products ? tr("“%1” is back, with nothing in stock").arg(name)
                                      : tr("“%1” is back among the customers").arg(name);
}

}
