#include "app/products/labels.h"

#include <QCoreApplication>
#include <QFont>
#include <QFontMetricsF>
#include <QPageSize>
#include <QPagedPaintDevice>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace backroom::labels {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

LabelSheet grid(const QString &key, const QString &name, QSizeF page, int columns, int rows, QSizeF label,
                QPointF first, QSizeF step)
{
    return {key, name, page, columns, rows, label, first, step};
}

LabelSheet roll(const QString &key, const QString &name, QSizeF label)
{
    return {key, name, label, 1, 1, label, {}, label};
}

// A font so many millimetres high, whatever the painter's unit is.
QFont fontOf(double millimetres, double unit, QFont::Weight weight = QFont::Normal)
{
    QFont font;
    font.setPixelSize(std::max(1, qRound(millimetres * unit)));
    font.setWeight(weight);
    return font;
}

QString elided(const QFont &font, const QString &text, double width)
{
    return QFontMetricsF(font).elidedText(text, Qt::ElideRight, width);
}
}

const QList<LabelSheet> &sheets()
{
    static const QList<LabelSheet> all{
        grid(u"a4-3x8"_s, u"A4, 3 × 8, 70 × 36 mm"_s, {210, 297}, 3, 8, {70, 36}, {0, 4.5}, {70, 36}),
        grid(u"a4-4x10"_s, u"A4, 4 × 10, 48.5 × 25.4 mm"_s, {210, 297}, 4, 10, {48.5, 25.4}, {8, 21.5}, {48.5, 25.4}),
        grid(u"a4-5x13"_s, u"A4, 5 × 13, 38.1 × 21.2 mm"_s, {210, 297}, 5, 13, {38.1, 21.2}, {4.75, 10.7},
             {40.6, 21.2}),
        grid(u"letter-3x10"_s, u"Letter, 3 × 10, 66.7 × 25.4 mm"_s, {215.9, 279.4}, 3, 10, {66.7, 25.4}, {4.8, 12.7},
             {69.85, 25.4}),
        roll(u"roll-57x32"_s, u"57 × 32 mm"_s, {57, 32}),
        roll(u"roll-62x29"_s, u"62 × 29 mm"_s, {62, 29}),
    };
    return all;
}

QList<Label> of(const QList<Product> &products, const std::function<QString(qint64)> &price)
{
    QList<Label> list;
    for (const Product &product : products)
        for (const Variant &variant : product.variants) {
            if (variant.archived)
                continue;
            QStringList second = variant.options.values();
            second << variant.sku;
            list << Label{product.title, second.join(u" · "_s), price(variant.price),
                          variant.barcode.isEmpty() ? variant.sku : variant.barcode};
        }
    return list;
}

int pages(const LabelSheet &sheet, const LabelStyle &style, qsizetype labels)
{
    const qsizetype places = sheet.columns * sheet.rows;
    const qsizetype wanted = labels * std::max(1, style.copies) + style.skip % places;
    return int((wanted + places - 1) / places);
}

void paint(QPainter &painter, const QRectF &rect, double millimetre, const Label &label, const LabelStyle &style)
{
    const double edge = 2.5 * millimetre;
    QRectF inside = rect.adjusted(edge, edge, -edge, -edge);
    painter.setPen(Qt::black);
    const double titleHeight = std::min(3.6, rect.height() / millimetre / 7);
    const QFont title = fontOf(titleHeight, millimetre, QFont::DemiBold),
                small = fontOf(titleHeight * 0.75, millimetre),
                money = fontOf(titleHeight * 1.35, millimetre, QFont::Bold);
    const auto code = style.code ? Barcode::of(label.code, style.kind) : std::nullopt;
    if (code && code->isSquare()) {
        const double side = std::min(inside.height(), inside.width() * 0.4);
        code->paint(painter, QRectF(inside.right() - side, inside.top(), side, side));
        inside.setRight(inside.right() - side - edge / 2);
    }
    double y = inside.top();
    const auto line = [&](const QFont &font, const QString &text) {
        const QFontMetricsF metrics(font);
        painter.setFont(font);
        painter.drawText(QRectF(inside.left(), y, inside.width(), metrics.height()), Qt::AlignLeft | Qt::AlignTop,
                         elided(font, text, inside.width()));
        y += metrics.height();
    };
    line(title, label.title);
    line(small, label.second);
    if (style.price)
        line(money, label.price);
    if (!code || code->isSquare())
        return;
    const QFontMetricsF metrics(small);
    QRectF bars(inside.left(), y + millimetre, inside.width(), inside.bottom() - y - millimetre - metrics.height());
    if (bars.height() < 3 * millimetre)
        bars = QRectF(inside.left(), y, inside.width(), inside.bottom() - y); // no room for its digits
    else {
        painter.setFont(small);
        painter.drawText(QRectF(inside.left(), bars.bottom(), inside.width(), metrics.height()), Qt::AlignCenter,
                         elided(small, label.code, inside.width()));
    }
    if (bars.height() > 0)
        code->paint(painter, bars);
}

void paintPage(QPainter &painter, const LabelSheet &sheet, const LabelStyle &style, const QList<Label> &list, int page)
{
    const int places = sheet.columns * sheet.rows, copies = std::max(1, style.copies);
    // Text is laid out finer than a millimetre.
    constexpr double Fine = 100;
    painter.save();
    painter.scale(1 / Fine, 1 / Fine);
    for (int place = 0; place < places; ++place) {
        const int at = page * places + place - style.skip % places;
        if (at < 0 || at / copies >= list.size())
            continue;
        const QPointF corner(sheet.first.x() + place % sheet.columns * sheet.step.width(),
                             sheet.first.y() + place / sheet.columns * sheet.step.height());
        paint(painter, QRectF(corner * Fine, sheet.label * Fine), Fine, list.at(at / copies), style);
    }
    painter.restore();
}

bool print(QPagedPaintDevice &device, const LabelSheet &sheet, const LabelStyle &style, const QList<Label> &list)
{
    device.setPageSize(QPageSize(sheet.page, QPageSize::Millimeter, tr("Labels"), QPageSize::ExactMatch));
    device.setPageMargins(QMarginsF());
    QPainter painter;
    if (!painter.begin(&device))
        return false;
    const int count = pages(sheet, style, list.size());
    for (int page = 0; page < count; ++page) {
        if (page > 0)
            device.newPage();
        painter.save();
        painter.scale(device.logicalDpiX() / 25.4, device.logicalDpiY() / 25.4);
        paintPage(painter, sheet, style, list, page);
        painter.restore();
    }
    return painter.end();
}

}
