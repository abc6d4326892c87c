#include "app/orders/documents/parts.h"
#include "app/orders/unitprice.h"
#include "app/products/optionstext.h"

using namespace Qt::StringLiterals;

namespace backroom::documents {

namespace {
constexpr Ink Small{8, Weight::Plain, true};
constexpr Ink Body{9.5, Weight::Plain, false};
constexpr Ink Strong{9.5, Weight::Bold, false};
constexpr Ink Heading{20, Weight::Bold, false};
constexpr double CodeSide = 20;
constexpr double Gap = 4; // between columns
constexpr double FootHeight = 12;

struct Column
{
    QString title;
    double width = 0;
    Qt::Alignment side = Qt::AlignLeft;
    std::function<QString(const OrderLine &)> text = {};
};

class Sheet {
public:
    Sheet(Paper &paper, DocumentKind kind, const DocumentSource &source)
        : m_paper(paper),
          m_kind(kind),
          m_source(source),
          m_order(source.order),
          m_words(source.locale),
          m_format(formatOf(source)),
          m_title(m_words.kind(kind) + u' ' + QString::fromUtf8(source.order.number)),
          m_firstPage(paper.page())
    {
        makeColumns();
    }

    void draw()
    {
        head();
        columnHeads();
        for (const OrderLine &line : m_order.lines)
            row(line);
        if (m_kind == DocumentKind::PackingSlip)
            pieces();
        else
            total();
        note();
        foot();
    }

private:
    double bottom() const { return m_paper.height() - FootHeight; }

    void makeColumns()
    {
        if (m_kind == DocumentKind::PackingSlip) {
            m_columns = {{m_words(QT_TRANSLATE_NOOP("backroom", "Pieces")), 20, Qt::AlignRight,
                          [this](const OrderLine &line) { return m_format.number(line.quantity); }},
                         {m_words(QT_TRANSLATE_NOOP("backroom", "Sent before")), 28, Qt::AlignRight,
                          [this](const OrderLine &line) {
                              return line.fulfilled == 0 ? QString() : m_format.number(line.fulfilled);
                          }},
                         {m_words(QT_TRANSLATE_NOOP("backroom", "Packed")), 18, Qt::AlignRight,
                          [](const OrderLine &) { return u"☐"_s; }}};
        } else {
            m_columns = {{m_words(QT_TRANSLATE_NOOP("backroom", "Pieces")), 16, Qt::AlignRight,
                          [this](const OrderLine &line) { return m_format.number(line.quantity); }},
                         {m_words(QT_TRANSLATE_NOOP("backroom", "Each")), 26, Qt::AlignRight,
                          [this](const OrderLine &line) { return unitPriceText(m_format, line.unitPrice); }},
                         {m_words(QT_TRANSLATE_NOOP("backroom", "Tax")), 18, Qt::AlignRight,
                          [this](const OrderLine &line) {
                              return line.taxRate == 0 ? QString()
                                                       : m_format.percent(double(line.taxRate) / double(RateScale));
                          }},
                         {m_words(QT_TRANSLATE_NOOP("backroom", "Total")), 28, Qt::AlignRight,
                          [this](const OrderLine &line) { return m_format.money(line.total); }}};
        }
        m_nameWidth = m_paper.width();
        for (const Column &column : m_columns)
            m_nameWidth -= column.width + Gap;
    }

    void head()
    {
        const Settings &shop = m_source.shop;
        const double half = m_paper.width() / 2 - Gap;
        double y = m_paper.text(0, 0, half, shop.shopName, {14, Weight::Bold, false});
        y += 1;
        y += m_paper.text(0, y, half, shopLines(m_kind, shop, m_words).join(u'\n'), Small);
        m_paper.code(m_paper.width() - CodeSide, 0, CodeSide, codeOf(m_order.number));
        m_y = qMax(y, CodeSide) + 10;

        const bool slip = m_kind == DocumentKind::PackingSlip;
        QStringList to = addressLines(slip ? m_order.shippingAddress : m_order.billingAddress, shop, m_source.locale);
        if (to.isEmpty())
            to << m_order.customerName << m_order.email;
        to.removeAll(QString());
        const double left = to.isEmpty() ? 0 : m_paper.text(0, m_y, half, to.join(u'\n'), {10.5, Weight::Plain, false});
        const double right = facts(m_paper.width() / 2, m_y);
        m_y += qMax(left, right) + 10;
        m_y += m_paper.text(0, m_y, m_paper.width(), m_title, Heading) + 5;
    }

    double facts(double x, double top)
    {
        const QDate placed = QDateTime::fromMSecsSinceEpoch(m_order.placedAt, m_source.shop.zone()).date();
        QList<std::pair<QString, QString>> facts{{m_words(QT_TRANSLATE_NOOP("backroom", "Order")),
                                                  QString::fromUtf8(m_order.number)},
                                                 {m_words(QT_TRANSLATE_NOOP("backroom", "Date")),
                                                  m_format.date(placed) + u' ' + QString::number(placed.year())}};
        if (!m_order.shippingMethod.isEmpty())
            facts << std::pair(m_words(QT_TRANSLATE_NOOP("backroom", "Sent by")), m_order.shippingMethod);
        double y = top;
        for (const auto &[name, value] : std::as_const(facts)) {
            m_paper.line(x, y, 30, name, {9.5, Weight::Plain, true});
            y += m_paper.text(x + 32, y, m_paper.width() - x - 32, value, Body) + 1;
        }
        return y - top;
    }

