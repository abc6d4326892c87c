#pragma once
// The list of backups: what the state holds, in the order that is asked for.
#include "app/backups/backupsstate.h"
#include "ui/models/column.h"
#include "ui/models/rowsource.h"
#include "ui/shell/desk.h"

namespace backroom {

class BackupListSource final : public RowSource {
public:
    // What is shown from the next refresh on.
    void set(const std::shared_ptr<const BackupsState> &state) { m_state = state; }
    void loadIds(const ListOrder &order, std::function<void(Result<QList<qint64>>)> done) override;
    void loadRows(const QList<qint64> &ids, std::function<void(Result<QList<SourceRow>>)> done) override;

    // One row of it: the backup and the places that its words name.
    struct Row
    {
        BackupEntry backup;
        std::shared_ptr<const BackupsState> state;
    };
    static QList<Column> columns(const Desk &desk);

private:
    std::shared_ptr<const BackupsState> m_state = std::make_shared<const BackupsState>();
};

}
Q_DECLARE_METATYPE(backroom::BackupListSource::Row)
