#pragma once
// Where a list gets its rows from, without waiting: first the ids in order, all of them, then rows by id, few at a time.
#include "app/base/result.h"

#include <QList>
#include <QVariant>

#include <functional>

namespace backroom {

// What a list shows of everything there is. What else restricts it the source knows itself.
struct ListOrder
{
    QString key; // of the column that sorts; empty is the source's own order
    Qt::SortOrder direction = Qt::AscendingOrder;
};

struct SourceRow
{
    qint64 id = 0;
    QVariant value; // a value type of the feature
};

// Called on the GUI thread. `done` is called on the GUI thread too, never before the call has returned, at most once;
// it may come after the model is gone. A row that does not exist any more is left out of the answer.
class RowSource {
public:
    virtual ~RowSource() = default;
    virtual void loadIds(const ListOrder &order, std::function<void(Result<QList<qint64>>)> done) = 0;
    virtual void loadRows(const QList<qint64> &ids, std::function<void(Result<QList<SourceRow>>)> done) = 0;
};

}
