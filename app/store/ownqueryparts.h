#pragma once
// What the two databases' ways of running a person's SELECT share; ownquery.h is what others call.
#include "app/store/ownquery.h"

#include <QSet>

namespace backroom::ownquery {

Result<std::optional<OwnAnswer>> runOnSqlite(const StoreConfig &config, const QList<OpenTable> &open,
                                             const QByteArray &sql, const OwnLimits &limits,
                                             const std::atomic<bool> &stopped);
Result<std::optional<OwnAnswer>> runOnPostgres(const StoreConfig &config, const QList<OpenTable> &open,
                                               const QByteArray &sql, const OwnLimits &limits,
                                               const std::atomic<bool> &stopped);

// The sentences.
tl::unexpected<Error> refused(const QString &sentence);
tl::unexpected<Error> notUnderstood(const QByteArray &reason);
tl::unexpected<Error> tookTooLong(int seconds);
tl::unexpected<Error> closedColumn(const QByteArray &table, const QByteArray &column);
tl::unexpected<Error> closedTable(const QByteArray &table);
tl::unexpected<Error> closedFunction(const QByteArray &function);
tl::unexpected<Error> onlySelect();
tl::unexpected<Error> onlyOne();
tl::unexpected<Error> joinWithOn();
tl::unexpected<Error> quoteNames();

// What a person's SELECT may call on PostgreSQL: functions that read and add up, and nothing else. What types and words
// of the language are called counts as well, as PostgreSQL has functions of these names.
const QSet<QByteArray> &readingFunctions();

// What stands for bytes that are no text.
QString bytesText(qint64 bytes);
// Adds one row's texts to the account; false when there is no room for more.
bool takesRoom(qint64 &room, const QList<OwnValue> &row);

}
