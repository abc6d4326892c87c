// A person's SELECT on SQLite.
#include "app/store/ownqueryparts.h"
#include "app/store/sqlwords.h"

#include <QHash>
#include <QSet>
#include <chrono>
#include <memory>
#include <sqlite3.h>

namespace backroom::ownquery {

namespace {
using SteadyTime = std::chrono::steady_clock::time_point;
constexpr int LookEvery = 2'000; // steps of SQLite's machine between two looks at the time
constexpr int BusyMillis = 1'000;

// Functions that read and add up, and nothing else.
const QSet<QByteArray> &functions()
{
    static const QSet<QByteArray> all{"abs",          "avg",
                                      "ceil",         "ceiling",
                                      "char",         "coalesce",
                                      "count",        "cume_dist",
                                      "date",         "datetime",
                                      "dense_rank",   "exp",
                                      "first_value",  "floor",
                                      "format",       "glob",
                                      "group_concat", "iif",
                                      "ifnull",       "instr",
                                      "json",         "json_array_length",
                                      "json_each",    "json_extract",
                                      "json_type",    "json_valid",
                                      "julianday",    "lag",
                                      "last_value",   "lead",
                                      "length",       "like",
                                      "ln",           "log",
                                      "log10",        "lower",
                                      "ltrim",        "max",
                                      "min",          "mod",
                                      "nth_value",    "ntile",
                                      "nullif",       "percent_rank",
                                      "pow",          "power",
                                      "printf",       "quote",
                                      "rank",         "replace",
                                      "round",        "row_number",
                                      "rtrim",        "sign",
                                      "sqrt",         "strftime",
                                      "string_agg",   "substr",
                                      "substring",    "sum",
                                      "time",         "total",
                                      "trim",         "trunc",
                                      "typeof",       "unicode",
                                      "unixepoch",    "upper",
                                      "->",           "->>"};
    return all;
}

struct Watch
{
    SteadyTime end;
    const std::atomic<bool> &stopped;
    bool timedOut = false;
};

struct Rules
{
    QHash<QByteArray, QSet<QByteArray>> open; // lower case
    QSet<QByteArray> real; // tables and virtual tables that there are, open or not
    std::optional<tl::unexpected<Error>> reason; // of the first refusal
};

int allow(void *context, int action, const char *first, const char *second, const char *database, const char *) noexcept
{
    auto &rules = *static_cast<Rules *>(context);
    const auto refuse = [&rules](const tl::unexpected<Error> &reason) {
        if (!rules.reason)
            rules.reason = reason;
        return SQLITE_DENY;
    };
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_RECURSIVE: return SQLITE_OK;
    case SQLITE_FUNCTION:
        return functions().contains(QByteArray(second).toLower()) ? SQLITE_OK : refuse(closedFunction(second));
    case SQLITE_READ: {
        const QByteArray table = QByteArray(first).toLower();
        const QByteArray column = QByteArray(second).toLower();
        const auto known = rules.open.constFind(table);
        if (known == rules.open.constEnd()) {
            // A subquery of the text itself, of which no column is looked at, is named here as well.
            if (column.isEmpty() && !rules.real.contains(table) && !table.startsWith("sqlite_")
                && !table.startsWith("pragma_"))
                return SQLITE_OK;
            return refuse(closedTable(first));
        }
        if (column.isEmpty())
            return SQLITE_OK;
        if (database && qstrcmp(database, "main") != 0)
            return refuse(closedTable(first));
        return known->contains(column) ? SQLITE_OK : refuse(closedColumn(first, second));
    }
    default: return refuse(onlySelect()); // ATTACH, PRAGMA, INSERT, transactions, all the rest
    }
}

int look(void *context) noexcept
{
    auto &watch = *static_cast<Watch *>(context);
    if (std::chrono::steady_clock::now() >= watch.end)
        watch.timedOut = true;
    return watch.timedOut || watch.stopped ? 1 : 0;
}

using Handle = std::unique_ptr<sqlite3, decltype(&sqlite3_close)>;
using Prepared = std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)>;

