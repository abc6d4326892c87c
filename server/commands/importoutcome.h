#pragma once
// What the kinds of import have in common for who types the command.
#include "app/base/csv.h"
#include "app/store/database.h"
#include "server/commands/commandline.h"

#include <atomic>

namespace backroom {

// What an import tells at its end.
struct ImportOutcome
{
    QByteArray json;
    QString sentence;
    QList<RowFault> faults; // the first of them
    QList<RowFault> notes; // taken, but not with everything that the file says
    QByteArray refusedRows; // what did not go in, as a file to mend
    qint64 refused = 0;
    bool cancelled = false;
};

Result<ImportOutcome> importProducts(const CommandLine &line, Database &database, const std::atomic<bool> &cancel);
Result<ImportOutcome> importSales(const CommandLine &line, Database &database, const std::atomic<bool> &cancel);

// "12,000"
QString countText(qint64 number);

}
