#pragma once
// The rows of an import as a list shows them; a row's words are made when it is looked at.
#include "ui/models/column.h"
#include "ui/models/rowsource.h"

#include <functional>

namespace backroom {

class ImportedSource final : public RowSource {
public:
    struct Row
    {
        QString text, second;
    };
    // The words of the row of that number, from 0.
    void set(qsizetype count, std::function<Row(qsizetype)> words);

    // A row's id is its number and one more.
    void loadIds(const ListOrder &order, std::function<void(Result<QList<qint64>>)> done) override;
    void loadRows(const QList<qint64> &ids, std::function<void(Result<QList<SourceRow>>)> done) override;
    static QList<Column> columns();

private:
    qsizetype m_count = 0;
    std::function<Row(qsizetype)> m_words;
};

}
Q_DECLARE_METATYPE(backroom::ImportedSource::Row)
