#pragma once
// The rows of one report for a table: they are all here, only their order is worked out elsewhere.
#include "app/reports/reporttable.h"
#include "ui/models/column.h"
#include "ui/models/rowsource.h"
#include "ui/models/taskpool.h"
#include "ui/shell/format.h"

#include <memory>

namespace backroom {

class ReportSource final : public RowSource {
public:
    // The pool outlives it.
    ReportSource(TaskPool &pool, std::shared_ptr<const ReportTable> table);

    void setTable(std::shared_ptr<const ReportTable> table) { m_table = std::move(table); }
    const ReportTable &table() const { return *m_table; }
    // Ids are rows of the table, from 1.
    void loadIds(const ListOrder &order, std::function<void(Result<QList<qint64>>)> done) override;
    void loadRows(const QList<qint64> &ids, std::function<void(Result<QList<SourceRow>>)> done) override;

private:
    TaskPool &m_pool;
    std::shared_ptr<const ReportTable> m_table;
};

// As a table shows them: names first, figures at the right.
QList<Column> columnsOf(const Format &format, const ReportTable &table);

}
