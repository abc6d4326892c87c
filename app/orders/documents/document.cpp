#include "app/orders/documents/document.h"

#include "app/orders/documents/parts.h"
#include "app/orders/orders.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QPdfWriter>

using namespace Qt::StringLiterals;

namespace backroom::documents {

namespace {
constexpr int Resolution = 300;
constexpr double RollWidth = 80, RollMargin = 4; // millimetres
constexpr double LongestRoll = 3000;
constexpr auto CodePrefix = "ORDER"_L1; // letters and digits: the same on every keyboard that a scanner imitates

QPageSize sheetOf(const Settings &shop)
{
    static const QByteArrayList letter{"US", "CA", "MX", "PH", "CL", "CO", "VE", "GT", "CR", "PA", "DO", "PR"};
    return QPageSize(letter.contains(shop.country) ? QPageSize::Letter : QPageSize::A4);
}

void setRoll(QPagedPaintDevice &device, double height)
{
    device.setPageSize(QPageSize(QSizeF(RollWidth, height), QPageSize::Millimeter, {}, QPageSize::ExactMatch));
    device.setPageMargins(QMarginsF(RollMargin, RollMargin, RollMargin, RollMargin), QPageLayout::Millimeter);
}

// On a page that is thrown away.
double rollHeight(const DocumentSource &source)
{
    QBuffer nowhere;
    nowhere.open(QIODevice::WriteOnly);
    QPdfWriter writer(&nowhere);
    writer.setResolution(Resolution);
    setRoll(writer, LongestRoll);
    QPainter painter(&writer);
    Paper paper(painter, writer);
    return drawRoll(paper, source) + 2 * RollMargin;
}
}

QLocale localeOf(const Order &order, const Settings &shop)
{
    const auto territoryOf = [](const QByteArray &code) { return QLocale::codeToTerritory(QString::fromLatin1(code)); };
    const QString first = shop.languages.value(0, u"en"_s);
    const auto there = QLocale::matchingLocales(QLocale::AnyLanguage, QLocale::AnyScript, territoryOf(order.country));
    for (const QString &language : shop.languages)
        for (const QLocale &locale : there)
            if (locale.language() == QLocale(language).language()
                && QLocale(QLocale::AnyLanguage, territoryOf(order.country)).language() == locale.language())
                return QLocale(locale.language(), territoryOf(order.country));
    return QLocale(QLocale(first).language(), territoryOf(shop.country));
}

Result<QList<DocumentSource>> load(Reader &reader, const Actor &actor, const QByteArrayList &numbers)
{
    const Settings shop = settings::load(reader);
    QList<DocumentSource> sources;
    for (const QByteArray &number : numbers) {
        auto order = orders::find(reader, actor, number);
        if (!order)
            return fail(order.error());
        const QLocale locale = localeOf(*order, shop);
        sources << DocumentSource{*std::move(order), shop, locale};
    }
    return sources;
}

void print(QPagedPaintDevice &device, DocumentKind kind, DocumentPaper paper, const QList<DocumentSource> &sources)
{
    QPainter painter(&device);
    Paper pages(painter, device);
    for (qsizetype i = 0; i < sources.size(); ++i) {
        if (i > 0)
            pages.newPage();
        if (paper == DocumentPaper::Roll)
            drawRoll(pages, sources.at(i));
        else
            drawSheet(pages, kind, sources.at(i));
    }
}

void setEdges(QPagedPaintDevice &device, DocumentPaper paper)
{
    if (paper == DocumentPaper::Sheet)
        device.setPageMargins(QMarginsF(20, 18, 20, 14), QPageLayout::Millimeter);
}

void layOut(QPagedPaintDevice &device, DocumentPaper paper, const QList<DocumentSource> &sources)
{
    if (paper == DocumentPaper::Roll) {
        double height = 0;
        for (const DocumentSource &source : sources)
            height = qMax(height, rollHeight(source));
        return setRoll(device, height);
    }
    device.setPageSize(sheetOf(sources.constFirst().shop));
    setEdges(device, paper);
}

QByteArray pdf(DocumentKind kind, DocumentPaper paper, const QList<DocumentSource> &sources)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(Resolution);
    writer.setTitle(fileName(kind, sources).chopped(4));
    writer.setCreator(u"Backroom"_s);
    layOut(writer, paper, sources);
    print(writer, kind, paper, sources);
    return buffer.data();
}

QString fileName(DocumentKind kind, const QList<DocumentSource> &sources)
{
    const QString first = QString::fromUtf8(sources.constFirst().order.number);
    const QString name = Words(sources.constFirst().locale).kind(kind);
    QString file = name + u' ' + first;
    if (sources.size() > 1)
        file += u'–' + QString::fromUtf8(sources.constLast().order.number);
    for (const QChar bad : u"/\\:*?\"<>|"_s)
        file.replace(bad, u'-');
    return file + u".pdf"_s;
}

QString codeOf(const QByteArray &number) { return CodePrefix + QString::fromUtf8(number); }

std::optional<QByteArray> numberIn(const QString &code)
{
    const QString trimmed = code.trimmed();
    if (!trimmed.startsWith(CodePrefix, Qt::CaseInsensitive) || trimmed.size() <= CodePrefix.size())
        return {};
    return trimmed.mid(CodePrefix.size()).toUtf8();
}

}
