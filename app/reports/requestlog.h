#pragma once
// The access log as it lies in the store: rows go in many at a time, are listed newest first, and leave after a month.
#include "app/base/page.h"
#include "app/store/transaction.h"

namespace backroom {

class JsonWriter;

using RequestId = Id<struct RequestTag>;

struct RequestRow
{
    Millis at = 0;
    QByteArray method;
    QByteArray path; // the route's shape ("/api/v1/products/{id}"), or what was asked when no route fits
    int status = 0;
    qint64 micros = 0;
    qint64 bytes = 0; // of the answer
    QByteArray actor; // as the journal tags it
    QByteArray requestId;
    QByteArray address;
    RequestId id = {}; // given by the store
};

struct RequestQuery
{
    QByteArray method = {};
    QString text = {}; // in the path, the address, or the whole request id
    int statusFrom = 0; // 500 for ours, 400 … 499 for the caller's
    int statusTo = 999;
    QByteArray actor = {};
    std::optional<Millis> from = {};
    std::optional<Millis> to = {}; // not in it
    std::optional<Cursor> after = {}; // of order "-id"
    int limit = DefaultLimit;
    QByteArray path = {}; // an endpoint's, or what was asked when none fits
    QByteArray address = {};
};

namespace requestlog {

inline constexpr char Order[] = "-id";
inline constexpr Millis KeptFor = 30LL * 24 * 3600 * 1000;
inline constexpr qint64 MostKept = 1'000'000;

// In a relaxed write; leaves no journal entry.
void insert(Transaction &transaction, const std::vector<RequestRow> &rows);
// Drops what is older than KeptFor or more than MostKept, at most a few thousand rows a call, so that no order waits
// long for it; the number dropped. Call again while it is not 0.
qint64 cleanUp(Transaction &transaction, qint64 mostKept = MostKept);

// All ask for Requests/Read; newest first.
Result<Page<RequestRow>> list(Reader &reader, const Actor &actor, const RequestQuery &query);
Result<QList<RequestId>> ids(Reader &reader, const Actor &actor,
                             const RequestQuery &query); // limit and after do not count
Result<QList<RequestRow>> fetch(Reader &reader, const Actor &actor, const QList<RequestId> &ids); // in the ids' order

void writeJson(JsonWriter &json, const RequestRow &row);

}
}
