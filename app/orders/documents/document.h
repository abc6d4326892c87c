#pragma once
// The papers of an order: invoice, packing slip and receipt, in the language and the way of writing figures that whoever
// gets them reads, as PDF or on a printer.
#include "app/orders/order.h"
#include "app/settings/settings.h"

#include <QLocale>

class QPagedPaintDevice;

namespace backroom {

enum class DocumentKind { Invoice, PackingSlip, Receipt };
// A4 or Letter is decided by the shop's country; a roll of 80 mm is for receipts only.
enum class DocumentPaper { Sheet, Roll };

// All that a paper says, read in one moment.
struct DocumentSource
{
    Order order;
    Settings shop;
    QLocale locale; // whose language it speaks
};

namespace documents {

// Orders/Read; NotFound names the first that is not there. In the order of the numbers.
Result<QList<DocumentSource>> load(Reader &reader, const Actor &actor, const QByteArrayList &numbers);

// The language of the order's country where the shop speaks it, else the shop's first; figures as they are written there.
QLocale localeOf(const Order &order, const Settings &shop);

// One after the other, each beginning a page. Any thread, with a QGuiApplication for its fonts. Not for an empty list.
QByteArray pdf(DocumentKind kind, DocumentPaper paper, const QList<DocumentSource> &sources);
// The paper that it is written on there: its size and edges, while nothing is painted yet.
void layOut(QPagedPaintDevice &device, DocumentPaper paper, const QList<DocumentSource> &sources);
// The edges alone, on paper whose size somebody chose. A roll keeps those of its printer.
void setEdges(QPagedPaintDevice &device, DocumentPaper paper);
// The same on a printer, whose size of paper has been chosen.
void print(QPagedPaintDevice &device, DocumentKind kind, DocumentPaper paper, const QList<DocumentSource> &sources);

// "Invoice 1042.pdf", in the document's language.
QString fileName(DocumentKind kind, const QList<DocumentSource> &sources);

// What the code on a paper holds: a scan of it opens the order.
QString codeOf(const QByteArray &number);
// The number in such a code, or nothing.
std::optional<QByteArray> numberIn(const QString &code);

}
}
