#pragma once
// Statements on PostgreSQL through libpq, on the handle that Qt SQL opened: prepared once a connection, parameters as
// text, whose type the server infers.
#include "app/store/statement.h"

#include <vector>

struct pg_conn;
struct pg_result;

namespace backroom {

class PgStatement final : public Statement {
public:
    PgStatement(pg_conn *handle, const QByteArray &name, const QByteArray &sql);
    ~PgStatement() override;
    void bindNull(int index) override;
    void bindInt(int index, qint64 value) override;
    void bindReal(int index, double value) override;
    void bindText(int index, QByteArrayView utf8) override;
    void bindBlob(int index, QByteArrayView bytes) override;
    bool step() override;
    qint64 changes() const override;
    bool isNull(int column) const override;
    qint64 int64(int column) const override;
    double real(int column) const override;
    QByteArrayView utf8(int column) const override;
    QByteArray blob(int column) const override;
    void reset() override;
    void forget() override;

private:
    void execute();
    void set(int index, QByteArray text);
    pg_conn *m_handle;
    QByteArray m_name; // empty: not prepared, but sent whole each time
    QByteArray m_sql;
    std::vector<std::optional<QByteArray>> m_values;
    pg_result *m_result = nullptr;
    int m_row = -1;
    int m_rows = 0;
};

// '?' outside of quotes becomes $1, $2, ….
QByteArray numberPlaceholders(const QByteArray &sql);
[[noreturn]] void throwPgError(pg_conn *handle, const pg_result *result);
// A statement without parameters or rows; several may stand in it, apart by semicolons.
void pgCommand(pg_conn *handle, const char *sql);

}
