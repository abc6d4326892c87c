// A person's SELECT on PostgreSQL.
#include "app/store/connection.h"
#include "app/store/ownqueryparts.h"
#include "app/store/sqlwords.h"
#include "app/store/storeerror.h"

#include <QCoreApplication>
#include <QSet>
#include <libpq-fe.h>
#include <memory>
#include <poll.h>
#include <utility>

namespace backroom::ownquery {

namespace {
using Answered = std::unique_ptr<PGresult, decltype(&PQclear)>;
constexpr int LookEveryMillis = 50;

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

Answered execute(PGconn *handle, const QByteArray &sql)
{
    Answered answer(PQexec(handle, sql.constData()), PQclear);
    const ExecStatusType status = PQresultStatus(answer.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        throw StoreError(StoreError::Kind::Other, PQerrorMessage(handle));
    return answer;
}

QSet<QByteArray> namesOf(PGconn *handle, const QByteArray &sql)
{
    const Answered rows = execute(handle, sql);
    QSet<QByteArray> names;
    for (int row = 0; row < PQntuples(rows.get()); ++row)
        names << QByteArray(PQgetvalue(rows.get(), row, 0));
    return names;
}

QByteArray quoted(const QByteArray &name) { return '"' + QByteArray(name).replace('"', "\"\"") + '"'; }

// The statement alone, without the semicolons behind it.
Result<QByteArray> onlyStatement(const QByteArray &sql, QList<SqlWord> &words)
{
    qsizetype end = sql.size();
    while (!words.isEmpty() && words.constLast().isSign(';')) {
        end = words.constLast().at;
        words.removeLast();
    }
    int depth = 0;
    for (const SqlWord &word : words) {
        if (word.isSign(';'))
            return onlyOne();
        depth += word.isSign('(') ? 1 : word.isSign(')') ? -1 : 0;
        if (depth < 0)
            break;
    }
    // It is put in brackets of ours, which it must not close.
    if (depth != 0)
        return refused(tr("The brackets do not match."));
    if (words.isEmpty() || words.constFirst().kind != SqlWord::Kind::Name
        || (words.constFirst().text != "select" && words.constFirst().text != "with"))
        return onlySelect();
    // A comment at the end would swallow our bracket.
    return sql.first(end) + '\n';
}

// Every name that it uses, against what there is.
Result<> checkNames(PGconn *handle, const QList<SqlWord> &words, const QList<OpenTable> &open)
{
    QSet<QByteArray> ours;
    for (const OpenTable &table : open) {
        ours << table.name;
        for (const QByteArray &column : table.columns)
            ours << column;
    }
    const QSet<QByteArray> schemas = namesOf(handle, "SELECT nspname FROM pg_catalog.pg_namespace");
    const QSet<QByteArray> called = namesOf(handle, "SELECT DISTINCT proname FROM pg_catalog.pg_proc");
    for (qsizetype i = 0; i < words.size(); ++i) {
        const SqlWord &word = words.at(i);
        if (!word.isName())
            continue;
        if (word.text.startsWith("pg_") || word.text == "information_schema")
            return closedTable(word.text);
        const bool qualifies = i + 1 < words.size() && words.at(i + 1).isSign('.');
        if (qualifies && schemas.contains(word.text))
            return refused(
                tr("Name tables without a schema: “orders”, not “%1.orders”.").arg(QString::fromUtf8(word.text)));
        if (called.contains(word.text) && !readingFunctions().contains(word.text) && !ours.contains(word.text))
            return closedFunction(word.text);
    }
    return {};
}

// The open tables by their own names, with their open columns alone. A name that is none of them is found nowhere, as
// the path of names has the catalogue only.
QByteArray shadows(const QByteArray &schema, const QList<SqlWord> &words, const QList<OpenTable> &open)
{
    QSet<QByteArray> named;
    for (const SqlWord &word : words)
        if (word.isName())
            named << word.text;
    QByteArrayList parts;
    for (const OpenTable &table : open) {
        if (!named.contains(table.name))
            continue;
        QByteArrayList columns;
        for (const QByteArray &column : table.columns)
            columns << quoted(column);
        parts << quoted(table.name) + " AS NOT MATERIALIZED (SELECT " + columns.join(", ") + " FROM " + quoted(schema)
                + '.' + quoted(table.name) + ')';
    }
    return parts.isEmpty() ? QByteArray() : "WITH " + parts.join(", ") + ' ';
}

// Numbers of PostgreSQL's types, as its catalogue has had them for ever.
bool isWhole(Oid type) { return type == 20 || type == 21 || type == 23; }
bool isReal(Oid type) { return type == 700 || type == 701 || type == 1700; }
bool isShort(Oid type)
{
    return isWhole(type) || isReal(type) || type == 16 || type == 1082 || type == 1114 || type == 1184;
}

OwnValue valueOf(const PGresult *result, int row, int column, Oid type)
{
    if (PQgetisnull(result, row, column))
        return {};
    const QByteArray text(PQgetvalue(result, row, column), PQgetlength(result, row, column));
    bool fits = false;
    if (type == 16)
        return qint64(text == "t" ? 1 : 0);
    if (isWhole(type) || isReal(type)) {
        // The sum of whole numbers is of a type that has fractions.
        if (const qint64 whole = text.toLongLong(&fits); fits)
            return whole;
        if (const double real = text.toDouble(&fits); fits)
            return real;
    }
    return QString::fromUtf8(text);
}

// Sends what `send` sends and waits for its end, looking at `stopped` meanwhile; rows go to `take` one at a time until
// it has had enough. False when somebody stopped it. Throws what the server says against it.
template<typename Send, typename Take>
bool during(PGconn *handle, const std::atomic<bool> &stopped, Send send, Take take)
{
    if (!send())
        throw StoreError(StoreError::Kind::Other, PQerrorMessage(handle));
    PQsetSingleRowMode(handle);
    bool asked = false, wanted = true;
    const auto cancel = [&] {
        if (std::exchange(asked, true))
            return;
        char reason[256];
        const std::unique_ptr<PGcancel, decltype(&PQfreeCancel)> request(PQgetCancel(handle), PQfreeCancel);
        PQcancel(request.get(), reason, sizeof reason);
    };
    QByteArray fault;
    for (;;) {
        while (PQisBusy(handle)) {
            if (stopped || !wanted)
                cancel();
            pollfd waiting{PQsocket(handle), POLLIN, 0};
            if (poll(&waiting, 1, LookEveryMillis) > 0 && !PQconsumeInput(handle))
                throw StoreError(StoreError::Kind::Lost, PQerrorMessage(handle));
        }
        const Answered answer(PQgetResult(handle), PQclear);
        if (!answer)
            break;
        const ExecStatusType status = PQresultStatus(answer.get());
        if (status == PGRES_SINGLE_TUPLE) {
            if (wanted && !stopped)
                wanted = take(answer.get());
        } else if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK && fault.isEmpty()) {
            const char *state = PQresultErrorField(answer.get(), PG_DIAG_SQLSTATE);
            const bool ended = state && qstrcmp(state, "57014") == 0;
            const char *said = PQresultErrorField(answer.get(), PG_DIAG_MESSAGE_PRIMARY);
            fault = ended ? QByteArray("57014") : QByteArray(said ? said : "no reason given");
        }
    }
    if (stopped)
        return false;
    if (!fault.isEmpty() && wanted)
        throw StoreError(StoreError::Kind::Other, fault);
    return true;
}

// What columns a statement gives; the server reads it and runs nothing.
struct Shape
{
    QByteArrayList names;
    QList<Oid> types;
};
Shape shapeOf(PGconn *handle, const QByteArray &sql)
{
    const Answered prepared(PQprepare(handle, "own", sql.constData(), 0, nullptr), PQclear);
    if (PQresultStatus(prepared.get()) != PGRES_COMMAND_OK) {
        const char *said = PQresultErrorField(prepared.get(), PG_DIAG_MESSAGE_PRIMARY);
        throw StoreError(StoreError::Kind::Other, said ? said : PQerrorMessage(handle));
    }
    const Answered described(PQdescribePrepared(handle, "own"), PQclear);
    if (PQnparams(described.get()) > 0)
        throw StoreError(StoreError::Kind::Other, "there is no value for a parameter");
    Shape shape;
    for (int column = 0; column < PQnfields(described.get()); ++column) {
        shape.names << QByteArray(PQfname(described.get(), column));
        shape.types << PQftype(described.get(), column);
    }
    return shape;
}

// The columns by new names, as two may be called alike; texts no longer than is shown of them.
QByteArray trimmedSelect(const QByteArray &with, const QByteArray &statement, const Shape &shape,
                         const OwnLimits &limits)
{
    QByteArrayList names, shown;
    for (qsizetype i = 0; i < shape.types.size(); ++i) {
        const QByteArray name = 'c' + QByteArray::number(i + 1);
        names << name;
        shown << (isShort(shape.types.at(i)) ? name
                                             : "pg_catalog.left(CAST(" + name + " AS pg_catalog.text), "
                          + QByteArray::number(limits.cellCharacters) + ')');
    }
    return with + "SELECT " + shown.join(", ") + " FROM (" + statement + ") AS report (" + names.join(", ") + ") LIMIT "
        + QByteArray::number(limits.rows + 1);
}

Result<std::optional<OwnAnswer>> ask(PGconn *handle, const QByteArray &statement, const QByteArray &with,
                                     const OwnLimits &limits, const std::atomic<bool> &stopped)
{
    OwnAnswer answer;
    const Shape shape = shapeOf(handle, with + "SELECT * FROM (" + statement + ") AS report");
    if (shape.names.isEmpty())
        return onlySelect();
    answer.columns = shape.names;
    const QByteArray whole = trimmedSelect(with, statement, shape, limits);
    qint64 room = limits.bytes;
    const bool done = during(
        handle, stopped,
        // The extended protocol takes one statement and no more.
        [&] { return PQsendQueryParams(handle, whole.constData(), 0, nullptr, nullptr, nullptr, nullptr, 0) == 1; },
        [&](const PGresult *row) {
            QList<OwnValue> values;
            for (int column = 0; column < PQnfields(row); ++column)
                values << valueOf(row, 0, column, shape.types.at(column));
            if (answer.rows.size() >= limits.rows || !takesRoom(room, values)) {
                answer.cut = true;
                return false;
            }
            answer.rows << values;
            return true;
        });
    return done ? std::optional(answer) : std::nullopt;
}
}

Result<std::optional<OwnAnswer>> runOnPostgres(const StoreConfig &config, const QList<OpenTable> &open,
                                               const QByteArray &sql, const OwnLimits &limits,
                                               const std::atomic<bool> &stopped)
{
    auto words = sqlWords(sql);
    if (!words)
        return fail(words.error());
    const auto statement = onlyStatement(sql, *words);
    if (!statement)
        return fail(statement.error());
    auto connection = Connection::open(config);
    if (!connection)
        return fail(connection.error());
    PGconn *handle = (*connection)->postgres();
    try {
        execute(handle, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
        execute(handle, "SET LOCAL statement_timeout = " + QByteArray::number(limits.seconds * 1000));
        const Answered here = execute(handle, "SELECT current_schema()");
        const QByteArray schema(PQgetvalue(here.get(), 0, 0));
        execute(handle, "SET LOCAL search_path = pg_catalog");
        execute(handle, "SET LOCAL standard_conforming_strings = on");
        if (const auto named = checkNames(handle, *words, open); !named)
            return fail(named.error());
        return ask(handle, *statement, shadows(schema, *words, open), limits, stopped);
    } catch (const StoreError &error) {
        if (error.kind == StoreError::Kind::Lost)
            return fail(error.toError());
        if (error.detail == "57014")
            return tookTooLong(limits.seconds);
        return notUnderstood(error.detail);
    }
}

}
