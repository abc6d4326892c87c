#include "app/orders/documents/parts.h"
#include "app/orders/unitprice.h"
#include "app/products/optionstext.h"

using namespace Qt::StringLiterals;

namespace backroom::documents {

double drawRoll(Paper &paper, const DocumentSource &source)
{
    constexpr Ink body{8.5, Weight::Plain, false}, strong{10, Weight::Bold, false}, small{7.5, Weight::Plain, true};
    constexpr double AmountWidth = 24, CodeSide = 22;
    const Words words(source.locale);
    const Format format = formatOf(source);
    const Order &order = source.order;
    const double width = paper.width();
    double y = paper.text(0, 0, width, source.shop.shopName, {13, Weight::Bold, false}, Qt::AlignHCenter) + 1;
    const QStringList contact = shopLines(DocumentKind::Receipt, source.shop, words);
    y += paper.text(0, y, width, contact.join(u'\n'), small, Qt::AlignHCenter) + 3;
    paper.rule(0, y, width, true);
    y += 2;
    paper.line(0, y, width, words.kind(DocumentKind::Receipt) + u' ' + QString::fromUtf8(order.number), strong);
    y += paper.lineHeight(strong) + 0.5;
    const QDateTime placed = QDateTime::fromMSecsSinceEpoch(order.placedAt, source.shop.zone());
    y += paper.text(0, y, width,
                    source.locale.toString(placed.date(), QLocale::ShortFormat) + u"  "_s
                        + source.locale.toString(placed.time(), u"HH:mm"_s),
                    small)
        + 2;
    for (const OrderLine &line : order.lines) {
        const double top = y;
        paper.line(width - AmountWidth, top, AmountWidth, format.money(line.total), body, Qt::AlignRight);
        y += paper.text(0, y, width - AmountWidth - 2, QString::fromUtf8(line.title), body);
        QStringList quiet{optionsText(line.options)};
        if (line.quantity != 1)
            quiet << format.number(line.quantity) + u" × "_s + unitPriceText(format, line.unitPrice);
        quiet.removeAll(QString());
        y += paper.text(0, y, width - AmountWidth - 2, quiet.join(u"  ·  "_s), small) + 1;
    }
    y += 1;
    paper.rule(0, y, width, true);
    y += 2;
    for (const SumLine &line : sums(DocumentKind::Receipt, source, format, words)) {
        const Ink &ink = line.strong ? strong : body;
        paper.line(width - AmountWidth, y, AmountWidth, line.amount, ink, Qt::AlignRight);
        y += paper.text(0, y, width - AmountWidth - 2, line.name, ink) + 0.8;
    }
    y += 4;
    paper.code((width - CodeSide) / 2, y, CodeSide, codeOf(order.number));
    y += CodeSide + 3;
    y += paper.text(0, y, width, words(QT_TRANSLATE_NOOP("backroom", "Thank you, and see you again.")), body,
                    Qt::AlignHCenter);
    return y;
}

}
