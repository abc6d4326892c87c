#include "ui/products/importedsource.h"

#include "ui/products/importoutcome.h"

#include <QTimer>

#include <numeric>

using namespace Qt::StringLiterals;

namespace backroom {

void ImportedSource::set(qsizetype count, std::function<Row(qsizetype)> words)
{
    m_count = count;
    m_words = std::move(words);
}

void ImportedSource::loadIds(const ListOrder &, std::function<void(Result<QList<qint64>>)> done)
{
    QList<qint64> ids(m_count);
    std::iota(ids.begin(), ids.end(), 1);
    QTimer::singleShot(0, [done = std::move(done), ids] { done(ids); });
}

void ImportedSource::loadRows(const QList<qint64> &ids, std::function<void(Result<QList<SourceRow>>)> done)
{
    QList<SourceRow> rows;
    for (const qint64 id : ids)
        if (id > 0 && id <= m_count)
            rows << SourceRow{id, QVariant::fromValue(m_words(id - 1))};
    QTimer::singleShot(0, [done = std::move(done), rows] { done(rows); });
}

QList<Column> ImportedSource::columns()
{
    const auto cell = [](const Row &row) { return Cell{.text = row.text, .second = row.second}; };
    return {column<Row>(u"product"_s, ImportOutcome::tr("In the file"), ColumnKind::Name, 0, cell, false)};
}

}
