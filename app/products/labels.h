#pragma once
// Labels for shelves and pieces: what stands on one, the sheets and rolls that shops buy, and how they are printed.
#include "app/products/barcode.h"
#include "app/products/product.h"

#include <QList>

class QPagedPaintDevice;

namespace backroom {

struct Label
{
    QString title;
    QString second; // the options of a variant, the SKU
    QString price; // as it reads in the shop
    QString code; // behind the bars: the barcode, else the SKU
};

struct LabelSheet
{
    QString key; // "a4-3x8"
    QString name;
    QSizeF page; // millimetres, as all below
    int columns = 1;
    int rows = 1;
    QSizeF label;
    QPointF first; // upper left corner of the first label
    QSizeF step; // from one label to the next
};

struct LabelStyle
{
    CodeKind kind = CodeKind::Bars;
    bool price = true;
    bool code = true;
    int copies = 1; // of each
    int skip = 0; // places of the first sheet that are used up
};

namespace labels {

const QList<LabelSheet> &sheets();
// One a variant that is sold; `price` turns minor units into words.
QList<Label> of(const QList<Product> &products, const std::function<QString(qint64)> &price);
int pages(const LabelSheet &sheet, const LabelStyle &style, qsizetype labels);
// One label into `rect`, in the painter's units; `millimetre` is one of them.
void paint(QPainter &painter, const QRectF &rect, double millimetre, const Label &label, const LabelStyle &style);
// One page, from 0, into a painter whose unit is a millimetre.
void paintPage(QPainter &painter, const LabelSheet &sheet, const LabelStyle &style, const QList<Label> &list, int page);
// All pages onto paper or into a PDF; false when the device cannot be painted on.
bool print(QPagedPaintDevice &device, const LabelSheet &sheet, const LabelStyle &style, const QList<Label> &list);

}
}
