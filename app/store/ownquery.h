#pragma once
// One SELECT that a person wrote, run where it can do nothing but read what it may: a connection of its own, opened to
// read, and of the shop's tables only the columns that are named. Everything else of the database does not exist for it.
//
// SQLite: a read-only handle with query_only; an authorizer lets through reading the open columns and a list of harmless
// functions, and refuses whatever else SQLite can do; words that it does not ask the authorizer about are refused before. PostgreSQL: a read-only transaction with a time limit; the text is
// read word by word, functions that are not on the list are refused by name, and the open tables are put before it as
// common table expressions, so that their closed columns are not there to be named, whole rows and all.
#include "app/base/result.h"
#include "app/store/storeconfig.h"

#include <QByteArrayList>
#include <QList>
#include <atomic>
#include <optional>
#include <variant>

namespace backroom {

struct OpenTable
{
    QByteArray name;
    QByteArrayList columns;
};

// Nothing, a whole number, text, a number with a fraction.
using OwnValue = std::variant<std::monostate, qint64, QString, double>;

struct OwnAnswer
{
    QByteArrayList columns;
    QList<QList<OwnValue>> rows;
    bool cut = false; // there were more rows, or more bytes, than are taken
};

struct OwnLimits
{
    int seconds = 20;
    int rows = 10'000;
    qint64 bytes = 64LL * 1024 * 1024; // of all texts together
    int cellCharacters = 4'000; // longer texts are cut
};

namespace ownquery {

// Blocks until it is done, `stopped` becomes true (then nothing comes back) or its time is over. Invalid, with a sentence
// that says why, for what is refused or not understood. Any thread.
Result<std::optional<OwnAnswer>> run(const StoreConfig &config, const QList<OpenTable> &open, const QByteArray &sql,
                                     const OwnLimits &limits, const std::atomic<bool> &stopped);

}
}
