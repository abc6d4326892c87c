#pragma once
// What the drawings of sheet and roll share: an order's facts as the lines of a paper.
#include "app/base/format.h"
#include "app/orders/documents/paper.h"
#include "app/orders/documents/words.h"

namespace backroom::documents {

// As an envelope wants it, its country last and only where it is not the shop's own.
QStringList addressLines(const QByteArray &json, const Settings &shop, const QLocale &locale);

// Whose paper it is, beneath the shop's name: address, tax number but on packing slips, and how to reach it.
QStringList shopLines(DocumentKind kind, const Settings &shop, const Words &words);

struct SumLine
{
    QString name;
    QString amount;
    bool strong = false;
};
// Goods, discount, delivery, taxes, total, what was paid and is left to pay, what went back; on a receipt also the cash
// that was handed over, and the change.
QList<SumLine> sums(DocumentKind kind, const DocumentSource &source, const Format &format, const Words &words);

Format formatOf(const DocumentSource &source);

// One document, from the top of the page that the paper stands on.
void drawSheet(Paper &paper, DocumentKind kind, const DocumentSource &source);
// How high it is, in millimetres; draws it.
double drawRoll(Paper &paper, const DocumentSource &source);

}
