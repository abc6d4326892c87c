#pragma once
// Product files into the shop. Products are matched by handle, then by address, then by SKU; a file that was imported
// already changes nothing, so that an interrupted import is taken up by importing again.
#include "app/products/productfile.h"
#include "app/store/database.h"

#include <atomic>
#include <functional>

namespace backroom {

class JsonWriter;

struct ProductImportOptions
{
    ProductFormat format = ProductFormat::Auto;
    ColumnMapping mapping = {}; // of a file with columns of its own
    bool dryRun = false; // everything is done and taken back
    int batch = 100; // products in one transaction, with one journal entry
    // Products done and in all; called between batches on the importing thread.
    std::function<void(qint64 done, qint64 total)> progress = {};
    const std::atomic<bool> *cancel = nullptr; // looked at between batches
};

// What became of one product of the file. Those that did not go in are in the faults.
struct ImportedRow
{
    enum class What : quint8 { Created, Updated, Unchanged };
    What what = What::Created;
    qint64 line = 0;
    QString title;
    ProductId product; // none for one that a dry run would add
};

struct ProductImportSummary
{
    ProductFormat format = ProductFormat::Auto;
    QByteArray run; // names it in the journal: the entity id of its entries
    qint64 rows = 0; // read
    qint64 created = 0; // products, as all below
    qint64 updated = 0;
    qint64 unchanged = 0;
    qint64 refused = 0; // rows or products that did not go in; each has a fault
    qint64 categories = 0; // made
    QList<ProductId>
        elsewhere; // products added or changed with images that lie elsewhere on the web; none of a dry run
    qint64 imagesElsewhere = 0; // their images
    bool dryRun = false;
    bool cancelled = false; // what was done until then stays
    QList<ImportedRow> products; // in the order of the file
    QList<RowFault> faults;
    QList<RowFault> notes; // taken, but not with everything that the file says
    QByteArray refusedRows; // what did not go in, as a file to mend; empty when all did
};

namespace products {

// Imports/Write. Blocks, and writes through `database`: not on the GUI thread, a worker or the writer. Atomic in
// batches. A variant's stock is moved when it is created and never again. An error when the file as a whole cannot be
// used (Unsupported, Malformed) or the store fails; rows that cannot be taken are in the summary.
Result<ProductImportSummary> importFile(Database &database, const Actor &actor, QIODevice *device,
                                        const ProductImportOptions &options = {});
// The same from a file, which may be compressed.
Result<ProductImportSummary> importFile(Database &database, const Actor &actor, const QString &path,
                                        const ProductImportOptions &options = {});

void writeJson(JsonWriter &json, const ProductImportSummary &summary);

}
}
