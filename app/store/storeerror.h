#pragma once
// What a database says when it will not: thrown inside a transaction, caught at Database's edge and nowhere else.
#include "app/base/result.h"

#include <QByteArray>
#include <exception>

namespace backroom {

class StoreError : public std::exception {
public:
    enum class Kind {
        Unique, // a value that must be unique stands already: fn is rerun, and its own check finds it
        Serialization, // deadlock or busy: fn is rerun
        Value, // no database value: what the caller gave is at fault
        Constraint, // a foreign key or CHECK refused: a fault of ours, or of who went round the services
        Full, // no room on the disk
        Io, // a failed read, write or fsync: the store is reopened before anything is acknowledged
        Lost, // the server went away
        Corrupt, // the file is damaged or none of ours
        ReadOnly, // may not be written
        Closed, // a backup takes the store's place at this moment
        Other,
    };
    StoreError(Kind kind, const QByteArray &detail) : kind(kind), detail(detail) {}
    const char *what() const noexcept override { return detail.constData(); }
    // A sentence for people; the detail goes to the application log, never to a caller.
    Error toError() const;

    Kind kind;
    QByteArray detail;
};

// Anything else that escapes from a service is a fault of ours: logged, and told as one. It takes its own call back and
// nobody else's.
Error faultOf(const std::exception &error);

}
