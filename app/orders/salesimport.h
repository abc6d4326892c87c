#pragma once
// Takes a sales history into the shop: every invoice becomes an order of its own number at its own date, unknown
// products and customers are made, daily totals are kept, and no stock is moved.
//
// What is real is kept, not judged: lines with a price of 0, negative quantities and prices on any invoice, lines
// without a customer or a description, lines that are alike. Invoices that begin with C are returns: orders whose lines
// are negative. Stock codes are taken to the letter: "85123A" and "85123a" are two variants. A country is kept as its
// ISO code where its name tells one ("EIRE" is IE), else as written ("Unspecified").
//
// A new product is called what most of its sold lines call it and costs what it was most often sold for; it is
// published when it looks like goods (a description, a price, a digit in its code), else it stays a draft.
//
// The file is read twice: once to know products and to see that it can be read to its end, once to import it, in
// batches of one transaction each. The mark how far the import has come lies in the same transaction, under a hash of
// the file's text, so that an interrupted import goes on where it stopped when the file is imported again, and a
// finished one changes nothing. Of an invoice that another file brought before, only lines that are not there yet are
// added. Memory goes with the number of products in the file, not with its lines.
#include "app/base/csv.h"
#include "app/store/database.h"

#include <atomic>
#include <functional>

namespace backroom {

struct SalesImportOptions
{
    bool dryRun = false; // reads and counts, writes nothing
    int batchLines = 4000; // in one transaction
    // Lines done and lines there are; the latter 0 while the file is first looked through. On the calling thread.
    std::function<void(qint64 done, qint64 total)> progress = {};
    const std::atomic<bool> *cancel = nullptr; // ends the import between two batches; what was imported stays
};

struct SalesImportSummary
{
    qint64 lines = 0; // imported by this call (with dryRun: that would be)
    qint64 known = 0; // that stood in the shop already
    qint64 orders = 0; // made by this call, as products and customers
    qint64 products = 0;
    qint64 customers = 0;
    qint64 refused = 0;
    QList<RowFault> faults = {}; // the first of those refused
    bool cancelled = false;
};

namespace salesimport {

// Imports/Write. Blocks, for a command or a slow thread. Fails without having written anything when the file cannot be
// read to its end, is no sales history, or not one of its rows can be taken.
Result<SalesImportSummary> run(Database &database, const Actor &actor, const QString &path,
                               const SalesImportOptions &options = {});

}
}
