#include "app/store/pgstatement.h"

#include "app/store/pgpipeline.h"
#include "app/store/storeerror.h"

#include <charconv>
#include <libpq-fe.h>

namespace backroom {

namespace {
StoreError::Kind kindOf(QByteArrayView state)
{
    using Kind = StoreError::Kind;
    if (state == "23505")
        return Kind::Unique;
    if (state == "22012") // a division by zero: what PgGate::Pass says, and nothing else that the shop asks
        return Kind::Closed;
    if (state.startsWith("22")) // "data exception"
        return Kind::Value;
    if (state == "40001" || state == "40P01" || state == "55P03")
        return Kind::Serialization;
    if (state.startsWith("23"))
        return Kind::Constraint;
    if (state == "53100")
        return Kind::Full;
    if (state.startsWith("08") || state.startsWith("57P"))
        return Kind::Lost;
    // What this session prepared is gone, or no longer fits its table: only another session goes on.
    if (state == "26000" || state == "0A000")
        return Kind::Lost;
    if (state == "58030")
        return Kind::Io;
    if (state == "XX001" || state == "XX002")
        return Kind::Corrupt;
    if (state == "25006" || state == "42501")
        return Kind::ReadOnly;
    return Kind::Other;
}
}

void throwPgError(pg_conn *handle, const pg_result *result)
{
    const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
    // Without its detail: that one repeats the values, which may be anybody's address.
    const char *message = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : nullptr;
    const QByteArray detail =
        QByteArray("postgresql ") + (state ? state : "-") + ": " + (message ? message : PQerrorMessage(handle));
    const bool lost = PQstatus(handle) == CONNECTION_BAD || !state;
    const StoreError::Kind kind = lost ? StoreError::Kind::Lost : kindOf(QByteArrayView(state));
    PQclear(const_cast<pg_result *>(result)); // the state is a piece of it
    throw StoreError(kind, detail);
}

void pgCommand(pg_conn *handle, const char *sql)
{
    pg_result *result = PQexec(handle, sql);
    const ExecStatusType status = PQresultStatus(result);
    // A migration may have nothing for this database.
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY)
        throwPgError(handle, result);
    PQclear(result);
}

QByteArray numberPlaceholders(const QByteArray &sql)
{
    QByteArray numbered;
    numbered.reserve(sql.size() + 16);
    int count = 0;
    bool quoted = false;
    for (const char c : sql) {
        if (c == '\'')
            quoted = !quoted;
        if (c == '?' && !quoted)
            numbered += '$' + QByteArray::number(++count);
        else
            numbered += c;
    }
    return numbered;
}

PgStatement::PgStatement(PgPipeline &pipeline, const QByteArray &name, const QByteArray &sql)
    : m_pipeline(pipeline), m_name(name)
{
    pipeline.settle();
    pg_result *result = PQprepare(pipeline.handle(), name.constData(), numberPlaceholders(sql).constData(), 0, nullptr);
    if (PQresultStatus(result) != PGRES_COMMAND_OK)
        throwPgError(pipeline.handle(), result);
    PQclear(result);
}

PgStatement::~PgStatement() { reset(); }

std::unique_ptr<Statement> PgStatement::another() const
{
    return std::unique_ptr<Statement>(new PgStatement(m_pipeline, m_name));
}

void PgStatement::set(int index, QByteArray text)
{
    if (m_values.size() <= size_t(index))
        m_values.resize(size_t(index) + 1);
    m_values[size_t(index)] = std::move(text);
}

void PgStatement::bindNull(int index)
{
    set(index, {});
    m_values[size_t(index)].reset();
}

void PgStatement::bindInt(int index, qint64 value) { set(index, QByteArray::number(value)); }
void PgStatement::bindReal(int index, double value) { set(index, QByteArray::number(value, 'g', 17)); }
// PostgreSQL's text has no NUL; what reaches it was checked, and a stray one must not end the text early unnoticed.
void PgStatement::bindText(int index, QByteArrayView utf8)
{
    set(index, utf8.toByteArray().replace('\0', "\xEF\xBF\xBD"));
}
void PgStatement::bindBlob(int index, QByteArrayView bytes) { set(index, "\\x" + bytes.toByteArray().toHex()); }

void PgStatement::bound()
{
    std::vector<const char *> values(m_values.size());
    for (size_t i = 0; i < values.size(); ++i)
        values[i] = m_values[i] ? m_values[i]->constData() : nullptr;
    m_pipeline.enter();
    if (PQsendQueryPrepared(m_pipeline.handle(), m_name.constData(), int(values.size()), values.data(), nullptr,
                            nullptr, 0)
        == 0)
        throwPgError(m_pipeline.handle(), nullptr);
    m_pipeline.sent(this);
    m_waiting = true;
}

void PgStatement::answered(pg_result *result)
{
    PQclear(std::exchange(m_result, result));
    m_waiting = false;
    m_rows = PQntuples(result);
    m_row = -1;
}

bool PgStatement::step()
{
    if (m_waiting)
        m_pipeline.settle();
    return ++m_row < m_rows;
}

qint64 PgStatement::changes() const { return QByteArrayView(PQcmdTuples(m_result)).toByteArray().toLongLong(); }
bool PgStatement::isNull(int column) const { return PQgetisnull(m_result, m_row, column) != 0; }

qint64 PgStatement::int64(int column) const
{
    const QByteArrayView text = utf8(column);
    if (text == "t")
        return 1;
    qint64 value = 0;
    std::from_chars(text.begin(), text.end(), value);
    return value;
}

double PgStatement::real(int column) const { return utf8(column).toByteArray().toDouble(); }

QByteArrayView PgStatement::utf8(int column) const
{
    return QByteArrayView(PQgetvalue(m_result, m_row, column), PQgetlength(m_result, m_row, column));
}

QByteArray PgStatement::blob(int column) const
{
    return QByteArray::fromHex(utf8(column).sliced(std::min<qsizetype>(2, utf8(column).size())).toByteArray());
}

void PgStatement::forget()
{
    m_pipeline.settle();
    PQclear(PQexec(m_pipeline.handle(), QByteArray("DEALLOCATE " + m_name).constData()));
}

void PgStatement::reset()
{
    if (m_waiting)
        m_pipeline.abandon(this);
    m_waiting = false;
    PQclear(std::exchange(m_result, nullptr));
    m_values.clear();
    m_row = -1;
    m_rows = 0;
}

}
