#include "app/products/refusedrows.h"

#include "app/base/csv.h"

#include <QIODevice>

namespace backroom {

QByteArray refusedRows(const ImportedFile &file, QSet<qint64> lines, const std::function<QIODevice *()> &again)
{
    QList<RowFault> rows = file.faults;
    for (const RowFault &fault : file.faults)
        lines.insert(fault.line);
    for (const RowFault &fault : file.faults)
        if (!fault.cells.isEmpty())
            lines.remove(fault.line);
    if (QIODevice *device = lines.isEmpty() ? nullptr : again()) {
        CsvReader csv(device);
        for (;;) {
            const Result<bool> more = csv.next();
            if (more ? !*more : more.error().code != ErrorCode::TooLarge)
                break;
            if (more && lines.contains(csv.line()))
                rows.append({csv.line(), {}, {}, csv.fields()});
        }
    }
    return csvOfFaults(file.header, rows, file.separator);
}

}
