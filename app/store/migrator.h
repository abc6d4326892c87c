#pragma once
// Brings a store to the schema of this program: numbered files, one transaction each, checksummed. There is no other
// way that a table comes to be.
#include "app/base/clock.h"
#include "app/store/connection.h"

namespace backroom {

struct Migration
{
    int version = 0;
    QString name;
    QByteArray text; // as in the file

    // The statements for one database: other's sections left out, {id}, {blob} and {key} put in.
    QByteArray statements(StoreKind kind) const;
    QByteArray checksum() const;
};

// In order. From the program's own resources.
QList<Migration> allMigrations();

// Whether the store is one of ours and older than this program. Throws StoreError.
bool isOlder(Connection &connection, const QList<Migration> &migrations = allMigrations());
// The tables that they make, by the names that these have in the end or had on the way.
QByteArrayList tablesMadeBy(const QList<Migration> &migrations, StoreKind kind);

// Applies what is missing, in order. Refuses, with a sentence and without a change: a store of a newer program, one
// whose earlier migrations read differently, and a database in which another program's tables stand. Where `create`
// is false, an empty database is refused too.
Result<> migrate(Connection &connection, const Clock &clock, bool create,
                 const QList<Migration> &migrations = allMigrations());

}
