#include "app/products/importtools.h"

#include "app/base/crypto.h"
#include "app/base/money.h"
#include "app/base/text.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr qsizetype MaxSku = 64;
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
QString hashDigits(const QString &text) { return QString::fromLatin1(blake2b(text.toUtf8()).toHex().left(8)); }
QString fullHash(const QString &handle, const QStringList &values)
{
    return hashDigits(QString(handle + u'\n' + values.join(u'\n')));
}

bool isEscape(const QString &text, qsizetype at)
{
    return text[at] == u'\\' && at + 1 < text.size()
        && (text[at + 1] == u',' || text[at + 1] == u'>' || text[at + 1] == u'\\');
}

// Splits where the separator stands without a backslash before it; the backslashes stay.
QStringList splitEscaped(const QString &text, QChar separator)
{
    QStringList parts{QString()};
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (isEscape(text, i))
            parts.last() += text[i++];
        else if (text[i] == separator) {
            parts << QString();
            continue;
        }
        parts.last() += text[i];
    }
    return parts;
}

QString unescaped(const QString &text)
{
    QString plain;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (isEscape(text, i))
            ++i;
        plain += text[i];
    }
    return plain.simplified();
}

QString escaped(QString text) { return text.replace(u'\\', u"\\\\"_s).replace(u',', u"\\,"_s).replace(u'>', u"\\>"_s); }
}

ProductRows::ProductRows(CsvReader &csv, QByteArrayView currency, ImportedFile &file)
    : m_csv(csv), m_columns(file.header), m_digits(currencyDigits(currency).value_or(2)), m_file(file)
{}

bool ProductRows::next()
{
    for (;;) {
        const Result<bool> more = m_csv.next();
        if (more && !*more)
            return false;
        ++m_file.rows;
        if (more)
            return true;
        faultAt(m_csv.line(), {}, more.error().message);
        if (more.error().code != ErrorCode::TooLarge)
            return false;
    }
}

bool ProductRows::yes(const QString &column, bool otherwise) const
{
    const QString text = cell(column).toLower();
    return text.isEmpty() ? otherwise : text == "1"_L1 || text == "true"_L1 || text == "yes"_L1 || text == "y"_L1;
}

// Where both signs stand, the last is the decimal mark. A lone comma is it before one or two digits, as none groups so
// few; before three only among semicolons, as such files come from where it is one. Elsewhere it might as well group the
// digits, and is left to be refused.
QString ProductRows::number(const QString &column) const
{
    static const QRegularExpression grouped(u"^[+-]?[0-9]{1,3}(?:([.,])[0-9]{3})(?:\\1[0-9]{3})*([.,])[0-9]+$"_s);
    static const QRegularExpression decimal(u"^[+-]?[0-9]*,[0-9]{1,2}$"_s);
    QString text = cell(column);
    const auto both = grouped.match(text);
    if (both.hasMatch() && both.captured(1) != both.captured(2))
        text.remove(both.captured(1)).replace(u',', u'.');
    else if (decimal.match(text).hasMatch()
             || (m_csv.separator() == ';' && text.count(u',') == 1 && !text.contains(u'.')))
        text.replace(u',', u'.');
    return text;
}

bool ProductRows::price(const QString &column, std::optional<qint64> &value)
{
    const QString text = number(column);
    if (text.isEmpty())
        return true;
    const Result<qint64> parsed = parseDecimal(text, m_digits);
    if (!parsed)
        fault(column,
              tr("“%1” is no price. Write it with a point or comma and at most %2 digits behind it.")
                  .arg(text.left(40))
                  .arg(m_digits));
    else if (*parsed < 0)
        fault(column, tr("A price cannot be below 0. Correct it."));
    else if (*parsed > MaxAmount)
        fault(column, tr("This price is larger than any that a shop can have. Correct it."));
    else
        value = *parsed;
    return parsed && *parsed >= 0 && *parsed <= MaxAmount;
}

bool ProductRows::whole(const QString &column, std::optional<qint64> &value, qint64 least, qint64 most)
{
    const QString text = number(column);
    if (text.isEmpty())
        return true;
    const Result<qint64> parsed = parseDecimal(text, 0);
    if (parsed && *parsed >= least && *parsed <= most) {
        value = *parsed;
        return true;
    }
    if (!parsed)
        fault(column, tr("“%1” is no whole number. Correct it.").arg(text.left(40)));
    else
        fault(column, tr("%1 is out of bounds: from %2 to %3. Correct it.").arg(*parsed).arg(least).arg(most));
    return false;
}