Handle openHandle(const QString &path)
{
    sqlite3 *handle = nullptr;
    const int opened = sqlite3_open_v2(path.toUtf8().constData(), &handle,
                                       SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, nullptr);
    Handle owned(handle, sqlite3_close);
    if (opened != SQLITE_OK)
        return {nullptr, sqlite3_close};
    sqlite3_busy_timeout(handle, BusyMillis);
    for (const auto &[option, value] : {std::pair{SQLITE_DBCONFIG_DEFENSIVE, 1},
                                        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
                                        {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
                                        {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
                                        {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
                                        {SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0},
                                        {SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0},
                                        {SQLITE_DBCONFIG_DQS_DML, 0}})
        sqlite3_db_config(handle, option, value, nullptr);
    for (const auto &[what, most] : {std::pair{SQLITE_LIMIT_ATTACHED, 0},
                                     {SQLITE_LIMIT_LENGTH, 16 * 1024 * 1024},
                                     {SQLITE_LIMIT_EXPR_DEPTH, 200},
                                     {SQLITE_LIMIT_COMPOUND_SELECT, 100},
                                     {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1'000},
                                     {SQLITE_LIMIT_COLUMN, 500},
                                     {SQLITE_LIMIT_WORKER_THREADS, 0},
                                     {SQLITE_LIMIT_VARIABLE_NUMBER, 0}})
        sqlite3_limit(handle, what, most);
    if (sqlite3_exec(handle, "PRAGMA query_only = ON; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0", nullptr,
                     nullptr, nullptr)
        != SQLITE_OK)
        return {nullptr, sqlite3_close};
    return owned;
}

// Names of the first column, in lower case.
QSet<QByteArray> namesOf(sqlite3 *handle, const char *sql)
{
    QSet<QByteArray> names;
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v2(handle, sql, -1, &statement, nullptr) == SQLITE_OK)
        while (sqlite3_step(statement) == SQLITE_ROW)
            names << QByteArray(reinterpret_cast<const char *>(sqlite3_column_text(statement, 0))).toLower();
    sqlite3_finalize(statement);
    return names;
}

// Whether anything but white space, comments and semicolons follows.
bool anythingFollows(sqlite3 *handle, const char *tail)
{
    while (*tail) {
        sqlite3_stmt *next = nullptr;
        const char *rest = nullptr;
        const int prepared = sqlite3_prepare_v2(handle, tail, -1, &next, &rest);
        const bool found = prepared != SQLITE_OK || next != nullptr;
        sqlite3_finalize(next);
        if (found)
            return true;
        if (rest == tail)
            return false;
        tail = rest;
    }
    return false;
}

// SQLite asks for no permission of the columns that USING and NATURAL compare, so that a closed one could be compared
// with a guess or, in an outer join, even read. Names in other brackets than quotes would hide these words.
Result<> checkWords(const QByteArray &sql)
{
    const auto words = sqlWords(sql);
    if (!words)
        return fail(words.error());
    for (const SqlWord &word : *words) {
        if (word.kind == SqlWord::Kind::Name && (word.text == "using" || word.text == "natural"))
            return joinWithOn();
        if (word.isSign('[') || word.isSign('`'))
            return quoteNames();
    }
    return {};
}

OwnValue valueOf(sqlite3_stmt *row, int column, const OwnLimits &limits)
{
    switch (sqlite3_column_type(row, column)) {
    case SQLITE_INTEGER: return qint64(sqlite3_column_int64(row, column));
    case SQLITE_FLOAT: return sqlite3_column_double(row, column);
    case SQLITE_NULL: return {};
    case SQLITE_BLOB: return bytesText(sqlite3_column_bytes(row, column));
    default: break;
    }
    const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(row, column));
    return QString::fromUtf8(text, sqlite3_column_bytes(row, column)).left(limits.cellCharacters);
}
}

Result<std::optional<OwnAnswer>> runOnSqlite(const StoreConfig &config, const QList<OpenTable> &open,
                                             const QByteArray &sql, const OwnLimits &limits,
                                             const std::atomic<bool> &stopped)
{
    if (const auto plain = checkWords(sql); !plain)
        return fail(plain.error());
    Handle handle = openHandle(config.sqliteFile());
    if (!handle)
        return notUnderstood("the shop's file cannot be opened");
    Rules rules;
    for (const OpenTable &table : open)
        rules.open.insert(table.name.toLower(), QSet<QByteArray>(table.columns.begin(), table.columns.end()));
    rules.open.insert("json_each", {"key", "value", "type", "atom"});
    rules.real = namesOf(handle.get(), "SELECT name FROM sqlite_master") | namesOf(handle.get(), "PRAGMA module_list");
    Watch watch{std::chrono::steady_clock::now() + std::chrono::seconds(limits.seconds), stopped};
    sqlite3_progress_handler(handle.get(), LookEvery, look, &watch);
    sqlite3_set_authorizer(handle.get(), allow, &rules);

    const auto failure = [&]() -> Result<std::optional<OwnAnswer>> {
        if (rules.reason)
            return *rules.reason;
        if (stopped)
            return std::optional<OwnAnswer>();
        if (watch.timedOut)
            return tookTooLong(limits.seconds);
        return notUnderstood(sqlite3_errmsg(handle.get()));
    };
    sqlite3_stmt *raw = nullptr;
    const char *tail = nullptr;
    const int prepared = sqlite3_prepare_v3(handle.get(), sql.constData(), int(sql.size()) + 1, 0, &raw, &tail);
    const Prepared statement(raw, sqlite3_finalize);
    if (prepared != SQLITE_OK)
        return failure();
    if (!raw || sqlite3_column_count(raw) == 0 || !sqlite3_stmt_readonly(raw) || sqlite3_stmt_isexplain(raw) != 0)
        return onlySelect();
    if (anythingFollows(handle.get(), tail))
        return onlyOne();

    OwnAnswer answer;
    const int columns = sqlite3_column_count(raw);
    for (int column = 0; column < columns; ++column)
        answer.columns << QByteArray(sqlite3_column_name(raw, column));
    qint64 room = limits.bytes;
    for (;;) {
        const int step = sqlite3_step(raw);
        if (step == SQLITE_DONE)
            return answer;
        if (step != SQLITE_ROW)
            return failure();
        QList<OwnValue> row;
        row.reserve(columns);
        for (int column = 0; column < columns; ++column)
            row << valueOf(raw, column, limits);
        if (answer.rows.size() >= limits.rows || !takesRoom(room, row)) {
            answer.cut = true;
            return answer;
        }
        answer.rows << row;
    }
}

}
