#include "app/stock/stockundo.h"

#include "app/journal/undorules.h"
#include "app/stock/ledger.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom::stock {

Result<> undoMoved(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    const QJsonObject moved = undo::object(entry.after);
    const VariantId variant{entry.entityId.toLongLong()};
    if (!transaction.number("SELECT 1 FROM variants WHERE id = ?", variant))
        return undo::goneSince();
    const auto back = move(transaction, actor,
                           {variant, -moved["delta"_L1].toInteger(), "correction", moved["reference"_L1].toString(),
                            QCoreApplication::translate("backroom", "Taken back")});
    return back ? Result<>() : fail(back.error());
}

}
