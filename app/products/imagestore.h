#pragma once
// Where images' bytes lie, under their content's hash: files in DATA/images beside a SQLite store, rows of the store
// itself with PostgreSQL, so that any number of servers share them.
#include "app/products/imagefile.h"
#include "app/store/transaction.h"

namespace backroom {

class ImageStore {
public:
    explicit ImageStore(const StoreConfig &config);

    // Before the transaction that refers to it: with SQLite writes the files (whole or not at all; those that stand
    // already are left), with PostgreSQL does nothing, as the transaction does it. Blocks; any thread.
    Result<> keep(const ImageFile &file) const;
    // "HASH.png" or "HASH-t.jpg"; NotFound when there is none, or no such name.
    Result<QByteArray> read(Reader &reader, const QByteArray &name) const;
    // Removes the bytes that no product's image refers to any more, but for those of images that were taken off lately
    // (images::KeptFor) and files younger than an hour, which may be on their way in. How many. Blocks.
    static Result<int> sweep(class Database &database);

private:
    QString m_folder;
};

}