bool ProductRows::weight(const QString &column, const QString &unit, std::optional<qint64> &grams)
{
    const QString text = number(column);
    if (text.isEmpty())
        return true;
    // In hundred-thousandths of a gram: an avoirdupois pound is 453.59237 g by definition.
    qint64 perUnit = 100'000;
    if (unit == "kg"_L1)
        perUnit = 100'000'000;
    else if (unit.startsWith("lb"_L1))
        perUnit = 45'359'237;
    else if (unit == "oz"_L1)
        perUnit = 2'834'952;
    const Result<qint64> parsed = parseDecimal(text, 6);
    if (!parsed || *parsed < 0 || *parsed > 100'000'000'000'000) {
        fault(column, tr("“%1” is no weight. Write it as in 0.5.").arg(text.left(40)));
        return false;
    }
    grams = mulDiv(*parsed, perUnit, 100'000'000'000);
    return true;
}

void ProductRows::fault(const QString &column, const QString &reason)
{
    faultAt(line(), column, reason, m_csv.fields());
}
void ProductRows::note(const QString &column, const QString &reason) { m_file.notes.append({line(), column, reason}); }

void ProductRows::faultAt(qint64 line, const QString &column, const QString &reason, const QStringList &cells)
{
    m_file.faults.append({line, column, reason, cells});
}

QStringList splitList(const QString &cell)
{
    QStringList items;
    for (const QString &part : splitEscaped(cell, u','))
        if (const QString item = unescaped(part); !item.isEmpty() && !items.contains(item))
            items << item;
    return items;
}

QString joinList(const QStringList &items)
{
    QStringList parts;
    for (const QString &item : items)
        parts << escaped(item);
    return parts.join(", "_L1);
}

QList<QStringList> splitCategories(const QString &cell)
{
    QList<QStringList> paths;
    for (const QString &part : splitEscaped(cell, u',')) {
        QStringList path;
        for (const QString &name : splitEscaped(part, u'>'))
            if (const QString clean = unescaped(name); !clean.isEmpty())
                path << clean;
        if (!path.isEmpty() && !paths.contains(path))
            paths << path;
    }
    return paths;
}

QString joinCategories(const QList<QStringList> &paths)
{
    QStringList parts;
    for (const QStringList &path : paths) {
        QStringList names;
        for (const QString &name : path)
            names << escaped(name);
        parts << names.join(" > "_L1);
    }
    return parts.join(", "_L1);
}

bool isWebAddress(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    return url.isValid() && !url.host().isEmpty() && (url.scheme() == "http"_L1 || url.scheme() == "https"_L1);
}

QString deriveSku(const QString &handle, const QStringList &values)
{
    QString sku = slugify(handle);
    if (sku.isEmpty())
        sku = hashDigits(handle);
    for (const QString &value : values) {
        const QString part = slugify(value);
        sku += u'-' + (part.isEmpty() ? hashDigits(value) : part);
    }
    if (sku.size() > MaxSku)
        sku = sku.left(MaxSku - 9) + u'-' + fullHash(handle, values);
    return sku;
}

QString standsTwice(const QString &title)
{
    return tr("“%1” stands in the file twice. Give one of them another handle.").arg(title);
}

void finishProduct(ImportedProduct product, ProductRows &rows, QSet<QString> &skus, ImportedFile &file)
{
    QList<ImportedVariant> kept;
    QSet<QStringList> combinations;
    for (ImportedVariant &variant : product.variants) {
        const bool again = combinations.contains(variant.values);
        const bool bySku = again && variant.values.isEmpty() && !variant.sku.isEmpty() && !kept.constFirst().skuDerived;
        if (again && !bySku) {
            rows.faultAt(variant.line, {},
                         variant.values.isEmpty() ? standsTwice(product.title)
                                                  : tr("“%1” has the options %2 twice. Remove one of them.")
                                                        .arg(product.title, variant.values.join(" / "_L1)));
            continue;
        }
        if (variant.sku.isEmpty()) {
            variant.skuDerived = true;
            variant.sku = deriveSku(product.handle, variant.values);
            if (skus.contains(variant.sku)) // "S+" and "S" make the same slug
                variant.sku = variant.sku.left(MaxSku - 9) + u'-' + fullHash(product.handle, variant.values);
        }
        if (skus.contains(variant.sku)) {
            rows.faultAt(variant.line, u"SKU"_s,
                         tr("The SKU “%1” stands in the file twice. Give every variant its own.").arg(variant.sku));
            continue;
        }
        product.bySku = product.bySku || bySku;
        combinations.insert(variant.values);
        skus.insert(variant.sku);
        for (qsizetype i = 0; i < variant.values.size() && i < product.options.size(); ++i)
            if (!product.options[i].values.contains(variant.values[i]))
                product.options[i].values << variant.values[i];
        kept << variant;
    }
    product.variants = kept;
    if (!kept.isEmpty())
        file.products << product;
}

}
