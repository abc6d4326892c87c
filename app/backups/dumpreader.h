#pragma once
// Reads what pg_dump writes of a shop's rows (plain text, --data-only) into a SQLite store of the same schema, as the
// pieces come. What it does not understand it refuses; nothing is passed over.
#include "app/backups/tabledigest.h"
#include "app/store/bulkload.h"
#include "app/store/copytext.h"

#include <QHash>

namespace backroom {

class DumpReader {
public:
    // `scratch` has the dump's schema, and nobody else sees it. Its rows go first: those of the dump take their place.
    // Throws StoreError, as the functions below may.
    explicit DumpReader(Connection &scratch);
    ~DumpReader();
    Q_DISABLE_COPY_MOVE(DumpReader)

    // Malformed when the text is none of a shop's rows.
    Result<> take(QByteArrayView piece);
    // After the last piece: Malformed when the dump did not come to its end. Rows that it held.
    Result<qint64> finish();

private:
    struct Target; // of the rows that come: a table
    Result<> line(QByteArrayView line);
    Result<> statement(QByteArrayView line);
    Result<> beginTable(QByteArrayView line);
    Result<> row(QByteArrayView line);
    Result<> sequence(QByteArrayView line);
    void setSequences();

    Connection &m_scratch;
    QHash<QByteArray, TableShape> m_shapes;
    QHash<QByteArray, qint64> m_sequences; // by table: the last id given
    std::unique_ptr<BulkLoad> m_load;
    std::unique_ptr<Target> m_target; // null between tables
    QByteArray m_rest; // of a line whose end has not come
    bool m_complete = false; // the dump said that it is
    qint64 m_rows = 0;
};

}
