#include "app/reports/doctor.h"

#include "app/journal/journal.h"
#include "app/orders/books.h"
#include "app/reports/totals.h"

#include <QCoreApplication>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace backroom::doctor {

namespace {
constexpr qsizetype MostNamed = 5;

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// What differs, by name, and how many more.
class Named {
public:
    void add(const QString &name)
    {
        if (m_names.size() < MostNamed)
            m_names << name;
        ++m_count;
    }
    bool none() const { return m_count == 0; }
    QString text() const
    {
        const QString names = m_names.join(u", "_s);
        return m_count <= m_names.size() ? names : tr("%1 and %2 more").arg(names).arg(m_count - m_names.size());
    }

private:
    QStringList m_names;
    qsizetype m_count = 0;
};

Named named(Query rows)
{
    Named named;
    while (rows.next())
        named.add(rows.text(0));
    return named;
}

Finding finding(const QByteArray &check, const QString &what, const Named &wrong, const QString &good,
                const QString &bad, const QString &advice)
{
    if (wrong.none())
        return {check, what, true, good, {}};
    return {check, what, false, bad.arg(wrong.text()), advice};
}

Finding finding(const QByteArray &check, const QString &what, const QList<BookFault> &faults, const QString &good)
{
    if (faults.isEmpty())
        return {check, what, true, good, {}};
    QStringList sentences;
    for (const BookFault &fault : faults.first(std::min(MostNamed, faults.size())))
        sentences << fault.message;
    if (faults.size() > MostNamed)
        sentences << tr("And more like these.");
    return {check, what, false, sentences.join(u' '),
            tr("Make a backup first. Then restore the last one that was right, or report this with its numbers.")};
}

}

Finding file(Reader &reader)
{
    if (reader.kind() == StoreKind::Postgres)
        return {"file", tr("The database"), true, tr("PostgreSQL answers, and looks after its own files."), {}};
    Named wrong;
    {
        Query rows = reader.query("PRAGMA quick_check(20)");
        while (rows.next())
            if (rows.utf8(0) != "ok")
                wrong.add(rows.text(0));
    }
    Query rows = reader.query("PRAGMA foreign_key_check");
    while (rows.next())
        wrong.add(tr("a row of %1 that belongs to nothing").arg(rows.text(0)));
    return finding("file", tr("The shop's file"), wrong, tr("It is whole."), tr("It is damaged: %1."),
                   tr("Restore the newest backup that verifies."));
}

Finding journalChain(Reader &reader)
{
    const JournalCheck check = journal::verify(reader);
    Finding found{
        "journal", tr("The journal"), check.whole, tr("%1 entries, each as it was written.").arg(check.entries), {}};
    if (!check.whole) {
        found.detail = check.message;
        found.advice = tr("Somebody changed the store past the program. Compare with a backup from before entry %1.")
                           .arg(check.firstBadSeq);
    }
    return found;
}

Finding dailyTotals(Reader &reader)
{
    Named wrong;
    int last = std::numeric_limits<int>::min();
    for (const TotalsDifference &difference : totals::compare(reader)) {
        if (difference.day != last)
            wrong.add(dayDate(difference.day).toString(Qt::ISODate));
        last = difference.day;
    }
    return finding("totals", tr("The reports' daily totals"), wrong, tr("They are what the orders say."),
                   tr("They differ from the orders on %1."),
                   tr("Run “backroomd doctor --rebuild-totals”, which makes them anew from the orders."));
}

Finding stockLevels(Reader &reader)
{
    return finding("stock", tr("Stock levels"), books::checkStock(reader), tr("Each is the sum of its movements."));
}

Finding orderSums(Reader &reader)
{
    return finding("orders", tr("Sums of orders"), books::checkSums(reader),
                   tr("Each is the sum of its lines, shipping and tax."));
}

Finding payments(Reader &reader)
{
    return finding("payments", tr("Payments"), books::checkPayments(reader),
                   tr("Orders are paid, shipped and refunded as their payments, shipments and refunds say."));
}

Finding orderNumbers(Reader &reader)
{
    return finding("numbers", tr("Order numbers"), books::checkNumbers(reader), tr("None is missing."));
}

Finding searchIndex(Reader &reader)
{
    return finding(
        "search", tr("The products' search index"),
        named(reader.query(
            "SELECT p.title FROM products p WHERE p.id NOT IN (SELECT rowid FROM product_search) ORDER BY p.id")),
        tr("Every product can be found."), tr("Not in it: %1."), tr("Open these products and save them once."));
}

Finding images(Reader &reader, const QString &imageFolder)
{
    Named missing;
    const bool inside = reader.kind() == StoreKind::Postgres;
    Query rows = reader.query(
        inside ? "SELECT DISTINCT i.hash || '.' || i.extension FROM images i WHERE i.hash <> '' AND NOT EXISTS "
                 "(SELECT 1 FROM image_files f WHERE f.name = i.hash || '.' || i.extension)"
               : "SELECT DISTINCT i.hash || '.' || i.extension FROM images i WHERE i.hash <> ''");
    while (rows.next())
        if (inside || !QFileInfo::exists(imageFolder + u'/' + rows.text(0)))
            missing.add(rows.text(0));
    return finding("images", tr("Images"), missing, tr("All are there."), tr("Missing: %1."),
                   tr("Copy the folder “images” of a backup back, or upload these images again."));
}

QList<Finding> examine(Reader &reader, const QString &imageFolder)
{
    return {file(reader),     journalChain(reader), dailyTotals(reader), stockLevels(reader),        orderSums(reader),
            payments(reader), orderNumbers(reader), searchIndex(reader), images(reader, imageFolder)};
}

}