    void columnHeads()
    {
        const Ink ink{8.5, Weight::Medium, true};
        m_paper.line(0, m_y, m_nameWidth, m_words(QT_TRANSLATE_NOOP("backroom", "Item")), ink);
        double x = m_nameWidth + Gap;
        for (const Column &column : m_columns) {
            m_paper.line(x, m_y, column.width, column.title, ink, column.side);
            x += column.width + Gap;
        }
        m_y += m_paper.lineHeight(ink) + 1.5;
        m_paper.rule(0, m_y, m_paper.width(), true);
        m_y += 2.5;
    }

    // Room for that much, on the next page when this one is full; the columns are named there again.
    void need(double height, bool heads)
    {
        if (m_y + height <= bottom())
            return;
        foot();
        m_paper.newPage();
        m_y = 0;
        m_paper.line(0, m_y, m_paper.width(), m_source.shop.shopName, Small);
        m_paper.line(0, m_y, m_paper.width(), m_title, Small, Qt::AlignRight);
        m_y += m_paper.lineHeight(Small) + 6;
        if (heads)
            columnHeads();
    }

    void row(const OrderLine &line)
    {
        QStringList quiet{optionsText(line.options), QString::fromUtf8(line.sku)};
        quiet.removeAll(QString());
        const QString title = QString::fromUtf8(line.title), second = quiet.join(u"  ·  "_s);
        const Ink name{9.5, Weight::Medium, false};
        const double height = m_paper.heightOf(m_nameWidth, title, name) + m_paper.heightOf(m_nameWidth, second, Small);
        need(height + 4, true);
        double y = m_y + m_paper.text(0, m_y, m_nameWidth, title, name);
        y += m_paper.text(0, y, m_nameWidth, second, Small);
        double x = m_nameWidth + Gap;
        for (const Column &column : m_columns) {
            m_paper.line(x, m_y, column.width, column.text(line), Body, column.side);
            x += column.width + Gap;
        }
        m_y = y + 1.8;
        m_paper.rule(0, m_y, m_paper.width());
        m_y += 2.2;
    }

    void pieces()
    {
        need(10, false);
        m_paper.line(0, m_y, m_nameWidth, m_words(QT_TRANSLATE_NOOP("backroom", "Pieces in all")), Strong);
        m_paper.line(m_nameWidth + Gap, m_y, m_columns.constFirst().width, m_format.number(m_order.itemCount), Strong,
                     Qt::AlignRight);
        m_y += 10;
    }

    void total()
    {
        const QList<SumLine> lines = sums(m_kind, m_source, m_format, m_words);
        const double height = m_paper.lineHeight(Body) + 1.6;
        need(height * double(lines.size()) + 4, false);
        const double x = m_paper.width() * 0.42, width = m_paper.width() - x;
        m_y += 1;
        for (const SumLine &line : lines) {
            if (line.strong) {
                m_paper.rule(x, m_y, width);
                m_y += 1.4;
            }
            const Ink &ink = line.strong ? Strong : Body;
            m_paper.line(x, m_y, width - 34, line.name, ink);
            m_paper.line(x + width - 34, m_y, 34, line.amount, ink, Qt::AlignRight);
            m_y += height;
        }
        m_y += 6;
    }

    void note()
    {
        if (m_order.note.isEmpty() || m_kind == DocumentKind::Receipt)
            return;
        const Ink ink{9.5, Weight::Bold, false};
        const double height = m_paper.heightOf(m_paper.width(), m_order.note, Body);
        need(qMin(height + 8, bottom() - 20), false);
        m_y += m_paper.text(0, m_y, m_paper.width(), m_words(QT_TRANSLATE_NOOP("backroom", "The customer’s wish")), ink)
            + 1;
        m_y += m_paper.text(0, m_y, m_paper.width(), m_order.note, Body);
    }

    void foot()
    {
        const double y = m_paper.height() - m_paper.lineHeight(Small);
        QStringList parts{m_source.shop.shopName, m_source.shop.contactEmail, m_source.shop.contactPhone};
        parts.removeAll(QString());
        m_paper.rule(0, y - 2, m_paper.width());
        m_paper.line(0, y, m_paper.width() * 0.7, parts.join(u"  ·  "_s), Small);
        m_paper.line(
            m_paper.width() * 0.7, y, m_paper.width() * 0.3,
            m_words(QT_TRANSLATE_NOOP("backroom", "Page %1")).arg(m_format.number(m_paper.page() - m_firstPage + 1)),
            Small, Qt::AlignRight);
    }

    Paper &m_paper;
    DocumentKind m_kind;
    const DocumentSource &m_source;
    const Order &m_order;
    Words m_words;
    Format m_format;
    QString m_title;
    int m_firstPage;
    QList<Column> m_columns;
    double m_nameWidth = 0;
    double m_y = 0;
};
}

void drawSheet(Paper &paper, DocumentKind kind, const DocumentSource &source) { Sheet(paper, kind, source).draw(); }

}
